"""What no fact of a text's events accounts for: numbers, goods, amounts, reasons. Each may be a loss that was missed."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from assistant.books.numerals import Numeral
from assistant.books.proposal import Event, GoodsSaid, Quote
from assistant.books.reasons import Kind, Reason
from assistant.patterns import regex
from assistant.readers.rules.facts import Facts
from assistant.readers.rules.scan import Span, phrases
from assistant.readers.rules.sparing import spared_mention
from assistant.readers.rules.tables import losses, spared
from assistant.readers.rules.tables.nouns import NOT_COUNTED

_CORRECTING = regex(
    r"\b(?:sorry|wait|oops|scratch that|strike that|correction|i mean|i meant|make that|my mistake|my bad|hang on|hold on|"
    r"actually|rather|or (?:was|is) it|not \d+)\b"
)
_SPARING = phrases([*spared.NOT_THESE, *spared.LEFT])
_BEHIND = regex(r"[\s-]*([a-z']+)")
_LABEL = regex(
    r"(?:#|\bno\.?|\bnumber|\bphase|\bround|\bday|\bweek|\bshift|\btop|\bstep|\bgen|\b(?:ias|ifrs|asc|ref\.?|all|other|"
    r"remaining|of|of the|of those|of our|these|those|total of|the (?:full|whole|other|remaining|last))) ?\Z|[\w/-]\Z|\n\s*\(?\Z"
)
_CODE = regex(r"[\w/-]\w|[.)] |s\b| (?:for (?:the books?|you|today)|write[- ]?offs?|adjustments?|entries)\b")


@dataclass(frozen=True, slots=True)
class Unread:
    """What no fact came of. `corrected`, `spares`: the text takes something back, or leaves goods out; easily misread."""

    numbers: int = 0
    goods: int = 0
    amounts: int = 0
    reasons: int = 0
    guessed: int = 0
    corrected: bool = False
    spares: bool = False
    asks: bool = False


def unread(facts: Facts, events: Sequence[Event]) -> Unread:
    """What is left of the facts of a text once its events are told."""
    read = _Read([Span(said.start, said.end) for event in events for said in quotes_in(event)])
    low = facts.page.low
    return Unread(
        numbers=sum(1 for _ in _numbers(facts, events, read)),
        goods=sum(1 for _ in _goods(facts, events, read)),
        amounts=sum(1 for _ in _amounts(facts, events, read)),
        reasons=_reasons(facts, events, read),
        guessed=sum(1 for event in events if _is_guessed(event)),
        corrected=bool(_CORRECTING.search(low)),
        spares=_SPARING.search(low) is not None,
        asks="?" in low,
    )


class _Read:
    """Stretches of the text that facts were read from."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]

    def holds(self, place: int) -> bool:
        return any(span.end > place for span in self._spans[: bisect_right(self._starts, place)])


def _numbers(facts: Facts, events: Sequence[Event], read: _Read) -> Iterator[Numeral]:
    """Numbers of no day, amount, paper or name that stand in no fact, and do not say one again or add some up."""
    named = [Span(*piece) for mention in facts.mentions for piece in mention.pieces]
    told = _told(events)
    for number in facts.numbers:
        if read.holds(number.start) or number in facts.borne or any(span.holds(number.start) for span in named):
            continue
        if number.value in told or (number.value == 1 and number.spelled) or _counts_no_goods(facts.page.low, number):
            continue
        if any(m.start <= number.start < m.end and spared_mention(facts, m) for m in facts.mentions):
            continue
        yield number


def _told(events: Sequence[Event]) -> set[Decimal]:
    """The quantities that the facts hold, each event's together, and what a case holds."""
    told: set[Decimal] = set()
    for event in events:
        parts = [part for goods in event.goods if goods.quantity for part in (*goods.quantity.parts, *goods.quantity.booked)]
        told |= {part.number for part in parts} | {part.per for part in parts if part.per is not None}
        told.add(sum((part.number for part in parts), Decimal(0)))
    return told


def _counts_no_goods(low: str, number: Numeral) -> bool:
    behind = _BEHIND.match(low, number.end)
    before = "\n" + low[max(0, number.start - 16) : number.start]
    labelled = _LABEL.search(before) or _CODE.match(low, number.end)
    return bool(labelled or (behind and behind[1] in NOT_COUNTED))


def _goods(facts: Facts, events: Sequence[Event], read: _Read) -> Iterator[object]:
    """Goods on file that are named, are not said to be fine, and are none of the events'."""
    meant = [facts.stock.fitting(goods.words) for event in events for goods in event.goods if goods.words]
    reversing = any(event.kind is Kind.REVERSAL for event in events)
    for mention in facts.mentions if not reversing else ():
        if not mention.named or mention.attribute or read.holds(mention.start):
            continue
        fits = facts.stock.fitting(mention.words)
        telling = mention.quantity is not None or (" " in mention.words and facts.stock.weight(mention.words) >= _TELLING)
        if fits and telling and not any(fits & others for others in meant) and not spared_mention(facts, mention):
            yield mention


_TELLING = 2.5  # weight from which words without a number surely name goods


def _amounts(facts: Facts, events: Sequence[Event], read: _Read) -> Iterator[object]:
    """Amounts that are no value, cost, fee or recovery of an event, and repeat none."""
    told = {found for event in events for found in _values_in(event)}
    for amount in facts.amounts:
        if not read.holds(amount.start) and amount.amount not in told:
            yield amount


def _values_in(event: Event) -> Iterator[Decimal]:
    lines: Iterable[GoodsSaid] = event.goods
    said = [event.value, *(found.value for found in event.recoveries)]
    said += [value for goods in lines for value in (*goods.stated, goods.nrv, goods.cost_to_sell)]
    for value in said:
        if value is not None and value.amount is not None:
            yield value.amount


def _reasons(facts: Facts, events: Sequence[Event], read: _Read) -> int:
    """How many reasons that someone's act or the law decides are told beside those of the events."""
    told = {event.reason for event in events}
    other = {s.meaning for s in facts.reasons if not s.weak and s.meaning in losses.DECIDING and not read.holds(s.start)}
    return len(other - told)


def _is_guessed(event: Event) -> bool:
    """No words of the text stand for why the goods left: it was guessed, or is none in particular."""
    grounded = event.reason_quote or event.cause_quote or event.use_words
    told_by_none = event.reason in (Reason.LOST, Reason.OTHER, Reason.OBSOLETE)
    return event.kind in (Kind.WRITE_OFF, Kind.COUNT_ADJUSTMENT) and not grounded and not told_by_none


def quotes_in(value: object) -> Iterator[Quote]:
    """Every quote that a fact carries, however deep; the quote of a whole event left out."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from quotes_in(one)
    else:
        for name in _parts(type(value)):  # type: ignore[arg-type]
            if (part := getattr(value, name)) is not None:
                yield from quotes_in(part)


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a fact that may hold quotes: not its words and numbers, nor the quote of a whole event."""
    if not is_dataclass(kind):
        return ()
    held = (field.name for field in fields(kind) if field.type not in (str, bool, int, Decimal, date))
    return tuple(name for name in held if not (kind is Event and name == "quote"))
