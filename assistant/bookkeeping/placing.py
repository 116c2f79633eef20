"""What QuickBooks holds and no place of ours does, put where a person says it lies: an intake entry, which is not sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from assistant.bookkeeping.pulling import PullStore
from assistant.bookkeeping.receiving import Receipt, Received, post_intake
from assistant.bookkeeping.reports import item_named
from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.money import Money, allocate, total
from assistant.books.people import Action
from assistant.books.policy import StockKeptBy
from assistant.books.quantity import plain_quantity
from assistant.books.remote import LinkKind
from assistant.errors import RefusedByBooks, WrongUsage
from assistant.stages.linking.places import Unplaced, compared
from assistant.stages.review import allow

LIKELY = (Decimal("0.5"), Decimal(2))  # of QuickBooks' average cost: what units may come to


@dataclass(frozen=True, slots=True)
class Place:
    """Signed units of an item (as a person calls it) that lie at a place; below zero, that are missing there."""

    item: str
    quantity: Decimal
    location: str


def place(store: PullStore, client: str, rows: Sequence[Place], *, by: str, today: date, at: datetime, entry_id: str) -> Receipt:
    """Posts the intake in one transaction, at QuickBooks' own cost; what is missing leaves at what our books carry.

    Errors: NotAllowed; RefusedByBooks where nothing was pulled, these books' own stock leads, the day is closed, or more would be
    placed than waits; NotFound for an item that is none.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.APPROVE)
        books, connected = transaction.books(), transaction.connected()
        if connected is None:
            says, remedy = f"Nothing was pulled from a company of {client} yet.", "First: writeoff qbo pull"
            raise RefusedByBooks(says, remedy, code="not_pulled")
        if books.policy.stock_kept_by is StockKeptBy.HERE:
            says = "By this client's policy its stock here leads, so QuickBooks is to follow."
            raise RefusedByBooks(says, "Adjust the quantity in QuickBooks, or: writeoff policy set stock_kept_by quickbooks")
        if books.policy.is_closed(today):
            says = f"The books are closed through {books.policy.books_closed_through}."
            raise RefusedByBooks(says, "Place the goods on a later day.", code="period_closed")
        memo = f"Placed as QuickBooks had them on {connected.snapshot.pulled_at:%Y-%m-%d %H:%M} UTC"
        received = tuple(_received(rows, books, connected))
        return post_intake(transaction, received, entry_date=today, by=by, at=at, entry_id=entry_id, memo=memo)


def _received(rows: Sequence[Place], books: ClientBooks, connected: Connected) -> Iterable[Received]:
    waiting = {each.item: each for each in compared(books)}
    by_item: dict[str, list[Place]] = {}
    for row in rows:
        by_item.setdefault(item_named(books, row.item), []).append(row)
    for item, placed in by_item.items():
        _refuse_more(item, placed, waiting.get(item))
        units = [row.quantity for row in placed]
        values = _values(units, waiting[item], books, connected)
        for row, value in zip(placed, values, strict=True):
            yield Received(item, row.location, row.quantity, value.amount / row.quantity, _account(item, books, connected))


def _refuse_more(item: str, placed: Sequence[Place], waiting: Unplaced | None) -> None:
    if waiting is None:
        raise RefusedByBooks(f"QuickBooks tracks no quantity of {item}.", "Goods come in by: writeoff stock receive")
    units = sum((row.quantity for row in placed), Decimal(0))
    if any(not row.quantity or (row.quantity > 0) != (units > 0) for row in placed):
        raise WrongUsage(
            f"{item}: place what is there, or what is missing, not both.", "Write units other than 0, such as MUG-01=12."
        )
    if (units > 0) != (waiting.quantity > 0) or abs(units) > abs(waiting.quantity):
        left = f"{plain_quantity(waiting.quantity)} of {item} is unplaced" if waiting.quantity else f"None of {item} is unplaced"
        says = f"{left}, as of {waiting.pulled_at:%Y-%m-%d %H:%M} UTC, and {plain_quantity(units)} would be placed."
        raise RefusedByBooks(
            says, "writeoff stock shows what is unplaced; writeoff qbo pull asks QuickBooks again.", code="unplaced"
        )


def _values(units: Sequence[Decimal], waiting: Unplaced, books: ClientBooks, connected: Connected) -> tuple[Money, ...]:
    """What the units are worth: their share of what QuickBooks carries beyond our books, so that both agree to the cent; its
    average cost where that is no likely cost of them, or something of ours is still on its way there."""
    placed = sum(units, Decimal(0))
    zero = Money.zero(books.currency)
    if placed < 0:
        return tuple(zero for _ in units)  # they leave at what their layers carry
    average, there = _average(waiting, connected), connected.tracked(waiting.item)
    value = connected.snapshot.values.get(there.id) if there is not None else None
    whole = Money.rounded(placed * average, books.currency)
    if value is not None and not waiting.under_way and average:
        held = total((holding.value(books.currency) for holding in books.stock.held(waiting.item)), books.currency)
        each = (value - held.amount) / waiting.quantity
        if LIKELY[0] <= each / average <= LIKELY[1]:
            whole = Money.rounded(placed * each, books.currency)
    return allocate(whole, list(units))


def _average(waiting: Unplaced, connected: Connected) -> Decimal:
    """QuickBooks' asset value a unit; where it has none, what it buys the item at."""
    there = connected.tracked(waiting.item)
    assert there is not None, waiting
    value = connected.snapshot.values.get(there.id)
    if value is not None and waiting.there > 0:
        return value / waiting.there
    return there.purchase_cost or Decimal(0)


def _account(item: str, books: ClientBooks, connected: Connected) -> str:
    """The account here that is linked to the item's asset account there; '' where none is."""
    there = connected.tracked(item)
    link = connected.links.to(LinkKind.ACCOUNT, there.asset_account) if there is not None else None
    account = books.chart.get(link.ours) if link is not None else None
    return account.key if account is not None and account.holds_goods else ""
