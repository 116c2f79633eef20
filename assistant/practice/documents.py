"""Transactions to what they do: each kind is read, moves goods, is posted, and is taken back again when it is edited or deleted.

A kind is three functions: `read` makes what is kept of what was sent, `moves` says which goods each line moves, `postings` what
the ledger gets, given what those goods cost. All run inside the store's transaction, so that a refusal takes everything back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from assistant.practice import adjustment, journal, refusals, starting
from assistant.practice.fields import Books
from assistant.practice.ledger import Ledger, Posting
from assistant.practice.purchases import PurchaseKind, owed_to_vendor, paid_at_once
from assistant.practice.sales import SaleKind
from assistant.practice.stock import Move, Stock
from assistant.practice.store import SOMEONE, Kept, Store
from assistant.practice.wire import PACIFIC, Json, timestamp

JOURNAL, ADJUSTMENT, CREDIT, STARTING = "JournalEntry", "InventoryAdjustment", "VendorCredit", "InventoryStartingValue"
TRANSACTIONS = {
    JOURNAL: "Journal Entry",
    ADJUSTMENT: "Inventory Qty Adjust",
    CREDIT: "Vendor Credit",
    "Bill": "Bill",
    "Purchase": "Expense",
    "Invoice": "Invoice",
    "SalesReceipt": "Sales Receipt",
}
"""The transactions that the API has, with what reports call them."""

LABELS = {**TRANSACTIONS, STARTING: "Inventory Starting Value"}
DUPLICATE_WARNING = "WarnDuplicateJournalNumber"


def times(now: float, created: str | None = None) -> Json:
    """When an object was made and last written."""
    return {"CreateTime": created or timestamp(now), "LastUpdatedTime": timestamp(now)}


class Kind(Protocol):
    def read(self, sent: Json, existing: Json | None, books: Books) -> Json: ...
    def moves(self, document: Json, books: Books, stock: Stock) -> Mapping[int, Move]: ...
    def postings(self, document: Json, costs: Mapping[int, Decimal], books: Books) -> list[Posting]: ...


class _JournalKind:
    read, postings = staticmethod(journal.entry), staticmethod(journal.postings)

    def moves(self, document: Json, books: Books, stock: Stock) -> Mapping[int, Move]:
        return {}


class _AdjustmentKind:
    read, moves, postings = (
        staticmethod(adjustment.adjustment),
        staticmethod(adjustment.moves),
        staticmethod(adjustment.postings),
    )


KINDS_AT_PRICE: dict[bool, dict[str, Kind]] = {
    at_price: {
        JOURNAL: _JournalKind(),
        ADJUSTMENT: _AdjustmentKind(),
        CREDIT: PurchaseKind(-1, owed_to_vendor, at_price),
        "Bill": PurchaseKind(1, owed_to_vendor),
        "Purchase": PurchaseKind(1, paid_at_once),
        "Invoice": SaleKind("ARAccountRef", "Accounts Receivable", named=True),
        "SalesReceipt": SaleKind("DepositToAccountRef", "Bank", named=False),
        STARTING: starting.StartingValue(),
    }
    for at_price in (False, True)
}


@dataclass(slots=True)
class Documents:
    """The transactions of one company, during one request."""

    store: Store
    realm: str
    now: float
    author: str
    books: Books = field(init=False)
    stock: Stock = field(init=False)
    ledger: Ledger = field(init=False)
    traits: Json = field(init=False)

    def __post_init__(self) -> None:
        self.traits = self.store.traits(self.realm)
        today = datetime.fromtimestamp(self.now, tz=PACIFIC).date().isoformat()
        preferences = self.store.preferences(self.realm)
        self.books = Books(self._find, self._first_of, preferences, today, by_hand=self.author == SOMEONE)
        average, again = self.traits["costing"] == "average", bool(self.traits["costs_again"])
        self.stock = Stock(self.store, self.realm, average, again, self._purchase_cost)
        self.ledger = Ledger(self.store, self.realm)

    def write(self, entity: str, sent: Json, existing: Kept | None, include: frozenset[str]) -> tuple[str, Json]:
        """Books a transaction anew or in place of the one there is, and answers its Id and what is kept of it."""
        kind, before = self._kind(entity), None if existing is None else existing.body
        if before is not None:
            self.books.must_be_open(before["TxnDate"])
        body = kind.read(sent, before, self.books)
        self._number(entity, body, existing, include)
        if existing is not None:
            self._take_back(existing)
        key = self.store.next_id(self.realm, "transaction") if existing is None else existing.id
        moves = kind.moves(body, self.books, self.stock)
        self.stock.book(key, entity, body["TxnDate"], moves)
        if moves:
            self._costed_later(key)
        self._post(key, entity, body)
        self._post_recosted()
        return key, body

    def open(self, document: Json) -> None:
        """Books an item's opening stock; see starting.py."""
        key = self.store.next_id(self.realm, "transaction")
        stamps = {"Id": key, "SyncToken": "0", "MetaData": times(self.now)}
        day, body = document["TxnDate"], {**document, **stamps}
        self.store.keep(self.realm, Kept(STARTING, key, body["DocNumber"], int(self.now), body, day=day, author=SOMEONE))
        self.stock.book(key, STARTING, day, self._kind(STARTING).moves(body, self.books, self.stock))
        self._post(key, STARTING, body)
        self._post_recosted()

    def delete(self, existing: Kept) -> None:
        """Takes a transaction out of the ledger and gives its goods back."""
        self.books.must_be_open(existing.body["TxnDate"])
        self._take_back(existing)
        self._post_recosted()

    def _take_back(self, existing: Kept) -> None:
        self.stock.unbook(existing.id)
        self.ledger.unpost(existing.id)

    def _kind(self, entity: str) -> Kind:
        return KINDS_AT_PRICE[self.traits["vendor_credit_cost"] == "price"][entity]

    def _costed_later(self, key: str) -> None:
        """In some companies reports do not show a transaction's goods at once."""
        if wait := self.traits["late_seconds"]:
            sql = "INSERT OR REPLACE INTO late (realm, tx, until) VALUES (?, ?, ?)"
            self.store.run(sql, (self.realm, int(key), self.now + wait))

    def _post(self, key: str, entity: str, body: Json) -> None:
        postings = self._kind(entity).postings(body, self.stock.costs(key), self.books)
        self.ledger.post(key, entity, body["TxnDate"], postings)

    def _post_recosted(self) -> None:
        """What other transactions cost may have changed: their postings follow."""
        for tx in sorted(self.stock.recosted, key=int):
            ((entity,),) = self.store.run(
                "SELECT DISTINCT entity FROM movement WHERE realm = ? AND tx = ?", (self.realm, int(tx))
            )
            kept = self.store.find(self.realm, entity, tx)
            assert kept is not None, (entity, tx)
            self.ledger.unpost(tx)
            self._post(tx, entity, kept.body)
        self.stock.recosted.clear()

    # Numbers

    def _number(self, entity: str, body: Json, existing: Kept | None, include: frozenset[str]) -> None:
        """Gives a number where the service does, and refuses a journal number used before where the company asks to be warned."""
        number = body["DocNumber"]
        if number is None and (entity == ADJUSTMENT or "allowautodocnum" in include):
            body["DocNumber"] = self._next_number(entity)
        elif number is not None and entity == JOURNAL and "allowduplicatedocnum" not in include:
            warns = {"Name": DUPLICATE_WARNING, "Value": "true"} in self.books.preferences["OtherPrefs"]["NameValue"]
            owners = [
                kept.id for kept in self.store.named(self.realm, entity, number) if existing is None or kept.id != existing.id
            ]
            if warns and owners:
                raise refusals.duplicate_number(number, owners[0])

    def _next_number(self, entity: str) -> str:
        sql = "SELECT max(CAST(name AS INTEGER)) FROM object WHERE realm = ? AND entity = ? AND name NOT GLOB '*[^0-9]*'"
        ((last,),) = self.store.run(sql, (self.realm, entity))
        return str(1 + (last or 0))

    # What the kinds ask of the company

    def _find(self, entity: str, key: str) -> Json | None:
        kept = self.store.find(self.realm, entity, key)
        return None if kept is None else kept.body

    def _first_of(self, account_type: str) -> str | None:
        accounts = self.store.all(self.realm, "Account")
        return next((kept.id for kept in accounts if kept.body["AccountType"] == account_type and kept.body["Active"]), None)

    def _purchase_cost(self, item: str) -> Decimal:
        return Decimal((self._find("Item", item) or {}).get("PurchaseCost") or 0)
