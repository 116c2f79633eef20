"""What QuickBooks has and no place of ours holds, with the time of the pull, to sentences and documents."""

from datetime import datetime

from assistant.books.policy import Policy, StockKeptBy
from assistant.books.quantity import format_quantity, plain_quantity
from assistant.stages.linking.places import Unplaced
from assistant.surfaces.render.documents import Document


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def unplaced_says(each: Unplaced, policy: Policy) -> str:
    """What QuickBooks has and our places have not, or the other way round, and what mends it."""
    units = format_quantity(abs(each.quantity))
    word = "more than our places hold" if each.quantity > 0 else "fewer than our places hold"
    way = f", {format_quantity(each.under_way)} on the way" if each.under_way else ""
    figures = f"{format_quantity(each.there)} there, {format_quantity(each.here)} here{way}"
    return f"{each.item}: {units} {word} ({figures}). {mend(each.item, plain_quantity(each.quantity), policy)}"


def mend(item: str, units: str, policy: Policy) -> str:
    """What is done about units that lie at no place here: where these books lead, QuickBooks follows."""
    if policy.stock_kept_by is StockKeptBy.HERE:
        return "Adjust the quantity in QuickBooks: by policy stock_kept_by, these books lead"
    return f"writeoff qbo place {item}={units} --at PLACE"


def unplaced_document(each: Unplaced) -> Document:
    return {
        "sku": each.item,
        "quantity": plain_quantity(each.quantity),
        "there": plain_quantity(each.there),
        "here": plain_quantity(each.here),
        "under_way": plain_quantity(each.under_way),
        "pulled_at": each.pulled_at.isoformat(),
    }
