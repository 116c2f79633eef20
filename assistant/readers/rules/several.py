"""One event whose text states several amounts, each of an inventory of its own, to one event each."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.books.proposal import Event, Role, ValueRelation
from assistant.books.reasons import Kind
from assistant.readers.rules.amounts import AmountSaid
from assistant.readers.rules.blocks import Sentence
from assistant.readers.rules.categories import category_of, inventory_line
from assistant.readers.rules.facts import Facts, within
from assistant.readers.rules.groups import Group


def apart(facts: Facts, group: Group, event: Event) -> tuple[Event, ...]:
    """'TOL inv 412.60 / KNX inv 96.15' is two losses; an amount that is the sum of the others, or repeats one, is none."""
    whole = event.value
    plain = event.kind is Kind.WRITE_OFF and not event.recoveries and not any(goods.quantity for goods in event.goods)
    if whole is None or whole.relation is not ValueRelation.TOTAL or not plain:
        return (event,)
    amounts = _own([amount for amount in within(facts.amounts, group.sentences) if not amount.each])
    if len(amounts) < 2:
        return (event,)
    events = tuple(_of(facts, event, amounts, index, group.sentences) for index in range(len(amounts)))
    return events if all(one.goods or _inventory(one) for one in events) else (event,)


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
    lines = tuple(said for said in event.lines if said.role is not Role.INVENTORY) + ((line,) if line else ())
    return replace(event, value=amount.value(facts.page.raw), goods=(category,) if category else (), lines=lines)


def _inventory(event: Event) -> bool:
    return any(line.role is Role.INVENTORY for line in event.lines)
