"""Books, a practice company in this process and one clock: entries are posted, faults strike, and in the end both are compared.

    bench = Bench(store, seed=bakery())          # connected, pulled, links confirmed
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.strike({"on": "journalentry", "fault": "commit_then_drop"})
    bench.run_to_the_end()
    assert bench.judge() == []

Whether an entry is there, once and as posted, is read from the company's own store, never from what our books say of it.
"""

from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from assistant.adapters.quickbooks.books import QuickBooks
from assistant.adapters.quickbooks.connecting import Connector
from assistant.adapters.quickbooks.environments import practice_addresses
from assistant.adapters.quickbooks.keys import FreshKeys, Renewal, StoredKeys
from assistant.adapters.quickbooks.pace import InMemory, Pace
from assistant.adapters.quickbooks.practice import app
from assistant.adapters.quickbooks.sealing import Owner, practice_sealer
from assistant.adapters.quickbooks.seeding import realm_of, seed_of
from assistant.adapters.quickbooks.session import Keys, QuickBooksSession, Waits
from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.vault import SqlVault
from assistant.bookkeeping.confirming import Said, confirm
from assistant.bookkeeping.connecting import Access, connect
from assistant.bookkeeping.looking import Looker
from assistant.bookkeeping.pulling import freshen, pull
from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.remote import Environment, LinkKind, RemoteDocument
from assistant.practice.clock import Clock
from assistant.practice.faults import read_fault
from assistant.practice.ledger import exact
from assistant.practice.limits import LIVE, Limits
from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET
from assistant.practice.practice import Practice
from assistant.practice.server import Running
from assistant.practice.service import Setting
from assistant.practice.store import Store
from assistant.practice.transport import PracticeTransport
from assistant.syncing.doors import Helpers, Patience
from assistant.syncing.receipt import SyncReceipt
from assistant.syncing.run import Orders, Worker, sync
from tests.practice.desk import Tokens
from tests.syncing.bakery import CLIENT, NOON, OWNER, VENDOR
from tests.syncing.standing import Standing

SEALER = practice_sealer(lambda size: bytes(size))
KINDS = ("JournalEntry", "InventoryAdjustment", "VendorCredit")
Json = dict[str, Any]


