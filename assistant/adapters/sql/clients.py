"""A client's books at opening to rows, and what is settled about the client since: policy, people, chart and list of goods."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, text, update

from assistant.adapters.sql.codec import encode
from assistant.adapters.sql.journal import BEFORE_FIRST
from assistant.adapters.sql.posting import bring
from assistant.adapters.sql.reading import Client, read_chart, read_stock
from assistant.adapters.sql.tables.base import Row, table
from assistant.adapters.sql.tables.clients import AccountRow, ClientsRow, DifferenceRow, PolicyRow
from assistant.adapters.sql.tables.goods import HoldingRow, ItemRow, LayerRow
from assistant.adapters.sql.types import instant_text, micro
from assistant.books.accounts import Account, Chart
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.goods import Holding, Item, Stock
from assistant.books.people import Member
from assistant.books.policy import Policy
from assistant.errors import RefusedByBooks, WrongUsage

ACCOUNTS, CLIENTS, ITEMS, POLICIES = (table(row) for row in (AccountRow, ClientsRow, ItemRow, PolicyRow))
ADD_PERSON = text("INSERT INTO people (name, added_at) VALUES (:name, :at) ON CONFLICT (name) DO NOTHING")
SET_ROLE = text(
    "INSERT INTO roles (client_id, person, role, limit_minor) VALUES (:client, :name, :role, :limit)"
    " ON CONFLICT (client_id, person) DO UPDATE SET role = excluded.role, limit_minor = excluded.limit_minor"
)
REMOVE_ROLE = text("DELETE FROM roles WHERE client_id = :client AND person = :name")


def open_books(connection: Connection, books: ClientBooks, *, by: str, at: datetime) -> Client:
    """Adds the client with its chart, goods, policy, differences and earlier entries. WrongUsage where the slug is taken.

    Opening amounts are no entries: they stand on the accounts and layers as `opening_...`.
    """
    if connection.execute(select(CLIENTS.c.id).where(CLIENTS.c.id == books.client)).first():
        raise WrongUsage(f"There is a client {books.client} already.", "Choose another name, or use writeoff client update.")
    head = {
        "id": books.client, "name": books.name, "currency": books.currency, "date_order": books.date_order, "opened_at": at,
        "opened_by": by,
    }  # fmt: skip
    connection.execute(insert(CLIENTS), head)
    client = Client(books.client, books.name, books.currency, books.date_order)
    set_policy(connection, client, books.policy, by=by, at=at)
    add_accounts(connection, client, books.chart, start=1)
    add_items(connection, client, books.stock, start=1)
    add_holdings(connection, client, books.stock.holdings, start=1, empty=False)
    add(connection, DifferenceRow, [
        {"client_id": client.id, "n": n, "name": d.name, "account": d.account, "amount_minor": d.amount.minor, "says": d.says}
        for n, d in enumerate(books.differences, 1)
    ])  # fmt: skip
    bring_history(connection, client, books.history.entries)
    return client


def bring_history(connection: Connection, client: Client, entries: tuple[PostedEntry, ...]) -> None:
    """Earlier entries keep their numbers; ours go on from the highest WO number among them."""
    numbers = [int(found.group(1)) for entry in entries if (found := re.fullmatch(r"WO-(\d{1,15})", entry.number))]
    before = max([BEFORE_FIRST, *numbers]) - len(entries)
    bring(connection, client, entries, first=before + 1)


def add(connection: Connection, row: type[Row], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table(row)), rows)


def set_policy(connection: Connection, client: Client, policy: Policy, *, by: str, at: datetime) -> None:
    """The policy from now on; earlier ones are kept."""
    versions = select(POLICIES.c.version).where(POLICIES.c.client_id == client.id).order_by(POLICIES.c.version.desc())
    version = (connection.execute(versions.limit(1)).scalar() or 0) + 1
    row = {"client_id": client.id, "version": version, "document": encode(policy), "set_by": by, "set_at": at}
    row["colour"] = policy.colour
    row["two_pairs_above_minor"] = policy.two_pairs_above.minor if policy.two_pairs_above is not None else None
    connection.execute(insert(POLICIES), row)


def add_person(connection: Connection, client: Client, name: str, member: Member, *, at: datetime) -> None:
    """Gives a person a role and a limit in these books, in place of those they had."""
    if not name.strip():
        raise WrongUsage("A person needs a name.", "Write it after user add.")
    connection.execute(ADD_PERSON, {"name": name, "at": instant_text(at)})
    limit = member.limit.minor if member.limit is not None else None
    connection.execute(SET_ROLE, {"client": client.id, "name": name, "role": member.role.value, "limit": limit})


def remove_person(connection: Connection, client: Client, name: str) -> None:
    connection.execute(REMOVE_ROLE, {"client": client.id, "name": name})


def update_lists(connection: Connection, client: Client, chart: Chart, stock: Stock) -> None:
    """The chart and the list of goods as the client now has them. What stands in the books stays:

    - an account that is known takes its new words; its balance is the books' own. One that is new opens at its stated balance.
    - an account that is gone from the list becomes inactive, for entries may name it.
    - a new item or place starts empty: units come in by an intake entry.
    """
    now = read_chart(connection, client)
    refuse_turned(now, chart)
    gone = [account.key for account in now if account.key not in chart]
    of_client = ACCOUNTS.c.client_id == client.id
    if gone:
        connection.execute(update(ACCOUNTS).where(of_client, ACCOUNTS.c.key.in_(gone)).values(active=False))
    known = [account_words(account) | {"its_key": account.key} for account in chart if account.key in now]
    if known:
        account = update(ACCOUNTS).where(of_client, ACCOUNTS.c.key == bindparam("its_key"))
        connection.execute(account.values({name: bindparam(name) for name in known[0] if name != "its_key"}), known)
    add_accounts(connection, client, [account for account in chart if account.key not in now], start=len(now) + 1)
    held = read_stock(connection, client)
    items = [item_words(item) | {"its_key": item.key} for item in stock if held.item(item.key)]
    if items:
        item = update(ITEMS).where(ITEMS.c.client_id == client.id, ITEMS.c.key == bindparam("its_key"))
        connection.execute(item.values({name: bindparam(name) for name in items[0] if name != "its_key"}), items)
    add_items(connection, client, [item for item in stock if not held.item(item.key)], start=len(held.items) + 1)
    places = [holding for holding in stock.holdings if held.at(holding.item, holding.location) is None]
    add_holdings(connection, client, places, start=len(held.holdings) + 1, empty=True)


def refuse_turned(now: Chart, chart: Chart) -> None:
    """An account whose type would turn its normal side: its balance would mean the opposite."""
    for account in chart:
        known = now.get(account.key)
        if known is not None and known.normal_side is not account.normal_side:
            raise RefusedByBooks(
                f"{account.label} cannot turn from {known.type} into {account.type}: its balance would change sides.",
                "Give the new account another number or name.",
            )


def add_accounts(connection: Connection, client: Client, accounts: Iterable[Account], *, start: int) -> None:
    add(connection, AccountRow, [
        {"client_id": client.id, "key": account.key, "position": position, **account_words(account),
         "opening_minor": account.balance.minor, "balance_minor": account.balance.minor}
        for position, account in enumerate(accounts, start)
    ])  # fmt: skip


def account_words(account: Account) -> dict[str, Any]:
    return {
        "number": account.number, "name": account.name, "full_name": account.full_name, "type": account.type,
        "detail_type": account.detail_type, "parent": account.parent, "active": account.active, "postable": account.postable,
        "description": account.description,
    }  # fmt: skip


def add_items(connection: Connection, client: Client, items: Iterable[Item], *, start: int) -> None:
    add(connection, ItemRow, [
        {"client_id": client.id, "key": item.key, "position": position, **item_words(item)}
        for position, item in enumerate(items, start)
    ])  # fmt: skip


def item_words(item: Item) -> dict[str, Any]:
    per_case = None if item.units_per_case is None else str(item.units_per_case)
    price = None if item.selling_price is None else str(item.selling_price)
    return {"sku": item.sku, "name": item.name, "unit": item.unit, "units_per_case": per_case, "selling_price": price}


def add_holdings(connection: Connection, client: Client, holdings: Iterable[Holding], *, start: int, empty: bool) -> None:
    placed = tuple(enumerate(holdings, start))
    add(connection, HoldingRow, [
        {"client_id": client.id, "item": held.item, "location": held.location, "position": position, "account": held.account,
         "cost_known": held.cost_known}
        for position, held in placed
    ])  # fmt: skip
    add(connection, LayerRow, [
        {"client_id": client.id, "item": held.item, "location": held.location, "position": n, **layer}
        for _, held in placed for n, layer in enumerate(layers_of(held, empty=empty), 1)
    ])  # fmt: skip


def layers_of(held: Holding, *, empty: bool) -> list[dict[str, Any]]:
    """The layers' columns as opened. `empty` ones keep their cost, and wait for units."""
    rows = []
    for layer in held.layers:
        if layer.quantity < 0:
            raise WrongUsage(
                f"{held.item} has {layer.quantity} on hand; books cannot open with less than none.", "Correct the quantity."
            )
        units, value = (0, 0) if empty else (micro(layer.quantity), layer.value.minor)
        rows.append({
            "id": layer.id, "received": layer.received, "opening_micro": units, "opening_minor": value,
            "opening_unit_cost": str(layer.unit_cost), "quantity_micro": units, "value_minor": value,
            "unit_cost": str(layer.unit_cost),
        })  # fmt: skip
    return rows
