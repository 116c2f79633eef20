"""What somebody made in QuickBooks that may be of the same loss: found before an approval and before a first send, and judged."""

import pytest

from assistant.books.draft import DraftState
from assistant.books.finding import Problem
from assistant.books.found import QUANTITY, Verdict
from assistant.books.people import PersonRole
from assistant.books.remote import DocumentState
from assistant.errors import NotAllowed, NotFound, RefusedByBooks, WrongUsage
from tests.bookkeeping.beside import BROKEN, Beside
from tests.syncing.conftest import Opened, opened

__all__ = ["opened"]


@pytest.fixture
def beside(opened: Opened) -> Beside:
    return Beside(opened())


def refused(beside: Beside, draft_id: str) -> RefusedByBooks:
    with pytest.raises(RefusedByBooks) as error:
        beside.approve(draft_id)
    return error.value


def verdicts(beside: Beside, subject: str) -> list[tuple[str, Verdict]]:
    return [(each.remote_id, each.verdict) for each in beside.found(subject)]


# ── Before an approval ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_approval_waits_for_a_word_on_what_is_there(beside: Beside) -> None:
    id_ = beside.adjust("-3")
    draft = beside.draft(BROKEN)
    assert draft.state is DraftState.WAITING
    error = refused(beside, draft.id)
    assert error.code == "found_in_quickbooks"
    assert error.says.endswith(f"Inventory adjustment 1 (Id {id_}) of 2026-11-19 ('broke') moves -3 of Mug (as this does).")
    assert "--theirs, --ours or --both" in error.remedy
    shown = beside.shown(draft.id)
    assert (shown.state, [finding.code for finding in shown.problems]) == (DraftState.BLOCKED, [Problem.FOUND_IN_QUICKBOOKS])


def test_theirs_stands_links_it_and_sends_nothing(beside: Beside) -> None:
    id_ = beside.adjust("-3")
    draft = beside.draft(BROKEN)
    refused(beside, draft.id)
    beside.judge(draft.id, Verdict.THEIRS)
    shown = beside.shown(draft.id)
    assert (shown.state, shown.plan and shown.plan.documents) == (DraftState.WAITING, ())
    entry = beside.approve(shown)
    posts = len(beside.bench.posts())
    beside.sync()
    (document,) = beside.bench.documents(entry.number)
    assert (document.state, document.remote_id, document.body) == (DocumentState.THEIRS, id_, "")
    assert (len(beside.bench.posts()), beside.bench.waiting(), beside.differences()) == (posts, (), [])


def test_ours_stands_and_theirs_is_listed_until_it_is_gone(beside: Beside) -> None:
    id_ = beside.adjust("-3")
    draft = beside.draft(BROKEN)
    refused(beside, draft.id)
    beside.judge(draft.id, Verdict.OURS)
    entry = beside.approve(draft.id)
    beside.sync()
    (left,) = beside.reconcile().differences
    assert (left.name.value, left.subject, left.mend) == ("theirs_left", entry.number, f"Delete Id {id_} in QuickBooks.")
    assert "ann said that it is a mistake" in left.says
    beside.bench.someone("delete", "InventoryAdjustment", Id=id_)
    assert beside.differences() == []


def test_both_are_true(beside: Beside) -> None:
    beside.journal("42.50")
    draft = beside.draft("write off $42.50 of spoiled flour")
    assert "debits Spoilage with 42.50" in refused(beside, draft.id).says
    beside.judge(draft.id, Verdict.BOTH)
    beside.approve(draft.id)
    beside.sync()
    assert beside.differences() == []
    assert [detail["verdict"] for detail in beside.trail("found.judged")] == ["both"]


def test_what_is_found_no_more_holds_nothing_up(beside: Beside) -> None:
    id_ = beside.adjust("-3")
    draft = beside.draft(BROKEN)
    refused(beside, draft.id)
    beside.bench.someone("delete", "InventoryAdjustment", Id=id_)
    assert beside.approve(draft.id).number == "WO-1001"
    assert verdicts(beside, "WO-1001") == [(id_, Verdict.GONE)]


def test_ours_are_never_found_as_others_do(beside: Beside) -> None:
    beside.posted(BROKEN)
    beside.posted("3 mugs more fell in the shop")
    assert beside.found("WO-1002") == []


