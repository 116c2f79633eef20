"""Units of ours that QuickBooks does not have yet are counted once, never twice and never not, whatever the clock here says: on
both databases."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from assistant.adapters.quickbooks.books import QuickBooks
from assistant.adapters.sql.store import open_books
from assistant.bookkeeping.pulling import pull
from assistant.books.entry import PostedEntry
from assistant.books.snapshot import Snapshot
from assistant.stages.linking.places import compared
from tests.syncing.bakery import CLIENT, NOON, OWNER, bakery, broken
from tests.syncing.test_clocks import NOT_AT_ALL, Skewed

HOUR = timedelta(hours=1)
RIGHT, AHEAD, BACK = NOT_AT_ALL, HOUR, -HOUR


@pytest.fixture
def bench(books_url: str) -> Iterator[Skewed]:
    with closing(open_books(books_url)) as store:
        store.add_client(bakery(), by=OWNER, at=NOON)
        bench = Skewed(store)
        bench.open()
        yield bench


def post(bench: Skewed, number: str, units: str, skew: timedelta = RIGHT) -> PostedEntry:
    bench.skew = skew
    entry = replace(broken(bench.books(), number, units=units), posted_at=bench.now())
    bench.post(entry)
    return entry


def pulled(bench: Skewed, skew: timedelta = RIGHT) -> None:
    bench.skew = skew
    pull(bench.store, CLIENT, bench.quickbooks(), by=OWNER, today=bench.today, now=bench.now)


def counted(bench: Skewed) -> tuple[int, int]:
    """The mugs on their way to QuickBooks, and those that lie at no place."""
    (mugs,) = [each for each in compared(bench.books()) if each.item == "MUG"]
    return int(mugs.under_way), int(mugs.quantity)


JUMPS = [(BACK, RIGHT), (RIGHT, BACK), (AHEAD, RIGHT), (RIGHT, AHEAD), (AHEAD, BACK)]


@pytest.mark.parametrize(("first", "second"), JUMPS, ids=str)
def test_a_clock_that_jumps_between_a_posting_and_a_count_counts_no_unit_twice_or_never(
    bench: Skewed, first: timedelta, second: timedelta
) -> None:
    post(bench, "WO-1001", "3", first)
    assert counted(bench) == (-3, 0)
    pulled(bench, second)
    assert counted(bench) == (-3, 0), "the count does not have it yet"
    post(bench, "WO-1002", "2", first)
    assert counted(bench) == (-5, 0), "one posted after the count"
    bench.skew = second
    bench.sync()
    assert bench.waiting() == ()
    assert counted(bench) == (-5, 0), "they went out after the count"
    pulled(bench, first)
    assert counted(bench) == (0, 0), "the new count has them all"
    post(bench, "WO-1003", "1", second)
    assert counted(bench) == (-1, 0)


class Meanwhile:
    """The company, and what is done before it tells its figures."""

    def __init__(self, quickbooks: QuickBooks, bench: Skewed, *numbers: str) -> None:
        self._quickbooks, self._bench, self._numbers = quickbooks, bench, list(numbers)

    def __getattr__(self, name: str) -> object:
        return getattr(self._quickbooks, name)

    def pull(self, *, at: datetime, known: Snapshot | None = None, values: bool = True) -> Snapshot:
        if self._numbers:
            post(self._bench, self._numbers.pop(0), "4")
            self._bench.sync()
        return self._quickbooks.pull(at=at, known=known, values=values)


@pytest.mark.parametrize("skew", [BACK, RIGHT, AHEAD], ids=["back", "right", "ahead"])
def test_what_is_posted_and_sent_while_the_count_is_made_is_counted_once(bench: Skewed, skew: timedelta) -> None:
    """Before the company told its figures, or after: nobody knows, so that it is asked again."""
    post(bench, "WO-1001", "3", skew)
    bench.sync()
    busy = Meanwhile(bench.quickbooks(), bench, "WO-1002", "WO-1003")
    pull(bench.store, CLIENT, busy, by=OWNER, today=bench.today, now=bench.now)  # type: ignore[arg-type]
    assert bench.waiting() == ()
    assert counted(bench) == (0, 0)
