"""How long it takes to verify books of 1,000,000 events: the chain, every entry they posted, balances, goods and heads.

`python bench/auditing.py` fills books as the walk fills them (five events an entry: typed, drafted, approved, posted, learned;
every second entry moves goods by a layer; each has its text and draft, as long as the walk makes them), past the program and not
timed, and signs a head. Then it verifies them as `writeoff
audit verify` does, in two processes (one follows the trail, one looks at the journal), beside a bare loop that reads the same
rows and hashes what is stored of each event, in rounds that follow one another. The time is the processor's, of whichever of the
two takes longer, for the machine may be shared: what a clock shows where two processors are free. The must is 10 s a million.
"""

import argparse
import hashlib
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from assistant.adapters.audit.signing import Ed25519Signer, signed_by
from assistant.adapters.files.client import read_client
from assistant.adapters.sql.answering import ROWS, digest_of, row_text
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.auditing import sign_heads, verify
from assistant.books.audit import GENESIS, canonical
from assistant.books.posted_record import record_digest
from assistant.wiring import bookkeeper, rules_reader

SHOP, OWNER = "corner-hardware", "ada"
OPENED = datetime(2026, 10, 1, 8, tzinfo=UTC)
EVENTS, MUST_SECONDS, ROUNDS = 1_000_000, 10.0, 3
EVENTS_AN_ENTRY = 5
PRICE, ITEM, PLACE = 415, "MUG-01", "Warehouse"
Told = tuple[str, str, dict[str, Any]]  # what was done to what, and all that is kept of it
SIGNER = Ed25519Signer([b"b" * 32])
DAY = OPENED.date()
MODEL = "12 of the mugs were dropped by the forklift in the warehouse"


class Walked:
    """A text and a draft as the program stores them, to be written again and again under other numbers."""

    def __init__(self, folder: Path) -> None:
        with closing(open_books(str(folder / "model.db"))) as store:
            store.add_client(read_client(Path("coa_samples") / SHOP, SHOP), by=OWNER, at=OPENED)
            keeper = replace(bookkeeper(store, rules_reader()), now=lambda: OPENED)
            (draft,) = keeper.draft(SHOP, MODEL, by=OWNER, today=DAY).drafts
            keeper.approve(SHOP, draft.id, by=OWNER, today=DAY)
        with closing(sqlite3.connect(folder / "model.db")) as there:
            there.row_factory = sqlite3.Row
            self.text, self.draft = (dict(there.execute(f"SELECT * FROM {table}").fetchone()) for table in ("texts", "drafts"))

    def rows(self, n: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """The text and the draft of entry `n`."""
        text, draft = (
            {name: _renumbered(value, n) if name == "document" else value for name, value in row.items()}
            | {"n": n, "id": f"{id_}-{n}"}
            for id_, row in (("T", self.text), ("D", self.draft))
        )
        return text, draft | {"text_id": text["id"]}


def _renumbered(value: str, n: int) -> str:
    return value.replace('"T-1"', f'"T-{n}"').replace('"D-1"', f'"D-{n}"').replace('"WO-1001"', f'"WO-{1000 + n}"')


def fill(path: Path, events: int) -> None:
    """Books whose trail and journal agree, written straight to the file."""
    with tempfile.TemporaryDirectory() as folder:
        walked = Walked(Path(folder))
    with closing(open_books(str(path))) as store:
        store.add_client(read_client(Path("coa_samples") / SHOP, SHOP), by=OWNER, at=OPENED)
    with closing(sqlite3.connect(path)) as there:
        there.execute("PRAGMA synchronous = OFF")
        for (name,) in there.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            there.execute(f"DROP TRIGGER {name}")
        layer = there.execute("SELECT id FROM layers WHERE item = ? AND location = ?", (ITEM, PLACE)).fetchone()[0]
        seq, previous = there.execute("SELECT seq, hash FROM audit_events ORDER BY seq DESC LIMIT 1").fetchone()
        entries = (events - seq) // EVENTS_AN_ENTRY
        moved = [0, 0]  # to the loss account, in minor units; mugs to the layer
        for first in range(1, entries + 1, 5_000):
            rows: dict[str, list[tuple[Any, ...]]] = {}
            for n in range(first, min(first + 5_000, entries + 1)):
                for what, subject, detail in _events(rows, n, layer, moved, walked):
                    seq += 1
                    row = _event(seq, OPENED + timedelta(seconds=n), what, subject, detail, previous)
                    rows.setdefault("audit_events", []).append(row)
                    previous = row[-1]
            for table, made in rows.items():
                there.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(made[0]))})", made)
        of = "WHERE client_id = ?"
        for sign, account in ((1, "5050"), (-1, "1200")):
            change = f"UPDATE accounts SET balance_minor = balance_minor + ? {of} AND key = ?"
            there.execute(change, (sign * moved[0], SHOP, account))
        change = "UPDATE layers SET quantity_micro = quantity_micro + ?, value_minor = value_minor + ?"
        there.execute(
            f"{change} {of} AND item = ? AND location = ? AND id = ?",
            (moved[1] * 1_000_000, moved[1] * PRICE, SHOP, ITEM, PLACE, layer),
        )  # fmt: skip
        there.commit()


