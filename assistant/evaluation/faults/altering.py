"""What every fault is made of: a text as read, altered in one place, by chance that comes in as an argument."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Protocol, TypeVar

from assistant.books.client_books import ClientBooks
from assistant.books.numerals import Numeral, numerals
from assistant.books.proposal import Event, GoodsSaid, Proposal, Quote
from assistant.matching import Candidate, Candidates

One = TypeVar("One")


class Chance(Protocol):
    """A seeded generator: the same seed makes the same choices."""

    def choice(self, seq: Sequence[One], /) -> One: ...
    def sample(self, population: Sequence[One], k: int) -> list[One]: ...


@dataclass(frozen=True)
class Read:
    """A text, what the model read in it, and the client's books, for a fault to work on."""

    text: str
    proposal: Proposal
    books: ClientBooks
    chance: Chance

    @cached_property
    def numbers(self) -> tuple[Numeral, ...]:
        return numerals(self.text)

    @cached_property
    def goods_names(self) -> Candidates:
        return Candidates(Candidate(item.key, item.name) for item in self.books.stock)

    def shuffled(self, among: Sequence[One]) -> Iterator[tuple[int, One]]:
        """All of them with their places, in an order of chance."""
        for at in self.chance.sample(range(len(among)), len(among)):
            yield at, among[at]

    def quote(self, numeral: Numeral) -> Quote:
        return Quote(self.text[numeral.start : numeral.end], numeral.start, numeral.end)

    def some_words(self, event: Event) -> Quote:
        """Words of the text that a fault may claim to have read: those of the event's own facts, else its beginning."""
        known = event.reason_quote or event.kind_quote or next((goods.quote for goods in event.goods if goods.quote), None)
        if known is not None:
            return known
        end = self.text.find(" ", 12)
        return Quote(self.text[:end] if end > 0 else self.text, 0, end if end > 0 else len(self.text))

    def misread(self, number: Decimal) -> Decimal:
        """One digit off, or two swapped; never the number itself, and never nothing."""
        digits = f"{number:f}"
        places = [at for at, digit in enumerate(digits) if digit.isdigit()]
        found = {f"{digits[:at]}{other}{digits[at + 1 :]}" for at in places for other in "123456789"}
        found |= {f"{digits[:a]}{digits[b]}{digits[a + 1 : b]}{digits[a]}{digits[b + 1 :]}" for a, b in pairwise(places)}
        return self.chance.choice(sorted(other for one in found if (other := Decimal(one)) > 0 and other != number))


@dataclass(frozen=True, slots=True)
class Altered:
    """A reading with one fault; `text` where the fault is of the text itself."""

    proposal: Proposal
    text: str


Make = Callable[[Read], Altered | None]  # None: this reading has nothing that could go wrong so


@dataclass(frozen=True, slots=True)
class Fault:
    """A class of faults: its name, and how it is made of a reading; its docstring says what goes wrong."""

    make: Make

    @property
    def name(self) -> str:
        return self.make.__name__

    @property
    def says(self) -> str:
        return " ".join((self.make.__doc__ or "").split())


def with_event(read: Read, change: Callable[[Event], Event | None]) -> Altered | None:
    """One event changed: the first, in an order of chance, that can be."""
    for at, event in read.shuffled(read.proposal.events):
        changed = change(event)
        if changed is not None and changed != event:
            events = read.proposal.events
            return Altered(replace(read.proposal, events=(*events[:at], changed, *events[at + 1 :])), read.text)
    return None


def with_goods(read: Read, change: Callable[[GoodsSaid], GoodsSaid | None]) -> Altered | None:
    """One line of goods changed."""

    def of_event(event: Event) -> Event | None:
        for at, goods in read.shuffled(event.goods):
            changed = change(goods)
            if changed is not None and changed != goods:
                return replace(event, goods=(*event.goods[:at], changed, *event.goods[at + 1 :]))
        return None

    return with_event(read, of_event)
