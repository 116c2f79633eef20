"""Goods that came in to an intake entry: stock and inventory account alike, against the account that awaits their bills."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from assistant.bookkeeping.doors import BooksStore, BooksTransaction
from assistant.bookkeeping.settling import find_account
from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import CostMethod, Holding, Layer, LayerMove, StockMove
from assistant.books.money import Money, total
from assistant.books.people import Action
from assistant.books.posted_record import answered_for
from assistant.books.proposal import Role
from assistant.books.quantity import plain_quantity
from assistant.books.reasons import Kind, Reason
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from assistant.stages.review import allow

CONTROL_NAME = "Stock received, not billed"
# What accountants call the account that stands between a receipt and its bill.
CONTROL_WORDS = ("received not billed", "received, not billed", "received not invoiced", "goods received", "grni", "gr/ir",
                 "stock control", "inventory control", "inventory clearing", "stock clearing", "purchase clearing")  # fmt: skip
CONTROL_TYPES = (AccountType.OTHER_CURRENT_LIABILITY, AccountType.OTHER_CURRENT_ASSET)


@dataclass(frozen=True, slots=True)
class Received:
    """Units of a known item that came to a place at a unit cost; negative ones left again, at what the books carry them for.
    `account` is the inventory account of an item that lies nowhere yet, where it is known."""

    item: str
    location: str
    quantity: Decimal
    unit_cost: Decimal
    account: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The intake entry, and the control account that was opened for it where the chart had none."""

    entry: PostedEntry
    opened: Account | None


def receive(
    store: BooksStore,
    client: str,
    received: Sequence[Received],
    *,
    entry_date: date,
    today: date,
    by: str,
    at: datetime,
    entry_id: str,
    memo: str = "Goods received",
    against: str = "",
) -> Receipt:
    """Posts the intake in one transaction. `against` names the control account, else the chart's own is taken, or opened."""
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.APPROVE)
        books = transaction.books()
        if entry_date > today:
            raise WrongUsage(f"{entry_date} is after today.", "Book goods on the day they came in.")
        if books.policy.is_closed(entry_date):
            says = f"The books are closed through {books.policy.books_closed_through}."
            raise RefusedByBooks(says, "Book the goods on a later day.", code="period_closed")
        return post_intake(
            transaction, received, entry_date=entry_date, by=by, at=at, entry_id=entry_id, memo=memo, against=against
        )


def post_intake(
    transaction: BooksTransaction,
    received: Sequence[Received],
    *,
    entry_date: date,
    by: str,
    at: datetime,
    entry_id: str,
    memo: str,
    against: str = "",
) -> Receipt:
    """The intake of goods whose items the books already list, inside the caller's transaction."""
    books = transaction.books()
    control, opened = opened_control(transaction, books, against)
    number = transaction.next_entry_number()
    moves = _moves(books, received, number)
    entry = PostedEntry(
        id=entry_id,
        number=number,
        entry_date=entry_date,
        kind=Kind.INTAKE,
        reason=Reason.OTHER,
        memo=memo,
        lines=_lines(moves, control.key, books.currency),
        goods=tuple((move.item, move.location, -move.quantity) for move in moves),
        moves=moves,
        posted_by=by,
        posted_at=at,
    )
    transaction.post(entry)
    goods = [[move.item, move.location, plain_quantity(move.quantity), move.value.plain()] for move in moves]
    detail: dict[str, object] = {"kind": "intake", "memo": memo, "goods": goods} | answered_for(entry)
    transaction.record(at=at, who=by, what="entry.posted", subject=number, detail=detail)
    return Receipt(entry, opened)


def opened_control(transaction: BooksTransaction, books: ClientBooks, against: str = "") -> tuple[Account, Account | None]:
    """The control account, and once more where it was opened now."""
    control = control_account(books.chart, against)
    if control is not None:
        return control, None
    opened = _new_control(books)
    transaction.update_lists(Chart((*books.chart.accounts, opened)), books.stock)
    return opened, opened


