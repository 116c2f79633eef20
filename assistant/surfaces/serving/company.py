"""A client's QuickBooks company at work in the background: sync, pull, reconcile, and what somebody decides of a document there.

What the command line does of each, done for the desk: under the person's own name, so that the use cases judge who may.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant import connections, dispatch
from assistant.bookkeeping.disposing import Disposed, Disposing
from assistant.bookkeeping.pulling import Pulled, pull
from assistant.bookkeeping.reconciling import Span, reconcile
from assistant.books.drift import Disposition
from assistant.stages.reconciling.names import Reconciliation
from assistant.surfaces.serving.house import House
from assistant.surfaces.serving.runs import RESULTS, Run
from assistant.syncing.doors import Progress
from assistant.syncing.receipt import SyncReceipt
from assistant.syncing.run import Orders

if TYPE_CHECKING:
    from assistant.adapters.quickbooks.books import QuickBooks

BUSY_TRIES, BUSY_SECONDS = 16, 5  # as long as a worker that died keeps its claim


class Task(StrEnum):
    SYNC = "sync"
    PULL = "pull"
    RECONCILE = "reconcile"
    DISPOSE = "dispose"


RESULTS |= {Task.SYNC: SyncReceipt, Task.PULL: Pulled, Task.RECONCILE: Reconciliation, Task.DISPOSE: Disposed}


@dataclass(frozen=True, slots=True)
class CompanyWork:
    """One client's company, for one person. Each method begins its work in a thread, and gives the run; None where something is
    at work for this client already. What the work raises is its run's error."""

    house: House
    client: str
    by: str

    def sync(self, only: Sequence[str] = (), approved: Sequence[str] = (), on: date | None = None) -> Run | None:
        """Sends what is posted, or the entries named; of those `approved` their cost there is taken over, on the day given."""

        def work(run: Run) -> SyncReceipt:
            def progress(told: Progress) -> None:
                run.tell("Sending to QuickBooks", told.settled, told.of)

            def waits(entries: int, seconds: float) -> None:
                run.tell(f"Waiting for QuickBooks: {entries} to be asked for again in {seconds:.0f} s", run.settled, run.of)

            run.tell("Asking QuickBooks")
            orders = Orders(only=tuple(only), approved=tuple(approved), on=on)
            today = self.house.today()
            with self._company() as remote:
                for left in range(BUSY_TRIES, 0, -1):
                    receipt = dispatch.sync(
                        self.house.store, self.client, remote, orders,
                        by=self.by, today=today, progress=progress, waits=waits, end=run.over,
                    )  # fmt: skip
                    if not receipt.busy or left == 1:
                        return receipt
                    run.tell("Another sync is at work on these entries; waiting for it to end")
                    dispatch.pause(BUSY_SECONDS)
            raise AssertionError("the last try is a receipt")

        return self._start(Task.SYNC, work)

    def pull(self, *, full: bool = False, typed: Mapping[str, str] | None = None) -> Run | None:
        """The company's lists and figures anew; with `full`, as if nothing were known of them. `typed` names the transaction
        there (by Id) that an entry's task is."""

        def work(run: Run) -> Pulled:
            run.tell("Pulling the company’s lists")
            with self._company() as remote:
                return pull(
                    self.house.store, self.client, remote, by=self.by, today=self.house.today(), now=connections.now, full=full,
                    said=typed, go_on=run.go_on,
                )  # fmt: skip

        return self._start(Task.PULL, work)

    def reconcile(self, span: Span) -> Run | None:
        """Compares the books with the company, entries of these days."""

        def work(run: Run) -> Reconciliation:
            run.tell("Reading what QuickBooks holds")
            store, today = self.house.store, self.house.today()
            with self._company() as remote:

                def pulled() -> object:
                    run.tell("Pulling the company’s lists, then comparing")
                    return pull(store, self.client, remote, by=self.by, today=today, now=connections.now, go_on=run.go_on)

                return reconcile(store, self.client, remote, pulled, span=span, by=self.by, at=connections.now())

        return self._start(Task.RECONCILE, work)

    def dispose(self, entry: str, disposition: Disposition) -> Run | None:
        """Settles what somebody did there to the entry's documents."""

        def work(run: Run) -> Disposed:
            run.tell(f"Looking at {entry} in QuickBooks")
            with self._company() as remote:
                disposing = Disposing(self.house.store, self.client, remote, self.by, self.house.today(), connections.now)
                decide = {
                    Disposition.ACCEPT: disposing.accept,
                    Disposition.RESTORE: disposing.restore,
                    Disposition.REVERSE: disposing.reverse,
                }
                return decide[disposition](entry)

        return self._start(Task.DISPOSE, work)

    def _company(self) -> AbstractContextManager["QuickBooks"]:
        return connections.quickbooks(self.house.store, self.client, self.house.settings, by=self.by)

    def _start(self, task: Task, work: Callable[[Run], object]) -> Run | None:
        return self.house.runs.start(self.client, task.value, work, by=self.by)
