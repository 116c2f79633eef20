"""A client's queue of posted entries to a receipt: each entry is in the QuickBooks company once, whatever happens on the way.

Gather, decide, record, entry by entry: preparing.py settles what goes out and stores it, delivering.py sends it, costs.py takes
QuickBooks' own cost over, attaching.py adds the evidence; rounds.py has them take turns. No transaction is open while QuickBooks
is asked, and after a crash at any point the next run comes to the same end.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.errors import OutsideServiceFailed, RefusedByBooks, ToldToStop
from assistant.stages.review import allow
from assistant.syncing.doors import Helpers, Patience, Progress, Shift, SyncStore
from assistant.syncing.port import Claim, Outbox, RemoteBooks
from assistant.syncing.receipt import SyncReceipt
from assistant.syncing.rounds import BUSY, Rounds, Taken
from assistant.syncing.telling import receipt_of
from assistant.syncing.work import Work

NOT_PULLED = "Nothing of this company was pulled yet, so that no entry can be matched to it."


@dataclass(frozen=True, slots=True)
class Orders:
    """What a run is asked for: the entries named (all where none is), and of these, with `due_alone`, those that are due now.
    `approved` are entries whose cost there a person accepts whatever it is, booked on `on` where their own day is closed here."""

    only: Collection[str] = ()
    due_alone: bool = False
    approved: Collection[str] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Worker:
    """Who works, in whose name and by which clock; `name` tells one process from another."""

    name: str
    by: str
    now: Callable[[], datetime]
    patience: Patience
    helpers: Helpers = field(default_factory=Helpers)


def sync(
    store: SyncStore, client: str, remote: RemoteBooks, outbox: Outbox, worker: Worker, orders: Orders | None = None
) -> SyncReceipt:
    """Sends every posted entry that is not in the company yet, oldest first. Nothing is asked of it where there is none.

    What stops one entry holds or fails that one alone; a company that can be asked no more ends the run, and the rest wait; so
    does a word to stop (Helpers.go_on), after the entry in hand.
    Errors: NotAllowed, NotFound for an entry named that is none, RefusedByBooks where the client is not connected to this
    company, OutsideServiceFailed where not even a start was made.
    """
    orders = orders or Orders()
    with store.client(client, reads=True) as transaction:
        allow(worker.by, transaction.role_of(worker.by), Action.APPROVE if orders.approved else Action.SYNC)
        company = transaction.company()
        for number in orders.only:
            transaction.entry(number)
    if company is None or company.realm != remote.realm:
        raise RefusedByBooks(
            f"{client} is not connected to this company.", "Connect it: writeoff qbo connect", code="not_connected"
        )
    with _claimed(outbox, client, worker) as turn:
        if turn is None:
            return SyncReceipt(busy=True)
        waiting = outbox.waiting(client)
        asked = turn.claim.entries if orders.due_alone else waiting
        numbers = [number for number in asked if not orders.only or number in orders.only]
        if not numbers:
            return SyncReceipt()
        worker.helpers.freshen()
        books = _books(store, client)
        shift = Shift(store, client, company.realm, worker.by, worker.now)
        return _Run(shift, remote, outbox, worker, orders, turn, books, frozenset(waiting)).over(numbers)


def _books(store: SyncStore, client: str) -> ClientBooks:
    """The books but for their journal, with the company as last pulled. RefusedByBooks where nothing was pulled, or where it
    keeps another currency."""
    with store.client(client, reads=True) as transaction:
        books = transaction.books_about(())
    if books.connected is None:
        raise RefusedByBooks(NOT_PULLED, "Pull its lists: writeoff qbo pull", code="not_pulled")
    currency = books.connected.snapshot.preferences.currency
    if currency != books.currency:
        says = f"The company keeps its books in {currency}, and {client} in {books.currency}."
        raise RefusedByBooks(says, "Connect a company of the same currency: writeoff qbo connect", code="foreign_currency")
    return books


@dataclass(slots=True)
class _Turn:
    """The claim on a client's queue, renewed while the worker lives."""

    outbox: Outbox
    worker: Worker
    claim: Claim

    def renew(self) -> None:
        """Where more than a third of it is over. One that another took meanwhile is left: what is stored guards itself."""
        now, lasting = self.worker.now(), timedelta(seconds=self.worker.patience.claim_seconds)
        if self.claim.until - now < lasting * 2 / 3:
            renewed = self.outbox.claim(self.claim.client, worker=self.worker.name, now=now, lasting=lasting)
            self.claim = renewed or self.claim


