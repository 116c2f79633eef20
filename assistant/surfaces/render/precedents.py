"""Precedents as a page and as documents."""

from collections.abc import Sequence

from assistant.bookkeeping.precedents import Learned
from assistant.books.client_books import ClientBooks
from assistant.books.precedent import Chooses, Confirmation, Matter, Precedent
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.table import plain

SHOWN = 5  # entries that one was learned from, on the page


def precedents_page(found: Sequence[Learned], books: ClientBooks) -> str:
    if not found:
        return "These books have no precedents yet: what is approved makes them."
    return "\n\n".join(_paragraph(one, books) for one in found)


def _paragraph(one: Learned, books: ClientBooks) -> str:
    precedent = one.precedent
    lines = [
        f"{precedent.id}  “{plain(precedent.phrase)}”",
        f"  {_about(precedent)}: {_label(precedent.choice, precedent, books)}",
        f"  {_learned_from(one)}",
    ]
    if one.unused:
        lines.append(f"  Not used: {one.unused}")
    return "\n".join(lines)


def _about(precedent: Precedent) -> str:
    """'write_off damaged, routine', or what the words are."""
    return _sort_of(precedent.matter) if precedent.matter else "these words for goods"


def _sort_of(matter: Matter) -> str:
    use = f" ({matter.use.value})" if matter.use else ""
    cause = f" by {matter.cause.value}" if matter.cause else ""
    return f"{matter.kind.value} {matter.reason.value}{cause}{use}, {_side(matter)}"


def _side(matter: Matter) -> str:
    return "unusual" if matter.unusual else "routine"


def _label(choice: str, precedent: Precedent, books: ClientBooks) -> str:
    if precedent.chooses is Chooses.ITEM:
        item = books.stock.item(choice)
        return f"{choice} {item.name}" if item and item.name != choice else choice
    account = books.chart.get(choice)
    return account.label if account else choice


def _learned_from(one: Learned) -> str:
    """'chosen 3 times since 2026-10-02: WO-1001 by ana instead of 5050, WO-1003 by ana, WO-1004 by ben'."""
    counted = one.confirmations[-one.precedent.times :]
    often = {1: "once", 2: "twice"}.get(len(counted), f"{len(counted)} times")
    listed = ", ".join(_said(told) for told in counted[-SHOWN:])
    more = "… " if len(counted) > SHOWN else ""
    return f"chosen {often} since {counted[0].entry_date.isoformat()}: {more}{listed}"


def _said(told: Confirmation) -> str:
    instead = f" instead of {told.instead}" if told.instead else ""
    return f"{told.entry or 'set'} by {told.by}{instead}"


def precedent_document(one: Learned, books: ClientBooks) -> Document:
    precedent, matter = one.precedent, one.precedent.matter
    account = books.chart.get(precedent.choice) if precedent.chooses is Chooses.ACCOUNT else None
    item = books.stock.item(precedent.choice) if precedent.chooses is Chooses.ITEM else None
    return {
        "id": precedent.id,
        "chooses": precedent.chooses.value,
        "phrase": precedent.phrase,
        "choice": precedent.choice,
        "name": account.name if account else item.name if item else None,
        "times": precedent.times,
        "kind": matter.kind.value if matter else None,
        "reason": matter.reason.value if matter else None,
        "cause": matter.cause.value if matter and matter.cause else None,
        "use": matter.use.value if matter and matter.use else None,
        "role": matter.role.value if matter else None,
        "side": _side(matter) if matter else None,
        "items": list(matter.items) if matter else [],
        "used": not one.unused,
        "says": one.unused or None,
        "learned_from": [_confirmation_document(told) for told in one.confirmations],
    }


def _confirmation_document(told: Confirmation) -> Document:
    return {
        "entry": told.entry or None,
        "date": told.entry_date.isoformat(),
        "choice": told.choice,
        "instead": told.instead or None,
        "by": told.by,
    }
