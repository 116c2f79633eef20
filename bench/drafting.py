"""How long a list of losses takes by the rules, against the reader alone: drafted, validated and queued, in books on disk.

`python bench/drafting.py` reads a thousand texts and drafts a thousand others of the same kind, by turns (A-B-B-A), as `writeoff
draft --file` does. Its last line is the median ratio of the rounds.
"""

import random  # noqa: TID251 - a bench is no part of the books: its texts come from a seed of its own
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from reading import TODAY, books_of, texts_for

from assistant import wiring
from assistant.adapters.sql.store import open_books
from assistant.books.batch import TOGETHER
from assistant.books.reading_context import reading_context
from assistant.workflow import Bookkeeper

NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)
ITEMS, TEXTS, ROUNDS = 100, 1_000, 10
MOST, MOST_MEMORY = 3.0, 300


def drafted(keeper: Bookkeeper, client: str, batch: str, texts: list[str]) -> float:
    began = perf_counter()
    for start in range(0, len(texts), TOGETHER):
        some = dict(enumerate(texts[start : start + TOGETHER], start))
        keeper.draft_list(client, some, by="ann", today=TODAY, batch=batch)
    return perf_counter() - began


def main() -> int:
    seeded, books, reader = random.Random(20_261_014), books_of(ITEMS), wiring.rules_reader()
    with TemporaryDirectory() as folder:
        store = open_books(str(Path(folder) / "books.db"))
        store.add_client(books, by="ann", at=NOON)
        keeper = wiring.bookkeeper(store, reader)
        batches = (f"B-{n}" for n in count(1))

        def some(size: int) -> list[str]:
            found: list[str] = []
            while len(found) < size:
                found += texts_for(books, seeded)
            return found[:size]

        def read(texts: list[str]) -> float:
            with store.client(books.client, reads=True) as transaction:
                standing = transaction.books()
            contexts = [reading_context(standing, TODAY, text) for text in texts]
            began = perf_counter()
            for text, context in zip(texts, contexts, strict=True):
                reader.interpret(text, context)
            return perf_counter() - began

        size = TEXTS // ROUNDS // 2
        read(some(size)), drafted(keeper, books.client, next(batches), some(size))  # caches as in a running process
        ratios = []
        for _ in range(ROUNDS):
            alone = read(some(size))
            whole = drafted(keeper, books.client, next(batches), some(size)) + drafted(
                keeper, books.client, next(batches), some(size)
            )
            alone += read(some(size))
            ratios.append(whole / alone)
            each = f"{alone / size / 2 * 1000:6.2f} ms to read a text, {whole / size / 2 * 1000:6.2f} ms to draft it"
            sys.stdout.write(f"{each}\n")
        store.close()
    ratio = median(ratios)
    memory = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"drafting: ratio {ratio:.2f} (must ≤ {MOST}), memory {memory} MB (must < {MOST_MEMORY})\n")
    return int(ratio > MOST or memory >= MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
