"""What was lost and what became of drafts, entry by entry and draft by draft: what the pictures add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.books.money import Money
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason

LOST = (Role.LOSS, Role.OWN_USE, Role.DONATION)
"""The lines that say what goods cost the business; what a supplier or an insurer bears stands beside them, and is none of it."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What one entry cost: its debits less its credits on lines of LOST, so that a reversal takes back what it reverses. `places`
    are where its goods lay, each with its weight in the amount: the value that moved there, else the units."""

    entry: str
    entry_date: date
    kind: Kind
    reason: Reason
    sub_reason: str
    amount: Money
    places: tuple[tuple[str, Decimal], ...] = ()


def weighed_places(values: Mapping[str, Decimal], units: Mapping[str, Decimal]) -> tuple[tuple[str, Decimal], ...]:
    """Places by the value that moved there, else by the units named, in the order of their names; () where there are neither."""
    for weights in (values, units):
        if any(weights.values()):
            return tuple(sorted((place, abs(weight)) for place, weight in weights.items() if weight))
    return ()


class Outcome(StrEnum):
    """What a person made of a draft that had an entry."""

    AS_DRAFTED = "as_drafted"  # approved, and nobody had changed anything
    REVISED = "revised"  # approved after a change
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Fate:
    """A draft that was read from words and decided: how sure it was when its entry was first drafted, what came of it, and
    whether all of it was taken back later."""

    draft: str
    drafted_on: date
    confidence: float
    outcome: Outcome
    reversed: bool = False
