"""A value that has recovered to the reversal of its write-down: at most its amount, up to the lower of cost and the new NRV."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry, ValuedLine
from assistant.books.entry import PostedEntry
from assistant.books.event import ResolvedEvent, ResolvedGoods
from assistant.books.finding import Finding, Problem
from assistant.books.goods import ReserveMove, StockMove
from assistant.books.money import Money, allocate, total
from assistant.books.policy import Framework
from assistant.books.proposal import Role, Value
from assistant.books.quantity import format_quantity
from assistant.books.question import Asks, Declined, Question
from assistant.stages.resolution.returns import units_left
from assistant.stages.resolution.written_down import Held, still_held
from assistant.stages.valuation.bearing import BEARS_THE_LOSS
from assistant.stages.valuation.figures import says, worked_out
from assistant.stages.valuation.relief import Carried, carried
from assistant.stages.valuation.reserves_back import falls
from assistant.stages.valuation.returning import value_back

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Lowered:
    """Units of one item at one place that are written down still: their cost, by how much they are carried below it, and where
    that is on record (None: of an entry whose parts nothing tells)."""

    goods: ResolvedGoods
    cost: Money
    written: Money
    held: Held | None


@dataclass(frozen=True, slots=True)
class Risen:
    """Lines whose value the text tells as one, how much it has risen in all, and why."""

    lines: tuple[Lowered, ...]
    rise: Money
    because: str


def value_recovered(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry | Question | Declined:
    """IAS 2.33: for units still held. Under US GAAP the same entry is shown with the problem `write_up` (ASC 330-10-35-14)."""
    original = resolved.reverses
    assert original is not None
    if not resolved.goods:
        return Declined(_why_nothing(original, books))
    goods = tuple(replace(line, quantity=-line.quantity) for line in resolved.goods)
    said = replace(resolved.event, value=None)  # what they will bring is no cost of theirs
    lines = carried(replace(resolved, event=said, goods=goods), books)
    if isinstance(lines, Question):
        return lines
    risen: list[Risen] = []
    for together in _told_as_one(_lowered(original, lines, books), resolved):
        found = _risen(together, original, resolved, books)
        if isinstance(found, Question):
            return found
        risen.append(found)
    higher = [each for each in risen if each.rise.minor > 0]
    if not higher:
        becauses = "; ".join(each.because for each in risen)
        return Declined(f"The value has not recovered above what the goods are carried at: {becauses}.")
    return _entry(higher, original, resolved, books)


def _why_nothing(original: PostedEntry, books: ClientBooks) -> str:
    if not original.goods:
        return f"{original.number} wrote down an amount and names no goods, so that no value of theirs can have recovered."
    if not units_left(original, books):
        return f"All that {original.number} wrote down has come back already, so that no more of it can recover."
    return f"Nothing that {original.number} wrote down is still held, so that no value can have recovered."


# ── What is written down ─────────────────────────────────────────────────────────────────────────────────────────────


def _lowered(original: PostedEntry, lines: Iterable[Carried], books: ClientBooks) -> list[Lowered]:
    """Each line with its share of what the write-down has left. Directly written down, their cost is what they were carried at
    before."""
    lines = list(lines)
    held = {(each.item, each.location): each for each in still_held(original, units_left(original, books), books)}
    found: list[Lowered] = []
    for line in lines:
        there = held.get((line.goods.item, line.goods.location)) or held.get((line.goods.item, ""))
        if there is None:
            written = _by_lines(original, line, lines, books)
            direct = all(each.role is not Role.ALLOWANCE for each in original.lines)
            found.append(Lowered(line.goods, line.value + written if direct else line.value, written, None))
        elif there.layers:
            found.append(Lowered(line.goods, _cost_before(original, there, line, books), there.part(line.goods.quantity), there))
        else:
            same = [each for each in lines if each.goods.item == line.goods.item]
            of_item = there.part(sum((each.goods.quantity for each in same), ZERO))
            parts = allocate(of_item, [each.goods.quantity for each in same])
            found.append(Lowered(line.goods, line.value, parts[same.index(line)], there))
    return found


def _cost_before(original: PostedEntry, held: Held, line: Carried, books: ClientBooks) -> Money:
    """What these units were carried at before they were written down, by the layers that lie there still."""
    lying = {layer.id: layer.quantity for layer, _ in held.layers}
    units = worth = ZERO
    for move in original.moves:
        for part in move.layers if (move.item, move.location) == (held.item, held.location) else ():
            if part.quantity < ZERO and part.layer in lying:
                there = min(-part.quantity, lying[part.layer])
                units, worth = units + there, worth + part.value.amount / part.quantity * there
    return Money.rounded(worth / units * line.goods.quantity, books.currency)


def _by_lines(original: PostedEntry, line: Carried, lines: list[Carried], books: ClientBooks) -> Money:
    """A line's share of what the entry's lines have left, by its units of all that are left."""
    credits = [each for each in books.history.lines_left(original.number) if each.side is Side.CREDIT]
    amount = total((each.amount for each in credits), books.currency)
    whole = max(
        sum((abs(units) for units in books.history.units_left(original.number).values()), ZERO),
        sum((each.goods.quantity for each in lines), ZERO),
    )
    return Money.rounded(amount.amount * line.goods.quantity / whole, books.currency)


# ── How much it has risen ────────────────────────────────────────────────────────────────────────────────────────────


def _told_as_one(lines: list[Lowered], resolved: ResolvedEvent) -> list[tuple[Lowered, ...]]:
    """The lines of each of the text's goods where it tells what each will bring, else all of them."""
    by_said: dict[int, list[Lowered]] = {}
    for line in lines:
        by_said.setdefault(line.goods.said, []).append(line)
    goods = resolved.event.goods
    if len(by_said) > 1 and all(said < len(goods) and goods[said].nrv is not None for said in by_said):
        return [tuple(each) for each in by_said.values()]
    return [tuple(lines)]


