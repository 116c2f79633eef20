"""Text to the days it names, each with how surely it is the day of the loss, by the cues around it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from assistant.books.proposal import DateOrder, ReadingContext
from assistant.patterns import regex
from assistant.readers.rules.day_cues import BOOKED, ELSEWHERE, NEAR, SENT, TODAY
from assistant.readers.rules.day_cues import weight as weight_of
from assistant.readers.rules.day_said import DaySaid, said_in
from assistant.readers.rules.holidays import holidays_in
from assistant.readers.rules.periods import periods_in
from assistant.readers.rules.scan import Claims, compiled
from assistant.readers.rules.tables import days

_THAT_DAY = regex(
    r"\b(?:effect from|off (?:on|for|as of|as at|from)|(?:date|book|record|post|put) it (?:on|for|to)|dated|as of|as at) "
    r"(?:that|the same) (?:day|date)\b"
)
_COMMA_CURRENCIES = frozenset("EUR CHF DKK NOK SEK PLN CZK HUF".split())
_FAR_AHEAD = timedelta(days=60)  # a day without a year lies no further ahead than this


_MONTH = "|".join(sorted(days.MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(days.WEEKDAYS, key=len, reverse=True))
_NEAR = "|".join(sorted((near.replace(" ", r"\s+") for near in days.NEAR), key=len, reverse=True))
_LEAD = rf"(?:(?:{_WEEKDAY})(?:\s+(?:night|morning|arvo|afternoon|evening))?,?\s*(?:the\s+)?\(?)?"
_ISO = regex(r"(?<![\d/-])(20\d\d)[-/](\d{1,2})[-/](\d{1,2})(?![\d/-])")
_NUMERIC = regex(rf"{_LEAD}(?<![\d/.,$£€-])(\d{{1,2}})([/.-])(\d{{1,2}})(?:\2(\d{{4}}|\d{{2}}))?(?![\d/]|[.,-]\d|\s?%)")
_DAY_MONTH = regex(
    rf"{_LEAD}\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+({_MONTH})\b\.?,?(?:[\s-]+((?:19|20)\d\d|'\d\d)\b)?"
)
_MONTH_DAY = regex(rf"{_LEAD}\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*%)(?:,?\s+((?:19|20)\d\d)\b)?")
_ORDINAL = regex(
    rf"(?:\b(?:the|on|dated?)\s+|\(|\b(?:{_WEEKDAY})(?:day)?,?\s+(?:the\s+)?)(\d{{1,2}})(?:st|nd|rd|th)\b"
    r"(?!\s+(?:of|time|one|floor|edition|gen|row|shelf|bay|aisle|order|delivery|batch|attempt|grade|street|st|ave))(?:\s+inst\b\.?)?"
)
_IN = regex(r"\b(?:in|during)\s+\Z")
_DAYS_AGO = regex(
    r"\b(a|one|a couple(?: of)?|couple(?: of)?|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) "
    r"(day|week|night|fortnight|wk)s? (?:ago|back)\b"
)
_NEAR_DAY = regex(rf"\b(?:{_NEAR})\b(?!')")
_NAMED_DAY = regex(
    rf"\b(?:(last|next|this|on|past|this past|previous|since)\s+)?({_WEEKDAY})(?:'?s|'s)?\b"
    rf"(?:\s+(?:nite|night|morn|morning|aft|arvo|afternoon|evening|eve|lunchtime|am|pm|last(?!\s+week)|gone|just gone))?"
    r"(\s+(?:of\s+)?last\s+week|\s+(?:before last|week ago))?"
)
_WEEKEND = regex(r"\b(?:at|over|on|during|this past|last)\s+(?:the\s+)?(?:long\s+|bank holiday\s+)?week[- ]?end\b")


def days_in(low: str, context: ReadingContext) -> tuple[DaySaid, ...]:
    """Every day that the text names, in its order, the longer reading where two overlap."""
    found: list[DaySaid] = []
    read = Claims(len(low))
    for reader in (_written, _from_names, periods_in):
        for said in reader(low, context):
            if read.free(said.start, said.end):
                read.take(said.start, said.end)
                found.append(said)
    return _pointed_at(low, sorted(found, key=lambda said: said.start))


def _pointed_at(low: str, found: list[DaySaid]) -> tuple[DaySaid, ...]:
    """'With effect from that day', 'write it off for that date': the day named before is the one to book."""
    for match in _THAT_DAY.finditer(low):
        before = [index for index, said in enumerate(found) if said.end <= match.start()]
        if before and not any(said.weight >= BOOKED for said in found):
            found[before[-1]] = replace(found[before[-1]], weight=BOOKED - 2)
    return tuple(found)


def loss_day(found: Iterable[DaySaid], *, given: bool = False) -> DaySaid | None:
    """The day of the loss among those named: the heaviest, the first of equals; None where all are days of something else.

    `given`: the goods went to a use or a gift, so that the day they were sent is the day."""
    best = max(found, key=lambda said: (said.weight, -said.start), default=None)
    return best if best and best.weight > (ELSEWHERE if given else SENT) else None


# ── Days written out ─────────────────────────────────────────────────────────────────────────────────────────────────


def _written(low: str, context: ReadingContext) -> Iterator[DaySaid]:
    for match in _ISO.finditer(low):
        yield from said_in(low, match, _date(int(match[1]), int(match[2]), int(match[3])))
    for match in _NUMERIC.finditer(low):
        if not _is_fraction(low, match):
            yield from said_in(low, match, _numeric(match, context))
    for match in _DAY_MONTH.finditer(low):
        yield from said_in(low, match, _of_month(int(match[1]), match[2], match[3], context.today))
    for match in _MONTH_DAY.finditer(low):
        if _IN.search(low, max(0, match.start() - 8), match.start()) and not match[3]:
            continue  # "in September 5 hoses got cut" counts hoses
        yield from said_in(low, match, _of_month(int(match[2]), match[1], match[3], context.today))
    for match in _ORDINAL.finditer(low):
        yield from said_in(low, match, _ordinal(int(match[1]), context.today))


def _numeric(match: re.Match[str], context: ReadingContext) -> date | None:
    first, mark, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if mark == "." and not year and not _is_dotted_day(match, context):
        return None  # 12.50 is an amount
    if mark == "-" and not year and not (context.date_order is DateOrder.DMY and _ON.search(match.string, 0, match.start())):
        return None  # 10-12 is a range; "on 25-7" is a day
    month_first = context.date_order is DateOrder.MDY and mark != "."
    day, month = (second, first) if month_first else (first, second)
    if month > 12 >= day:
        day, month = month, day
    if year:
        return _date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    return _nearest(month, day, context.today)


_ON = regex(r"\b(?:on|dated|since|op)\s+\Z")


def _is_dotted_day(match: re.Match[str], context: ReadingContext) -> bool:
    """'broken 3.11.': where amounts take a comma, a day and a month with their dots, behind a word that tells no price."""
    if context.date_order is not DateOrder.DMY or context.currency not in _COMMA_CURRENCIES:
        return False
    low = match.string
    before = low[max(0, match.start() - 12) : match.start()]
    priced = compiled(r"\b(?:at|for|worth|costs?|paid|price|value|total|to|is|was|(?<!as )of)\s+\Z").search(before)
    return (
        bool(compiled(r"\.(?!\d)").match(low[match.end() :]) and compiled(r"(?:\A|\n|[a-z(])\s*\Z").search(before)) and not priced
    )


def _is_fraction(low: str, match: re.Match[str]) -> bool:
    """'1/2 case', '3/4 of a sack', 'a third': parts of a whole, not a day."""
    part = (
        (match[1], match[3]) in {("1", "2"), ("1", "3"), ("2", "3"), ("1", "4"), ("3", "4")} and match[2] == "/" and not match[4]
    )
    before, after = low[max(0, match.start() - 12) : match.start()], low[match.end() : match.end() + 10]
    return (
        part
        and bool(compiled(r"\s*(?:of |an? |[a-z]+)").match(after))
        and not compiled(r"\b(?:on|of|at|dated|for|date|it|from)\s*\Z").search(before)
    )


def _of_month(day: int, month: str, year: str | None, today: date) -> date | None:
    number = days.MONTHS[month]
    if year:
        return _date(int(year) if len(year) == 4 else 2000 + int(year[1:]), number, day)
    return _nearest(number, day, today)


def _nearest(month: int, day: int, today: date) -> date | None:
    here = _date(today.year, month, day)
    if here and here - today > _FAR_AHEAD:
        return _date(today.year - 1, month, day)
    return here


def _ordinal(day: int, today: date) -> date | None:
    if day <= today.day:
        return _date(today.year, today.month, day)
    before = today.replace(day=1) - timedelta(days=1)
    return _date(before.year, before.month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# ── Days by name ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _from_names(low: str, context: ReadingContext) -> Iterator[DaySaid]:
    today = context.today
    for match in _DAYS_AGO.finditer(low):
        count = _COUNT.get(match[1]) or int(match[1] if match[1].isdigit() else 1)
        yield from said_in(low, match, today - timedelta(days=count * _DAYS_OF[match[2]]), NEAR)
    for match in _NEAR_DAY.finditer(low):
        ago = days.NEAR[compiled(r"\s+").sub(" ", match.group())]
        yield from said_in(low, match, today - timedelta(days=ago), NEAR if ago else TODAY)
    for match in _NAMED_DAY.finditer(low):
        if match[2] in ("sun", "sat", "mon") and not match[1] and not _PART_OF_DAY.search(match.group()):
            continue  # the sun, a mat that sat: too short to be a day by itself
        if low[: match.start()].endswith(("'s ", "s' ")):
            continue  # "the brewers' Friday"
        day = _weekday(days.WEEKDAYS[match[2]], match[1] == "next", today)
        if days.WEEKDAYS[match[2]] == today.weekday() and (match[1] == "this" or _heads_with(low, match)):
            day = today
        if match[3]:
            day = _earlier_week(day, today, before_last="last week" not in match[3])
        yield from said_in(low, match, day, NEAR)
    for start, end, day in holidays_in(low, today, context.currency):
        yield DaySaid(start, end, day, weight_of(low, start, end, NEAR))
    for match in _WEEKEND.finditer(low):
        yield from said_in(low, match, today if today.weekday() >= 5 else _weekday(6, False, today), NEAR - 1)


_PART_OF_DAY = regex(
    r"\b(?:nite|night|morn|morning|aft|arvo|afternoon|evening|eve|lunchtime|am|pm|last week|before last|just gone)\Z"
)
_COUNT = {
    "a": 1, "one": 1, "couple": 2, "couple of": 2, "a couple": 2, "a couple of": 2, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_DAYS_OF = {"day": 1, "night": 1, "week": 7, "wk": 7, "fortnight": 14}


def _weekday(weekday: int, following: bool, today: date) -> date:
    if following:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _heads_with(low: str, match: re.Match[str]) -> bool:
    """'Stocktake Friday: …', 'Friday bin list' on a Friday: the heading of what is written that day."""
    line = low.rfind("\n", 0, match.start()) + 1
    return match[1] is None and bool(_HEADING.fullmatch(low, line, match.start()))


_HEADING = regex(
    r"\W*(?:[a-z'-]+ ){0,3}?(?:(?:stock ?-?(?:take|check|count)|count|tally|inventory|list|sheet|losses|waste)\W*)?"
)


def _earlier_week(day: date, today: date, *, before_last: bool) -> date:
    """'Tuesday last week' lies in the week before this one, 'the Tuesday before last' a week before the latest."""
    monday = today - timedelta(days=today.weekday())
    return day - timedelta(days=7) if before_last or day >= monday else day
