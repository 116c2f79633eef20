"""What somebody made of a document of ours there, to the facts by which our entry comes to the same; or that no facts do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.books.entry import PostedEntry
from assistant.books.plan import KeptPlan
from assistant.books.record import Record, RecordLine
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.stages.documents.compare import sent_record
from assistant.stages.documents.making import documents_of
from assistant.stages.rail.plan import plan
from assistant.stages.reconciling.dispositions import as_edited
from tests.stages.rail.company import NOON, entry, shop

BROKEN = entry("write_off damaged\n-12 MUG @ Shop 49.80\n-2 JUG @ Shop 18.00\nDr 5050 67.80\nCr 1200 67.80")
SPREAD = entry("write_off damaged\n-2 MUG @ Shop 8.30\n-1 MUG @ Depot 4.15\n-2 JUG @ Shop 18.00\nDr 5050 30.45\nCr 1200 30.45")
COUNTED = entry("count_adjustment lost\n-3 MUG @ Shop 12.45\nDr 5050 12.45\nCr 1200 12.45")
AMOUNT = entry("write_off damaged\nDr 5050 40.00\nCr 1250 40.00")
RETURNED = entry("write_off supplier_error\n-12 MUG @ Shop 49.80\nDr 2000 49.80 Acme\nCr 1200 49.80")
THREE_LINES = entry("write_off damaged\nDr 1400 30.00\nDr 5050 10.00\nCr 1250 40.00")
RACK = entry("write_off damaged\n-1 RACK @ Shop 30.00\nDr 5050 30.00\nCr 1250 30.00")
COMPANY = shop().connected
assert COMPANY is not None


def sent(posted: PostedEntry) -> RemoteDocument:
    documents = documents_of(KeptPlan("9130", posted.number, plan(posted, shop()), NOON), posted, shop(), at=NOON)
    assert isinstance(documents, tuple)
    (document,) = documents
    return replace(document, state=DocumentState.CHANGED, remote_id="7")


Edit = Callable[[Record], Record]


def facts(posted: PostedEntry, edit: Edit) -> list[str] | None:
    """['2026-10-03', '10 MUG @ Shop', '40.00', '5050 is 6200']; None where no facts say it."""
    document = sent(posted)
    assert COMPANY is not None
    found = as_edited(document, edit(sent_record(document)), posted, COMPANY)
    if found is None:
        return None
    told = []
    for fact in found[0]:
        told += [str(fact.entry_date)] if fact.entry_date else []
        told += [str(fact.amount.amount)] if fact.amount else []
        for goods in fact.goods or ():
            assert goods.quantity is not None
            place = f" @ {goods.place}" if goods.place else ""
            told.append(f"{goods.quantity.parts[0].number:f} {goods.words}{place}")
    return [*told, *(f"{ours} is {theirs}" for ours, theirs in found[1])]


def units(*numbers: str) -> Edit:
    """Each line's units, in the order sent."""

    def edit(record: Record) -> Record:
        lines = zip(record.lines, numbers, strict=True)
        return replace(record, lines=tuple(replace(line, quantity=Decimal(number)) for line, number in lines))

    return edit


def amounts(*told: str, account: str = "") -> Edit:
    def edit(record: Record) -> Record:
        lines = [replace(line, amount=Decimal(amount)) for line, amount in zip(record.lines, told, strict=True)]
        lines[0] = replace(lines[0], account=account or lines[0].account)
        return replace(record, lines=tuple(lines))

    return edit


def with_line(line: RecordLine) -> Edit:
    return lambda record: replace(record, lines=(*record.lines, line))


@pytest.mark.parametrize(
    ("posted", "edit", "said"),
    [
        (BROKEN, lambda record: replace(record, on="2026-10-03"), ["2026-10-03"]),
        (BROKEN, lambda record: replace(record, account="86910"), ["5050 is 6910"]),
        (BROKEN, units("-10", "-2"), ["10 MUG @ Shop", "2 JUG @ Shop"]),  # what was not touched is stated too
        (SPREAD, units("-3", "-1"), ["2 MUG @ Shop", "1 MUG @ Depot", "1 JUG @ Shop"]),
        (SPREAD, units("-4", "-2"), ["4 MUG", "2 JUG @ Shop"]),  # of two places nobody said which: resolved anew
        (AMOUNT, amounts("35.00", "35.00"), ["35.00"]),
        (AMOUNT, amounts("35.00", "35.00", account="86200"), ["35.00", "5050 is 6200"]),
        (THREE_LINES, amounts("30.00", "10.00", "40.00", account="82500"), ["1400 is 2500"]),
    ],
)
def test_an_edit_that_facts_can_say(posted: PostedEntry, edit: Edit, said: list[str]) -> None:
    assert facts(posted, edit) == said


@pytest.mark.parametrize(
    ("posted", "edit"),
    [
        (BROKEN, lambda record: replace(record, kind="JournalEntry")),
        (RETURNED, lambda record: replace(record, on="2026-10-03")),  # a vendor's credit is between them and the vendor
        (BROKEN, lambda record: replace(record, account="8-none-of-ours")),
        (BROKEN, units("-12", "2")),  # comes in
        (BROKEN, lambda record: replace(record, lines=())),
        (BROKEN, with_line(RecordLine(item="T-none-of-ours", quantity=Decimal(-1)))),
        (COUNTED, units("-2")),  # a count is of what was there
        (AMOUNT, with_line(RecordLine("Credit", "81250", Decimal(1)))),
        (AMOUNT, amounts("35.00", "34.00")),
        (AMOUNT, amounts("40.00", "40.00", account="8-none-of-ours")),
        (THREE_LINES, amounts("31.00", "10.00", "41.00")),
        (RACK, amounts("35.00", "35.00")),  # its goods have a cost
    ],
)
def test_an_edit_that_no_facts_can_say(posted: PostedEntry, edit: Edit) -> None:
    assert facts(posted, edit) is None


def test_a_day_is_stated_in_its_own_words() -> None:
    document = sent(BROKEN)
    assert COMPANY is not None
    found = as_edited(document, replace(sent_record(document), on="2026-10-03"), BROKEN, COMPANY)
    assert found is not None
    assert [(fact.words, fact.entry_date) for fact in found[0]] == [("2026-10-03", date(2026, 10, 3))]
