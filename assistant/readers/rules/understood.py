"""What was read to the share of the text that it accounts for, 0 to 1: low where much was said that no fact came of."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.books.proposal import Event
from assistant.patterns import regex
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.scan import Claims, phrases
from assistant.readers.rules.tables import acts, losses
from assistant.readers.rules.tables.nouns import FILLERS, NOT_COUNTED, STOPS, UNITS
from assistant.readers.rules.unread import Unread, quotes_in, unread

_NOTED = (
    *(phrases(table) for table in losses.REASONS.values()),
    phrases(acts.WRITE_OFF),
    phrases(acts.WRITE_DOWN),
    phrases(acts.COUNT),
    phrases([*acts.ALLOWANCE, *acts.RAISE, *acts.RELEASE]),
)


# What is left of the share for each thing that no fact came of, the likeliest to be a loss that was missed first.
LEFT_BY_GOODS, LEFT_BY_NUMBER, LEFT_BY_REASON, LEFT_BY_AMOUNT = Decimal("0.6"), Decimal("0.7"), Decimal("0.8"), Decimal("0.85")
LEFT_BY_GUESS = Decimal("0.75")
LEFT_BY_CORRECTION, LEFT_BY_QUESTION, LEFT_BY_SPARING = Decimal("0.9"), Decimal("0.9"), Decimal("0.95")
LEAST = Decimal("0.01")


def share_understood(facts: Facts, events: Sequence[Event]) -> Decimal:
    """Of the words that carry something, how many stand in a fact, less for what was left unread; two decimals, never 0."""
    left = unread(facts, events)
    return max((_share_of_words(facts, events) * _left_by(left)).quantize(LEAST), LEAST)


def _left_by(left: Unread) -> Decimal:
    share = Decimal(1)
    for times, left_by in (
        (left.goods, LEFT_BY_GOODS), (left.numbers, LEFT_BY_NUMBER), (left.guessed, LEFT_BY_GUESS),
        (left.reasons, LEFT_BY_REASON), (left.amounts, LEFT_BY_AMOUNT),
    ):  # fmt: skip
        share *= left_by**times
    for said, left_by in (
        (left.corrected, LEFT_BY_CORRECTION), (left.asks, LEFT_BY_QUESTION), (left.spares, LEFT_BY_SPARING),
    ):  # fmt: skip
        share *= left_by if said else 1
    return share


def _share_of_words(facts: Facts, events: Sequence[Event]) -> Decimal:
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
    return Decimal(len(taken)) / len(words)


_ANY_WORD = regex(r"[^\W\d_]{2,}")


def has_words(low: str) -> bool:
    """Some word at all: not an empty text, numbers alone, or pictures."""
    return bool(_ANY_WORD.search(low))
