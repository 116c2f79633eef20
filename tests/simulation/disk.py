"""A disk under the books of one process that fails when it is told to: SQLite's connection, with a fault at one of its calls.

    disk = Disk()
    store = on_disk(address, disk)
    disk.arm(Site.DISK_WRITE, after=2)     # the third write fails; disk.struck says so then
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from assistant.adapters.sql.store import SqlStore, open_books
from tests.simulation.sites import Site

CODES = {
    Site.DISK_BUSY: "SQLITE_BUSY",
    Site.DISK_READ: "SQLITE_IOERR_READ",
    Site.DISK_WRITE: "SQLITE_IOERR_WRITE",
    Site.COMMIT_FAILS: "SQLITE_IOERR_FSYNC",
    Site.ANSWER_LOST: "SQLITE_IOERR_FSYNC",
}
ARMED = (*CODES, Site.DISK_FULL)
NO_LIMIT = 2**30  # pages
BEGINS = {"BEGIN": Site.DISK_BUSY, "SELECT": Site.DISK_READ, "INSERT": Site.DISK_WRITE, "UPDATE": Site.DISK_WRITE,
          "DELETE": Site.DISK_WRITE}  # fmt: skip


@dataclass
class Disk:
    """One fault at most is armed. It strikes once, at the call after so many of its kind have passed."""

    armed: Site | None = None
    after: int = 0
    struck: Site | None = None
    limited: bool = False  # whether SQLite was told to use no page more

    def arm(self, site: Site, after: int = 0) -> None:
        self.armed, self.after, self.struck = site, after, None

    def disarm(self) -> Site | None:
        """What struck since it was armed."""
        struck, self.armed, self.struck = self.struck, None, None
        return struck

    def asked(self, statement: str) -> None:
        words = statement.split(None, 2)
        # A reading transaction begins with nobody in its way: only BEGIN IMMEDIATE can find the books held.
        if words and (words[0] != "BEGIN" or len(words) > 1):
            self._passes(BEGINS.get(words[0]))

    def commits(self) -> None:
        self._passes(Site.COMMIT_FAILS)

    def committed(self) -> None:
        self._passes(Site.ANSWER_LOST)

    def is_full(self) -> bool:
        """Whether there is no room for one page more than the books have now."""
        return self.armed is Site.DISK_FULL

    @contextmanager
    def may_be_full(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname == "SQLITE_FULL":
                self.struck, self.armed = Site.DISK_FULL, None
            raise

    def _passes(self, site: Site | None) -> None:
        if site is None or site is not self.armed:
            return
        if self.after:
            self.after -= 1
            return
        self.struck, self.armed = site, None
        error = sqlite3.OperationalError("disk I/O error" if site is not Site.DISK_BUSY else "database is locked")
        error.sqlite_errorname = CODES[site]
        raise error


def on_disk(address: str, disk: Disk) -> SqlStore:
    """The books at a file, on this disk, without a wait for the real one after each transaction: no power fails here."""

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, parameters: Any = ()) -> "Cursor":
            disk.asked(sql)
            with disk.may_be_full():
                return super().execute(sql, parameters)

        def executemany(self, sql: str, parameters: Iterable[Any]) -> "Cursor":
            disk.asked(sql)
            with disk.may_be_full():
                return super().executemany(sql, parameters)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
            return self.cursor().execute(sql, parameters)  # type: ignore[no-any-return]

        def executemany(self, sql: str, parameters: Iterable[Any]) -> sqlite3.Cursor:
            return self.cursor().executemany(sql, parameters)  # type: ignore[no-any-return]

        def commit(self) -> None:
            under_way = self.in_transaction
            try:
                if under_way:
                    disk.commits()
                super().commit()
            except sqlite3.OperationalError:
                super().rollback()  # as SQLite does where a commit fails for want of the disk
                raise
            if under_way:
                disk.committed()

    store = open_books(address)

    @event.listens_for(store.engine, "do_connect")
    def ours(_dialect: object, _record: object, _args: object, given: dict[str, Any]) -> None:
        given["factory"] = Connection

    @event.listens_for(store.engine, "connect")
    def relax(connection: Any, _: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    @event.listens_for(store.engine, "begin")
    def limit(connection: Any) -> None:
        if disk.is_full() or disk.limited:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar() if disk.is_full() else NO_LIMIT
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            disk.limited = disk.is_full()

    store.engine.dispose()
    return store
