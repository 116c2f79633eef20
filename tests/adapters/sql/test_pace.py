"""One pace a company for all who open its client's books, each for itself, and by the clock of the database alone."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise

import pytest

from assistant.adapters.quickbooks.pace import FAR_SECONDS, Moments, Pace
from assistant.adapters.sql.pace import SqlMoments
from assistant.adapters.sql.store import SqlStore, open_books

EACH, AT_ONCE = 9, 3
KILN = ("kiln", "practice", "9130")


def left(store: SqlStore) -> Moments:
    with SqlMoments(store, *KILN, time.monotonic).changing() as moments:
        return Moments(moments.now, list(moments.requests), list(moments.batches), moments.closed_until)


def ask(address: str, times: int) -> None:
    with closing(open_books(address)) as store:
        pace = Pace(SqlMoments(store, *KILN, time.monotonic), lambda seconds: None)  # the moments are what is looked at
        for _ in range(times):
            pace.wait()


def test_processes_share_the_pace_of_their_company(books_url: str, store: SqlStore) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:  # each opens the books for itself: nothing else is shared
        for done in [pool.submit(ask, books_url, EACH) for _ in range(AT_ONCE)]:
            done.result()
    requests = left(store).requests
    assert len(requests) >= EACH * AT_ONCE  # more, where one came late to its place
    assert all(before <= after for before, after in pairwise(requests)), "in the order of asking"
    assert all(after - before >= 1 for before, after in zip(requests, requests[10:], strict=False)), "ten a second"


def test_a_company_is_left_alone_by_all_and_another_client_goes_on(store: SqlStore) -> None:
    Pace(SqlMoments(store, *KILN, time.monotonic), lambda seconds: None).leave_alone(60)
    slept: list[float] = []
    Pace(SqlMoments(store, "forge", *KILN[1:], time.monotonic), slept.append).wait()
    assert slept == []
    Pace(SqlMoments(store, *KILN, time.monotonic), slept.append).wait()
    assert 50 < slept[0] <= 60


def test_what_was_kept_is_what_is_read_to_the_millisecond(store: SqlStore) -> None:
    kept = SqlMoments(store, *KILN, time.monotonic)
    with kept.changing() as moments:
        now = moments.now
        moments.requests[:] = [now - 1.0004, now, now + 0.25]
        moments.batches[:] = [now]
        moments.closed_until = now + 7
    again = left(store)
    assert [each - now for each in (*again.requests, *again.batches)] == pytest.approx([-1.0004, 0, 0.25, 0], abs=0.001)
    assert kept.read().closed_until - now == pytest.approx(7, abs=0.001)


def test_a_clock_that_was_ahead_holds_nobody_up(store: SqlStore) -> None:
    with SqlMoments(store, *KILN, time.monotonic).changing() as moments:
        moments.requests[:] = [moments.now, moments.now + FAR_SECONDS + 1, moments.now + 86_400]
        moments.closed_until = moments.now + 86_400
    slept: list[float] = []
    Pace(SqlMoments(store, *KILN, time.monotonic), slept.append).wait()
    assert slept == []
    assert len(left(store).requests) == 2
