"""A client's books to the rows that a practice company is opened with: as they stood before what is still to be sent there.

Goods become items whose quantity the company tracks, with the layers that the books hold of them, each at its value to the cent;
or, where the company cannot hold them so, items without a quantity, with the reason in their description. Places become
departments, and those whom entries name vendors and customers. Its Ids are its own.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.books.accounts import Account, AccountType
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.goods import Holding, Item, Layer
from assistant.books.money import Money, minor_digits
from assistant.books.quantity import plain_quantity
from assistant.books.reasons import Kind

Row = dict[str, Any]

LONGEST_NAME = 100  # the API's limit
FINEST = Decimal("0.00001")  # of a quantity there
FORBIDDEN = str.maketrans({":": "-", '"': "'", "\t": " ", "\n": " "})  # in names there
COUNTRIES = {"EUR": "IE"}  # a currency is named after its country (ISO 4217), but for those of several
STAYS_HERE = frozenset({Kind.INTAKE, Kind.COST_VARIANCE})  # of tracked goods: the company has them by documents of its own


def realm_of(client: str) -> str:
    """Digits like those of a company's realm, the same for the same client each time."""
    return f"9341{int(hashlib.sha256(client.encode()).hexdigest(), 16) % 10**12:012d}"


def seed_of(books: ClientBooks, unsent: Collection[str], *, tracked: bool = True) -> Row:
    """The document that the practice company's seed door takes. `unsent` are the numbers of the entries that are still to go
    there: neither its balances nor its goods have them yet. Without `tracked` it tracks no quantities at all."""
    waiting = books.history.those(unsent)
    goods = _Goods(books, waiting, tracked)
    parties, places = _parties(books), list(books.stock.locations)
    return {
        "realm": realm_of(books.client),
        "company": {
            "name": books.name,
            "currency": books.currency,
            "country": COUNTRIES.get(books.currency, books.currency[:2]),
            "plan": "Plus",
            "preferences": {"AccountingInfoPrefs": {"TrackDepartments": bool(places), "ClassTrackingPerTxnLine": True}},
        },
        "accounts": _accounts(books.chart, _balances(books, waiting, goods.layers)),
        "items": [goods.row(name, item) for name, item in _named(books.stock)],
        "vendors": parties["Vendor"],
        "customers": parties["Customer"],
        "classes": sorted({line.klass for line in books.history.naming()} - {""}),
        "departments": places,
    }


# ── Goods ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Start:
    """What is left of a layer at the company's start."""

    received: str
    quantity: Decimal
    value: Money


class _Goods:
    """`layers`: of each item (by key) that the company tracks, what it starts with; `untracked`: why it tracks the others not."""

    def __init__(self, books: ClientBooks, waiting: Iterable[PostedEntry], tracked: bool) -> None:
        self._books = books
        self._moved = _moved(waiting)
        self.layers: dict[str, list[_Start]] = {}
        self.untracked: dict[str, str] = {}
        for item in books.stock:
            held = books.stock.held(item.key)
            start = [layer for holding in held for layer in self._start(holding)]
            why = self._why_not(held, start) if tracked else ""
            if tracked and not why:
                self.layers[item.key] = start
            else:
                self.untracked[item.key] = why

    def _start(self, holding: Holding) -> list[_Start]:
        """The layers as they were before the entries that wait, one that they emptied among them."""
        moved = dict(self._moved.get((holding.item, holding.location), {}))
        found = [self._before(layer, moved.pop(layer.id, None)) for layer in holding.layers]
        emptied = [_Start("", -quantity, -value) for quantity, value in moved.values()]
        return [layer for layer in (*emptied, *found) if layer.quantity or layer.value]

    def _before(self, layer: Layer, moved: tuple[Decimal, Money] | None) -> _Start:
        quantity, value = moved or (Decimal(0), Money.zero(layer.value.currency))
        received = layer.received.isoformat() if layer.received is not None else ""
        return _Start(received, layer.quantity - quantity, layer.value - value)

    def _why_not(self, held: tuple[Holding, ...], start: Iterable[_Start]) -> str:
        """Why a company cannot track them: it values each item in one asset account, by layers of a known cost."""
        types = {account.type for account in self._books.chart if account.active}
        accounts = {holding.account for holding in held}
        if not accounts:
            return "These goods lie nowhere, so that no account is known to hold them."
        if len(accounts) > 1:
            return f"Their value stands in several accounts: {', '.join(sorted(accounts))}."
        account = self._books.chart.get(next(iter(accounts)))
        if account is None or account.type is not AccountType.OTHER_CURRENT_ASSET:
            return "The account that holds their value is no current asset."
        if not all(holding.cost_known for holding in held):
            return "Their cost is not on record."
        if any(layer.quantity <= 0 or layer.value.minor < 0 or layer.quantity % FINEST for layer in start):
            return "Their record holds a quantity or a value that no layer can have."
        if not {AccountType.INCOME, AccountType.COST_OF_GOODS_SOLD} <= types or minor_digits(self._books.currency) > 2:
            return "The chart has no income or no cost-of-goods-sold account, or the currency is finer than cents."
        return ""

    def row(self, name: str, item: Item) -> Row:
        row: Row = {"name": name, "sku": item.sku[:LONGEST_NAME], "type": "NonInventory"}
        if item.key not in self.layers:
            return row | ({"description": self.untracked[item.key]} if self.untracked[item.key] else {})
        (account,) = {holding.account for holding in self._books.stock.held(item.key)}
        layers = [
            {"quantity": plain_quantity(layer.quantity), "value": layer.value.plain()}
            | ({"date": layer.received} if layer.received else {})
            for layer in self.layers[item.key]
        ]
        return row | {"type": "Inventory", "asset_account": account, "layers": layers} | self._cost(item)

    def _cost(self, item: Item) -> Row:
        """The price that one is bought at: what the last layer's units cost."""
        layers = [layer for holding in self._books.stock.held(item.key) for layer in holding.layers]
        return {"cost": f"{layers[-1].unit_cost:f}"} if layers else {}