def _risen(lines: tuple[Lowered, ...], original: PostedEntry, resolved: ResolvedEvent, books: ClientBooks) -> Risen | Question:
    cost, written = (
        total(amounts, books.currency) for amounts in zip(*((line.cost, line.written) for line in lines), strict=True)
    )
    units = sum((line.goods.quantity for line in lines), ZERO)
    brings = _brings(lines, resolved, cost, units)
    if isinstance(brings, Question):
        return brings
    amount, value = Money.rounded(brings[0], books.currency), brings[1]
    rise = min(written, min(cost, amount) - (cost - written))
    because = (
        f"{format_quantity(units)} at {cost} cost, written down by {written} ({original.number}), will bring {says(value)}: "
        f"up to {min(cost, amount)}, the lower of cost and what they bring"
    )
    if rise.minor <= 0 and books.policy.framework is Framework.US_GAAP:
        rise = written  # a write-up is what was asked for, and that is refused by name whatever the goods will bring
    return Risen(lines, rise, because)


def _brings(lines: tuple[Lowered, ...], resolved: ResolvedEvent, cost: Money, units: Decimal) -> tuple[Decimal, Value] | Question:
    goods = resolved.event.goods
    own = [goods[line.goods.said] for line in lines if line.goods.said < len(goods)]
    said = [line for line in (*own, *goods) if line.nrv is not None]
    stated = said[0].nrv if said else resolved.event.value
    amount = worked_out(stated, cost=cost.amount, units=units) if stated is not None else None
    if stated is None or amount is None:
        return Question(Asks.NET_REALIZABLE_VALUE, "What will these goods bring now, after the costs of selling them?")
    to_sell = said[0].cost_to_sell if said else None
    less = worked_out(to_sell, cost=amount, units=units) if to_sell is not None else ZERO  # a share is of what they bring
    return max(amount - (less or ZERO), ZERO), stated


# ── The entry ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _entry(risen: list[Risen], original: PostedEntry, resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry:
    rises = [
        (line, share)
        for each in risen
        for line, share in zip(each.lines, allocate(each.rise, [line.written.amount for line in each.lines]), strict=True)
    ]
    rise = total((share for _, share in rises), books.currency)
    because = "; ".join(each.because for each in risen)
    moves, reserves = _recorded(rises, books)
    part = [line.goods for line, _ in rises]
    return ValuedEntry(
        replace(resolved, goods=tuple(replace(goods, quantity=-goods.quantity) for goods in part)),
        resolved.event.kind,
        original.reason,
        _lines(original, rise, moves, because),
        moves=moves,
        reserve_moves=reserves,
        loss=rise,
        derived=tuple(each.because for each in risen),
        findings=_write_up(original, rise, books),
    )


def _recorded(rises: list[tuple[Lowered, Money]], books: ClientBooks) -> tuple[tuple[StockMove, ...], tuple[ReserveMove, ...]]:
    """Where the value rises: in the layers that were written down, or by what was set aside for the goods."""
    units: dict[tuple[str, str], Decimal] = {}
    amounts: dict[tuple[str, str], Money] = {}
    held = {(line.held.item, line.held.location): line.held for line, _ in rises if line.held is not None}
    for line, share in rises:
        for place in ((line.goods.item, line.goods.location), (line.goods.item, "")):
            units[place] = units.get(place, ZERO) + line.goods.quantity
            amounts[place] = amounts.get(place, Money.zero(books.currency)) + share
    moves = tuple(value_back(each, amounts[at]) for at, each in held.items() if each.layers and amounts[at])
    reserved = [(at, each) for at, each in held.items() if not each.layers and amounts[at]]
    built = {at: books.history.reserve_of(at[0], books.currency).quantity for at, _ in reserved}
    return moves, tuple(falls(each, units[at], -amounts[at], built[at], books) for at, each in reserved)


def _lines(original: PostedEntry, rise: Money, moves: tuple[StockMove, ...], because: str) -> tuple[ValuedLine, ...]:
    """The write-down's own accounts, sides swapped: each inventory account by what its goods rise, the others in proportion; the
    account that such a loss takes, where others bore all of it."""
    lines: list[ValuedLine] = []
    for side in (Side.CREDIT, Side.DEBIT):  # the original's credits become the debits
        lines_of = [line for line in original.lines if line.side is side and (side is Side.CREDIT or line.role in BEARS_THE_LOSS)]
        if not lines_of:
            lines.append(ValuedLine(side.other, Role.LOSS, rise, because=because))
            continue
        shares = allocate(rise, [line.amount.amount for line in lines_of])
        if side is Side.CREDIT and moves and {move.account for move in moves} <= {line.account for line in lines_of}:
            shares = tuple(
                total((move.value for move in moves if move.account == line.account), rise.currency) for line in lines_of
            )
        for line, share in zip(lines_of, shares, strict=True):
            if share:
                lines.append(ValuedLine(side.other, line.role, share, account=line.account, because=because, klass=line.klass))
    return tuple(lines)


def _write_up(original: PostedEntry, rise: Money, books: ClientBooks) -> tuple[Finding, ...]:
    if books.policy.framework is not Framework.US_GAAP:
        return ()
    text = f"Under US GAAP the goods keep the cost that {original.number} gave them: no write-up by {rise} (ASC 330-10-35-14)."
    return (Finding(Problem.WRITE_UP, text, "The gain is taken when the goods are sold."),)
