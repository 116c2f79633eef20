"""Units of an earlier entry that come back to stock moves: into the layers they left, at the cost they left at."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.event import ResolvedGoods
from assistant.books.goods import LayerMove, StockMove
from assistant.books.money import Money, total

ZERO = Decimal(0)


def moves_back(original: PostedEntry, goods: tuple[ResolvedGoods, ...], books: ClientBooks) -> tuple[StockMove, ...]:
    """The original's moves the other way, for the units that come back; a change of value alone comes back in proportion."""
    reversals = books.history.reversals_of(original.number)
    moves: list[StockMove] = []
    for item, place, move in _by_place(original):
        earlier = [back for reversal in reversals for back in reversal.moves if (back.item, back.location) == (item, place)]
        units = -sum((line.quantity for line in goods if (line.item, line.location) == (item, place)), ZERO)
        if not move.quantity:
            gone = -_units_at(item, place, (goods for reversal in reversals for goods in reversal.goods))
            moves += _value_back(move, units, _units_at(item, place, original.goods), gone, earlier)
        elif units:
            moves.append(_units_back(move, abs(units), earlier))
    return tuple(moves)


def _by_place(original: PostedEntry) -> Iterable[tuple[str, str, StockMove]]:
    return [(move.item, move.location, move) for move in original.moves]


def _units_back(move: StockMove, units: Decimal, earlier: list[StockMove]) -> StockMove:
    """`units` (positive) of the move, through its layers in order, after what earlier reversals have taken back.

    Each layer's units come back at what they took from it; the last of the move take all that is left of its value.
    """
    currency = move.value.currency
    sign = -1 if move.quantity < ZERO else 1
    gone = abs(sum((back.quantity for back in earlier), ZERO))
    layers = _layers_back(move.layers, units, gone)
    covered = sum((abs(layer.quantity) for layer in layers), ZERO) == units
    if units == abs(move.quantity) - gone:
        value = -move.value - total((back.value for back in earlier), currency)
    elif covered and not move.stated_value:
        value = total((layer.value for layer in layers), currency)
    else:
        value = _part(-move.value, abs(move.quantity), gone, units)
    if layers and not move.stated_value:
        rest = value - total((layer.value for layer in layers), currency)
        layers[-1] = replace(layers[-1], value=layers[-1].value + rest)
    return replace(move, quantity=-sign * units, value=value, layers=tuple(layers))


def _layers_back(layers: tuple[LayerMove, ...], units: Decimal, skip: Decimal) -> list[LayerMove]:
    """The layer moves the other way for `units` of them, the first `skip` left out."""
    parts: list[LayerMove] = []
    for layer in layers:
        whole = abs(layer.quantity)
        passed = min(skip, whole)
        take = min(whole - passed, units)
        skip, units = skip - passed, units - take
        if take > ZERO:
            sign = 1 if layer.quantity < ZERO else -1
            parts.append(LayerMove(layer.layer, sign * take, _part(-layer.value, whole, passed, take), layer.unit_cost))
    return parts


def _part(value: Money, whole: Decimal, passed: Decimal, take: Decimal) -> Money:
    """The share of `take` units that follow the first `passed`: shares in a row add up to the whole value."""
    upto, before = (Money.rounded(value.amount * units / whole, value.currency) for units in (passed + take, passed))
    return upto - before


def _value_back(
    move: StockMove, units: Decimal, written: Decimal, gone: Decimal, earlier: list[StockMove]
) -> Iterable[StockMove]:
    """A direct write-down of these units taken back: their layers out at what they carry now, in again at what they carried.

    Of the units `written` down `gone` have come back already; the last of them take all that is left of the write-down, so that
    the stock rises by what the lines do, to the cent.
    """
    if not units or not written:
        return
    left = move.value + total((back.value for back in earlier), move.value.currency)
    change = -left if gone + units >= written else -_part(move.value, written, gone, units)
    yield value_change(move, change, units / written)


def _units_at(item: str, place: str, goods: Iterable[tuple[str, str, Decimal]]) -> Decimal:
    return sum((number for key, where, number in goods if (key, where) == (item, place)), ZERO)


@dataclass(frozen=True, slots=True)
class _Pair:
    out: LayerMove
    back: LayerMove


def value_change(move: StockMove, change: Money, share: Decimal) -> StockMove:
    """The value move the other way, for this share of its units, with `change` as its value in all."""
    pairs = [_Pair(out, back) for out, back in zip(move.layers[::2], move.layers[1::2], strict=True)]
    layers: list[LayerMove] = []
    left = change
    for index, pair in enumerate(pairs):
        units = pair.back.quantity * share
        now = Money.rounded(pair.back.value.amount * share, change.currency)
        rise = Money.rounded((-pair.out.value - pair.back.value).amount * share, change.currency)
        rise = left if index == len(pairs) - 1 else rise
        left -= rise
        layers.append(LayerMove(pair.back.layer, -units, -now, pair.back.unit_cost))
        layers.append(LayerMove(pair.back.layer, units, now + rise, pair.out.unit_cost))
    return replace(move, value=change, layers=tuple(layers))
