"""What QuickBooks has and no place of ours holds, with the time of the pull, to sentences and documents."""

from datetime import datetime

from assistant.books.quantity import format_quantity, plain_quantity
from assistant.stages.linking.places import Unplaced
from assistant.surfaces.render.documents import Document


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def unplaced_says(each: Unplaced) -> str:
    """What QuickBooks has and our places have not, or the other way round, and the command that places it."""
    units = format_quantity(abs(each.quantity))
    word = "more than our places hold" if each.quantity > 0 else "fewer than our places hold"
    way = f", {format_quantity(each.under_way)} on the way" if each.under_way else ""
    figures = f"{format_quantity(each.there)} there, {format_quantity(each.here)} here{way}"
    place = f"writeoff qbo place {each.item}={plain_quantity(each.quantity)} --at PLACE"
    return f"{each.item}: {units} {word} ({figures}). {place}"


def unplaced_document(each: Unplaced) -> Document:
    return {
        "sku": each.item,
        "quantity": plain_quantity(each.quantity),
        "there": plain_quantity(each.there),
        "here": plain_quantity(each.here),
        "under_way": plain_quantity(each.under_way),
        "pulled_at": each.pulled_at.isoformat(),
    }
