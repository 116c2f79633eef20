"""How often somebody may ask: so many at once, and so many a second from then on. Of this process alone, and kept in memory: it
keeps one person or machine from taking the desk away from the others (OWASP ASVS 5.0, 2.4.1)."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from threading import Lock

MOST_KEPT = 10_000  # of those who asked lately; one that is forgotten has its whole share again


@dataclass
class Pace:
    """A token bucket for each key."""

    a_second: float
    at_once: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def wait(self, key: str) -> int:
        """Whole seconds until it may ask again; 0 where it may now, which is then counted."""
        now = self.clock()
        with self._lock:
            left, since = self._left.pop(key, (self.at_once, now))
            left = min(self.at_once, left + (now - since) * self.a_second)
            self._left[key] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > MOST_KEPT:
                del self._left[next(iter(self._left))]
        return 0 if left >= 1 else ceil((1 - left) / self.a_second)


@dataclass(frozen=True)
class Paces:
    """A person's pages and parts of pages, and all that comes from one address, which a whole office may share."""

    person: Pace = field(default_factory=lambda: Pace(20, 200))
    address: Pace = field(default_factory=lambda: Pace(200, 2000))


def unhurried() -> Paces:
    """Without limits, for measuring."""
    return Paces(Pace(1e9, 1e9), Pace(1e9, 1e9))
