"""The books of a pottery, connected to a practice company of its own that has time, faults and a log of its own."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.quickbooks.company import QuickBooks
from assistant.adapters.quickbooks.connecting import Connector, Tokens
from assistant.adapters.quickbooks.environments import Addresses, practice_addresses
from assistant.adapters.quickbooks.keys import FreshKeys, Renewal, StoredKeys
from assistant.adapters.quickbooks.pace import Pace
from assistant.adapters.quickbooks.practice import app, realm_of, seed_of
from assistant.adapters.quickbooks.sealing import Owner, practice_sealer
from assistant.adapters.quickbooks.session import Keys, QuickBooksSession, Waits
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.vault import SqlVault
from assistant.bookkeeping.connecting import Access, connect
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.remote import Company, Environment, RemoteDocument
from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET
from assistant.practice.server import Running, start
from assistant.stages.linking.matching import Matching
from assistant.syncing.run import Patience, RemoteBooks, SyncReceipt, sync
from tests.adapters.sql.pottery import broken, potteries
from tests.practice.desk import Clock, Desk
from tests.practice.desk import Tokens as Texts

REALM = realm_of("kiln")
OWNER = Owner("kiln", REALM, Environment.PRACTICE)
SEALER = practice_sealer(os.urandom)


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

    @property
    def addresses(self) -> Addresses:
        return practice_addresses(self.running.base_url)

    def connector(self) -> Connector:
        return Connector(app(CLIENT_ID, CLIENT_SECRET), self.addresses, self.now)

    def keys(self, holder: str = "h-1") -> StoredKeys:
        """As a process of its own has them."""
        return StoredKeys(self.connector(), SEALER, SqlVault(self.store, "kiln"), OWNER, Renewal(self.now, self.sleep, holder))

    def quickbooks(self, keys: Keys | None = None, realm: str = REALM) -> QuickBooks:
        pace = Pace(self.clock, self.sleep)
        waits = Waits(connect_seconds=5, read_seconds=0.5)
        return QuickBooks(self.running.api_url, realm, QuickBooksSession(self.addresses, keys or self.keys(), pace, waits=waits))

    def consent(self) -> Access:
        granted = self.connector().connect_without_browser(REALM, state="s-1")
        sealed = SEALER.seal(granted.tokens.to_text(), OWNER)
        fresh = self.quickbooks(FreshKeys(granted.tokens))
        return Access(granted.realm, Environment.PRACTICE, sealed, granted.lifetime, fresh)

    def company(self) -> Company:
        """The connection as it is stored."""
        with self.store.client("kiln") as books:
            company = books.company()
        assert company is not None
        return company

    def tokens(self) -> Tokens:
        """What is sealed in it."""
        return Tokens.from_text(SEALER.open(self.company().tokens, OWNER))

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
    with start(now=clock, new_token=Texts()) as running:
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
