"""What was lost and what became of drafts, entry by entry and draft by draft: what the pictures add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.books.accounts import Side
from assistant.books.entry import PostedEntry
from assistant.books.money import Money, total
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


def loss_of(entry: PostedEntry, currency: str) -> Loss | None:
    """None for an entry without such a line."""
    lines = [line for line in entry.lines if line.role in LOST]
    if not lines:
        return None
    amount = total((line.amount if line.side is Side.DEBIT else -line.amount for line in lines), currency)
    values = _added((move.location, move.value.amount) for move in entry.moves)
    units = _added((location, quantity) for _, location, quantity in entry.goods)
    return Loss(
        entry.number, entry.entry_date, entry.kind, entry.reason, entry.sub_reason, amount, weighed_places(values, units)
    )  # fmt: skip


def _added(parts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for place, number in parts:
        sums[place] = sums.get(place, Decimal(0)) + number
    return sums


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
