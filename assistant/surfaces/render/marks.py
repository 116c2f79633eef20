"""A text and the facts read from it to its pieces: which words each fact was read from, where quotes overlap too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.books.proposal import Quote
from assistant.surfaces.render.facts import Fact


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. `facts` are the numbers of those read from it, `begins` and `ends` those whose words begin or end
    with it. `aside`: it is of another event than the one shown."""

    words: str
    facts: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    aside: bool = False


def quoted(text: str, facts: Sequence[Fact]) -> Mapping[int, Quote]:
    """The facts, numbered from 1, whose words stand in the text where they are said to."""
    return {
        n: fact.quote
        for n, fact in enumerate(facts, 1)
        if fact.quote is not None and fact.quote.text and text[fact.quote.start : fact.quote.end] == fact.quote.text
    }


def pieces(text: str, facts: Sequence[Fact], own: Quote | None = None) -> tuple[Piece, ...]:
    """The text in its order, cut where the words of a fact begin or end; `own` is the part of it that is the event shown."""
    quotes = quoted(text, facts)
    event = own if own is not None and text[own.start : own.end] == own.text else Quote(text, 0, len(text))
    stretches = (event, *quotes.values())
    cuts = sorted({0, len(text), *(quote.start for quote in stretches), *(quote.end for quote in stretches)})
    return tuple(
        Piece(
            words=text[start:end],
            facts=tuple(n for n, quote in quotes.items() if quote.start <= start and end <= quote.end),
            begins=tuple(n for n, quote in quotes.items() if quote.start == start),
            ends=tuple(n for n, quote in quotes.items() if quote.end == end),
            aside=not event.start <= start < event.end,
        )
        for start, end in pairwise(cuts)
    )
