"""A day as a person writes it, in ISO form or in the client's own order, to the day of the calendar."""

import re
from datetime import date

from assistant.books.proposal import DateOrder
from assistant.errors import WrongUsage
from assistant.patterns import regex

_NUMBERS = regex(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z", re.ASCII)
_ISO = regex(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
ORDERS = {DateOrder.DMY: "day first", DateOrder.MDY: "month first"}
SUCH_AS = {DateOrder.DMY: "31/10/2026", DateOrder.MDY: "10/31/2026"}
YEARS = range(1900, 2200)  # that books are kept in: near the ends of the calendar some days have none beside them


def day_of(text: str, order: DateOrder) -> date | None:
    """None where the text is no day of the calendar that books are kept on, or leaves its year open."""
    match = _NUMBERS.match(text)
    try:
        if match is None:
            found = date.fromisoformat(text) if _ISO.match(text) else None
        else:
            first, second, year = (int(group) for group in match.groups())
            month, day = (first, second) if order is DateOrder.MDY else (second, first)
            found = date(year, month, day)
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


def day_said(text: str, order: DateOrder) -> date:
    """The day that a command names. WrongUsage says how one is written here."""
    if (day := day_of(text.strip(), order)) is not None:
        return day
    raise WrongUsage(
        f"{text!r} is not a day of the calendar.",
        f"Write it with its year, such as 2026-10-31, or as this client does, {ORDERS[order]}: {SUCH_AS[order]}.",
    )
