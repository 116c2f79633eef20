"""A Desk to the books it works on: the store opened, the client chosen, the bookkeeper with the reader asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from assistant import wiring
from assistant.books.client_books import ClientBooks
from assistant.books.people import Action
from assistant.errors import NotFound, WrongUsage
from assistant.settings import BOOKS
from assistant.stages.review import allow
from assistant.surfaces.cli.frame import Desk
from assistant.surfaces.said.days import day_said
from assistant.wiring import ReaderChoice

if TYPE_CHECKING:
    from assistant.adapters.sql.store import SqlStore
    from assistant.adapters.sql.transaction import SqlTransaction
    from assistant.workflow import Bookkeeper, Reader


@dataclass(frozen=True, slots=True)
class Office:
    """One client's books, open, and the person at them."""

    desk: Desk
    store: "SqlStore"
    client: str

    @contextmanager
    def reading(self) -> Iterator["SqlTransaction"]:
        """A transaction of a person who may read these books, and that only reads."""
        with self.store.client(self.client, reads=True) as transaction:
            allow(self.desk.person, transaction.role_of(self.desk.person), Action.READ)
            yield transaction

    def books(self) -> ClientBooks:
        with self.reading() as transaction:
            return transaction.books()

    def drafted_books(self) -> ClientBooks:
        """The books behind a draft that this person has just made: a reporter may draft, and read nothing else."""
        with self.store.client(self.client, reads=True) as transaction:
            return transaction.books()

    def day(self, said: str) -> date:
        """The day that an option names, in ISO form or in this client's order. WrongUsage where it is none."""
        with self.store.client(self.client, reads=True) as transaction:
            return day_said(said, transaction.client.date_order)

    def bookkeeper(self, reader: "Reader | None" = None, *, offline: bool = False) -> "Bookkeeper":
        """The bookkeeper. The verbs that read no text go with any reader: without one, the lightest is taken. `offline` asks no
        company before an approval."""
        outside = None if offline else wiring.WhereConnected(self.store, self.desk.settings)
        return wiring.bookkeeper(self.store, reader or wiring.row_reader(), outside)

    def reader(self, choice: ReaderChoice) -> "Reader":
        with self.store.client(self.client, reads=True) as transaction:
            return wiring.reader(choice, self.desk.settings, transaction.policy())

    def reader_note(self, choice: ReaderChoice) -> str:
        """Why `auto` does not use the model that is set, if it does not."""
        with self.store.client(self.client, reads=True) as transaction:
            return wiring.reader_note(choice, self.desk.settings, transaction.policy())


def office(desk: Desk) -> Office:
    """The books that are there, and the client that is meant: the one named, or the only one."""
    store = open_books(desk, create=False)
    return Office(desk, store, chosen_client(desk, store.clients()))


def open_books(desk: Desk, *, create: bool) -> "SqlStore":
    """The store, closed again when the command ends. No folder is made but the person's own data folder."""
    if desk.books == str(desk.settings.data_folder / BOOKS):
        desk.settings.data_folder.mkdir(parents=True, exist_ok=True)
    store = wiring.open_store(desk.books, create=create)
    click.get_current_context().call_on_close(store.close)
    return store


def chosen_client(desk: Desk, clients: tuple[str, ...]) -> str:
    listed = ", ".join(clients)
    if desk.client_said is not None:
        if desk.client_said not in clients:
            raise NotFound(f"There is no client {desk.client_said} in these books.", f"There is: {listed or 'none yet'}.")
        return desk.client_said
    if not clients:
        raise WrongUsage("These books have no client yet.", "Open one: writeoff client add SLUG --from FOLDER")
    if len(clients) > 1:
        says, remedy = f"These books hold {len(clients)} clients: {listed}.", f"Say which: --client {clients[0]}"
        raise WrongUsage(says, remedy, code="which_client")
    return clients[0]
