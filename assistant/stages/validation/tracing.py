"""Whether every number of the facts stands in the words it was read from, and those words in the text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry
from assistant.books.finding import Finding, Problem
from assistant.books.numerals import numbers_in
from assistant.books.proposal import Event, GoodsSaid, Quantity, Quote, Value
from assistant.books.question import Settled

EXACT_TO = Decimal("0.0001")  # a third of what is on hand is no finite decimal
ONE = Decimal(1)  # what a singular says without a number: "the dollhouse"


@dataclass(frozen=True, slots=True)
class Stated:
    """Numbers of one fact, with the words they were read from, where the reading kept these. Of a `countable` one a singular says
    1 without a number, unless its words say another; a number of the goods' own name (`words`: "6 ft ladder") says none."""

    fact: str
    numbers: tuple[Decimal, ...]
    quote: Quote | None
    countable: bool = False
    words: str = ""


def numbers_must_be_in_the_text(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """A number that no one stated is a reader's invention."""
    event, settled = mapped.valued.resolved.event, mapped.valued.resolved.settled
    for quote in dict.fromkeys(quotes_of(event)):
        if not stands(quote, text, settled):
            yield _untraced(f"“{quote.text}” does not stand in the text where the reading has it from.")
    for stated in stated_by(event):
        if not stated.numbers:
            continue
        said_in = stated.quote.text if stated.quote else " \n ".join((text, *(fact.words for fact in settled)))
        read = {_rounded(number) for number in numbers_in(said_in)}
        implied = stated.countable and not (stated.quote and read - {_rounded(number) for number in numbers_in(stated.words)})
        for number in stated.numbers:
            if number == ONE and implied:
                continue
            if _rounded(number) not in read and not (stated.quote and _settled_since(number, settled)):
                where = f"in “{stated.quote.text}”" if stated.quote else "anywhere in the text"
                yield _untraced(f"The {stated.fact} has the number {number:f}, which does not stand {where}.")
    if (reference := reference_of(event, settled)) and not _names(reference, text, event):
        yield _untraced(f"The entry {reference} is not named in the text.")


def _untraced(says: str) -> Finding:
    return Finding(Problem.UNTRACED_NUMBER, says, "State the fact yourself (revise), or draft the text again.")


def _names(reference: str, text: str, event: Event) -> bool:
    """The text has the number of the entry, or its last figures alone: "reverse 206"."""
    short = re.search(r"(?<=\D)\d{3,}\Z", reference)
    quoted = event.entry.quote.text if event.entry and event.entry.quote else ""
    return _letters(reference) in _letters(text) or (short is not None and quoted == short[0])


def stands(quote: Quote, text: str, settled: tuple[Settled, ...]) -> bool:
    """At its place in the text, or in the words of a person who settled something since."""
    return text[quote.start : quote.end] == quote.text or any(quote.text in fact.words for fact in settled)


def stated_by(event: Event) -> Iterator[Stated]:
    """Every number that the facts hold; what rules derive from them is not among these."""
    for goods in event.goods:
        yield from _of_goods(goods)
    if event.value is not None:
        yield _of_value("amount", event.value)
    for said in event.recoveries:
        if said.value is not None:
            yield _of_value("recovery", said.value)


def _of_goods(goods: GoodsSaid) -> Iterator[Stated]:
    if goods.quantity is not None:
        yield from _of_quantity(goods.words, goods.quantity)
    for value in (*goods.stated, *(found for found in (goods.nrv, goods.cost_to_sell) if found is not None)):
        yield _of_value(f"value of “{goods.words}”", value)


def _of_quantity(words: str, quantity: Quantity) -> Iterator[Stated]:
    """How many, in its own words; what a case holds and what the books showed may be said elsewhere in the text."""
    fact = f"quantity of “{words}”"
    share = () if quantity.share is None else (quantity.share,)
    yield Stated(fact, (*(part.number for part in quantity.parts), *share), quantity.quote, countable=True, words=words)
    beside = (*(part.per for part in (*quantity.parts, *quantity.booked)), *(part.number for part in quantity.booked))
    yield Stated(fact, tuple(number for number in beside if number is not None), None, countable=True)


def _of_value(fact: str, value: Value) -> Stated:
    numbers = tuple(number for number in (value.amount, value.share, value.booked) if number is not None)
    return Stated(fact, numbers, value.quote)


def quotes_of(event: Event) -> Iterator[Quote]:
    """The words of the facts that hold numbers, and of those that decide an account or a day."""
    goods = (quote for said in event.goods for quote in (said.quote, said.place_quote, said.quantity and said.quantity.quote))
    values = (
        value.quote
        for value in (
            event.value,
            *(value for said in event.goods for value in (*said.stated, said.nrv, said.cost_to_sell)),
            *(said.value for said in event.recoveries),
        )
        if value is not None
    )
    facts = (event.date_quote, event.cause_quote, event.reason_quote, event.kind_quote, event.against_allowance)
    recoveries = (quote for said in event.recoveries for quote in (said.quote, said.into_quote))
    lines = (line.quote for line in event.lines)
    yield from (quote for quote in (*goods, *values, *facts, *recoveries, *lines) if isinstance(quote, Quote))


def reference_of(event: Event, settled: tuple[Settled, ...]) -> str:
    """The number of the earlier entry as the reading states it, unless a person has named the entry since."""
    if event.entry is None or any(fact.entry for fact in settled):
        return ""
    return event.entry.ref


def _settled_since(number: Decimal, settled: tuple[Settled, ...]) -> bool:
    return any(_rounded(number) in {_rounded(one) for one in numbers_in(fact.words)} for fact in settled)


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(EXACT_TO).normalize()


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())
