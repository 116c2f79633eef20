"""Entries to the ledger: journal, balances, stock moves, layers and outbox rows, in the caller's transaction.

The only way in, for one entry and for many. Entries are written open and sealed last, in their order; the database refuses to
seal one that does not balance, and one that follows another which is still open.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

from assistant.adapters.sql import posted_rows
from assistant.adapters.sql.journal import latest
from assistant.adapters.sql.likenesses import mark_entry
from assistant.adapters.sql.moving import move_stock
from assistant.adapters.sql.posted_rows import PostedRows
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.rows import insert, run, run_each
from assistant.books.accounts import AccountType, Side
from assistant.books.entry import PostedEntry

SEAL = "UPDATE entries SET sealed = true WHERE client_id = ? AND seq BETWEEN ? AND ?"
_DEBIT_TYPES = ", ".join(f"'{kind.value}'" for kind in AccountType if kind.normal_side is Side.DEBIT)
BALANCE = (  # signed in the normal side of the account's type
    f"UPDATE accounts SET balance_minor = balance_minor + CASE WHEN type IN ({_DEBIT_TYPES}) THEN ? ELSE ? END"
    " WHERE client_id = ? AND key = ?"
)


def post(connection: Connection, client: Client, *entries: PostedEntry) -> bool:
    """Adds the entries as the next of the journal, in this order. Whether the books have a new place of goods by them.
    IntegrityError where a rule of the database refuses one."""
    first = latest(connection, client.id) + 1
    rows = posted_rows.posted_rows(client.id, client.currency, entries, first=first)
    return write(connection, client, rows, entries)


def write(connection: Connection, client: Client, rows: PostedRows, moving: Sequence[PostedEntry] = ()) -> bool:
    """Rows of entries that were made ahead, and the stock that those `moving` move: all of the rows, or none. Whether the books
    have a new place of goods by them."""
    _open(connection, rows)
    _add_to_balances(connection, client, rows.debits)
    new_places = [move_stock(connection, client, seq, entry) for seq, entry in enumerate(moving, rows.first)]
    run(connection, SEAL, client.id, rows.first, rows.last)
    for entry in moving:
        mark_entry(connection, client.id, client.currency, entry)
    insert(connection, "outbox", posted_rows.OUTBOX, rows.outbox)
    return any(new_places)


def bring(connection: Connection, client: Client, entries: Sequence[PostedEntry], *, first: int) -> None:
    """Adds entries of the client's earlier books, to be referred to and reversed; their amounts are in the openings already."""
    if not entries:
        return
    rows = posted_rows.posted_rows(client.id, client.currency, entries, first=first, brought=True)
    _open(connection, rows)
    for seq, entry in enumerate(entries, first):
        move_stock(connection, client, seq, entry, brought=True)
    run(connection, SEAL, client.id, rows.first, rows.last)
    for entry in entries:
        mark_entry(connection, client.id, client.currency, entry)


def _open(connection: Connection, rows: PostedRows) -> None:
    """The entries, still open, and their parts."""
    insert(connection, "entries", posted_rows.ENTRIES, rows.entries)
    insert(connection, "lines", posted_rows.LINES, rows.lines)
    insert(connection, "entry_goods", posted_rows.GOODS, rows.goods)
    insert(connection, "reserve_moves", posted_rows.RESERVES, rows.reserves)


def _add_to_balances(connection: Connection, client: Client, debits: dict[str, int]) -> None:
    """Each account's balance, by what they debit it less what they credit it."""
    run_each(connection, BALANCE, [(minor, -minor, client.id, account) for account, minor in sorted(debits.items()) if minor])
