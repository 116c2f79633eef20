"""A run that is told to stop finishes the entries in hand, and leaves the others as they are to whoever comes next, at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.bookkeeping.pulling import pull
from assistant.books.remote import DocumentState
from assistant.errors import ToldToStop
from assistant.syncing.receipt import SyncReceipt
from assistant.syncing.run import Orders, sync
from tests.syncing.bakery import CLIENT, OWNER, broken
from tests.syncing.harness import Bench

ENTRIES = 12
IN_DOUBT = {DocumentState.SENT, DocumentState.UNKNOWN}


@dataclass
class Word:
    """Told once it was asked so often."""

    asked: int = 0
    most: int = 10**6

    def go_on(self) -> None:
        self.asked += 1
        if self.asked > self.most:
            raise ToldToStop("Told to stop.", "The next goes on.")


def run(bench: Bench, word: Word) -> SyncReceipt:
    remote = bench.quickbooks()
    worker = bench.worker(remote)
    worker = replace(worker, helpers=replace(worker.helpers, go_on=word.go_on))
    return sync(bench.store, CLIENT, remote, SqlOutbox(bench.store), worker, Orders(due_alone=True))


@pytest.mark.parametrize("most", [0, ENTRIES // 2, ENTRIES, ENTRIES + 5, 2 * ENTRIES + 3])
@pytest.mark.parametrize("lanes", [1, 4])
def test_the_entries_in_hand_are_finished_and_the_others_wait_for_whoever_comes_next(
    opened: Callable[..., Bench], lanes: int, most: int
) -> None:
    bench = opened(ENTRIES, lanes=lanes)
    for n in range(ENTRIES):
        bench.post(broken(bench.books(), f"WO-{1001 + n}", units="1"))
    stopped = run(bench, Word(most=most))
    assert len(bench.posts()) == max(most - ENTRIES, 0) if most <= 2 * ENTRIES else ENTRIES
    assert not IN_DOUBT & {document.state for document in bench.documents()}
    waiting = bench.waiting()
    assert {row.entry for row in stopped.failed} == set(waiting)
    assert {(row.reason, row.says) for row in stopped.failed} <= {("stopped", "Told to stop.")}
    outbox, now = SqlOutbox(bench.store), bench.now()
    taken = outbox.claim(CLIENT, worker="another", now=now, lasting=timedelta(seconds=1))
    assert taken is not None
    assert taken.entries == waiting
    outbox.release(taken)
    bench.run_to_the_end()
    assert bench.judge({f"WO-{1001 + n}": ("InventoryAdjustment",) for n in range(ENTRIES)}) == []


def test_a_wait_for_quickbooks_ends_with_the_word(bench: Bench) -> None:
    """The company dropped what it was sent: it would be looked up after some seconds."""
    bench.post(broken(bench.books(), "WO-1001"))
    bench.strike({"on": "inventoryadjustment", "fault": "drop"})
    word = Word(most=2)  # once to look, once to send
    assert [row.reason for row in run(bench, word).failed] == ["stopped"]
    assert word.asked == 3
    bench.run_to_the_end()
    assert bench.judge({"WO-1001": ("InventoryAdjustment",)}) == []


def test_a_pull_that_is_told_to_stop_keeps_nothing(bench: Bench) -> None:
    before = bench.books().connected
    for most in range(3):
        with pytest.raises(ToldToStop):
            pull(
                bench.store, CLIENT, bench.quickbooks(), by=OWNER, today=bench.today, now=bench.now, go_on=Word(most=most).go_on
            )
    assert bench.books().connected == before
