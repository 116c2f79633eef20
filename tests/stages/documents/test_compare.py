"""What QuickBooks holds against what was sent: the same in whatever order, and in sentences where it is not."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.books.plan import KeptPlan
from assistant.books.record import Record, RecordLine
from assistant.books.remote import RemoteDocument
from assistant.stages.documents.compare import differences, is_same
from assistant.stages.documents.making import documents_of
from assistant.stages.documents.records import record_of
from assistant.stages.rail.plan import plan
from tests.stages.rail.company import NOON, entry, shop

INSURED = "write_off damaged\n-12 MUG @ Shop 49.80\nDr 1400 30.00\nDr 5050 19.80\nCr 1200 49.80"
RETURNED = "write_off supplier_error\n-12 MUG @ Shop 49.80\nDr 2000 40.00 Acme\nDr 5050 9.80\nCr 1200 49.80"


def documents(page: str) -> list[RemoteDocument]:
    posted, books = entry(page), shop()
    made = documents_of(KeptPlan("9130", "WO-1", plan(posted, books), NOON), posted, books, at=NOON)
    assert isinstance(made, tuple)
    return list(made)


ADJUSTMENT, JOURNAL = documents(INSURED)
(CREDIT,) = documents(RETURNED)


def there(document: RemoteDocument) -> Record:
    """As QuickBooks answers: with Ids, its own times and names."""
    kept = json.loads(document.body, parse_float=Decimal)
    return record_of(document.kind, kept | {"Id": "7", "SyncToken": "0", "MetaData": {"CreateTime": "2026-10-02T09:00:00"}})


@pytest.mark.parametrize("document", [ADJUSTMENT, JOURNAL, CREDIT], ids=lambda document: document.kind)
def test_what_came_back_as_it_was_sent_is_the_same(document: RemoteDocument) -> None:
    record = there(document)
    shuffled = replace(record, lines=record.lines[::-1], note="somebody wrote a note")
    assert is_same(document, shuffled)
    assert differences(document, shuffled) == ()


CHANGES = {
    "another day": (ADJUSTMENT, {"on": "2026-10-03"}, "Its date is 2026-10-03, and was sent as 2026-10-02."),
    "another account": (
        ADJUSTMENT,
        {"account": "86910"},
        "Its account is 'There Inventory Write-off Expense', and was sent as 'There Damage and Breakage'.",
    ),
    "another number": (JOURNAL, {"number": "JE-4"}, f"Its number is JE-4, and was sent as {JOURNAL.number}."),
    "another vendor": (CREDIT, {"party": "31"}, "Its vendor is Id 31, and was sent as 'Acme'."),
    "no lines": (ADJUSTMENT, {"lines": ()}, "It lacks a line of -12 units of 'There MUG'."),
    "another kind": (ADJUSTMENT, {"kind": "JournalEntry"}, "It is a JournalEntry, not a InventoryAdjustment."),
    "a line more": (
        JOURNAL,
        {"lines": (*there(JOURNAL).lines, RecordLine("Debit", "81000", Decimal(5)))},
        "It has a debit of 5.00 to 'There Checking', which was not sent.",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_differs_is_said(what: str) -> None:
    document, changes, says = CHANGES[what]
    record = replace(there(document), **changes)  # type: ignore[arg-type]
    assert not is_same(document, record)
    assert says in differences(document, record, shop().connected)


def test_a_line_twice_is_not_a_line_once() -> None:
    record = there(JOURNAL)
    assert not is_same(JOURNAL, replace(record, lines=record.lines * 2))


def test_a_class_counts_only_where_we_sent_one() -> None:
    record = there(JOURNAL)
    classed = replace(record, lines=tuple(replace(line, klass="50", department="61") for line in record.lines))
    assert is_same(JOURNAL, classed)
    body = json.loads(JOURNAL.body, parse_float=Decimal)
    for line in body["Line"]:
        line["JournalEntryLineDetail"]["ClassRef"] = {"value": "51"}
        line["Amount"] = str(line["Amount"])
    with_class = replace(JOURNAL, body=json.dumps(body))
    assert not is_same(with_class, classed)


def test_ids_are_said_where_no_names_are_known() -> None:
    assert differences(ADJUSTMENT, replace(there(ADJUSTMENT), account="")) == (
        "Its account is empty, and was sent as account 85050.",
    )
