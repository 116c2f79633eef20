"""A reserve set up or raised with no single goods named, or released, to its two lines."""

from dataclasses import replace
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.goods import ReserveMove
from assistant.books.money import Money, allocate, total
from assistant.books.proposal import Role, ValueRelation
from assistant.books.question import Asks, Question
from assistant.stages.valuation.bearing import line
from assistant.stages.valuation.write_downs import reserved_for


def allowance(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry | Question:
    """Loss to allowance; a release swaps the sides, and credits the account that such a loss would debit.

    A release may name reserved goods that were sold: it is then what they have in reserve, unless an amount is stated. The entry
    itself has no goods.
    """
    event = resolved.event
    reserved = _reserved(resolved, books)
    by_name = total(reserved.values(), books.currency)
    amount = by_name if resolved.amount is None else Money.rounded(resolved.amount, books.currency)
    if not amount:
        return Question(Asks.AMOUNT, "These goods have nothing in reserve by name: what amount is released?")
    because = f"{amount} as the text states, {'released' if event.release else 'set aside'}"
    if event.value is not None and event.value.relation is ValueRelation.COUNTED_TOTAL:
        stands = _standing(books)
        change = amount - (stands or amount)
        change = -change if event.release else change
        if stands is None or change.minor <= 0:
            return Question(Asks.AMOUNT, f"By what amount is the reserve changed to come to {amount}?")
        because = f"{change}, from {stands} to {amount}"
        amount = change
    if resolved.amount is None:
        because = f"{amount} released, what was in reserve for {', '.join(reserved)}"
    loss_side = Side.CREDIT if event.release else Side.DEBIT
    lines = [line(loss_side, Role.LOSS, amount, event, because), line(loss_side.other, Role.ALLOWANCE, amount, event, because)]
    lines.sort(key=lambda line: line.side is Side.CREDIT)
    moves = _released(resolved, reserved, min(amount, by_name))
    resolved = replace(resolved, goods=())
    return ValuedEntry(resolved, event.kind, event.reason, tuple(lines), reserve_moves=moves, loss=amount, derived=(because,))


def _standing(books: ClientBooks) -> Money | None:
    """What the reserve stands at; None where there are several."""
    accounts = books.chart.allowances()
    return Money(-accounts[0].balance.minor, books.currency) if len(accounts) == 1 else None


def _units(resolved: ResolvedEvent) -> dict[str, Decimal]:
    units: dict[str, Decimal] = {}
    for goods in resolved.goods:
        units[goods.item] = units.get(goods.item, Decimal(0)) + goods.quantity
    return units


def _reserved(resolved: ResolvedEvent, books: ClientBooks) -> dict[str, Money]:
    held = {item: reserved_for(item, units, books) for item, units in _units(resolved).items()}
    return {item: amount for item, amount in held.items() if amount}


def _released(resolved: ResolvedEvent, reserved: dict[str, Money], amount: Money) -> tuple[ReserveMove, ...]:
    if not reserved:
        return ()
    units = _units(resolved)
    shares = allocate(amount, [held.amount for held in reserved.values()])
    return tuple(ReserveMove(item, -units[item], -share) for item, share in zip(reserved, shares, strict=True))
