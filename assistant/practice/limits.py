"""A request at a moment to whether it is let in: what the service takes from one app for one company, and reads that are counted.

| limit | live | counted |
| --- | --- | --- |
| requests a second | 10 | for each company (all requests here come from one app) |
| requests a minute | 500 | for each company |
| batches a minute | 40 | for each company; a batch is one request too |
| metered reads a month | none here, 500,000 on the free tier | for the app, over all companies; queries in a batch count singly |

Windows slide. A request that is refused counts nowhere, and OAuth doors are not limited. Sources are in README.md.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from threading import Lock

from assistant.practice.wire import PACIFIC


@dataclass(frozen=True, slots=True)
class Limits:
    """None is no limit. With `retry_after_seconds`, 429 names a time to wait, as the live service does not.
    A file above `file_bytes` is refused."""

    requests_a_second: int | None = None
    requests_a_minute: int | None = None
    batches_a_minute: int | None = None
    metered_reads_a_month: int | None = None
    retry_after_seconds: int | None = None
    file_bytes: int = 100 * 1024 * 1024


LIVE = Limits(requests_a_second=10, requests_a_minute=500, batches_a_minute=40)
OFF = Limits()


ROUNDING = 1e-6
"""Seconds: who waits to the moment that a window ends is not refused for the last bit of a float."""


class Window:
    """At most so many in so many seconds up to now."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._times: deque[float] = deque()

    def used(self, now: float) -> int:
        while self._times and self._times[0] <= now - self.seconds + ROUNDING:
            self._times.popleft()
        return len(self._times)

    def has_room(self, now: float) -> bool:
        return self.used(now) < self.most

    def add(self, now: float) -> None:
        self._times.append(now)


class Refusal(Enum):
    """The limit that a request met."""

    SECOND = "requests a second"
    MINUTE = "requests or batches a minute"
    MONTH = "metered reads a month"


class Gate:
    """What was let in so far, held against the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._lock = Lock()
        self._windows: dict[str, tuple[list[Window], list[Window]]] = {}
        self._month, self._reads = "", 0

    def refused(self, realm: str, now: float, *, batch: bool = False, metered: int = 0) -> Refusal | None:
        """None lets the request in and counts it, with so many metered reads."""
        with self._lock:
            requests, batches = self._of(realm)
            windows = [*requests, *batches] if batch else requests
            reads = self._reads_of_month(now) + metered
            cap = self.limits.metered_reads_a_month
            if metered and cap is not None and reads > cap:
                return Refusal.MONTH
            full = next((window for window in windows if not window.has_room(now)), None)
            if full is not None:
                return Refusal.SECOND if full.seconds == 1 else Refusal.MINUTE
            self._reads = reads
            for window in windows:
                window.add(now)
            return None

    def reads(self, now: float) -> int:
        """Metered reads of this month."""
        with self._lock:
            return self._reads_of_month(now)

    def used(self, realm: str, now: float) -> list[tuple[str, int, int, float]]:
        """For each limit of this company: of what, how much of it is used, the most, and in how many seconds."""
        with self._lock:
            requests, batches = self._of(realm)
            named = [*(("requests", window) for window in requests), *(("batches", window) for window in batches)]
            return [(what, window.used(now), window.most, window.seconds) for what, window in named]

    def _of(self, realm: str) -> tuple[list[Window], list[Window]]:
        if realm not in self._windows:
            asked = ((self.limits.requests_a_second, 1), (self.limits.requests_a_minute, 60))
            requests = [Window(most, seconds) for most, seconds in asked if most is not None]
            most = self.limits.batches_a_minute
            self._windows[realm] = (requests, [] if most is None else [Window(most, 60)])
        return self._windows[realm]

    def _reads_of_month(self, now: float) -> int:
        month = datetime.fromtimestamp(now, tz=PACIFIC).strftime("%Y-%m")
        if month != self._month:
            self._month, self._reads = month, 0
        return self._reads
