"""A row of a list of goods, written as one line of text, to a Proposal: every cell is a fact, so nothing is guessed.

    sku: MUG-01; quantity: 12; reason: damaged; place: Store; date: 2026-10-02; note: Dropped by the forklift

A row walks as any text does: the line is what the draft keeps as its text, and what its numbers are traced to.
"""

import re
from dataclasses import dataclass
from datetime import date

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
from assistant.books.quantity import parse_quantity
from assistant.books.reasons import Kind, Reason

COLUMNS = ("sku", "quantity", "reason", "place", "date", "note")
_CELL = re.compile(r"(?:^|; )(sku|quantity|reason|place|date): ([^;]*)|; note: (.*)$")


def row_text(cells: dict[str, str]) -> str:
    """The line of a row. A cell but the note holds no semicolon; empty ones are left out."""
    return "; ".join(f"{column}: {cells[column]}" for column in COLUMNS if cells.get(column))


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads what row_text wrote: checked cells, a quantity in the item's own unit, the date in ISO form."""

    name: str = "rows"

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        said = dict(_cells(text))
        day, place = said.get("date"), said.get("place")
        goods = GoodsSaid(
            words=said["sku"].text,
            quote=said["sku"],
            quantity=Quantity(
                QuantityRelation.EXACTLY, (QuantityPart(parse_quantity(said["quantity"].text)),), quote=said["quantity"]
            ),
            place=place.text if place else "",
            place_quote=place,
        )
        event = Event(
            kind=Kind.WRITE_OFF,
            reason=Reason(said["reason"].text) if "reason" in said else Reason.OTHER,
            goods=(goods,),
            entry_date=date.fromisoformat(day.text) if day else None,
            date_quote=day,
            reason_quote=said.get("reason"),
            note=said["note"].text if "note" in said else "",
            quote=Quote(text, 0, len(text)),
        )
        return Proposal((event,), reader=self.name)


def _cells(text: str) -> list[tuple[str, Quote]]:
    found = []
    for match in _CELL.finditer(text):
        group = 2 if match[1] else 3
        found.append((match[1] or "note", Quote(match[group], match.start(group), match.end(group))))
    return found
