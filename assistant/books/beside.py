"""A draft, and what of the books stands beside it for who judges it: no more than its page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.books.audit import AuditEvent
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.money import Money
from assistant.books.remote import RemoteDocument


@dataclass(frozen=True, slots=True)
class Margin:
    """Income and cost of sales as the books stand; both as they are usually told, so that a cost is positive."""

    income: Money
    cost_of_sales: Money

    @property
    def gross(self) -> Money:
        return self.income - self.cost_of_sales


@dataclass(frozen=True, slots=True)
class Beside:
    """`books` are without what the draft itself holds back, and have no journal but the entry that the draft became, with what it
    reverses and what reverses it. `month` begins the calendar month of the entry's day, and `posted` says what each of
    its accounts was posted in that month, in the account's normal side."""

    books: ClientBooks
    margin: Margin
    month: date | None = None
    posted: Mapping[str, Money] | None = None
    trail: tuple[AuditEvent, ...] = ()
    documents: tuple[RemoteDocument, ...] = ()

    @property
    def entry(self) -> PostedEntry | None:
        """The entry of a posted draft."""
        return self.books.history.entries[0] if self.books.history.entries else None
