"""What a draft or an entry comes to, by which another of the same loss is found among very many.

Two that may be one loss share a mark: the same units of an item, or the same amount. So books of a million entries are asked for
the few that do, and those alone are compared (stages/duplicates.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from assistant.books.quantity import DECIMALS
from assistant.books.reasons import Kind

NEAR = timedelta(days=7)
GONE = frozenset({Kind.WRITE_OFF, Kind.COUNT_ADJUSTMENT})  # a loss, and a count that finds it, take the same goods
COMPARED = GONE | {Kind.WRITE_DOWN, Kind.ALLOWANCE}
MOST_ALIKE = 20  # of one mark: on the day itself, as many before it and as many after

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Likeness:
    """`goods` are signed units by item and place, `amount_minor` is the sum of the debits; of a posted entry both are what no
    reversal has taken back."""

    entry_date: date
    goods: tuple[tuple[str, str, Decimal], ...]
    amount_minor: int

    @property
    def units(self) -> dict[str, Decimal]:
        """Units by item, over all places."""
        units: dict[str, Decimal] = {}
        for item, _, number in self.goods:
            units[item] = units.get(item, Decimal(0)) + number
        return units

    @property
    def marks(self) -> tuple[str, ...]:
        """What it is found by."""
        amount = (_worth(self.amount_minor) if self.goods else _bare(self.amount_minor),) if self.amount_minor else ()
        return (*self._of_goods(), *amount)

    @property
    def sought(self) -> tuple[tuple[str, timedelta], ...]:
        """The marks of what may be the same loss, each with how many days apart the two may be: the same goods, or where one of
        the two names none, the same amount."""
        amounts: tuple[tuple[str, timedelta], ...] = ()
        if self.amount_minor and self.goods:
            amounts = ((_bare(self.amount_minor), timedelta(0)),)
        elif self.amount_minor:
            amounts = ((_bare(self.amount_minor), NEAR), (_worth(self.amount_minor), timedelta(0)))
        return (*((mark, NEAR) for mark in self._of_goods()), *amounts)

    def _of_goods(self) -> Iterator[str]:
        return (f"{int(number.scaleb(DECIMALS))} {item}" for item, number in self.units.items() if number)


def _bare(minor: int) -> str:
    """Of one that names no goods."""
    return f"amount {minor}"


def _worth(minor: int) -> str:
    """Of one that names goods."""
    return f"worth {minor}"


def nearest(own: Likeness, others: Iterable[tuple[Likeness, Found]]) -> tuple[Found, ...]:
    """Those of the others, oldest first, that may be the same loss: of each mark the nearest by day, at most MOST_ALIKE each way.
    So one more of a loss that came a thousand times is compared with the last of them, not with all."""
    within = [(other, found) for other, found in others if abs(other.entry_date - own.entry_date) <= NEAR]
    places: set[int] = set()
    for mark, reach in own.sought:
        having = [(other.entry_date - own.entry_date, at) for at, (other, _) in enumerate(within) if mark in other.marks]
        places.update(at for _, at in _nearest(having, reach))
    return tuple(within[at][1] for at in sorted(places))


def _nearest(having: Sequence[tuple[timedelta, int]], reach: timedelta) -> Iterator[tuple[timedelta, int]]:
    """Of (days apart, place): the last of the day itself, the first after it, the last before it."""
    today = timedelta(0)
    yield from sorted((each for each in having if each[0] == today), reverse=True)[:MOST_ALIKE]
    yield from sorted(each for each in having if today < each[0] <= reach)[:MOST_ALIKE]
    yield from sorted((each for each in having if -reach <= each[0] < today), reverse=True)[:MOST_ALIKE]
