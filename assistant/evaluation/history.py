"""A case's rows of earlier entries to posted entries; balances and quantities on file already include them.

What a row leaves out is worked out as evals/FORMAT.md says: the kind from its lines, a line's role from its account, the place
from the text or the account credited, the cost of its units from the line's amount.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.books.accounts import Account, AccountType, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import History, Line, PostedEntry, units_left
from assistant.books.goods import Holding, LayerMove, ReserveMove, StockMove
from assistant.books.money import Money, allocate
from assistant.books.policy import InventorySystem
from assistant.books.proposal import Role
from assistant.books.quantity import parse_quantity
from assistant.books.reasons import Kind, Reason
from assistant.errors import BadFile

LOSS_TYPES = (AccountType.COST_OF_GOODS_SOLD, AccountType.EXPENSE, AccountType.OTHER_EXPENSE)
ROLE_OF_TYPE = {
    AccountType.OTHER_CURRENT_LIABILITY: Role.REPAY,
    AccountType.ACCOUNTS_PAYABLE: Role.SUPPLIER,
    AccountType.EQUITY: Role.OWNER,
    AccountType.FIXED_ASSET: Role.OWN_USE,
}


def with_history(books: ClientBooks, rows: Iterable[Mapping[str, Any]]) -> ClientBooks:
    """The books with these rows as their journal, oldest first. BadFile for a row that names what the books lack."""
    for row in sorted(rows, key=lambda row: str(row.get("date"))):
        try:
            entry = posted(row, books)
        except (KeyError, TypeError, ValueError) as error:
            raise BadFile(f"The earlier entry {row.get('ref')!r} cannot be read ({type(error).__name__}: {error}).") from error
        books = replace(books, history=History((*books.history.entries, entry)))
    return books


def posted(row: Mapping[str, Any], books: ClientBooks) -> PostedEntry:
    """One row as the journal would hold it; `books` hold the rows before it."""
    reason, reverses, items = Reason(row["reason"]), row.get("reverses") or "", row.get("items") or ()
    sides = [(Side(line["side"]), books.chart[line["account"]]) for line in row["lines"]]
    kind = Kind(row.get("kind") or kind_of(sides, books, with_items=bool(items), reverses=bool(reverses)))
    entry = PostedEntry(
        id=row["ref"],
        number=row["ref"],
        entry_date=date.fromisoformat(row["date"]),
        kind=kind,
        reason=reason,
        memo=row["text"],
        lines=tuple(
            Line(side, account.key, Money.parse(str(line["amount"]), books.currency), role_of(side, account, kind, reason, books))
            for (side, account), line in zip(sides, row["lines"], strict=True)
        ),
        reverses=reverses,
        text=row["text"],
    )
    entry = replace(entry, goods=tuple(goods for item in items for goods in placed(item, entry, books)))
    return replace(entry, moves=stock_moves(entry, books), reserve_moves=reserve_moves(entry, books))


def kind_of(sides: list[tuple[Side, Account]], books: ClientBooks, *, with_items: bool, reverses: bool) -> Kind:
    """Without inventory, an allowance credited for goods is a write-down and any other an allowance; goods found are a count."""
    inventory = [side for side, account in sides if is_inventory(account, books)]
    allowance = [side for side, account in sides if account.is_allowance]
    if reverses:
        return Kind.REVERSAL
    if allowance and not inventory:
        return Kind.WRITE_DOWN if with_items and Side.CREDIT in allowance else Kind.ALLOWANCE
    return Kind.COUNT_ADJUSTMENT if inventory and Side.CREDIT not in inventory else Kind.WRITE_OFF


def role_of(side: Side, account: Account, kind: Kind, reason: Reason, books: ClientBooks) -> Role:
    """What the line is for, by its account: accounting-rules.md, 'Which accounts may stand where'."""
    if is_inventory(account, books):
        return Role.INVENTORY
    if account.is_allowance:
        return Role.ALLOWANCE
    if account.type in LOSS_TYPES:
        took_goods = (side is Side.CREDIT) != (kind is Kind.REVERSAL)
        periodic = books.policy.inventory_system is InventorySystem.PERIODIC
        if periodic and took_goods and account.type is AccountType.COST_OF_GOODS_SOLD:
            return Role.PERIODIC
        return Role.OWN_USE if reason is Reason.INTERNAL_USE else Role.LOSS
    if account.type is AccountType.BANK:
        return Role.REPAY if kind is Kind.REVERSAL else Role.RECEIVED
    if account.type is AccountType.OTHER_CURRENT_ASSET:
        return Role.SUPPLIER if reason is Reason.SUPPLIER_ERROR else Role.OWED
    return ROLE_OF_TYPE.get(account.type, Role.LOSS)


def is_inventory(account: Account, books: ClientBooks) -> bool:
    return account.holds_goods or any(holding.account == account.key for holding in books.stock.holdings)


def placed(said: Mapping[str, Any], entry: PostedEntry, books: ClientBooks) -> Iterator[tuple[str, str, Decimal]]:
    """The units with their place: the one stated, or that they left, else named in the text, else whose account is credited.

    Goods written down lie where the books hold them, in several places if need be.
    """
    item, units = str(said["sku"]), parse_quantity(str(said["quantity"]))
    held = sorted(books.stock.held(item), key=lambda holding: holding.on_hand, reverse=True)
    credited = {line.account for line in entry.lines if line.role is Role.INVENTORY}
    named = [holding for holding in held if names(entry.text, holding.location)]
    room = {holding.location: holding.on_hand for holding in named or [h for h in held if h.account in credited] or held}
    if books.history.find(entry.reverses):
        left = books.history.units_left(entry.reverses)
        room = {place: units for (known, place), units in left.items() if known == item and units > 0} or room
    if said.get("location"):
        room = {str(said["location"]): abs(units)}
    spread = entry.kind in (Kind.WRITE_DOWN, Kind.REVERSAL)
    sign = -1 if entry.kind is Kind.REVERSAL or units < 0 else 1
    for place, there in filled(abs(units), room if spread else dict([*room.items()][:1])):
        yield item, place, sign * there


def filled(units: Decimal, room: Mapping[str, Decimal]) -> list[tuple[str, Decimal]]:
    """The units over places in order, as far as each has room; the first takes what none has room for."""
    taken, left = {}, units
    for place, space in room.items():
        taken[place] = min(max(space, Decimal(0)), left)
        left -= taken[place]
    first = next(iter(room), "")
    taken[first] = taken.get(first, Decimal(0)) + left
    return [(place, there) for place, there in taken.items() if there]


def names(text: str, place: str) -> bool:
    return bool(place) and re.search(rf"\b{re.escape(place.casefold())}\b", text.casefold()) is not None


def stock_moves(entry: PostedEntry, books: ClientBooks) -> tuple[StockMove, ...]:
    """What the inventory lines stand for, at line amount / quantity; goods of one account share its line by their cost."""
    original = books.history.find(entry.reverses) or entry
    move_of = revalued if original.kind is Kind.WRITE_DOWN else moved
    moves: list[StockMove] = []
    inventory = [line for line in entry.lines if line.role is Role.INVENTORY]
    for account in dict.fromkeys(line.account for line in inventory):
        held = [(books.stock.at(item, place), units) for item, place, units in entry.goods if units]
        ours = [(holding, units) for holding, units in held if holding is not None and holding.account == account]
        if ours:
            amount = Money(sum(line.amount.minor for line in inventory if line.account == account), books.currency)
            shares = allocate(amount, [abs(units) * (holding.layers[-1].unit_cost or 1) for holding, units in ours])
            moves += [move_of(holding, units, share) for (holding, units), share in zip(ours, shares, strict=True)]
    return tuple(moves)


def moved(holding: Holding, units: Decimal, amount: Money) -> StockMove:
    """Units that left, or (negative) came back, at the unit cost that the amount makes."""
    value = -amount if units > 0 else amount
    layer = LayerMove(holding.layers[0].id, -units, value, amount.amount / abs(units))
    return StockMove(holding.item, holding.location, holding.account, -units, value, (layer,))


def revalued(holding: Holding, units: Decimal, amount: Money) -> StockMove:
    """A direct write-down (negative units: its reversal): no unit moves; they go out at their old cost and come in at today's."""
    layer, held, change = holding.layers[0], abs(units), -amount if units > 0 else amount
    now = Money.rounded(held * layer.unit_cost, amount.currency)
    before = now - change
    out = LayerMove(layer.id, -held, -before, before.amount / held)
    back = LayerMove(layer.id, held, now, layer.unit_cost)
    return StockMove(holding.item, holding.location, holding.account, Decimal(0), change, (out, back))


