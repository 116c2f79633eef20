"""How fast entries are posted, each in a transaction of its own with its audit trail, beside a bare loop that writes the same.

`python bench/posting.py [ENTRIES]` drafts that many losses (ten thousand, where none is said) outside the timing and approves
them as `writeoff approve` does. Beside it, Python's own sqlite3 writes the very same rows into the same tables of a copy of the
books: same constraints and triggers, same pragmas (WAL, synchronous FULL), one commit an entry, and nothing read. Stretches of
both take turns. The last line is the median of how much of the bare loop's speed the service has.
"""

import random  # noqa: TID251 - a bench is no part of the books: its texts come from a seed of its own
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count, pairwise
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from shutil import copyfile
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from reading import TODAY, books_of

from assistant import wiring
from assistant.adapters.sql.engine import PRAGMAS
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.books.batch import TOGETHER
from assistant.books.client_books import ClientBooks
from assistant.books.draft import DraftState
from assistant.books.goods import Stock
from assistant.books.money import Money
from assistant.workflow import Bookkeeper

NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)
ENTRIES, ROUNDS, ITEMS = 10_000, 20, 100
LEAST = 0.20
WAYS = ("{n} {item} smashed on 2026-10-{day:02}", "write off {n} {item}, dropped on 2026-10-{day:02}",
        "{n} {item} soaked on 2026-10-{day:02}", "on 2026-10-{day:02} we found {n} {item} missing")  # fmt: skip
OF_ENTRY = ("lines", "entry_goods", "stock_moves", "layer_moves", "reserve_moves", "outbox")
COUNTED = (
    "INSERT INTO counters (client_id, name, last) VALUES ('bench', 'precedent', 1)"
    " ON CONFLICT (client_id, name) DO UPDATE SET last = counters.last + 1"
)
Rows = list[tuple[str, tuple[Any, ...]]]


# ── The books, and what waits in them ────────────────────────────────────────────────────────────────────────────────


def plenty() -> ClientBooks:
    """Books with more of everything than will be lost."""
    books = books_of(ITEMS)
    holdings = tuple(
        replace(held, layers=tuple(
            replace(each, quantity=each.quantity * 10_000, value=Money(each.value.minor * 10_000, "USD")) for each in held.layers
        ))
        for held in books.stock.holdings
    )  # fmt: skip
    return replace(books, stock=Stock(books.stock.items, holdings))


def drafted(keeper: Bookkeeper, books: ClientBooks, wanted: int) -> list[str]:
    """So many drafts that wait, by their ids."""
    seeded, ids = random.Random(20_261_014), list[str]()
    for batch in count():
        texts = {
            n: seeded.choice(WAYS).format(
                n=seeded.randint(1, 9), item=seeded.choice(books.stock.items).name, day=seeded.randint(1, 14)
            )
            for n in range(TOGETHER)
        }
        for result in keeper.draft_list(books.client, texts, by="ann", today=TODAY, batch=f"B-{batch}").values():
            ids += [draft.id for draft in result.drafts if draft.state is DraftState.WAITING]
        if len(ids) >= wanted:
            return ids[:wanted]
    raise AssertionError


# ── The service, and the bare loop ───────────────────────────────────────────────────────────────────────────────────


def approved(keeper: Bookkeeper, client: str, ids: list[str]) -> float:
    began = perf_counter()
    for each in ids:
        keeper.approve(client, each, by="ann", today=TODAY)
    return perf_counter() - began


def rows_of(books: sqlite3.Connection, ids: list[str], since: int) -> list[Rows]:
    """What the service wrote of each of these entries, as statements of a bare loop. `since`: audit events before them."""
    drafts = {draft: (seq, number) for draft, seq, number in books.execute("SELECT draft_id, seq, number FROM entries")}
    events = iter(books.execute("SELECT * FROM audit_events WHERE seq > ? ORDER BY seq", (since,)).fetchall())
    following = next(events, None)
    found = []
    for id_ in ids:
        seq, number = drafts[id_]
        rows: Rows = [*_entry(books, seq), *_draft(books, id_), *_learned(books, number)]
        while following is not None:
            rows.append((f"INSERT INTO audit_events VALUES ({_marks(following)})", following))
            following = next(events, None)
            if following is not None and following[4] == "draft.approved":
                break
        found.append(rows)
    return found


