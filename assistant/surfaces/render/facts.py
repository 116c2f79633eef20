"""A draft's reading to its facts: name, value in words, the words of the text it was read from, and how it was settled."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.draft import Draft
from assistant.books.event import ResolvedEvent
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
    return (
        Fact("kind", event.kind.value, event.kind_quote),
        Fact("reason", event.reason.value, event.reason_quote),
        *_of_event(event, resolved),
        *(fact for n, said in enumerate(event.goods, 1) for fact in _of_goods(n, said, resolved)),
        *(Fact("recovery", _recovery(said), said.quote) for said in event.recoveries),
        *(Fact("account", f"{line.side.value} {line.words}", line.quote, NAMED) for line in event.lines if line.quote),
        *(fact for settled in draft.settled for fact in _of_settled(settled)),
    )


def _of_event(event: Event, resolved: ResolvedEvent | None) -> Iterator[Fact]:
    if resolved is not None:
        yield Fact("date", resolved.entry_date.isoformat(), resolved.event.date_quote, resolved.date_because)
    elif event.entry_date is not None:
        yield Fact("date", event.entry_date.isoformat(), event.date_quote)
    if event.cause is not None:
        yield Fact("cause", event.cause.value, event.cause_quote)
    if event.use is not None:
        yield Fact("use", event.use.value, rule=event.use_words)
    if event.value is not None:
        yield Fact("amount", in_words(event.value), event.value.quote)
    if resolved is not None and resolved.inventory is not None:
        yield Fact("inventory", resolved.inventory.account, rule=resolved.inventory.because)
    if event.against_allowance is not None:
        yield Fact("against_allowance", "yes", event.against_allowance)
    if event.entry is not None:
        found = resolved.reverses.number if resolved and resolved.reverses else event.entry.ref or event.entry.words
        yield Fact("entry", found, event.entry.quote)


def _of_goods(n: int, said: GoodsSaid, resolved: ResolvedEvent | None) -> Iterator[Fact]:
    """A line of goods: the item its words were found to mean, how many, where, and the values stated for it."""
    found = [goods for goods in resolved.goods if goods.said == n - 1] if resolved else []
    items = ", ".join(dict.fromkeys(goods.item for goods in found))
    because = " ".join(dict.fromkeys(goods.because for goods in found))
    yield Fact(f"goods {n}", items or said.words, said.quote, because)
    if said.quantity is not None:
        yield Fact(f"goods {n} quantity", quantity_in_words(said.quantity), said.quantity.quote)
    if said.place:
        yield Fact(f"goods {n} place", said.place, said.place_quote)
    for value in said.stated:
        yield Fact(f"goods {n} stated value", in_words(value), value.quote)
    if said.nrv is not None:
        yield Fact(f"goods {n} will bring", in_words(said.nrv), said.nrv.quote)
    if said.cost_to_sell is not None:
        yield Fact(f"goods {n} cost to sell", in_words(said.cost_to_sell), said.cost_to_sell.quote)


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
