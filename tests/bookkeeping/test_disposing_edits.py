"""What somebody edited in QuickBooks of documents of ours: found, shown, and made what it was or followed, as a person says."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from assistant.bookkeeping.disposing import Disposed
from assistant.books.draft import DraftState
from assistant.books.drift import Disposition, Done
from assistant.books.entry import PostedEntry
from assistant.books.remote import DocumentState
from assistant.errors import ChangedSinceShown, NotFound, OutsideServiceFailed, RefusedByBooks
from tests.bookkeeping.beside import BROKEN, INSURED, SPOILT, Beside, page, seen
from tests.syncing.conftest import Opened, opened

__all__ = ["opened"]


@pytest.fixture
def beside(opened: Opened) -> Beside:
    return Beside(opened())


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
