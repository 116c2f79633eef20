"""What somebody did in QuickBooks to a document of ours is seen by the pull, and waits for a person."""

from typing import Any

import pytest

from assistant.bookkeeping.pulling import Pulled, pull
from assistant.books.remote import DocumentState
from tests.syncing.bakery import CLIENT, OWNER, SHAPES
from tests.syncing.harness import Bench


@pytest.fixture
def journal(bench: Bench) -> dict[str, Any]:
    """An entry that is there as one journal entry; that document."""
    bench.post(SHAPES["journal"].make(bench.books(), "WO-1001"))
    bench.sync()
    pulled(bench)
    bench.clock.advance(60)
    return bench.of_entry("WO-1001")[0][1]


def pulled(bench: Bench) -> Pulled:
    return pull(bench.store, CLIENT, bench.quickbooks(), by=OWNER, today=bench.today, now=bench.now)


def told(found: Pulled) -> list[tuple[str, str]]:
    return [(drift.entry, drift.done.value) for drift in found.drifts]


def state(bench: Bench) -> DocumentState:
    return bench.documents("WO-1001")[0].state


def test_an_edit_is_noticed_once(bench: Bench, journal: dict[str, Any]) -> None:
    bench.someone("update", "JournalEntry", Id=journal["Id"], TxnDate="2026-11-01")
    found = pulled(bench)
    assert told(found) == [("WO-1001", "edited")]
    assert "Its date is 2026-11-01" in found.drifts[0].says
    assert state(bench) is DocumentState.CHANGED
    bench.clock.advance(60)
    assert told(pulled(bench)) == []


def test_a_deletion_is_noticed(bench: Bench, journal: dict[str, Any]) -> None:
    bench.someone("delete", "JournalEntry", Id=journal["Id"])
    assert told(pulled(bench)) == [("WO-1001", "deleted")]
    assert state(bench) is DocumentState.DELETED


def test_a_note_that_somebody_added_is_no_edit(bench: Bench, journal: dict[str, Any]) -> None:
    bench.someone("update", "JournalEntry", Id=journal["Id"], PrivateNote="seen by the accountant")
    assert (told(pulled(bench)), state(bench)) == ([], DocumentState.DONE)


def test_what_went_out_itself_since_the_last_pull_is_ours(bench: Bench) -> None:
    pulled(bench)
    bench.post(SHAPES["adjustment"].make(bench.books(), "WO-1001"))
    bench.sync()
    assert (told(pulled(bench)), state(bench)) == ([], DocumentState.DONE)


def test_nothing_is_asked_of_a_company_that_has_nothing_of_ours(bench: Bench) -> None:
    before = len(bench.requests())
    pulled(bench)
    assert [row for row in bench.requests()[before:] if "JournalEntry" in row["path"]] == []
