"""Clients to workers that send what is posted, each as soon as it is due, until they are told to stop.

A worker has several hands, each at one client: one whose company is slow, throttled or away holds up no other. Which client a
hand goes to is said by whoever calls: `Asking` looks into the queues of the books; another engine may call instead (port.Calls).
"""

from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Lock

from assistant.errors import DEFECTS, WriteoffError
from assistant.syncing.receipt import SyncReceipt

DEFECT = "This program failed ({}); please report it. It goes on with what waits."


@dataclass(frozen=True, slots=True)
class Hands:
    """`run` works through one client's queue once. What it came to is `told`, where it came to anything, and what stopped it is
    `stopped`, once until it is something else."""

    run: Callable[[str], SyncReceipt]
    told: Callable[[str, SyncReceipt], None]
    stopped: Callable[[str, WriteoffError], None]
    _said: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def work(self, client: str) -> None:
        """One run over the client's queue. Raises nothing: a worker goes on."""
        try:
            receipt = self.run(client)
        except (WriteoffError, *DEFECTS) as error:
            self.say(client, error if isinstance(error, WriteoffError) else WriteoffError(DEFECT.format(type(error).__name__)))
        else:
            with self._lock:
                self._said.pop(client, None)
            if receipt.synced or receipt.held or receipt.waiting or receipt.failed:
                self.told(client, receipt)

    def say(self, client: str, error: WriteoffError) -> None:
        with self._lock:
            known = self._said.get(client) == error.says
            self._said[client] = error.says
        if not known:
            self.stopped(client, error)


@dataclass(frozen=True, slots=True)
class Asking:
    """Implements port.Calls: every so often it asks which clients are due, and has a free hand go to each that none is at."""

    hands: Hands
    due: Callable[[], Collection[str]]
    every_seconds: float
    lanes: int

    def until(self, end: Event) -> None:
        at_work: dict[str, Future[None]] = {}
        with ThreadPoolExecutor(self.lanes, thread_name_prefix="sync") as pool:
            try:
                while not end.is_set():
                    at_work = {client: run for client, run in at_work.items() if not run.done()}
                    for client in self._due():
                        if client not in at_work and len(at_work) < self.lanes:
                            at_work[client] = pool.submit(self.hands.work, client)
                    end.wait(self.every_seconds)
            finally:  # a person's Ctrl-C comes here too; what is in hand is finished
                end.set()

    def _due(self) -> Collection[str]:
        try:
            return self.due()
        except WriteoffError as error:  # the database is away: the next look may find it again
            self.hands.say("", error)
            return ()
