"""What growing costs: more clients than a look goes to, more processes at one desk, more workers at the same companies.

`python bench/growth.py` prints a line a step, each a ratio of one run. Books are filled by plain SQL outside the timing; desk and
workers are processes of their own, as `writeoff serve --workers` and `writeoff work` are, and companies hold the live limits.
"""

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import httpx2 as httpx

sys.path.insert(0, str(Path(__file__).parents[1]))  # the workers of the tests are no part of the package

from assistant.adapters.sql.identity import SqlIdentity
from assistant.adapters.sql.journal import POSTED
from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import open_books
from assistant.books.identity import Session, secret_hash
from tests.proof.many_workers import CLIENTS, postgres_of_its_own, works
from tests.proof.real_time import least_seconds
from tests.surfaces.cli.test_serve import Served, serving
from tests.surfaces.firm import ADA, HARDWARE, open_firm
from tests.syncing.outbox_port import NOW

FEW, MANY, DUE, ROUNDS = 50, 5_000, 50, 9
MOST_FOR_LOOKS = 30.0  # a hundred times the clients
READERS, PAGES, DESK_ROUNDS = 6, 240, 2
LEAST_FOR_DESK = 0.9  # two processes serve no less; on two cores of their own it is nearer two
WORKERS, ENTRIES = 8, 60
MOST_FOR_WORKERS = 3.0  # of the least that the limits leave, with the wait for costs


# ── A look over all clients ──────────────────────────────────────────────────────────────────────────────────────────


def filled(path: Path, clients: int) -> None:
    """Clients that are connected, of whom some have an entry to send, spread evenly."""
    with closing(open_books(str(path))):
        pass
    at = NOW.isoformat()
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("PRAGMA foreign_keys=OFF")
        names = [f"client-{n:05}" for n in range(clients)]
        rows.executemany(
            "INSERT INTO clients (id, name, currency, date_order, opened_at, opened_by) VALUES (?, ?, 'USD', 'MDY', ?, 'ann')",
            [(name, name, at) for name in names],
        )
        rows.executemany(
            "INSERT INTO connections (client_id, service, realm, environment, company, tokens, connected_by, connected_at,"
            " access_until, refresh_until, hard_until, state, says, lease_holder, lease_until)"
            " VALUES (?, 'quickbooks', '1', 'practice', '', '', 'ann', ?, ?, ?, ?, 'connected', '', '', NULL)",
            [(name, at, at, at, at) for name in names],
        )
        due = names[:: max(clients // DUE, 1)]
        for name in names:
            rows.executemany(
                f"INSERT INTO outbox (client_id, topic, seq, written_at, done_at, due_at) VALUES (?, '{POSTED}', ?, ?, ?, NULL)",
                [(name, seq, at, at if seq < 1010 or name not in due else None) for seq in range(1001, 1011)],
            )
        rows.commit()


def looks(folder: Path) -> tuple[float, str]:
    """The processor's time of a worker's look with a hundred times the clients, as many of them due."""
    taken: dict[int, list[float]] = {FEW: [], MANY: []}
    for clients in taken:
        filled(folder / f"{clients}.db", clients)
    with closing(open_books(str(folder / f"{FEW}.db"))) as few, closing(open_books(str(folder / f"{MANY}.db"))) as many:
        for n in range(ROUNDS):
            for clients, store in [(FEW, few), (MANY, many)][:: 1 if n % 2 else -1]:
                outbox = SqlOutbox(store)
                connected = outbox.connected()  # as a worker knows them
                begun = time.process_time()
                assert len(outbox.due(connected, worker="w", now=NOW + timedelta(days=1))) == DUE
                taken[clients].append(time.process_time() - begun)
    few_ms, many_ms = (median(taken[each]) * 1000 for each in (FEW, MANY))
    ratio = many_ms / few_ms
    return ratio, f"a look at {MANY:,} clients, {DUE} of them due: {many_ms:.1f} ms, {few_ms:.1f} ms at {FEW}"


# ── One desk, several processes ──────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def served(folder: Path, processes: int) -> Iterator[tuple[Served, str]]:
    """A firm's desk by so many processes, and the cookie of its owner."""
    folder.mkdir()
    with closing(open_firm(folder)) as store, SqlIdentity(store).transaction() as identity:
        now, secret = datetime.now(tz=UTC), "s" * 40  # noqa: TID251  the desk goes by the clock
        identity.add_session(Session(secret_hash(secret), ADA, "c" * 20, now, now, now + timedelta(hours=9)))
    with serving(folder / "firm.db", "--workers", str(processes)) as desk:
        yield desk, f"writeoff_desk={secret}"


def pages_a_second(desk: Served, cookie: str) -> float:
    def read() -> None:
        with httpx.Client(base_url=desk.address, headers={"cookie": cookie}) as browser:
            for _ in range(PAGES // READERS):
                answer = browser.get(f"/c/{HARDWARE}/goods")
                assert answer.status_code == 200, answer.status_code

    begun = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        for done in [pool.submit(read) for _ in range(READERS)]:
            done.result()
    return PAGES / (time.perf_counter() - begun)


def desks(folder: Path) -> tuple[float, str]:
    found: dict[int, list[float]] = {1: [], 2: []}
    for n in range(DESK_ROUNDS):
        for processes in [1, 2][:: 1 if n % 2 else -1]:
            with served(folder / f"{processes}-{n}", processes) as (desk, cookie):
                found[processes].append(pages_a_second(desk, cookie))
    one, two = (median(found[each]) for each in (1, 2))
    return two / one, f"one desk by two processes: {two:.0f} pages a second, {one:.0f} by one"


# ── Several workers, the same companies ──────────────────────────────────────────────────────────────────────────────


def workers(folder: Path, queue: str, address: str) -> tuple[float, str]:
    """How long the slowest company takes, by its own log, beside the least that its limits leave."""
    with closing(open_books(address)) as store, works(
        store, address, folder, queue=queue, clients=CLIENTS, faster=1.0
    ) as firm:  # fmt: skip
        firm.open(ENTRIES)
        began = firm.server.practice.now()
        firm.begin(WORKERS)
        firm.until(lambda: firm.waiting() == 0)
        firm.stop()
        assert firm.amiss() == [], firm.amiss()
        ratios = []
        for bench in firm.benches.values():
            asked = [row["at"] for row in firm.server.practice.log.read()["requests"]
                     if row["at"] > began and f"/{bench.realm}/" in row["path"]]  # fmt: skip
            ratios.append((max(asked) - min(asked)) / least_seconds(len(asked)))
    return max(ratios), f"{WORKERS} workers at {len(CLIENTS)} companies, {ENTRIES} entries each, called by {queue}"


def main() -> int:
    missed = False

    def tell(name: str, found: tuple[float, str], must: float, *, least: bool = False) -> None:
        nonlocal missed
        ratio, says = found
        missed |= ratio < must if least else ratio > must
        print(f"{says}\n{name}: ratio {ratio:.2f} (must {'≥' if least else '≤'} {must:g})", flush=True)  # noqa: T201

    with tempfile.TemporaryDirectory() as folder:
        tell("looks", looks(Path(folder)), MOST_FOR_LOOKS)
        tell("desk", desks(Path(folder)), LEAST_FOR_DESK, least=True)
        for queue in ("books", "dbos"):
            at = Path(folder) / queue
            at.mkdir()
            with postgres_of_its_own() as address:
                tell(f"workers by {queue}", workers(at, queue, address), MOST_FOR_WORKERS)
    return int(missed)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.SubprocessError as error:
        sys.exit(str(error))
