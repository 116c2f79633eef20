"""A draft's reading to its facts: name, value in words, the words of the text it was read from, and how it was settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.draft import Draft
from assistant.books.event import ResolvedEvent
from assistant.books.numerals import numerals
from assistant.books.proposal import (
    Event,
    GoodsSaid,
    Quantity,
    QuantityPart,
    QuantityRelation,
    Quote,
    RecoverySaid,
    Value,
    ValueRelation,
)
from assistant.books.quantity import format_quantity
from assistant.books.question import Settled

NAMED = "named in the text"
WHOLE = "read from the text as a whole"


@dataclass(frozen=True, slots=True)
class Fact:
    """`rule` says how the value was settled where that is not the words alone; it may be empty, as may the quote."""

    name: str
    value: str
    quote: Quote | None = None
    rule: str = ""


def facts_of(draft: Draft) -> tuple[Fact, ...]:
    """What was read, in the order of a sentence; then what people settled since."""
    event, resolved = draft.event, draft.entry.valued.resolved if draft.entry else None
    if event is None:
        return ()
    page = _Page(draft.text, resolved)
    return (
        Fact("kind", event.kind.value, event.kind_quote, "" if event.kind_quote else WHOLE),
        page.reason(event),
        *page.of_event(event),
        *(fact for n, said in enumerate(event.goods, 1) for fact in page.of_goods(n, said)),
        *(page.recovery(said) for said in event.recoveries),
        *(Fact("account", f"{line.side.value} {line.words}", line.quote, NAMED) for line in event.lines if line.quote),
        *(fact for settled in draft.settled for fact in _of_settled(settled)),
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """A text, to find words in that the reading did not quote; and what its event was resolved to, where it was."""

    text: str
    resolved: ResolvedEvent | None

    def reason(self, event: Event) -> Fact:
        """A reversal keeps the reason of the entry it reverses."""
        if self.resolved is not None and self.resolved.reverses is not None:
            earlier = self.resolved.reverses
            return Fact("reason", earlier.reason.value, event.reason_quote, f"the reason of {earlier.number}")
        return Fact("reason", event.reason.value, event.reason_quote, "" if event.reason_quote else WHOLE)

    def of_event(self, event: Event) -> Iterator[Fact]:
        resolved = self.resolved
        if resolved is not None:
            yield Fact("date", resolved.entry_date.isoformat(), resolved.event.date_quote, resolved.date_because)
        elif event.entry_date is not None:
            yield Fact("date", event.entry_date.isoformat(), event.date_quote)
        if event.cause is not None:
            yield Fact("cause", event.cause.value, event.cause_quote, "" if event.cause_quote else WHOLE)
        if event.use is not None:
            yield Fact("use", event.use.value, self._words(event.use_words), event.use_words or WHOLE)
        if event.value is not None:
            yield self._value("amount", event.value)
        if resolved is not None and resolved.inventory is not None:
            yield Fact("inventory", resolved.inventory.account, rule=resolved.inventory.because)
        if event.against_allowance is not None:
            yield Fact("against_allowance", "yes", event.against_allowance)
        if event.entry is not None:
            found = resolved.reverses.number if resolved and resolved.reverses else event.entry.ref or event.entry.words
            words = event.entry.quote or self._words(event.entry.ref) or self._words(event.entry.words)
            yield Fact("entry", found, words, "" if words else WHOLE)

    def of_goods(self, n: int, said: GoodsSaid) -> Iterator[Fact]:
        """A line of goods: the item its words were found to mean, how many, where, and the values stated for it."""
        found = [goods for goods in self.resolved.goods if goods.said == n - 1] if self.resolved else []
        items = ", ".join(dict.fromkeys(goods.item for goods in found))
        because = " ".join(dict.fromkeys(goods.because for goods in found))
        words = said.quote or self._words(said.words)
        yield Fact(f"goods {n}", items or said.words, words, because)
        if said.quantity is not None:
            yield self._quantity(f"goods {n} quantity", said.quantity, words)
        if said.place:
            yield Fact(f"goods {n} place", said.place, said.place_quote or self._words(said.place))
        for value in said.stated:
            yield self._value(f"goods {n} stated value", value)
        if said.nrv is not None:
            yield self._value(f"goods {n} will bring", said.nrv)
        if said.cost_to_sell is not None:
            yield self._value(f"goods {n} cost to sell", said.cost_to_sell)

    def recovery(self, said: RecoverySaid) -> Fact:
        words = said.quote or (said.value.quote if said.value else None) or self._words(said.party)
        return Fact("recovery", _recovery(said), words, "" if words else WHOLE)

    def _quantity(self, name: str, quantity: Quantity, near: Quote | None) -> Fact:
        """A singular says one without a number: its words are those of the goods."""
        numbers = [part.number for part in quantity.parts]
        words = quantity.quote or (self._number(numbers[0], near) if numbers else None)
        if words is None and numbers == [1]:
            return Fact(name, quantity_in_words(quantity), near, "one, as it is said in the singular")
        return Fact(name, quantity_in_words(quantity), words, "" if words else WHOLE)

    def _value(self, name: str, value: Value) -> Fact:
        words = value.quote or (self._number(value.amount, None) if value.amount is not None else None)
        return Fact(name, in_words(value), words, "" if words else WHOLE)

    def _number(self, number: Decimal, near: Quote | None) -> Quote | None:
        """The number where the text first states it, in the words of its goods if it stands there."""
        stated = [found for found in numerals(self.text) if found.value == number]
        if near is not None:
            stated.sort(key=lambda found: not near.start <= found.start < near.end)
        return Quote(self.text[stated[0].start : stated[0].end], stated[0].start, stated[0].end) if stated else None

    def _words(self, words: str) -> Quote | None:
        """The words where the text has them, however they are capitalised."""
        start = self.text.lower().find(words.lower()) if words else -1
        end = start + len(words)
        return Quote(self.text[start:end], start, end) if start >= 0 and self.text[start:end].lower() == words.lower() else None


def _of_settled(settled: Settled) -> Iterator[Fact]:
    told = {
        "item": settled.item,
        "quantity": settled.quantity and quantity_in_words(settled.quantity),
        "goods": settled.goods and ", ".join(_line_in_words(said) for said in settled.goods),
        "place": settled.place,
        "date": settled.entry_date and settled.entry_date.isoformat(),
        "reason": settled.reason,
        "kind": settled.kind,
        "amount": settled.amount and in_words(settled.amount),
        "nrv": settled.nrv and in_words(settled.nrv),
        "recovery": settled.recovery and _recovery(settled.recovery),
        "supplier": settled.supplier,
        "entry": settled.entry,
        "account": settled.account,
        "note": settled.note,
        "sub-reason": settled.sub_reason,
        "class": settled.klass,
    }
    for name, value in told.items():
        if value is not None:
            yield Fact(name, str(value), rule=" ".join(["settled by a person:", settled.words or "revised"]))


def _line_in_words(said: GoodsSaid) -> str:
    """'12 mugs @ Store', of a line that a person stated."""
    number = f"{quantity_in_words(said.quantity)} " if said.quantity is not None else ""
    return f"{number}{said.words}" + (f" @ {said.place}" if said.place else "")


def _recovery(said: RecoverySaid) -> str:
    words = [said.source.value, said.status.value]
    if said.value is not None:
        words.append(in_words(said.value))
    if said.party:
        words.append(f"({said.party})")
    return " ".join(words)


def quantity_in_words(quantity: Quantity) -> str:
    """'3 case of 24 and 6', 'all but 3', 'counted 233, booked 240', 'half' as '50%'."""
    parts = " and ".join(_part(part) for part in quantity.parts)
    match quantity.relation:
        case QuantityRelation.EXACTLY:
            return parts
        case QuantityRelation.ALL_BUT:
            return f"all but {parts}"
        case QuantityRelation.SHARE:
            return f"{_percent(quantity.share)} of what is on hand"
        case QuantityRelation.COUNTED:
            booked = " and ".join(_part(part) for part in quantity.booked)
            return f"counted {parts}" + (f", booked {booked}" if booked else "")
        case QuantityRelation.OVER:
            return f"{parts} more than booked"
        case QuantityRelation.ALL:
            return f"all {parts}".strip()
        case QuantityRelation.SOME:
            return "some"


def _part(part: QuantityPart) -> str:
    words = [format_quantity(part.number)]
    if part.unit:
        words.append(part.unit)
    if part.per is not None:
        words.append(f"of {format_quantity(part.per)}")
    return " ".join(words)


def _percent(share: Decimal | None) -> str:
    return f"{format_quantity(round(share * 100, 4))}%" if share is not None else "a share"


def in_words(value: Value) -> str:
    """'2,400.00 USD', '4.15 each', '60% of cost', 'cost less 500.00'."""
    amount = f"{value.amount:,f}{' ' + value.currency if value.currency else ''}" if value.amount is not None else ""
    share = _percent(value.share)
    words = {
        ValueRelation.TOTAL: amount,
        ValueRelation.EACH: f"{amount} each",
        ValueRelation.SHARE_OF_COST: f"{share} of cost",
        ValueRelation.LESS_SHARE_OF_COST: f"cost less {share}",
        ValueRelation.COST_LESS: f"cost less {amount}",
        ValueRelation.COST_OF_UNITS: f"the cost of {amount}",
        ValueRelation.FULL_COST: "full cost",
        ValueRelation.COUNTED_TOTAL: f"counted at {amount}",
    }
    return words[value.relation]
