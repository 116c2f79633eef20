"""Drafts that wait for a person, as far as another draft may be of the same loss: what they would post, from whom and when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from assistant.books.likeness import Likeness, nearest
from assistant.books.reasons import Kind, Reason


@dataclass(frozen=True, slots=True)
class Drafted:
    """An open draft with an entry. `goods` are units signed down, by item and place; `amount_minor` is the sum of its debits;
    `accounts` are those it credits; `memo` is what the text says of it; `dated`, whether the text or a person gives the day."""

    id: str
    text_id: str
    by: str
    entry_date: date
    dated: bool
    kind: Kind
    reason: Reason
    goods: tuple[tuple[str, str, Decimal], ...]
    amount_minor: int
    accounts: tuple[str, ...]
    memo: str

    @property
    def likeness(self) -> Likeness:
        return Likeness(self.entry_date, self.goods, self.amount_minor)


class Waiting(Protocol):
    """The open drafts of one client, asked for those that are like another."""

    def like(self, own: Likeness) -> tuple[Drafted, ...]:
        """Those that may be of the same loss, oldest first (likeness.nearest)."""
        ...


@dataclass(frozen=True, slots=True)
class OpenDrafts:
    """Open drafts at hand, oldest first."""

    each: tuple[Drafted, ...] = ()

    def like(self, own: Likeness) -> tuple[Drafted, ...]:
        return nearest(own, ((waiting.likeness, waiting) for waiting in self.each))


@dataclass(frozen=True, slots=True)
class OneMore:
    """What waits, and one draft made after it."""

    before: Waiting
    last: Drafted

    def like(self, own: Likeness) -> tuple[Drafted, ...]:
        return (*self.before.like(own), *OpenDrafts((self.last,)).like(own))


NOTHING_WAITS = OpenDrafts()
