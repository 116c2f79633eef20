"""Goods as a list of them is shown: what is asked for, a row an item, a row a place, and what moved one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.books.goods import Item
from assistant.books.money import Money
from assistant.books.reasons import Kind, Reason


class Only(StrEnum):
    """Which goods are shown."""

    ALL = ""
    ON_HAND = "on_hand"
    RESERVED = "reserved"
    HELD = "held"


class Order(StrEnum):
    """What comes first: as the client lists them, by name, by SKU, or what is worth most."""

    LISTED = ""
    NAME = "name"
    SKU = "sku"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class ShelfQuery:
    """Which goods: all of `words` stand in their name or SKU, in whatever case; they lie at `place`. A page of `limit` (0: all)
    from `start` on, counted from 0."""

    words: str = ""
    place: str = ""
    only: Only = Only.ALL
    order: Order = Order.LISTED
    start: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """An item at a place. `held` is no more than is there; `value` None where the record has no cost."""

    location: str
    account: str
    on_hand: Decimal
    reserved: Decimal
    held: Decimal
    usable: Decimal
    value: Money | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item over the places that were asked for. `cost_known` is false where one of them has no cost on record, which then adds
    nothing to `value`."""

    item: Item
    places: tuple[PlaceRow, ...]
    on_hand: Decimal
    reserved: Decimal
    held: Decimal
    usable: Decimal
    value: Money
    cost_known: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of goods; `count` and `value` are of all that were asked for, on whatever page."""

    rows: tuple[ItemRow, ...]
    count: int
    value: Money
    start: int = 0

    @property
    def next(self) -> int:
        """Where the next page starts; 0 where there is none."""
        end = self.start + len(self.rows)
        return end if end < self.count else 0


class Taken(StrEnum):
    """How much of what an entry did to an item was taken back by reversals."""

    NONE = ""
    PART = "part"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """What one posted entry did to an item at one place: signed as the stock moved; `listed` are the units as the entry lists
    them (positive left or were written down), `left` what of them no reversal has brought back."""

    number: str
    entry_date: date
    kind: Kind
    reason: Reason
    sub_reason: str
    memo: str
    posted_by: str
    reverses: str
    reversed_by: tuple[str, ...]
    location: str
    quantity: Decimal
    value: Money
    listed: Decimal
    left: Decimal

    @property
    def taken_back(self) -> Taken:
        of_value = self.kind is Kind.WRITE_DOWN  # which may come back in part for all of its units
        if not self.reversed_by or (self.left == self.listed and not of_value):
            return Taken.NONE
        return Taken.PART if self.left else Taken.ALL

    @property
    def may_be_cancelled(self) -> bool:
        """A loss that is not taken back whole: reversals and the system's own entries are not cancelled from the goods."""
        cancelled = self.kind in (Kind.WRITE_OFF, Kind.WRITE_DOWN, Kind.COUNT_ADJUSTMENT)
        return cancelled and self.taken_back is not Taken.ALL


@dataclass(frozen=True, slots=True)
class ItemHistory:
    """A page of what moved an item, the last posted first; `next` is the entry to go on after, where there are more."""

    rows: tuple[ItemEntry, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Reserving:
    """A waiting draft that holds units of an item back."""

    draft: str
    location: str
    quantity: Decimal
    reason: str
    text: str
    drafted_by: str
