"""QuickBooks' one quantity of an item against our places: what of it lies at none of them waits to be placed by a person.

    unplaced = QuickBooks' quantity − (our places together − what our entries moved that it does not have yet)

Nothing of it is stored, and nothing of it is spread over places by a guess.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.entry import PostedEntry
from assistant.books.found import Verdict
from assistant.books.plan import GoodsLine
from assistant.books.reasons import Kind

STAYS_HERE = frozenset({Kind.INTAKE, Kind.COST_VARIANCE})
"""Entries that never go out: QuickBooks has the goods by its own bill, and its own cost."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """An item of ours (by key) whose quantity QuickBooks tracks. `there` is its quantity as of `pulled_at` (below zero as found),
    `here` that of our places, `under_way` the signed units that our entries moved and that it does not have yet. `quantity` is
    what lies at no place of ours: below zero, our places hold more than there is."""

    item: str
    there: Decimal
    here: Decimal
    under_way: Decimal
    quantity: Decimal
    pulled_at: datetime


def compared(books: ClientBooks) -> tuple[Unplaced, ...]:
    """Every item of ours that QuickBooks tracks, in the order of our list; none for books that are not connected."""
    company = books.connected
    if company is None:
        return ()
    since = _since(books, company)
    found = []
    for item in books.stock:
        there = company.tracked(item.key)
        if there is None or there.quantity is None:
            continue
        here = books.stock.on_hand(item.key)
        on_its_way = company.snapshot.under_way.get(item.key, Decimal(0)) + since.get(item.key, Decimal(0))
        left = there.quantity - here + on_its_way
        found.append(Unplaced(item.key, there.quantity, here, on_its_way, left, company.snapshot.pulled_at))
    return tuple(found)


def unplaced(books: ClientBooks) -> tuple[Unplaced, ...]:
    """The items of which something is at no place of ours, or is missing there."""
    return tuple(each for each in compared(books) if each.quantity)


def _since(books: ClientBooks, company: Connected) -> dict[str, Decimal]:
    """What was posted since the pull and goes out: the company's figures cannot have it."""
    theirs = {found.subject for found in company.found if found.verdict is Verdict.THEIRS}
    return books.history.moved_since(company.unknown_from, but_kinds=STAYS_HERE, but_numbers=theirs)


def under_way(waiting: Collection[PostedEntry], there: Mapping[str, Collection[GoodsLine]]) -> dict[str, Decimal]:
    """The signed units by item that these entries moved here, less those of their documents that the company has already:
    `there` holds these goods by the entry's number."""
    left = moved(waiting)
    for entry in waiting:
        for goods in there.get(entry.number, ()):
            left[goods.item] = left.get(goods.item, Decimal(0)) - goods.quantity
    return {item: units for item, units in left.items() if units}


def moved(entries: Iterable[PostedEntry]) -> dict[str, Decimal]:
    """The signed units by item that these entries moved, of those that go out."""
    found: dict[str, Decimal] = {}
    for entry in entries:
        for move in () if entry.kind in STAYS_HERE else entry.moves:
            found[move.item] = found.get(move.item, Decimal(0)) + move.quantity
    return found