def _entry(books: sqlite3.Connection, seq: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    columns = [column for _, column, *_ in books.execute("PRAGMA table_info(entries)")]
    row = dict(zip(columns, books.execute("SELECT * FROM entries WHERE seq = ?", (seq,)).fetchone(), strict=True))
    yield f"INSERT INTO entries VALUES ({_marks(columns)})", tuple((row | {"sealed": 0}).values())
    for table in OF_ENTRY:
        for part in books.execute(f"SELECT * FROM {table} WHERE seq = ? ORDER BY 1, 2, 3", (seq,)):
            yield f"INSERT INTO {table} VALUES ({_marks(part)})", part
    for part in books.execute("SELECT * FROM likenesses WHERE subject = ?", (row["id"],)):
        yield f"INSERT INTO likenesses VALUES ({_marks(part)})", part
    for side, minor, account in books.execute("SELECT side, amount_minor, account FROM lines WHERE seq = ?", (seq,)):
        change = minor if side == "debit" else -minor
        yield "UPDATE accounts SET balance_minor = balance_minor + ? WHERE client_id = 'bench' AND key = ?", (change, account)
    moves = books.execute("SELECT quantity_micro, value_minor, item, location, layer FROM layer_moves WHERE seq = ?", (seq,))
    for move in moves:
        yield (
            "UPDATE layers SET quantity_micro = quantity_micro + ?, value_minor = value_minor + ?"
            " WHERE client_id = 'bench' AND item = ? AND location = ? AND id = ?"
        ), move  # fmt: skip
    yield "UPDATE entries SET sealed = 1 WHERE client_id = 'bench' AND seq = ?", (seq,)


def _draft(books: sqlite3.Connection, id_: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    columns = [column for _, column, *_ in books.execute("PRAGMA table_info(drafts)")]
    row = dict(zip(columns, books.execute("SELECT * FROM drafts WHERE id = ?", (id_,)).fetchone(), strict=True))
    changed = [column for column in columns if column not in ("client_id", "id", "n")]
    said = ", ".join(f"{column} = ?" for column in changed)
    yield f"UPDATE drafts SET {said} WHERE client_id = 'bench' AND id = ?", (*(row[column] for column in changed), id_)
    yield "DELETE FROM draft_stock WHERE client_id = 'bench' AND draft_id = ?", (id_,)
    yield "DELETE FROM likenesses WHERE client_id = 'bench' AND subject = ?", (id_,)


def _learned(books: sqlite3.Connection, number: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for row in books.execute("SELECT * FROM confirmations WHERE entry = ?", (number,)).fetchall():
        learned = books.execute("SELECT * FROM precedents WHERE id = ?", (row[1],)).fetchone()
        if row[2] == 1:  # the first that confirms it
            yield COUNTED, ()
        yield (
            f"INSERT INTO precedents VALUES ({_marks(learned)})"
            " ON CONFLICT (client_id, id) DO UPDATE SET document = excluded.document"
        ), learned  # fmt: skip
        yield f"INSERT INTO confirmations VALUES ({_marks(row)})", row


def _marks(of: Any) -> str:
    return ", ".join("?" * len(of))


def written(books: sqlite3.Connection, entries: list[Rows]) -> float:
    began = perf_counter()
    for rows in entries:
        books.execute("BEGIN IMMEDIATE")
        for statement, values in rows:
            books.execute(statement, values)
        books.execute("COMMIT")
    return perf_counter() - began


def bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def keeper_of(store: SqlStore) -> Bookkeeper:
    return wiring.bookkeeper(store, wiring.rules_reader())


def main() -> int:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "ours.db", Path(folder) / "theirs.db"
        books, store = plenty(), open_books(str(ours))
        store.add_client(books, by="ann", at=NOON)
        ids = drafted(keeper_of(store), books, entries)
        store.close()
        with closing(bare(ours)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        copyfile(ours, theirs)
        store = open_books(str(ours))
        size, seconds = entries // ROUNDS, list[tuple[float, float]]()
        with closing(bare(theirs)) as loop, closing(sqlite3.connect(f"file:{ours}?mode=ro", uri=True)) as seen:
            for start in range(0, size * ROUNDS, size):
                some = ids[start : start + size]
                events = int(seen.execute("SELECT max(seq) FROM audit_events").fetchone()[0])
                service = approved(keeper_of(store), books.client, some)
                seconds.append((service, written(loop, rows_of(seen, some, events))))
        store.close()
    for service, loop_alone in seconds[:: max(ROUNDS // 10, 1)]:
        each = f"{service / size * 1000:6.2f} ms to post an entry, {loop_alone / size * 1000:6.2f} ms in the bare loop"
        sys.stdout.write(f"{each}\n")
    # Each stretch of the bare loop lies between two of the service.
    ratio = median(loop_alone / ((before + after) / 2) for (before, loop_alone), (after, _) in pairwise(seconds))
    memory = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"posting: ratio {ratio:.2f} (must ≥ {LEAST:.2f}), memory {memory} MB (must < 300)\n")
    return int(ratio < LEAST or memory >= 300)


if __name__ == "__main__":
    sys.exit(main())
