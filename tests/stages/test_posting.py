"""What the ledger keeps of an approved draft: all of it, under a memo of one line; and what cannot be posted is not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assistant.books.draft import ApprovedEntry, Draft, DraftState, Reading
from assistant.books.goods import ReserveMove
from assistant.books.money import Money
from assistant.books.question import Settled
from assistant.stages.posting import LONGEST_MEMO, memo_of, one_line, post
from tests.stages.validation.read import entry_of

AT = datetime(2026, 10, 6, 9, 0, tzinfo=UTC)
TEXT = "yesterday 12 of the mugs in the warehouse broke"
ENTRY = entry_of(TEXT, {"goods": {"words": "mugs", "quantity": "12", "place": "warehouse"}})
DRAFT = Draft(
    id="D-7", client="shop", version=3, state=DraftState.WAITING, text=TEXT, text_id="T-1",
    event=ENTRY.valued.resolved.event, reading=Reading("rules"), entry=ENTRY, sub_reason="forklift",
)  # fmt: skip
APPROVED = ApprovedEntry(DRAFT, ENTRY, ENTRY.fingerprint(), "ann", AT)


def test_all_that_was_approved_is_kept() -> None:
    entry = post(APPROVED, entry_id="e-1", number="WO-1001")
    assert (entry.id, entry.number, entry.draft_id, entry.text) == ("e-1", "WO-1001", "D-7", TEXT)
    assert (entry.posted_by, entry.posted_at, entry.sub_reason, entry.reverses) == ("ann", AT, "forklift", "")
    assert (entry.entry_date, entry.kind, entry.reason) == (ENTRY.entry_date, ENTRY.valued.kind, ENTRY.valued.reason)
    assert entry.entry_date == date(2026, 10, 6)
    assert [(line.side.short, line.account, str(line.amount), line.role) for line in entry.lines] == [
        ("Dr", "5050", "49.80", "loss"), ("Cr", "1200", "49.80", "inventory"),
    ]  # fmt: skip
    assert entry.goods == (("MUG-01", "Warehouse", Decimal(12)),)
    assert entry.moves == ENTRY.valued.moves
    assert len(entry.moves) == 1
    assert (entry.memo, entry.reserve_moves) == (TEXT, ())


def test_what_it_takes_back_and_what_it_does_to_a_reserve_is_kept() -> None:
    original = post(APPROVED, entry_id="e-1", number="WO-1001")
    resolved = replace(ENTRY.valued.resolved, reverses=original)
    moves = (ReserveMove("MUG-01", Decimal(12), Money(2000, "USD")),)
    reversal = replace(ENTRY, valued=replace(ENTRY.valued, resolved=resolved, reserve_moves=moves))
    entry = post(replace(APPROVED, entry=reversal), entry_id="e-2", number="WO-1002")
    assert (entry.reverses, entry.reserve_moves) == ("WO-1001", moves)


def test_a_cent_is_an_amount() -> None:
    cents = tuple(replace(line, amount=Money(1, "USD")) for line in ENTRY.lines)
    entry = post(replace(APPROVED, entry=replace(ENTRY, lines=cents)), entry_id="e-1", number="WO-1001")
    assert [line.amount.minor for line in entry.lines] == [1, 1]


@pytest.mark.parametrize("amounts", [("49.80", "49.79"), ("0.00", "0.00"), ("-1.00", "-1.00")])
def test_what_does_not_balance_or_has_no_amount_is_never_posted(amounts: tuple[str, str]) -> None:
    lines = tuple(replace(line, amount=Money.parse(of, "USD")) for line, of in zip(ENTRY.lines, amounts, strict=True))
    with pytest.raises(AssertionError):
        post(replace(APPROVED, entry=replace(ENTRY, lines=lines)), entry_id="e-1", number="WO-1001")


def test_the_memo_is_the_note_that_was_settled_last_else_the_words_of_the_event() -> None:
    assert memo_of(DRAFT) == TEXT
    assert memo_of(replace(DRAFT, words="12 of the mugs\n broke")) == "12 of the mugs broke"
    noted = (Settled("first", note="the first note"), Settled("then", note="the  second\tnote"), Settled("where", place="Store"))
    assert memo_of(replace(DRAFT, words="12 of the mugs", settled=noted)) == "the second note"


def test_a_long_memo_ends_at_a_word() -> None:
    assert one_line("x" * LONGEST_MEMO) == "x" * LONGEST_MEMO
    assert one_line("mug " * 50 + "broke") == ("mug " * 49).strip() + "…"
    assert one_line("x" * (LONGEST_MEMO - 5) + " abc defg") == "x" * (LONGEST_MEMO - 5) + "…"
    assert one_line("x" * (LONGEST_MEMO - 6) + " abc defg") == "x" * (LONGEST_MEMO - 6) + " abc…"
    shortened = one_line("ab " * 100)
    assert shortened == ("ab " * 66).strip() + "…"
    assert len(shortened) <= LONGEST_MEMO
