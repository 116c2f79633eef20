"""Text to an exact quantity and back: '2.50' is Decimal('2.5'), shown as '2.5'."""

import re
from decimal import Decimal

LARGEST = Decimal(10) ** 12
DECIMALS = 6  # what a scale or a recipe gives; finer is an error, not a rounding
_PLAIN = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\Z", re.ASCII)


def parse_quantity(text: str) -> Decimal:
    """A plain number, thousands by comma. ValueError for anything else, or more than six decimals."""
    cleaned = text.strip()
    if not _PLAIN.match(cleaned):
        raise ValueError(f"{text!r} is not a quantity such as 12 or 0.75")
    return checked_quantity(Decimal(cleaned.replace(",", "")))


def checked_quantity(quantity: Decimal) -> Decimal:
    """The quantity without needless zeros. ValueError where it is too large or too fine to keep exactly."""
    if not quantity.is_finite() or abs(quantity) > LARGEST:
        raise ValueError("the quantity is larger than books can hold")
    if quantity != round(quantity, DECIMALS):
        raise ValueError(f"{quantity} has more than {DECIMALS} decimals")
    return quantity.quantize(Decimal(1)) if quantity == quantity.to_integral_value() else quantity.normalize()


def format_quantity(quantity: Decimal) -> str:
    """'1,850', '0.75', '-12': plain, never in powers of ten."""
    return f"{checked_quantity(quantity):,f}"


def plain_quantity(quantity: Decimal) -> str:
    """As format_quantity, without thousands separators, for JSON and CSV."""
    return f"{checked_quantity(quantity):f}"
