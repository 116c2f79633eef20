"""Changes past the program to what is posted, each with the balances put right: an entry slipped in or forgotten, an amount or an
account moved, an account opened otherwise."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from tests.audited import SHOP
from tests.proof.chance import Chance
from tests.proof.tampered_rows import HERE, insert, rows_of, set_row


def slip_in(connection: Connection, chance: Chance) -> str:
    """An entry stands in the journal that nobody posted, its balances right."""
    entries = rows_of(connection, "entries")
    model, seq = chance.among(entries), entries[-1]["seq"] + 1
    columns = [name for name in model if name not in ("at_row", "rowid")]
    row = {name: model[name] for name in columns} | {"seq": seq, "id": f"forged-{seq}", "number": f"WO-{seq}", "draft_id": None}
    insert(connection, "entries", row)
    lines = [row for row in rows_of(connection, "lines") if row["seq"] == model["seq"]]
    for line in lines:
        insert(connection, "lines", {name: value for name, value in line.items() if name != "at_row"} | {"seq": seq})
    post(connection, lines, 1)
    return f"entries slipped in: WO-{seq}, like {model['number']}"


def move_money(connection: Connection, chance: Chance) -> str:
    """An entry's amount, or one of its accounts, becomes another; it balances, and so do the balances."""
    lines = rows_of(connection, "lines")
    seq = chance.among(sorted({line["seq"] for line in lines}))
    before = [line for line in lines if line["seq"] == seq]
    after = [dict(line) for line in before]
    if chance.one_in(2):
        for line in after:
            line["amount_minor"] += 100
    else:
        line = chance.among(after)
        accounts = [row["key"] for row in rows_of(connection, "accounts") if row["key"] != line["account"]]
        line["account"] = chance.among(accounts)
    post(connection, before, -1)
    post(connection, after, 1)
    for line in after:
        set_row(connection, "lines", line, amount_minor=line["amount_minor"], account=line["account"])
    return f"lines moved: of {seq}"


def open_otherwise(connection: Connection, chance: Chance) -> str:
    """An account opens, and stands, at another amount."""
    row = chance.among(rows_of(connection, "accounts"))
    more = chance.among((1, -1, 50_000))
    set_row(connection, "accounts", row, opening_minor=row["opening_minor"] + more, balance_minor=row["balance_minor"] + more)
    return f"accounts opened otherwise: {row['key']} by {more}"


def forget(connection: Connection, number: str) -> None:
    (entry,) = [row for row in rows_of(connection, "entries") if row["number"] == number]
    of = {"client": SHOP, "seq": entry["seq"]}
    post(connection, [row for row in rows_of(connection, "lines") if row["seq"] == entry["seq"]], -1)
    for move in [row for row in rows_of(connection, "layer_moves") if row["seq"] == entry["seq"]]:
        _shift_layer(connection, move, -1)
    for table in ("layer_moves", "stock_moves", "entry_goods", "reserve_moves", "lines", "entries"):
        connection.execute(text(f"DELETE FROM {table} WHERE {HERE} AND seq = :seq"), of)


def post(connection: Connection, lines: Sequence[dict[str, Any]], times: int) -> None:
    """What lines post to balances, so many times over."""
    debit = "type IN ('Bank', 'Accounts Receivable', 'Other Current Asset', 'Fixed Asset', 'Other Asset', 'Cost of Goods Sold',"
    debit += " 'Expense', 'Other Expense')"
    for line in lines:
        amount = times * (line["amount_minor"] if line["side"] == "debit" else -line["amount_minor"])
        change = f"UPDATE accounts SET balance_minor = balance_minor + CASE WHEN {debit} THEN :minor ELSE -:minor END"
        of = {"client": SHOP, "minor": amount, "key": line["account"]}
        connection.execute(text(f"{change} WHERE {HERE} AND key = :key"), of)


def _shift_layer(connection: Connection, move: dict[str, Any], times: int) -> None:
    change = "UPDATE layers SET quantity_micro = quantity_micro + :units, value_minor = value_minor + :minor"
    of = {"client": SHOP, "item": move["item"], "location": move["location"], "layer": move["layer"]}
    moved = {"units": times * move["quantity_micro"], "minor": times * move["value_minor"]}
    where = f"WHERE {HERE} AND item = :item AND location = :location AND id = :layer"
    connection.execute(text(f"{change} {where}"), of | moved)
