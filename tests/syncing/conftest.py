"""The bakery, connected to a practice company of its own in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.sql.store import SqlStore, open_books
from tests.syncing.bakery import NOON, OWNER, bakery
from tests.syncing.harness import Bench


@pytest.fixture
def books_of_the_bakery(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_books(str(tmp_path / "books.db"))
    store.add_client(bakery(), by=OWNER, at=NOON)
    yield store
    store.close()


@pytest.fixture
def bench(books_of_the_bakery: SqlStore) -> Bench:
    return Bench(books_of_the_bakery).open()
