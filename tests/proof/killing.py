"""A seed to a syncing process that is killed at random points, again and again, while entries of every shape go out over HTTP.

One kill is drawn among the calls that a run makes, and comes again with its seed; the next among the milliseconds that a run
takes, with several requests under way. The company is served by another process than the one that is killed.
"""

import json
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from assistant.adapters.sql.store import open_books
from assistant.practice.clock import Clock
from assistant.practice.server import start
from tests.practice.desk import Tokens
from tests.proof.chance import drawn
from tests.proof.storm import MINUTES, Storm
from tests.proof.syncing_process import Job, begin
from tests.syncing.bakery import NOON, OWNER, bakery
from tests.syncing.harness import Bench

ENTRIES = 5  # posted before each run
LANES = 4
LONGEST_SECONDS = 120.0
REST_EACH = 6  # of how many runs one is let through


@dataclass
class Killing:
    """`points` are where the process was killed: a number of calls, or seconds."""

    storm: Storm
    books: str
    folder: Path
    points: list[int | float] = field(default_factory=list)
    _runs: int = 0
    _calls: int = 0  # of the last run that came to its end
    _seconds: float = 0

    def run(self, kills: int) -> None:
        """Until the process was killed so often; then the rest goes out."""
        for lanes in (1, LANES):
            self._once(lanes, None)
        while len(self.points) < kills:
            if self._runs % REST_EACH == 0:
                self._once(1, None)
            by_calls = len(self.points) % 2 == 0
            most = self._calls if by_calls else int(self._seconds * 1000)
            point = drawn(self.storm.seed, "kill", self._runs) % max(most, 1) + 1
            self._once(1 if by_calls else LANES, point if by_calls else point / 1000)
        self.storm.finish()

    def _once(self, lanes: int, point: int | float | None) -> None:
        """A run of a process, killed at this point where it gets there."""
        bench, told = self.storm.bench, self.folder / f"run-{self._runs}"
        self.storm.reconnect()
        self.storm.post(ENTRIES)
        bench.clock.advance(MINUTES * 60)
        calls = point if isinstance(point, int) else None
        job = Job(self.books, bench.addresses.api, bench.clock(), f"w-{self._runs}", told, lanes, calls)
        self._runs += 1
        process, began = begin(job), time.monotonic()
        process.join(point if isinstance(point, float) else LONGEST_SECONDS)
        process.kill()
        process.join()
        if not told.exists():
            assert point is not None, "the process failed by itself"
            self.points.append(point)
        elif lanes == 1:
            self._calls = int(json.loads(told.read_text()))
        else:
            self._seconds = time.monotonic() - began


def killed(folder: Path, kills: int, seed: int) -> tuple[list[int | float], list[str]]:
    """Kills the sync of a bakery so often: where, and what is lost, doubled or different then."""
    books, clock = folder / "books.db", Clock(NOON.timestamp())
    with closing(open_books(str(books))) as store, start(now=clock, new_token=Tokens()) as server:
        store.add_client(bakery(units=kills), by=OWNER, at=NOON)
        killing = Killing(Storm(Bench(store, clock=clock, running=server).open(), seed), str(books), folder)
        killing.run(kills)
        return killing.points, killing.storm.faults()
