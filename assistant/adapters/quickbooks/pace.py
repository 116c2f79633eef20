"""Requests to the moments at which they may leave: under every limit that QuickBooks sets for one company.

10 requests a second and 500 a minute, of batches 40 a minute (Intuit's "Limits and throttles"). The windows slide, and each is
held a little longer than QuickBooks counts, for two requests may be longer or shorter on their way. The limits are the company's,
not a process's: when its last requests left is kept where everybody who asks it can look. Who must wait sleeps with no lock held,
in the order of asking; other companies have paces of their own.
"""

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in so many seconds."""

    most: int
    seconds: float


ON_THE_WAY_SECONDS = 0.1  # by how much the ways of two requests may differ in length
LATE_SECONDS = ON_THE_WAY_SECONDS / 2  # who comes so much later than its place takes another: the next ones count on it
TRIES = 2  # on a machine so busy that it is late each time, it leaves all the same; QuickBooks may then ask it to wait
LONGEST_AHEAD_SECONDS = 1.0
REQUESTS = (Limit(10, 1), Limit(500, 60))
BATCHES = (Limit(40, 60),)
MOST_KEPT = max(limit.most for limit in (*REQUESTS, *BATCHES))
THROTTLED_SECONDS = 60  # how long QuickBooks asks to be left alone after a 429
FAR_SECONDS = 120.0  # nobody takes a place so far ahead, but by a clock that was ahead; nor is a company closed for an hour
LONGEST_CLOSED_SECONDS = 3600.0


@dataclass(slots=True)
class Moments:
    """When the last requests to a company left, or will, and of these the batches; until when it asked to be left alone. Seconds
    of one clock, `now` its time when this was read; `read_at` that of the reader's own, where it is another."""

    now: float
    requests: list[float] = field(default_factory=list)
    batches: list[float] = field(default_factory=list)
    closed_until: float = 0.0
    read_at: float = 0.0

    def forget(self) -> None:
        """What counts no more, and what only a clock that was ahead can have written."""
        if self.closed_until > self.now + LONGEST_CLOSED_SECONDS:
            self.closed_until = 0.0
        latest = max(self.now, self.closed_until) + FAR_SECONDS
        for kept in (self.requests, self.batches):
            kept[:] = [moment for moment in kept[-MOST_KEPT:] if moment <= latest]


class Kept(Protocol):
    """Where the moments of one company are kept."""

    def changing(self) -> AbstractContextManager[Moments]:
        """The moments, in nobody else's hands meanwhile; kept as they are at the end."""
        ...

    def read(self) -> Moments: ...
    def since(self, moments: Moments) -> float:
        """The seconds that passed since they were read."""
        ...


class InMemory:
    """For all threads of this process. `now` is in seconds of any clock that only goes forward."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now, self._lock, self._moments = now, Lock(), Moments(now())

    @contextmanager
    def changing(self) -> Iterator[Moments]:
        with self._lock:
            self._moments.now = self._now()
            yield self._moments

    def read(self) -> Moments:
        with self.changing() as moments:
            return Moments(moments.now, closed_until=moments.closed_until)

    def since(self, moments: Moments) -> float:
        return self._now() - moments.now


class Pace:
    """One company's. One that is not `limited` is left alone where the company asks for that, and no more."""

    def __init__(self, kept: Kept, sleep: Callable[[float], None], *, limited: bool = True) -> None:
        self._kept, self._sleep = kept, sleep
        self._requests: tuple[Limit, ...] = REQUESTS if limited else ()
        self._batches: tuple[Limit, ...] = BATCHES if limited else ()
        self._takes = 0.0  # seconds, to look where moments are kept: no place is taken that would be over by then

    def wait(self, *, batch: bool = False) -> None:
        """Returns when one more request may leave, and counts it. Errors: those of where the moments are kept."""
        for left in itertools.count(TRIES, -1):
            with self._kept.changing() as shared:
                shared.forget()
                moment, mine = self._next(shared, batch=batch)
                read = replace(shared)
            took = self._kept.since(read)
            self._takes = min(max(took, self._takes * 0.9), LONGEST_AHEAD_SECONDS)
            open_still = True
            if (early := moment - read.now - took) > self._takes:
                self._sleep(early - self._takes)
                open_still = moment >= self._kept.read().closed_until  # else it asked to be left alone while we waited
            if (early := moment - read.now - self._kept.since(read)) > 0:
                self._sleep(early)
            late = read.now + self._kept.since(read) - moment
            if mine and open_still and (late <= LATE_SECONDS or left <= 0):
                return

    def _next(self, moments: Moments, *, batch: bool) -> tuple[float, bool]:
        """When one more may leave, and whether that place is taken: a batch takes none before its own limit allows, so that other
        requests need not wait behind it."""
        now = max(moments.now + self._takes, moments.closed_until)
        moment = _earliest(moments.requests, self._requests, now)
        if batch and (allowed := _earliest(moments.batches, self._batches, now)) > moment:
            return allowed, False
        for kept in [moments.requests, moments.batches] if batch else [moments.requests]:
            kept.append(moment)
        return moment, True

    def leave_alone(self, seconds: float) -> None:
        """Nothing leaves for so long: the company said that it takes no more for now."""
        with self._kept.changing() as moments:
            moments.closed_until = max(moments.closed_until, moments.now + seconds)


def _earliest(kept: list[float], limits: tuple[Limit, ...], now: float) -> float:
    """When one more may leave: not before any that asked earlier."""
    if not limits:
        return now
    full = [limit for limit in limits if len(kept) >= limit.most]
    return max([now, *(kept[-limit.most] + limit.seconds + ON_THE_WAY_SECONDS for limit in full), *kept[-1:]])
