"""Balances and layers kept up to date, proved: each must be its opening and all that was posted since, added up anew."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.types import quantity
from assistant.books.accounts import AccountType, Side
from assistant.books.money import Money

DEBITS = "sum(CASE l.side WHEN 'debit' THEN l.amount_minor ELSE -l.amount_minor END)"
ACCOUNTS = text(
    f"SELECT a.key, a.type, a.opening_minor, a.balance_minor, coalesce({DEBITS}, 0) AS debits FROM accounts a"
    " LEFT JOIN (lines l JOIN entries e ON e.client_id = l.client_id AND e.seq = l.seq AND e.sealed AND NOT e.brought)"
    " ON l.client_id = a.client_id AND l.account = a.key"
    " WHERE a.client_id = :client GROUP BY a.client_id, a.key, a.type, a.opening_minor, a.balance_minor ORDER BY a.key"
)
LAYERS = text(
    "SELECT y.item, y.location, y.id, y.quantity_micro, y.value_minor,"
    " y.opening_micro + coalesce(sum(m.quantity_micro), 0) AS micro, y.opening_minor + coalesce(sum(m.value_minor), 0) AS minor"
    " FROM layers y"
    " LEFT JOIN (layer_moves m JOIN entries e ON e.client_id = m.client_id AND e.seq = m.seq AND e.sealed AND NOT e.brought)"
    " ON m.client_id = y.client_id AND m.item = y.item AND m.location = y.location AND m.layer = y.id"
    " WHERE y.client_id = :client GROUP BY y.client_id, y.item, y.location, y.id, y.quantity_micro, y.value_minor,"
    " y.opening_micro, y.opening_minor ORDER BY y.item, y.location, y.id"
)


def sums_that_differ(connection: Connection, client: Client) -> Iterator[str]:
    """A sentence for each account and layer that stands at something else than its entries add up to; none in sound books."""
    for row in connection.execute(ACCOUNTS, {"client": client.id}):
        debits = int(row.debits)
        sum_minor = row.opening_minor + (debits if AccountType(row.type).normal_side is Side.DEBIT else -debits)
        if row.balance_minor != sum_minor:
            stands, adds = Money(row.balance_minor, client.currency), Money(sum_minor, client.currency)
            yield f"Account {row.key} stands at {stands}, but its opening and entries add up to {adds}."
    for row in connection.execute(LAYERS, {"client": client.id}):
        if (row.quantity_micro, row.value_minor) != (int(row.micro), int(row.minor)):
            stands, adds = Money(row.value_minor, client.currency), Money(int(row.minor), client.currency)
            yield (
                f"Layer {row.id} of {row.item} stands at {quantity(row.quantity_micro)} for {stands}, but its opening and moves"
                f" add up to {quantity(int(row.micro))} for {adds}."
            )