def reserve_moves(entry: PostedEntry, books: ClientBooks) -> tuple[ReserveMove, ...]:
    """The allowance that write-downs build for goods by name, and what later entries for these goods use or give back."""
    change = sum(
        line.amount.minor * (1 if line.side is Side.CREDIT else -1) for line in entry.lines if line.role is Role.ALLOWANCE
    )
    units: dict[str, Decimal] = {}
    for item, _, quantity in entry.goods:
        units[item] = units.get(item, Decimal(0)) + abs(quantity)
    original = books.history.find(entry.reverses)
    if original is not None:
        units = {move.item: units[move.item] for move in original.reserve_moves if move.item in units}
    elif entry.kind is not Kind.WRITE_DOWN:
        held = {item: books.history.reserve_of(item, books.currency).quantity for item in units}
        units = {item: min(units[item], held[item]) for item in units if held[item] > 0}
    if not change or not units:
        return ()
    shares = allocate(Money(change, books.currency), list(units.values()))
    sign = 1 if change > 0 else -1
    moves = tuple(ReserveMove(item, sign * taken, share) for (item, taken), share in zip(units.items(), shares, strict=True))
    if original is None or original.kind is not Kind.WRITE_DOWN:
        return moves
    # What came back in part for its units leaves them reserved.
    before, back = books.history.reversals_of(original.number), replace(entry, reserve_moves=moves)
    was, now = (units_left(original, each) for each in (before, (*before, back)))
    came = {item for item, place in was if was[item, place] != now.get((item, place))}
    return tuple(move if move.item in came else replace(move, quantity=Decimal(0)) for move in moves)
