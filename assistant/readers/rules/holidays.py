"""Public days that people date a loss by ('on Labor Day', 'Diwali night') to their dates, by the currency's country."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.patterns import regex
from assistant.readers.rules.scan import compiled
from assistant.readers.rules.tables.holidays import EASTER, FIXED, LISTED, WEEKDAY_OF_MONTH

_ALL = sorted({*FIXED, *EASTER, *LISTED, *WEEKDAY_OF_MONTH}, key=len, reverse=True)
_NAMES = "|".join(re.escape(name).replace(r"\ ", r"\s+").replace("'", "'?") for name in _ALL)
_KNOWN_BY = frozenset(max(compiled(r"[a-z]+").findall(name), key=len) for name in _ALL)  # a word of each
_TIME_BEHIND = "night|nite|morning|afternoon|arvo|evening|eve|weekend|week-end"
# Named without a word before it a holiday is more often goods ('Halloween masks'): it must be the time of something.
_HOLIDAY = regex(
    rf"\b(?:on|over|during|since|last|this|this past|of|after|before|the|at)\s+(?:the\s+)?({_NAMES})\b"
    rf"(?=\s*(?:[.,;:)!]|\Z|\n|-|(?:{_TIME_BEHIND}|when|we|they|and|so|from|in|at|by|because|itself|pls|please|"
    r"the|an?|our|my|some|someone)\b))"
    rf"|\b({_NAMES})(?=\s+(?:{_TIME_BEHIND}|break-?in|flood|storm|fire|theft|burglary|power cut|outage)\b)"
    rf"|\b({_NAMES})(?:(?<=\seve)|(?<=\sday))(?=\s*(?:[.,;:)!]|\Z|\n|-))"
)


def holidays_in(low: str, today: date, currency: str) -> Iterator[tuple[int, int, date]]:
    """Where a public day is named, and its latest date up to today."""
    if not any(word in low for word in _KNOWN_BY):
        return
    for match in _HOLIDAY.finditer(low):
        group = next(index for index in (1, 2, 3) if match[index])
        name = _key(match[group])
        found = [day for year in (today.year, today.year - 1) if (day := _day(name, year, currency)) and day <= today]
        if found:
            yield match.start(group), match.end(), max(found)


def _key(spoken: str) -> str:
    spoken = compiled(r"\s+").sub(" ", spoken)
    return next(name for name in _ALL if name.replace("'", "") == spoken.replace("'", ""))


def _day(name: str, year: int, currency: str) -> date | None:
    if fixed := FIXED.get(name):
        return date(year, *fixed)
    if name in EASTER:
        return _easter(year) + timedelta(days=EASTER[name])
    if rules := WEEKDAY_OF_MONTH.get(name):
        month, weekday, which = rules.get(currency) or rules[""]
        return _weekday_of_month(year, month, weekday, which)
    listed = LISTED[name].get(year)
    return date(year, *listed) if listed else None


def _weekday_of_month(year: int, month: int, weekday: int, which: int) -> date:
    """The first, second, … (or, -1, the last) such weekday of a month."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
