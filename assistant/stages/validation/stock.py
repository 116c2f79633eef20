"""Whether the entry balances, and whether the goods, the amount and the allowance that it takes are there."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry
from assistant.books.entry import side_total
from assistant.books.event import ResolvedGoods
from assistant.books.finding import Finding, Problem
from assistant.books.money import Money
from assistant.books.policy import StockKeptBy
from assistant.books.proposal import Role
from assistant.books.quantity import format_quantity, plain_quantity
from assistant.books.reasons import Kind
from assistant.stages.linking.places import unplaced


def debits_must_equal_credits(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    lines = [line.line() for line in mapped.lines]
    debits, credits = (side_total(lines, side, books.currency) for side in (Side.DEBIT, Side.CREDIT))
    if debits != credits:
        says = f"Debits are {debits} and credits are {credits}."
        yield Finding(Problem.UNBALANCED, says, f"Change or add a line for {abs(debits - credits)}.")


def units_must_be_there(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """No more units of an item than are on hand, at each place, less what other waiting drafts hold."""
    taken: dict[tuple[str, str], list[ResolvedGoods]] = {}
    for goods in mapped.valued.resolved.goods:
        if goods.quantity > 0:
            taken.setdefault((goods.item, goods.location), []).append(goods)
    short: dict[str, list[ResolvedGoods]] = {}
    for (item, location), lines in taken.items():
        holding = books.stock.at(item, location)
        if sum((line.quantity for line in lines), Decimal(0)) > (holding.available if holding else Decimal(0)):
            short.setdefault(item, []).extend(lines)
    for item, lines in short.items():
        yield _not_enough(item, lines, mapped, books)


def _not_enough(item: str, short: list[ResolvedGoods], mapped: MappedEntry, books: ClientBooks) -> Finding:
    """At the place, where the text names one; else over all places."""
    known = books.stock.item(item)
    name, unit = (f"{known.name} ({item})" if known and known.name != item else item), (f"{known.unit} " if known else "")
    named = all(line.place_named for line in short)
    places = [line.location for line in short] if named else [holding.location for holding in books.stock.held(item)]
    everywhere = [line for line in mapped.valued.resolved.goods if line.item == item and line.quantity > 0]
    taken = sum((line.quantity for line in (short if named else everywhere)), Decimal(0))
    held = [holding for place in dict.fromkeys(places) if (holding := books.stock.at(item, place))]
    on_hand = sum((holding.on_hand for holding in held), Decimal(0))
    reserved = sum((holding.reserved for holding in held), Decimal(0))
    at = f" at {', '.join(dict.fromkeys(places))}" if named and any(places) else ""
    waiting = f", of which {format_quantity(reserved)} are held by other waiting drafts" if reserved else ""
    says = f"{format_quantity(taken)} {unit}of {name} are to leave{at}, and {format_quantity(on_hand)} are on hand{waiting}."
    at_most = format_quantity(max(on_hand - reserved, Decimal(0)))
    remedy = f"Take at most {at_most}, or correct the stock first by a count or a receipt."
    if more := _unplaced(item, books):
        remedy = f"{more} Or take at most {at_most}."
    return Finding(Problem.NOT_ENOUGH_STOCK, says, remedy)


def _unplaced(item: str, books: ClientBooks) -> str:
    """Units that QuickBooks has and no place here holds, and how they come to one; '' where there are none."""
    left = next((each for each in unplaced(books) if each.item == item and each.quantity > 0), None)
    if left is None or books.policy.stock_kept_by is StockKeptBy.HERE:
        return ""
    units = f"{format_quantity(left.quantity)} more are in QuickBooks, as of {left.pulled_at:%Y-%m-%d %H:%M} UTC"
    return f"{units}; say where they lie: writeoff qbo place {item}={plain_quantity(left.quantity)} --at PLACE."


def amount_must_be_in_the_account(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """An amount with no goods named is no more than the inventory account holds."""
    if mapped.valued.resolved.goods or mapped.valued.kind is Kind.REVERSAL:
        return
    for key, amount in _credited(mapped, books).items():
        account = books.chart.get(key)
        if account is not None and amount > account.balance:
            says = f"{amount} is to leave {account.label}, which holds {account.balance}."
            remedy = f"Write off at most {account.balance}, or name the account that holds the goods."
            yield Finding(Problem.BALANCE_SHORT, says, remedy)


def _credited(mapped: MappedEntry, books: ClientBooks) -> dict[str, Money]:
    """What the entry takes out of each inventory account."""
    credited: dict[str, Money] = {}
    for line in mapped.lines:
        if line.role is Role.INVENTORY and line.side is Side.CREDIT and line.amount.currency == books.currency:
            credited[line.account] = credited.get(line.account, Money.zero(books.currency)) + line.amount
    return credited


def allowance_must_cover(mapped: MappedEntry, books: ClientBooks, today: date, text: str) -> Iterable[Finding]:
    """A release is no more than the allowance holds."""
    if mapped.valued.kind is not Kind.ALLOWANCE:
        return
    for line in mapped.lines:
        account = books.chart.get(line.account)
        if line.role is not Role.ALLOWANCE or line.side is not Side.DEBIT or account is None:
            continue
        holds = -account.balance
        if line.amount.currency == holds.currency and line.amount > holds:
            says = f"{line.amount} is to be released from {account.label}, which holds {holds}."
            yield Finding(Problem.BALANCE_SHORT, says, f"Release at most {max(holds, Money.zero(books.currency))}.")
