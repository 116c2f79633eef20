"""Stored rows to one client's books as they stand: chart with today's balances, stock with what drafts hold back, journal.

Plain SQL, as in the other modules that `writeoff draft` runs through: to import SQLModel would take most of the time it has.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Date, Row, TextClause, bindparam, text

from assistant.adapters.sql.codec import decode
from assistant.adapters.sql.connected import read_connected
from assistant.adapters.sql.drafts import read_drafted
from assistant.adapters.sql.precedents import read_precedents
from assistant.adapters.sql.types import quantity
from assistant.books.accounts import Account, AccountType, Chart
from assistant.books.client_books import ClientBooks, Difference
from assistant.books.entry import History
from assistant.books.goods import Holding, Item, Layer, Stock
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder


def _of_all_or_some(statement: str, column: str) -> tuple[TextClause, TextClause]:
    """The statement for all rows of a client, and for those alone whose column is among `keys`."""
    some = text(statement.format(f" AND {column} IN :keys")).bindparams(bindparam("keys", expanding=True))
    return text(statement.format("")), some


ACCOUNTS, SOME_ACCOUNTS = _of_all_or_some(
    "SELECT key, number, name, full_name, type, balance_minor, detail_type, parent, active, postable, description"
    " FROM accounts WHERE client_id = :client{} ORDER BY position",
    "key",
)
ITEMS, SOME_ITEMS = _of_all_or_some(
    "SELECT key, sku, name, unit, units_per_case, selling_price FROM items WHERE client_id = :client{} ORDER BY position", "key"
)
HOLDINGS, SOME_HOLDINGS = _of_all_or_some(
    "SELECT item, location, account, cost_known FROM holdings WHERE client_id = :client{} ORDER BY position", "item"
)
LAYERS, SOME_LAYERS = (
    statement.columns(received=Date)
    for statement in _of_all_or_some(
        "SELECT item, location, id, received, quantity_micro, unit_cost, value_minor FROM layers WHERE client_id = :client{}"
        " ORDER BY item, location, received IS NOT NULL, received, position",  # oldest first, those without a day first of all
        "item",
    )
)
RESERVED, SOME_RESERVED = _of_all_or_some(
    "SELECT item, location, sum(quantity_micro) AS micro FROM draft_stock"
    " WHERE client_id = :client AND draft_id <> :without{} GROUP BY item, location",
    "item",
)
HELD = text(
    "SELECT item, location, sum(quantity_micro) FROM stock_holds"
    " WHERE client_id = :client AND released_at IS NULL GROUP BY item, location"
)
DIFFERENCES = text("SELECT name, account, amount_minor, says FROM differences WHERE client_id = :client ORDER BY n")
POLICY = text("SELECT document FROM policies WHERE client_id = :client ORDER BY version DESC LIMIT 1")
POLICY_VERSION = text("SELECT max(version) FROM policies WHERE client_id = :client")
POLICY_OF = text("SELECT document FROM policies WHERE client_id = :client AND version = :version")


@dataclass(frozen=True, slots=True)
class Client:
    """Whose books they are: the slug a person types, the name, and what every amount and day in them is written in."""

    id: str
    name: str
    currency: str
    date_order: DateOrder


def read_books(
    connection: Connection, client: Client, history: History, *, without_draft: str = "", without_drafted: bool = False
) -> ClientBooks:
    return ClientBooks(
        client=client.id,
        name=client.name,
        currency=client.currency,
        date_order=client.date_order,
        policy=read_policy(connection, client),
        chart=read_chart(connection, client),
        stock=read_stock(connection, client, without_draft=without_draft),
        history=history,
        differences=tuple(
            Difference(row.name, row.account, Money(row.amount_minor, client.currency), row.says)
            for row in all_rows(connection, DIFFERENCES, client)
        ),
        precedents=read_precedents(connection, client.id),
        drafted=() if without_drafted else read_drafted(connection, client.id, without_draft=without_draft),
        connected=read_connected(connection, client.id, client.currency),
    )


def read_policy(connection: Connection, client: Client) -> Policy:
    return _policy(connection.execute(POLICY, {"client": client.id}).scalar_one())


@lru_cache(maxsize=256)
def _policy(document: str) -> Policy:
    """Most of what is read is read under the same policy as before."""
    return decode(Policy, document)


def policy_version(connection: Connection, client: Client) -> int:
    return int(connection.execute(POLICY_VERSION, {"client": client.id}).scalar_one())


def policy_of(connection: Connection, client: Client, version: int) -> Policy | None:
    document = connection.execute(POLICY_OF, {"client": client.id, "version": version}).scalar_one_or_none()
    return decode(Policy, document) if document is not None else None


def read_chart(connection: Connection, client: Client, keys: Collection[str] | None = None) -> Chart:
    """The whole chart, or only the accounts of these keys."""
    rows = all_rows(connection, ACCOUNTS, client) if keys is None else some_rows(connection, SOME_ACCOUNTS, client, keys)
    return Chart(
        tuple(
            Account(
                key=row.key,
                number=row.number,
                name=row.name,
                full_name=row.full_name,
                type=AccountType(row.type),
                balance=Money(row.balance_minor, client.currency),
                detail_type=row.detail_type,
                parent=row.parent,
                active=bool(row.active),
                postable=bool(row.postable),
                description=row.description,
            )
            for row in rows
        )
    )


def read_stock(
    connection: Connection, client: Client, *, without_draft: str = "", keys: Collection[str] | None = None
) -> Stock:  # fmt: skip
    """All goods and where they lie, or only the items of these keys."""

    def rows(all_of: Any, some_of: Any) -> Sequence[Row[Any]]:
        if keys is None:
            return all_rows(connection, all_of, client, without=without_draft)
        return some_rows(connection, some_of, client, keys, without=without_draft)

    layers: dict[tuple[str, str], list[Layer]] = {}
    for row in rows(LAYERS, SOME_LAYERS):
        value = Money(row.value_minor, client.currency)
        layer = Layer(row.id, row.received, quantity(row.quantity_micro), Decimal(row.unit_cost), value)
        layers.setdefault((row.item, row.location), []).append(layer)
    reserved = {(row.item, row.location): quantity(int(row.micro)) for row in rows(RESERVED, SOME_RESERVED)}
    held = {
        (item, location): quantity(int(micro))
        for item, location, micro in connection.execute(HELD, {"client": client.id})
    }
    on_hand = {place: sum((layer.quantity for layer in there), Decimal(0)) for place, there in layers.items()}
    holdings = tuple(
        Holding(
            item=row.item,
            location=row.location,
            account=row.account,
            layers=tuple(layers.get((row.item, row.location), ())),
            cost_known=bool(row.cost_known),
            reserved=reserved.get((row.item, row.location), Decimal(0)),
            held=min(held.get((row.item, row.location), Decimal(0)), on_hand.get((row.item, row.location), Decimal(0))),
        )
        for row in rows(HOLDINGS, SOME_HOLDINGS)
    )
    items = tuple(
        Item(row.key, row.sku, row.name, row.unit, _decimal(row.units_per_case), _decimal(row.selling_price))
        for row in rows(ITEMS, SOME_ITEMS)
    )
    return Stock(items, holdings)


def _decimal(said: str | None) -> Decimal | None:
    return Decimal(said) if said else None


def all_rows(connection: Connection, statement: Any, client: Client, **values: object) -> Sequence[Row[Any]]:
    return connection.execute(statement, {"client": client.id} | values).all()


def some_rows(
    connection: Connection, statement: Any, client: Client, keys: Collection[str], **values: object
) -> Sequence[Row[Any]]:
    return all_rows(connection, statement, client, keys=list(keys), **values) if keys else ()
