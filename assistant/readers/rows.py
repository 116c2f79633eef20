"""A row of a list of goods, written as one line of text, to a Proposal: every cell is a fact, so nothing is guessed.

    sku: MUG-01; quantity: 2 dozen; reason: damaged; place: Store; date: 2026-10-02; note: Dropped by the forklift
    sku: MUG-01; counted: 96; place: Store; date: 2026-10-02

A row walks as any text does: the line is what the draft keeps as its text, and what its numbers are traced to. What was counted
is measured against the books when it walks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from assistant.books.proposal import (
    Event,
    GoodsSaid,
    Proposal,
    Quantity,
    QuantityPart,
    QuantityRelation,
    Quote,
    ReadingContext,
)
from assistant.books.quantity import checked_quantity, parse_quantity
from assistant.books.reasons import Kind, Reason
from assistant.patterns import regex

COLUMNS = ("sku", "quantity", "counted", "reason", "place", "date", "note")
LEAVE = (QuantityRelation.EXACTLY, QuantityRelation.ALL, QuantityRelation.ALL_BUT, QuantityRelation.SHARE)
_IN_WORDS = regex(r"(?:all but )?(?:\d[\d.,]*|[a-z]+)(?: [a-z]+(?: of \d[\d.,]*)?)?", re.IGNORECASE)
_CELL = regex(r"(?:^|; )(sku|quantity|counted|reason|place|date): ([^;]*)|; note: (.*)$")


def row_text(cells: dict[str, str]) -> str:
    """The line of a row. A cell but the note holds no semicolon; empty ones are left out."""
    return "; ".join(f"{column}: {cells[column]}" for column in COLUMNS if cells.get(column))


def quantity_said(words: str, context: ReadingContext) -> Quantity | None:
    """'12', '2 dozen', '3 cases', 'all but 3': what a person may state for goods that left; None for anything else."""
    try:
        return Quantity(QuantityRelation.EXACTLY, (QuantityPart(_of_goods(parse_quantity(words))),))
    except ValueError:
        said = _in_words(words, context)
        return said if said is not None and said.relation in LEAVE else None


def counted_said(words: str, context: ReadingContext) -> Quantity | None:
    """'96', '0', '4 cases': what a count may have found; None for anything else."""
    try:
        found = QuantityPart(checked_quantity(parse_quantity(words)))
        return Quantity(QuantityRelation.COUNTED, (found,)) if found.number >= 0 else None
    except ValueError:
        said = _in_words(words, context)
        exact = said is not None and said.relation is QuantityRelation.EXACTLY
        return replace(said, relation=QuantityRelation.COUNTED) if said is not None and exact else None


def _in_words(words: str, context: ReadingContext) -> Quantity | None:
    """As an answer to "how many?" is read, where the cell holds nothing else. Imported only where a row has such words."""
    from assistant.readers.rules.answers import read_quantity

    said = read_quantity(words, context) if _IN_WORDS.fullmatch(words) else None
    try:
        return said and replace(said, parts=tuple(replace(part, number=_of_goods(part.number)) for part in said.parts))
    except ValueError:
        return None


def _of_goods(number: Decimal) -> Decimal:
    if number <= 0:
        raise ValueError(f"{number} is no number of goods that left")
    return checked_quantity(number)


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads what row_text wrote: checked cells, the date in ISO form."""

    name: str = "rows"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        said = dict(_cells(text))
        day, counted = said.get("date"), "counted" in said
        event = Event(
            kind=Kind.COUNT_ADJUSTMENT if counted else Kind.WRITE_OFF,
            reason=Reason(said["reason"].text) if "reason" in said else Reason.LOST if counted else Reason.OTHER,
            goods=(goods_said(said, context),),
            entry_date=date.fromisoformat(day.text) if day else None,
            date_quote=day,
            reason_quote=said.get("reason"),
            note=said["note"].text if "note" in said else _sentence({name: cell.text for name, cell in said.items()}, context),
            quote=Quote(text, 0, len(text)),
        )
        return Proposal((event,), reader=self.name)


def goods_said(said: Mapping[str, Quote], context: ReadingContext) -> GoodsSaid:
    """One line of goods of checked cells: `sku`, `quantity` or `counted`, and `place` where it was said."""
    place = said.get("place")
    if "counted" in said:
        stated, quantity = said["counted"], counted_said(said["counted"].text, context)
    else:
        stated, quantity = said["quantity"], quantity_said(said["quantity"].text, context)
    assert quantity is not None, stated
    return GoodsSaid(
        words=said["sku"].text,
        quote=said["sku"],
        quantity=replace(quantity, quote=stated),
        place=place.text if place else "",
        place_quote=place,
    )


def _sentence(cells: dict[str, str], context: ReadingContext) -> str:
    """What a row without a note says: '24 each of HAM-16, lost', 'counted 96 each of MUG-01'."""
    sku, counted = cells["sku"], "counted" in cells
    quantity = cells["counted" if counted else "quantity"]
    known = next((goods for goods in context.goods if goods.key.casefold() == sku.casefold()), None)
    many = f"{quantity} {known.unit}" if known and quantity[-1].isdigit() else quantity
    return f"counted {many} of {sku}" if counted else f"{many} of {sku}, {cells.get('reason', 'written off').replace('_', ' ')}"


def _cells(text: str) -> list[tuple[str, Quote]]:
    found = []
    for match in _CELL.finditer(text):
        group = 2 if match[1] else 3
        found.append((match[1] or "note", Quote(match[group], match.start(group), match.end(group))))
    return found
