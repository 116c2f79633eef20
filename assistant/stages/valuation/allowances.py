"""A reserve set up or raised with no single goods named, or released, to its two lines."""

from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.money import Money
from assistant.books.proposal import Role
from assistant.stages.valuation.bearing import line


def allowance(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry:
    """Loss to allowance; a release swaps the sides, and credits the account that such a loss would debit."""
    event = resolved.event
    amount = Money.rounded(resolved.amount or Decimal(0), books.currency)
    because = f"{amount} as the text states, {'released' if event.release else 'set aside'}"
    loss_side = Side.CREDIT if event.release else Side.DEBIT
    lines = [line(loss_side, Role.LOSS, amount, event, because), line(loss_side.other, Role.ALLOWANCE, amount, event, because)]
    lines.sort(key=lambda line: line.side is Side.CREDIT)
    return ValuedEntry(resolved, event.kind, event.reason, tuple(lines), loss=amount, derived=(because,))