def _moved(waiting: Iterable[PostedEntry]) -> dict[tuple[str, str], dict[str, tuple[Decimal, Money]]]:
    """What these entries did to each layer of an item at a place: units and value, signed as they moved."""
    found: dict[tuple[str, str], dict[str, tuple[Decimal, Money]]] = defaultdict(dict)
    for entry in waiting:
        for move in entry.moves if entry.kind not in STAYS_HERE else ():
            layers = found[move.item, move.location]
            for part in move.layers:
                quantity, value = layers.get(part.layer, (Decimal(0), Money.zero(part.value.currency)))
                layers[part.layer] = (quantity + part.quantity, value + part.value)
    return found


def _named(items: Iterable[Item]) -> list[tuple[str, Item]]:
    """Each item under a name that no other bears."""
    named: dict[str, tuple[str, Item]] = {}
    for item in items:
        name = (item.name or item.key).translate(FORBIDDEN)[:LONGEST_NAME]
        if name.casefold() in named:
            name = f"{name[: LONGEST_NAME - len(item.key) - 1]} {item.key.translate(FORBIDDEN)}"
        named[name.casefold()] = (name, item)
    return list(named.values())


# ── Accounts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _balances(books: ClientBooks, waiting: Iterable[PostedEntry], tracked: Collection[str]) -> dict[str, Money]:
    """Each account's balance, signed in its normal side, without what these entries are to do there."""
    balances = {account.key: account.balance for account in books.chart}
    for entry in waiting:
        for account, debit in _debits(entry, books.currency, tracked).items():
            raises = books.chart[account].normal_side.short == "Dr"
            balances[account] += -debit if raises else debit
    return balances


def _debits(entry: PostedEntry, currency: str, tracked: Collection[str]) -> dict[str, Money]:
    """What the entry is to do to each account there, debits positive. Goods that come in are there already where QuickBooks
    tracks them, and so is its own cost: those lines stay out, with their share of what stands against them."""
    found: dict[str, Money] = defaultdict(lambda: Money.zero(currency))
    for line in entry.lines:
        found[line.account] += line.amount if line.side.short == "Dr" else -line.amount
    if entry.kind is Kind.COST_VARIANCE:
        return {}
    if entry.kind is Kind.INTAKE:
        goods = {move.account for move in entry.moves}
        control = next((line.account for line in entry.lines if line.account not in goods), "")
        for move in entry.moves:
            if move.item in tracked:
                found[move.account] -= move.value
                found[control] += move.value
    return {account: debit for account, debit in found.items() if account and debit}


def _accounts(accounts: Iterable[Account], balances: Mapping[str, Money]) -> list[Row]:
    """Two accounts under one parent may bear one name in our books, and not in QuickBooks: the later one's number joins it."""
    seen: set[tuple[str, str]] = set()
    rows = []
    for account in accounts:
        name = account.name[:LONGEST_NAME]
        if (account.parent, name.casefold()) in seen:
            name = f"{account.name[: LONGEST_NAME - len(account.key) - 1]} {account.key}"
        seen.add((account.parent, name.casefold()))
        row: Row = {
            "name": name,
            "type": account.type.value,
            "active": account.active,
            "balance": balances[account.key].plain(),
        }
        optional = {"number": account.number, "detail_type": account.detail_type, "parent": account.parent}
        rows.append(row | {key: value for key, value in optional.items() if value})
    return rows


# ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _parties(books: ClientBooks) -> dict[str, list[str]]:
    """Those whom entries so far name, as QuickBooks keeps them: one list of names, customers where a line to receivables does."""
    found: dict[str, tuple[str, str]] = {}
    for line in books.history.naming():
        if line.party:
            account = books.chart.get(line.account)
            kind = "Customer" if account is not None and account.type is AccountType.ACCOUNTS_RECEIVABLE else "Vendor"
            found.setdefault(line.party.casefold(), (kind, line.party))
    return {kind: [name for of, name in found.values() if of == kind] for kind in ("Vendor", "Customer")}
