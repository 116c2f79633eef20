"""An entry to the ledger: journal, balances, stock moves, layers and the outbox row, in the caller's transaction.

The only way in. The entry is written open and sealed last; the database refuses to seal one that does not balance.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from assistant.adapters.sql.journal import POSTED, latest
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.tables.base import Row, table
from assistant.adapters.sql.tables.clients import AccountRow
from assistant.adapters.sql.tables.goods import HoldingRow, LayerRow
from assistant.adapters.sql.tables.journal import EntryGoodsRow, EntryRow, LayerMoveRow, LineRow, ReserveMoveRow, StockMoveRow
from assistant.adapters.sql.tables.outbox import OutboxRow
from assistant.adapters.sql.types import micro, quantity
from assistant.books.accounts import AccountType, Side
from assistant.books.entry import PostedEntry
from assistant.books.goods import Layer, StockMove, moved
from assistant.books.money import Money
from assistant.books.reasons import Kind

ACCOUNTS, HOLDINGS, LAYERS, ENTRIES, OUTBOX = (table(row) for row in (AccountRow, HoldingRow, LayerRow, EntryRow, OutboxRow))


def post(connection: Connection, client: Client, entry: PostedEntry) -> None:
    """Adds the entry as the next of the journal. Raises IntegrityError where a rule of the database refuses it."""
    seq = latest(connection, client.id) + 1
    for move in entry.moves:
        assert sum((part.quantity for part in move.layers), Decimal(0)) == move.quantity, move
        make_room(connection, client, entry, move)
    write(connection, client, entry, seq, brought=False)
    add_to_balances(connection, client, entry)
    for move in entry.moves:
        move_layers(connection, client, move)
    seal(connection, client, seq)
    message = {"client_id": client.id, "topic": POSTED, "seq": seq, "written_at": entry.posted_at}
    connection.execute(insert(OUTBOX), message)


def bring(connection: Connection, client: Client, entry: PostedEntry, seq: int) -> None:
    """Adds an entry of the client's earlier books, to be referred to and reversed; its amounts are in the openings already."""
    for move in entry.moves:
        make_room(connection, client, entry, move)
    write(connection, client, entry, seq, brought=True)
    seal(connection, client, seq)


def write(connection: Connection, client: Client, entry: PostedEntry, seq: int, *, brought: bool) -> None:
    """The entry, still open, and its parts."""
    head = {
        "client_id": client.id, "seq": seq, "id": entry.id, "number": entry.number, "entry_date": entry.entry_date,
        "kind": entry.kind, "reason": entry.reason, "memo": entry.memo, "text": entry.text,
        "currency": currency_of(entry, client), "reverses": entry.reverses or None, "draft_id": entry.draft_id or None,
        "posted_by": entry.posted_by, "posted_at": entry.posted_at, "brought": brought, "sealed": False,
        "sub_reason": entry.sub_reason,
    }  # fmt: skip
    connection.execute(insert(ENTRIES), head)
    of_entry = {"client_id": client.id, "seq": seq}
    add(connection, LineRow, [
        of_entry | {"n": n, "side": line.side, "account": line.account, "amount_minor": line.amount.minor, "role": line.role,
                    "party": line.party, "class": line.klass}
        for n, line in enumerate(entry.lines, 1)
    ])  # fmt: skip
    add(connection, EntryGoodsRow, [
        of_entry | {"n": n, "item": item, "location": location, "quantity_micro": micro(units)}
        for n, (item, location, units) in enumerate(entry.goods, 1)
    ])  # fmt: skip
    add(connection, StockMoveRow, [
        of_entry | {"n": n, "item": move.item, "location": move.location, "account": move.account,
                    "quantity_micro": micro(move.quantity), "value_minor": move.value.minor, "stated_value": move.stated_value}
        for n, move in enumerate(entry.moves, 1)
    ])  # fmt: skip
    add(connection, LayerMoveRow, [
        of_entry | {"n": n, "m": m, "item": move.item, "location": move.location, "layer": part.layer,
                    "quantity_micro": micro(part.quantity), "value_minor": part.value.minor, "unit_cost": str(part.unit_cost)}
        for n, move in enumerate(entry.moves, 1) for m, part in enumerate(move.layers, 1)
    ])  # fmt: skip
    add(connection, ReserveMoveRow, [
        of_entry | {"n": n, "item": move.item, "quantity_micro": micro(move.quantity), "amount_minor": move.amount.minor}
        for n, move in enumerate(entry.reserve_moves, 1)
    ])  # fmt: skip


