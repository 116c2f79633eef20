"""Work that takes longer than a request may: done by a thread of its own, one at a time for a client, its progress asked for.

How far it is, and what the last of each kind came to, is kept with the books, so that every process that serves them shows the
same, and a run whose process died is known as one. All that counts is in the books besides: a run that is cut off is taken up by
the next.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from logging import getLogger

from assistant.adapters.sql.codec import Unreadable, decode, encode
from assistant.adapters.sql.runs import SqlRuns
from assistant.books.run import KeptRun, Stopped
from assistant.errors import DEFECTS, ToldToStop, WriteoffError

DEFECT = "This program failed ({}). What was done until then is kept."
AGAIN = "Try again; if it fails again, report it."
CUT_OFF = Stopped("stopped", "The desk was stopped while this was at work. What was done until then is kept.", "Begin it again.")
GIVEN_UP = "This was not heard of for so long that it was given up, and went no further. What was done until then is kept."
KEPT_EVERY = 1.0  # seconds, where it came further; and it says that it lives every so many of these:
LIVES_EVERY = 15
LOG = getLogger("writeoff.runs")
# What runs of a kind come to, so that another process can read it; each kind is named where its work is.
RESULTS: dict[str, type] = {}


@dataclass
class Run:
    """A piece of work. `says` is what it does now, `settled` of `of` is how far it has come (0 of 0: it cannot tell). `result` is
    what it came to, `error` what stopped it; both are None while it works. `over` is set once another process gave it up as dead:
    it is to go no further."""

    client: str
    number: int
    what: str
    by: str
    began_at: datetime
    says: str = ""
    settled: int = 0
    of: int = 0
    ended_at: datetime | None = None
    result: object = None
    error: WriteoffError | None = None
    over: threading.Event = field(default_factory=threading.Event, repr=False, compare=False)
    heard: Callable[[], None] = field(default=lambda: None, repr=False, compare=False)

    @property
    def working(self) -> bool:
        return self.ended_at is None

    def tell(self, says: str, settled: int = 0, of: int = 0) -> None:
        """How far the work has come. ToldToStop as `go_on`."""
        self.says, self.settled, self.of = says, settled, of
        self.go_on()

    def go_on(self) -> None:
        """Before each step: ToldToStop where the work is not this process's any more."""
        self.heard()
        if self.over.is_set():
            raise ToldToStop(GIVEN_UP, "Begin it again.")


@dataclass
class Runs:
    """The runs of the clients in these books, whichever process does them: of each client the one at work, and the last of each
    kind. Errors of every method: those of SqlStore.client."""

    kept: SqlRuns
    now: Callable[[], datetime]
    _own: dict[tuple[str, str], "_Own"] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, client: str, what: str, work: Callable[[Run], object], *, by: str) -> Run | None:
        """Begins the work; None where something is at work for this client already."""
        kept = self.kept.begin(client, what, by=by, now=self.now())
        if kept is None:
            return None
        own = _Own(self.kept, kept, self.now)
        with self._lock:
            self._own[client, what] = own
        threading.Thread(target=own.do, args=(work,), name=f"{what} of {client}", daemon=True).start()
        return own.run

    def last(self, client: str, *whats: str) -> Run | None:
        """The run of one of these kinds that was begun last."""
        return self._shown(self.kept.last(client, whats))

    def working(self, client: str) -> Run | None:
        """What is at work for the client."""
        run = self._shown(self.kept.working(client, now=self.now()))
        return run if run is not None and run.working else None

    def wait(self, client: str, most: float | None = None) -> None:
        """Returns when nothing that this process began is at work for the client, or after so many seconds."""
        with self._lock:
            own = [each for (of, _), each in self._own.items() if of == client]
        for each in own:
            each.done.wait(most)

    def _shown(self, kept: KeptRun | None) -> Run | None:
        if kept is None:
            return None
        with self._lock:
            own = self._own.get((kept.client, kept.what))
        if own is not None and own.run.number == kept.number:
            return own.run  # it knows better than what was last kept of it
        return _run_of(kept, self.now())