def _events(rows: dict[str, list[tuple[Any, ...]]], n: int, layer: str, moved: list[int], walked: Walked) -> Iterator[Told]:
    """Entry `n` with its rows, and what the walk tells of it."""
    seq, draft, typed = 1000 + n, f"D-{n}", f"1 of the mugs broke in the warehouse, tray {n}"
    number, at = f"WO-{seq}", (OPENED + timedelta(seconds=n)).isoformat(timespec="microseconds")
    back = n % 4 == 3  # every second time that a mug moves it comes back, so that there always is one
    sides, sign = (("credit", "debit"), 1) if back else (("debit", "credit"), -1)
    lines = [[sides[0], "5050", PRICE, "loss", "", ""], [sides[1], "1200", PRICE, "inventory", "", ""]]
    goods = bool(n % 2)
    moved[0] -= sign * PRICE
    part = [layer, str(sign), sign * PRICE, "4.15"]
    text, kept = walked.rows(n)
    for table, row in (("texts", text), ("drafts", kept)):
        rows.setdefault(table, []).append(tuple(row.values()))
    rows.setdefault("draft_hands", []).append((SHOP, draft, OWNER))
    of_text = digest_of(row_text((text["batch"], text["place"]), text["document"]))
    of_draft = digest_of(row_text([kept[name] for name in ("text_id", "state", "version", "drafted_by")], kept["document"]))
    record = {
        "at": at, "by": OWNER, "date": "2026-10-01", "draft": "", "id": f"e{n}",
        "goods": [[ITEM, PLACE, str(-sign)]] if goods else [], "kind": "write_off", "lines": lines, "memo": typed,
        "number": number, "reason": "damaged", "reserves": [], "reverses": "", "sub_reason": "", "text": typed,
        "moves": [[ITEM, PLACE, "1200", str(sign), sign * PRICE, False, [part]]] if goods else [],
    }  # fmt: skip
    rows.setdefault("entries", []).append(_entry(seq, n, number, typed, at))
    rows.setdefault("lines", []).extend((SHOP, seq, at_line, *line) for at_line, line in enumerate(lines, 1))
    if goods:
        rows.setdefault("entry_goods", []).append((SHOP, seq, 1, ITEM, PLACE, -sign * 1_000_000))
        rows.setdefault("stock_moves", []).append((SHOP, seq, 1, ITEM, PLACE, "1200", sign * 1_000_000, sign * PRICE, 0))
        rows.setdefault("layer_moves", []).append((SHOP, seq, 1, 1, ITEM, PLACE, layer, sign * 1_000_000, sign * PRICE, "4.15"))
        moved[1] += sign
    drafted = {
        "state": "waiting", "version": 1, "reader": "rules", "model": "", "prompt": "", "rules": "2026-11", "date": "2026-10-01",
        "kind": "write_off", "reason": "damaged", "goods": [[ITEM, PLACE, "-1"]],
        "lines": [["Dr", "5050", "4.15", "made_for"], ["Cr", "1200", "4.15", "records"]],
        "fingerprint": hashlib.sha256(typed.encode()).hexdigest(), "findings": [],
        "confidence": "0.9800",
    }  # fmt: skip
    read = {"text": typed, "reader": "rules", "model": "", "prompt": "", "rules": "2026-11", "events": 1}
    read[ROWS] = {f"T-{n}": of_text}
    yield "text.read", f"T-{n}", read
    yield "draft.drafted", draft, drafted | {ROWS: {draft: of_draft}}
    yield "draft.approved", draft, drafted | {"seen": drafted["fingerprint"]}
    posted = {"draft": draft, "text": typed, "entry_sha256": record_digest(record), ROWS: {draft: of_draft}}
    yield "entry.posted", number, drafted | posted
    yield "precedent.confirmed", "P-1", {"after": {"phrase": "broke", "choice": "5050", "times": n}, "entry": number}


