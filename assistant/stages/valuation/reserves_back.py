"""What an entry set aside by name, or used of it, to the reserve moves that take it back."""

from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry, Reserve, standing
from assistant.books.event import ResolvedGoods
from assistant.books.goods import ReserveMove, StockMove
from assistant.books.money import Money, allocate, total
from assistant.books.quantity import DECIMALS
from assistant.stages.resolution.written_down import Held

ZERO = Decimal(0)


def reserve_back(
    original: PostedEntry,
    goods: tuple[ResolvedGoods, ...],
    moves: tuple[StockMove, ...],
    held: tuple[Held, ...],
    books: ClientBooks,
    share: Decimal,
) -> tuple[ReserveMove, ...]:
    """What the original used of a reserve by name, or built, given back with the goods; `share` (0 to 1) is how much of all that
    was left of it comes back, which is what counts where it names no goods."""
    left, units = _left(original, books), _by_item(goods)
    if held:  # a write-down, whose reserve others may have used since
        parts = [(each, units.get(each.item, ZERO)) for each in held if each.item in left]
        return tuple(falls(each, number, -each.part(number), left[each.item].quantity, books) for each, number in parts if number)
    if share != 1 and not original.goods:
        return _in_part(left, share, books)
    back = []
    for item, reserve in left.items():
        part, amount = reserve.quantity, reserve.amount
        if share != 1:
            number = units.get(item, ZERO)
            part, amount = _toward(part, number), reserve_of_part(original, item, number, moves, books)
        if part or amount:
            back.append(fitted(ReserveMove(item, -part, -amount), units.get(item, ZERO), books))
    return tuple(back)


def reserve_of_part(original: PostedEntry, item: str, units: Decimal, moves: tuple[StockMove, ...], books: ClientBooks) -> Money:
    """What the original did to the reserve of the item, for the part of its goods that comes back: by the value that `moves` move
    of what is left of its own moves, so that no more is given back than the goods are worth; by the units where it moved none."""
    reserve = _left(original, books)[item]
    every = (original, *books.history.reversals_of(original.number))
    of = abs(sum((move.value.amount for each in every for move in each.moves if move.item == item), ZERO))
    back = abs(sum((move.value.amount for move in moves if move.item == item), ZERO))
    if not of:
        of = abs(sum((left for (key, _), left in books.history.units_left(original.number).items() if key == item), ZERO))
        back = units
    return Money.rounded(reserve.amount.amount * min(back / of, Decimal(1)), books.currency) if of else reserve.amount


def falls(held: Held, units: Decimal, change: Money, built: Decimal, books: ClientBooks) -> ReserveMove:
    """The reserve of units whose write-down is taken back by `change` (negative): they are reserved no more where nothing is left
    of it, as far as the write-down had `built` the reserve by them."""
    whole = change == -held.part(units)
    return fitted(ReserveMove(held.item, -min(units, built) if whole else ZERO, change), units, books)


def fitted(move: ReserveMove, units: Decimal, books: ClientBooks) -> ReserveMove:
    """The move, so that the reserve ends with units as long as it has an amount, and without where it has none."""
    reserve = books.history.reserve_of(move.item, books.currency)
    after = reserve.amount + move.amount
    if not after:
        return ReserveMove(move.item, -reserve.quantity, move.amount)
    if after.minor < 0 or reserve.quantity + move.quantity > ZERO:
        return move
    return ReserveMove(move.item, ZERO if reserve.quantity > ZERO else units - reserve.quantity, move.amount)


def _left(original: PostedEntry, books: ClientBooks) -> dict[str, Reserve]:
    """Item -> what the original did to its reserve, less what its reversals took back of that."""
    reversals = standing(original, books.history.reversals_of)
    earlier = [move for reversal in reversals for move in reversal.reserve_moves]
    left: dict[str, Reserve] = {}
    for move in original.reserve_moves:
        back = [each for each in earlier if each.item == move.item]
        quantity = move.quantity + sum((each.quantity for each in back), ZERO)
        left[move.item] = Reserve(quantity, move.amount + total((each.amount for each in back), books.currency))
    return left


def _in_part(left: dict[str, Reserve], share: Decimal, books: ClientBooks) -> tuple[ReserveMove, ...]:
    """The share of each item's reserve, to the cent of the share of them all, with as many of its units."""
    whole = total((each.amount for each in left.values()), books.currency)
    weights = [abs(each.amount).amount for each in left.values()]
    if not any(weights):
        return ()
    parts = allocate(Money.rounded(whole.amount * share, books.currency), weights)
    return tuple(
        fitted(ReserveMove(item, -round(each.quantity * share, DECIMALS), -part), ZERO, books)
        for (item, each), part in zip(left.items(), parts, strict=True)
        if part
    )


def _by_item(goods: tuple[ResolvedGoods, ...]) -> dict[str, Decimal]:
    units: dict[str, Decimal] = {}
    for line in goods:
        units[line.item] = units.get(line.item, ZERO) + abs(line.quantity)
    return units


def _toward(units: Decimal, most: Decimal) -> Decimal:
    return min(units, most) if units > ZERO else max(units, -most)
