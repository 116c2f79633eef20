"""The books of a pottery, connected to a practice company of its own that has time, faults and a log of its own."""

from dataclasses import dataclass
from typing import Any

import pytest

from assistant.adapters.quickbooks.books import QuickBooks
from assistant.adapters.quickbooks.keys import FreshKeys
from assistant.adapters.quickbooks.seeding import seed_of
from assistant.adapters.quickbooks.session import Keys
from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.connecting import Access, connect
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.remote import Company, Environment
from assistant.practice.server import Running
from tests.adapters.quickbooks.line import OWNER, REALM, SEALER, Line, clock, line, running, store
from tests.adapters.sql.pottery import broken
from tests.practice.desk import Clock, Desk

__all__ = ["clock", "line", "running", "store"]


@dataclass
class Office(Line):
    """The client `kiln` at Ann's desk: what she may do with QuickBooks, and what the company then holds."""

    def quickbooks(self, keys: Keys | None = None, realm: str = REALM) -> QuickBooks:
        return QuickBooks(self.running.api_url, realm, self.session(keys))

    def consent(self) -> Access:
        granted = self.connector().connect_without_browser(REALM, state="s-1")
        sealed = SEALER.seal(granted.tokens.to_text(), OWNER)
        fresh = self.quickbooks(FreshKeys(granted.tokens))
        return Access(granted.realm, Environment.PRACTICE, sealed, granted.lifetime, fresh)

    def connect(self, by: str = "ann", *, another_company: bool = False) -> Company:
        return connect(self.store, "kiln", self.consent, by=by, at=self.now(), another_company=another_company)

    def post(self, entry: PostedEntry) -> PostedEntry:
        with self.store.client("kiln") as books:
            books.post(entry)
        return entry

    def books(self) -> ClientBooks:
        with self.store.client("kiln") as books:
            return books.books()

    def there(self) -> list[dict[str, Any]]:
        """The journal entries that the company holds, asked for by another app than ours."""
        return Desk(self.running, REALM).rows("SELECT * FROM JournalEntry")


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
