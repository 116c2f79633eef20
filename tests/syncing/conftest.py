"""The bakery, connected to a practice company of its own in this process."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from assistant.adapters.sql.store import SqlStore, open_books
from tests.syncing.bakery import NOON, OWNER, bakery
from tests.syncing.harness import Bench

Opened = Callable[..., Bench]


def unhurried(store: SqlStore) -> SqlStore:
    """The books without a wait for the disk after each transaction: no power fails in a test."""

    @event.listens_for(store.engine, "connect")
    def relax(connection: Any, _: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    store.engine.dispose()
    return store


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens a bakery with so many times the usual stock, and what is said of the bench; `closed`, its company is not open yet."""
    stores: list[SqlStore] = []

    def open_bench(units: int = 1, *, closed: bool = False, **said: Any) -> Bench:
        store = unhurried(open_books(str(tmp_path / f"books-{len(stores)}.db")))
        stores.append(store)
        store.add_client(bakery(units), by=OWNER, at=NOON)
        bench = Bench(store, **said)
        return bench if closed else bench.open()

    yield open_bench
    for store in stores:
        store.close()


@pytest.fixture
def bench(opened: Opened) -> Bench:
    return opened()
