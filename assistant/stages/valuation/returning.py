"""Units of an earlier entry that come back to stock moves: into the layers they left at that cost; and value alone."""

from dataclasses import replace
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.event import ResolvedGoods
from assistant.books.goods import LayerMove, StockMove
from assistant.books.money import Money, allocate, total
from assistant.stages.resolution.written_down import Held

ZERO = Decimal(0)


def moves_back(
    original: PostedEntry, goods: tuple[ResolvedGoods, ...], held: tuple[Held, ...], books: ClientBooks
) -> tuple[StockMove, ...]:
    """The original's moves the other way, for the units that come back; of a change of value alone, what is `held` for them."""
    earlier = [move for reversal in books.history.reversals_of(original.number) for move in reversal.moves]
    revalued = {(each.item, each.location): each for each in held}
    moves: list[StockMove] = []
    for move in original.moves:
        place = (move.item, move.location)
        units = abs(sum((line.quantity for line in goods if (line.item, line.location) == place), ZERO))
        if move.quantity and units:
            moves.append(_units_back(move, units, [back for back in earlier if (back.item, back.location) == place]))
        elif units and place in revalued and (change := revalued[place].part(units)):
            moves.append(replace(value_back(revalued.pop(place), change), stated_value=move.stated_value))
    return tuple(moves)


def value_back(held: Held, change: Money) -> StockMove:
    """No unit moves, and the value of its layers changes, each by its share of what is taken back."""
    layers: list[LayerMove] = []
    if held.layers:
        shares = allocate(change, [abs(share).amount for _, share in held.layers])
        layers = [
            LayerMove(layer.id, ZERO, part, (layer.value + part).amount / layer.quantity)
            for (layer, _), part in zip(held.layers, shares, strict=True)
            if part
        ]
    return StockMove(held.item, held.location, held.account, ZERO, change, tuple(layers))


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
