"""A machine whose clock was ahead or behind when something was stored, and is right again when the next run comes."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.vault import SqlVault
from assistant.bookkeeping.pulling import is_fresh, pull
from assistant.books.remote import DocumentState
from assistant.errors import OutsideServiceFailed
from tests.syncing.bakery import CLIENT, OWNER, broken, spilt
from tests.syncing.harness import Bench

YEAR, DAY, NOT_AT_ALL = timedelta(days=365), timedelta(days=1), timedelta(0)


@dataclass
class Skewed(Bench):
    """Its own clock is wrong by `skew`; the company's is right."""

    skew: timedelta = NOT_AT_ALL

    def now(self) -> datetime:
        return super().now() + self.skew


@pytest.fixture
def skewed(opened: Callable[..., Bench]) -> Skewed:
    bench = Skewed(opened(closed=True).store)
    bench.open()
    return bench


def _in_doubt(bench: Skewed, fault: str) -> None:
    """WO-1001 was sent, and neither an answer nor a look-up told what became of it."""
    bench.post(broken(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    pull(bench.store, CLIENT, bench.quickbooks(), by=OWNER, today=bench.today, now=bench.now)
    bench.strike({"on": "inventoryadjustment", "fault": fault}, *[{"on": "query", "fault": "html_503", "nth": 6}] * 9)
    with suppress(OutsideServiceFailed):
        bench.sync()
    bench.practice.script.clear()
    assert bench.documents("WO-1001")[0].state is DocumentState.UNKNOWN


@pytest.mark.parametrize("skew", [YEAR, DAY, -DAY, -YEAR], ids=str)
@pytest.mark.parametrize("fault", ["drop", "commit_then_drop"])
def test_what_was_sent_by_a_wrong_clock_is_settled_by_a_right_one(skewed: Skewed, skew: timedelta, fault: str) -> None:
    skewed.skew = skew
    _in_doubt(skewed, fault)
    skewed.skew = NOT_AT_ALL
    before = skewed.clock()
    skewed.sync()
    assert skewed.clock() - before < 600  # it waits for QuickBooks, and not until the day that was stored
    assert skewed.judge({"WO-1001": ("InventoryAdjustment",), "WO-1002": ("JournalEntry",)}) == []


@pytest.mark.parametrize("skew", [YEAR, DAY, -DAY, -YEAR], ids=str)
def test_what_was_refused_and_made_anew_by_a_wrong_clock_goes_by_a_right_one(bench: Bench, skew: timedelta) -> None:
    bench.post(broken(bench.books(), "WO-1001"))
    bench.strike({"on": "inventoryadjustment", "fault": "api_fault", "codes": ["6000"]})
    bench.sync()
    (refused,) = bench.documents("WO-1001")
    assert (refused.state, refused.attempts) == (DocumentState.FAILED, 1)
    with bench.store.client(CLIENT) as books:  # by a run that was killed before it sent it
        books.save_document(replace(refused, state=DocumentState.QUEUED, says="", changed_at=bench.now() + skew))
    before = bench.clock()
    bench.sync()
    assert bench.clock() - before < 600
    assert bench.judge({"WO-1001": ("InventoryAdjustment",)}) == []


def test_a_pull_of_tomorrow_is_not_fresh(skewed: Skewed) -> None:
    skewed.skew = YEAR
    pull(skewed.store, CLIENT, skewed.quickbooks(), by=OWNER, today=skewed.today, now=skewed.now)
    skewed.skew = NOT_AT_ALL
    skewed.someone("create", "Vendor", DisplayName="Late Pottery")
    connected = skewed.books().connected
    assert connected is not None
    assert not is_fresh(connected.snapshot, skewed.now())
    pulled = pull(skewed.store, CLIENT, skewed.quickbooks(), by=OWNER, today=skewed.today, now=skewed.now)
    assert "Late Pottery" in {vendor.name for vendor in pulled.snapshot.vendors}


def test_a_claim_and_a_lease_of_a_clock_ahead_hold_nobody_up(bench: Bench) -> None:
    bench.post(broken(bench.books(), "WO-1001"))
    ahead = bench.now() + YEAR
    outbox, vault = SqlOutbox(bench.store), SqlVault(bench.store, CLIENT)
    claim = outbox.claim(CLIENT, worker="gone", now=ahead, lasting=timedelta(seconds=60))
    assert claim is not None
    outbox.later(claim, "WO-1001", due=ahead + timedelta(minutes=15))
    assert vault.lease(holder="gone", now=ahead, until=ahead + timedelta(seconds=150)) is not None
    bench.clock.advance(4000)  # the access token is over
    before = bench.clock()
    turn = outbox.claim(CLIENT, worker="w-1", now=bench.now(), lasting=timedelta(seconds=60))
    assert turn is not None
    assert turn.entries == ("WO-1001",)
    bench.sync()
    assert bench.clock() - before < 600
    assert bench.judge({"WO-1001": ("InventoryAdjustment",)}) == []


def test_a_claim_that_has_not_ended_keeps_others_away(bench: Bench) -> None:
    bench.post(broken(bench.books(), "WO-1001"))
    soon = bench.now() + timedelta(seconds=30)  # of a machine that is a little ahead
    assert SqlOutbox(bench.store).claim(CLIENT, worker="other", now=soon, lasting=timedelta(seconds=60)) is not None
    assert bench.sync().busy


@pytest.mark.parametrize("skew", [timedelta(hours=1), timedelta(hours=20), -timedelta(hours=1)], ids=str)
def test_what_changed_there_after_a_pull_by_a_wrong_clock_is_heard_of(skewed: Skewed, skew: timedelta) -> None:
    """A supplier made and a document of ours deleted while a clock that was ahead said that it was yet to be asked."""
    skewed.post(spilt(skewed.books(), "WO-1001"))
    skewed.sync()
    skewed.skew = skew
    pull(skewed.store, CLIENT, skewed.quickbooks(), by=OWNER, today=skewed.today, now=skewed.now)
    skewed.clock.advance(60)
    skewed.someone("create", "Vendor", DisplayName="Late Pottery")
    skewed.someone("delete", "JournalEntry", Id=skewed.documents("WO-1001")[0].remote_id)
    skewed.skew = NOT_AT_ALL
    skewed.clock.advance(2 * 3600)
    pulled = pull(skewed.store, CLIENT, skewed.quickbooks(), by=OWNER, today=skewed.today, now=skewed.now)
    assert "Late Pottery" in {vendor.name for vendor in pulled.snapshot.vendors}
    assert [drift.entry for drift in pulled.drifts] == ["WO-1001"]
