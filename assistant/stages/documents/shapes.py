"""A part of QuickBooks' JSON to what it should be: an object, its objects, a text, a reference, a number, a day; or to nothing.

What comes over a network may be anything. A part that is not there, or is something else than it should be, counts as absent.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

Shape = Mapping[str, Any]

DIGITS = 13  # before the point: with what is behind it, QuickBooks' fifteen


def part(of: Shape, name: str) -> Shape:
    """The object of this name; an empty one where there is none."""
    found = of.get(name)
    return found if isinstance(found, dict) else {}


def parts(of: Shape, name: str) -> list[Shape]:
    """The objects in the list of this name."""
    found = of.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def text(of: Shape, name: str) -> str:
    found = of.get(name)
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""


def ref(of: Shape, name: str) -> str:
    """The Id that a reference of this name leads to."""
    return text(part(of, name), "value")


def number(of: Shape, name: str) -> Decimal | None:
    """Exactly as it was written."""
    found = of.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int | Decimal):
        return None
    return decimal(str(found))


def decimal(written: str) -> Decimal | None:
    """None for what is no number, and for one that no company's books can hold."""
    try:
        found = Decimal(written.replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found.adjusted() < DIGITS else None


def day(of: Shape, name: str) -> date | None:
    try:
        return date.fromisoformat(text(of, name)[:10])
    except ValueError:
        return None


def named_value(of: Shape, name: str) -> str:
    """The value of that name among its name-value pairs."""
    return next((text(pair, "Value") for pair in parts(of, "NameValue") if text(pair, "Name") == name), "")
