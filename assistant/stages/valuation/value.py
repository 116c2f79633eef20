"""A resolved event to a valued entry: lines with roles and amounts, and the stock moves, by accounting-rules.md."""

from dataclasses import replace

from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.policy import InventorySystem
from assistant.books.proposal import ValueRelation
from assistant.books.question import Declined, Question
from assistant.books.reasons import Kind
from assistant.stages.valuation.allowances import allowance
from assistant.stages.valuation.considerations import considerations
from assistant.stages.valuation.losses import amount_gone, counted_total, goods_gone
from assistant.stages.valuation.periodic import periodic_loss
from assistant.stages.valuation.recovered import value_recovered
from assistant.stages.valuation.reversals import reverse
from assistant.stages.valuation.write_downs import write_down


def value(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry | Question | Declined:
    """The entry that the event becomes, with what was found on the way; a question, or why there is no entry for it."""
    valued = _valued(resolved, books)
    if not isinstance(valued, ValuedEntry):
        return valued
    return replace(valued, findings=(*valued.findings, *considerations(valued, books)))


def _valued(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry | Question | Declined:
    event = resolved.event
    if event.kind is Kind.REVERSAL:
        return value_recovered(resolved, books) if event.value_recovered else reverse(resolved, books)
    if event.kind is Kind.ALLOWANCE:
        return allowance(resolved, books)
    if event.value is not None and event.value.relation is ValueRelation.COUNTED_TOTAL:
        return counted_total(resolved, event.value, books)
    if books.policy.inventory_system is InventorySystem.PERIODIC:
        return periodic_loss(resolved, books)
    if resolved.amount is not None:
        return amount_gone(resolved, books)
    return write_down(resolved, books) if event.kind is Kind.WRITE_DOWN else goods_gone(resolved, books)
