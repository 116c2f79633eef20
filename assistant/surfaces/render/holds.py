"""Goods set aside, as a page and as documents."""

from collections.abc import Sequence

from assistant.books.hold import HoldStanding
from assistant.books.quantity import format_quantity, plain_quantity
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.table import shortened, table


def holds_page(holds: Sequence[HoldStanding]) -> str:
    """A line each; one that stock has fallen below says so."""
    if not holds:
        return ""
    rows = [
        (
            each.hold.name,
            format_quantity(each.hold.quantity),
            each.hold.item,
            f"@ {each.hold.location}" if each.hold.location else "",
            f"awaiting {each.hold.awaiting.value}",
            f"{each.hold.held_by}, {each.hold.held_at:%Y-%m-%d}",
            short_said(each) or shortened(each.hold.note, 60),
        )
        for each in holds
    ]
    return f"Set aside\n{table(rows, '<><<<<<')}"


def short_said(each: HoldStanding) -> str:
    """'only 3 of them are still there', where stock has fallen below what is set aside."""
    if not each.short:
        return ""
    return f"only {format_quantity(each.there)} of them are still there" if each.there else "none of them is there any more"


def hold_document(each: HoldStanding) -> Document:
    hold = each.hold
    return {
        "id": hold.name,
        "sku": hold.item,
        "location": hold.location,
        "quantity": plain_quantity(hold.quantity),
        "there": plain_quantity(each.there),
        "awaiting": hold.awaiting.value,
        "note": hold.note,
        "held_by": hold.held_by,
        "held_at": hold.held_at.isoformat(),
        "released_by": hold.released_by or None,
        "released_at": hold.released_at.isoformat() if hold.released_at is not None else None,
    }