def _run_of(kept: KeptRun, now: datetime) -> Run:
    """A run of another process; one that is dead is shown as ended when it was last known to live."""
    cut_off = kept.ended_at is None and not kept.is_working(now)
    stopped = CUT_OFF if cut_off else kept.stopped
    error = WriteoffError(stopped.says, stopped.remedy, code=stopped.code) if stopped is not None else None
    ended_at = kept.held_until if cut_off else kept.ended_at
    return Run(
        kept.client, kept.number, kept.what, kept.by, kept.began_at, kept.says, kept.settled, kept.of, ended_at, _result(kept),
        error,
    )  # fmt: skip


def _result(kept: KeptRun) -> object:
    """None where nothing is kept that can be read: an older program may have written it."""
    kind = RESULTS.get(kept.what)
    if kind is None or not kept.result:
        return None
    try:
        return decode(kind, kept.result)
    except Unreadable:
        return None


@dataclass
class _Own:
    """A run that this process works at."""

    runs: SqlRuns
    kept: KeptRun
    now: Callable[[], datetime]
    run: Run = field(init=False)
    done: threading.Event = field(default_factory=threading.Event)
    _over: threading.Event = field(default_factory=threading.Event)
    _held_until: datetime = field(init=False)

    def __post_init__(self) -> None:
        kept = self.kept
        self.run = Run(kept.client, kept.number, kept.what, kept.by, kept.began_at, heard=self._hear)
        self._held_until = kept.held_until

    def do(self, work: Callable[[Run], object]) -> None:
        run = self.run
        telling = threading.Thread(target=self._keep_telling, name=f"{run.what} of {run.client}, told", daemon=True)
        telling.start()
        try:
            run.result = work(run)
        except WriteoffError as error:
            run.error = error
        except DEFECTS as error:
            run.error = WriteoffError(DEFECT.format(type(error).__name__), AGAIN)
            raise
        finally:
            if run.result is None and run.error is None:
                run.error = WriteoffError(DEFECT.format("interrupted"), "Try again.")
            self._over.set()
            telling.join()
            self._end(self.now())
            self.done.set()

    def _end(self, at: datetime) -> None:
        """Kept first, shown as ended then: who sees that it ended finds it ended in every process."""
        error = self.run.error
        stopped = Stopped(error.code, error.says, error.remedy) if error is not None else None
        result = encode(self.run.result) if error is None and self.run.what in RESULTS else ""
        try:
            self.runs.end(self._as_kept(ended_at=at, result=result, stopped=stopped))
        except WriteoffError as away:  # what it did is done; other processes will call it cut off
            LOG.warning("the end of a run could not be kept: %s", away.code)
        finally:
            self.run.ended_at = at

    def _keep_telling(self) -> None:
        told, silent = ("", 0, 0), 0
        while not self._over.wait(KEPT_EVERY):
            silent += 1
            so_far = (self.run.says, self.run.settled, self.run.of)
            if so_far == told and silent < LIVES_EVERY:
                continue
            if self._tell():
                told, silent = so_far, 0

    def _hear(self) -> None:
        """Of a run that was not told of in time, as where the machine slept: whether another process has given it up."""
        if self.now() >= self._held_until:
            self._tell()

    def _tell(self) -> bool:
        """Keeps how far the run has come, and hears whether it is still this process's; False where the books could not be
        reached, so that nobody knows."""
        now = self.now()
        try:
            ours = self.runs.tell(self._as_kept(), now=now)
        except WriteoffError as away:  # the next second tries again
            LOG.warning("a run's progress could not be kept: %s", away.code)
            return False
        self._held_until = now + self.runs.lasting
        if not ours:
            self.run.over.set()
        return True

    def _as_kept(self, *, ended_at: datetime | None = None, result: str = "", stopped: Stopped | None = None) -> KeptRun:
        run, kept = self.run, self.kept
        return KeptRun(
            run.client, run.number, run.what, run.by, run.began_at, kept.held_until, run.says, run.settled, run.of, ended_at,
            result, stopped,
        )  # fmt: skip
