"""Stored rows to one client's books as they stand: chart with today's balances, stock with what drafts hold back, journal.

Plain SQL, as in the other modules that `writeoff draft` runs through: to import SQLModel would take most of the time it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Date, Row, text

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

ACCOUNTS = text(
    "SELECT key, number, name, full_name, type, balance_minor, detail_type, parent, active, postable, description"
    " FROM accounts WHERE client_id = :client ORDER BY position"
)
ITEMS = text("SELECT key, sku, name, unit, units_per_case, selling_price FROM items WHERE client_id = :client ORDER BY position")
HOLDINGS = text("SELECT item, location, account, cost_known FROM holdings WHERE client_id = :client ORDER BY position")
LAYERS = text(
    "SELECT item, location, id, received, quantity_micro, unit_cost, value_minor FROM layers WHERE client_id = :client"
    " ORDER BY item, location, received IS NOT NULL, received, position"  # oldest first, those without a day before all others
).columns(received=Date)
RESERVED = text(
    "SELECT item, location, sum(quantity_micro) FROM draft_stock"
    " WHERE client_id = :client AND draft_id <> :without GROUP BY item, location"
)
DIFFERENCES = text("SELECT name, account, amount_minor, says FROM differences WHERE client_id = :client ORDER BY n")
POLICY = text("SELECT document FROM policies WHERE client_id = :client ORDER BY version DESC LIMIT 1")


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
    return decode(Policy, connection.execute(POLICY, {"client": client.id}).scalar_one())


def read_chart(connection: Connection, client: Client) -> Chart:
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
            for row in all_rows(connection, ACCOUNTS, client)
        )
    )


def read_stock(connection: Connection, client: Client, *, without_draft: str = "") -> Stock:
    layers: dict[tuple[str, str], list[Layer]] = {}
    for row in all_rows(connection, LAYERS, client):
        value = Money(row.value_minor, client.currency)
        layer = Layer(row.id, row.received, quantity(row.quantity_micro), Decimal(row.unit_cost), value)
        layers.setdefault((row.item, row.location), []).append(layer)
    reserved = {
        (item, location): quantity(int(micro))
        for item, location, micro in connection.execute(RESERVED, {"client": client.id, "without": without_draft})
    }
    holdings = tuple(
        Holding(
            item=row.item,
            location=row.location,
            account=row.account,
            layers=tuple(layers.get((row.item, row.location), ())),
            cost_known=bool(row.cost_known),
            reserved=reserved.get((row.item, row.location), Decimal(0)),
        )
        for row in all_rows(connection, HOLDINGS, client)
    )
    items = tuple(
        Item(row.key, row.sku, row.name, row.unit, _decimal(row.units_per_case), _decimal(row.selling_price))
        for row in all_rows(connection, ITEMS, client)
    )
    return Stock(items, holdings)


def _decimal(said: str | None) -> Decimal | None:
    return Decimal(said) if said else None


def all_rows(connection: Connection, statement: Any, client: Client) -> Sequence[Row[Any]]:
    return connection.execute(statement, {"client": client.id}).all()
