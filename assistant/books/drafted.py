"""Drafts that wait for a person, as far as another draft may be of the same loss: what they would post, from whom and when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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