def control_account(chart: Chart, against: str = "") -> Account | None:
    """The account that is named, which must be able to hold it; else the chart's own for the purpose, or None."""
    if against:
        named = find_account(chart, against)
        if not named.usable or named.type not in CONTROL_TYPES or named.holds_goods or named.is_allowance:
            raise WrongUsage(
                f"{named.label} cannot stand against goods received.",
                f"Name an account of type {' or '.join(CONTROL_TYPES)} that holds no goods.",
            )
        return named
    for account in chart.of_type(*CONTROL_TYPES):
        if any(words in account.name.casefold() for words in CONTROL_WORDS) and not account.holds_goods:
            return account
    return None


def _new_control(books: ClientBooks) -> Account:
    return Account(
        key=CONTROL_NAME,
        number="",
        name=CONTROL_NAME,
        full_name=CONTROL_NAME,
        type=AccountType.OTHER_CURRENT_LIABILITY,
        balance=Money.zero(books.currency),
        detail_type="OtherCurrentLiabilities",
        description="Goods that came in, until their bills are booked against it",
    )


def _moves(books: ClientBooks, received: Sequence[Received], number: str) -> tuple[StockMove, ...]:
    """A move a row. Rows of one item and place follow one another, each on the stock that the one before left."""
    held: dict[tuple[str, str], Holding] = {}
    moves = []
    for n, row in enumerate(received, 1):
        place = row.item, row.location
        holding = held.get(place) or _holding(books, row)
        layers = _layers(holding, row, f"{number}/{n}", books)
        value = total((move.value for move in layers), books.currency)
        moves.append(StockMove(row.item, row.location, holding.account, row.quantity, value, layers))
        known = {layer.id for layer in holding.layers}
        zero = Money.zero(books.currency)
        empty = [Layer(move.layer, None, Decimal(0), move.unit_cost, zero) for move in layers if move.layer not in known]
        held[place] = replace(holding, layers=(*holding.layers, *empty)).after(layers)
    return tuple(moves)


def _holding(books: ClientBooks, row: Received) -> Holding:
    """Where the units come to lie: the item's place, or a new one with the inventory account of its other places."""
    if books.stock.item(row.item) is None:
        raise NotFound(f"There is no item {row.item}.", "Add it to items.csv, then: writeoff client update")
    if holding := books.stock.at(row.item, row.location):
        return holding
    accounts = [holding.account for holding in books.stock.held(row.item)]
    accounts += [row.account] if row.account else []
    accounts += [books.policy.main_inventory] if books.policy.main_inventory else []
    accounts += [account.key for account in books.chart.inventory()]
    if not accounts:
        raise RefusedByBooks("These books have no account that holds goods.", "Add an inventory account first.")
    return Holding(row.item, row.location, accounts[0], ())


def _layers(holding: Holding, row: Received, new_layer: str, books: ClientBooks) -> tuple[LayerMove, ...]:
    """Weighted average adds to the one layer of a place; FIFO opens a layer. Units that leave relieve the layers there are."""
    if row.quantity < 0:
        if -row.quantity > holding.on_hand:
            raise RefusedByBooks(f"{row.item} has {plain_quantity(holding.on_hand)} on hand.", "Correct the quantity.")
        return holding.relieve(-row.quantity, books.currency)
    value = Money.rounded(row.quantity * row.unit_cost, books.currency)
    averages = books.policy.cost_method is CostMethod.WEIGHTED_AVERAGE and holding.layers
    layer = holding.layers[0].id if averages else new_layer
    return (LayerMove(layer, row.quantity, value, row.unit_cost),)


def _lines(moves: Sequence[StockMove], control: str, currency: str) -> tuple[Line, ...]:
    """Each inventory account by what came into it, and the control account by all of it."""
    into: dict[str, Money] = {}
    for move in moves:
        into[move.account] = into.get(move.account, Money.zero(currency)) + move.value
    changes = [(account, value, Role.INVENTORY) for account, value in into.items()]
    changes.append((control, -total(into.values(), currency), Role.CONTROL))
    debits = [Line(Side.DEBIT, account, value, role) for account, value, role in changes if value.minor > 0]
    return (*debits, *(Line(Side.CREDIT, account, -value, role) for account, value, role in changes if value.minor < 0))
