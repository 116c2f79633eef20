"""What was read to the share of the text's words that it accounts for: low where much was said that no fact came of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal

from assistant.books.proposal import Event, Quote
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.scan import Claims, phrases
from assistant.readers.rules.tables import acts, losses
from assistant.readers.rules.tables.nouns import FILLERS, NOT_COUNTED, STOPS, UNITS

_NOTED = (
    *(phrases(table) for table in losses.REASONS.values()),
    phrases(acts.WRITE_OFF),
    phrases(acts.WRITE_DOWN),
    phrases(acts.COUNT),
)


def share_understood(facts: Facts, events: Sequence[Event]) -> Decimal:
    """Of the words that carry something, how many stand in a fact; two decimals."""
    told = [
        (said.start, said.end)
        for event in events
        for said in quotes_in(event)
        if said.end - said.start < len(facts.page.raw) // 2 + 40
    ]
    told += [(mention.start, mention.end) for mention in facts.mentions]
    told += [(match.start(), match.end()) for pattern in _NOTED for match in pattern.finditer(facts.page.low)]
    whole = {
        (s.start, s.end)
        for event in events
        if event.quote
        for s in facts.page.sentences
        if (s.start, s.end) == (event.quote.start, event.quote.end)
    }
    known = Claims(len(facts.page.raw))
    for start, end in told:
        if (start, end) not in whole:
            known.take(start, end)
    words = [
        t
        for t in facts.tokens
        if t.is_word and len(t.low) > 2 and t.low not in STOPS | FILLERS and t.low not in UNITS and t.low not in NOT_COUNTED
    ]
    if not words:
        return Decimal(1)
    taken = [
        token for token in words if not known.free(token.start, token.start + 1) or not facts.claims.free(token.start, token.end)
    ]
    return (Decimal(len(taken)) / len(words)).quantize(Decimal("0.01"))


def quotes_in(value: object) -> Iterator[Quote]:
    """Every quote that a fact carries, however deep; the quote of a whole event left out."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from quotes_in(one)
    elif is_dataclass(value):
        for field in fields(value):
            if not (isinstance(value, Event) and field.name == "quote"):
                yield from quotes_in(getattr(value, field.name))


_ANY_WORD = re.compile(r"[^\W\d_]{2,}")


def has_words(low: str) -> bool:
    """Some word at all: not an empty text, numbers alone, or pictures."""
    return bool(_ANY_WORD.search(low))