@contextmanager
def _claimed(outbox: Outbox, client: str, worker: Worker) -> Iterator[_Turn | None]:
    """None while another worker has the queue."""
    lasting = timedelta(seconds=worker.patience.claim_seconds)
    claim = outbox.claim(client, worker=worker.name, now=worker.now(), lasting=lasting)
    if claim is None:
        yield None
        return
    turn = _Turn(outbox, worker, claim)
    try:
        yield turn
    finally:
        outbox.release(turn.claim)


@dataclass(frozen=True, slots=True)
class _Run:
    shift: Shift
    remote: RemoteBooks
    outbox: Outbox
    worker: Worker
    orders: Orders
    turn: _Turn
    books: ClientBooks
    waiting: frozenset[str]

    def over(self, numbers: Sequence[str]) -> SyncReceipt:
        patience, rounds = self.worker.patience, self._rounds(len(numbers))
        stopped: OutsideServiceFailed | ToldToStop | None = None
        done: list[Work] = []
        left: list[Work] = []
        works: list[Work] = []
        try:
            for chunk in _chunks(numbers, patience.chunk):
                works = rounds.prepare(chunk)
                rounds.work(works)
                left += self._finish(works, done)
                works = []
            works, left = left, []
            while works and (wake := rounds.wake(works)) is not None:
                if (seconds := (wake - self.shift.now()).total_seconds()) > patience.longest_seconds:
                    break  # the clock was set back meanwhile: the next run takes it up by its own
                self.worker.helpers.waits(len(works), max(seconds, 0))
                patience.sleep(max(seconds, 0))
                self.worker.helpers.go_on()
                self.turn.renew()
                rounds.work(works)
                works = self._finish(works, done)
        except (OutsideServiceFailed, ToldToStop) as error:
            stopped = error
        left += self._finish(works, done)
        begun = {work.number for work in (*done, *left)}
        unbegun = [number for number in numbers if number not in begun]
        for work in rounds.recosted.values():
            (done if work.open else left).append(work)
        receipt = receipt_of(done, left, unbegun, stopped, self.books.currency)
        if self.orders.due_alone:
            self._put_off(receipt)
        return receipt

    def _rounds(self, entries: int) -> Rounds:
        connected, seen = self.books.connected, set[str]()
        assert connected is not None

        def worked(number: str) -> None:
            self.turn.renew()
            seen.add(number)
            self.worker.helpers.progress(Progress(len(seen), entries, number))

        return Rounds(
            shift=self.shift,
            remote=self.remote,
            patience=self.worker.patience,
            helpers=self.worker.helpers,
            connected=connected,
            currency=self.books.currency,
            taken=Taken(self.orders.approved, self.orders.on),
            between=worked,
            outstanding=self.waiting,
        )

    def _finish(self, works: Sequence[Work], done: list[Work]) -> list[Work]:
        """Takes what needs nothing more out of the queue; what is left."""
        left = []
        for work in works:
            if work.finished:
                self.outbox.done(self.turn.claim, work.number, at=self.shift.now())
                done.append(work)
            else:
                left.append(work)
        return left

    def _put_off(self, receipt: SyncReceipt) -> None:
        """A worker that comes again and again asks after each so often only; what another has in hand, once that may be over;
        what it was told to leave, whoever comes next may take up at once."""
        busy = timedelta(seconds=self.worker.patience.claim_seconds)
        for rows, wait in ((receipt.held, HELD), (receipt.waiting, WAITING), (receipt.failed, FAILED)):
            for row in (each for each in rows if each.reason != ToldToStop.code):
                due = self.shift.now() + (busy if row.reason == BUSY else wait)
                self.outbox.later(self.turn.claim, row.entry, due=due)


HELD, WAITING, FAILED = timedelta(minutes=5), timedelta(minutes=2), timedelta(minutes=15)


def _chunks(numbers: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]
