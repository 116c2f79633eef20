"""Whether goods, places and the day of a reading are those of the text: the words that name them stand in it."""

import re
from collections.abc import Iterable
from datetime import date

from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry
from assistant.books.finding import Finding, Problem
from assistant.matching import abbreviates, alike, tokens
from assistant.patterns import regex

LIKE_ENOUGH = 0.75  # a typo, or a word cut short
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(MONTHS)
_NUMERIC = regex(r"\b(\d{1,4})[/.-](\d{1,2})(?:[/.-](\d{1,4}))?(?!\d)")
_NAMED = regex(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\b\s*(?:of\s+)?(?P<month>{_MONTH})|\b(?P<first>{_MONTH})[a-z]*\.?\s+\d{{1,2}}(?!\d)", re.I
)
_ORDINAL = regex(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.I)


def goods_must_be_named(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """Some word of those that name the goods, or their place, is a word of the text or of a person's since."""
    resolved = mapped.valued.resolved
    stated = frozenset(tokens(text))
    chosen = {fact.item for fact in resolved.settled if fact.item}
    chosen |= {line.words for fact in resolved.settled for line in fact.goods or ()}
    placed = any(fact.place is not None or fact.goods for fact in resolved.settled)
    for goods in resolved.event.goods:
        if goods.words not in chosen and not _stands(goods.words, stated):
            says = f"The goods “{goods.words}” are not named in the text."
            yield Finding(Problem.UNTRACED_NUMBER, says, "Name the item yourself (revise), or draft the text again.")
        if goods.place_quote is None and not placed and not _stands(goods.place, stated):
            says = f"The place “{goods.place}” is not named in the text."
            yield Finding(Problem.UNTRACED_NUMBER, says, "Name the place yourself (revise), or draft the text again.")


def _stands(words: str, stated: frozenset[str]) -> bool:
    """A word of them is one of the text, a typo or a shortening forgiven. Words that tell nothing are not missed."""
    said = tokens(words)
    if not said or not stated.isdisjoint(said):
        return True
    return any(alike(one, word) >= LIKE_ENOUGH or abbreviates(one, word) for one in stated for word in said)


def day_must_be_said(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """A day that is neither the one of the text's writing nor a person's has words, and where these are a date it is that one."""
    event, settled = mapped.valued.resolved.event, mapped.valued.resolved.settled
    if event.entry_date is None or any(fact.entry_date is not None for fact in settled):
        return
    if event.date_quote is None:
        says = f"The text has no words for the day {event.entry_date}."
    elif _may_say(event.date_quote.text, event.entry_date):
        return
    else:
        says = f"The day {event.entry_date} does not stand in “{event.date_quote.text}”."
    yield Finding(Problem.UNTRACED_NUMBER, says, "State the day yourself (revise), or draft the text again.")


def _may_say(words: str, day: date) -> bool:
    """Words without a date ("yesterday", "month end") may say any day; '10/2' leaves open which number is the month."""
    months = [int(number) for match in _NUMERIC.finditer(words) for number in match.groups() if number]
    months += [MONTHS.index((match["month"] or match["first"]).lower()) + 1 for match in _NAMED.finditer(words)]
    if not months and not _ORDINAL.search(words):
        return True
    return day.day in map(int, re.findall(r"\d+", words)) and (not months or day.month in months)
