"""Books of two potteries, once in SQLite and once in PostgreSQL."""

from collections.abc import Iterator

import pytest

from assistant.adapters.sql.store import SqlStore
from tests.adapters.sql.pottery import potteries


@pytest.fixture
def store(books_url: str) -> Iterator[SqlStore]:
    with potteries(books_url) as store:
        yield store
