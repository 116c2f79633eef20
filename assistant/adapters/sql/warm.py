"""A client's books as a process last read them, and how they are brought up to date: only what was changed since is read anew.

The database counts the changes of each client's books and keeps, by triggers, which of them last touched each part (`changes`).
Beside what was read stands the number of the last change that it knew of. Whatever nobody touched is handed on as the same
object, so that what is worked out of a chart or a list of goods is worked out once. All of it is frozen: threads share it.

What a transaction reads of its own writes is its own until it is committed (`KeptBooks.keep`); one that is undone leaves nothing.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

from sqlalchemy import Connection

from assistant.adapters.sql.connected import read_connected, read_found, read_links
from assistant.adapters.sql.precedents import read_precedents, read_some_precedents
from assistant.adapters.sql.reading import (
    Client,
    read_balances,
    read_chart,
    read_differences,
    read_holdings,
    read_items,
    read_moved,
    read_policy,
    read_reserved,
    read_stock,
)
from assistant.adapters.sql.statement import Statement
from assistant.books.accounts import Chart
from assistant.books.client_books import Difference
from assistant.books.connected import Connected
from assistant.books.goods import Stock
from assistant.books.policy import Policy
from assistant.books.precedent import Precedents

# The row of the policy is there in all books, and `born` anew where they are put back from a copy.
CHANGED = Statement(
    "SELECT part, key, n, born FROM changes WHERE client_id = :client AND n > :known"
    " UNION ALL SELECT '', '', (SELECT max(n) FROM changes WHERE client_id = :client), born FROM changes"
    " WHERE client_id = :client AND part = 'policies' AND key = ''"
)
MANY = 200  # goods that are read one by one; of more, all are
MOST_ROWS = 60_000  # of accounts, goods and precedents, of the clients whose books are kept
Touched = dict[str, set[str]]  # part to keys


@dataclass(frozen=True, slots=True)
class Warm:
    """A client's books after its change `n`, without its journal and without what waits for a person."""

    born: str
    n: int
    policy: Policy
    chart: Chart
    stock: Stock
    differences: tuple[Difference, ...]
    precedents: Precedents
    connected: Connected | None

    @property
    def rows(self) -> int:
        return len(self.chart) + len(self.stock.items) + len(self.stock.holdings) + len(self.precedents.all)


class KeptBooks:
    """The books that a process keeps, of those clients that it was asked about last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Warm] = OrderedDict()
        self._rows = 0
        self._lock = Lock()

    def of(self, client: str) -> Warm | None:
        with self._lock:
            if client in self._kept:
                self._kept.move_to_end(client)
            return self._kept.get(client)

    def keep(self, client: str, warm: Warm) -> None:
        """Committed books. Those that are older than what is kept are not."""
        with self._lock:
            known = self._kept.get(client)
            if known is not None and known.born == warm.born and known.n >= warm.n:
                return
            self._rows += warm.rows - (known.rows if known is not None else 0)
            self._kept[client] = warm
            self._kept.move_to_end(client)
            while self._rows > MOST_ROWS and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._rows -= gone.rows


def read_warm(connection: Connection, client: Client, known: Warm | None) -> Warm:
    """The books as the transaction sees them; `known` is what was read of them before."""
    found = CHANGED.rows(connection, {"client": client.id, "known": known.n if known is not None else 2**62})
    n, born = next((n, born) for part, _, n, born in found if not part)
    if known is None or known.born != born or n < known.n:
        return read_whole(connection, client, born, n)
    touched: Touched = {}
    for part, key, *_ in found:
        if part:
            touched.setdefault(part, set()).add(key)
    return brought_up_to_date(connection, client, replace(known, n=n), touched) if touched else known


def read_whole(connection: Connection, client: Client, born: str, n: int) -> Warm:
    return Warm(
        born=born,
        n=n,
        policy=read_policy(connection, client),
        chart=read_chart(connection, client),
        stock=read_stock(connection, client),
        differences=read_differences(connection, client),
        precedents=read_precedents(connection, client.id),
        connected=read_connected(connection, client.id, client.currency),
    )


def brought_up_to_date(connection: Connection, client: Client, known: Warm, touched: Touched) -> Warm:
    now: dict[str, Any] = {}
    if "policies" in touched:
        now["policy"] = read_policy(connection, client)
    if "accounts" in touched:
        now["chart"] = read_chart(connection, client)
    elif "balances" in touched:
        now["chart"] = known.chart.with_balances(read_balances(connection, client, touched["balances"]))
    if touched.keys() & {"items", "holdings", "layers", "stock_holds", "draft_stock"}:
        now["stock"] = _stock(connection, client, known.stock, touched)
    if "differences" in touched:
        now["differences"] = read_differences(connection, client)
    if "precedents" in touched:
        there = read_some_precedents(connection, client.id, touched["precedents"])
        gone = touched["precedents"] - {one.id for one in there}
        now["precedents"] = (known.precedents.without(gone) if gone else known.precedents).with_(there)
    if touched.keys() & {"connections", "remote_snapshots", "remote_links", "remote_found"}:
        now["connected"] = _connected(connection, client, known.connected, touched)
    return replace(known, **now)


def _stock(connection: Connection, client: Client, known: Stock, touched: Touched) -> Stock:
    items = read_items(connection, client) if "items" in touched else known.items
    moved = touched.get("layers", set()) | touched.get("stock_holds", set())
    reserved = touched.get("draft_stock", set())
    if items is not known.items or "holdings" in touched or len(moved | reserved) > MANY:
        return Stock(items, read_holdings(connection, client))
    there = [holding for item in moved for holding in known.held(item)]
    stock = known.with_holdings(read_moved(connection, client, there, moved)) if moved else known
    if not reserved - moved:
        return stock
    units = read_reserved(connection, client, reserved - moved)
    held = (holding for item in reserved - moved for holding in stock.held(item))
    return stock.with_holdings(
        replace(each, reserved=units.get((each.item, each.location), each.reserved * 0)) for each in held
    )


def _connected(connection: Connection, client: Client, known: Connected | None, touched: Touched) -> Connected | None:
    if known is None or touched.keys() & {"connections", "remote_snapshots"}:
        return read_connected(connection, client.id, client.currency)
    if "remote_links" in touched:
        known = replace(known, links=read_links(connection, client.id, known.realm))
    if "remote_found" in touched:
        known = replace(known, found=read_found(connection, client.id, client.currency, known.realm))
    return known
