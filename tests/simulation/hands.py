"""People who work in one client's books at once, each in a thread or a process of their own, and the history of it.

    drafts = drafted(address, 12)
    acts = together([Job(address, "ben", "approve", drafts), Job(address, "cat", "approve", drafts)], processes=True)
    assert history(address, acts, opening).faults() == []
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from multiprocessing import get_context

from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.receiving import Received, receive
from assistant.books.accounts import Side
from assistant.books.people import PersonRole
from assistant.errors import BooksUnavailable, ChangedSinceShown, WriteoffError
from assistant.wiring import AnswersWhenAsked, rules_reader
from assistant.workflow import Bookkeeper
from tests.proof.chance import shuffled
from tests.simulation.history import Act, History, Standing, balances_of
from tests.syncing.bakery import CLIENT, DAY, NOON, OWNER, bakery
from tests.trail import broken_at

ITEM, PLACE = "PLATE", "Shop"
PEOPLE = ("ben", "cat", "dan", "eva")
TRIES = 200  # of who is told that the books are not there now
PAUSE_SECONDS = 0.05
PACE_SECONDS = timedelta(seconds=1)


@dataclass(frozen=True)
class Job:
    """What one person does: `approve` or `reverse` each of the subjects, in an order of their own, `take` one unit for each,
    `describe` a loss of one unit for each, `read` as often. `ahead` is by how many seconds their clock is, act by act."""

    address: str
    who: str
    what: str
    subjects: tuple[str, ...]
    ahead: tuple[float, ...] = (0.0,)


def opened(address: str, units: int = 1) -> Standing:
    """A bakery's books at this address, with approvers: what they stand at."""
    with closing(open_books(address)) as store:
        store.add_client(bakery(units), by=OWNER, at=NOON)
        with store.client(CLIENT) as books:
            for name in PEOPLE:
                books.add_person(name, PersonRole.APPROVER, at=NOON)
        return standing(store)


def drafted(address: str, many: int, units: int = 1) -> tuple[str, ...]:
    """So many drafts of the units; of those that wait, the ids."""
    with closing(open_books(address)) as store:
        keeper = Bookkeeper(store, rules_reader(), AnswersWhenAsked(), lambda: NOON, lambda: "")
        found = [draft for _ in range(many) for draft in keeper.draft(CLIENT, _told(units), by=OWNER, today=DAY).drafts]
        return tuple(draft.id for draft in found if draft.state == "waiting")


def _told(units: int) -> str:
    return f"{units} {'plate' if units == 1 else 'plates'} broken in the shop"


def together(jobs: Sequence[Job], *, processes: bool, meanwhile: Callable[[], object] = lambda: None) -> list[Act]:
    """All jobs at once, and something else while they last."""
    with _workers(len(jobs), processes=processes) as workers:
        under_way = [workers.submit(work, job) for job in jobs]
        meanwhile()
        return [act for each in under_way for act in each.result()]


def _workers(many: int, *, processes: bool) -> Executor:
    if not processes:
        return ThreadPoolExecutor(many)
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.proof.warm", __name__])
    return ProcessPoolExecutor(many, mp_context=context)


def work(job: Job) -> list[Act]:
    """What the job's person did, in its order."""
    with closing(open_books(job.address)) as store:
        person = _Person(store, job)
        order = shuffled(PEOPLE.index(job.who), job.subjects) if job.what == "approve" else job.subjects
        return [person.act(n, subject) for n, subject in enumerate(order)]


class _Person:
    def __init__(self, store: SqlStore, job: Job) -> None:
        self.store, self.job, self.numbers, self.acts = store, job, count(1), 0
        self.keeper = Bookkeeper(store, rules_reader(), AnswersWhenAsked(), self.now, self.new_id)

    def now(self) -> datetime:
        """A second later at each act, by a clock that jumps."""
        ahead = self.job.ahead[self.acts % len(self.job.ahead)]
        return NOON + self.acts * PACE_SECONDS + timedelta(seconds=ahead)

    def new_id(self) -> str:
        return f"{self.job.who}-{next(self.numbers)}"

    def act(self, n: int, subject: str) -> Act:
        """Tries again until something certain is answered."""
        self.acts, unsure = n, False
        began = time.monotonic_ns()
        for _ in range(TRIES):
            try:
                answer, seen = self._do(subject)
            except BooksUnavailable:
                unsure = True
                time.sleep(PAUSE_SECONDS)
                continue
            except ChangedSinceShown:
                continue
            except WriteoffError as refused:
                answer, seen = refused.code, None
            return Act(self.job.who, self.job.what, subject, began, time.monotonic_ns(), answer, unsure, seen)
        return Act(self.job.who, self.job.what, subject, began, time.monotonic_ns(), "gave_up", unsure)

    def _do(self, subject: str) -> tuple[str, Standing | None]:
        match self.job.what:
            case "approve":
                return self.keeper.approve(CLIENT, subject, by=self.job.who, today=DAY).number, None
            case "take":
                rows = [Received(ITEM, PLACE, Decimal(-1), Decimal(0))]
                taken = receive(
                    self.store, CLIENT, rows, entry_date=DAY, today=DAY, by=self.job.who, at=self.now(), entry_id=self.new_id()
                )
                return taken.entry.number, None
            case "describe":
                (draft,) = self.keeper.draft(CLIENT, _told(1), by=self.job.who, today=DAY).drafts
                return draft.state.value, None
            case "reverse":
                back = self.keeper.reverse(CLIENT, subject, because="It is there.", by=self.job.who, today=DAY)
                return self.keeper.approve(CLIENT, back.id, by=self.job.who, today=DAY).number, None
        return "", standing(self.store)


def standing(store: SqlStore) -> Standing:
    """What the books stand at, read in one moment."""
    with store.client(CLIENT, reads=True) as transaction:
        books, number = transaction.books_about(()), transaction.next_entry_number()
    signed = {each.key: each.balance.minor * (1 if each.type.normal_side is Side.DEBIT else -1) for each in books.chart}
    return Standing(int(number.removeprefix("WO-")) - 1001, books.stock.on_hand(ITEM), balances_of(signed))


def history(address: str, acts: Sequence[Act], opening: Standing) -> History:
    """With the journal as it is now."""
    with closing(open_books(address)) as store, store.client(CLIENT, reads=True) as books:
        entries = books.entries(limit=10**6).rows
    return History(acts, entries, ITEM, opening)


def whole(address: str) -> list[str]:
    """What of the books is not as its parts: sums that differ, a trail that is broken."""
    with closing(open_books(address)) as store, store.client(CLIENT, reads=True) as books:
        return [*books.sums_that_differ(), *filter(None, [broken_at(CLIENT, books.events())])]
