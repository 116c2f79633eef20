"""An earlier entry to the one that takes it back, in whole or in part: lines mirrored, units at the cost they left at."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry, ValuedLine
from assistant.books.entry import Line, PostedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding, Problem, Warning
from assistant.books.goods import StockMove
from assistant.books.money import Money, allocate, total
from assistant.books.proposal import Event, Role, Value, ValueRelation
from assistant.books.quantity import format_quantity
from assistant.books.reasons import Kind
from assistant.stages.resolution.returns import units_left
from assistant.stages.resolution.written_down import Held, still_held
from assistant.stages.valuation.bearing import BEARS_THE_LOSS
from assistant.stages.valuation.figures import worked_out
from assistant.stages.valuation.reserves_back import reserve_back, reserve_of_part
from assistant.stages.valuation.returning import moves_back

ZERO = Decimal(0)
OTHERS_PAY = (Role.OWED, Role.SUPPLIER, Role.RECEIVED, Role.REPAY)
HOLDS_GOODS = (Role.INVENTORY, Role.PERIODIC, Role.CONTROL)


def reverse(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry:
    """The mirrored entry. It keeps the reason and the accounts of the entry it reverses."""
    original = resolved.reverses
    assert original is not None
    held = still_held(original, units_left(original, books), books)
    moves = moves_back(original, resolved.goods, held, books)
    back = _lines_back(original, resolved, moves, held, books)
    mirrored = [_mirrored(line, original, resolved) for line in back.lines]
    mirrored.sort(key=lambda line: line.side is Side.CREDIT)
    return ValuedEntry(
        resolved,
        resolved.event.kind,
        original.reason,
        tuple(mirrored),
        moves,
        reserve_back(original, resolved.goods, moves, held, books, back.share),
        loss=total((line.amount for line in back.lines if line.role in BEARS_THE_LOSS), books.currency),
        derived=(f"{original.number} of {original.entry_date} taken back{back.how_much}",),
        findings=(*back.findings, *_worth_otherwise(original, moves, books)),
    )


@dataclass(frozen=True, slots=True)
class Back:
    """The original's lines to take back, and what share of what was left of it they are."""

    lines: tuple[Line, ...]
    share: Decimal = Decimal(1)
    how_much: str = " in whole"
    findings: tuple[Finding, ...] = ()


def _lines_back(
    original: PostedEntry,
    resolved: ResolvedEvent,
    moves: tuple[StockMove, ...],
    held: tuple[Held, ...],
    books: ClientBooks,
) -> Back:
    left = books.history.lines_left(original.number)
    asked = _revalued(resolved, held, books) if held else _value_asked(original, resolved, moves, books)
    beyond = any(finding.blocks for finding in resolved.findings)
    if beyond:
        left = original.lines  # what it would post is shown as asked for
    whole = total((line.amount for line in left if _holds(line, original)), books.currency)
    if asked is None or asked >= whole:
        lines = left if _balanced(left) else _part(left, whole, moves, original, books)
        return Back(lines, findings=_too_much(original, asked, whole, beyond))
    findings = () if beyond or not held else _stays(original, resolved, held, whole - asked)
    by_units = moves and not held
    how_much = " in part, at the cost the units left at" if by_units else f" in part, {asked} of the {whole} left"
    return Back(_part(left, asked, moves, original, books), asked.amount / whole.amount, how_much, findings)


def _worth_otherwise(original: PostedEntry, moves: tuple[StockMove, ...], books: ClientBooks) -> tuple[Finding, ...]:
    """Units that had come in go out at what they came in at, unless their value was written down, or up again, since."""
    for move in moves:
        if move.quantity >= ZERO or not move.layers:
            continue
        since = books.history.of_item(move.item, since=original.reverses or original.number)
        if any(_revalues(each, move) for each in since):
            units = format_quantity(-move.quantity)
            says = f"{units} of {move.item} came in at {-move.value}, and their value was changed since."
            return (Finding(Problem.BALANCE_SHORT, says, "Write them off as they are carried now, by an entry of their own."),)
    return ()


def _revalues(entry: PostedEntry, move: StockMove) -> bool:
    there = (each for each in entry.moves if (each.item, each.location) == (move.item, move.location))
    return entry.kind in (Kind.WRITE_DOWN, Kind.REVERSAL) and any(each.value and not each.quantity for each in there)


def _revalued(resolved: ResolvedEvent, held: tuple[Held, ...], books: ClientBooks) -> Money:
    """What the units that come back are revalued by: of a place, or where a reserve knows no place, of the item."""
    units: dict[tuple[str, str], Decimal] = {}
    for goods in resolved.goods:
        for place in ((goods.item, goods.location), (goods.item, "")):
            units[place] = units.get(place, ZERO) + abs(goods.quantity)
    return total((abs(each.part(units.get((each.item, each.location), ZERO))) for each in held), books.currency)


def _stays(original: PostedEntry, resolved: ResolvedEvent, held: tuple[Held, ...], rest: Money) -> tuple[Finding, ...]:
    """That not all of it comes back where the text asks for no part of the units: what is gone took its share along."""
    asked = sum((abs(goods.quantity) for goods in resolved.goods), ZERO)
    if asked < sum((each.units for each in held), ZERO):
        return ()
    says = f"{rest} of {original.number} stays: goods that left since took that along, or used it."
    return (Finding(Warning.PART_DECLINED, says, "Reverse first the entry by which they left, where that was wrong."),)


