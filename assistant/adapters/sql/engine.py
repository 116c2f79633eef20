"""An address to open books: SQLite or PostgreSQL, at the version of the tables that this program knows.

The version is looked up with one small query; alembic is imported only where a migration is due, for it takes longer to
import than a command should take to run.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from tempfile import mkstemp

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.adapters.sql.refusals import told, unavailable
from assistant.adapters.sql.seeing import see_all
from assistant.adapters.sql.statement import ask
from assistant.errors import BooksUnavailable, WriteoffError, WrongUsage

# Every revision of the tables, oldest first; the last is the one this program reads and writes.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
BUSY_TIMEOUT_MS = 10_000
CONNECT_TIMEOUT_SECONDS = 10
MIGRATION_LOCK = 0x77726974656F6666  # PostgreSQL's advisory lock while the tables are made: 'writeoff'
KEPT_OPEN = 20  # connections to a file: to open one takes longer than a page, for the tables and triggers are read anew
SMALLEST_DATABASE = 512  # bytes: one page; SQLite would write over a file that is shorter (sqlite.org/fileformat.html)
# A statement that may be refused half-way keeps what it changes until it is done: in memory, for most are small.
PRAGMAS = ("foreign_keys=ON", "recursive_triggers=ON", "journal_mode=WAL", "synchronous=FULL", "temp_store=MEMORY")
READS = "writeoff_reads"  # execution option of a connection that only reads


def open_engine(address: str, *, create: bool = True) -> tuple[Engine, str]:
    """The engine for a path or a database address, and the name by which messages call its place (never with a password).

    Makes the tables on first use, and brings older ones up to date. Raises WrongUsage for an address that is none, and
    BooksUnavailable for what cannot be opened, is no books, is newer than this program or, with `create` false, is not there.
    """
    url = address_of(address)
    if url.get_backend_name() == "sqlite":
        place = str(url.database)
        check_file(Path(place), create=create)
        engine = sqlite_engine(url)
    else:
        place = f"{url.host or 'this machine'}{f':{url.port}' if url.port else ''}/{url.database or ''}"
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECT_TIMEOUT_SECONDS})
    try:
        with told(place):
            bring_up_to_date(engine, place)
    except WriteoffError:
        engine.dispose()
        raise
    except UnicodeError as error:  # the driver's, of a name that no host can have
        raise unreadable_address() from error
    return engine, place


def address_of(address: str) -> URL:
    """A path, `sqlite:///path` or `postgresql://...` as a SQLAlchemy URL with our drivers."""
    if "://" not in address:
        return URL.create("sqlite", database=str(Path(os.path.expanduser(address)).absolute()))  # ~nobody stays as it is
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise unreadable_address() from error
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or not url.database or url.database == ":memory:":
        raise WrongUsage(f"Books cannot be kept in {url.drivername}.", "Give a file's path, or postgresql://user@host/database.")
    return url.set(drivername="sqlite", database=str(Path(url.database).absolute()))


def unreadable_address() -> WrongUsage:
    return WrongUsage("The books' address cannot be read.", "Give a path, or postgresql://user@host/database.")


def check_file(path: Path, *, create: bool) -> None:
    """Says what stands in the way of a file of books; makes it, for its user alone, where it is not there yet."""
    try:
        if path.is_dir():
            raise BooksUnavailable(f"{path} is a folder, not books.", "Name a file in it, such as writeoff.db.")
        if path.exists():
            # Looked at from outside: to open and close a file lets go of the locks that this process has on it elsewhere.
            if 0 < path.stat().st_size < SMALLEST_DATABASE:
                raise BooksUnavailable(f"{path} is no database, so it cannot be books.", "Name another file.")
            if not path.is_file():
                raise BooksUnavailable(f"{path} is no file, so it cannot be books.", "Name another file.")
        elif not path.parent.is_dir():
            raise BooksUnavailable(f"There is no folder {path.parent} for the books.", "Make it, or name another file.")
        elif not create:
            raise BooksUnavailable(f"There are no books at {path}.", "Open them with writeoff client add, or name another file.")
        else:
            make_file(path)
    except OSError as error:
        remedy = "Let this user read and write it and its folder, or name another file."
        raise BooksUnavailable(f"{path} cannot be opened: {error.strerror}.", remedy) from error


def make_file(path: Path) -> None:
    """An empty database for its user alone, with its write-ahead log on. It is made aside, for SQLite does not wait for its turn
    to turn the log on; where another program was faster, theirs is taken."""
    handle, aside = mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(aside)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
        with suppress(FileExistsError):
            os.link(aside, path)
    except sqlite3.Error as error:
        raise unavailable(error.sqlite_errorname, str(path)) from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            Path(aside + suffix).unlink(missing_ok=True)


def sqlite_engine(url: URL) -> Engine:
    """An engine whose transactions are SQLite's own: the driver's open too late, so that two could change what both had read."""
    engine = create_engine(url, pool_size=KEPT_OPEN, connect_args={"isolation_level": None, "timeout": BUSY_TIMEOUT_MS / 1000})

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        try:
            for pragma in PRAGMAS:
                connection.cursor().execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get(READS)
        ask(connection, "BEGIN" if reads else "BEGIN IMMEDIATE", (), answers=False)

    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read: each sees one moment of the books, and waits for no one."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine.execution_options(**{READS: True})


def bring_up_to_date(engine: Engine, place: str) -> None:
    with reading(engine).connect() as connection:
        found = version_of(connection, place)
    if found == REVISIONS[-1]:
        return
    if found is not None and found not in REVISIONS:
        raise BooksUnavailable(
            f"The books at {place} were written by a newer version of this program (tables {found}, known {REVISIONS[-1]}).",
            "Install the newer version, or name other books.",
        )
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        migrate(connection)


def version_of(connection: Connection, place: str) -> str | None:
    """The revision of the tables; None for an empty database. BooksUnavailable where it holds another program's tables."""
    tables = set(inspect(connection).get_table_names())
    if "migrations" in tables:
        return connection.execute(text("SELECT version_num FROM migrations")).scalar()
    if tables:
        raise BooksUnavailable(f"{place} holds the tables of another program.", "Name other books.")
    return None


def migrate(connection: Connection, revision: str = "head") -> None:
    """Up (or, to an earlier revision or 'base', down), in the caller's transaction. What is there already is left alone.

    The rows of every client are seen: to the owner of the tables, too, they are hidden else (seeing.py).
    """
    from alembic import command
    from alembic.config import Config

    if inspect(connection).has_table("clients"):
        see_all(connection)
    config = Config()
    config.set_main_option("script_location", "assistant.adapters.sql:migrations")
    config.attributes["connection"] = connection
    (command.upgrade if revision == "head" else command.downgrade)(config, revision)
