"""A text to what it states that cannot be: a day that no calendar has, less than no goods. Said at once, never read around."""

import re
from datetime import date

from assistant.books.proposal import DateOrder
from assistant.errors import WrongUsage
from assistant.patterns import regex

# With a year, or behind a word that makes a date of it: 13/16 alone is a size.
_DAY = regex(
    r"(?<![\d/.-])(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})"
    r"|(?<=\bon )(?P<c>\d{1,2})/(?P<e>\d{1,2})|(?<=\bdated )(?P<f>\d{1,2})/(?P<g>\d{1,2}))(?![\d/.-]|\")"
)
_LESS_THAN_NONE = regex(r"\b(?:write|writing|wrote|written) off -\d|\bw/o -\d|\b(?:remove|scrap|toss|bin) -\d")


def refuse_what_cannot_be(low: str, order: DateOrder) -> None:
    """Raises WrongUsage for a day that does not exist in either order, and for a negative number of goods."""
    for found in _DAY.finditer(low):
        if not any(_exists(*day) for day in _readings(found)):
            first = "month" if order is DateOrder.MDY else "day"
            says = f"{found.group()} is no day of the calendar."
            raise WrongUsage(says, f"Write the day again, the {first} first.", code="no_such_day")
    if _LESS_THAN_NONE.search(low):
        raise WrongUsage("A number of goods cannot be negative.", "Write how many were lost, without a minus.", code="negative")


def _readings(found: re.Match[str]) -> list[tuple[int, int, int]]:
    """The day as (year, month, day) in both orders; without a year, in a leap year."""
    said = found.groupdict()
    if said["y"]:
        return [(int(said["y"]), int(said["m"]), int(said["d"]))]
    one, two = next((int(said[a]), int(said[b])) for a, b in (("a", "b"), ("c", "e"), ("f", "g")) if said[a])
    year = int(said["year"] or 2024)
    return [(year, one, two), (year, two, one)]


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