def _balanced(lines: tuple[Line, ...]) -> bool:
    return sum(line.amount.minor if line.side is Side.DEBIT else -line.amount.minor for line in lines) == 0


def _too_much(original: PostedEntry, asked: Money | None, whole: Money, beyond: bool) -> tuple[Finding, ...]:
    if asked is None or beyond or asked <= whole:
        return ()
    says = f"{asked} cannot be taken back: {whole} is left of {original.number}."
    return (Finding(Problem.ALREADY_REVERSED, says, f"Reverse {whole}."),)


def _holds(line: Line, original: PostedEntry) -> bool:
    """A line on the side of the goods (the credits of a loss); the debits of an entry that only found goods. A reserve stands for
    goods where no other account of the entry does."""
    roles = {each.role for each in original.lines}.intersection(HOLDS_GOODS) or {Role.ALLOWANCE}
    credits_goods = any(each.role in roles and each.side is Side.CREDIT for each in original.lines)
    return line.role in roles and line.side is (Side.CREDIT if credits_goods else Side.DEBIT)


def _value_asked(
    original: PostedEntry, resolved: ResolvedEvent, moves: tuple[StockMove, ...], books: ClientBooks
) -> Money | None:
    """What the units that come back left at, or the part of an amount; None for all that is left."""
    if not original.goods:
        return _amount_asked(original, resolved.event, books)
    left = _by_item((item, units) for (item, _), units in books.history.units_left(original.number).items())
    asked = _by_item((goods.item, -goods.quantity) for goods in resolved.goods)
    if asked and all(asked.get(item, ZERO) == units for item, units in left.items()):
        return None
    moved = {move.item for move in moves}
    unmoved = [_unmoved(original, item, units, books) for item, units in asked.items() if item not in moved]
    return total((*(abs(move.value) for move in moves), *unmoved), books.currency)


def _amount_asked(original: PostedEntry, event: Event, books: ClientBooks) -> Money | None:
    """The part of an amount that the text asks back, a share of it, or all but what stays; None for all that is left."""
    left = total((line.amount for line in books.history.lines_left(original.number) if _holds(line, original)), books.currency)
    share = next((line.quantity.share for line in event.goods if line.quantity is not None and line.quantity.share), None)
    value = event.value or (Value(ValueRelation.SHARE_OF_COST, share=share) if share is not None else None)
    amount = worked_out(value, cost=left.amount, units=None) if value is not None else None
    return Money.rounded(amount, books.currency) if amount else None


def _by_item(units: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    summed: dict[str, Decimal] = {}
    for item, number in units:
        summed[item] = summed.get(item, ZERO) + number
    return summed


def _unmoved(original: PostedEntry, item: str, units: Decimal, books: ClientBooks) -> Money:
    """What units that moved no stock are valued at: what the entry did to their reserve by name, else their part of its lines, by
    the cost on record."""
    if original.kind in (Kind.WRITE_DOWN, Kind.REVERSAL) and any(move.item == item for move in original.reserve_moves):
        return abs(reserve_of_part(original, item, abs(units), (), books))
    own = _by_item((key, abs(number)) for key, _, number in original.goods)
    weights = {key: number * _cost_on_record(key, books) for key, number in own.items()}
    if not any(weights.values()):
        weights = own
    whole = total((line.amount for line in original.lines if line.role in HOLDS_GOODS), books.currency)
    shares = dict(zip(weights, allocate(whole, list(weights.values())), strict=True))
    return Money.rounded(shares[item].amount * abs(units) / own[item], books.currency)


def _cost_on_record(item: str, books: ClientBooks) -> Decimal:
    return next((layer.unit_cost for holding in books.stock.held(item) for layer in holding.layers), ZERO)


def _part(
    left: tuple[Line, ...], asked: Money, moves: tuple[StockMove, ...], original: PostedEntry, books: ClientBooks
) -> tuple[Line, ...]:
    """As much of the lines as balances `asked`: goods in their own accounts, other goods in proportion, the reserve as it comes
    back by name, or else in proportion too; then the loss before recoveries."""
    goods = [line for line in left if _holds(line, original)]
    shares = _shares(goods, asked, moves, books)
    taken = [replace(line, amount=share) for line, share in zip(goods, shares, strict=True) if share]
    whole = total((line.amount for line in goods), books.currency)
    due = asked
    others = [line for line in left if line not in goods]
    for line in sorted(others, key=_order):
        amount = line.amount if line.amount < due else due
        if line.role is Role.ALLOWANCE and amount:
            named, of = _named(original, moves, books)
            rest = (line.amount - of).amount * asked.amount / whole.amount
            amount = min(amount, named + Money.rounded(rest, books.currency))
        if amount:
            taken.append(replace(line, amount=amount))
            due -= amount
    return tuple(taken)


def _named(original: PostedEntry, moves: tuple[StockMove, ...], books: ClientBooks) -> tuple[Money, Money]:
    """What comes back of a reserve by name with the goods that move, and what was left of it."""
    every = (original, *books.history.reversals_of(original.number))
    left = abs(total((move.amount for each in every for move in each.reserve_moves), books.currency))
    items = dict.fromkeys(move.item for move in original.reserve_moves)
    parts = (reserve_of_part(original, item, ZERO, moves, books) for item in items)
    return abs(total(parts, books.currency)), left


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
