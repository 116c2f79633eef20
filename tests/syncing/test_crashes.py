"""A machine that goes down at any step of a run: the next run comes to the same end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from assistant.adapters.quickbooks.books import QuickBooks
from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.errors import BooksUnavailable
from assistant.syncing.run import Orders, sync
from tests.syncing.bakery import CLIENT, SHAPES, returned
from tests.syncing.conftest import Opened
from tests.syncing.harness import Bench

MOST_STEPS = 60


class Down(BaseException):
    """The machine goes down."""


@dataclass
class Power:
    """Lasts for so many steps; after that, whatever is tried comes to nothing."""

    steps: int
    done: int = 0
    trail: list[str] = field(default_factory=list)

    def step(self, what: str) -> None:
        if self.done >= self.steps:
            raise Down(f"before {what}, after {self.trail[-3:]}")
        self.done += 1
        self.trail.append(what)


@dataclass(frozen=True)
class MortalStore:
    """Books on a machine that goes down before or after a transaction is through."""

    store: SqlStore
    power: Power

    @contextmanager
    def client(self, client: str, *, reads: bool = False) -> Iterator[SqlTransaction]:
        if reads:
            with self.store.client(client, reads=True) as transaction:
                yield transaction
            return
        self.power.step("begin")
        with self.store.client(client) as transaction:
            yield transaction
            self.power.step("commit")
        self.power.step("go on")


@dataclass(frozen=True)
class MortalCompany:
    """The company behind a line that is cut when the machine goes down: before a request leaves, or before its answer comes."""

    company: QuickBooks
    power: Power

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self.company, name)
        if not callable(asked):
            return asked

        def mortal(*arguments: Any, **named: Any) -> Any:
            self.power.step(f"ask {name}")
            answer = asked(*arguments, **named)
            self.power.step(f"answer of {name}")
            return answer

        return mortal


def run_until(bench: Bench, steps: int) -> bool:
    """Whether the run was through before the machine went down."""
    power = Power(steps)
    store = MortalStore(bench.store, power)
    company: Any = MortalCompany(bench.quickbooks(), power)
    worker = bench.worker(company, name=f"w-{steps}", looks=False)
    try:
        sync(store, CLIENT, company, SqlOutbox(store), worker, Orders(approved=bench.waiting()))  # type: ignore[arg-type]
    except Down:
        return False
    return True


@pytest.mark.parametrize("name", SHAPES)
def test_a_machine_that_goes_down_at_any_step_sends_nothing_twice(opened: Opened, name: str) -> None:
    bench, shape = opened(units=20), SHAPES[name]
    expected, steps, through = {}, 0, False
    while not through:
        assert steps < MOST_STEPS
        with bench.store.client(CLIENT, reads=True) as books:
            number = books.next_entry_number()
        bench.post(shape.make(bench.books(), number))
        expected[number] = shape.documents
        through = run_until(bench, steps)
        bench.clock.advance(bench.patience().claim_seconds + 1)
        bench.run_to_the_end(looks=False)
        steps += 1
    assert steps > 6
    assert bench.judge(expected) == []


def test_who_goes_down_again_and_again_comes_through(opened: Opened) -> None:
    """A few steps further each time, with the entries of every shape under way."""
    bench, expected = opened(units=2), {}
    for n, shape in enumerate(SHAPES.values()):
        bench.post(shape.make(bench.books(), f"WO-{1001 + n}"))
        expected[f"WO-{1001 + n}"] = shape.documents
    for steps in range(3, 40, 4):
        run_until(bench, steps)
        bench.clock.advance(bench.patience().claim_seconds + 1)
    bench.run_to_the_end(looks=False)
    assert bench.judge(expected) == []


# ── Several at once ──────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Slow:
    """A company that answers a send only after others have had their turn."""

    company: QuickBooks
    meanwhile: Any
    turns: int = 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self.company, name)

    def send(self, document: Any) -> Any:
        if self.turns:
            self.turns -= 1
            self.meanwhile()
        return self.company.send(document)


def by_slow(bench: Bench, meanwhile: Any) -> Any:
    slow: Any = Slow(bench.quickbooks(), meanwhile)
    worker = bench.worker(slow, name="w-slow", looks=False)
    return sync(bench.store, CLIENT, slow, SqlOutbox(bench.store), worker, Orders(approved=bench.waiting()))


def test_while_one_works_another_does_nothing(bench: Bench) -> None:
    bench.post(SHAPES["adjustment"].make(bench.books(), "WO-1001"))
    receipts = []
    receipt = by_slow(bench, lambda: receipts.append(bench.sync()))
    assert [each.busy for each in receipts] == [True]
    assert [row.entry for row in receipt.synced] == ["WO-1001"]
    assert len(bench.posts()) == 1


@pytest.mark.parametrize("name", SHAPES)
def test_a_worker_that_was_given_up_does_no_harm(bench: Bench, name: str) -> None:
    """It marked a document as sent and slept; its claim ended, another did its work, and it wakes up and sends."""
    bench.post(SHAPES[name].make(bench.books(), "WO-1001"))

    def another() -> None:
        bench.clock.advance(bench.patience().claim_seconds + 1)
        assert bench.run_to_the_end(looks=False) == 1

    late = by_slow(bench, another)
    assert [(row.entry, row.reason) for row in late.failed] == [("WO-1001", "busy")]
    assert bench.waiting() == ()
    bench.receipts.clear()
    assert bench.judge({"WO-1001": SHAPES[name].documents}) == []


def test_a_claim_outlives_a_long_run(opened: Opened) -> None:
    """Every entry takes a while; who asks in between finds the queue taken."""
    bench = opened(units=2, latency_seconds=9)
    for n in range(20):
        bench.post(returned(bench.books(), f"WO-{1001 + n}")) if n < 3 else bench.post(
            SHAPES["journal"].make(bench.books(), f"WO-{1001 + n}")
        )
    seen = []

    @dataclass
    class Watched:
        company: QuickBooks

        def __getattr__(self, name: str) -> Any:
            return getattr(self.company, name)

        def send(self, document: Any) -> Any:
            lasting = timedelta(seconds=bench.patience().claim_seconds)
            seen.append(SqlOutbox(bench.store).claim(CLIENT, worker="w-2", now=bench.now(), lasting=lasting))
            return self.company.send(document)

    remote: Any = Watched(bench.quickbooks())
    receipt = sync(bench.store, CLIENT, remote, SqlOutbox(bench.store), bench.worker(remote, looks=False))
    assert len(receipt.synced) == 20
    assert seen == [None] * 20


# ── A full disk ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_disk_that_fills_up_at_any_page_loses_nothing(opened: Opened) -> None:
    """The books may grow by no page, by one, by two …; then there is room again."""
    bench, expected = opened(units=3), {}
    left, full = [0], list[str]()

    def limited(connection: Any) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + left[0]}")

    for room in range(4):
        for name in ("adjustment and journal", "journal"):
            with bench.store.client(CLIENT, reads=True) as books:
                number = books.next_entry_number()
            bench.post(SHAPES[name].make(bench.books(), number))
            expected[number] = SHAPES[name].documents
        left[0] = room
        event.listen(bench.store.engine, "begin", limited)
        try:
            full += [row.reason for row in bench.sync(looks=False).failed]
        except BooksUnavailable as error:
            full.append(error.code)
        event.remove(bench.store.engine, "begin", limited)
        with bench.store.client(CLIENT) as books:
            books.connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
        bench.clock.advance(200)
    assert "books_unavailable" in full
    bench.run_to_the_end(looks=False)
    assert bench.judge(expected) == []
