"""Stored rows to goods as lists show them, by narrow statements: neither the journal nor the drafts are read.

Words are looked for in whatever case, which databases know of plain letters alone: the names are compared here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Date, Row, bindparam, text

from assistant.adapters.sql.codec import decode
from assistant.adapters.sql.journal import ASKED_AT_ONCE, LAST, SEQ_OF_NUMBER, related, seq_of
from assistant.adapters.sql.reading import HELD, RESERVED, Client
from assistant.adapters.sql.types import quantity
from assistant.books.care import Glance
from assistant.books.entry import History
from assistant.books.goods import Holding, Item, Layer
from assistant.books.money import Money
from assistant.books.reasons import Kind, Reason
from assistant.books.shelf import ItemEntry, ItemHistory, ItemRow, Only, Order, PlaceRow, Reserving, Shelf, ShelfQuery
from assistant.errors import NotFound

NAMES = text("SELECT key, sku, name FROM items WHERE client_id = :client ORDER BY position")
LYING = text("SELECT DISTINCT item FROM holdings WHERE client_id = :client AND location = :place")
WORTH = text(
    "SELECT item, sum(quantity_micro) AS micro, sum(value_minor) AS minor FROM layers"
    " WHERE client_id = :client AND (CAST(:place AS VARCHAR) = '' OR location = :place) GROUP BY item"
)
NO_COST = text(
    "SELECT h.item, coalesce(sum(l.value_minor), 0) AS minor FROM holdings h JOIN layers l"
    " ON l.client_id = h.client_id AND l.item = h.item AND l.location = h.location WHERE h.client_id = :client"
    " AND NOT h.cost_known AND (CAST(:place AS VARCHAR) = '' OR h.location = :place) GROUP BY h.item"
)
LEVELS = text(
    "SELECT h.item, h.location, h.account, h.cost_known, coalesce(sum(l.quantity_micro), 0) AS micro,"
    " coalesce(sum(l.value_minor), 0) AS minor FROM holdings h LEFT JOIN layers l"
    " ON l.client_id = h.client_id AND l.item = h.item AND l.location = h.location WHERE h.client_id = :client"
    " AND h.item IN :items GROUP BY h.item, h.location, h.account, h.cost_known, h.position ORDER BY h.position"
).bindparams(bindparam("items", expanding=True))
SHOWN = text(
    "SELECT key, sku, name, unit, units_per_case, selling_price FROM items WHERE client_id = :client AND key IN :items"
).bindparams(bindparam("items", expanding=True))
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
Sums = Mapping[tuple[str, str], Decimal]  # by item and place
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
        """The goods asked for, a page of them: all are looked through by name and sum, and those of the page are read."""
        reserved, held = self._sums(RESERVED, without=""), self._sums(HELD)
        worth = self._worth(query.place)
        wanted = query.words.casefold().split()
        found = [(row.key, row.name) for row in self._rows(NAMES) if _says(row, wanted)]
        among = self._among(query, reserved, held, worth)
        keys = [key for key, _ in _ordered([each for each in found if among is None or each[0] in among], query.order, worth)]
        page = keys[query.start : query.start + query.limit] if query.limit else keys[query.start :]
        value = Money(sum(worth[key][1] for key in keys if key in worth), self.client.currency)
        rows = tuple(self._item_rows(page, query.place, reserved, held))
        return Shelf(rows, len(keys), value, query.start)

    def _worth(self, place: str) -> dict[str, tuple[int, int]]:
        """Of each item at the place, or at all: its millionths of a unit on hand, and what they are worth in minor units. Goods
        without a cost on record add nothing to that."""
        nothing = {row.item: int(row.minor) for row in self._rows(NO_COST, place=place)}
        rows = self._rows(WORTH, place=place)
        return {row.item: (int(row.micro), int(row.minor) - nothing.get(row.item, 0)) for row in rows}

    def _among(
        self, query: ShelfQuery, reserved: Sums, held: Sums, worth: Mapping[str, tuple[int, int]]
    ) -> Collection[str] | None:  # fmt: skip
        """The items that lie at the place and are in the state that is asked for; None for all."""
        among: set[str] | None = set(self._rows(LYING, place=query.place).scalars()) if query.place else None
        states = {
            Only.ON_HAND: lambda: {item for item, (micro, _) in worth.items() if micro > 0},
            Only.RESERVED: lambda: {item for item, place in reserved if query.place in ("", place)},
            Only.HELD: lambda: {item for item, place in held if query.place in ("", place)},
        }
        if query.only is Only.ALL:
            return among
        state = states[query.only]()
        return state if among is None else among & state

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

    def account_labels(self, keys: Iterable[str]) -> dict[str, str]:
        """Key to '1200 Inventory', as Account.label says it."""
        wanted = sorted(set(keys))
        rows = self._rows(ACCOUNTS, keys=wanted) if wanted else ()
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
        downs = dict.fromkeys(row.number for row in rows if row.kind == Kind.WRITE_DOWN.value and row.number in reversals)
        standing = self._written_down(list(downs))
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
                    listed=listed,
                    left=standing[row.number].get((key, row.location), ZERO) if row.number in standing
                    else listed + quantity(back.get((row.number, row.location), 0)),
                )
            )  # fmt: skip
        return tuple(entries)

    def _written_down(self, numbers: Sequence[str]) -> dict[str, dict[tuple[str, str], Decimal]]:
        """Write-downs that were reversed, by number: the units that are written down still, which is told by their value."""
        if not numbers:
            return {}
        family = History(related(self.connection, self.client.id, self.client.currency, numbers))
        return {number: family.units_left(number) for number in numbers}

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

    def _item_rows(self, keys: Sequence[str], place: str, reserved: Sums, held: Sums) -> Iterator[ItemRow]:
        """The items of these keys in their order, each with its places or the one that is asked for."""
        for start in range(0, len(keys), ASKED_AT_ONCE):
            some = list(keys[start : start + ASKED_AT_ONCE])
            items = {row.key: _item(row) for row in self._rows(SHOWN, items=some)}
            places: dict[str, list[PlaceRow]] = {}
            for row in self._rows(LEVELS, items=some):
                if place in ("", row.location):
                    places.setdefault(row.item, []).append(self._place_row(row, reserved, held))
            for key in some:
                yield self._item_row(items[key], tuple(places.get(key, ())))

    def _place_row(self, row: Row[Any], reserved: Sums, held: Sums) -> PlaceRow:
        key, on_hand = (row.item, row.location), quantity(int(row.micro))
        spoken_for, aside = reserved.get(key, ZERO), min(held.get(key, ZERO), on_hand)
        free = on_hand - spoken_for
        value = Money(int(row.minor), self.client.currency) if row.cost_known else None
        return PlaceRow(row.location, row.account, on_hand, spoken_for, aside, free - min(aside, max(free, ZERO)), value)

    def _item_row(self, item: Item, places: tuple[PlaceRow, ...]) -> ItemRow:
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


def _says(row: Row[Any], wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    said = f"{row.key} {row.sku} {row.name}".casefold()
    return all(word in said for word in wanted)


def _ordered(
    found: list[tuple[str, str]], order: Order, worth: Mapping[str, tuple[int, int]]
) -> list[tuple[str, str]]:  # fmt: skip
    """(key, name) of each, in the order asked for."""
    if order is Order.VALUE:
        return sorted(found, key=lambda each: -worth.get(each[0], (0, 0))[1])
    if order is Order.NAME:
        return sorted(found, key=lambda each: each[1].casefold())
    return sorted(found, key=lambda each: each[0].casefold()) if order is Order.SKU else found
