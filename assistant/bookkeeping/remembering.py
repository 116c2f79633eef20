"""A loss that a company booked in the past, and the words on its document, to what it is a precedent for.

The words are read for the reason, the cause and the use alone; goods, day and amount are the document's. Then the event walks as
one of ours would, so that a later text about the like of it finds it by the same features.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from assistant.books.client_books import ClientBooks
from assistant.books.draft import Reading
from assistant.books.drafted import OpenDrafts
from assistant.books.precedent import Matter, Precedents
from assistant.books.proposal import (
    Event,
    GoodsSaid,
    Proposal,
    Quantity,
    QuantityPart,
    QuantityRelation,
    Quote,
    ReadingContext,
    Value,
    ValueRelation,
)
from assistant.books.reading_context import reading_context
from assistant.books.reasons import Kind, Reason
from assistant.errors import DEFECTS, WriteoffError
from assistant.learning import PHRASE
from assistant.stages.linking.past import PastLoss
from assistant.walk import Checked, EventRead, walk

LOSSES = frozenset({Kind.WRITE_OFF, Kind.COUNT_ADJUSTMENT})
WRITTEN_OFF = "Written off: "
COUNTED = re.compile(r"\b(?:count(?:s|ed|ing)?|stock ?-?tak(?:e|es|ing)|physical (?:inventory|stock))\b", re.IGNORECASE)


class MemoReader(Protocol):
    def interpret(self, text: str, context: ReadingContext) -> Proposal: ...


@dataclass(frozen=True, slots=True)
class Remembered:
    """`matter` is what the account was chosen for, `instead` what the rules would have chosen where that is another, `phrase` how
    a person would call it."""

    matter: Matter
    instead: str
    phrase: str


def remembered(loss: PastLoss, books: ClientBooks, reader: MemoReader, *, today: date) -> Remembered | None:
    """None where the words name no reason, or several, or where no rule leaves such a loss to choice. Whatever the client has
    settled or confirmed by now makes no difference."""
    event = _event_told(loss, books, reader)
    if event is None:
        return None
    policy = replace(books.policy, accounts_by_reason={})
    bare = replace(books, policy=policy, precedents=Precedents(), drafted=OpenDrafts())
    for said in (_with_goods(event, loss), _with_amount(event, loss)):
        outcome = walk(EventRead(said, loss.told, loss.on, Reading("quickbooks")), bare, today=today) if said else None
        line = next((line for line in outcome.entry.lines if line.matter), None) if isinstance(outcome, Checked) else None
        if line is not None and line.matter is not None:
            unusual = event.cause is not None or loss.amount > books.policy.routine_limit
            instead = line.account if line.account != loss.account else ""
            return Remembered(replace(line.matter, unusual=unusual), instead, _phrase(loss.told))
    return None


def _event_told(loss: PastLoss, books: ClientBooks, reader: MemoReader) -> Event | None:
    """The words as they stand; where they alone tell no loss ("shrinkage, May"), with what the document tells by itself before
    them. A count that nobody explains is of lost goods (accounting-rules.md)."""
    if not loss.told.strip():
        return None
    context = reading_context(books, loss.on)
    stated = f"{WRITTEN_OFF}{loss.told}"
    event = _read(loss.told, context, reader) or _read(stated, context, reader, quoted=True)
    if event is None and COUNTED.search(loss.told) and _read(stated, context, reader, any_reason=True) is not None:
        event = Event(Kind.WRITE_OFF, Reason.LOST)
    return replace(event, entry_date=loss.on, quote=Quote(loss.told, 0, len(loss.told))) if event is not None else None


def _read(
    text: str, context: ReadingContext, reader: MemoReader, *, quoted: bool = False, any_reason: bool = False
) -> Event | None:
    """Why goods left, where the words name one reason: with `quoted`, in so many words, not by what they sound like."""
    try:
        proposal = reader.interpret(text, context)
    except (WriteoffError, *DEFECTS):  # a memo may be anything; one that cannot be read tells nothing
        return None
    if proposal.instructions:  # who writes orders to software on a document teaches nothing
        return None
    events = [event for event in proposal.events if event.kind in LOSSES]
    if len({(event.reason, event.use) for event in events}) != 1:
        return None
    first = events[0]
    untold = first.reason is Reason.OTHER and first.use is None
    if (untold and not any_reason) or (quoted and first.reason_quote is None and first.use is None):
        return None
    return Event(Kind.WRITE_OFF, first.reason, cause=first.cause, use=first.use, use_words=first.use_words)


def _with_goods(event: Event, loss: PastLoss) -> Event | None:
    goods = tuple(
        GoodsSaid(item, quantity=Quantity(QuantityRelation.EXACTLY, (QuantityPart(units),)))
        for item, units in loss.units.items()
        if units > 0
    )
    return replace(event, goods=goods) if goods else None


def _with_amount(event: Event, loss: PastLoss) -> Event | None:
    value = Value(ValueRelation.TOTAL, loss.amount.amount)
    return replace(event, value=value) if loss.amount.minor > 0 else None


def _phrase(told: str) -> str:
    words = " ".join(told.split())
    return words if len(words) <= PHRASE else words[: PHRASE - 1].rstrip() + "…"
