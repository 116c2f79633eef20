"""What each client calls things by, from its lists; and whether these are still as they were, by the end of its audit trail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, text

from assistant.adapters.sql.connected import COMPANY, read_snapshot
from assistant.adapters.sql.reading import read_chart
from assistant.adapters.sql.store import SqlStore
from assistant.books.accounts import Account, AccountType
from assistant.books.client_names import ClientNames

# The end of each trail by the index of its key: to group by client would read them whole.
LATEST = text(
    "SELECT id, (SELECT max(seq) FROM audit_events WHERE client_id = clients.id) AS latest FROM clients WHERE id IN :clients"
).bindparams(bindparam("clients", expanding=True))
LISTS_CHANGED = ("client.opened", "client.updated", "quickbooks.pulled")
CHANGED = text("SELECT 1 FROM audit_events WHERE client_id = :client AND seq > :since AND what IN :changes LIMIT 1").bindparams(
    bindparam("changes", expanding=True)
)
GOODS = text("SELECT sku, name FROM items WHERE client_id = :client ORDER BY position")
PLACES = text("SELECT DISTINCT location FROM holdings WHERE client_id = :client AND location <> ''")
PARTIES = text("SELECT DISTINCT party FROM lines WHERE client_id = :client AND party <> ''")
SALES = "SalesOfProductIncome"


@dataclass(frozen=True, slots=True)
class SqlNames:
    """Implements bookkeeping.whose.NamesStore."""

    store: SqlStore

    def latest(self, clients: Collection[str]) -> Mapping[str, int]:
        with self.store.across(clients) as connection:
            return {row.id: int(row.latest or 0) for row in connection.execute(LATEST, {"clients": sorted(clients)})}

    def renamed(self, client: str, *, since: int) -> bool:
        with self.store.client(client, reads=True) as books:
            values = {"client": client, "since": since, "changes": list(LISTS_CHANGED)}
            return books.connection.execute(CHANGED, values).scalar() is not None

    def names(self, client: str) -> ClientNames:
        with self.store.client(client, reads=True) as books:
            connection, of = books.connection, {"client": client}
            accounts = [account for account in read_chart(connection, books.client) if account.active]
            company = connection.execute(COMPANY, of).one_or_none()
            snapshot = read_snapshot(connection, client, company.realm) if company is not None else None
            vendors = [row.name for row in snapshot.vendors] if snapshot is not None else []
            return ClientNames(
                client=client,
                name=books.client.name,
                goods=tuple((row.sku, row.name) for row in connection.execute(GOODS, of)),
                places=tuple(connection.execute(PLACES, of).scalars()),
                suppliers=tuple(dict.fromkeys([*vendors, *connection.execute(PARTIES, of).scalars()])),
                kinds=tuple(f"{account.name} {account.description}" for account in accounts if _is_of_goods(account)),
                accounts=tuple(account.name for account in accounts),
            )


def _is_of_goods(account: Account) -> bool:
    """Goods are bought, held or sold by it."""
    sold = account.type is AccountType.INCOME and account.detail_type == SALES
    return sold or account.holds_goods or account.type is AccountType.COST_OF_GOODS_SOLD
