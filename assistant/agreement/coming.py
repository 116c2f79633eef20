"""The events of one reading to what each comes to over the books: the same walk, in the same order, as drafts take."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry, Reading
from assistant.books.proposal import Event
from assistant.books.question import Declined, Question
from assistant.walk import Checked, EventRead, reserving, walk

Key = TypeVar("Key", bound=Hashable)
PLAIN_READING = Reading("")  # who read it decides nothing of what an event comes to


@dataclass(frozen=True, slots=True)
class Coming:
    """An event, `at` its place in the reading, `day` as read (where it names none, the day it was said), and the entry or the
    question it comes to."""

    at: int
    event: Event
    day: date
    outcome: Checked | Question

    @property
    def entry(self) -> MappedEntry | None:
        return self.outcome.entry if isinstance(self.outcome, Checked) else None

    @property
    def items(self) -> frozenset[str]:
        return frozenset(goods.item for goods in self.entry.valued.resolved.goods) if self.entry else frozenset()


def come_to(events: Sequence[Event], text: str, books: ClientBooks, *, today: date) -> tuple[Coming | None, ...]:
    """One for each event; None where it is declined. An entry without a problem reserves its stock from the next."""
    found: list[Coming | None] = []
    for at, event in enumerate(events):
        outcome = walk(EventRead(event, text, today, PLAIN_READING), books, today=today)
        found.append(None if isinstance(outcome, Declined) else Coming(at, event, event.entry_date or today, outcome))
        if at + 1 < len(events) and isinstance(outcome, Checked) and not outcome.blocked:
            books = reserving(books, outcome.entry.valued.moves)
    return tuple(found)


def entries_of(side: Iterable[Coming]) -> Iterator[MappedEntry]:
    return (coming.entry for coming in side if coming.entry is not None)


def summed(parts: Iterable[tuple[Key, Decimal]]) -> dict[Key, Decimal]:
    """The sum of each key; what comes to nothing is left out."""
    sums: dict[Key, Decimal] = {}
    for key, part in parts:
        sums[key] = sums.get(key, Decimal(0)) + part
    return {key: whole for key, whole in sums.items() if whole}


def postings(side: Iterable[Coming]) -> dict[tuple[object, ...], Decimal]:
    """All that would be posted: units by day, kind, reason, entry reversed, item and place; amounts by account and side.
    However a text is taken apart into events, the same facts come to the same sums."""
    return summed(posting for entry in entries_of(side) for posting in _postings(entry))


def _postings(entry: MappedEntry) -> Iterator[tuple[tuple[object, ...], Decimal]]:
    reverses = entry.valued.resolved.reverses
    head = (entry.entry_date, entry.valued.kind, entry.valued.reason, reverses.number if reverses else "")
    for goods in entry.valued.resolved.goods:
        yield (*head, goods.item, goods.location), goods.quantity
    for line in entry.lines:
        yield (*head, line.side, line.account, line.amount.currency), line.amount.amount
