"""Goods at their carrying cost, beside the values that the text states for them, to warnings where these differ."""

from collections.abc import Iterable
from decimal import Decimal

from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding, Warning
from assistant.books.money import Money, total
from assistant.books.proposal import Value, ValueRelation
from assistant.books.reasons import Kind
from assistant.stages.valuation.relief import Carried

ZERO = Decimal(0)


def stated_values_differ(goods: tuple[Carried, ...], resolved: ResolvedEvent, currency: str) -> tuple[Finding, ...]:
    """One warning a line of goods and one for the whole event at most; the entry keeps the carrying cost."""
    event = resolved.event
    findings: list[Finding] = []
    for index, said in enumerate(event.goods):
        findings += _first(_differing(said.stated, [line for line in goods if line.goods.said == index], currency))
    if event.value is not None and event.kind is not Kind.WRITE_DOWN:
        findings += _first(_differing((event.value,), list(goods), currency))
    return tuple(findings)


def _first(findings: Iterable[Finding]) -> Iterable[Finding]:
    return list(findings)[:1]


def _differing(stated: tuple[Value, ...], goods: list[Carried], currency: str) -> Iterable[Finding]:
    """Goods whose cost the text itself gave have nothing to differ from."""
    units = sum((abs(line.goods.quantity) for line in goods), ZERO)
    if not units or any(line.stated for line in goods):
        return
    cost = total((line.value for line in goods), currency)
    for value in stated:
        if value.amount is None or value.currency not in ("", currency):
            continue
        if value.relation is ValueRelation.EACH and not _same(value.amount, cost, units):
            each = f"{round(cost.amount / units, 4).normalize():,f}"
            says = f"The text says {value.amount:,f} each; the goods are carried at {each} each, {cost} in all."
            yield Finding(Warning.STATED_VALUE_DIFFERS, says, "The entry keeps the carrying cost.")
        elif value.relation is ValueRelation.TOTAL and value.amount != cost.amount:
            says = f"The text says {value.amount:,f}; the goods are carried at {cost}."
            yield Finding(Warning.STATED_VALUE_DIFFERS, says, "The entry keeps the carrying cost.")


def _same(each: Decimal, cost: Money, units: Decimal) -> bool:
    """Equal, or as near as a price of so many decimals can be to the cost of one."""
    places = -int(each.normalize().as_tuple().exponent)
    return round(cost.amount / units, max(places, 0)) == each
