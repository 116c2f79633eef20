"""Somebody who has the database changes what is stored: edits, deletes, inserts, moves or cuts off rows of the trail and of the
journal, and covers it up as far as that goes without the key. All of it must be found, and by the auditor's script too.

    python -m tests.proof.tampering --seed 7 --only 1234

does one change again, and says what was done and what was found.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from assistant.adapters.audit import verify_audit
from assistant.adapters.audit.signing import Ed25519Signer, signed_by
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.bookkeeping.auditing import sign_heads, verified
from assistant.books.audit import GENESIS, canonical
from assistant.books.audit_head import Head
from assistant.errors import WriteoffError
from tests.audited import ADA, SHOP, audited_books, unguarded
from tests.proof.chance import Chance, drawn
from tests.trail import event_hash

OURS, THEIRS = Ed25519Signer([b"o" * 32]), Ed25519Signer([b"t" * 32])
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
JOURNAL = ("entries", "lines", "entry_goods", "stock_moves", "layer_moves")
# What the pack has nothing of: the stand of layers of goods (their openings are in it, and what each entry moved), and rows that
# say once more what currency an entry is in (the client's) and whose hands a draft went through (the draft's).
UNSEEN_OUTSIDE = ("layers.quantity_micro", "layers.value_minor", "entries.currency", "draft_hands")


class Undone(Exception):
    """Leaves a transaction, and nothing of it."""


@dataclass
class Tampering:
    """Books with everything in them, their trail signed, and a head that was kept elsewhere."""

    store: SqlStore
    kept: Head = field(init=False)
    _signed: dict[tuple[str, str, bytes], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        audited_books(self.store)
        *_, self.kept = sign_heads(self.store, SHOP, OURS, by=ADA, today=date(2026, 11, 3), at=NOVEMBER)
        with self.store.client(SHOP) as books:
            unguarded(books.connection)

    def try_one(self, seed: int, n: int) -> tuple[str, list[str], list[str]]:
        """What was done, and what verifying and the auditor's script say of it; the books are then as they were."""
        chance = Chance(drawn(seed, n))
        with suppress(Undone), self.store.client(SHOP) as books:
            for pragma in ("defer_foreign_keys", "ignore_check_constraints"):
                books.connection.execute(text(f"PRAGMA {pragma} = ON"))
            done = ""
            while not done:  # a key that is taken stands in everybody's way: then something else is tried
                with suppress(IntegrityError):
                    done = chance.among(WAYS)(books.connection, chance)
            found = self.found(books)
            outside = self.outside(books)
            raise Undone
        return done, found, outside

    def found(self, books: SqlTransaction) -> list[str]:
        try:
            return list(verified(books, kept=[self.kept], own=OURS.keys, signed_by=self.signed_by).faults)
        except WriteoffError as error:
            return [error.says]

    def outside(self, books: SqlTransaction) -> list[str]:
        """What the script says of a pack of these books, with the head that was kept elsewhere."""
        try:
            pack = {
                f"chain/{name}": "".join(f"{line}\n" for line in lines).encode()
                for name, lines in {
                    "events.jsonl": books.trail_lines(), "entries.jsonl": books.journal_lines(),
                    "accounts.jsonl": books.account_lines(), "openings.json": [books.openings_line()],
                    "heads.jsonl": [head.line for head in books.heads()],
                    "rows.jsonl": books.row_lines(_walked(books)),
                }.items()
            }  # fmt: skip
            given = {row["digest"] for row in _rows(books.connection, "evidence")}
            files = {f"evidence/{digest}": books.evidence_content(digest) for digest in given}
        except (WriteoffError, TypeError, ValueError) as error:
            return [f"no pack can be made of them: {error}"]
        told = {name: sha256(content).hexdigest() for name, content in files.items()}
        pack["manifest.json"] = canonical({"client": SHOP, "key": "", "signature": "", "files": told}).encode()
        faults = verify_audit.Faults()
        with _instead(verify_audit, "signed", self.signed_by):
            try:
                verify_audit.check_pack((pack | files).__getitem__, list(files), [self.kept.line], None, faults)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                faults.append(f"it cannot be read: {error!r}")
        return faults

    def signed_by(self, key: str, signature: str, statement: bytes) -> bool:
        """Remembered: the same heads come up again and again."""
        asked = (key, signature, statement)
        if asked not in self._signed:
            self._signed[asked] = signed_by(*asked)
        return self._signed[asked]

    def run(self, seed: int, times: range) -> tuple[list[str], Counter[str]]:
        """What was not found, and how often each table was changed."""
        missed, ways = list[str](), Counter[str]()
        for n in times:
            done, found, outside = self.try_one(seed, n)
            ways[done.partition(":")[0]] += 1
            if not found:
                missed.append(f"not found: {done} (--seed {seed} --only {n})")
            if not outside and not done.startswith(UNSEEN_OUTSIDE):
                missed.append(f"not found by the script: {done} (--seed {seed} --only {n})")
        return missed, ways


