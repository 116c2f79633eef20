"""What every engine of the outbox keeps to (assistant/syncing/port.py), as a class of tests over a fixture `engine`.

A second engine passes them by a class of its own that inherits `OutboxPort` and gives the fixture.
"""

import multiprocessing
import signal
import threading
from datetime import UTC, datetime, timedelta, timezone
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import Any, Protocol

from assistant.syncing.port import Claim, Outbox

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KILN, FORGE = "kiln", "forge"
PROCESSES = multiprocessing.get_context("spawn")  # each starts from nothing, as a program of its own would


class Engine(Protocol):
    """Books of two clients, KILN and FORGE, with an outbox. It can be pickled, and means the same books in another process."""

    def open(self) -> Outbox:
        """The outbox as another program opens it: nothing is shared with one that is open already but the books."""
        ...

    def post(self, client: str, count: int = 1) -> tuple[str, ...]:
        """Posts so many entries: their numbers, oldest first."""
        ...

    def post_and_fail(self, client: str) -> None:
        """Posts an entry in a transaction that is then undone."""
        ...


class OutboxPort:
    # ── In with the posting, out when nothing more is needed ─────────────────────────────────────────────────────────

    def test_what_is_posted_waits_oldest_first(self, engine: Engine) -> None:
        outbox = engine.open()
        assert outbox.waiting(KILN) == ()
        numbers = engine.post(KILN, 3)
        assert outbox.waiting(KILN) == numbers
        assert claimed(outbox).entries == numbers
        assert outbox.waiting(FORGE) == ()

    def test_a_posting_that_is_undone_leaves_nothing_behind(self, engine: Engine) -> None:
        numbers = engine.post(KILN)
        engine.post_and_fail(KILN)
        outbox = engine.open()
        assert outbox.waiting(KILN) == claimed(outbox).entries == numbers

    def test_what_is_done_leaves_for_good_whoever_opens_the_outbox(self, engine: Engine) -> None:
        first, second = engine.post(KILN, 2)
        claim = claimed(engine.open())
        engine.open().done(claim, first, at=NOW)
        assert engine.open().waiting(KILN) == (second,)
        engine.open().release(claim)
        assert claimed(engine.open(), worker="another", now=NOW + 99 * MINUTE).entries == (second,)

    def test_what_is_posted_while_another_works_is_kept_for_the_next_claim(self, engine: Engine) -> None:
        outbox = engine.open()
        (first,) = engine.post(KILN)
        claim = claimed(outbox)
        (second,) = engine.post(KILN)
        outbox.done(claim, first, at=NOW)
        assert claimed(outbox).entries == outbox.waiting(KILN) == (second,)

    # ── Later ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def test_what_is_put_off_comes_back_at_its_time_in_its_place(self, engine: Engine) -> None:
        outbox = engine.open()
        first, second, third = engine.post(KILN, 3)
        claim = claimed(outbox)
        outbox.later(claim, first, due=NOW + 10 * MINUTE)
        outbox.later(claim, second, due=NOW + 5 * MINUTE)
        assert outbox.waiting(KILN) == (first, second, third)
        assert claimed(outbox).entries == (third,)
        assert claimed(outbox, now=NOW + 5 * MINUTE - timedelta(microseconds=1)).entries == (third,)
        assert claimed(outbox, now=NOW + 5 * MINUTE).entries == (second, third)
        assert claimed(outbox, now=NOW + 10 * MINUTE).entries == (first, second, third)

    def test_times_are_compared_as_moments_not_as_words(self, engine: Engine) -> None:
        outbox = engine.open()
        engine.post(KILN)
        east = NOW.astimezone(tz=timezone(timedelta(hours=9)))
        outbox.later(claimed(outbox), outbox.waiting(KILN)[0], due=east)
        assert claimed(outbox, now=NOW).entries == outbox.waiting(KILN)
        assert outbox.claim(KILN, worker="another", now=east, lasting=MINUTE) is None

    # ── Who is due ───────────────────────────────────────────────────────────────────────────────────────────────────

    def test_a_client_is_due_while_something_of_it_is_and_no_other_holds_it(self, engine: Engine) -> None:
        outbox, both = engine.open(), (FORGE, KILN)
        assert outbox.due(both, worker="worker", now=NOW) == ()
        (first,) = engine.post(KILN)
        assert outbox.due(both, worker="worker", now=NOW) == (KILN,)
        assert outbox.due((FORGE,), worker="worker", now=NOW) == outbox.due((), worker="worker", now=NOW) == ()
        claim = claimed(outbox)
        assert outbox.due(both, worker="worker", now=NOW) == (KILN,)
        assert outbox.due(both, worker="another", now=NOW) == ()
        assert outbox.due(both, worker="another", now=NOW + MINUTE) == (KILN,), "whoever held it is dead"
        outbox.later(claim, first, due=NOW + 5 * MINUTE)
        outbox.release(claim)
        assert outbox.due(both, worker="another", now=NOW) == ()
        assert outbox.due(both, worker="another", now=NOW + 5 * MINUTE) == (KILN,)
        engine.post(FORGE)
        assert outbox.due(both, worker="another", now=NOW + 5 * MINUTE) == both
        outbox.done(claimed(outbox, now=NOW + 5 * MINUTE), first, at=NOW)
        assert outbox.due(both, worker="another", now=NOW + 9 * MINUTE) == (FORGE,)

    # ── One worker at a time ─────────────────────────────────────────────────────────────────────────────────────────

    def test_a_client_is_worked_by_one_worker_at_a_time(self, engine: Engine) -> None:
        engine.post(KILN)
        claim = claimed(engine.open(), lasting=10 * MINUTE)
        assert (claim.client, claim.worker, claim.until) == (KILN, "worker", NOW + 10 * MINUTE)
        other = engine.open()
        assert other.claim(KILN, worker="another", now=NOW, lasting=MINUTE) is None
        assert other.claim(KILN, worker="another", now=NOW + 10 * MINUTE - timedelta(microseconds=1), lasting=MINUTE) is None

    def test_clients_do_not_wait_for_one_another(self, engine: Engine) -> None:
        engine.post(KILN)
        numbers = engine.post(FORGE)
        outbox = engine.open()
        mine = claimed(outbox)
        assert claimed(outbox, client=FORGE, worker="another").entries == numbers
        outbox.done(mine, mine.entries[0], at=NOW)
        assert (outbox.waiting(KILN), outbox.waiting(FORGE)) == ((), numbers)

    def test_a_claim_that_is_given_back_is_free_at_once(self, engine: Engine) -> None:
        outbox = engine.open()
        outbox.release(claimed(outbox))
        assert claimed(outbox, worker="another").worker == "another"

    def test_the_claim_of_a_worker_that_died_ends_by_the_clock(self, engine: Engine) -> None:
        numbers = engine.post(KILN, 2)
        claimed(engine.open(), worker="dead", lasting=MINUTE)
        heir = claimed(engine.open(), worker="heir", now=NOW + MINUTE)
        assert heir.entries == numbers

    def test_ones_own_claim_is_renewed(self, engine: Engine) -> None:
        outbox = engine.open()
        claimed(outbox)
        assert claimed(outbox, now=NOW + MINUTE / 2, lasting=MINUTE).until == NOW + MINUTE / 2 + MINUTE
        assert outbox.claim(KILN, worker="another", now=NOW + MINUTE, lasting=MINUTE) is None
        assert claimed(outbox, now=NOW + 9 * MINUTE).worker == "worker", "it ended, and nobody took it"

    def test_who_lost_the_claim_changes_nothing_any_more(self, engine: Engine) -> None:
        outbox = engine.open()
        first, second = engine.post(KILN, 2)
        lost = claimed(outbox, worker="slow", lasting=MINUTE)
        held = claimed(outbox, worker="quick", now=NOW + MINUTE, lasting=MINUTE)
        outbox.done(lost, first, at=NOW + MINUTE)
        outbox.later(lost, second, due=NOW + 99 * MINUTE)
        outbox.release(lost)
        assert outbox.claim(KILN, worker="third", now=NOW + MINUTE, lasting=MINUTE) is None
        assert claimed(outbox, worker="quick", now=NOW + MINUTE).entries == (first, second)
        assert outbox.claim(KILN, worker="slow", now=NOW + MINUTE, lasting=MINUTE) is None
        outbox.done(held, first, at=NOW + MINUTE)
        assert outbox.waiting(KILN) == (second,)

    def test_of_threads_that_claim_at_once_one_does(self, engine: Engine) -> None:
        engine.post(KILN)
        outbox, start = engine.open(), threading.Barrier(6)
        claims: list[Claim | None] = []

        def take(worker: str) -> None:
            start.wait()
            claims.append(outbox.claim(KILN, worker=worker, now=NOW, lasting=MINUTE))

        together([threading.Thread(target=take, args=(f"thread {n}",)) for n in range(6)])
        assert len(claims) == 6
        assert len([claim for claim in claims if claim is not None]) == 1

    def test_of_processes_that_claim_at_once_one_does_and_each_entry_is_worked_once(self, engine: Engine) -> None:
        numbers = engine.post(KILN, 12)
        start, worked = PROCESSES.Barrier(3), PROCESSES.Queue()
        workers = [PROCESSES.Process(target=work_through, args=(engine, f"process {n}", start, worked)) for n in range(3)]
        together(workers)
        assert [worker.exitcode for worker in workers] == [0, 0, 0]
        done = sorted(worked.get(timeout=60) for _ in numbers)
        assert done == [(-left, number) for left, number in zip(range(12, 0, -1), numbers, strict=True)], "in order"
        assert worked.empty()
        assert engine.open().waiting(KILN) == ()

    def test_a_worker_that_is_killed_leaves_its_entries_to_the_next(self, engine: Engine) -> None:
        first, second = engine.post(KILN, 2)
        holds = PROCESSES.Event()
        worker = PROCESSES.Process(target=do_one_and_hang, args=(engine, holds))
        worker.start()
        assert holds.wait(60)
        worker.kill()
        worker.join(60)
        assert worker.exitcode == -signal.SIGKILL
        outbox = engine.open()
        assert outbox.claim(KILN, worker="heir", now=NOW, lasting=MINUTE) is None
        assert claimed(outbox, worker="heir", now=NOW + MINUTE).entries == (second,)
        assert first not in outbox.waiting(KILN)


# ── Workers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def claimed(
    outbox: Outbox, *, client: str = KILN, worker: str = "worker", now: datetime = NOW, lasting: timedelta = MINUTE
) -> Claim:
    claim = outbox.claim(client, worker=worker, now=now, lasting=lasting)
    assert claim is not None, f"{worker} gets no claim on {client}"
    return claim


def together(workers: list[Any]) -> None:
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)


def work_through(engine: Engine, name: str, start: Barrier, worked: "Queue[tuple[int, str]]") -> None:
    """Works the queue one entry a claim until nothing waits; says how many there were (below zero) and which it worked."""
    outbox = engine.open()
    start.wait(60)
    while outbox.waiting(KILN):
        claim = outbox.claim(KILN, worker=name, now=NOW, lasting=MINUTE)
        if claim is None:
            continue
        if claim.entries:
            worked.put((-len(claim.entries), claim.entries[0]))
            outbox.done(claim, claim.entries[0], at=NOW)
        outbox.release(claim)


def do_one_and_hang(engine: Engine, holds: Any) -> None:
    outbox = engine.open()
    claim = claimed(outbox, worker="doomed")
    outbox.done(claim, claim.entries[0], at=NOW)
    holds.set()
    threading.Event().wait(120)
