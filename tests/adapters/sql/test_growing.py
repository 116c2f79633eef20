"""No verb costs the database more where there are many entries than where there are few: its own steps are counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from assistant import wiring
from assistant.adapters.sql.posting import post
from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.previewing import preview
from assistant.books.draft import DraftState
from assistant.books.question import Settled
from assistant.books.reasons import Reason
from assistant.workflow import Bookkeeper
from tests.adapters.sql.pottery import NOON, TODAY, broken, draft_of, potteries

FEW, MANY = 40, 1_200
EVERY = 20  # steps of SQLite's engine between two looks


@contextmanager
def books_of(path: Path, entries: int) -> Iterator[SqlStore]:
    """Books with so many entries of mugs, over some years up to last month (the page of a draft adds up the month that it is in),
    and a tenth as many drafts that wait."""
    with potteries(str(path)) as store:
        with store.client("kiln") as books:
            one = replace(broken(books.books(), "1", place="Store"), moves=())
            numbers = (f"WO-{1001 + at}" for at in range(entries))
            post(books.connection, books.client, *(
                replace(
                    one, id=f"id of {number}", number=number, entry_date=date(2026, 10, 31) - timedelta(days=at * 37 % 900),
                    goods=(("MUG", "Store", Decimal(1 + at % 7)),), posted_at=NOON - timedelta(hours=at),
                )
                for at, number in enumerate(numbers)
            ))  # fmt: skip
            for _ in range(entries // 10):
                draft_of(books, "1", state=DraftState.BLOCKED)
        yield store


class Steps:
    """How many steps a store's databases have taken, in EVERYs."""

    def __init__(self, store: SqlStore) -> None:
        self.taken = 0
        with store.engine.connect() as connection:  # the pool hands on this one
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.set_progress_handler(self._one, EVERY)

    def _one(self) -> int:
        self.taken += 1
        return 0


def steps_by_verb(store: SqlStore) -> dict[str, int]:
    """The steps of each verb, once all that a process keeps is kept."""
    steps = Steps(store)
    keeper: Bookkeeper = wiring.bookkeeper(store, wiring.rules_reader())
    found: dict[str, int] = {}

    def walk() -> Iterator[str]:
        draft = keeper.draft("kiln", "2 mugs broke in the store", by="ann", today=TODAY).drafts[0]
        yield "draft"
        stolen = Settled(words="stolen", reason=Reason.STOLEN)
        preview(store, "kiln", draft.id, (stolen,), by="ann", today=TODAY)
        yield "preview"
        draft = keeper.revise("kiln", draft.id, (stolen,), by="ann", today=TODAY)
        yield "revise"
        posted = keeper.approve("kiln", draft.id, by="ann", today=TODAY)
        yield "approve"
        back = keeper.reverse("kiln", posted.number, because="found again", by="ann", today=TODAY)
        yield "reverse"
        keeper.approve("kiln", back.id, by="ann", today=TODAY)
        yield "approve the reversal"
        keeper.draft("kiln", f"reverse {posted.number}, and the mugs of 3 May 2026 turned up", by="ann", today=TODAY)
        yield "draft a reversal"
        with store.client("kiln", reads=True) as books:
            books.beside(draft)
        yield "the page of a draft"

    for _ in range(2):
        before = steps.taken
        for verb in walk():
            found[verb], before = steps.taken - before, steps.taken
    return found


def test_no_verb_reads_more_in_books_of_many_entries(tmp_path: Path) -> None:
    with books_of(tmp_path / "few.db", FEW) as few, books_of(tmp_path / "many.db", MANY) as many:
        small, large = steps_by_verb(few), steps_by_verb(many)
        assert {verb: (small[verb], large[verb]) for verb in small if large[verb] > 1.5 * small[verb]} == {}
        whole = Steps(many)  # what such reading would show by
        with many.client("kiln", reads=True) as books:
            assert len(books.books().history.entries) > MANY
        assert whole.taken > 1.5 * max(small.values())
