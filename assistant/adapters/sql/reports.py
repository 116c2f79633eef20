"""One client's books inside one transaction: the lists and sums that pages show of long journals, without reading them whole."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, text

from assistant.adapters.sql import pictures, register
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.types import day_text
from assistant.books.losses import Fate, Loss
from assistant.books.money import Money
from assistant.books.register import EntryQuery, Register, Told, Trail, TrailQuery
from assistant.books.remote import DocumentState

OPEN_TO = text(
    "SELECT id FROM drafts WHERE client_id = :client AND state IN ('waiting', 'blocked', 'asked') AND entry_date <= :day"
    " ORDER BY n"
)


class Reports:
    """The part of SqlTransaction that is about reports."""

    connection: Connection
    client: Client

    def register(self, query: EntryQuery) -> Register:
        """The entries asked for, the last posted first. NotFound where there is no entry to go on after."""
        return register.read_register(self.connection, self.client.id, self.client.currency, query)

    def told_apart(self) -> Told:
        """What entries can be asked for by, as far as there are any."""
        return register.read_told(self.connection, self.client.id)

    def open_drafts_to(self, day: date) -> tuple[str, ...]:
        """The open drafts dated on that day or before it, oldest first: a closing through it keeps them from being posted."""
        return tuple(self.connection.execute(OPEN_TO, {"client": self.client.id, "day": day_text(day)}).scalars())

    def posted_after(self, day: date) -> dict[str, Money]:
        """Debits less credits of all that is dated after the day, by account."""
        return register.read_posted_after(self.connection, self.client.id, self.client.currency, day)

    def states_there(self, realm: str, numbers: Sequence[str]) -> dict[str, list[DocumentState]]:
        """How far the documents of these entries have come in the company; without those that have none."""
        return register.read_states_there(self.connection, self.client.id, realm, numbers)

    def trail(self, query: TrailQuery) -> Trail:
        """The events asked for, the latest first."""
        return register.read_trail(self.connection, self.client.id, query)

    def trail_told(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Everyone who did something in these books, and all that was done."""
        return register.read_trail_told(self.connection, self.client.id)

    def losses(self, since: date, until: date) -> tuple[Loss, ...]:
        """What the entries dated from `since` to `until` cost, in the order they were posted."""
        return pictures.read_losses(self.connection, self.client.id, self.client.currency, since, until)

    def fates(self, since: date, until: date) -> tuple[Fate, ...]:
        """What became of the drafts made from `since` to `until` that were read from words and decided."""
        return pictures.read_fates(self.connection, self.client.id, since, until)
