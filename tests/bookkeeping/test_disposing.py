"""What somebody did in QuickBooks to documents of ours: found, shown, and settled by a person on both sides."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from assistant.bookkeeping.disposing import Disposed
from assistant.books.draft import DraftState
from assistant.books.drift import Disposition, Done
from assistant.books.entry import PostedEntry
from assistant.books.found import Verdict
from assistant.books.people import PersonRole
from assistant.books.reasons import Kind
from assistant.books.remote import DocumentState
from assistant.errors import ChangedSinceShown, NotAllowed, NotFound, OutsideServiceFailed, RefusedByBooks
from tests.bookkeeping.beside import Beside
from tests.syncing.conftest import Opened, opened

__all__ = ["opened"]
BROKEN = "3 mugs fell in the shop"
INSURED = "7 bowls broke in the shop, the insurer agreed to pay 10.00"
SPOILT = "write off $42.50 of spoiled flour"


@pytest.fixture
def beside(opened: Opened) -> Beside:
    return Beside(opened())


def seen(beside: Beside, *expected: str) -> None:
    """A person looks, and these differ."""
    assert beside.differences() == list(expected)


def page(entry: PostedEntry) -> list[str]:
    lines = [f"{line.side.short} {line.account} {line.amount}" for line in entry.lines]
    return [*lines, *(f"{move.quantity.normalize():f} {move.item}" for move in entry.moves)]


# ── Deleted there ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", [BROKEN, SPOILT, INSURED])
def test_a_deletion_that_is_right_is_followed_and_nothing_is_sent(beside: Beside, text: str) -> None:
    entry = beside.posted(text)
    for part in ("A", "B")[: len(beside.bench.documents(entry.number))]:
        beside.delete(entry, part)
    beside.reconcile()
    posts = len(beside.bench.posts())
    accepted = beside.disposing().accept(entry.number)
    (draft,) = accepted.drafts
    assert (draft.state, draft.plan and draft.plan.documents) == (DraftState.WAITING, ())
    assert "Deletion" in (draft.plan.because[0] if draft.plan else "")
    (waits, *_) = beside.reconcile().differences
    assert (waits.name.value, waits.mend) == ("deleted", "Approve its reversal: writeoff queue")
    (reversal,) = beside.approved(accepted)
    assert (reversal.kind, reversal.reverses, reversal.entry_date) == (Kind.REVERSAL, entry.number, entry.entry_date)
    assert (beside.differences(), len(beside.bench.posts()), beside.bench.waiting()) == ([], posts, ())
    assert beside.bench.starts.differences(beside.bench) == []


@pytest.mark.parametrize("text", [BROKEN, SPOILT])
def test_a_deletion_that_is_wrong_is_made_again_once(beside: Beside, text: str) -> None:
    entry = beside.posted(text)
    (before,) = beside.bench.documents(entry.number)
    beside.delete(entry)
    seen(beside, f"deleted {entry.number}")
    beside.disposing().restore(entry.number)
    seen(beside, f"waiting {entry.number}")
    beside.sync()
    (after,) = beside.bench.documents(entry.number)
    assert after.state is DocumentState.DONE
    assert (after.number != before.number, after.request_id != before.request_id) == (True, True)
    assert (beside.differences(), beside.bench.judge()) == ([], [])


def test_a_part_that_is_gone_is_no_whole_to_accept(beside: Beside) -> None:
    entry = beside.posted(INSURED)
    beside.delete(entry, "B")
    seen(beside, f"deleted {entry.number}")
    with pytest.raises(RefusedByBooks, match="Only a part"):
        beside.disposing().accept(entry.number)
    beside.disposing().restore(entry.number)
    beside.sync()
    assert (beside.differences(), beside.bench.judge()) == ([], [])


def test_reversed_on_both_sides(beside: Beside) -> None:
    entry = beside.posted(INSURED)
    beside.delete(entry, "B")
    seen(beside, f"deleted {entry.number}")
    reversed_ = beside.disposing().reverse(entry.number)
    assert beside.bench.of_entry(entry.number) == []
    seen(beside, f"deleted {entry.number}", f"deleted {entry.number}")
    beside.approved(reversed_)
    assert (beside.differences(), beside.bench.starts.differences(beside.bench)) == ([], [])


def test_what_quickbooks_cost_came_to_goes_with_the_document(beside: Beside) -> None:
    """Mugs of the store cost there what came in first, wherever it lay: the difference was taken over, and comes back."""
    entry = beside.posted("35 mugs from the store fell")
    with beside.bench.store.client("bakery", reads=True) as books:
        kept = books.plan_of(beside.bench.realm, entry.number)
    assert kept is not None
    assert kept.variances
    beside.delete(entry)
    seen(beside, f"deleted {entry.number}")
    beside.approved(beside.disposing().accept(entry.number))
    *_, back = beside.bench.books().history.entries
    assert back.kind is Kind.COST_VARIANCE
    assert (beside.differences(), beside.bench.starts.differences(beside.bench)) == ([], [])


def test_a_deletion_is_followed_once(beside: Beside) -> None:
    entry = beside.posted(BROKEN)
    beside.delete(entry)
    beside.reconcile()
    first, again = (beside.disposing().accept(entry.number) for _ in range(2))
    assert [draft.id for draft in first.drafts] == [draft.id for draft in again.drafts]
    beside.approved(first)
    with pytest.raises(RefusedByBooks, match="Nothing of"):
        beside.disposing().accept(entry.number)


def test_a_reversal_that_would_be_sent_is_in_the_way(beside: Beside) -> None:
    entry = beside.posted(BROKEN)
    beside.delete(entry)
    beside.reconcile()
    beside.keeper().reverse("bakery", entry.number, because="found", by="ann", today=beside.bench.today)
    with pytest.raises(RefusedByBooks, match="would be sent"):
        beside.disposing().accept(entry.number)


def test_a_reversal_does_not_take_back_what_is_gone_already(beside: Beside) -> None:
    """It was posted before anybody looked: the goods came back there once, by the deletion, and must not come back again."""
    entry = beside.posted(BROKEN)
    draft = beside.keeper().reverse("bakery", entry.number, because="found", by="ann", today=beside.bench.today)
    beside.delete(entry)
    beside.reconcile()
    reversal = beside.approve(draft)
    (held,) = beside.bench.sync().held
    assert (held.entry, held.reason) == (reversal.number, "original_waits")
    with pytest.raises(RefusedByBooks, match="reversed here already"):
        beside.disposing().accept(entry.number)
    beside.disposing().restore(entry.number)
    beside.sync()
    assert (beside.differences(), beside.bench.judge()) == ([], [])


# ── Edited there ─────────────────────────────────────────────────────────────────────────────────────────────────────


EDITS: dict[str, tuple[str, Callable[[Beside, PostedEntry], dict[str, Any]]]] = {
    "units": (BROKEN, lambda beside, entry: {"Line": beside.units(entry, "-5")}),
    "account": (BROKEN, lambda beside, entry: {"AdjustAccountRef": {"value": beside.account("5060")}}),
    "day": (SPOILT, lambda beside, entry: {"TxnDate": "2026-11-18"}),
}
"""What is edited, in the document of which text, and how."""


def edited(beside: Beside, what: str) -> PostedEntry:
    text, changes = EDITS[what]
    entry = beside.posted(text)
    beside.edit(entry, **changes(beside, entry))
    seen(beside, f"edited {entry.number}")
    return entry


@pytest.mark.parametrize("what", ["units", "account", "day"])
def test_an_edit_that_is_wrong_is_made_what_it_was(beside: Beside, what: str) -> None:
    entry = edited(beside, what)
    beside.disposing().restore(entry.number)
    beside.sync()
    assert (beside.differences(), beside.bench.judge()) == ([], [])
    (drift,) = beside.drifts(entry.number)
    assert (drift.done, drift.disposition, drift.by) == (Done.EDITED, Disposition.RESTORE, "ann")


@pytest.mark.parametrize(
    ("what", "now"),
    [
        ("units", ["Dr 5050 20.75", "Cr 1200 20.75", "-5 MUG"]),
        ("account", ["Dr 5060 12.45", "Cr 1200 12.45", "-3 MUG"]),
        ("day", ["Dr 5060 42.50", "Cr 1210 42.50"]),
    ],
)
def test_an_edit_that_is_right_is_followed_by_both_drafts(beside: Beside, what: str, now: list[str]) -> None:
    entry = edited(beside, what)
    posts = len(beside.bench.posts())
    accepted: Disposed = beside.disposing().accept(entry.number)
    back, again = beside.approved(accepted)
    assert (back.reverses, page(again)) == (entry.number, now)
    assert (beside.differences(), len(beside.bench.posts()), beside.bench.waiting()) == ([], posts, ())
    assert beside.bench.starts.differences(beside.bench) == []


def test_an_edit_that_no_account_shows_stands_at_once_and_is_told(beside: Beside) -> None:
    entry = beside.posted(SPOILT)
    beside.edit(entry, DocNumber="SPOILT-7")
    seen(beside, f"edited {entry.number}")
    accepted = beside.disposing().accept(entry.number)
    assert (accepted.drafts, beside.differences()) == ((), [])
    (listed,) = beside.reconcile().listed
    assert "accepted by ann: Its number is SPOILT-7" in listed.says
    (document,) = beside.bench.documents(entry.number)
    beside.bench.someone("update", "JournalEntry", Id=document.remote_id, DocNumber="SPOILT-8")
    seen(beside, f"edited {entry.number}")


def test_an_edit_that_says_more_than_a_draft_can_is_not_accepted(beside: Beside) -> None:
    entry = beside.posted(INSURED)
    kind, body = beside.document(entry, "B")
    lines = [{**line, "Amount": Decimal("9.00")} for line in body["Line"]]
    beside.bench.someone("update", kind, Id=body["Id"], Line=lines)
    seen(beside, f"edited {entry.number}")
    with pytest.raises(RefusedByBooks, match="cannot be drafted"):
        beside.disposing().accept(entry.number)
    assert beside.shown("D-1").state is DraftState.POSTED
    with pytest.raises(NotFound):
        beside.shown("D-2")
    seen(beside, f"edited {entry.number}")


def test_what_somebody_undid_is_there_as_it_was(beside: Beside) -> None:
    entry = beside.posted(SPOILT)
    beside.edit(entry, TxnDate="2026-11-18")
    seen(beside, f"edited {entry.number}")
    beside.edit(entry, TxnDate="2026-11-21")
    assert beside.differences() == []
    (document,) = beside.bench.documents(entry.number)
    assert document.state is DocumentState.DONE
    (drift,) = beside.drifts(entry.number)
    assert (drift.disposition, drift.by) == (Disposition.RESTORE, "QuickBooks")


def test_a_second_edit_is_shown_before_anything_is_written_over(beside: Beside) -> None:
    entry = edited(beside, "units")
    beside.edit(entry, Line=beside.units(entry, "-6"))
    with pytest.raises(ChangedSinceShown, match="-6"):
        beside.disposing().restore(entry.number)
    kind, body = beside.document(entry)
    assert (kind, body["Line"][0]["ItemAdjustmentLineDetail"]["QtyDiff"]) == ("InventoryAdjustment", Decimal(-6))
    beside.disposing().restore(entry.number)
    beside.sync()
    assert beside.bench.judge() == []


def test_a_closed_period_is_no_way_back(beside: Beside) -> None:
    entry = edited(beside, "day")
    beside.bench.someone("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": "2026-11-30"})
    with pytest.raises(OutsideServiceFailed, match="closed"):
        beside.disposing().restore(entry.number)
    with pytest.raises(OutsideServiceFailed):
        beside.disposing().reverse(entry.number)
    seen(beside, f"edited {entry.number}")


# ── What stood for it ────────────────────────────────────────────────────────────────────────────────────────────────


def linked(beside: Beside) -> tuple[PostedEntry, str]:
    """An entry that somebody's adjustment stands for, and that is deleted since."""
    id_ = beside.adjust("-3")
    draft = beside.draft(BROKEN)
    with pytest.raises(RefusedByBooks):
        beside.approve(draft)
    beside.judge(draft.id, Verdict.THEIRS)
    entry = beside.approve(draft)
    beside.sync()
    beside.bench.someone("delete", "InventoryAdjustment", Id=id_)
    seen(beside, f"theirs_gone {entry.number}")
    return entry, id_


