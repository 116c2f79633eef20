"""What posting into books of a million entries takes, against posting the same into empty books.

`python bench/growing.py [ENTRIES]` opens the same books twice, and puts a million entries (or as many as are said) of the last
three years into one of them by plain SQL, with all that belongs to each: lines, goods, moves of stock and of layers, marks, its
place in the audit trail and in the outbox. Then the same losses are drafted in both, and approved by turns (A-B-B-A), each in a
transaction of its own. What a draft, a preview of a revision and a reversal take is measured in the same way and told beside it.
"""

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from shutil import copyfile
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from posting import NOON, approved, bare, drafted, keeper_of, plenty
from reading import TODAY

from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.previewing import preview
from assistant.books.draft import DraftState
from assistant.books.question import Settled
from assistant.books.reasons import Reason
from assistant.store import DraftQuery

ENTRIES = 1_000_000
ROUNDS, SIZE, SIZE_BESIDE = 12, 50, 20
MOST, MOST_MEMORY = 1.5, 300
# Losses of one item each at 4.15, over three years: item, units and day go round at paces of their own.
LOSSES = """
CREATE TEMP TABLE losses AS
WITH RECURSIVE n(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < {entries})
SELECT 1000 + at AS seq, 'loss-' || at AS id, 'WO-' || (1000 + at) AS number,
    date('2026-10-14', '-' || ((at * 613) % 1095) || ' days') AS entry_date,
    (at * 7919) % 100 + 1 AS item, 1 + (at / 100 + at / 7) % 9 AS units
FROM n;
INSERT INTO entries (client_id, seq, id, number, entry_date, kind, reason, memo, text, currency, posted_by, posted_at, brought,
    sealed, sub_reason)
SELECT 'bench', seq, id, number, entry_date, 'write_off', 'damaged', units || ' smashed', units || ' smashed', 'USD', 'ann',
    entry_date || 'T12:00:00.000000+00:00', 0, 1, '' FROM losses;
INSERT INTO lines (client_id, seq, n, side, account, amount_minor, role, party, class)
SELECT 'bench', seq, 1, 'debit', '5050', units * 415, 'loss', '', '' FROM losses;
INSERT INTO lines (client_id, seq, n, side, account, amount_minor, role, party, class)
SELECT 'bench', seq, 2, 'credit', '1200', units * 415, 'inventory', '', '' FROM losses;
CREATE TEMP TABLE held AS
SELECT row_number() OVER (ORDER BY h.position) AS item, h.item AS key, h.location, l.id AS layer
FROM holdings h JOIN layers l ON l.client_id = h.client_id AND l.item = h.item AND l.location = h.location;
INSERT INTO entry_goods (client_id, seq, n, item, location, quantity_micro)
SELECT 'bench', seq, 1, key, location, units * 1000000 FROM losses JOIN held USING (item);
INSERT INTO stock_moves (client_id, seq, n, item, location, account, quantity_micro, value_minor, stated_value)
SELECT 'bench', seq, 1, key, location, '1200', -units * 1000000, -units * 415, 0 FROM losses JOIN held USING (item);
INSERT INTO layer_moves (client_id, seq, n, m, item, location, layer, quantity_micro, value_minor, unit_cost)
SELECT 'bench', seq, 1, 1, key, location, layer, -units * 1000000, -units * 415, '4.15' FROM losses JOIN held USING (item);
INSERT INTO likenesses (client_id, subject, mark, posted, entry_date, place)
SELECT 'bench', id, (units * 1000000) || ' ' || key, 1, entry_date, seq FROM losses JOIN held USING (item);
INSERT INTO likenesses (client_id, subject, mark, posted, entry_date, place)
SELECT 'bench', id, 'worth ' || (units * 415), 1, entry_date, seq FROM losses;
INSERT INTO outbox (client_id, topic, seq, written_at)
SELECT 'bench', 'entry.posted', seq, entry_date || 'T12:00:00.000000+00:00' FROM losses;
INSERT INTO audit_events (client_id, seq, at, who, what, subject, detail, previous, hash)
SELECT 'bench', (SELECT max(seq) FROM audit_events) + seq - 1000, entry_date || 'T12:00:00.000000+00:00', 'ann', 'entry.posted',
    number, '{{"kind":"write_off","lines":[["Dr","5050","' || units || '"]]}}', 'chained', 'chained' FROM losses;
UPDATE layers SET quantity_micro = quantity_micro - moved.micro, value_minor = value_minor - moved.minor
FROM (SELECT key, sum(units) * 1000000 AS micro, sum(units) * 415 AS minor FROM losses JOIN held USING (item) GROUP BY key) moved
WHERE layers.item = moved.key;
UPDATE accounts
SET balance_minor = balance_minor + (SELECT sum(units) * 415 FROM losses) * CASE key WHEN '5050' THEN 1 ELSE -1 END
WHERE key IN ('5050', '1200');
DROP TABLE losses;
DROP TABLE held;
"""


