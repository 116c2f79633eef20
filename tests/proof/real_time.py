"""Entries over real HTTP, in real time, under the limits of the live service: how long they take, by the company's own log."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.adapters.sql.store import open_books
from assistant.practice.clock import Clock
from assistant.practice.limits import LIVE
from assistant.practice.server import start
from tests.practice.desk import Tokens
from tests.syncing.bakery import CLIENT, NOON, OWNER, SHAPES, bakery
from tests.syncing.harness import Bench

LANES = 6


class WallClock(Clock):
    """A clock that goes by itself, from the day of the bakery's books on."""

    def __init__(self) -> None:
        super().__init__(NOON.timestamp())
        self._begun = time.monotonic()

    def now(self) -> float:
        return NOON.timestamp() + time.monotonic() - self._begun

    __call__ = now

    def sleep(self, seconds: float) -> None:
        time.sleep(max(seconds, 0))

    advance = sleep

    @contextmanager
    def taking_part(self) -> Iterator[None]:
        yield


@dataclass(frozen=True)
class Took:
    """What a run came to: requests, those that were refused, seconds by the company's log, and what is amiss."""

    requests: int
    throttled: int
    seconds: float
    amiss: list[str]

    @property
    def least_seconds(self) -> float:
        return least_seconds(self.requests)


def least_seconds(requests: int) -> float:
    """What the limits leave for so many requests: 10 in any second, 500 in any minute."""
    minutes, rest = divmod(requests - 1, 500)
    return minutes * 60 + rest / 10


@contextmanager
def served(folder: Path) -> Iterator[Bench]:
    """The bakery, connected to a company behind a socket."""
    clock = WallClock()
    with (
        closing(open_books(str(folder / "books.db"))) as store,
        start(folder / "company.sqlite", now=clock, new_token=Tokens(), limits=LIVE) as server,
    ):
        store.add_client(bakery(units=20), by=OWNER, at=NOON)
        yield Bench(store, clock=clock, running=server, lanes=LANES).open()


def sent(folder: Path, entries: int) -> Took:
    """So many entries of every shape, approved and sent together."""
    with served(folder) as bench:
        expected, shapes = {}, tuple(SHAPES.values())
        for n in range(entries):
            with bench.store.client(CLIENT) as books:
                number, shape = books.next_entry_number(), shapes[n % len(shapes)]
                books.post(shape.make(books.books_about(()), number))
                expected[number] = shape.documents
        before = len(bench.requests())
        bench.run_to_the_end(most=2, looks=False)
        rows = bench.requests()[before:]
        throttled = sum(row["status"] == 429 for row in rows)
        return Took(len(rows), throttled, rows[-1]["at"] - rows[0]["at"], bench.judge(expected))
