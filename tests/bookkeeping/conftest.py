"""Books of three sample clients in one fresh store, opened by ana."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.books.client_books import ClientBooks

AT = datetime(2026, 10, 2, 9, 0, tzinfo=UTC)
HARDWARE, ELECTRONICS, CAFE = "corner-hardware", "voltcrate-electronics", "tui-corner-cafe"
BooksOf = Callable[[str], ClientBooks]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with closing(open_books(str(tmp_path / "books.db"))) as store:
        for sample in (HARDWARE, ELECTRONICS, CAFE):
            store.add_client(read_client(Path("coa_samples") / sample, sample), by="ana", at=AT)
        yield store


@pytest.fixture
def books_of(store: SqlStore) -> BooksOf:
    def read(client: str) -> ClientBooks:
        with store.client(client, reads=True) as transaction:
            return transaction.books()

    return read
