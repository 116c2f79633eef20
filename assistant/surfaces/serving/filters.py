"""How the desk writes what the books hold: amounts, quantities, days, moments, how sure."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from assistant.books.identity import Place
from assistant.books.money import Money, minor_digits
from assistant.books.quantity import format_quantity
from assistant.surfaces.render.documents import UNIT_COST_DECIMALS


def money(amount: Money | None) -> str:
    """'1,234.56', as the notation writes it; empty where there is none."""
    return str(amount) if amount is not None else ""


def quantity(number: Decimal) -> str:
    return format_quantity(number)


def cost(number: Decimal, currency: str) -> str:
    """What one unit costs: '4.15', '0.333333': as many decimals as the currency has, and up to six where there are more."""
    exact = round(number, UNIT_COST_DECIMALS).normalize()
    told = int(exact.as_tuple().exponent)
    return f"{exact:,.{max(-told, minor_digits(currency))}f}"


def sure(confidence: float) -> str:
    """'0.97': two decimals, never rounded up to certain."""
    return f"{min(confidence, 0.99) if confidence < 1 else confidence:.2f}"


def day(said: date | None) -> str:
    return said.isoformat() if said is not None else ""


def moment(at: datetime | None) -> str:
    """'2026-10-06 12:00 UTC'."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at is not None else ""


def words(name: str) -> str:
    """'write_off' as 'write off'."""
    return name.replace("_", " ")


def hue(of: Place | str) -> int:
    """The hue, 0 to 359, of a client's pages: the one that its policy names, else one made of its slug, always the same."""
    if not isinstance(of, str):
        return of.colour if of.colour is not None else hue(of.client)
    return int(hashlib.sha256(of.encode()).hexdigest()[:8], 16) % 360


def options(said: Iterable[tuple[str, str]], chosen: str = "") -> Markup:
    """What a list offers: each value with what it is called, one of them chosen. The same ones are asked for by every page."""
    offered = tuple(said)
    return _options(offered, chosen if any(value == chosen for value, _ in offered) else None)  # an address may choose anything


@lru_cache(maxsize=1024)
def _options(said: tuple[tuple[str, str], ...], chosen: str | None) -> Markup:
    one, this = Markup('<option value="{}"{}>{}</option>'), Markup(" selected")
    return Markup("").join(one.format(value, this if value == chosen else "", called) for value, called in said)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "money": money, "quantity": quantity, "cost": cost, "sure": sure, "day": day, "moment": moment, "words": words, "hue": hue,
    "options": options,
}  # fmt: skip