def test_a_document_that_stands_for_one_entry_is_not_offered_for_the_next(beside: Beside) -> None:
    beside.adjust("-3")
    first = beside.draft(BROKEN)
    refused(beside, first.id)
    beside.judge(first.id, Verdict.THEIRS)
    second = beside.draft("3 mugs more fell in the shop")
    beside.approve(second)
    assert beside.found("WO-1001") == []


def test_sales_that_nobody_placed_here_are_no_loss(beside: Beside) -> None:
    """QuickBooks has fewer, by a sale of long ago that its own report tells."""
    bench = beside.bench
    item = next(str(body["Id"]) for body in bench.there("Item") if body.get("Sku") == "MUG")
    detail = {"ItemRef": {"value": item}, "Qty": 5, "UnitPrice": 9}
    line = {"DetailType": "SalesItemLineDetail", "Amount": 45, "SalesItemLineDetail": detail}
    till = {"value": beside.account("1000")}
    bench.someone("create", "SalesReceipt", TxnDate="2026-11-21", DepositToAccountRef=till, Line=[line])
    beside.reconcile()
    bench.clock.advance(60 * 24 * 3600)
    entry = beside.approve(beside.draft(BROKEN))
    assert [each.kind for each in beside.found(entry.number) if each.kind == QUANTITY] == []


# ── Before the first send ────────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_is_held_before_its_first_send(opened: Opened) -> None:
    beside = Beside(opened(), asks=False)
    entry = beside.approve(beside.draft(BROKEN))
    id_ = beside.adjust("-3")
    receipt = beside.bench.sync()
    assert [(row.entry, row.reason) for row in receipt.held] == [(entry.number, "found_there")]
    (held,) = beside.reconcile().differences
    assert (held.name.value, held.mend) == ("held", f"writeoff qbo found {entry.number} --theirs, --ours or --both")
    beside.judge(entry.number, Verdict.THEIRS, document=id_)
    beside.sync()
    assert beside.differences() == []
    assert [document.state for document in beside.bench.documents(entry.number)] == [DocumentState.THEIRS]


def test_one_look_serves_a_whole_run(opened: Opened) -> None:
    beside = Beside(opened(units=10), asks=False)
    for _ in range(6):
        beside.approve(beside.draft(BROKEN))
    before = len(beside.bench.requests())
    beside.bench.sync()
    looks = [row for row in beside.bench.requests()[before:] if row["resource"] == "query" and row["entity"] == "Bill"]
    assert len(looks) == 1


# ── What a person may say ────────────────────────────────────────────────────────────────────────────────────────────


def test_theirs_is_said_of_one_document(beside: Beside) -> None:
    first, second = beside.adjust("-3"), beside.adjust("-3")
    draft = beside.draft(BROKEN)
    refused(beside, draft.id)
    with pytest.raises(WrongUsage, match="which one stands"):
        beside.judge(draft.id, Verdict.THEIRS)
    with pytest.raises(NotFound, match="No document 99"):
        beside.judge(draft.id, Verdict.THEIRS, document="99")
    beside.judge(draft.id, Verdict.THEIRS, document=second)
    assert refused(beside, draft.id).code == "found_in_quickbooks"
    beside.judge(draft.id, Verdict.THEIRS, document=first)
    assert verdicts(beside, draft.id) == [(first, Verdict.THEIRS), (second, Verdict.BOTH)]


def test_who_may_not_approve_may_not_judge(beside: Beside) -> None:
    beside.hire("bob", PersonRole.BOOKKEEPER)
    beside.adjust("-3")
    draft = beside.draft(BROKEN)
    refused(beside, draft.id)
    with pytest.raises(NotAllowed):
        beside.judge(draft.id, Verdict.OURS, by="bob")
    with pytest.raises(NotFound):
        beside.judge("D-99", Verdict.OURS)


def test_nothing_stands_for_what_is_there_already(beside: Beside) -> None:
    beside.adjust("-3")
    draft = beside.draft(BROKEN)
    refused(beside, draft.id)
    beside.judge(draft.id, Verdict.OURS)
    entry = beside.approve(draft.id)
    beside.sync()
    with pytest.raises(RefusedByBooks, match="is in QuickBooks already"):
        beside.judge(entry.number, Verdict.THEIRS)
