"""A process that syncs the bakery over HTTP and may be killed at any moment: by another, or at the n-th call that it makes.

It is forked off a process that has imported everything already, so that a run takes as long as its work does.
"""

import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import cast

from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import open_books
from assistant.errors import OutsideServiceFailed
from assistant.practice.clock import Clock
from assistant.practice.practice import Practice
from assistant.practice.server import Running
from assistant.practice.service import Setting
from assistant.practice.store import Store
from assistant.syncing.run import Orders, sync
from tests.practice.desk import Tokens
from tests.syncing.bakery import CLIENT
from tests.syncing.harness import Bench


@dataclass(frozen=True)
class Job:
    """A run over the queue of the books at `books`, at `at` (seconds since 1970), of the company at `base_url`. It ends itself at
    the n-th call of a function, Python's or C's, where `calls` says so; how many it made is written to `told` at its end."""

    books: str
    base_url: str
    at: float
    name: str
    told: Path
    lanes: int = 1
    calls: int | None = None


@dataclass
class Elsewhere:
    """A practice company that another process serves."""

    base_url: str
    practice: Practice = field(init=False)

    def __post_init__(self) -> None:
        self.practice = Practice(Store(None), Setting(Clock(0), Tokens()))


class Calls:
    """Counts the calls that this process makes, and kills it at the last it may."""

    def __init__(self, last: int | None) -> None:
        self.made = 0
        self._last = last

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        self.made += 1
        if self.made == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


def work(job: Job) -> None:
    """What the process does."""
    store = open_books(job.books)
    running = cast(Running, Elsewhere(job.base_url))
    bench = Bench(store, running=running, lanes=job.lanes, clock=Clock(job.at))
    calls = Calls(job.calls)
    sys.setprofile(calls if job.lanes == 1 else None)
    with suppress(OutsideServiceFailed):
        remote, outbox = bench.quickbooks(), SqlOutbox(store)
        sync(store, CLIENT, remote, outbox, bench.worker(remote, name=job.name), Orders(approved=bench.waiting()))
    sys.setprofile(None)
    job.told.write_text(json.dumps(calls.made))
    store.close()


def begin(job: Job) -> BaseProcess:
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.proof.warm", __name__])
    process = context.Process(target=work, args=(job,))
    process.start()
    return process
