"""One desk in several processes that share its open port: each is begun anew where it dies, and all end together.

They are forked from one that has imported everything, so that what they have in common is in memory once. What they must know of
one another is kept with the books.
"""

import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Collection
from types import FrameType

from assistant.errors import WrongUsage

REST_SECONDS = 1.0  # before one that died is begun anew, so that one that cannot begin does not keep the machine busy
DIED = "A process of the desk ended by itself ({}); another takes its place.\n"


def refuse_workers(workers: int) -> None:
    """WrongUsage where several are wanted and this system cannot fork."""
    if workers > 1 and not hasattr(os, "fork"):
        raise WrongUsage("This system lets one process serve a desk.", "Leave out --workers.")


def serve_by(workers: int, serve: Callable[[], None]) -> None:
    """Returns once this process was told to stop (Ctrl-C, SIGTERM) and every worker has finished what it had in hand. Nothing may
    be open here that two processes must not share, and no thread may run."""
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        for worker in at_work:
            os.kill(worker, signal.SIGTERM)

    at_work: set[int] = set()
    gc.collect()
    gc.freeze()
    told = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        while at_work or not stopping:
            while len(at_work) < workers and not stopping:
                at_work.add(_begun(serve, told))
                if stopping:  # told so after the last look, when this one was not known yet
                    stop(signal.SIGTERM, None)
            ended, status = os.wait()
            at_work.discard(ended)
            if not stopping:
                sys.stderr.write(DIED.format(_how(status)))
                time.sleep(REST_SECONDS)
    finally:
        for each, before in told.items():
            signal.signal(each, before)


def _begun(serve: Callable[[], None], told: Collection[signal.Signals]) -> int:
    """The number of a new process that serves. What it is told before it can hear waits until it can."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, told)
    worker = os.fork()
    if worker:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return worker
    status = 1
    try:
        for each in told:
            signal.signal(each, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        serve()
        status = 0
    except KeyboardInterrupt:
        status = 0
    except BaseException:  # noqa: BLE001  its parent must learn of it, and nothing of the parent's may run here
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _how(status: int) -> str:
    code = os.waitstatus_to_exitcode(status)
    return f"signal {-code}" if code < 0 else f"exit code {code}"
