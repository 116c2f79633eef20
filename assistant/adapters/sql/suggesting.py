"""What a person is typing to the goods and the places that it may mean, by the database: a client may have many goods."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.types import quantity

WORDS = 6  # typed, that are looked for; more make a search no narrower
ON_HAND = (
    "(SELECT coalesce(sum(y.quantity_micro), 0) FROM layers y WHERE y.client_id = i.client_id AND y.item = i.key) AS on_hand"
)
ITEMS = (
    f"SELECT i.key, i.name, i.unit, {ON_HAND} FROM items i WHERE i.client_id = :client{{}}"
    " ORDER BY CASE WHEN lower(i.key) LIKE :begins ESCAPE '!' THEN 0 WHEN lower(i.name) LIKE :begins ESCAPE '!' THEN 1"
    " ELSE 2 END, i.position LIMIT :most"
)
ITEM_HAS = " AND (lower(i.key) LIKE :{0} ESCAPE '!' OR lower(i.name) LIKE :{0} ESCAPE '!')"
PLACES = (
    "SELECT location, min(position) AS place FROM holdings WHERE client_id = :client AND location <> ''"
    " AND lower(location) LIKE :has ESCAPE '!'{} GROUP BY location ORDER BY place LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class ItemLike:
    """Goods as they are offered to who types: `on_hand` over all places."""

    key: str
    name: str
    unit: str
    on_hand: Decimal


class Suggesting:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client

    def items_like(self, said: str, *, most: int = 12) -> tuple[ItemLike, ...]:
        """Goods whose SKU or name has each word typed, those that begin so first."""
        words = said.lower().split()[:WORDS]
        values: dict[str, Any] = {"client": self.client.id, "most": most, "begins": f"{_literal(' '.join(words))}%"}
        where = ""
        for n, word in enumerate(words):
            values[f"word_{n}"] = f"%{_literal(word)}%"
            where += ITEM_HAS.format(f"word_{n}")
        rows = self.connection.execute(text(ITEMS.format(where)), values)
        return tuple(ItemLike(row.key, row.name, row.unit, quantity(int(row.on_hand))) for row in rows)

    def places_like(self, said: str, *, item: str = "", most: int = 12) -> tuple[str, ...]:
        """Places whose name has what is typed; with an item's key, those where it is kept."""
        values = {"client": self.client.id, "most": most, "has": f"%{_literal(said.strip().lower())}%"}
        kept = " AND item = :item" if item else ""
        rows = self.connection.execute(text(PLACES.format(kept)), values | ({"item": item} if item else {}))
        return tuple(row.location for row in rows)


def _literal(words: str) -> str:
    """The words as LIKE takes them, its own signs among them."""
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
