"""Each remedy, pressed, does away with what it is a remedy for; none is offered that could not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.books.client_books import ClientBooks
from assistant.books.disagreement import ComparedFact, Disagreement
from assistant.books.draft import Draft, DraftState
from assistant.books.finding import Finding, Problem, Warning
from assistant.books.found import FoundThere, Verdict
from assistant.books.money import Money
from assistant.books.offer import Lot, Offer
from assistant.books.people import Action
from assistant.books.reading_context import reading_context
from assistant.drafting import draft_of, read_twice, revised, with_drafted
from assistant.readers.rules.answers import RulesAnswerReader
from assistant.readers.rules.reader import RulesReader
from assistant.store import TextRecord
from assistant.surfaces.render.remedies import Here, Remedy, kept_reading, remedies_of
from assistant.surfaces.said.form import read_fields
from assistant.walk import reading_of
from tests.stages.rail.company import shop

TODAY = date(2026, 10, 6)
NOON = datetime(2026, 10, 6, 12, tzinfo=UTC)
SAMPLE = Path(__file__).parents[3] / "coa_samples" / "corner-hardware"


@pytest.fixture(scope="module")
def books() -> ClientBooks:
    return read_client(SAMPLE, "corner-hardware")


def drafted(text: str, books: ClientBooks, number: int = 1, *differing: Disagreement) -> Draft:
    """The first draft of a text, as the rules read it."""
    proposal = RulesReader().interpret(text, reading_context(books, TODAY))
    blank = Draft(
        id=f"D-{number}", client=books.client, version=1, state=DraftState.WAITING, text=text, text_id=f"T-{number}",
        event=proposal.events[0], reading=reading_of(proposal), drafted_by="cal", drafted_at=NOON, hands=("cal",),
    )  # fmt: skip
    return draft_of(read_twice(blank, differing or None), books, today=TODAY, said_on=TODAY, said=())


def ways(draft: Draft, code: Problem | Warning, books: ClientBooks) -> tuple[Remedy, ...]:
    """What is offered for the finding of that code."""
    finding = next(finding for finding in draft.findings if finding.code is code)
    return remedies_of(draft, finding, Here(books, TODAY))


def pressed(draft: Draft, remedy: Remedy, books: ClientBooks) -> Draft:
    """The draft after its button was pressed."""
    assert remedy.action == "revise"
    read = read_fields(draft, books, RulesAnswerReader(), dict(remedy.fields), today=TODAY)
    assert read.faults == {}
    proposal = RulesReader().interpret(draft.text, reading_context(books, TODAY))
    text = TextRecord(draft.text_id, draft.text, TODAY, proposal, ())
    return revised(draft, text, books, read.revision.settled, read.revision.overrides, by="cal", today=TODAY)


@pytest.mark.parametrize(
    ("text", "code", "labels"),
    [
        ("500 mugs in the store were smashed", Problem.NOT_ENOUGH_STOCK, ["Take 36, all there are"]),
        ("40 mugs in the store were smashed", Problem.NOT_ENOUGH_STOCK,
         ["Take them at Warehouse (144 there)", "Take 36, all there are"]),
        ("3 mugs in the store were smashed on 2026-06-03", Problem.PERIOD_CLOSED,
         ["Date it 2026-07-01, the first open day", "Date it today, 2026-10-06"]),
        ("3 mugs in the store were smashed on 2026-10-20", Problem.FUTURE_DATE, ["Date it today, 2026-10-06"]),
        ("write off $99,999,999.00 of damaged stock", Problem.BALANCE_SHORT, None),
    ],
)  # fmt: skip
def test_what_is_pressed_mends_it(text: str, code: Problem, labels: list[str] | None, books: ClientBooks) -> None:
    draft = drafted(text, books)
    offered = [way for way in ways(draft, code, books) if way.action == "revise"]
    assert offered
    assert labels is None or [way.label for way in offered] == labels
    for way in offered:
        after = pressed(draft, way, books)
        assert code not in [finding.code for finding in after.findings], way.label


def test_a_closed_day_stays_in_the_note(books: ClientBooks) -> None:
    draft = drafted("3 mugs in the store were smashed on 2 June", books)
    first, _ = ways(draft, Problem.PERIOD_CLOSED, books)
    assert dict(first.fields)["note"] == "3 mugs in the store were smashed on 2 June (2026-06-02)"


def test_goods_that_came_in_are_received_where_goods_are(books: ClientBooks) -> None:
    last = ways(drafted("500 mugs in the store were smashed", books), Problem.NOT_ENOUGH_STOCK, books)[-1]
    assert (last.action, last.needs) == ("/goods/MUG-01", Action.READ)


def test_an_account_that_takes_nothing_gives_way_to_the_next_best(books: ClientBooks) -> None:
    draft = drafted("3 mugs in the store were smashed", books)
    assert draft.entry is not None
    line = draft.entry.lines[0]
    shut = replace(books, chart=type(books.chart)(
        tuple(replace(account, active=False) if account.key == line.account else account for account in books.chart)
    ))  # fmt: skip
    finding = Finding(Problem.ACCOUNT_UNUSABLE, f"{books.chart[line.account].label} is inactive.", "")
    offered = remedies_of(draft, finding, Here(shut, TODAY))
    assert [way.action for way in offered] == [*("revise" for _ in line.runners_up), "edit"]
    after = pressed(draft, offered[0], books)
    assert after.entry is not None
    assert after.entry.lines[0].account == line.runners_up[0][0]


def test_a_duplicate_is_rejected_with_what_it_repeats(books: ClientBooks) -> None:
    first = drafted("12 mugs in the store were smashed", books)
    draft = drafted("12 mugs in the store were smashed", with_drafted(books, first), 2)
    reject, look = ways(draft, Warning.POSSIBLE_DUPLICATE, books)
    assert (reject.action, reject.fields, reject.needs) == ("reject", (("because", "a duplicate of D-1"),), Action.APPROVE)
    assert look.action == "/drafts/D-1"


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (Disagreement(ComparedFact.QUANTITY, "12", "21", "MUG-01"), [("quantity-1", "12"), ("quantity-1", "21")]),
        (Disagreement(ComparedFact.REASON, "damaged", "lost"), [("reason", "damaged"), ("reason", "lost")]),
        (Disagreement(ComparedFact.DATE, "2026-10-02", "2026-10-03"), [("date", "2026-10-02"), ("date", "2026-10-03")]),
        (Disagreement(ComparedFact.PLACE, "12 at Store", "12 at Warehouse", "MUG-01"),
         [("place-1", "Store"), ("place-1", "Warehouse")]),
        (Disagreement(ComparedFact.ITEM, "MUG-01", "LMP-DSK"), [("item-1", "MUG-01"), ("item-1", "LMP-DSK")]),
        (Disagreement(ComparedFact.ACCOUNT, "5050", "5070"), [("account-1", "5050"), ("account-1", "5070")]),
    ],
)  # fmt: skip
def test_either_reading_is_kept_by_one_button(said: Disagreement, fields: list[tuple[str, str]], books: ClientBooks) -> None:
    draft = drafted("12 mugs in the store were smashed", books, 1, said)
    assert Warning.READERS_DISAGREE in [finding.code for finding in draft.findings]
    offered = kept_reading(draft, said, Here(books, TODAY))
    assert [way.fields for way in offered] == [(each,) for each in fields]
    for way in offered:
        after = pressed(draft, way, books)
        assert after.still_disagreed == ()
        assert Warning.READERS_DISAGREE not in [finding.code for finding in after.findings]


@pytest.mark.parametrize(
    "said",
    [
        Disagreement(ComparedFact.ITEM, "MUG-01, LMP-DSK", "nothing"),
        Disagreement(ComparedFact.PLACE, "4 at Store, 8 at Warehouse", "4 at Store, 8 at Warehouse", "MUG-01"),
        Disagreement(ComparedFact.RECOVERY, "60.00 owed", "nothing"),
        Disagreement(ComparedFact.QUANTITY, "12", "21", "LMP-DSK"),
        Disagreement(ComparedFact.OUTCOME, "a question (which?)", "12 of MUG-01, 49.80 damaged on 2026-10-06"),
    ],
)
def test_a_reading_that_is_no_single_value_leads_to_the_form(said: Disagreement, books: ClientBooks) -> None:
    draft = drafted("12 mugs in the store were smashed", books, 1, said)
    assert [way.action for way in kept_reading(draft, said, Here(books, TODAY))] == ["edit"]


def test_goods_that_make_the_amount_are_taken_by_one_button(books: ClientBooks) -> None:
    lot = Lot("MUG-01", "", Decimal(12), Money.parse("49.80", "USD"))
    draft = replace(drafted("write off $49.80 of damaged stock", books), offers=(Offer((lot,)),))
    finding = Finding(Problem.GOODS_NEEDED, "QuickBooks tracks these goods.", "")
    take, say, allowance, override = remedies_of(draft, finding, Here(books, TODAY))
    after = pressed(draft, take, books)
    assert after.entry is not None
    assert [(goods.item, goods.quantity) for goods in after.entry.valued.resolved.goods] == [("MUG-01", Decimal(12))]
    assert say.action == "edit"
    assert (allowance.label, allowance.fields) == ("Set an allowance aside until they are known", (("kind", "allowance"),))
    assert (override.action, override.needs) == ("override", Action.OVERRIDE)
    assert override.asks


def test_what_was_found_in_quickbooks_is_answered_one_document_at_a_time(books: ClientBooks) -> None:
    draft = drafted("12 mugs in the store were smashed", books)
    rows = tuple(
        FoundThere("D-1", "JournalEntry", str(n), f"JE-{n}", TODAY, None, f"JE-{n} is of the same day.", NOON, verdict)
        for n, verdict in enumerate((Verdict.OPEN, Verdict.OPEN, Verdict.BOTH))
    )
    company = shop().connected
    assert company is not None
    here = Here(replace(books, connected=replace(company, found=rows)), TODAY)
    for row, answers in zip(rows, (3, 3, 0), strict=True):
        offered = remedies_of(draft, Finding(Problem.FOUND_IN_QUICKBOOKS, row.because, ""), here)
        assert [dict(way.fields)["verdict"] for way in offered] == ["theirs", "ours", "both"][:answers]
        assert {dict(way.fields)["document"] for way in offered} <= {row.remote_id}


def test_a_finding_without_a_button_offers_none(books: ClientBooks) -> None:
    draft = drafted("12 mugs in the store were smashed", books)
    assert remedies_of(draft, Finding(Warning.TAX_TO_CONSIDER, "Tax may matter.", ""), Here(books, TODAY)) == ()
