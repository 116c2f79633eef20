"""Whether the entry's day is in an open period and not ahead of today."""

from collections.abc import Iterable
from datetime import date, timedelta

from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry
from assistant.books.finding import Finding, Problem


def period_must_be_open(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    closed = books.policy.books_closed_through
    if closed is not None and books.policy.is_closed(mapped.entry_date):
        says = f"{mapped.entry_date} is in a closed period: the books are closed through {closed}."
        first_open = closed + timedelta(days=1)
        remedy = (
            f"Date it {first_open}, the first open day, with the true date in the memo; have the period reopened by one who may; "
            "or, for a material loss of a reported year, have a prior-period adjustment drafted for a partner."
        )
        yield Finding(Problem.PERIOD_CLOSED, says, remedy)


def date_must_not_be_ahead(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    if mapped.entry_date > today:
        says = f"{mapped.entry_date} is after today, {today}."
        yield Finding(Problem.FUTURE_DATE, says, f"Date it {today} or earlier, or draft it again on the day.")
