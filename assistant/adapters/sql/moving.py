"""What an entry does to the stock, in the transaction that posts it: its moves, and the layers as they are after each."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.rows import insert, run
from assistant.adapters.sql.types import day_text, micro, quantity
from assistant.books.entry import PostedEntry
from assistant.books.goods import Layer, StockMove, moved
from assistant.books.money import Money
from assistant.books.reasons import Kind

IN_PLACE = "client_id = ? AND item = ? AND location = ?"
PLACE = (
    "SELECT y.id, y.quantity_micro, y.value_minor, y.unit_cost FROM holdings h LEFT JOIN layers y"
    " ON y.client_id = h.client_id AND y.item = h.item AND y.location = h.location"
    " WHERE h.client_id = ? AND h.item = ? AND h.location = ?"
)
LAST_PLACE = "SELECT coalesce(max(position), 0) FROM holdings WHERE client_id = ?"
COST_KNOWN = f"UPDATE holdings SET cost_known = true WHERE {IN_PLACE} AND NOT cost_known"
LAYER = f"UPDATE layers SET quantity_micro = ?, value_minor = ?, unit_cost = ? WHERE {IN_PLACE} AND id = ?"

HOLDINGS = ("client_id", "item", "location", "position", "account", "cost_known")
LAYERS = (
    "client_id", "item", "location", "id", "position", "received", "opening_micro", "opening_minor", "opening_unit_cost",
    "quantity_micro", "value_minor", "unit_cost",
)  # fmt: skip
MOVES = ("client_id", "seq", "n", "item", "location", "account", "quantity_micro", "value_minor", "stated_value")
LAYER_MOVES = (
    "client_id", "seq", "n", "m", "item", "location", "layer", "quantity_micro", "value_minor", "unit_cost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class At:
    """A place that an item lies at, in a client's books."""

    client: str
    item: str
    location: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.client, self.item, self.location


def move_stock(connection: Connection, client: Client, seq: int, entry: PostedEntry, *, brought: bool = False) -> bool:
    """The entry's moves, one after another, for a later one may stand on an earlier one. What a `brought` one did to the layers
    is in the openings already. Whether the books have a place of goods by it that they did not have."""
    new_place = False
    for n, move in enumerate(entry.moves, 1):
        assert sum((part.quantity for part in move.layers), Decimal(0)) == move.quantity, move
        at = At(client.id, move.item, move.location)
        layers, made = _room(connection, client, at, entry, move)
        new_place = new_place or made
        units, value = micro(move.quantity), move.value.minor
        insert(connection, "stock_moves", MOVES, [
            (client.id, seq, n, move.item, move.location, move.account, units, value, move.stated_value)
        ])  # fmt: skip
        insert(connection, "layer_moves", LAYER_MOVES, [
            (client.id, seq, n, m, *at.key[1:], part.layer, micro(part.quantity), part.value.minor, str(part.unit_cost))
            for m, part in enumerate(move.layers, 1)
        ])  # fmt: skip
        if not brought:
            _after(connection, at, layers, move)
    return new_place


def _room(connection: Connection, client: Client, at: At, entry: PostedEntry, move: StockMove) -> tuple[dict[str, Layer], bool]:
    """The layers there by id, and whether the place was made. A holding or a layer that units come into and the books do not have
    yet is made, and is empty."""
    rows = run(connection, PLACE, *at.key)
    layers = {
        id_: Layer(id_, None, quantity(micro_), Decimal(unit_cost), Money(minor, client.currency))
        for id_, micro_, minor, unit_cost in rows
        if id_ is not None
    }
    if not rows:
        last = int(run(connection, LAST_PLACE, client.id)[0][0])
        insert(connection, "holdings", HOLDINGS, [(*at.key, last + 1, move.account, True)])
    elif entry.kind is Kind.INTAKE and move.value.minor > 0:  # goods that came in at a cost have one on record from now on
        run(connection, COST_KNOWN, *at.key)
    for part in move.layers:
        if part.layer not in layers:
            _empty(connection, at, part.layer, len(layers) + 1, entry.entry_date, part.unit_cost)
            layers[part.layer] = Layer(part.layer, None, Decimal(0), part.unit_cost, Money.zero(client.currency))
    return layers, not rows


def _empty(connection: Connection, at: At, layer: str, position: int, received: date, unit_cost: Decimal) -> None:
    cost = str(unit_cost)
    insert(connection, "layers", LAYERS, [(*at.key, layer, position, day_text(received), 0, 0, cost, 0, 0, cost)])


def _after(connection: Connection, at: At, layers: dict[str, Layer], move: StockMove) -> None:
    """The layers as they are after the move."""
    for part in move.layers:
        layers[part.layer] = moved(layers[part.layer], part)
    for id_ in {part.layer for part in move.layers}:
        after = layers[id_]
        run(connection, LAYER, micro(after.quantity), after.value.minor, str(after.unit_cost), *at.key, id_)
