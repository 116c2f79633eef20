"""What somebody deleted in QuickBooks, or made there themselves: found, shown, and settled by a person on both sides. What they
edited is in test_disposing_edits.py."""

from decimal import Decimal

import pytest

from assistant.books.draft import DraftState
from assistant.books.entry import PostedEntry
from assistant.books.found import Verdict
from assistant.books.people import PersonRole
from assistant.books.reasons import Kind
from assistant.books.remote import DocumentState
from assistant.errors import NotAllowed, NotFound, RefusedByBooks
from tests.bookkeeping.beside import BROKEN, INSURED, SPOILT, Beside, page, seen
from tests.syncing.conftest import Opened, opened

__all__ = ["opened"]


@pytest.fixture
def beside(opened: Opened) -> Beside:
    return Beside(opened())


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
