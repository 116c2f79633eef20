"""Requests to the moments at which they may leave: under every limit that QuickBooks sets for one company.

10 requests a second and 500 a minute, of batches 40 a minute (Intuit's "Limits and throttles"). The windows slide, and each is
held a little longer than QuickBooks counts, for two requests may be longer or shorter on their way. Who must wait sleeps with no
lock held, in the order of asking; other companies have paces of their own.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in so many seconds."""

    most: int
    seconds: float


ON_THE_WAY_SECONDS = 0.1  # by how much the ways of two requests may differ in length
REQUESTS = (Limit(10, 1), Limit(500, 60))
BATCHES = (Limit(40, 60),)
THROTTLED_SECONDS = 60  # how long QuickBooks asks to be left alone after a 429


class _Window:
    """The moments at which the last requests left, or will."""

    def __init__(self, limits: tuple[Limit, ...]) -> None:
        self._limits = limits
        self._left: deque[float] = deque(maxlen=max((limit.most for limit in limits), default=1))

    def earliest(self, now: float) -> float:
        """When one more may leave: not before any that asked earlier."""
        full = [limit for limit in self._limits if len(self._left) >= limit.most]
        moments = [self._left[-limit.most] + limit.seconds + ON_THE_WAY_SECONDS for limit in full]
        return max([now, *moments, *([self._left[-1]] if self._left else [])])

    def leaves(self, moment: float) -> None:
        self._left.append(moment)


class Pace:
    """One company's. `now` is in seconds of any clock that only goes forward. One that is not `limited` is left alone where the
    company asks for that, and no more."""

    def __init__(self, now: Callable[[], float], sleep: Callable[[float], None], *, limited: bool = True) -> None:
        self._now, self._sleep = now, sleep
        self._lock = Lock()
        self._requests, self._batches = _Window(REQUESTS if limited else ()), _Window(BATCHES if limited else ())
        self._closed_until = 0.0

    def wait(self, *, batch: bool = False) -> None:
        """Returns when one more request may leave, and counts it."""
        while True:
            with self._lock:
                moment, mine = self._next(batch=batch)
            if (left := moment - self._now()) > 0:
                self._sleep(left)
            with self._lock:
                if mine and moment >= self._closed_until:
                    return  # else the company asked to be left alone while we waited

    def _next(self, *, batch: bool) -> tuple[float, bool]:
        """When one more may leave, and whether that place is taken: a batch takes none before its own limit allows, so that other
        requests need not wait behind it."""
        now = max(self._now(), self._closed_until)
        moment = self._requests.earliest(now)
        if batch and (allowed := self._batches.earliest(now)) > moment:
            return allowed, False
        for window in [self._requests, self._batches] if batch else [self._requests]:
            window.leaves(moment)
        return moment, True

    def leave_alone(self, seconds: float) -> None:
        """Nothing leaves for so long: the company said that it takes no more for now."""
        with self._lock:
            self._closed_until = max(self._closed_until, self._now() + seconds)


@dataclass(frozen=True, slots=True)
class Paces:
    """The pace of each company, the same for all threads of this process."""

    now: Callable[[], float]
    sleep: Callable[[float], None]
    _of: dict[tuple[str, str], Pace] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, environment: str, realm: str) -> Pace:
        with self._lock:
            return self._of.setdefault((environment, realm), Pace(self.now, self.sleep))
