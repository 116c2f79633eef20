"""One event whose text states several amounts, each of an inventory of its own, to one event each."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assistant.books.proposal import Event, Role, Value, ValueRelation
from assistant.books.reasons import Kind
from assistant.patterns import regex
from assistant.readers.rules.amounts import AmountSaid, is_part
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.categories import category_of, inventory_line
from assistant.readers.rules.facts import Facts, within
from assistant.readers.rules.groups import Group
from assistant.readers.rules.scan import quote
from assistant.readers.rules.signals import the_reason


def apart(facts: Facts, group: Group, event: Event) -> tuple[Event, ...]:
    """'TOL inv 412.60 / KNX inv 96.15' is two losses; an amount that is the sum of the others, or repeats one, is none."""
    whole = event.value
    plain = event.kind is Kind.WRITE_OFF and not any(goods.quantity for goods in event.goods)
    if whole is None or whole.relation is not ValueRelation.TOTAL or not plain:
        return (event,)
    borne = {found.value.amount for found in event.recoveries if found.value is not None}
    told = [a for a in within(facts.amounts, group.sentences) if not a.each and a.amount not in borne]
    amounts = _own(without_wholes(facts.page.low, told))
    if len(amounts) < 2:
        return (event,)
    events = tuple(_of(facts, event, amounts, index, group.sentences) for index in range(len(amounts)))
    if not all(one.goods or _inventory(one) for one in events):
        return (event,)
    if not facts.stock.goods and _is_sum(facts.page.low, amounts):
        return (_summed(facts, event, events, amounts),)
    return (event,) if event.recoveries else events


def without_wholes(low: str, amounts: Sequence[AmountSaid]) -> list[AmountSaid]:
    """Without those of which a later one is the part that is meant: 'KES 900 of books, of which 400 got wet'."""
    return [
        amount
        for index, amount in enumerate(amounts)
        if not any(
            later.amount < amount.amount and _STOP.search(low, amount.end, later.start) is None and is_part(low, later)
            for later in amounts[index + 1 :]
        )
    ]


_STOP = regex(r"[.!?](?:\s|\Z)|\n")


def _is_sum(low: str, amounts: Sequence[AmountSaid]) -> bool:
    """'$180 of dairy plus $140 of eggs': one loss, whose parts are told with nothing but their goods between them."""
    return all(_PLUS.fullmatch(low, first.end, second.start) for first, second in pairwise(amounts))


_PLUS = regex(r"\s*(?:worth )?of [a-z' -]{2,40}?(?:,? ?(?:\bplus\b|\band\b|&|\+)|,)\s*(?:about |another |also )*")


def _summed(facts: Facts, event: Event, events: Sequence[Event], amounts: Sequence[AmountSaid]) -> Event:
    """The event of all the amounts, of the goods of each."""
    said = quote(facts.page.raw, amounts[0].start, amounts[-1].end)
    value = Value(ValueRelation.TOTAL, sum((a.amount for a in amounts), Decimal(0)), amounts[0].currency, quote=said)
    return replace(event, value=value, goods=tuple(goods for one in events for goods in one.goods))


def _own(amounts: Sequence[AmountSaid]) -> list[AmountSaid]:
    values = [amount.amount for amount in amounts]
    total = sum(values, Decimal(0))
    kept = [amount for amount in amounts if len(values) < 3 or amount.amount * 2 != total]
    return [amount for index, amount in enumerate(kept) if amount.amount not in {other.amount for other in kept[:index]}]


def _of(facts: Facts, event: Event, amounts: Sequence[AmountSaid], index: int, sentences: Sequence[Sentence]) -> Event:
    """The event of one amount: goods and inventory named behind it, else before it."""
    amount = amounts[index]
    sentence = next(s for s in sentences if s.start <= amount.start < s.end)
    before = amounts[index - 1].end if index else sentence.start
    behind = amounts[index + 1].start if index + 1 < len(amounts) else sentence.end
    category = category_of(facts, amount, [replace(sentence, start=max(sentence.start, before), end=min(sentence.end, behind))])
    stretch = [replace(sentence, start=max(sentence.start, before), end=amount.end)]
    line = inventory_line(facts, stretch)
    event = _because(facts, event, _clause(facts, sentence, amounts, index))
    lines = tuple(said for said in event.lines if said.role is not Role.INVENTORY) + ((line,) if line else ())
    return replace(event, value=amount.value(facts.page.raw), goods=(category,) if category else (), lines=lines)


def _clause(facts: Facts, sentence: Sentence, amounts: Sequence[AmountSaid], index: int) -> Sentence:
    """What is said of one amount: between the joints of the sentence that part it from the amounts beside it."""
    low, start, end = facts.page.low, sentence.start, sentence.end
    before = amounts[index - 1] if index and amounts[index - 1].start >= start else None
    if before and (joint := _JOINT.search(low, before.end, amounts[index].start)):
        start = joint.start()
    if index + 1 < len(amounts) and (joint := _JOINT.search(low, amounts[index].end, min(end, amounts[index + 1].start))):
        end = joint.start()
    return replace(sentence, start=start, end=end)


_JOINT = regex(r";|,?\s(?:and|but|while|plus)\s|,\s")


def _because(facts: Facts, event: Event, clause: Sentence) -> Event:
    """The event with the reason and cause that the clause of its amount gives, where it gives a reason of its own."""
    reason = the_reason(within(facts.reasons, [clause]))
    if reason is None or reason.meaning is event.reason or event.use is not None:
        return event
    cause = next(iter(within(facts.causes, [clause])), None)
    raw = facts.page.raw
    return replace(
        event,
        reason=reason.meaning,
        reason_quote=reason.quote(raw),
        cause=cause.meaning if cause else None,
        cause_quote=cause.quote(raw) if cause else None,
    )


def _inventory(event: Event) -> bool:
    return any(line.role is Role.INVENTORY for line in event.lines)