def add(connection: Connection, row: type[Row], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table(row)), rows)


def currency_of(entry: PostedEntry, client: Client) -> str:
    """The one currency of the lines; the database refuses any but the client's."""
    return next((line.amount.currency for line in entry.lines if line.amount.currency != client.currency), client.currency)


def seal(connection: Connection, client: Client, seq: int) -> None:
    connection.execute(update(ENTRIES).where(ENTRIES.c.client_id == client.id, ENTRIES.c.seq == seq).values(sealed=True))


def add_to_balances(connection: Connection, client: Client, entry: PostedEntry) -> None:
    """Each account's balance, signed in its normal side, by what the entry debits less what it credits."""
    debits: dict[str, int] = {}
    for line in entry.lines:
        signed = line.amount.minor if line.side is Side.DEBIT else -line.amount.minor
        debits[line.account] = debits.get(line.account, 0) + signed
    if not debits:
        return
    types = select(ACCOUNTS.c.key, ACCOUNTS.c.type).where(ACCOUNTS.c.client_id == client.id, ACCOUNTS.c.key.in_(debits))
    changes = [
        {"account": key, "change": debits[key] if AccountType(of_type).normal_side is Side.DEBIT else -debits[key]}
        for key, of_type in connection.execute(types)
    ]
    of_account = update(ACCOUNTS).where(ACCOUNTS.c.client_id == client.id, ACCOUNTS.c.key == bindparam("account"))
    connection.execute(of_account.values(balance_minor=ACCOUNTS.c.balance_minor + bindparam("change")), changes)


def make_room(connection: Connection, client: Client, entry: PostedEntry, move: StockMove) -> None:
    """The holding and the layers that units come into, where the books do not have them yet: they start empty."""
    place = {"client_id": client.id, "item": move.item, "location": move.location}
    here = [HOLDINGS.c[name] == value for name, value in place.items()]
    if connection.execute(select(HOLDINGS.c.item).where(*here)).first() is None:
        last = select(HOLDINGS.c.position).where(HOLDINGS.c.client_id == client.id).order_by(HOLDINGS.c.position.desc())
        position = (connection.execute(last.limit(1)).scalar() or 0) + 1
        connection.execute(insert(HOLDINGS), place | {"position": position, "account": move.account, "cost_known": True})
    elif entry.kind is Kind.INTAKE and move.value.minor > 0:  # goods that came in at a cost have one on record from now on
        connection.execute(update(HOLDINGS).where(*here).values(cost_known=True))
    known = set(connection.execute(select(LAYERS.c.id).where(*in_place(client, move))).scalars())
    for part in move.layers:
        if part.layer not in known:
            empty = {
                "id": part.layer, "position": len(known) + 1, "received": entry.entry_date,
                "opening_micro": 0, "opening_minor": 0, "opening_unit_cost": str(part.unit_cost),
                "quantity_micro": 0, "value_minor": 0, "unit_cost": str(part.unit_cost),
            }  # fmt: skip
            connection.execute(insert(LAYERS), place | empty)
            known.add(part.layer)


def move_layers(connection: Connection, client: Client, move: StockMove) -> None:
    """The layers of the move as they are after it."""
    rows = connection.execute(select(LAYERS).where(*in_place(client, move)).with_for_update())
    layers = {
        row.id: Layer(
            row.id, row.received, quantity(row.quantity_micro), Decimal(row.unit_cost), Money(row.value_minor, client.currency)
        )
        for row in rows
    }
    for part in move.layers:
        layers[part.layer] = moved(layers[part.layer], part)
    for id_ in {part.layer for part in move.layers}:
        after = layers[id_]
        now = {"quantity_micro": micro(after.quantity), "value_minor": after.value.minor, "unit_cost": str(after.unit_cost)}
        connection.execute(update(LAYERS).where(*in_place(client, move), LAYERS.c.id == id_).values(**now))


def in_place(client: Client, move: StockMove) -> list[Any]:
    return [LAYERS.c.client_id == client.id, LAYERS.c.item == move.item, LAYERS.c.location == move.location]
