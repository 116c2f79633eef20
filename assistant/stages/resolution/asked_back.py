"""The part of an earlier entry that a text asks back, held against it: the question how much, where that is open."""

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.money import Money, total
from assistant.books.proposal import Event, QuantityRelation, Value, ValueRelation
from assistant.books.question import Asks, Question
from assistant.books.reasons import Kind

OF_WHATEVER_IT_IS = (QuantityRelation.ALL, QuantityRelation.SHARE)  # units or an amount


def unclear_part(event: Event, entry: PostedEntry, books: ClientBooks) -> Question | None:
    """The question where an amount is asked back of an entry of goods, or units of an entry of an amount; None where the text
    names what the entry is made of, all that is left of it, or nothing."""
    said = [goods.quantity for goods in event.goods if goods.quantity is not None]
    if event.value_recovered or (event.value is None and not said):
        return None
    left = _left(entry, books)
    if not entry.goods:
        clear = event.value is not None and _is_part(event.value, left)
        shared = event.value is None and all(quantity.relation in OF_WHATEVER_IT_IS for quantity in said)
        says = f"{entry.number} is of an amount, of which {left} is left: how much of it is taken back?"
        return None if clear or shared else Question(Asks.AMOUNT, says)
    if event.value is None or said or entry.kind is Kind.ALLOWANCE or _is_all(event.value, left):
        return None
    return Question(Asks.QUANTITY, f"{entry.number} is of goods: how many of their units are taken back?")


def _left(entry: PostedEntry, books: ClientBooks) -> Money:
    lines = books.history.lines_left(entry.number)
    return total((line.amount for line in lines if line.side is Side.CREDIT), books.currency)


def _is_all(value: Value, left: Money) -> bool:
    return value.relation is ValueRelation.TOTAL and value.amount == left.amount


def _is_part(value: Value, left: Money) -> bool:
    """The value says an amount; where it says what stays, something is left to come back."""
    if value.relation is ValueRelation.COST_LESS:
        return value.amount is not None and value.amount < left.amount
    return value.amount is not None or value.share is not None
