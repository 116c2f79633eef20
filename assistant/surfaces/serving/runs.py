"""Work that takes longer than a request may: done by a thread of its own, one at a time for a client, its progress asked for.

What is kept here is of this process alone, and only to be shown. All that counts is in the books, so that a run that is cut off
is taken up by the next.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from assistant.errors import DEFECTS, WriteoffError

DEFECT = "This program failed ({}). What was done until then is kept."


@dataclass
class Run:
    """A piece of work. `says` is what it does now, `settled` of `of` is how far it has come (0 of 0: it cannot tell). `result` is
    what it came to, `error` what stopped it; both are None while it works."""

    client: str
    what: str
    by: str
    began_at: datetime
    says: str = ""
    settled: int = 0
    of: int = 0
    ended_at: datetime | None = None
    result: object = None
    error: WriteoffError | None = None

    @property
    def working(self) -> bool:
        return self.ended_at is None

    def tell(self, says: str, settled: int = 0, of: int = 0) -> None:
        """How far the work has come."""
        self.says, self.settled, self.of = says, settled, of


@dataclass
class Runs:
    """The runs of a desk: of each client the one at work, and the last of each kind."""

    _last: dict[tuple[str, str], Run] = field(default_factory=dict)
    _threads: dict[str, threading.Thread] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, client: str, what: str, work: Callable[[Run], object], *, by: str, now: Callable[[], datetime]) -> Run | None:
        """Begins the work; None where something is at work for this client already."""
        with self._lock:
            if self._working(client) is not None:
                return None
            run = Run(client, what, by, now())
            self._last.pop((client, what), None)  # so that they stand in the order they were begun
            self._last[client, what] = run
            thread = threading.Thread(target=_work, args=(run, work, now), name=f"{what} of {client}", daemon=True)
            self._threads[client] = thread
            thread.start()
            return run

    def last(self, client: str, *whats: str) -> Run | None:
        """The run of one of these kinds that was begun last."""
        with self._lock:
            return next((run for (of, what), run in reversed(self._last.items()) if of == client and what in whats), None)

    def working(self, client: str) -> Run | None:
        """What is at work for the client."""
        with self._lock:
            return self._working(client)

    def _working(self, client: str) -> Run | None:
        return next((run for (of, _), run in self._last.items() if of == client and run.working), None)

    def wait(self, client: str, most: float | None = None) -> None:
        """Returns when nothing is at work for the client, or after so many seconds."""
        with self._lock:
            thread = self._threads.get(client)
        if thread is not None:
            thread.join(most)


def _work(run: Run, work: Callable[[Run], object], now: Callable[[], datetime]) -> None:
    try:
        run.result = work(run)
    except WriteoffError as error:
        run.error = error
    except DEFECTS as error:
        run.error = WriteoffError(DEFECT.format(type(error).__name__), "Try again; if it fails again, report it.")
        raise
    finally:
        if run.result is None and run.error is None:
            run.error = WriteoffError(DEFECT.format("interrupted"), "Try again.")
        run.ended_at = now()