@dataclass
class Bench:
    """A client of a store (the bakery, unless said), and its company: in this process, or at a server that `running` is."""

    store: SqlStore
    limits: Limits = LIVE
    latency_seconds: float = 0.08
    lanes: int = 1
    running: Running | None = None
    clock: Clock = field(default_factory=lambda: Clock(NOON.timestamp()))
    client: str = CLIENT
    practice: Practice = field(init=False)
    transport: PracticeTransport | None = None
    starts: Standing = field(init=False)
    receipts: list[SyncReceipt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.realm = realm_of(self.client)
        if self.running is not None:
            self.practice, base_url = self.running.practice, self.running.base_url
        else:
            self.practice = Practice(Store(None), Setting(self.clock, Tokens(), self.limits))
            self.transport = PracticeTransport(self.practice, self.clock, self.latency_seconds)
            base_url = self.transport.base_url
        self.addresses = practice_addresses(base_url)
        self.pace = Pace(InMemory(self.clock), self.clock.sleep)
        self.owner = Owner(self.client, self.realm, Environment.PRACTICE)

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), tz=UTC)

    @property
    def today(self) -> date:
        return self.now().date()

    # ── The way to the company ───────────────────────────────────────────────────────────────────────────────────────

    def open(self, **rows: Any) -> "Bench":
        """Opens the company as the books stand, with what is given beside it; connects, pulls and confirms."""
        with self.store.client(self.client) as books:
            unsent = books.to_send()
        self.practice.seed({**seed_of(self.books(), unsent), "vendors": [VENDOR], **rows})
        self.connect()
        pull(self.store, self.client, self.quickbooks(), by=OWNER, today=self.today, now=self.now)
        for said in (Said(), Said({LinkKind.VENDOR: [(VENDOR, VENDOR)]})):
            confirm(self.store, self.client, said, by=OWNER, at=self.now())
        self.starts = Standing.of(self)
        return self

    def connect(self) -> None:
        connector = self._connector()

        def consent() -> Access:
            granted = connector.connect_without_browser(self.realm, state="s-1")
            sealed = SEALER.seal(granted.tokens.to_text(), self.owner)
            return Access(
                granted.realm, Environment.PRACTICE, sealed, granted.lifetime, self.quickbooks(FreshKeys(granted.tokens))
            )  # fmt: skip

        connect(self.store, self.client, consent, by=OWNER, at=self.now())

    def quickbooks(self, keys: Keys | None = None) -> QuickBooks:
        session = QuickBooksSession(
            self.addresses, keys or self._keys(), self.pace, waits=self.waits(), transport=self.transport
        )  # fmt: skip
        return QuickBooks(self.addresses.api_url, self.realm, session)

    def waits(self) -> Waits:
        """Over a socket the wait for an answer is real time."""
        return Waits() if self.running is None else Waits(connect_seconds=5, read_seconds=0.5)

    def _connector(self) -> Connector:
        return Connector(app(CLIENT_ID, CLIENT_SECRET), self.addresses, self.now, self.transport)

    def _keys(self) -> StoredKeys:
        renewal = Renewal(self.now, self.clock.sleep, "h-1")
        return StoredKeys(self._connector(), SEALER, SqlVault(self.store, self.client), self.owner, renewal)

    # ── Entries and runs ─────────────────────────────────────────────────────────────────────────────────────────────

    def post(self, *entries: PostedEntry) -> None:
        with self.store.client(self.client) as books:
            for entry in entries:
                books.post(entry)

    def books(self) -> ClientBooks:
        with self.store.client(self.client, reads=True) as books:
            return books.books()

    def documents(self, entry: str = "") -> tuple[RemoteDocument, ...]:
        with self.store.client(self.client, reads=True) as books:
            return books.documents(self.realm, entry=entry)

    def waiting(self) -> tuple[str, ...]:
        return SqlOutbox(self.store).waiting(self.client)

    def patience(self) -> Patience:
        return Patience(self.clock.sleep, lanes=self.lanes, working=self.clock.taking_part if self.lanes > 1 else nullcontext)

    def worker(self, remote: QuickBooks, *, name: str = "w-1", looks: bool = True) -> Worker:
        looker = Looker(self.store, self.client, remote, self.now)
        fresh = Helpers(
            freshen=lambda: _nothing(
                freshen(self.store, self.client, lambda: nullcontext(remote), by=OWNER, today=self.today, now=self.now)
            )
        )
        return Worker(name, OWNER, self.now, self.patience(), replace(fresh, look=looker.entry) if looks else fresh)

    def sync(self, orders: Orders | None = None, *, looks: bool = True, by: str = OWNER) -> SyncReceipt:
        remote = self.quickbooks()
        worker = replace(self.worker(remote, looks=looks), by=by)
        receipt = sync(self.store, self.client, remote, SqlOutbox(self.store), worker, orders)
        self.receipts.append(receipt)
        return receipt

    def run_to_the_end(self, most: int = 12, *, looks: bool = True, approves: bool = True) -> int:
        """Syncs as often as a person would, some minutes apart, until nothing waits; how often that was. They take over whatever
        the goods cost there."""
        for run in range(1, most + 1):
            self.sync(Orders(approved=self.waiting() if approves else ()), looks=looks)
            if not self.waiting():
                return run
            self.clock.advance(600)
        return most

    def requests(self) -> list[Json]:
        """What was asked of the company so far, as its log has it."""
        rows: list[Json] = self.practice.log.read()["requests"]
        return rows

    def strike(self, *faults: Json) -> None:
        self.practice.script.add([read_fault(row) for row in faults])

    def someone(self, operation: str, entity: str, **body: object) -> Json:
        """What a person does in the company's web app."""
        return self.practice.someone({"realm": self.realm, "operation": operation, "entity": entity, "body": body})

    # ── What the company holds ───────────────────────────────────────────────────────────────────────────────────────

    def there(self, kind: str) -> list[Json]:
        """The documents of this kind that were not deleted, oldest first."""
        with self.practice.store.transaction():
            return [kept.body for kept in self.practice.store.all(self.realm, kind)]

    def of_entry(self, number: str) -> list[tuple[str, Json]]:
        """What bears the entry's number: kind and body."""
        found = [(kind, body) for kind in KINDS for body in self.there(kind)]
        return [(kind, body) for kind, body in found if str(body.get("DocNumber") or "").startswith(f"{number}-")]

    def posts(self, *resources: str) -> list[Json]:
        """What was asked of the company to keep, as its log has it."""
        wanted = resources or ("journalentry", "inventoryadjustment", "vendorcredit")
        return [row for row in self.requests() if row["resource"] in wanted and row["method"] == "POST"]

    def judge(self, expected: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
        """What is lost, doubled or different, a sentence each. `expected` names the kinds of documents of each entry."""
        return [*self._waits(), *self._not_once(expected or {}), *self._differs(), *self.starts.differences(self)]

    def _waits(self) -> list[str]:
        last = self.receipts[-1] if self.receipts else SyncReceipt()
        why = {row.entry: row.says for row in (*last.held, *last.waiting, *last.failed)}
        return [f"{number} still waits: {why.get(number, '')}" for number in self.waiting()]

    def _not_once(self, expected: Mapping[str, tuple[str, ...]]) -> list[str]:
        numbers = Counter((str(body.get("DocNumber") or ""), kind) for kind in KINDS for body in self.there(kind))
        there: dict[str, Counter[str]] = {}
        for (number, kind), times in numbers.items():
            there.setdefault(number.rpartition("-")[0].rpartition("-")[0], Counter())[kind] += times
        found = [f"{number} is there {times} times" for (number, _), times in numbers.items() if times > 1]
        for entry, kinds in expected.items():
            if there.get(entry, Counter()) != Counter(kinds):
                found.append(f"{entry} should be {Counter(kinds)} there, and is {there.get(entry)}")
        return found

    def _differs(self) -> list[str]:
        """Entries whose documents book something else there than the entry, with its variance, books here."""
        books, kept = self.books(), {}
        with self.store.client(self.client, reads=True) as transaction:
            kept = {plan.entry: plan for plan in transaction.plans(self.realm)}
        accounts, booked = self._account_numbers(), self._booked()
        there: dict[str, Counter[str]] = {}
        for kind in KINDS:
            for body in self.there(kind):
                number = "-".join(str(body.get("DocNumber") or "").split("-")[:2])
                sums = there.setdefault(number, Counter())
                for account, amount in booked.get(str(body["Id"]), {}).items():
                    sums[accounts[account]] += amount
        found = []
        for entry in books.history.entries:
            if entry.number not in kept or not kept[entry.number].plan.documents:
                continue
            ours = _effect(entry)
            for variance in filter(None, map(books.history.find, kept[entry.number].variances)):
                ours.update(_effect(variance))
            if _clean(ours) != _clean(there.get(entry.number, Counter())):
                found.append(f"{entry.number} books {_clean(there.get(entry.number, Counter()))} there, {_clean(ours)} here")
        return found

    def _account_numbers(self) -> dict[str, str]:
        with self.practice.store.transaction():
            rows = self.practice.store.all(self.realm, "Account")
        return {str(row.body["Id"]): str(row.body.get("AcctNum") or row.body["Name"]) for row in rows}

    def _booked(self) -> dict[str, dict[str, int]]:
        """Transaction to what it adds to each account, in cents, debits positive."""
        found: dict[str, dict[str, int]] = {}
        sql = "SELECT tx, account, sum(amount) FROM posting WHERE realm = ? GROUP BY tx, account"
        for tx, account, amount in self.practice.store.run(sql, (self.realm,)):
            found.setdefault(str(tx), {})[str(account)] = int(exact(amount) * 100)
        return found

    def balances_there(self) -> dict[str, int]:
        """Account number to its balance, debits positive, in cents."""
        numbers, sums = self._account_numbers(), Counter[str]()
        for booked in self._booked().values():
            for account, amount in booked.items():
                sums[numbers[account]] += amount
        return dict(sums)

    def goods_there(self) -> dict[str, tuple[Decimal, Decimal]]:
        """SKU to quantity on hand and asset value."""
        sql = "SELECT item, quantity, value FROM holding WHERE realm = ?"
        with self.practice.store.transaction():
            skus = {str(row.body["Id"]): str(row.body.get("Sku")) for row in self.practice.store.all(self.realm, "Item")}
            rows = self.practice.store.run(sql, (self.realm,))
        return {skus[str(item)]: (exact(quantity), exact(value)) for item, quantity, value in rows}


def _effect(entry: PostedEntry) -> Counter[str]:
    sums: Counter[str] = Counter()
    for line in entry.lines:
        sums[line.account] += line.amount.minor if line.side is Side.DEBIT else -line.amount.minor
    return sums


def _clean(sums: Mapping[str, int]) -> dict[str, int]:
    return {key: amount for key, amount in sorted(sums.items()) if amount}


def _nothing(_: object) -> None:
    return None
