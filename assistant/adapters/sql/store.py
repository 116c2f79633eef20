"""An address to a store of books: the clients kept there, and one client's books inside one transaction."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, Engine, text

from assistant.adapters.sql.answering import OF_ALL_BOOKS
from assistant.adapters.sql.codec import Unreadable
from assistant.adapters.sql.engine import open_engine, reading
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.refusals import told
from assistant.adapters.sql.seeing import AND_THIS, see
from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.adapters.sql.warm import KeptBooks
from assistant.books.client_books import ClientBooks
from assistant.books.people import PersonRole
from assistant.books.proposal import DateOrder
from assistant.errors import BooksUnavailable, NotFound

# The reading transaction that a page holds open, and the books that it reads.
HELD: ContextVar[tuple[Engine, SqlTransaction] | None] = ContextVar("held", default=None)
CLIENTS = text("SELECT id FROM clients ORDER BY id")
CLIENT = Statement("SELECT id, name, currency, date_order FROM clients WHERE id = :client")
# On PostgreSQL the client's rows are shown from then on, asked for in the same breath.
CLIENT_SEEN = text(f"SELECT id, name, currency, date_order, {AND_THIS} FROM clients WHERE id = :client")
CLIENT_ALONE = text(f"SELECT id, name, currency, date_order, {AND_THIS} FROM clients WHERE id = :client FOR UPDATE")


def open_books(address: str, *, create: bool = True) -> "SqlStore":
    """The books at a path or database address, made on first use and brought up to date (engine.open_engine has the errors)."""
    return SqlStore(*open_engine(address, create=create))


@dataclass(frozen=True, slots=True)
class SqlStore:
    """Books of several clients in one SQLite file or PostgreSQL database. Nothing is read or written without naming a client.

    `place` is how messages name the database. Every method raises BooksUnavailable where the database cannot be used, and
    RefusedByBooks where one of its constraints refuses what was to be written; then nothing of it is.
    """

    engine: Engine
    place: str
    kept: KeptBooks = field(default_factory=KeptBooks, repr=False, compare=False)
    read_only: Engine = field(init=False, repr=False, compare=False)  # the same, for transactions that only read

    def __post_init__(self) -> None:
        object.__setattr__(self, "read_only", reading(self.engine))

    def clients(self) -> tuple[str, ...]:
        """The slugs of the clients whose books are here."""
        with self.transaction(reads=True) as connection:
            return tuple(connection.execute(CLIENTS).scalars())

    @contextmanager
    def client(self, client: str, *, reads: bool = False) -> Iterator[SqlTransaction]:
        """The client's books in one transaction: committed at the end, undone where an exception leaves it.

        Transactions of one client follow one another, for what one decides the next must see. One that only `reads` waits for
        nobody, and sees the books as they were when it began; within a `moment` of the client it is that one. NotFound, with the
        clients there are, where none has the name.
        """
        held = HELD.get()
        if reads and held is not None and held[0] is self.engine and held[1].client.id == client:
            yield held[1]
            return
        with self.transaction(reads=reads) as connection:
            transaction = transaction_of(connection, client, reads=reads, kept=self.kept)
            yield transaction
            transaction.tell_rest()
        if transaction.seen is not None:  # and committed
            self.kept.keep(client, transaction.seen)

    @contextmanager
    def moment(self, client: str) -> Iterator[SqlTransaction]:
        """One transaction for all that this thread only reads of the client's books until the end: what a page shows belongs
        together, and is read without beginning anew for each of its parts."""
        with self.client(client, reads=True) as transaction:
            before = HELD.set((self.engine, transaction))
            try:
                yield transaction
            finally:
                HELD.reset(before)

    def add_client(self, books: ClientBooks, *, by: str, at: datetime) -> None:
        """Opens a client's books: `by` becomes their owner, and the audit trail begins. WrongUsage where the slug is taken."""
        from assistant.adapters.sql.clients import open_books

        with self.transaction(reads=False) as connection:
            see(connection, (books.client,))
            its = open_books(connection, books, by=by, at=at)
            opened = SqlTransaction(connection, its, partial(_again, self.engine, its.id))
            opened.add_person(by, PersonRole.OWNER, at=at)
            detail = {
                "name": books.name, "currency": books.currency, "accounts": len(books.chart),
                "items": len(books.stock.items), "earlier_entries": len(books.history.entries),
                "differences": [difference.says for difference in books.differences],
            }  # fmt: skip
            detail["openings_sha256"] = opened.openings_digest()
            opened.answer_for(*OF_ALL_BOOKS)
            opened.record(at=at, who=by, what="client.opened", subject=books.client, detail=detail)

    @contextmanager
    def across(self, clients: Collection[str]) -> Iterator[Connection]:
        """For what is read of several clients at once, such as a queue of them all: those named and no other are seen."""
        with self.transaction(reads=True) as connection:
            see(connection, clients)
            yield connection

    @contextmanager
    def aside(self, client: str) -> Iterator[Connection]:
        """For what is kept of a client aside from the books, such as where somebody left off: on PostgreSQL it neither waits for
        who is at work on the books, nor makes them wait."""
        with self.transaction(reads=False) as connection:
            see(connection, (client,))
            yield connection

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def transaction(self, *, reads: bool) -> Iterator[Connection]:
        """For rows of the installation; a client's are read and written through `client`, several clients' read `across` them."""
        with told(self.place):
            engine = self.read_only if reads else self.engine
            try:
                with engine.begin() as connection:
                    yield connection
            except Unreadable as error:
                says = f"The books at {self.place} are damaged ({error})."
                raise BooksUnavailable(says, "Restore them from a backup.") from error


def transaction_of(
    connection: Connection, client: str, *, reads: bool, kept: KeptBooks | None = None
) -> SqlTransaction:  # fmt: skip
    """The client's books in the connection's transaction; NotFound, with the clients there are, where none has the name."""
    if connection.dialect.name == "postgresql":
        found = connection.execute(CLIENT_SEEN if reads else CLIENT_ALONE, {"client": client}).one_or_none()
        row = tuple(found) if found is not None else None
    else:
        row = CLIENT.row(connection, {"client": client})
    if row is None:
        raise _no_such_client(client, list(connection.execute(CLIENTS).scalars()))
    return SqlTransaction(connection, _client(*row[:4]), partial(_again, connection.engine, client), kept)


@contextmanager
def _again(engine: Engine, client: str) -> Iterator[Connection]:
    """A short transaction of the client's books, for what is asked of them after the one in which they were read."""
    with told(str(engine.url.database)), reading(engine).begin() as connection:
        yield transaction_of(connection, client, reads=True).connection


def _client(id_: str, name: str, currency: str, date_order: str) -> Client:
    try:
        return Client(id_, name, currency, DateOrder(date_order))
    except ValueError as error:
        raise Unreadable(f"{id_} writes its days as {date_order}") from error


def _no_such_client(client: str, there: list[str]) -> NotFound:
    if not there:
        return NotFound(f"There is no client {client}: no books are open yet.", "Open them with writeoff client add.")
    return NotFound(f"There is no client {client}.", f"Clients here are {', '.join(there)}.")
