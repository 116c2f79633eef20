"""Books to what a person reads off them: the trial balance, stock against its accounts, and all that moved an item."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from assistant.books.accounts import Account, Side
from assistant.books.client_books import ClientBooks, Difference
from assistant.books.entry import PostedSums
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


class DatedSums(Protocol):
    """What a trial balance as of a day asks of storage."""

    def posted_after(self, day: date) -> Mapping[str, Money]: ...


def trial_balance(books: ClientBooks, sums: DatedSums | None = None, on: date | None = None) -> TrialBalance:
    """Every account that may be posted to or holds a balance, in the chart's order, and the differences accepted at opening.

    As the books stand or, with `on`, without what is dated after that day; no day takes it behind the opening balances.
    """
    after = sums.posted_after(on) if sums is not None and on is not None else {}
    accounts = [_without(account, after[account.key]) if account.key in after else account for account in books.chart]
    rows = tuple(_balance_row(account) for account in accounts if account.usable or account.balance)
    return TrialBalance(
        rows=rows,
        debits=total((row.debit for row in rows), books.currency),
        credits=total((row.credit for row in rows), books.currency),
        differences=books.differences,
    )


def _without(account: Account, debits: Money) -> Account:
    """The account before it was debited so much."""
    return replace(account, balance=account.balance - (debits if account.normal_side is Side.DEBIT else -debits))


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
    zero = Money.zero(books.currency)
    posted, nothing = books.history.posted_sums(books.currency), PostedSums(zero, zero, zero)
    return tuple(_tie_out(account, books, posted.get(account.key, nothing)) for account in goods_accounts(books))


def goods_accounts(books: ClientBooks) -> tuple[Account, ...]:
    """The accounts that hold goods, or are there for it."""
    held = {holding.account for holding in books.stock.holdings}
    return tuple(account for account in books.chart if account.key in held or account.holds_goods)


def goods_value(account: Account, books: ClientBooks) -> Money:
    """What the goods of the account are carried at."""
    held = (held.value(books.currency) for held in books.stock.holdings if held.account == account.key)
    return total(held, books.currency)


def _tie_out(account: Account, books: ClientBooks, posted: PostedSums) -> TieOut:
    currency = books.currency
    goods = goods_value(account, books)
    opening = total((each.amount for each in books.differences if each.account == account.key), currency)
    amounts = posted.lines - posted.moves
    explained = goods + opening + amounts + posted.stated
    return TieOut(account, account.balance, goods, opening, amounts, posted.stated, account.balance - explained)


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
    for entry in books.history.of_item(item):
        for location in dict.fromkeys(place for key, place, _ in entry.goods if key == item):
            moved = [move for move in entry.moves if (move.item, move.location) == (item, location)]
            quantity = sum((move.quantity for move in moved), Decimal(0))
            value = total((move.value for move in moved), books.currency)
            moves.append(
                ItemMove(entry.entry_date, entry.number, entry.kind, entry.reason, location, quantity, value, entry.memo)
            )
    return tuple(moves)
