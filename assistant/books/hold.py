"""Goods that are owned but cannot be used: set aside until they go back, are destroyed, or a claim is settled."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


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
