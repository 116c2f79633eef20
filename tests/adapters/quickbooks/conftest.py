"""The books of a pottery, connected to a practice company of its own that has time, faults and a log of its own."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.quickbooks.company import QuickBooks
from assistant.adapters.quickbooks.connecting import Connector, StoredKeys
from assistant.adapters.quickbooks.practice import ENVIRONMENT, app, realm_of, seed_of
from assistant.adapters.quickbooks.session import QuickBooksSession, Waits
from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.connecting import Access, connect
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.remote import RemoteDocument
from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET
from assistant.practice.server import Running, start
from assistant.stages.linking.matching import Matching
from assistant.syncing.run import Patience, RemoteBooks, SyncReceipt, sync
from tests.adapters.sql.pottery import broken, potteries
from tests.practice.desk import Clock, Desk, Tokens

REALM = realm_of("kiln")


@dataclass
class Office:
    """The client `kiln` at Ann's desk: what she may do with QuickBooks, and what the company then holds."""

    store: SqlStore
    running: Running
    clock: Clock
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), tz=UTC)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.seconds += seconds

    def connector(self) -> Connector:
        return Connector(app(CLIENT_ID, CLIENT_SECRET), self.running.base_url)

    def quickbooks(self, tokens: str | None = None) -> QuickBooks:
        with self.store.client("kiln") as books:
            company = books.company()
        kept = tokens or (company.tokens if company else "")
        keys = StoredKeys(self.connector(), kept, self.change)
        session = QuickBooksSession(self.running.base_url, keys, Waits(self.sleep, connect_seconds=5, read_seconds=0.5))
        return QuickBooks(self.running.api_url, REALM, session)

    def change(self, make: Callable[[str], str]) -> str:
        """As the wiring does it: in one transaction."""
        with self.store.client("kiln") as books:
            company = books.company()
            assert company is not None
            tokens = make(company.tokens)
            books.save_company(replace(company, tokens=tokens))
            return tokens

    def consent(self) -> Access:
        granted = self.connector().connect_without_browser(REALM, state="s-1")
        tokens = granted.tokens.to_text()
        return Access(granted.realm, ENVIRONMENT, tokens, self.quickbooks(tokens))

    def connect(self, by: str = "ann") -> Matching:
        return connect(self.store, "kiln", self.consent, by=by, at=self.now())[1]

    def sync(self, remote: RemoteBooks | None = None, by: str = "ann") -> SyncReceipt:
        patience = Patience(self.sleep)
        return sync(self.store, "kiln", remote or self.quickbooks(), by=by, now=self.now, patience=patience)

    def post(self, entry: PostedEntry) -> PostedEntry:
        with self.store.client("kiln") as books:
            books.post(entry)
        return entry

    def books(self) -> ClientBooks:
        with self.store.client("kiln") as books:
            return books.books()

    def document(self, entry: str = "WO-1001") -> RemoteDocument:
        with self.store.client("kiln") as books:
            (found,) = books.documents(REALM, entry=entry)
        return found

    def there(self) -> list[dict[str, Any]]:
        """The journal entries that the company holds, asked for by another app than ours."""
        return Desk(self.running, REALM).rows("SELECT * FROM JournalEntry")

    def posts(self) -> list[dict[str, Any]]:
        """What was asked of the company to keep, as its log has it."""
        rows: list[dict[str, Any]] = self.running.log()["requests"]
        return [row for row in rows if (row["resource"], row["method"]) == ("journalentry", "POST")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with potteries(str(tmp_path / "books.db")) as store:
        yield store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def running(clock: Clock) -> Iterator[Running]:
    with start(now=clock, new_token=Tokens()) as running:
        yield running


@pytest.fixture
def unconnected(store: SqlStore, running: Running, clock: Clock) -> Office:
    """Three mugs broke, and are posted; the practice company is open, and nobody has connected it."""
    office = Office(store, running, clock)
    office.post(broken(office.books(), "3"))
    running.seed(seed_of(office.books(), {"WO-1001"}))
    return office


@pytest.fixture
def office(unconnected: Office) -> Office:
    unconnected.connect()
    return unconnected


def posted_body(office: Office, entry: str = "WO-1001") -> Any:
    return json.loads(office.document(entry).body)
