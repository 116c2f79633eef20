"""Months, quarters and closes that a text names to days: their last."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from assistant.books.proposal import ReadingContext
from assistant.patterns import regex
from assistant.readers.rules.day_cues import BOOKED, LOOSE, PERIOD
from assistant.readers.rules.day_said import DaySaid, said_in
from assistant.readers.rules.scan import compiled
from assistant.readers.rules.tables import days

_MONTH = "|".join(sorted(days.MONTHS, key=len, reverse=True))
_YEAR = r"(?:\s+((?:19|20)\d\d))?"
_MONTH_END = regex(
    rf"\b(?:eom|end of|end|close of|month[- ]end(?: for| of)?)\s+({_MONTH})\b{_YEAR}|\b({_MONTH})\s+(?:month[- ])?(?:end|"
    rf"close|eom)\b"
)
_QUARTER = regex(
    rf"\bq([1-4])(?:\s+(?:fy\s?)?((?:19|20)\d\d))?(?:\s+fy\s?[\d-]+)?\b|\b({_MONTH})\s+(?:quarter|qtr)\b{_YEAR}"
)
_LAST_MONTH = regex(
    r"\b(?:end of last month|last month(?:'s)?[- ]?(?:end|close)|"
    r"last month'?s (?:write-?offs?|losses|wastage|waste|shrinkage|figures|accounts))\b"
)
_IN_MONTH = regex(
    rf"\b(?:book|record|post|put|enter|log|take|run|keep)(?:ed)? "
    rf"(?:(?:it|them|this|that|these|all|everything|the lot|both) )?(?:through |off )?"
    rf"(?:in|into|to|under|through) ({_MONTH})\b{_YEAR}(?!\s*\d)"
)
_CLOSE = regex(
    r"\b(?:quarter|qtr)[- ]?(?:end|close)\b|\bend of (?:the )?(?:quarter|qtr)\b|\b(month)[- ](?:end|"
    r"close)\b|\b(eom)\b|\bend of (?:the )?(month)\b"
)
_FOR_MONTH = regex(
    rf"\bfor (?:the month of )?({_MONTH})\b{_YEAR}|\b({_MONTH})(?:'s)?{_YEAR}\s+(?:stock\s+|"
    rf"inventory\s+)?(?:write-?(?:offs?|downs?)|w/?o'?s?|losses|wastage|waste|shrink(?:age)?|"
    rf"breakages?|spoilage|adjustments?)\b"
)
# A month as such: what befell goods in it is booked on its last day, unless another day is named.
_LATELY = regex(
    rf"\b(?:last month|(?:in|during|over|through|throughout|back in) (?:early |mid[- ]|late )?({_MONTH})\b{_YEAR})"
)
_LATE = timedelta(days=120)  # a month longer ago is told as history
_PAST_CLOSE = ("before ", "until ", "since ", "by ", "last ", "previous ", "next ", "after ")


def periods_in(low: str, context: ReadingContext) -> Iterator[DaySaid]:
    today = context.today
    for match in _MONTH_END.finditer(low):
        yield from said_in(low, match, _month_end(match[1] or match[3], match[2], today), PERIOD)
    for match in _QUARTER.finditer(low):
        yield from said_in(low, match, _quarter_end(match, context), PERIOD if _is_the_period(low, match) else LOOSE)
    for match in _CLOSE.finditer(low):
        if not low[: match.start()].endswith(_PAST_CLOSE):
            yield from said_in(low, match, _last_close(today, monthly=bool(match[1] or match[2] or match[3])), PERIOD)
    for match in _LAST_MONTH.finditer(low):
        yield from said_in(low, match, today.replace(day=1) - timedelta(days=1), PERIOD)
    for match in _LATELY.finditer(low):
        day = today.replace(day=1) - timedelta(days=1) if match[1] is None else _month_end(match[1], match[2], today)
        if day < today <= day + _LATE:
            yield from (replace(said, of_month=True) for said in said_in(low, match, day, LOOSE - 1))
    for match in _IN_MONTH.finditer(low):
        yield from said_in(low, match, _month_end(match[1], match[2], today), BOOKED)
    for match in _FOR_MONTH.finditer(low):
        yield from said_in(low, match, _month_end(match[1] or match[3], match[2] or match[4], today), PERIOD)


def _is_the_period(low: str, match: re.Match[str]) -> bool:
    before, after = low[max(0, match.start() - 12) : match.start()], low[match.end() : match.end() + 8]
    return bool(
        compiled(r"(?:\bfor|\bin|\bof|\bat|\bto)\s+(?:the\s+)?\Z").search(before) or compiled(r"\s*(?:close|end)\b").match(after)
    )


def _month_end(month: str, year: str | None, today: date) -> date:
    number = days.MONTHS[month]
    of_year = int(year) if year else today.year - (number > today.month)
    return date(of_year, number, monthrange(of_year, number)[1])


def _quarter_end(match: re.Match[str], context: ReadingContext) -> date:
    """The last day of a quarter; of a numbered one by the calendar, in India by the fiscal year from April."""
    today, month = context.today, int(match[1]) * 3 if match[1] else days.MONTHS[match[3]]
    if match[1] and context.currency == "INR":
        month = month % 12 + 3
        return _month_end_of(today.year - (month - 2 > today.month), month)
    year = match[2] or match[4]
    return _month_end_of(int(year) if year else today.year - (month - 2 > today.month), month)


def _month_end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _last_close(today: date, *, monthly: bool) -> date:
    """The close of the month or quarter that the text is written for: the one just past, or, in its last week, the one coming."""
    last = date(today.year, today.month, monthrange(today.year, today.month)[1])
    closes = monthly or last.month % 3 == 0
    if closes and (last - today).days <= 7:
        return last
    end = today.replace(day=1) - timedelta(days=1)
    while not monthly and end.month % 3:
        end = end.replace(day=1) - timedelta(days=1)
    return end
