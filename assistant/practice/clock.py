"""Seconds told to pass to the time that all see: one clock for a client's waits and for the company's limits, stalls and tokens.

    clock = Clock(1_795_262_400)
    clock.sleep(60)              # a minute later, at once
    with clock.taking_part():    # in each of several threads: their waits overlap, as they would on a wall
        clock.sleep(60)

Threads that take part and all wait move the clock together to the earliest moment that any of them waits for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, get_ident

STUCK_SECONDS = 2.0
"""Real time. Who waits while the others do not for so long moves the clock: the others wait for something that is no clock."""


class Clock:
    """Seconds since 1970 that pass only when told to."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._changed = Condition()
        self._parties: set[int] = set()
        self._asleep: dict[int, float] = {}

    def now(self) -> float:
        return self._seconds

    __call__ = now

    def advance(self, seconds: float) -> None:
        """Moves the clock on, for everybody at once."""
        with self._changed:
            self._move(self._seconds + max(seconds, 0))

    def sleep(self, seconds: float) -> None:
        """Returns when so many seconds have passed. A thread that does not take part moves the clock by itself."""
        with self._changed:
            until, me = self._seconds + max(seconds, 0), get_ident()
            if me not in self._parties:
                self._move(until)
                return
            self._asleep[me] = until
            while self._seconds < until:
                if len(self._asleep) >= len(self._parties) or not self._changed.wait(STUCK_SECONDS):
                    self._move(min(self._asleep.values(), default=until))
            self._asleep.pop(me, None)

    @contextmanager
    def taking_part(self) -> Iterator[None]:
        """While it lasts, time stands still until this thread waits too."""
        me = get_ident()
        with self._changed:
            self._parties.add(me)
        try:
            yield
        finally:
            with self._changed:
                self._parties.discard(me)
                self._changed.notify_all()

    def _move(self, to: float) -> None:
        """Who is due is awake from here on, whether or not its thread has run yet."""
        self._seconds = max(to, self._seconds)
        for party in [party for party, until in self._asleep.items() if until <= self._seconds]:
            del self._asleep[party]
        self._changed.notify_all()
