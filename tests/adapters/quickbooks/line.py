"""A line from the books of a pottery to a practice company of its own, which has time, faults and a log of its own."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.quickbooks.connecting import Connector, Tokens
from assistant.adapters.quickbooks.environments import Addresses, practice_addresses
from assistant.adapters.quickbooks.keys import Renewal, StoredKeys
from assistant.adapters.quickbooks.pace import InMemory, Pace
from assistant.adapters.quickbooks.practice import app
from assistant.adapters.quickbooks.sealing import Owner, Sealer, practice_sealer
from assistant.adapters.quickbooks.seeding import realm_of
from assistant.adapters.quickbooks.session import Keys, QuickBooksSession, Waits
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.vault import SqlVault
from assistant.books.remote import Company, Environment
from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET
from assistant.practice.server import Running, start
from tests.adapters.sql.pottery import potteries
from tests.practice.desk import Clock
from tests.practice.desk import Tokens as Texts

REALM = realm_of("kiln")
OWNER = Owner("kiln", REALM, Environment.PRACTICE)
SEALER = practice_sealer(os.urandom)
BARE: dict[str, Any] = {"realm": REALM, "company": {"name": "Kiln Street Pottery", "currency": "USD"}}


@dataclass
class Line:
    """What the client `kiln` speaks to its company with."""

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

    def keys(self, holder: str = "h-1", sealer: Sealer = SEALER, *, look_again_seconds: float = 0.01) -> StoredKeys:
        """As a process of its own has them."""
        renewal = Renewal(self.now, self.sleep, holder, look_again_seconds=look_again_seconds)
        return StoredKeys(self.connector(), sealer, SqlVault(self.store, "kiln"), OWNER, renewal)

    def session(self, keys: Keys | None = None) -> QuickBooksSession:
        waits = Waits(connect_seconds=5, read_seconds=0.5)
        return QuickBooksSession(self.addresses, keys or self.keys(), Pace(InMemory(self.clock), self.sleep), waits=waits)

    def ask(self, keys: Keys | None = None, realm: str = REALM) -> Any:
        """A question that any company answers."""
        url = f"{self.addresses.api_url}/company/{realm}/companyinfo/{realm}"
        with_json = {"Accept": "application/json"}
        return json.loads(self.session(keys).request("GET", url, headers=with_json).text)["CompanyInfo"]["CompanyName"]

    def open(self) -> "Line":
        """Opens the company, and connects the client to it."""
        self.running.seed(BARE)
        self.reconnect()
        return self

    def reconnect(self, sealer: Sealer = SEALER) -> None:
        """Consents, and stores what that gives."""
        granted = self.connector().connect_without_browser(REALM, state="s-1")
        sealed, name = sealer.seal(granted.tokens.to_text(), OWNER), "Kiln Street Pottery"
        company = Company("quickbooks", REALM, Environment.PRACTICE, name, sealed, "ann", self.now(), granted.lifetime)
        with self.store.client("kiln") as books:
            books.save_company(company)

    def company(self) -> Company:
        """The connection as it is stored."""
        with self.store.client("kiln", reads=True) as books:
            company = books.company()
        assert company is not None
        return company

    def tokens(self) -> Tokens:
        """What is sealed in it."""
        return Tokens.from_text(SEALER.open(self.company().tokens, OWNER))

    def asked(self, resource: str) -> int:
        """How often the company was asked for this."""
        return sum(row["resource"] == resource for row in self.running.log()["requests"])


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
def line(store: SqlStore, running: Running, clock: Clock) -> Line:
    """Connected, with nothing sent yet."""
    return Line(store, running, clock).open()
