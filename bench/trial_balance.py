"""How long a trial balance over a million posted lines takes, against adding the lines up and against hledger.

`python bench/trial_balance.py [LINES]` opens books and puts half as many entries as lines into them (a million lines, where none
is said) by plain SQL, the balances with them. Then the trial balance is read off the books, as pages and `writeoff trial-balance`
do, by turns (A-B-B-A) with the sum of the same tables by account, both in this process and of books that were not read yet; and
`writeoff trial-balance` runs as a whole process beside hledger on the same entries. All three come to the same balances. The
last line has both ratios.
"""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import text

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.reports import trial_balance
from assistant.books.accounts import AccountType, Side

LINES, ROUNDS = 1_000_000, 5
MOST_OF_SUM, LEAST_OF_HLEDGER, MOST_MEMORY = 0.2, 50, 300
CHART = Path(__file__).parents[1] / "coa_samples" / "corner-hardware"
WRITEOFF = str(Path(sys.executable).parent / "writeoff")
NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)
DEBITS = ", ".join(f"'{kind.value}'" for kind in AccountType if kind.normal_side is Side.DEBIT)
# Entries of two lines between accounts that go round at paces of their own.
FILLED = f"""
CREATE TEMP TABLE open AS SELECT row_number() OVER (ORDER BY position) - 1 AS at, key FROM accounts WHERE active AND postable;
CREATE TEMP TABLE booked AS
WITH RECURSIVE n(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at < {{entries}})
SELECT 1000 + at AS seq, date('2026-01-01', '+' || ((at * 613) % 280) || ' days') AS day, 100 + (at * 7919) % 100000 AS cents,
    (at * 31) % (SELECT count(*) FROM open) AS debit, (at * 31 + 1 + at % 7) % (SELECT count(*) FROM open) AS credit
FROM n;
INSERT INTO entries (client_id, seq, id, number, entry_date, kind, reason, memo, text, currency, posted_by, posted_at, brought,
    sealed, sub_reason)
SELECT 'bench', seq, 'e-' || seq, 'WO-' || seq, day, 'journal', 'other', 'Booked', '', 'USD', 'ann',
    '2026-10-14T12:00:00.000000+00:00', 0, 1, '' FROM booked;
INSERT INTO lines (client_id, seq, n, side, account, amount_minor, role, party, class)
SELECT 'bench', seq, 1, 'debit', key, cents, 'control', '', '' FROM booked JOIN open ON open.at = debit;
INSERT INTO lines (client_id, seq, n, side, account, amount_minor, role, party, class)
SELECT 'bench', seq, 2, 'credit', key, cents, 'control', '', '' FROM booked JOIN open ON open.at = credit;
CREATE TEMP TABLE moved AS SELECT account, sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) AS debits
FROM lines GROUP BY account;
UPDATE accounts SET balance_minor = opening_minor + CASE WHEN type IN ({DEBITS}) THEN debits ELSE -debits END
FROM moved WHERE moved.account = accounts.key;
"""
SUM = text(
    "SELECT account, sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) FROM lines"
    " WHERE client_id = 'bench' GROUP BY account"
)
POSTINGS = (
    "SELECT e.seq, e.entry_date, l.account, CASE l.side WHEN 'debit' THEN l.amount_minor ELSE -l.amount_minor END FROM lines l"
    " JOIN entries e ON e.client_id = l.client_id AND e.seq = l.seq ORDER BY l.seq, l.n"
)


def filled(path: Path, entries: int) -> None:
    """Books with that many entries, put in past the triggers, which are back afterwards."""
    with closing(open_books(str(path))) as store:
        store.add_client(read_client(CHART, "bench"), by="ann", at=NOON)
        with store.engine.begin() as connection:
            triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _ in triggers:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            for statement in FILLED.format(entries=entries).split(";\n"):
                if statement.strip():
                    connection.exec_driver_sql(statement)
            for _, made in triggers:
                connection.exec_driver_sql(made)


