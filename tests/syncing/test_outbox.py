"""The outbox table of the books keeps to the port, in an SQLite file and in PostgreSQL."""

from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import SqlStore, open_books
from tests.adapters.sql.pottery import broken, potteries
from tests.syncing.outbox_port import FORGE, KILN, OutboxPort


class Undone(Exception):
    """Leaves a transaction, so that nothing of it is kept."""


class SqlEngine:
    def __init__(self, address: str) -> None:
        self.address = address
        self.opened: list[SqlStore] = []

    def __reduce__(self) -> tuple[type["SqlEngine"], tuple[str]]:
        """Another process has the address alone."""
        return SqlEngine, (self.address,)

    def open(self) -> SqlOutbox:
        return SqlOutbox(self._store())

    def post(self, client: str, count: int = 1) -> tuple[str, ...]:
        with self._store().client(client) as books:
            numbers = []
            for _ in range(count):
                numbers.append(books.next_entry_number())
                books.post(broken(books.books(), "1", place="Store", number=numbers[-1]))
            return tuple(numbers)

    def post_and_fail(self, client: str) -> None:
        with suppress(Undone), self._store().client(client) as books:
            number = books.next_entry_number()
            books.post(broken(books.books(), "1", place="Store", number=number))
            assert books.to_send()[-1] == number
            raise Undone

    def close(self) -> None:
        for store in self.opened:
            store.close()

    def _store(self) -> SqlStore:
        self.opened.append(open_books(self.address))
        return self.opened[-1]


class TestSqlOutbox(OutboxPort):
    @pytest.fixture
    def engine(self, books_url: str) -> Iterator[SqlEngine]:
        with potteries(books_url) as store:
            assert store.clients() == (FORGE, KILN)
        with closing(SqlEngine(books_url)) as engine:
            yield engine
