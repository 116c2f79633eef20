"""Stored rows to one client's books as they stand: chart with today's balances, stock with what drafts hold back, policy.

Plain SQL, as in the other modules that `writeoff draft` runs through: to import SQLModel would take most of the time it has.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import Connection, text

from assistant.adapters.sql.codec import decode
from assistant.adapters.sql.statement import Found, Statement
from assistant.adapters.sql.types import quantity
from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.client_books import Difference
from assistant.books.goods import Holding, Item, Layer, Stock
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder


def _of_all_or_some(statement: str, column: str) -> tuple[Statement, Statement]:
    """The statement for all rows of a client, and for those alone whose column is among `keys`."""
    return Statement(statement.format("")), Statement(statement.format(f" AND {column} IN :keys"))


ACCOUNTS = _of_all_or_some(
    "SELECT key, number, name, full_name, type, balance_minor, detail_type, parent, active, postable, description"
    " FROM accounts WHERE client_id = :client{} ORDER BY position",
    "key",
)
BALANCES = Statement("SELECT key, balance_minor FROM accounts WHERE client_id = :client AND key IN :keys")
ITEMS = _of_all_or_some(
    "SELECT key, sku, name, unit, units_per_case, selling_price FROM items WHERE client_id = :client{} ORDER BY position", "key"
)
HOLDINGS = Statement("SELECT item, location, account, cost_known FROM holdings WHERE client_id = :client ORDER BY position")
LAYERS = _of_all_or_some(
    "SELECT item, location, id, received, quantity_micro, unit_cost, value_minor FROM layers WHERE client_id = :client{}"
    " ORDER BY item, location, received IS NOT NULL, received, position",  # oldest first, those without a day first of all
    "item",
)
_RESERVED = (
    "SELECT item, location, sum(quantity_micro) AS micro FROM draft_stock"
    " WHERE client_id = :client AND draft_id <> :without GROUP BY item, location"
)
_HELD = (
    "SELECT item, location, sum(quantity_micro) FROM stock_holds"
    " WHERE client_id = :client AND released_at IS NULL GROUP BY item, location"
)
RESERVED, HELD = text(_RESERVED), text(_HELD)
RESERVED_OF = _of_all_or_some(
    "SELECT item, location, sum(quantity_micro) FROM draft_stock WHERE client_id = :client{} GROUP BY item, location", "item"
)
TAKEN_OF = _of_all_or_some(
    "SELECT 'reserved', item, location, sum(quantity_micro) FROM draft_stock WHERE client_id = :client{0} GROUP BY item, location"
    " UNION ALL SELECT 'held', item, location, sum(quantity_micro) FROM stock_holds"
    " WHERE client_id = :client{0} AND released_at IS NULL GROUP BY item, location",
    "item",
)
# In no groups, for these SQLite would take from the index of goods, along what all drafts hold back.
RESERVED_BY = Statement("SELECT item, location, quantity_micro FROM draft_stock WHERE client_id = :client AND draft_id = :draft")
DIFFERENCES = Statement("SELECT name, account, amount_minor, says FROM differences WHERE client_id = :client ORDER BY n")
POLICY = Statement("SELECT document FROM policies WHERE client_id = :client ORDER BY version DESC LIMIT 1")
POLICY_VERSION = Statement("SELECT max(version) FROM policies WHERE client_id = :client")
POLICY_OF = Statement("SELECT document FROM policies WHERE client_id = :client AND version = :version")
Sums = dict[tuple[str, str], Decimal]  # by item and place
Layers = dict[tuple[str, str], list[Layer]]
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Client:
    """Whose books they are: the slug a person types, the name, and what every amount and day in them is written in."""

    id: str
    name: str
    currency: str
    date_order: DateOrder


def read_policy(connection: Connection, client: Client) -> Policy:
    return _policy(POLICY.value(connection, {"client": client.id}))


@lru_cache(maxsize=256)
def _policy(document: str) -> Policy:
    """Most of what is read is read under the same policy as before."""
    return decode(Policy, document)


def policy_version(connection: Connection, client: Client) -> int:
    return int(POLICY_VERSION.value(connection, {"client": client.id}))


def policy_of(connection: Connection, client: Client, version: int) -> Policy | None:
    document = POLICY_OF.value(connection, {"client": client.id, "version": version})
    return decode(Policy, document) if document is not None else None


def read_differences(connection: Connection, client: Client) -> tuple[Difference, ...]:
    """What was accepted when the books were opened."""
    rows = DIFFERENCES.rows(connection, {"client": client.id})
    return tuple(Difference(name, account, Money(minor, client.currency), says) for name, account, minor, says in rows)


def read_chart(connection: Connection, client: Client, keys: Collection[str] | None = None) -> Chart:
    """The whole chart, or only the accounts of these keys."""
    return Chart(
        tuple(
            Account(
                key=key,
                number=number,
                name=name,
                full_name=full_name,
                type=AccountType(of_type),
                balance=Money(minor, client.currency),
                detail_type=detail_type,
                parent=parent,
                active=bool(active),
                postable=bool(postable),
                description=description,
            )
            for key, number, name, full_name, of_type, minor, detail_type, parent, active, postable, description in _rows(
                ACCOUNTS, connection, client, keys
            )
        )
    )


def read_balances(connection: Connection, client: Client, keys: Collection[str]) -> dict[str, Money]:
    """What these accounts hold."""
    rows = BALANCES.rows(connection, {"client": client.id, "keys": keys})
    return {key: Money(minor, client.currency) for key, minor in rows}


def read_stock(connection: Connection, client: Client) -> Stock:
    """All goods and where they lie."""
    return Stock(read_items(connection, client), read_holdings(connection, client))


def read_items(connection: Connection, client: Client) -> tuple[Item, ...]:
    return tuple(
        Item(key, sku, name, unit, _decimal(units_per_case), _decimal(selling_price))
        for key, sku, name, unit, units_per_case, selling_price in _rows(ITEMS, connection, client, None)
    )


def read_holdings(connection: Connection, client: Client) -> tuple[Holding, ...]:
    """Where all items lie, in the client's order; with what all waiting drafts hold back."""
    lying = _lying(connection, client, None)
    return tuple(
        _as_it_lies(Holding(item, location, account, (), cost_known=bool(cost_known)), *lying)
        for item, location, account, cost_known in HOLDINGS.rows(connection, {"client": client.id})
    )


