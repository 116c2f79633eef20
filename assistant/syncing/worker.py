"""Clients to workers that send what is posted, each as soon as it is due, until they are told to stop.

A worker a client: one whose company is slow, throttled or away holds up no other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Thread

from assistant.errors import DEFECTS, WriteoffError
from assistant.syncing.receipt import SyncReceipt

DEFECT = "This program failed ({}); please report it. It goes on with what waits."


@dataclass(frozen=True, slots=True)
class Watch:
    """`run` works through one client's queue once. What it came to is `told`, where it came to anything, and what stopped it is
    `stopped`, once until it is something else."""

    run: Callable[[str], SyncReceipt]
    told: Callable[[str, SyncReceipt], None]
    stopped: Callable[[str, WriteoffError], None]
    every_seconds: float

    def over(self, clients: Sequence[str], end: Event) -> None:
        """Returns once `end` is set and every worker has finished what it had in hand."""
        threads = [Thread(target=self._work, args=(client, end), name=f"sync of {client}") for client in clients]
        for thread in threads:
            thread.start()
        try:
            end.wait()
        finally:  # a person's Ctrl-C comes here too
            end.set()
            for thread in threads:
                thread.join()

    def _work(self, client: str, end: Event) -> None:
        said = ""
        while not end.is_set():
            try:
                receipt = self.run(client)
            except (WriteoffError, *DEFECTS) as error:
                known = error if isinstance(error, WriteoffError) else WriteoffError(DEFECT.format(type(error).__name__))
                if known.says != said:
                    said = known.says
                    self.stopped(client, known)
            else:
                said = ""
                if receipt.synced or receipt.held or receipt.waiting or receipt.failed:
                    self.told(client, receipt)
            end.wait(self.every_seconds)
