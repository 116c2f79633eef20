"""A value that has recovered to the reversal of its write-down: at most its amount, up to the lower of cost and the new NRV."""

from dataclasses import replace
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry, ValuedLine
from assistant.books.entry import PostedEntry
from assistant.books.event import ResolvedEvent
from assistant.books.finding import Finding, Problem
from assistant.books.goods import ReserveMove, StockMove
from assistant.books.money import Money, allocate, total
from assistant.books.policy import Framework
from assistant.books.proposal import Role, Value
from assistant.books.quantity import format_quantity
from assistant.books.question import Asks, Declined, Question
from assistant.stages.valuation.bearing import BEARS_THE_LOSS
from assistant.stages.valuation.figures import says, worked_out
from assistant.stages.valuation.relief import Carried, carried
from assistant.stages.valuation.write_downs import value_move

ZERO = Decimal(0)


def value_recovered(resolved: ResolvedEvent, books: ClientBooks) -> ValuedEntry | Question | Declined:
    """IAS 2.33: for units still held. Under US GAAP the same entry is shown with the problem `write_up` (ASC 330-10-35-14)."""
    original = resolved.reverses
    assert original is not None
    if not resolved.goods:
        return Declined(f"Nothing that {original.number} wrote down is still held, so that no value can have recovered.")
    held = tuple(replace(goods, quantity=-goods.quantity) for goods in resolved.goods)
    said = replace(resolved.event, value=None)  # what they will bring is no cost of theirs
    goods = carried(replace(resolved, event=said, goods=held), books)
    if isinstance(goods, Question):
        return goods
    allowance = any(line.role is Role.ALLOWANCE and line.side is Side.CREDIT for line in original.lines)
    written = _written_down(original, sum((line.goods.quantity for line in goods), ZERO), books)
    carrying = total((line.value for line in goods), books.currency)
    cost = carrying if allowance else carrying + written
    brings = _brings(resolved, cost, goods)
    if isinstance(brings, Question):
        return brings
    amount, value = Money.rounded(brings[0], books.currency), brings[1]
    rise = min(written, min(cost, amount) - (cost - written))
    because = (
        f"{_units(goods)} at {cost} cost, written down by {written} ({original.number}), will bring {says(value)}: "
        f"up to {min(cost, amount)}, the lower of cost and what they bring"
    )
    if rise.minor <= 0 and books.policy.framework is Framework.US_GAAP:
        rise = written  # a write-up is what was asked for, and that is refused by name whatever the goods will bring
    if rise.minor <= 0:
        return Declined(f"The value has not recovered above what the goods are carried at: {because}.")
    return ValuedEntry(
        resolved,
        resolved.event.kind,
        original.reason,
        _lines(original, rise, because),
        moves=() if allowance else _moves(goods, rise),
        reserve_moves=_reserves(goods, rise, whole=rise == written) if allowance else (),
        loss=rise,
        derived=(because,),
        findings=_write_up(original, rise, books),
    )


def _written_down(original: PostedEntry, units: Decimal, books: ClientBooks) -> Money:
    """What the write-down has left for this many of its units."""
    left = [line for line in books.history.lines_left(original.number) if line.side is Side.CREDIT]
    amount = total((line.amount for line in left), books.currency)
    whole = sum(books.history.units_left(original.number).values(), ZERO)
    return amount if units >= whole else Money.rounded(amount.amount * units / whole, books.currency)


def _brings(resolved: ResolvedEvent, cost: Money, goods: tuple[Carried, ...]) -> tuple[Decimal, Value] | Question:
    said = [line for line in resolved.event.goods if line.nrv is not None]
    stated = said[0].nrv if said else resolved.event.value
    units = sum((line.goods.quantity for line in goods), ZERO)
    amount = worked_out(stated, cost=cost.amount, units=units) if stated is not None else None
    if stated is None or amount is None:
        return Question(Asks.NET_REALIZABLE_VALUE, "What will these goods bring now, after the costs of selling them?")
    to_sell = said[0].cost_to_sell if said else None
    less = worked_out(to_sell, cost=amount, units=units) if to_sell is not None else ZERO  # a share is of what they bring
    return max(amount - (less or ZERO), ZERO), stated


def _lines(original: PostedEntry, rise: Money, because: str) -> tuple[ValuedLine, ...]:
    """The write-down's own accounts, sides swapped, in proportion; the account that such a loss takes, where others bore all of
    it."""
    lines: list[ValuedLine] = []
    for side in (Side.CREDIT, Side.DEBIT):  # the original's credits become the debits
        lines_of = [line for line in original.lines if line.side is side and (side is Side.CREDIT or line.role in BEARS_THE_LOSS)]
        if not lines_of:
            lines.append(ValuedLine(side.other, Role.LOSS, rise, because=because))
            continue
        shares = allocate(rise, [line.amount.amount for line in lines_of])
        for line, share in zip(lines_of, shares, strict=True):
            if share:
                lines.append(ValuedLine(side.other, line.role, share, account=line.account, because=because, klass=line.klass))
    return tuple(lines)


def _moves(goods: tuple[Carried, ...], rise: Money) -> tuple[StockMove, ...]:
    shares = allocate(rise, [line.goods.quantity for line in goods])
    return tuple(value_move(line, share) for line, share in zip(goods, shares, strict=True) if share)


def _reserves(goods: tuple[Carried, ...], rise: Money, *, whole: bool) -> tuple[ReserveMove, ...]:
    """The reserve by name falls; units whose write-down is taken back in whole are no longer reserved."""
    units: dict[str, Decimal] = {}
    for line in goods:
        units[line.goods.item] = units.get(line.goods.item, ZERO) + line.goods.quantity
    shares = allocate(rise, list(units.values()))
    return tuple(
        ReserveMove(item, -number if whole else ZERO, -share) for (item, number), share in zip(units.items(), shares, strict=True)
    )


def _write_up(original: PostedEntry, rise: Money, books: ClientBooks) -> tuple[Finding, ...]:
    if books.policy.framework is not Framework.US_GAAP:
        return ()
    text = f"Under US GAAP the goods keep the cost that {original.number} gave them: no write-up by {rise} (ASC 330-10-35-14)."
    return (Finding(Problem.WRITE_UP, text, "The gain is taken when the goods are sold."),)


def _units(goods: tuple[Carried, ...]) -> str:
    return format_quantity(sum((line.goods.quantity for line in goods), ZERO))