def test_where_theirs_is_gone_ours_goes_out_instead(beside: Beside) -> None:
    entry, _ = linked(beside)
    beside.disposing().restore(entry.number)
    beside.sync()
    assert (beside.differences(), beside.bench.judge()) == ([], [])
    assert len(beside.bench.of_entry(entry.number)) == 1


def test_where_theirs_is_gone_these_books_may_follow(beside: Beside) -> None:
    entry, _ = linked(beside)
    beside.approved(beside.disposing().accept(entry.number))
    assert (beside.differences(), beside.bench.starts.differences(beside.bench)) == ([], [])


# ── Typed by hand ────────────────────────────────────────────────────────────────────────────────────────────────────


def typed(beside: Beside) -> tuple[PostedEntry, str]:
    """A company whose plan lets no app adjust quantities: somebody typed the task; the Id."""
    beside.bench.someone("update", "Company", plan="Essentials")
    entry = beside.approve(beside.draft(BROKEN))
    beside.bench.sync()
    seen(beside, f"awaiting_manual {entry.number}")
    id_ = beside.adjust("-3", on="2026-11-21")
    seen(beside, f"cost_not_read {entry.number}")
    beside.sync()
    seen(beside)
    return entry, id_


def retyped(beside: Beside, id_: str, units: str) -> None:
    body = next(body for body in beside.bench.there("InventoryAdjustment") if body["Id"] == id_)
    (line,) = body["Line"]
    detail = {**line["ItemAdjustmentLineDetail"], "QtyDiff": Decimal(units)}
    beside.bench.someone(
        "update", "InventoryAdjustment", Id=id_, Line=[{**line, "ItemAdjustmentLineDetail": detail}], PrivateNote="so"
    )


