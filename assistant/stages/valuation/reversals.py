"""An earlier entry to the one that takes it back, in whole or in part: lines mirrored, units at the cost they left at."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry, ValuedLine
from assistant.books.entry import Line, PostedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding, Problem
from assistant.books.goods import ReserveMove, StockMove
from assistant.books.money import Money, allocate, total
from assistant.books.proposal import Role
from assistant.books.reasons import Kind
from assistant.stages.valuation.bearing import BEARS_THE_LOSS
from assistant.stages.valuation.returning import moves_back

ZERO = Decimal(0)
OTHERS_PAY = (Role.OWED, Role.SUPPLIER, Role.RECEIVED, Role.REPAY)
HOLDS_VALUE = (Role.INVENTORY, Role.ALLOWANCE, Role.PERIODIC, Role.CONTROL)


def reverse(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry:
    """The mirrored entry. It keeps the reason and the accounts of the entry it reverses."""
    original = resolved.reverses
    assert original is not None
    moves = moves_back(original, resolved.goods, books)
    lines, share, findings = _lines_back(original, resolved, moves, books)
    reserve = _reserve_back(original, resolved, books, share)
    mirrored = [_mirrored(line, original, resolved) for line in lines]
    mirrored.sort(key=lambda line: line.side is Side.CREDIT)
    loss = total((line.amount for line in lines if line.role in BEARS_THE_LOSS), books.currency)
    derived = (f"{original.number} of {original.entry_date} taken back{_how_much(share)}",)
    return ValuedEntry(
        resolved,
        resolved.event.kind,
        original.reason,
        tuple(mirrored),
        moves,
        reserve,
        loss=loss,
        derived=derived,
        findings=findings,
    )


def _how_much(share: Decimal) -> str:
    return " in whole" if share == 1 else " in part, at the cost the units left at"


def _lines_back(
    original: PostedEntry, resolved: ResolvedEvent, moves: tuple[StockMove, ...], books: ClientBooks
) -> tuple[tuple[Line, ...], Decimal, tuple[Finding, ...]]:
    """The original's lines to take back, and what share of what was left of it they are."""
    left = books.history.lines_left(original.number)
    asked = _value_asked(original, resolved, moves, books)
    beyond = any(finding.code is Problem.ALREADY_REVERSED for finding in resolved.findings)
    if beyond:
        left = original.lines  # what it would post is shown as asked for
    whole = total((line.amount for line in left if _holds(line, original)), books.currency)
    if asked is None or asked >= whole:
        return left, Decimal(1), _too_much(original, asked, whole, beyond)
    return _part(left, asked, moves, original, books), asked.amount / whole.amount, ()


def _too_much(original: PostedEntry, asked: Money | None, whole: Money, beyond: bool) -> tuple[Finding, ...]:
    if asked is None or beyond or asked <= whole:
        return ()
    says = f"{asked} cannot be taken back: {whole} is left of {original.number}."
    return (Finding(Problem.ALREADY_REVERSED, says, f"Reverse {whole}."),)


def _holds(line: Line, original: PostedEntry) -> bool:
    """A line on the side of the goods (the credits of a loss); the debits of an entry that only found goods."""
    credits_goods = any(line.role in HOLDS_VALUE and line.side is Side.CREDIT for line in original.lines)
    return line.role in HOLDS_VALUE and line.side is (Side.CREDIT if credits_goods else Side.DEBIT)


def _value_asked(
    original: PostedEntry, resolved: ResolvedEvent, moves: tuple[StockMove, ...], books: ClientBooks
) -> Money | None:
    """What the units that come back left at, or the part of an amount; None for all that is left."""
    if not original.goods:
        value = resolved.event.value
        return Money.rounded(value.amount, books.currency) if value is not None and value.amount else None
    left = _by_item((item, units) for (item, _), units in books.history.units_left(original.number).items())
    asked = _by_item((goods.item, -goods.quantity) for goods in resolved.goods)
    if asked and all(asked.get(item, ZERO) == units for item, units in left.items()):
        return None
    moved = {move.item for move in moves}
    unmoved = [_by_lines(original, item, units, books) for item, units in asked.items() if item not in moved]
    return total((*(abs(move.value) for move in moves), *unmoved), books.currency)