def _entry(seq: int, n: int, number: str, typed: str, at: str) -> tuple[Any, ...]:
    return (
        SHOP, seq, f"e{n}", number, "2026-10-01", "write_off", "damaged", typed, typed, "USD", None, None, OWNER, at, 0, 1, "",
    )  # fmt: skip


def _event(seq: int, at: datetime, what: str, subject: str, detail: dict[str, Any], previous: str) -> tuple[Any, ...]:
    told = {
        "client": SHOP, "seq": seq, "at": at.isoformat(), "who": OWNER, "what": what, "subject": subject, "detail": detail,
        "previous": previous,
    }  # fmt: skip
    digest = hashlib.sha256(canonical(told).encode()).hexdigest()
    kept = at.isoformat(timespec="microseconds")
    return (SHOP, seq, kept, OWNER, what, subject, canonical(detail), previous or GENESIS, digest)


def verified(store: SqlStore) -> float:
    """The processor's seconds of the longer process for all that `audit verify` does; the books must hold."""
    began, beside = time.process_time(), _of_children()
    found = verify(store, SHOP, by=OWNER, own=SIGNER.keys, signed_by=signed_by)
    assert found.holds, found.faults
    assert found.signed, found.heads
    return max(time.process_time() - began, _of_children() - beside)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def bare(path: Path) -> float:
    """The same for reading the events and hashing what is stored of each."""
    began = time.process_time()
    with closing(sqlite3.connect(path)) as there:
        for row in there.execute("SELECT seq, at, who, what, subject, detail, previous, hash FROM audit_events ORDER BY seq"):
            hashlib.sha256("".join(map(str, row)).encode()).hexdigest()
    return time.process_time() - began


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--events", type=int, default=EVENTS)
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "books.db"
        fill(path, said.events)
        with closing(open_books(str(path))) as store:
            sign_heads(store, SHOP, SIGNER, by=OWNER, today=(OPENED + timedelta(days=60)).date(), at=OPENED + timedelta(days=60))
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            pairs = [(verified(store), bare(path)) for _ in range(said.rounds)]
            memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    ours, floor = (median(each) for each in zip(*pairs, strict=True))
    a_million = ours * EVENTS / said.events
    entries = said.events // EVENTS_AN_ENTRY
    took = f"{ours:.1f} s of the processor ({a_million:.1f} s a million)"
    sys.stdout.write(f"{said.events:,} events, {entries:,} entries: {took}\n")
    sys.stdout.write(f"reading and hashing the same rows alone: {floor:.1f} s, {ours / floor:.1f} times that\n")
    sys.stdout.write(f"memory at most {memory // 1024} MB ({before // 1024} before)\n")
    ratio = a_million / MUST_SECONDS
    sys.stdout.write(f"auditing: ratio {ratio:.2f} of {MUST_SECONDS:.0f} s (must ≤ 1.00)\n")
    return 0 if ratio <= 1 and memory < 300 * 1024 else 1


if __name__ == "__main__":
    sys.exit(main())
