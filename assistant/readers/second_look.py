"""A reading to the same reading, held against its text once more by simpler means than it was read: what its confidence rests on.

Two things are looked at, whoever read. How clearly the words of each event speak for its reason: the weights of
rules/weights.py know no phrases, so that they err elsewhere than the readers do. And what the text states and no fact has: its
numbers, amounts and days that stand in no quote and repeat none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Protocol

from assistant.books.numerals import numbers_in, numerals
from assistant.books.proposal import Event, Proposal, Quote, ReadingContext, Unclaimed
from assistant.books.reasons import Kind
from assistant.patterns import regex
from assistant.readers.rules.weights import weights

MOST_TOLD = 80  # characters; a longer quote is a passage, not the words of one fact
EXACT_TO = Decimal("0.0001")
HUNDREDTH = Decimal("0.01")

_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_DAY = regex(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?\b"
    rf"|\b(?:{_MONTHS}|(?:nov|dec)(?:ember)?)\b|\byesterday\b|\b(?:last|this|past) (?:week|month|night|quarter|year|\w+day)\b"
    r"|\b\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?\b|\b(?:month|quarter)[ -]end\b|\b\d{1,2}(?:st|nd|rd|th)\b|\bago\b",
    re.IGNORECASE,
)
_MONEY_BEFORE = regex(r"(?:[$€£¥₹]|\b(?:usd|eur|gbp|cad|aud|nzd|sgd|kes|inr|jpy|chf|rs|ksh))\.?\s?\Z", re.IGNORECASE)
_MONEY_BEHIND = regex(
    r"\s?(?:[$€£¥₹]|(?:usd|eur|gbp|cad|aud|nzd|sgd|kes|inr|jpy|chf|yen|euros?|dollars?|bucks|quid|pounds?)\b)", re.IGNORECASE
)
_CLOCK = regex(r":\d\d|\s?[ap]\.?m\b", re.IGNORECASE)
_LABEL = regex(r"[A-Za-z#_-]\Z|\d:\Z")  # BK-54, #3, 10:30


class Reader(Protocol):
    @property
    def name(self) -> str: ...
    def interpret(self, text: str, context: ReadingContext) -> Proposal: ...


@dataclass(frozen=True)
class SecondLook:
    """A reader whose readings are looked over."""

    reader: Reader

    @property
    def name(self) -> str:
        return self.reader.name

    def interpret(self, text: str, context: ReadingContext) -> Proposal:
        return looked_over(self.reader.interpret(text, context), text)


def looked_over(proposal: Proposal, text: str) -> Proposal:
    """The same facts, with `Event.lead` and `Proposal.unclaimed` as they now come out."""
    if not proposal.events:
        return proposal
    events = tuple(replace(event, lead=lead_of(event, proposal, text)) for event in proposal.events)
    return replace(proposal, events=events, unclaimed=unclaimed(proposal, text))


def lead_of(event: Event, proposal: Proposal, text: str) -> Decimal | None:
    """By how much the words of the event point to its reason, or to the use of its goods, before any other; negative where they
    point elsewhere. None for kinds that follow from more than why goods left."""
    if event.kind is not Kind.WRITE_OFF:
        return None
    start, end = (event.quote.start, event.quote.end) if event.quote and len(proposal.events) > 1 else (0, len(text))
    low = text[start:end].lower()
    left_out = [quote.text for quote in (*proposal.instructions, *proposal.declined_quotes)]
    left_out += [words for goods in event.goods for words in (goods.quote.text if goods.quote else "", goods.words)]
    for words in left_out:
        low = low.replace(words.lower(), " ") if words else low
    scores = weights().scores(low)
    label = event.use.value if event.use is not None else event.reason.value
    if label not in scores:  # `other` has no examples: whatever the words point to, it is not this
        return Decimal(str(-max(scores.values()))).quantize(HUNDREDTH)
    return Decimal(str(scores[label] - max(score for other, score in scores.items() if other != label))).quantize(HUNDREDTH)


def unclaimed(proposal: Proposal, text: str) -> Unclaimed:
    """How many numbers, amounts and days of the text stand in no quote and are none that the facts have."""
    taken = bytearray(len(text) + 1)
    told: set[Decimal] = set()
    for quote in quotes_in((*proposal.events, *proposal.declined_quotes, *proposal.instructions)):
        start, end = max(quote.start, 0), min(quote.end, len(text))
        taken[start:end] = b"\1" * max(end - start, 0)
        if len(quote.text) < MOST_TOLD:
            told |= {_rounded(number) for number in numbers_in(quote.text)}
    days = list(_DAY.finditer(text))
    left = sum(1 for day in days if not any(taken[day.start() : day.end()]))
    for day in days:
        taken[day.start() : day.end()] = b"\1" * (day.end() - day.start())
    numbers = amounts = 0
    for numeral in numerals(text):
        if any(taken[numeral.start : numeral.end]) or _rounded(numeral.value) in told:
            continue
        before, behind = text[max(0, numeral.start - 6) : numeral.start], text[numeral.end : numeral.end + 12]
        if _MONEY_BEFORE.search(before) or _MONEY_BEHIND.match(behind):
            amounts += 1
        elif not (_LABEL.search(before) or _CLOCK.match(behind) or (numeral.spelled and numeral.value == 1)):
            numbers += 1
    return Unclaimed(numbers, amounts, left)


def quotes_in(value: object) -> Iterator[Quote]:
    """Every quote that the facts carry, however deep; that of an event as a whole left out."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from quotes_in(one)
    elif is_dataclass(value):
        for field in fields(value):
            if not (isinstance(value, Event) and field.name == "quote"):
                yield from quotes_in(getattr(value, field.name))


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(EXACT_TO).normalize()
