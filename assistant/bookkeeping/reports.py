"""Books to what a person reads off them: the trial balance, stock against its accounts, and all that moved an item."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.books.accounts import Account, Side
from assistant.books.client_books import ClientBooks, Difference
from assistant.books.entry import PostedEntry
from assistant.books.goods import Holding
from assistant.books.money import Money, total
from assistant.books.reasons import Kind, Reason
from assistant.errors import NotFound


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """An account's balance on the side where it stands; the other side is zero."""

    account: Account
    debit: Money
    credit: Money


@dataclass(frozen=True, slots=True)
class TrialBalance:
    rows: tuple[BalanceRow, ...]
    debits: Money
    credits: Money
    differences: tuple[Difference, ...]


def trial_balance(books: ClientBooks) -> TrialBalance:
    """Every account that may be posted to or holds a balance, in the chart's order, and the differences accepted at opening."""
    rows = tuple(_balance_row(account) for account in books.chart if account.usable or account.balance)
    return TrialBalance(
        rows=rows,
        debits=total((row.debit for row in rows), books.currency),
        credits=total((row.credit for row in rows), books.currency),
        differences=books.differences,
    )


def _balance_row(account: Account) -> BalanceRow:
    zero = Money.zero(account.balance.currency)
    on_debit = (account.normal_side is Side.DEBIT) == (account.balance.minor >= 0)
    amount = abs(account.balance)
    return BalanceRow(account, amount if on_debit else zero, zero if on_debit else amount)


def holdings(books: ClientBooks, item: str = "") -> tuple[Holding, ...]:
    """What is on hand of one item, or of all. NotFound for an item the books do not know."""
    item = item_named(books, item) if item else ""
    return tuple(holding for holding in books.stock.holdings if item in ("", holding.item))


def item_named(books: ClientBooks, said: str) -> str:
    """The item's own key, where a person may have typed it in the other case. NotFound for one the books do not know."""
    if books.stock.item(said) is not None:
        return said
    alike = [item.key for item in books.stock if item.key.casefold() == said.strip().casefold()]
    if len(alike) != 1:
        raise NotFound(f"There is no item {said}.", "writeoff stock lists them.")
    return alike[0]


@dataclass(frozen=True, slots=True)
class TieOut:
    """One inventory account against its goods: balance = goods + opening + amounts + stated + unexplained.

    `opening` is the difference accepted when the books were opened, `amounts` what was posted without goods, `stated` goods
    posted at a value the text stated because the record had no cost. `unexplained` is zero in books that hold.
    """

    account: Account
    balance: Money
    goods: Money
    opening: Money
    amounts: Money
    stated: Money
    unexplained: Money


def tie_outs(books: ClientBooks) -> tuple[TieOut, ...]:
    """Each account that holds goods, held against them."""
    held = {holding.account for holding in books.stock.holdings}
    return tuple(_tie_out(account, books) for account in books.chart if account.key in held or account.holds_goods)


def _tie_out(account: Account, books: ClientBooks) -> TieOut:
    currency = books.currency

    def added(amounts: Iterable[Money]) -> Money:
        return total(amounts, currency)

    entries = books.history.entries
    moves = [move for entry in entries for move in entry.moves if move.account == account.key]
    goods = added(holding.value(currency) for holding in books.stock.holdings if holding.account == account.key)
    opening = added(difference.amount for difference in books.differences if difference.account == account.key)
    stated = added(move.value for move in moves if move.stated_value)
    amounts = added(_posted_to(account.key, entry, currency) for entry in entries) - added(move.value for move in moves)
    explained = goods + opening + amounts + stated
    return TieOut(account, account.balance, goods, opening, amounts, stated, account.balance - explained)


def _posted_to(account: str, entry: PostedEntry, currency: str) -> Money:
    """Debits less credits of the entry to the account."""
    lines = [line for line in entry.lines if line.account == account]
    return total((line.amount if line.side is Side.DEBIT else -line.amount for line in lines), currency)


@dataclass(frozen=True, slots=True)
class ItemMove:
    """What one entry did to an item at one place: signed as the stock moved, nothing for a write-down."""

    entry_date: date
    entry: str
    kind: Kind
    reason: Reason
    location: str
    quantity: Decimal
    value: Money
    memo: str


def item_history(books: ClientBooks, item: str) -> tuple[ItemMove, ...]:
    """Every posted entry that names the item, oldest first. NotFound for an item the books do not know."""
    item = item_named(books, item)
    moves = []
    for entry in books.history.entries:
        for location in dict.fromkeys(place for key, place, _ in entry.goods if key == item):
            moved = [move for move in entry.moves if (move.item, move.location) == (item, location)]
            quantity = sum((move.quantity for move in moved), Decimal(0))
            value = total((move.value for move in moved), books.currency)
            moves.append(
                ItemMove(entry.entry_date, entry.number, entry.kind, entry.reason, location, quantity, value, entry.memo)
            )
    return tuple(moves)
