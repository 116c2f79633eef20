"""Stored rows to goods as lists show them, by narrow statements: neither the journal nor the drafts are read.

Words are looked for in whatever case, which databases know of plain letters alone: the names are compared here.
"""

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Date, Row, bindparam, text

from assistant.adapters.sql.codec import decode
from assistant.adapters.sql.journal import ASKED_AT_ONCE, LAST, SEQ_OF_NUMBER, seq_of
from assistant.adapters.sql.reading import HELD, ITEMS, RESERVED, Client
from assistant.adapters.sql.types import quantity
from assistant.books.care import Glance
from assistant.books.goods import Holding, Item, Layer
from assistant.books.money import Money
from assistant.books.reasons import Kind, Reason
from assistant.books.shelf import ItemEntry, ItemHistory, ItemRow, Only, Order, PlaceRow, Reserving, Shelf, ShelfQuery
from assistant.errors import NotFound

LEVELS = text(
    "SELECT h.item, h.location, h.account, h.cost_known, coalesce(sum(l.quantity_micro), 0) AS micro,"
    " coalesce(sum(l.value_minor), 0) AS minor FROM holdings h LEFT JOIN layers l"
    " ON l.client_id = h.client_id AND l.item = h.item AND l.location = h.location"
    " WHERE h.client_id = :client GROUP BY h.item, h.location, h.account, h.cost_known, h.position ORDER BY h.position"
)
PLACES = text(
    "SELECT location FROM holdings WHERE client_id = :client AND location <> '' GROUP BY location ORDER BY min(position)"
)
ITEM = text(
    "SELECT key, sku, name, unit, units_per_case, selling_price FROM items WHERE client_id = :client AND key = :item"
)
HOLDINGS = text(
    "SELECT location, account, cost_known FROM holdings WHERE client_id = :client AND item = :item ORDER BY position"
)
ACCOUNTS = text(
    "SELECT key, number, name, full_name FROM accounts WHERE client_id = :client AND key IN :keys"
).bindparams(bindparam("keys", expanding=True))
LAYERS = text(
    "SELECT location, id, received, quantity_micro, unit_cost, value_minor FROM layers WHERE client_id = :client AND item = :item"
    " ORDER BY location, received IS NOT NULL, received, position"
).columns(received=Date)
RESERVING = text(
    "SELECT d.id, d.reason, d.drafted_by, d.summary, s.location, sum(s.quantity_micro) AS micro FROM draft_stock s"
    " JOIN drafts d ON d.client_id = s.client_id AND d.id = s.draft_id WHERE s.client_id = :client AND s.item = :item"
    " GROUP BY d.id, d.n, d.reason, d.drafted_by, d.summary, s.location ORDER BY d.n"
)
TOUCHED = text(
    "SELECT e.seq, e.number, e.entry_date, e.kind, e.reason, e.sub_reason, e.memo, e.posted_by, e.reverses, g.location,"
    " sum(g.quantity_micro) AS micro FROM entry_goods g JOIN entries e ON e.client_id = g.client_id AND e.seq = g.seq"
    " WHERE g.client_id = :client AND g.item = :item AND e.sealed AND e.seq IN (SELECT DISTINCT seq FROM entry_goods"
    " WHERE client_id = :client AND item = :item AND seq < :before ORDER BY seq DESC LIMIT :limit)"
    " GROUP BY e.seq, e.number, e.entry_date, e.kind, e.reason, e.sub_reason, e.memo, e.posted_by, e.reverses, g.location"
    " ORDER BY e.seq DESC, min(g.n)"
).columns(entry_date=Date)
MOVED = text(
    "SELECT seq, location, sum(quantity_micro) AS micro, sum(value_minor) AS minor FROM stock_moves"
    " WHERE client_id = :client AND item = :item AND seq BETWEEN :first AND :last GROUP BY seq, location"
)
TAKEN_BACK = text(
    "SELECT e.reverses, e.number, g.location, g.quantity_micro FROM entries e"
    " LEFT JOIN entry_goods g ON g.client_id = e.client_id AND g.seq = e.seq AND g.item = :item"
    " WHERE e.client_id = :client AND e.reverses IN :numbers AND e.sealed ORDER BY e.seq"
).bindparams(bindparam("numbers", expanding=True))
ZERO = Decimal(0)
ALL = 10**9


