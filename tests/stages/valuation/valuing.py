"""What an event comes to in books, where it comes to an entry."""

from dataclasses import replace

from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.proposal import Event, RecoverySaid
from assistant.books.question import Settled
from assistant.stages.valuation.value import value
from tests.stages.shop import resolved, shop

BOOKS = shop()


def valued(said: Event, books: ClientBooks = BOOKS, *settled: Settled) -> ValuedEntry:
    entry = value(resolved(said, books, *settled), books)
    assert isinstance(entry, ValuedEntry), entry
    return entry


def with_recovery(said: Event, *recoveries: RecoverySaid) -> Event:
    return replace(said, recoveries=recoveries)
