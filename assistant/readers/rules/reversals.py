"""A text to the earlier entry that it means: its number, the words for it, in what span of days."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.books.proposal import EntrySaid, ReadingContext
from assistant.patterns import regex
from assistant.readers.rules.blocks import Page
from assistant.readers.rules.day_said import DaySaid
from assistant.readers.rules.names import entry_numbers
from assistant.readers.rules.scan import compiled, phrases, quote
from assistant.readers.rules.tables import acts, days
from assistant.readers.rules.which_entry import meant

_REVERSE, _EARLIER = phrases(acts.REVERSE), phrases(acts.EARLIER)
_MONTH = "|".join(sorted(days.MONTHS, key=len, reverse=True))
_IN_MONTH = regex(
    rf"\b(?:(?:in|from|during|of|since|back in|(early|mid|late)[- ])\s*)?({_MONTH})\b(?:'s)?(?:\s+((?:19|"
    rf"20)\d\d))?(?!\s+\d{{1,2}}\b)"
)
_RELATIVE = regex(
    r"\b(last|this|earlier this|previous|past) (week|month|quarter|year)\b(?:'s)?|\b(yesterday|today|the other day|recently)\b"
)


def entry_said(page: Page, context: ReadingContext, found: Sequence[DaySaid], words: str) -> EntrySaid:
    """The earlier entry meant: its number, the words for it, and the span of days that the text allows."""
    refs = entry_numbers(page.low, (entry.ref for entry in context.earlier))
    spoken = next(iter(_EARLIER.finditer(page.low)), None) or next(iter(_REVERSE.finditer(page.low)), None)
    ref = meant(page.low, refs, {entry.ref: entry.entry_date for entry in context.earlier})
    at = next(((start, end) for start, end, named in refs if named == ref), (spoken.start(), spoken.end()) if spoken else None)
    said = quote(page.raw, *at) if at else None
    since, until = _span(page.low, context.today, found, spoken.start() if spoken else 0)
    return EntrySaid(ref, words, said, since, until)


def _span(low: str, today: date, found: Sequence[DaySaid], near: int) -> tuple[date | None, date | None]:
    dated = [
        said
        for said in found
        if said.weight == 0
        and not said.of_month
        and compiled(r"\b(?:off|down|from|of)(?: (?:on|in))?\s*\Z").search(low[max(0, said.start - 14) : said.start])
    ]
    if dated:
        return dated[0].day, dated[0].day
    if match := _RELATIVE.search(low):
        return _relative(match, today)
    months = sorted(_IN_MONTH.finditer(low), key=lambda match: abs(match.start() - near))
    for match in months:
        if match[2] == "may" and not compiled(r"(?:in|from|during|of)\s").match(match.group()):
            continue
        return _month(match, today)
    return None, None


def _relative(match: re.Match[str], today: date) -> tuple[date | None, date | None]:
    if match[3]:
        return (
            (today - timedelta(days=1),) * 2
            if match[3] == "yesterday"
            else (today, today)
            if match[3] == "today"
            else (None, None)
        )
    this, unit = match[1] in ("this", "earlier this"), match[2]
    if unit == "week":
        monday = today - timedelta(days=today.weekday())
        return (monday, today) if this else (monday - timedelta(days=7), monday - timedelta(days=1))
    if unit == "month":
        first = today.replace(day=1)
        return (first, today) if this else ((first - timedelta(days=1)).replace(day=1), first - timedelta(days=1))
    if unit == "quarter":
        first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
        before = first - timedelta(days=1)
        return (first, today) if this else (date(before.year, before.month - 2, 1), before)
    return (date(today.year, 1, 1), today) if this else (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))


def _month(match: re.Match[str], today: date) -> tuple[date, date]:
    month = days.MONTHS[match[2]]
    year = int(match[3]) if match[3] else today.year - (month > today.month)
    first, last = {"early": (1, 14), "mid": (8, 23), "late": (16, 31)}.get(match[1] or "", (1, 31))
    return date(year, month, first), date(year, month, min(last, monthrange(year, month)[1]))