def balanced(path: Path) -> tuple[float, dict[str, int]]:
    """A trial balance of books that this process has not read before, and what was posted to each account by it."""
    with closing(open_books(str(path))) as store:
        opening = _openings(store)
        began = perf_counter()
        with store.client("bench", reads=True) as books:
            balance = trial_balance(books.books_about(()))
        took = perf_counter() - began
    stands = {row.account.key: row.debit.minor - row.credit.minor for row in balance.rows}
    return took, {key: minor - opening.get(key, 0) for key, minor in stands.items() if minor != opening.get(key, 0)}


def _openings(store: SqlStore) -> dict[str, int]:
    with store.client("bench", reads=True) as books:
        rows = books.connection.execute(text(f"SELECT key, opening_minor, type IN ({DEBITS}) FROM accounts")).all()
    return {key: minor if debit else -minor for key, minor, debit in rows}


def summed(path: Path) -> tuple[float, dict[str, int]]:
    with closing(open_books(str(path))) as store, store.client("bench", reads=True) as books:
        began = perf_counter()
        found = {account: int(minor) for account, minor in books.connection.execute(SUM)}
        return perf_counter() - began, {account: minor for account, minor in found.items() if minor}


def whole_process(command: list[str], folder: Path) -> tuple[float, str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "HOME": str(folder)}
    began = perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return perf_counter() - began, done.stdout


def by_hledger(path: Path, folder: Path, sums: dict[str, int]) -> tuple[float, float] | None:
    """Seconds of `writeoff trial-balance` and of `hledger balance`, whole processes; None where hledger is not installed."""
    if shutil.which("hledger") is None:
        return None
    with (
        closing(open_books(str(path))) as store,
        store.client("bench", reads=True) as books,
        (folder / "bench.journal").open("w", encoding="utf-8") as file,
    ):
        for at, (_, day, account, minor) in enumerate(books.connection.execute(text(POSTINGS))):
            amount = f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}"
            file.write(f"{'' if at % 2 else f'{day} * Booked{chr(10)}'}    Account:{account}  {amount} USD\n")
    mine = [WRITEOFF, "--books", str(path), "--as", "ann", "trial-balance"]
    whole_process(mine, folder)
    ours = median(whole_process(mine, folder)[0] for _ in range(ROUNDS))
    theirs, printed = whole_process(["hledger", "-f", str(folder / "bench.journal"), "balance", "--flat", "-N"], folder)
    found = {row.split("Account:")[1]: row.split()[0] for row in printed.splitlines()}
    assert {key: int(amount.replace(",", "").replace(".", "")) for key, amount in found.items()} == sums, "hledger's balances"
    return ours, theirs


def main(lines: int) -> int:
    with TemporaryDirectory() as place:
        folder, path = Path(place), Path(place) / "books.db"
        filled(path, lines // 2)
        ours, sums = list[float](), list[float]()
        for _ in range(ROUNDS):
            turns = (balanced(path), summed(path), summed(path), balanced(path))
            assert turns[0][1] == turns[1][1] == turns[2][1] == turns[3][1], "the balances are not the sums"
            ours += [turns[0][0], turns[3][0]]
            sums += [turns[1][0], turns[2][0]]
        of_sum = median(mine / theirs for mine, theirs in zip(ours, sums, strict=True))
        memory = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        told = f"{median(ours) * 1000:.1f} ms, the sum of the lines {median(sums) * 1000:.0f} ms"
        sys.stdout.write(f"a trial balance over {lines:,} lines: {told}; {memory:.0f} MB\n")
        beside = by_hledger(path, folder, turns[1][1])
    good = of_sum <= MOST_OF_SUM and memory < MOST_MEMORY
    if beside is None:
        sys.stdout.write("hledger is not installed\n")
        said = ""
    else:
        of_hledger = beside[1] / beside[0]
        sys.stdout.write(f"as whole processes: writeoff {beside[0]:.2f} s, hledger {beside[1]:.1f} s\n")
        said = f" and {of_hledger:.0f} of hledger (must ≥ {LEAST_OF_HLEDGER})"
        good = good and of_hledger >= LEAST_OF_HLEDGER
    sys.stdout.write(f"trial_balance: ratio {of_sum:.3f} of the sum (must ≤ {MOST_OF_SUM}){said}\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else LINES))
