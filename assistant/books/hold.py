"""Goods that are owned but cannot be used: set aside until they go back, are destroyed, or a claim is settled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from assistant.books.goods import Holding


class Awaiting(StrEnum):
    RETURN = "return"
    DISPOSAL = "disposal"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Hold:
    """Units of one item at one place, set aside by a person; `released_at` is None while they are. A hold moves no value and
    stands in no entry's way: held units are often what is written off next."""

    n: int
    item: str
    location: str
    quantity: Decimal
    awaiting: Awaiting
    note: str
    held_by: str
    held_at: datetime
    released_by: str = ""
    released_at: datetime | None = None

    @property
    def name(self) -> str:
        """'H-3', as the trail and people call it."""
        return f"H-{self.n}"


@dataclass(frozen=True, slots=True)
class HoldStanding:
    """A hold and what of it is still there: stock may have fallen below what was set aside."""

    hold: Hold
    there: Decimal

    @property
    def short(self) -> Decimal:
        return self.hold.quantity - self.there


def held_at(holds: Iterable[Hold], holding: Holding) -> list[Hold]:
    """Those of the holding's item at its place."""
    return [hold for hold in holds if (hold.item, hold.location) == (holding.item, holding.location)]


def standing_holds(holds: Iterable[Hold], on_hand: Decimal) -> tuple[HoldStanding, ...]:
    """The holds of one item at one place, oldest first, by what is on hand there: the oldest keep theirs."""
    found, left = [], on_hand
    for hold in sorted(holds, key=lambda each: each.n):
        there = min(hold.quantity, max(left, Decimal(0)))
        found.append(HoldStanding(hold, there))
        left -= there
    return tuple(found)
