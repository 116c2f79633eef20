"""How soon entries are in QuickBooks: beside the least time that the service's limits leave, and from approval to read back.

`python bench/syncing.py` prints seconds. A quarter-end and the entries approved one by one go on a clock of their own, where a
request takes as long as is said; the hundred in real time go over real HTTP to a practice company with the live service's limits
(10 requests a second, 500 a minute). Each is judged by the company's own store: nothing lost, doubled or different.
"""

import sys
import tempfile
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the practice bench of the tests is no part of the package

from assistant.adapters.sql.store import open_books
from tests.proof.reading_back import LATENCIES, percentile, seconds_each
from tests.proof.real_time import LANES, least_seconds, sent
from tests.syncing.bakery import NOON, OWNER, bakery, spilt
from tests.syncing.harness import Bench

QUARTER, LATENCY, ALONE, HUNDRED = 1000, 0.35, 100, 100


def quarter_end(folder: Path) -> str:
    """Journals approved over three months and sent at once."""
    with closing(open_books(str(folder / "quarter.db"))) as store:
        store.add_client(bakery(), by=OWNER, at=NOON)
        bench = Bench(store, lanes=LANES, latency_seconds=LATENCY).open()
        books = bench.books()
        bench.post(*(spilt(books, f"WO-{1001 + n}") for n in range(QUARTER)))
        bench.clock.advance(120)
        before, began = len(bench.requests()), bench.clock()
        bench.sync(looks=False)
        took, asked = bench.clock() - began, len(bench.requests()) - before
        assert bench.judge() == [], "a quarter-end"
    least = least_seconds(asked)
    said = f"{took:.1f} s for {asked:,} requests of {LATENCY} s"
    return f"a quarter-end of {QUARTER:,} entries: {said}; {took / least:.3f} of the least"


def one_by_one(folder: Path) -> str:
    """Each approved and sent alone."""
    with closing(open_books(str(folder / "alone.db"))) as store:
        store.add_client(bakery(10), by=OWNER, at=NOON)
        seconds = seconds_each(Bench(store).open(), seed=1, entries=ALONE)
    middle, most = percentile(seconds, 0.5), percentile(seconds, 0.95)
    mean = sum(LATENCIES) / len(LATENCIES)
    said = f"{middle:.2f} s in the middle, {most:.2f} s at the 95th percentile"
    return f"one approved entry, read back: {said} (requests of {mean:.2f} s)"


def in_real_time(folder: Path) -> str:
    took = sent(folder, HUNDRED)
    assert (took.amiss, took.throttled) == ([], 0), "in real time"
    ratio = took.seconds / took.least_seconds
    return (
        f"{HUNDRED} entries of every shape over HTTP: {took.seconds:.1f} s for {took.requests} requests; {ratio:.3f} of the least"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for measure in (quarter_end, one_by_one, in_real_time):
            sys.stdout.write(f"{measure(Path(place))}\n")
            sys.stdout.flush()