def test_what_was_typed_is_theirs_to_change_and_ours_to_follow(beside: Beside) -> None:
    entry, id_ = typed(beside)
    retyped(beside, id_, "-5")
    seen(beside, f"edited {entry.number}")
    for decide in (beside.disposing().restore, beside.disposing().reverse):
        with pytest.raises(RefusedByBooks, match="which somebody made there"):
            decide(entry.number)
    _, again = beside.approved(beside.disposing().accept(entry.number))
    assert page(again) == ["Dr 5050 20.75", "Cr 1200 20.75", "-5 MUG"]
    seen(beside)
    assert beside.bench.starts.differences(beside.bench) == []


def test_what_was_typed_and_deleted_is_typed_again(beside: Beside) -> None:
    entry, id_ = typed(beside)
    beside.bench.someone("delete", "InventoryAdjustment", Id=id_)
    seen(beside, f"deleted {entry.number}")
    beside.disposing().restore(entry.number)
    beside.bench.sync()
    seen(beside, f"awaiting_manual {entry.number}")


# ── Who, and when ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_who_approves_decides_and_the_trail_says_so(beside: Beside) -> None:
    beside.hire("bob", PersonRole.BOOKKEEPER)
    entry = beside.posted(BROKEN)
    beside.delete(entry)
    beside.reconcile(by="bob")
    for decide in (beside.disposing("bob").accept, beside.disposing("bob").restore, beside.disposing("bob").reverse):
        with pytest.raises(NotAllowed):
            decide(entry.number)
    beside.disposing().restore(entry.number)
    (settled,) = beside.trail("drift.settled")
    assert settled["disposition"] == "restore"


def test_what_is_as_it_was_sent_needs_no_word(beside: Beside) -> None:
    entry = beside.posted(BROKEN)
    with pytest.raises(RefusedByBooks, match="Nothing of"):
        beside.disposing().restore(entry.number)
    with pytest.raises(NotFound):
        beside.disposing().accept("WO-99")


def test_the_last_edit_is_the_open_one_though_the_clock_was_set_back(beside: Beside, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = edited(beside, "day")
    beside.disposing().restore(entry.number)
    beside.sync()
    now = beside.bench.now
    monkeypatch.setattr(beside.bench, "now", lambda: now() - timedelta(hours=6))
    beside.edit(entry, TxnDate="2026-11-17")
    seen(beside, f"edited {entry.number}")
    beside.disposing().restore(entry.number)
    beside.sync()
    assert (beside.differences(), beside.bench.judge()) == ([], [])
