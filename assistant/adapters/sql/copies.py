"""All books of an installation to one file, and back into empty books of either database.

The file is books itself: an SQLite database with every table of every client as of one moment, while others go on writing. It
opens with --books; one that an earlier version made is brought up to date, as a copy, before it is read. Sealed tokens and second
factors are in it as they are kept, and the key that opens them is not.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from tempfile import TemporaryDirectory, mkstemp

from sqlalchemy import Connection, LargeBinary, Table, func, insert, select, text
from sqlalchemy.exc import DataError, DBAPIError, StatementError

from assistant.adapters.sql import tables
from assistant.adapters.sql.engine import open_engine, reading
from assistant.adapters.sql.refusals import told
from assistant.adapters.sql.seeing import see_all
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.tables.base import METADATA
from assistant.adapters.sql.types import instant_text
from assistant.errors import BooksUnavailable, RefusedByBooks, WriteoffError, WrongUsage

AT_ONCE = 1_000  # rows held in memory
FILES_AT_ONCE = 4  # of rows that hold a file
OF_CLIENTS = (
    "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'client_id'"
    " ORDER BY m.name"
)
STRAY = "SELECT client_id FROM {} WHERE client_id NOT IN (SELECT id FROM clients) LIMIT 1"
IS_BOOKS = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'clients'"
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
END_SESSIONS = text("UPDATE sessions SET ended_at = :at WHERE ended_at IS NULL")
END_INVITATIONS = text("UPDATE invitations SET used_at = :at WHERE used_at IS NULL")
END_TOKENS = text("UPDATE tokens SET ended_at = :at WHERE ended_at IS NULL")
# So that no process takes what it keeps of such books for these (warm.py).
BEGIN_ANEW = text("UPDATE changes SET born = :at WHERE client_id = :client")


def back_up(store: SqlStore, target: Path) -> None:
    """Makes the file, for its user alone: whole or not at all, and never in place of another. WrongUsage where there is something
    of that name, BooksUnavailable where the books or the file cannot be used."""
    if target.exists():
        raise WrongUsage(f"There is {target} already.", "Name a file that is not there yet: copies are kept side by side.")
    if not target.parent.is_dir():
        raise WrongUsage(f"There is no folder {target.parent}.", "Make it, or name another file.")
    handle, name = mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    aside = Path(name)
    try:
        if store.engine.dialect.name == "sqlite":
            with told(store.place), closing(sqlite3.connect(store.place)) as books:
                _copy_pages(books, aside)
        else:
            _copy_into_file(store, aside)
        _keep(aside, target)
    except sqlite3.Error as error:
        raise BooksUnavailable(f"{target} cannot be written: {error}.", "Look at the disk, and name another file.") from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            Path(f"{aside}{ending}").unlink(missing_ok=True)


@contextmanager
def opened(file: Path) -> Iterator[SqlStore]:
    """The books in such a file, as a copy that is up to date; the file stays as it is. BooksUnavailable where it is none."""
    if not file.is_file():
        raise BooksUnavailable(f"There is no file {file}.", "Name a file that writeoff backup made.")
    with TemporaryDirectory(prefix="writeoff-") as folder:
        copy = Path(folder) / "books.db"
        try:
            with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as kept:
                _copy_pages(kept, copy)
                if not kept.execute(IS_BOOKS).fetchone():  # an empty file is a database too, and would become new books
                    raise BooksUnavailable(f"{file} holds no books.", "Name a file that writeoff backup made.")
                _refuse_strays(kept, file)
        except sqlite3.Error as error:
            says = f"{file} cannot be read as books: {error}."
            raise BooksUnavailable(says, "Name a file that writeoff backup made.") from error
        try:
            engine, _ = open_engine(str(copy), create=False)
        except WriteoffError as error:
            error.says = error.says.replace(str(copy), str(file))
            raise
        store = SqlStore(engine, str(file))
        try:
            yield store
        finally:
            store.close()


def _refuse_strays(kept: sqlite3.Connection, file: Path) -> None:
    """Rows of a client that is not listed are no part of any copy of ours, and would be left behind without a word."""
    for (table,) in kept.execute(OF_CLIENTS).fetchall():
        for (stray,) in kept.execute(STRAY.format(table)):
            says = f"{file} has {table} of {stray or 'no client'}, which is not among its clients."
            raise BooksUnavailable(says, "Take another copy: this one was changed.")


def load(kept: SqlStore, store: SqlStore, *, at: datetime) -> None:
    """Every row of the kept books into the store's, in one transaction. RefusedByBooks where the store's are not empty.

    Sessions, invitations and tokens end at that moment: whoever was signed out or shut out since would be in again.
    BooksUnavailable for a row that no books can hold.
    """
    with kept.transaction(reads=True) as source, store.transaction(reads=False) as target:
        _refuse_unless_empty(target, store.place)
        with _without_triggers(target):
            _copy_rows(source, target)
        for statement in (END_SESSIONS, END_INVITATIONS, END_TOKENS):
            target.execute(statement, {"at": instant_text(at)})
        for client in see_all(target):
            target.execute(BEGIN_ANEW, {"at": instant_text(at), "client": client})


def every_table() -> tuple[Table, ...]:
    """All tables of books, those first that others refer to."""
    for module in iter_modules(tables.__path__, f"{tables.__name__}."):
        import_module(module.name)
    return tuple(METADATA.sorted_tables)


def _copy_pages(books: sqlite3.Connection, copy: Path) -> None:
    """SQLite's own copy of a database in use (sqlite.org/backup.html): as of the moment it begins, keeping no writer waiting. One
    file, with no log beside it."""
    with closing(sqlite3.connect(copy)) as target:
        books.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _copy_into_file(store: SqlStore, aside: Path) -> None:
    """As of one moment of the server."""
    engine, place = open_engine(str(aside))
    copy = SqlStore(engine, place)
    try:
        with told(store.place), reading(store.engine).begin() as source, copy.transaction(reads=False) as target:
            see_all(source)
            with _without_triggers(target):
                _copy_rows(source, target)
    finally:
        copy.close()
    with closing(sqlite3.connect(aside)) as alone:
        alone.execute("PRAGMA journal_mode=DELETE")


def _keep(aside: Path, target: Path) -> None:
    """What is whole takes its place, and is on the disk before anybody is told."""
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    try:
        os.link(aside, target)
    except FileExistsError as error:
        raise WrongUsage(f"There is {target} already.", "Name a file that is not there yet.") from error
    folder = os.open(target.parent, os.O_RDONLY)
    with suppress(OSError):  # not every file system does this for folders
        os.fsync(folder)
    os.close(folder)


def _refuse_unless_empty(target: Connection, place: str) -> None:
    for table in (METADATA.tables["clients"], METADATA.tables["people"]):
        if target.execute(select(func.count()).select_from(table)).scalar_one():
            remedy = "Name books that are not there yet: nothing is written over."
            raise RefusedByBooks(f"The books at {place} are not empty.", remedy, code="not_empty")


def _copy_rows(source: Connection, target: Connection) -> None:
    """A client after the other, as every statement about their rows names whose they are."""
    alike = [table for table in every_table() if "client_id" not in table.c]
    theirs = [table for table in every_table() if "client_id" in table.c]
    for table in alike:
        _copy_table(source, target, table)
    for client in see_all(target):
        for table in theirs:
            _copy_table(source, target, table, client)


def _copy_table(source: Connection, target: Connection, table: Table, client: str = "") -> None:
    """In the order of its key: what refers to a row of its own table comes after it."""
    rows = select(table).order_by(*table.primary_key)
    if client:
        rows = rows.where(table.c.client_id == client)
    holds_files = any(isinstance(column.type, LargeBinary) for column in table.c)
    found = source.execution_options(stream_results=True).execute(rows).mappings()
    try:
        for some in found.partitions(FILES_AT_ONCE if holds_files else AT_ONCE):
            target.execute(insert(table), [{column.key: row[column] for column in table.c} for row in some])
    except (DataError, StatementError, TypeError, ValueError) as error:
        if isinstance(error, DBAPIError) and not isinstance(error, DataError):
            raise  # the database's own: refused, full, gone
        whose = f" of {client}" if client else ""
        says = f"The copy has something in {table.name}{whose} that no books can hold."
        raise BooksUnavailable(says, "Take another copy: this one was changed.") from error


@contextmanager
def _without_triggers(target: Connection) -> Iterator[None]:
    """The rules that a row met when it was first written stand again once the rows are back; keys and checks hold throughout."""
    if target.dialect.name == "postgresql":
        off = [f'ALTER TABLE "{table.name}" DISABLE TRIGGER USER' for table in every_table()]
        on = [statement.replace(" DISABLE ", " ENABLE ") for statement in off]
    else:
        triggers = target.exec_driver_sql(TRIGGERS).all()
        off, on = [f'DROP TRIGGER "{name}"' for name, _ in triggers], [made for _, made in triggers]
    for statement in off:
        target.exec_driver_sql(statement)
    yield
    for statement in on:
        target.exec_driver_sql(statement)
