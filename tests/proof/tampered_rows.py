"""Changes past the program to a row of any table: a value edited, a row deleted, or one put in that looks like one that is there.
What is changed in the journal or the trail, and made to agree, is in tampered_journal.py and tampered_trail.py."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text

from tests.audited import SHOP
from tests.proof.chance import Chance

NOVEMBER = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
HERE = "client_id = :client"
# What may be changed of each table, as text, as a number, or as another value that stands there already.
EDITED: dict[str, tuple[str, ...]] = {
    "entries": (
        "id", "number", "entry_date", "kind", "reason", "memo", "text", "sub_reason", "posted_by", "posted_at", "reverses",
        "draft_id", "sealed", "brought", "seq", "currency",
    ),
    "lines": ("side", "account", "amount_minor", "role", "party", "class", "seq", "n"),
    "entry_goods": ("item", "location", "quantity_micro", "seq"),
    "stock_moves": ("item", "location", "account", "quantity_micro", "value_minor", "stated_value", "seq"),
    "layer_moves": ("item", "location", "layer", "quantity_micro", "value_minor", "unit_cost", "seq"),
    "accounts": (
        "opening_minor", "balance_minor", "key", "number", "name", "full_name", "type", "detail_type", "parent", "active",
        "postable", "description",
    ),
    "items": ("key", "sku", "name", "unit", "units_per_case", "selling_price"),
    "holdings": ("item", "location", "account"),
    "clients": ("name", "currency", "date_order", "opened_at", "opened_by"),
    "roles": ("person", "role", "limit_minor"),
    "policies": ("version", "document", "set_by", "set_at", "two_pairs_above_minor", "colour"),
    "evidence": ("subject", "digest", "n", "name", "content_type", "size_bytes", "added_by", "added_at"),
    "evidence_contents": ("digest", "content"),
    "evidence_shows": ("subject", "digest", "n", "shows", "said_by", "said_at"),
    "evidence_waivers": ("subject", "need", "up_to_minor", "because", "said_by", "said_at"),
    "texts": ("id", "batch", "place", "document"),
    "drafts": ("id", "text_id", "state", "version", "drafted_by", "document"),
    "draft_hands": ("draft_id", "person"),
    "layers": ("quantity_micro", "value_minor", "opening_micro", "opening_minor"),
    "audit_events": ("at", "who", "what", "subject", "detail", "previous", "hash", "seq"),
    "audit_heads": ("period", "seq", "hash", "made_at", "key", "signature"),
}  # fmt: skip


def rows_of(connection: Connection, table: str) -> list[dict[str, Any]]:
    here = HERE if table != "clients" else "id = :client"
    found = connection.execute(text(f"SELECT rowid AS at_row, * FROM {table} WHERE {here} ORDER BY rowid"), {"client": SHOP})
    return [dict(row) for row in found.mappings()]


def set_row(connection: Connection, table: str, row: dict[str, Any], **values: Any) -> None:
    said = ", ".join(f'"{name}" = :v_{name}' for name in values)
    given = {f"v_{name}": value for name, value in values.items()}
    connection.execute(text(f"UPDATE {table} SET {said} WHERE rowid = :row"), given | {"row": row["at_row"]})


def insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    given = {f"v_{name}": value for name, value in row.items()}
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in given)})"), given)


def edit(connection: Connection, chance: Chance) -> str:
    """One value of one row becomes another."""
    table = chance.among(tuple(EDITED))
    row = chance.among(rows_of(connection, table))
    column = chance.among(EDITED[table])
    after = _other(connection, table, column, row[column], chance)
    set_row(connection, table, row, **{column: after})
    return f"{table}.{column}: {row[column]!r} became {after!r}"


def _other(connection: Connection, table: str, column: str, before: Any, chance: Chance) -> Any:
    """A value that differs: one that stands there elsewhere, else one that looks like it."""
    there = [row[column] for row in rows_of(connection, table) if row[column] not in (before, None)]
    if there and not chance.one_in(3) and column not in ("seq", "number"):
        return chance.among(there)
    if isinstance(before, int):
        return before + chance.among((1, -1, 100, 10**9)) if column not in ("sealed", "brought", "stated_value") else 1 - before
    if isinstance(before, bytes):
        return before + b"x"
    said = str(before or "")
    if not said:
        return "x"
    place = chance.below(len(said))
    other = chance.among([char for char in "0123456789abcx ~" if char != said[place]])
    return said[:place] + other + said[place + 1 :]


def delete(connection: Connection, chance: Chance) -> str:
    """One row is gone; of the trail, any."""
    table = chance.among([table for table in EDITED if table not in ("accounts", "layers", "clients")])
    row = chance.among(rows_of(connection, table))
    connection.execute(text(f"DELETE FROM {table} WHERE rowid = :row"), {"row": row["at_row"]})
    return f"{table} deleted: {row.get('seq', '')} {row.get('n', '')}"


def let_in(connection: Connection, chance: Chance) -> str:
    """Somebody has a role whom no owner gave one, or a policy stands that none set, or a file is there that nobody gave."""
    way = chance.among(("roles", "policies", "evidence"))
    model = {name: value for name, value in chance.among(rows_of(connection, way)).items() if name != "at_row"}
    if way == "roles":
        insert(connection, "people", {"name": "mallory", "added_at": NOVEMBER.isoformat()})
        insert(connection, way, model | {"person": "mallory"})
    elif way == "policies":
        insert(connection, way, model | {"version": model["version"] + 1})
    else:
        digest = sha256(b"forged").hexdigest()
        insert(connection, "evidence_contents", {"client_id": SHOP, "digest": digest, "content": b"forged"})
        insert(connection, way, model | {"digest": digest, "n": model["n"] + 1, "size_bytes": 6})
    return f"{way} let in: like {model}"