class Shelves:
    """The part of SqlTransaction that lists goods."""

    connection: Connection
    client: Client

    def places(self) -> tuple[str, ...]:
        """Where goods lie, in the client's order."""
        return tuple(self._rows(PLACES).scalars())

    def shelf(self, query: ShelfQuery) -> Shelf:
        """The goods asked for, a page of them."""
        places = self._places_of_items(query.place)
        wanted = query.words.casefold().split()
        rows = [
            self._item_row(item, places.get(item.key, ()))
            for item in (_item(row) for row in self._rows(ITEMS))
            if (not query.place or item.key in places) and _says(item, wanted)
        ]
        shown = _ordered([row for row in rows if _among(row, query.only)], query.order)
        value = sum((row.value.minor for row in shown), 0)
        page = shown[query.start : query.start + (query.limit or len(shown))]
        return Shelf(tuple(page), len(shown), Money(value, self.client.currency), query.start)

    def item(self, key: str) -> Item:
        """The item, or NotFound."""
        row = self._rows(ITEM, item=key).one_or_none()
        if row is None:
            raise NotFound(f"There is no item {key}.", "Search the goods for it by its name.")
        return _item(row)

    def holdings_of(self, key: str) -> tuple[Holding, ...]:
        """Where the item lies, in the client's order, with its layers; as `books` has it."""
        layers: dict[str, list[Layer]] = {}
        for row in self._rows(LAYERS, item=key):
            value = Money(row.value_minor, self.client.currency)
            layer = Layer(row.id, row.received, quantity(row.quantity_micro), Decimal(row.unit_cost), value)
            layers.setdefault(row.location, []).append(layer)
        reserved, held = self._sums(RESERVED, without=""), self._sums(HELD)
        return tuple(
            Holding(
                item=key,
                location=row.location,
                account=row.account,
                layers=(there := tuple(layers.get(row.location, ()))),
                cost_known=bool(row.cost_known),
                reserved=reserved.get((key, row.location), ZERO),
                held=min(held.get((key, row.location), ZERO), sum((layer.quantity for layer in there), ZERO)),
            )
            for row in self._rows(HOLDINGS, item=key)
        )

    def account_labels(self, keys: Collection[str]) -> dict[str, str]:
        """Key to '1200 Inventory'."""
        rows = self._rows(ACCOUNTS, keys=sorted(keys))
        return {row.key: f"{row.number} {row.name}" if row.number else row.full_name for row in rows}

    def reserving(self, key: str) -> tuple[Reserving, ...]:
        """The waiting drafts that hold units of the item back, the oldest first."""
        return tuple(
            Reserving(
                draft=row.id,
                location=row.location,
                quantity=quantity(int(row.micro)),
                reason=row.reason,
                text=decode(Glance, row.summary).text if row.summary else "",
                drafted_by=row.drafted_by,
            )
            for row in self._rows(RESERVING, item=key)
        )

    def item_history(self, key: str, *, after: str = "", limit: int = 50) -> ItemHistory:
        """What posted entries did to the item (by key), the last posted first: a page of `limit` entries (0: all) after the entry
        `after`. NotFound where there is no such entry."""
        before = LAST
        if after and (found := seq_of(self.connection, SEQ_OF_NUMBER, self.client.id, after)) is None:
            raise NotFound(f"There is no entry {after}.", "Begin from the latest.")
        if after:
            before = int(found or 0)
        rows = list(self._rows(TOUCHED, item=key, before=before, limit=(limit or ALL) + 1))
        entries = list(dict.fromkeys(row.seq for row in rows))
        more = bool(limit) and len(entries) > limit
        rows = [row for row in rows if row.seq in set(entries[:limit])] if more else rows
        return ItemHistory(self._item_entries(key, rows), rows[-1].number if more else "")

    def _item_entries(self, key: str, rows: Sequence[Row[Any]]) -> tuple[ItemEntry, ...]:
        if not rows:
            return ()
        currency = self.client.currency
        span = {"first": rows[-1].seq, "last": rows[0].seq}
        moved = {(row.seq, row.location): row for row in self._rows(MOVED, item=key, **span)}
        reversals, back = self._taken_back(key, list(dict.fromkeys(row.number for row in rows)))
        entries = []
        for row in rows:
            move = moved.get((row.seq, row.location))
            listed = quantity(int(row.micro))
            entries.append(
                ItemEntry(
                    number=row.number, entry_date=row.entry_date, kind=Kind(row.kind), reason=Reason(row.reason),
                    sub_reason=row.sub_reason, memo=row.memo, posted_by=row.posted_by, reverses=row.reverses or "",
                    reversed_by=tuple(reversals.get(row.number, ())), location=row.location,
                    quantity=quantity(int(move.micro)) if move is not None else ZERO,
                    value=Money(int(move.minor) if move is not None else 0, currency),
                    listed=listed, left=listed + quantity(back.get((row.number, row.location), 0)),
                )
            )  # fmt: skip
        return tuple(entries)

    def _taken_back(self, key: str, numbers: list[str]) -> tuple[dict[str, list[str]], dict[tuple[str, str], int]]:
        """Each entry's reversals that name the item, and the signed millionths of it that they brought back, by place."""
        reversals: dict[str, list[str]] = {}
        back: dict[tuple[str, str], int] = {}
        for start in range(0, len(numbers), ASKED_AT_ONCE):
            for row in self._rows(TAKEN_BACK, item=key, numbers=numbers[start : start + ASKED_AT_ONCE]):
                if row.location is None:
                    continue
                if row.number not in reversals.setdefault(row.reverses, []):
                    reversals[row.reverses].append(row.number)
                place = row.reverses, row.location
                back[place] = back.get(place, 0) + int(row.quantity_micro)
        return reversals, back

    def _places_of_items(self, place: str) -> dict[str, tuple[PlaceRow, ...]]:
        """Each item's places, or the one that is asked for."""
        currency = self.client.currency
        reserved, held = self._sums(RESERVED, without=""), self._sums(HELD)
        found: dict[str, list[PlaceRow]] = {}
        for row in self._rows(LEVELS):
            if place and row.location != place:
                continue
            key, on_hand = (row.item, row.location), quantity(int(row.micro))
            spoken_for, aside = reserved.get(key, ZERO), min(held.get(key, ZERO), on_hand)
            free = on_hand - spoken_for
            value = Money(int(row.minor), currency) if row.cost_known else None
            usable = free - min(aside, max(free, ZERO))
            found.setdefault(row.item, []).append(
                PlaceRow(row.location, row.account, on_hand, spoken_for, aside, usable, value)
            )
        return {item: tuple(places) for item, places in found.items()}

    def _item_row(self, item: Item, places: Iterable[PlaceRow]) -> ItemRow:
        places = tuple(places)
        value = Money(sum((each.value.minor for each in places if each.value is not None), 0), self.client.currency)
        on_hand, reserved, held, usable = (
            sum((getattr(each, name) for each in places), ZERO) for name in ("on_hand", "reserved", "held", "usable")
        )
        cost_known = all(each.value is not None for each in places)
        return ItemRow(item, places, on_hand, reserved, held, usable, value, cost_known)

    def _sums(self, statement: Any, **values: object) -> dict[tuple[str, str], Decimal]:
        return {(item, location): quantity(int(micro)) for item, location, micro in self._rows(statement, **values)}

    def _rows(self, statement: Any, **values: object) -> Any:
        return self.connection.execute(statement, {"client": self.client.id} | values)


def _item(row: Row[Any]) -> Item:
    def decimal(said: str | None) -> Decimal | None:
        return Decimal(said) if said else None

    return Item(row.key, row.sku, row.name, row.unit, decimal(row.units_per_case), decimal(row.selling_price))


def _says(item: Item, wanted: Sequence[str]) -> bool:
    said = f"{item.key} {item.sku} {item.name}".casefold()
    return all(word in said for word in wanted)


def _among(row: ItemRow, only: Only) -> bool:
    return {
        Only.ALL: True, Only.ON_HAND: row.on_hand > 0, Only.RESERVED: row.reserved > 0, Only.HELD: row.held > 0,
    }[only]  # fmt: skip


def _ordered(rows: list[ItemRow], order: Order) -> list[ItemRow]:
    if order is Order.VALUE:
        return sorted(rows, key=lambda row: -row.value.minor)
    if order is Order.NAME:
        return sorted(rows, key=lambda row: row.item.name.casefold())
    return sorted(rows, key=lambda row: row.item.key.casefold()) if order is Order.SKU else rows