def _by_item(units: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    summed: dict[str, Decimal] = {}
    for item, number in units:
        summed[item] = summed.get(item, ZERO) + number
    return summed


def _by_lines(original: PostedEntry, item: str, units: Decimal, books: ClientBooks) -> Money:
    """What units that moved no stock are valued at: their part of the entry's lines, shared out by what these set aside for each
    item, else by the cost on record."""
    own = _by_item((key, abs(number)) for key, _, number in original.goods)
    weights = {
        key: total((move.amount for move in original.reserve_moves if move.item == key), books.currency).amount for key in own
    }
    if original.kind is not Kind.WRITE_DOWN or not any(weights.values()):
        weights = {key: number * _cost_on_record(key, books) for key, number in own.items()}
    if not any(weights.values()):
        weights = own
    whole = total((line.amount for line in original.lines if line.role in HOLDS_VALUE), books.currency)
    shares = dict(zip(weights, allocate(whole, list(weights.values())), strict=True))
    return Money.rounded(shares[item].amount * abs(units) / own[item], books.currency)


def _cost_on_record(item: str, books: ClientBooks) -> Decimal:
    return next((layer.unit_cost for holding in books.stock.held(item) for layer in holding.layers), ZERO)


def _part(
    left: tuple[Line, ...], asked: Money, moves: tuple[StockMove, ...], original: PostedEntry, books: ClientBooks
) -> tuple[Line, ...]:
    """As much of the lines as balances `asked`: goods in their own accounts, other goods and the reserve in proportion, then the
    loss before recoveries."""
    goods = [line for line in left if _holds(line, original)]
    shares = _shares(goods, asked, moves, books)
    taken = [replace(line, amount=share) for line, share in zip(goods, shares, strict=True) if share]
    whole = total((line.amount for line in goods), books.currency)
    due = asked
    others = [line for line in left if line not in goods]
    for line in sorted(others, key=_order):
        amount = line.amount if line.amount < due else due
        if line.role is Role.ALLOWANCE:
            amount = min(amount, Money.rounded(line.amount.amount * asked.amount / whole.amount, books.currency))
        if amount:
            taken.append(replace(line, amount=amount))
            due -= amount
    return tuple(taken)


def _shares(goods: list[Line], asked: Money, moves: tuple[StockMove, ...], books: ClientBooks) -> tuple[Money, ...]:
    """Of each line what the units that come back into its account left at; what no move tells, in proportion to what is left."""
    told: list[Money] = []
    for line in goods:
        own = [abs(move.value) for move in moves if move.account == line.account and _into(move, line)]
        told.append(min(line.amount, total(own, books.currency)) if line.role is Role.INVENTORY else Money.zero(books.currency))
    rest = asked - total(told, books.currency)
    weights = [(line.amount - own).amount for line, own in zip(goods, told, strict=True)]
    if rest.minor <= 0 or not any(weights):
        return tuple(told)
    return tuple(own + share for own, share in zip(told, allocate(rest, weights), strict=True))


def _into(move: StockMove, line: Line) -> bool:
    """Whether units that come back stand against the line: those that left, against a credit to their account."""
    return move.value.minor > 0 if line.side is Side.CREDIT else move.value.minor < 0


def _order(line: Line) -> int:
    return 0 if line.role is Role.ALLOWANCE else 2 if line.role in OTHERS_PAY else 1


def _mirrored(line: Line, original: PostedEntry, resolved: ResolvedEvent) -> ValuedLine:
    """The line with its sides swapped. Cash is never taken back: it is owed, or was repaid from the account named."""
    because = f"{original.number} the other way round"
    if line.role is Role.RECEIVED and line.side is Side.DEBIT:
        words = resolved.event.repaid_from
        because = "the recovery received, already paid back" if words else "the recovery received has to be paid back"
        return ValuedLine(Side.CREDIT, Role.REPAY, line.amount, words=words, named=bool(words), because=because, party=line.party)
    mirrored = ValuedLine(line.side.other, line.role, line.amount, account=line.account, because=because, party=line.party)
    return replace(mirrored, klass=line.klass)


def _reserve_back(original: PostedEntry, resolved: ResolvedEvent, books: ClientBooks, share: Decimal) -> tuple[ReserveMove, ...]:
    """What the original used of a reserve by name, or built, given back with the units."""
    returned: dict[str, Decimal] = {}
    for goods in resolved.goods:
        returned[goods.item] = returned.get(goods.item, ZERO) + abs(goods.quantity)
    moves: list[ReserveMove] = []
    earlier = [move for reversal in books.history.reversals_of(original.number) for move in reversal.reserve_moves]
    for move in original.reserve_moves:
        units = move.quantity + sum((back.quantity for back in earlier if back.item == move.item), ZERO)
        amount = move.amount + total((back.amount for back in earlier if back.item == move.item), books.currency)
        if share == 1 or not amount:
            part, value = units, amount
        else:
            part = _toward(units, returned.get(move.item, ZERO))
            value = (
                Money.rounded(amount.amount * part / units, books.currency)
                if units
                else Money.rounded(amount.amount * share, books.currency)
            )
        if part or value:
            moves.append(ReserveMove(move.item, -part, -value))
    return tuple(moves)


def _toward(units: Decimal, most: Decimal) -> Decimal:
    return min(units, most) if units > ZERO else max(units, -most)