def _walked(books: SqlTransaction) -> list[str]:
    """The drafts that entries were, and their texts."""
    drafts = [books.draft(row["draft_id"]) for row in _rows(books.connection, "entries") if row["draft_id"]]
    return [name for draft in drafts for name in (draft.text_id, draft.id)]


@contextmanager
def _instead(module: Any, name: str, function: object) -> Iterator[None]:
    before = getattr(module, name)
    setattr(module, name, function)
    try:
        yield
    finally:
        setattr(module, name, before)


# ── Ways to tamper ───────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(connection: Connection, table: str) -> list[dict[str, Any]]:
    here = HERE if table != "clients" else "id = :client"
    found = connection.execute(text(f"SELECT rowid AS at_row, * FROM {table} WHERE {here} ORDER BY rowid"), {"client": SHOP})
    return [dict(row) for row in found.mappings()]


def _set(connection: Connection, table: str, row: dict[str, Any], **values: Any) -> None:
    said = ", ".join(f'"{name}" = :v_{name}' for name in values)
    given = {f"v_{name}": value for name, value in values.items()}
    connection.execute(text(f"UPDATE {table} SET {said} WHERE rowid = :row"), given | {"row": row["at_row"]})


def edit(connection: Connection, chance: Chance) -> str:
    """One value of one row becomes another."""
    table = chance.among(tuple(EDITED))
    row = chance.among(_rows(connection, table))
    column = chance.among(EDITED[table])
    after = _other(connection, table, column, row[column], chance)
    _set(connection, table, row, **{column: after})
    return f"{table}.{column}: {row[column]!r} became {after!r}"


def _other(connection: Connection, table: str, column: str, before: Any, chance: Chance) -> Any:
    """A value that differs: one that stands there elsewhere, else one that looks like it."""
    there = [row[column] for row in _rows(connection, table) if row[column] not in (before, None)]
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
    row = chance.among(_rows(connection, table))
    connection.execute(text(f"DELETE FROM {table} WHERE rowid = :row"), {"row": row["at_row"]})
    return f"{table} deleted: {row.get('seq', '')} {row.get('n', '')}"


def cut_off(connection: Connection, chance: Chance) -> str:
    """The end of the trail is gone, and with it what it posted, balances put right: as if it had never been."""
    events = _rows(connection, "audit_events")
    keep = 1 + chance.below(len(events) - 1)
    gone = [row["subject"] for row in events[keep:] if row["what"] == "entry.posted"]
    connection.execute(text(f"DELETE FROM audit_heads WHERE {HERE} AND seq > :seq"), {"client": SHOP, "seq": keep})
    connection.execute(text(f"DELETE FROM audit_events WHERE {HERE} AND seq > :seq"), {"client": SHOP, "seq": keep})
    for number in gone:
        _forget(connection, number)
    return f"audit_events cut off: after {keep} of {len(events)}"


def _forget(connection: Connection, number: str) -> None:
    (entry,) = [row for row in _rows(connection, "entries") if row["number"] == number]
    of = {"client": SHOP, "seq": entry["seq"]}
    _post(connection, [row for row in _rows(connection, "lines") if row["seq"] == entry["seq"]], -1)
    for move in [row for row in _rows(connection, "layer_moves") if row["seq"] == entry["seq"]]:
        _shift_layer(connection, move, -1)
    for table in ("layer_moves", "stock_moves", "entry_goods", "reserve_moves", "lines", "entries"):
        connection.execute(text(f"DELETE FROM {table} WHERE {HERE} AND seq = :seq"), of)


def _post(connection: Connection, lines: Sequence[dict[str, Any]], times: int) -> None:
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


def swap(connection: Connection, chance: Chance) -> str:
    """Two events change places."""
    events = _rows(connection, "audit_events")
    one = chance.below(len(events))
    two = (one + 1 + chance.below(len(events) - 1)) % len(events)
    first, second = events[one], events[two]
    columns = ("at", "who", "what", "subject", "detail", *(("hash",) if chance.one_in(2) else ()))
    for row, other in ((first, second), (second, first)):
        _set(connection, "audit_events", row, **{name: other[name] for name in columns})
    return f"audit_events swapped: {first['seq']} and {second['seq']}"


def rewrite(connection: Connection, chance: Chance) -> str:
    """An event is changed, taken out or slipped in, and every hash after it made anew, so that the chain holds in itself."""
    told = [
        (datetime.fromisoformat(row["at"]), row["who"], row["what"], row["subject"], row["detail"])
        for row in _rows(connection, "audit_events")
    ]
    place, way = chance.below(len(told)), chance.among(("changed", "taken out", "slipped in"))
    at, _, what, subject, _ = told[place]
    forged = (at, "mallory", what, subject, '{"forged":true}')
    if way == "taken out":
        del told[place]
    elif way == "changed":
        told[place] = forged
    else:
        told.insert(place, (at, "mallory", "draft.revised", "D-1", "{}"))
    _write_anew(connection, told)
    if chance.one_in(2):  # and a head of their own in place of the signed one
        _sign_anew(connection)
    return f"audit_events rewritten: {way} at {place + 1}"


