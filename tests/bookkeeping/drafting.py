"""Two clients of a firm, people of each role, and processes that draft lists of texts, slow or killed as a test will have it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

import pytest

from assistant import wiring
from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping import batches
from assistant.bookkeeping.batches import Drafting
from assistant.bookkeeping.settling import set_role
from assistant.books.batch import Batch, Given, ReadAs
from assistant.books.evidence import Handed
from assistant.books.people import PersonRole
from assistant.workflow import Bookkeeper
from tests.surfaces.firm import CAFE, HARDWARE, NOON, SAMPLES, TODAY, Clock

TEXTS = ("12 mugs smashed in the store", "write off $40 of damaged stock", "3 claw hammers rusted in the store")
PHOTO = Handed("shelf.png", "image/png", b"\x89PNG\r\n\x1a\n shelf")


@pytest.fixture
def store(books_url: str) -> Iterator[SqlStore]:
    with closing(open_books(books_url)) as store:
        for client in (HARDWARE, CAFE):
            store.add_client(read_client(SAMPLES / client, client), by="ada", at=NOON)
        set_role(store, HARDWARE, "cal", PersonRole.BOOKKEEPER, by="ada", at=NOON)
        set_role(store, HARDWARE, "dee", PersonRole.REPORTER, by="ada", at=NOON)
        set_role(store, HARDWARE, "eve", PersonRole.AUDITOR, by="ada", at=NOON)
        yield store


class Killed(BaseException):
    """The process ends, as by a signal that nobody catches."""


@dataclass
class Watched:
    """A bookkeeper that is told before each text; what `then` raises comes of the text."""

    keeper: Bookkeeper
    then: Callable[[str], None] = lambda text: None
    asked: list[str] = field(default_factory=list)

    def draft(self, client: str, text: str, *, by: str, today: date, batch: str, place: int) -> batches.Result:
        self.asked.append(text)
        self.then(text)
        return self.keeper.draft(client, text, by=by, today=today, batch=batch, place=place)

    def draft_list(
        self, client: str, texts: Mapping[int, str], *, by: str, today: date, batch: str
    ) -> Mapping[int, batches.Result]:  # fmt: skip
        for text in texts.values():
            self.asked.append(text)
            self.then(text)
        return self.keeper.draft_list(client, texts, by=by, today=today, batch=batch)


@dataclass
class Process:
    """A process that drafts: its own holder of leases, its own readers."""

    store: SqlStore
    clock: Clock
    name: str = "first"

    def __post_init__(self) -> None:
        self.keeper = Watched(wiring.bookkeeper(self.store, wiring.rules_reader()))
        self.rows = Watched(wiring.bookkeeper(self.store, wiring.row_reader()))

    def run(self, batch_id: str, client: str = HARDWARE, **how: object) -> bool:
        keepers = {ReadAs.WORDS: self.keeper, ReadAs.CELLS: self.rows}
        drafting = Drafting(self.store, client, batch_id, self.name, keepers.__getitem__, self.clock.now, **how)  # type: ignore[arg-type]
        return drafting.run()


def given(*texts: str, by: str = "cal", id_: str = "B-1") -> Batch:
    return Batch(id_, tuple(Given(text) for text in texts), by, NOON, TODAY)


def drafted(store: SqlStore, batch_id: str = "B-1", by: str = "cal", client: str = HARDWARE) -> dict[int, list[str]]:
    """The ids of the drafts by the places of their texts."""
    standing, places = batches.seen(store, client, batch_id, by=by)
    return {each.place: [draft.id for draft in each.drafts] for each in batches.came(store, client, standing, places)}