def read_moved(
    connection: Connection, client: Client, known: Iterable[Holding], keys: Collection[str]
) -> tuple[Holding, ...]:  # fmt: skip
    """These places of the items of these keys as they are since goods moved there, or are held back; else they are as known."""
    lying = _lying(connection, client, keys)
    return tuple(_as_it_lies(each, *lying) for each in known)


def _lying(connection: Connection, client: Client, keys: Collection[str] | None) -> tuple[Layers, Sums, Sums]:
    """What lies where; what waiting drafts hold back of it; and what a person set aside."""
    layers: Layers = {}
    for item, location, id_, received, micro, unit_cost, minor in _rows(LAYERS, connection, client, keys):
        value = Money(minor, client.currency)
        layer = Layer(id_, _day(received), quantity(micro), Decimal(unit_cost), value)
        layers.setdefault((item, location), []).append(layer)
    taken: dict[str, Sums] = {"reserved": {}, "held": {}}
    for how, item, location, micro in _rows(TAKEN_OF, connection, client, keys):
        taken[how][item, location] = quantity(int(micro))
    return layers, taken["reserved"], taken["held"]


def _as_it_lies(known: Holding, layers: Layers, reserved: Sums, held: Sums) -> Holding:
    place = known.item, known.location
    there = tuple(layers.get(place, ()))
    aside = min(held[place], sum((layer.quantity for layer in there), NONE)) if place in held else NONE
    return Holding(known.item, known.location, known.account, there, known.cost_known, reserved.get(place, NONE), aside)


def read_reserved(connection: Connection, client: Client, keys: Collection[str] | None = None) -> Sums:
    """What waiting drafts hold back."""
    return _sums(_rows(RESERVED_OF, connection, client, keys))


def without(stock: Stock, connection: Connection, client: Client, draft: str) -> Stock:
    """The stock without what this draft holds back."""
    own: Sums = {}
    for item, location, micro in RESERVED_BY.rows(connection, {"client": client.id, "draft": draft}):
        own[item, location] = own.get((item, location), Decimal(0)) - quantity(micro)
    return stock.reserving(own)


def _sums(rows: list[Found]) -> Sums:
    return {(item, location): quantity(int(micro)) for item, location, micro in rows}


def _decimal(said: str | None) -> Decimal | None:
    return Decimal(said) if said else None


def _day(said: date | str | None) -> date | None:
    """As SQLite keeps it, and as PostgreSQL."""
    return date.fromisoformat(said) if isinstance(said, str) else said


def _rows(
    asked: tuple[Statement, Statement], connection: Connection, client: Client, keys: Collection[str] | None
) -> list[Found]:  # fmt: skip
    all_rows, some_rows = asked
    if keys is None:
        return all_rows.rows(connection, {"client": client.id})
    return some_rows.rows(connection, {"client": client.id, "keys": keys}) if keys else []
