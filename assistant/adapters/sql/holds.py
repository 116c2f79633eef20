"""Goods that are set aside: to rows and back."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, text

from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.types import Instant, instant_text, micro, quantity
from assistant.books.hold import Awaiting, Hold
from assistant.errors import NotFound

COLUMNS = "n, item, location, quantity_micro, awaiting, note, held_by, held_at, released_by, released_at"
HOLD = text(f"SELECT {COLUMNS} FROM stock_holds WHERE client_id = :client AND n = :n").columns(
    held_at=Instant, released_at=Instant
)
OPEN = text(
    f"SELECT {COLUMNS} FROM stock_holds WHERE client_id = :client AND released_at IS NULL"
    " AND (CAST(:item AS VARCHAR) = '' OR item = :item) ORDER BY n"
).columns(held_at=Instant, released_at=Instant)
ENDED = text(
    f"SELECT {COLUMNS} FROM stock_holds WHERE client_id = :client AND item = :item AND released_at IS NOT NULL"
    " ORDER BY released_at DESC, n DESC LIMIT :limit"
).columns(held_at=Instant, released_at=Instant)
NEXT = text("SELECT coalesce(max(n), 0) + 1 FROM stock_holds WHERE client_id = :client")
SAVE = text(
    f"INSERT INTO stock_holds (client_id, {COLUMNS})"
    " VALUES (:client, :n, :item, :location, :micro, :awaiting, :note, :held_by, :held_at, :released_by, :released_at)"
    " ON CONFLICT (client_id, n) DO UPDATE SET quantity_micro = excluded.quantity_micro,"
    " released_by = excluded.released_by, released_at = excluded.released_at"
)
ON_HAND = text(
    "SELECT holdings.location, coalesce(sum(layers.quantity_micro), 0) AS micro FROM holdings LEFT JOIN layers"
    " ON layers.client_id = holdings.client_id AND layers.item = holdings.item AND layers.location = holdings.location"
    " WHERE holdings.client_id = :client AND holdings.item = :item GROUP BY holdings.location, holdings.position"
    " ORDER BY holdings.position"
)
ALIKE = text("SELECT key FROM items WHERE client_id = :client AND (key = :said OR lower(key) = lower(:said)) ORDER BY position")


class Holds:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client

    def hold(self, n: int) -> Hold:
        """The hold of this number, or NotFound."""
        row = self.connection.execute(HOLD, {"client": self.client.id, "n": n}).one_or_none()
        if row is None:
            raise NotFound(f"Nothing is set aside as H-{n}.", "writeoff stock SKU lists what is set aside of an item.")
        return _hold(row)

    def holds(self, item: str = "") -> tuple[Hold, ...]:
        """What is set aside now, of one item (by key) or of all, oldest first."""
        return tuple(_hold(row) for row in self.connection.execute(OPEN, {"client": self.client.id, "item": item}))

    def ended_holds(self, item: str, *, limit: int = 20) -> tuple[Hold, ...]:
        """What was set aside of the item and let go again, the last first."""
        values = {"client": self.client.id, "item": item, "limit": limit}
        return tuple(_hold(row) for row in self.connection.execute(ENDED, values))

    def next_hold(self) -> int:
        return int(self.connection.execute(NEXT, {"client": self.client.id}).scalar_one())

    def save_hold(self, hold: Hold) -> None:
        """A hold, new or as it now stands: only what is left of it, and who released it, ever change."""
        values = {
            "client": self.client.id, "n": hold.n, "item": hold.item, "location": hold.location, "micro": micro(hold.quantity),
            "awaiting": hold.awaiting.value, "note": hold.note, "held_by": hold.held_by, "held_at": instant_text(hold.held_at),
            "released_by": hold.released_by,
            "released_at": instant_text(hold.released_at) if hold.released_at is not None else None,
        }  # fmt: skip
        self.connection.execute(SAVE, values)

    def item_named(self, said: str) -> str:
        """The item's own key, where a person may have typed it in the other case. NotFound for one the books do not know."""
        alike = list(self.connection.execute(ALIKE, {"client": self.client.id, "said": said.strip()}).scalars())
        if said in alike:
            return said
        if len(alike) != 1:
            raise NotFound(f"There is no item {said}.", "writeoff stock lists them.")
        return str(alike[0])

    def on_hand_of(self, item: str) -> dict[str, Decimal]:
        """Place to units on hand of the item (by key), in the client's order."""
        rows = self.connection.execute(ON_HAND, {"client": self.client.id, "item": item})
        return {row.location: quantity(int(row.micro)) for row in rows}


def _hold(row: Row[Any]) -> Hold:
    return Hold(
        n=row.n,
        item=row.item,
        location=row.location,
        quantity=quantity(row.quantity_micro),
        awaiting=Awaiting(row.awaiting),
        note=row.note,
        held_by=row.held_by,
        held_at=row.held_at,
        released_by=row.released_by,
        released_at=row.released_at,
    )