def fill(path: Path, entries: int) -> None:
    """The entries as the service would have left them, but for the hashes of their events; triggers rest meanwhile."""
    with closing(bare(path)) as books:
        books.execute("PRAGMA synchronous=OFF")
        triggers = books.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        books.execute("BEGIN IMMEDIATE")
        for name, _ in triggers:
            books.execute(f"DROP TRIGGER {name}")
        for statement in LOSSES.format(entries=entries).split(";\n"):
            books.execute(statement)
        for _, made in triggers:
            books.execute(made)
        books.execute("COMMIT")
        books.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def ratio(small: Callable[[int], float], large: Callable[[int], float]) -> float:
    """The median over the rounds, each side the first of every other one."""
    found = []
    for at in range(ROUNDS):
        if at % 2:
            beside = large(at)
            found.append(beside / small(at))
        else:
            alone = small(at)
            found.append(large(at) / alone)
    return median(found)


def timed(each: Callable[[int], object], size: int) -> Callable[[int], float]:
    """Seconds of a round of so many."""

    def once(at: int) -> float:
        began = perf_counter()
        for n in range(at * size, at * size + size):
            each(n)
        return perf_counter() - began

    return once


def verbs(store: SqlStore) -> dict[str, Callable[[int], float]]:
    """Beside posting: what a person does with books, on what the rounds have posted."""
    keeper = keeper_of(store)
    with store.client("bench", reads=True) as books:
        numbers = [entry.number for entry in books.entries(limit=ROUNDS * SIZE_BESIDE, newest_first=True).rows]
        waiting = [
            draft.id for draft in books.drafts(DraftQuery(states=frozenset({DraftState.WAITING}), limit=ROUNDS * SIZE_BESIDE))
        ]
    stolen = (Settled(words="stolen", reason=Reason.STOLEN),)
    each: dict[str, Callable[[int], object]] = {
        "draft": lambda n: keeper.draft("bench", f"{n % 9 + 1} Oak Bowl Small cracked", by="ann", today=TODAY),
        "preview": lambda n: preview(store, "bench", waiting[n], stolen, by="ann", today=TODAY),
        "reverse": lambda n: keeper.reverse("bench", numbers[n], because="found", by="ann", today=TODAY),
    }
    return {verb: timed(once, SIZE_BESIDE) for verb, once in each.items()}


def main() -> int:
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with TemporaryDirectory() as folder:
        empty, full = Path(folder) / "empty.db", Path(folder) / "full.db"
        books, store = plenty(), open_books(str(empty))
        store.add_client(books, by="ann", at=NOON)
        store.close()
        copyfile(empty, full)
        fill(full, entries)
        small, large = open_books(str(empty)), open_books(str(full))

        def posting(store: SqlStore) -> Callable[[int], float]:
            keeper = keeper_of(store)
            ids = drafted(keeper, books, ROUNDS * (SIZE + SIZE_BESIDE) + 1)
            approved(keeper, "bench", ids[:1])
            return lambda at: approved(keeper, "bench", ids[at * SIZE + 1 : (at + 1) * SIZE + 1])

        found = ratio(posting(small), posting(large))
        beside, among = verbs(small), verbs(large)
        for verb in beside:
            sys.stdout.write(f"{verb}: {ratio(beside[verb], among[verb]):.2f} times as long in books of {entries:,} entries\n")
        for each in (small, large):
            each.close()
    memory = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"growing: ratio {found:.2f} (must ≤ {MOST:.2f}), memory {memory} MB (must < {MOST_MEMORY})\n")
    return int(found > MOST or memory >= MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
