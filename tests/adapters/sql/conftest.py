"""Books of two potteries, once in SQLite and once in PostgreSQL: fresh for a test, or kept for the tests of a module."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.sql.store import SqlStore, open_books
from tests.adapters.sql.pottery import broken, draft_of, potteries
from tests.conftest import new_database


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the books of both, made once: a copy of it is there at once."""
    path = tmp_path_factory.mktemp("potteries") / "books.db"
    with potteries(f"sqlite:///{path}"):
        pass
    return path


@pytest.fixture
def store(books_url: str, opened: Path) -> Iterator[SqlStore]:
    if not books_url.startswith("sqlite:///"):
        with potteries(books_url) as store:
            yield store
        return
    shutil.copyfile(opened, books_url.removeprefix("sqlite:///"))
    store = open_books(books_url)
    yield store
    store.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def posted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """Books with one entry, WO-1001 of draft D-1, for tests that leave them as they are."""
    address = str(tmp_path_factory.mktemp("kept") / "books.db")
    if request.param == "postgresql":
        address = new_database(request.getfixturevalue("postgres"), "kept")
    with potteries(address) as store:
        with store.client("kiln") as books:
            draft = draft_of(books)
            books.post(replace(broken(books.books(), "3"), draft_id=draft.id))
        yield store
