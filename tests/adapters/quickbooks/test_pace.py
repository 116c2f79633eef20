"""Under every limit of a company, near to it, and never holding up another."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from assistant.adapters.quickbooks.connecting import Connector, Tokens
from assistant.adapters.quickbooks.environments import practice_addresses
from assistant.adapters.quickbooks.keys import FreshKeys
from assistant.adapters.quickbooks.pace import InMemory, Moments, Pace
from assistant.adapters.quickbooks.practice import app
from assistant.adapters.quickbooks.session import QuickBooksSession
from assistant.practice.clock import Clock
from assistant.practice.limits import LIVE, Gate
from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET
from assistant.practice.practice import Practice
from assistant.practice.service import Setting
from assistant.practice.store import Store
from assistant.practice.transport import PracticeTransport
from tests.adapters.quickbooks.line import BARE, REALM

NOON = 1_795_262_400.0
LEAST_FOR_1000 = 60 + 49  # seconds: 500 in the first minute, and the second 500 at ten a second


def counted(pace: Pace, clock: Clock, requests: int, *, batch: bool = False) -> tuple[int, float]:
    """How many of so many requests the live limits refuse, and how long all took."""
    gate, begun, refused = Gate(LIVE), clock.now(), 0
    for _ in range(requests):
        pace.wait(batch=batch)
        refused += gate.refused(REALM, clock.now(), batch=batch) is not None
    return refused, clock.now() - begun


def test_a_thousand_requests_are_refused_never_and_take_little_more_than_they_must() -> None:
    clock = Clock(NOON)
    refused, seconds = counted(Pace(InMemory(clock.now), clock.sleep), clock, 1000)
    assert refused == 0
    assert seconds <= 1.1 * LEAST_FOR_1000


def test_the_first_ten_leave_at_once() -> None:
    clock = Clock(NOON)
    assert counted(Pace(InMemory(clock.now), clock.sleep), clock, 10) == (0, 0)


def test_batches_have_a_limit_of_their_own_and_hold_up_no_other_requests() -> None:
    clock = Clock(NOON)
    pace = Pace(InMemory(clock.now), clock.sleep)
    refused, seconds = counted(pace, clock, 41, batch=True)
    assert (refused, seconds >= 60) == (0, True)
    assert seconds <= 1.1 * 60
    for _ in range(38):
        pace.wait(batch=True)
    before = clock.now()
    pace.wait()
    assert clock.now() - before < 2


@pytest.mark.parametrize("threads", [2, 8])
def test_threads_share_the_pace_of_their_company(threads: int) -> None:
    """Each writes through a session of its own against a company that holds the live limits, on one clock with a latency."""
    clock = Clock(NOON)
    texts = iter(f"t-{n}" for n in range(100_000))
    practice = Practice(Store(None), Setting(clock.now, lambda: next(texts), LIVE))
    transport = PracticeTransport(practice, clock, latency_seconds=0.08)
    practice.seed(BARE)
    addresses, pace = practice_addresses(transport.base_url), Pace(InMemory(clock.now), clock.sleep)
    tokens = granted(transport)
    begun, each = clock.now(), 1000 // threads

    def write() -> None:
        session = QuickBooksSession(addresses, FreshKeys(tokens), pace, transport=transport)
        with clock.taking_part():
            for _ in range(each):
                session.request("GET", f"{addresses.api_url}/company/{REALM}/companyinfo/{REALM}")

    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(write) for _ in range(threads)]:
            done.result()
    log = practice.log.read()["requests"]
    assert [row for row in log if row["status"] == 429] == []
    assert clock.now() - begun <= 1.1 * LEAST_FOR_1000


def granted(transport: PracticeTransport) -> Tokens:
    """Consent over the transport, as the practice company gives it."""
    addresses = practice_addresses(transport.base_url)
    connector = Connector(app(CLIENT_ID, CLIENT_SECRET), addresses, lambda: datetime.fromtimestamp(NOON, UTC), transport)
    return connector.connect_without_browser(REALM, state="s-1").tokens


def test_who_is_asked_to_wait_holds_up_all_of_the_company_and_none_of_another() -> None:
    clock = Clock(NOON)
    ours, theirs = (InMemory(clock.now), InMemory(clock.now))
    Pace(ours, clock.sleep).leave_alone(60)
    Pace(theirs, clock.sleep).wait()
    assert clock.now() == NOON
    Pace(ours, clock.sleep).wait()
    assert clock.now() == NOON + 60


def test_who_waits_already_when_the_company_asks_to_be_left_alone_waits_longer() -> None:
    clock, asleep, go = Clock(NOON), threading.Event(), threading.Event()

    def sleep(seconds: float) -> None:
        asleep.set()
        assert go.wait(10)
        clock.sleep(seconds)

    pace = Pace(InMemory(clock.now), sleep)
    for _ in range(10):
        pace.wait()
    with ThreadPoolExecutor(1) as pool:
        eleventh = pool.submit(pace.wait)
        assert asleep.wait(10)
        pace.leave_alone(60)
        go.set()
        eleventh.result()
    assert clock.now() >= NOON + 60


def test_who_comes_late_to_its_place_takes_another() -> None:
    """As where the books are slow to keep it: those behind it count on when it said that it would leave."""
    clock = Clock(NOON)

    class Slow(InMemory):
        delays = iter([0.3, 0.0])

        def since(self, moments: Moments) -> float:
            clock.advance(next(self.delays, 0.0))
            return super().since(moments)

    kept = Slow(clock.now)
    Pace(kept, clock.sleep).wait()
    with kept.changing() as moments:
        assert moments.requests == [NOON, NOON + 0.6], "and one that will not be over by the time it is kept"


def test_no_lock_is_held_by_who_sleeps() -> None:
    """While one sleeps, another learns when its own turn is."""
    clock, asleep, go = Clock(NOON), threading.Semaphore(0), threading.Event()

    def sleep(seconds: float) -> None:
        asleep.release()
        assert go.wait(10)

    pace = Pace(InMemory(clock.now), sleep)
    for _ in range(10):
        pace.wait()
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(pace.wait) for _ in range(2)]
        assert asleep.acquire(timeout=10)
        assert asleep.acquire(timeout=10)
        go.set()
        assert [each.result() for each in waiting] == [None, None]