def _write_anew(connection: Connection, told: Sequence[tuple[datetime, str, str, str, Any]]) -> None:
    connection.execute(text(f"DELETE FROM audit_events WHERE {HERE}"), {"client": SHOP})
    previous = GENESIS
    for seq, (at, who, what, subject, detail) in enumerate(told, 1):
        digest = event_hash(SHOP, seq, at, who, what, subject, json.loads(detail), previous)
        row = {
            "client": SHOP, "seq": seq, "at": at.isoformat(timespec="microseconds"), "who": who, "what": what, "subject": subject,
            "detail": detail, "previous": previous, "hash": digest,
        }  # fmt: skip
        connection.execute(
            text("INSERT INTO audit_events VALUES (:client, :seq, :at, :who, :what, :subject, :detail, :previous, :hash)"), row
        )
        previous = digest


def _sign_anew(connection: Connection) -> None:
    events = {row["seq"]: row["hash"] for row in _rows(connection, "audit_events")}
    for row in _rows(connection, "audit_heads"):
        seq = min(row["seq"], max(events))
        head = Head(SHOP, row["period"], seq, events[seq], datetime.fromisoformat(row["made_at"]), THEIRS.keys[0])
        _set(connection, "audit_heads", row, seq=seq, hash=head.hash, key=head.key, signature=THEIRS.sign(head.statement))


def slip_in(connection: Connection, chance: Chance) -> str:
    """An entry stands in the journal that nobody posted, its balances right."""
    entries = _rows(connection, "entries")
    model, seq = chance.among(entries), entries[-1]["seq"] + 1
    columns = [name for name in model if name not in ("at_row", "rowid")]
    row = {name: model[name] for name in columns} | {"seq": seq, "id": f"forged-{seq}", "number": f"WO-{seq}", "draft_id": None}
    _insert(connection, "entries", row)
    lines = [row for row in _rows(connection, "lines") if row["seq"] == model["seq"]]
    for line in lines:
        _insert(connection, "lines", {name: value for name, value in line.items() if name != "at_row"} | {"seq": seq})
    _post(connection, lines, 1)
    return f"entries slipped in: WO-{seq}, like {model['number']}"


def _insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    given = {f"v_{name}": value for name, value in row.items()}
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in given)})"), given)


def move_money(connection: Connection, chance: Chance) -> str:
    """An entry's amount, or one of its accounts, becomes another; it balances, and so do the balances."""
    lines = _rows(connection, "lines")
    seq = chance.among(sorted({line["seq"] for line in lines}))
    before = [line for line in lines if line["seq"] == seq]
    after = [dict(line) for line in before]
    if chance.one_in(2):
        for line in after:
            line["amount_minor"] += 100
    else:
        line = chance.among(after)
        accounts = [row["key"] for row in _rows(connection, "accounts") if row["key"] != line["account"]]
        line["account"] = chance.among(accounts)
    _post(connection, before, -1)
    _post(connection, after, 1)
    for line in after:
        _set(connection, "lines", line, amount_minor=line["amount_minor"], account=line["account"])
    return f"lines moved: of {seq}"


def open_otherwise(connection: Connection, chance: Chance) -> str:
    """An account opens, and stands, at another amount."""
    row = chance.among(_rows(connection, "accounts"))
    more = chance.among((1, -1, 50_000))
    _set(connection, "accounts", row, opening_minor=row["opening_minor"] + more, balance_minor=row["balance_minor"] + more)
    return f"accounts opened otherwise: {row['key']} by {more}"


def let_in(connection: Connection, chance: Chance) -> str:
    """Somebody has a role whom no owner gave one, or a policy stands that none set, or a file is there that nobody gave."""
    way = chance.among(("roles", "policies", "evidence"))
    model = {name: value for name, value in chance.among(_rows(connection, way)).items() if name != "at_row"}
    if way == "roles":
        _insert(connection, "people", {"name": "mallory", "added_at": NOVEMBER.isoformat()})
        _insert(connection, way, model | {"person": "mallory"})
    elif way == "policies":
        _insert(connection, way, model | {"version": model["version"] + 1})
    else:
        digest = sha256(b"forged").hexdigest()
        _insert(connection, "evidence_contents", {"client_id": SHOP, "digest": digest, "content": b"forged"})
        _insert(connection, way, model | {"digest": digest, "n": model["n"] + 1, "size_bytes": 6})
    return f"{way} let in: like {model}"


WAYS: tuple[Callable[[Connection, Chance], str], ...] = (
    *[edit] * 12, delete, delete, cut_off, swap, rewrite, slip_in, move_money, open_otherwise, let_in,
)  # fmt: skip


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--times", type=int, default=10_000)
    asked.add_argument("--only", type=int)
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, closing(open_books(str(Path(folder) / "books.db"))) as store:
        tampering = Tampering(store)
        if said.only is not None:
            print(*tampering.try_one(said.seed, said.only), sep="\n")  # noqa: T201
            return 0
        missed, ways = tampering.run(said.seed, range(said.times))
    for line in missed[:30]:
        print(line)  # noqa: T201
    print(f"{said.times - len(missed)} of {said.times} changes found, of {len(ways)} kinds.")  # noqa: T201
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
