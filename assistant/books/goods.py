"""Goods on hand: items, the places that hold them, and the cost layers that leaving units relieve."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.books.money import Money, total


class CostMethod(StrEnum):
    WEIGHTED_AVERAGE = "weighted_average"
    FIFO = "fifo"


@dataclass(frozen=True, slots=True)
class Item:
    """Goods of one kind. `key` is how the books and the wire name it: its SKU, else its name. `selling_price` is what one sells
    for in the client's currency, where its list says so: nothing is booked at it."""

    key: str
    sku: str
    name: str
    unit: str = "each"
    units_per_case: Decimal | None = None
    selling_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """Units that came in together: `value` is what is left of their carrying cost, `unit_cost` what one of them relieves.

    Under weighted average a place holds one layer an item, whose unit cost is struck again when goods come in.
    """

    id: str
    received: date | None
    quantity: Decimal
    unit_cost: Decimal
    value: Money


@dataclass(frozen=True, slots=True)
class LayerMove:
    """Units and value that leave a layer (negative) or come back into it (positive), at the unit cost they moved at."""

    layer: str
    quantity: Decimal
    value: Money
    unit_cost: Decimal


@dataclass(frozen=True, slots=True)
class StockMove:
    """What an entry does to one item at one place: signed units and value, by layer. Negative leaves the stock.

    `stated_value` marks goods without a cost on record that left at a value the text stated: their layers give nothing,
    and `value` is what the inventory account was credited.
    """

    item: str
    location: str
    account: str
    quantity: Decimal
    value: Money
    layers: tuple[LayerMove, ...] = ()
    stated_value: bool = False


@dataclass(frozen=True, slots=True)
class ReserveMove:
    """Allowance built (positive) or used (negative) for units of a named item by an entry of ours."""

    item: str
    quantity: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class Holding:
    """One item at one place: its layers and inventory account. Without a cost on record, `cost_known` is false."""

    item: str
    location: str
    account: str
    layers: tuple[Layer, ...]
    cost_known: bool = True
    reserved: Decimal = Decimal(0)  # by other waiting drafts
    held: Decimal = Decimal(0)  # set aside by a person (books/hold.py): owned, not to be used, never more than is there

    @property
    def on_hand(self) -> Decimal:
        return sum((layer.quantity for layer in self.layers), Decimal(0))

    @property
    def available(self) -> Decimal:
        """What a draft may take: goods that are set aside too, for they are often what is written off next."""
        return self.on_hand - self.reserved

    @property
    def usable(self) -> Decimal:
        """What is neither reserved nor set aside. The same units may be both, so that what is set aside never takes it below
        nothing."""
        return self.available - min(self.held, max(self.available, Decimal(0)))

    def value(self, currency: str) -> Money:
        return total((layer.value for layer in self.layers), currency)

    def relieve(self, quantity: Decimal, currency: str) -> tuple[LayerMove, ...]:
        """The layer moves (negative) that take `quantity` units, oldest layer first, rounded half up once for the item.

        The units that empty a layer take all that is left of its value; no layer gives more than its value.
        ValueError for more than is on hand.
        """
        if quantity < 0 or quantity > self.on_hand:
            raise ValueError(f"{quantity} of {self.item} cannot leave {self.on_hand}")
        moves: list[LayerMove] = []
        left, exact, booked = quantity, Decimal(0), 0
        for layer in self.layers:
            if left <= 0:
                break
            take = min(left, layer.quantity)
            if take <= 0:
                continue
            exact += layer.value.amount if take == layer.quantity else take * layer.unit_cost
            due = Money.rounded(exact, currency).minor - booked
            given = layer.value.minor if take == layer.quantity else min(due, layer.value.minor)
            booked += given
            moves.append(LayerMove(layer.id, -take, Money(-given, currency), layer.unit_cost))
            left -= take
        return tuple(moves)

    def carrying_value(self, quantity: Decimal, currency: str) -> Money:
        """What `quantity` units would leave at; units beyond the stock at the last known unit cost."""
        inside = min(max(quantity, Decimal(0)), self.on_hand)
        value = -total((move.value for move in self.relieve(inside, currency)), currency)
        beyond = quantity - inside
        if beyond > 0 and self.layers:
            value += Money.rounded(beyond * self.layers[-1].unit_cost, currency)
        return value

    def after(self, moves: Iterable[LayerMove]) -> "Holding":
        """The holding once these moves have been made; a layer that moves come back into keeps its unit cost if it is theirs."""
        layers = {layer.id: layer for layer in self.layers}
        for move in moves:
            layers[move.layer] = moved(layers[move.layer], move)
        return replace(self, layers=tuple(layers.values()))


def moved(layer: Layer, move: LayerMove) -> Layer:
    """The layer after a move. Units that come back, or go out again, at another cost than the layer's now has strike a new
    average, and so does value that moves without units."""
    quantity = layer.quantity + move.quantity
    value = layer.value + move.value
    unit_cost = layer.unit_cost
    if move.unit_cost != layer.unit_cost and quantity > 0:
        unit_cost = value.amount / quantity
    return replace(layer, quantity=quantity, value=value, unit_cost=unit_cost)


@dataclass(frozen=True, slots=True)
class Stock:
    """All items and holdings of one client."""

    items: tuple[Item, ...]
    holdings: tuple[Holding, ...]
    _items: Mapping[str, Item] = field(init=False, repr=False, compare=False)
    _held: Mapping[str, tuple[Holding, ...]] = field(init=False, repr=False, compare=False)
    _places: Mapping[tuple[str, str], int] = field(init=False, repr=False, compare=False)
    _locations: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        held: dict[str, tuple[Holding, ...]] = {}
        for holding in self.holdings:
            held[holding.item] = (*held.get(holding.item, ()), holding)
        object.__setattr__(self, "_items", {item.key: item for item in self.items})
        object.__setattr__(self, "_held", held)
        places_of = {(holding.item, holding.location): at for at, holding in enumerate(self.holdings)}
        object.__setattr__(self, "_places", places_of)
        places = dict.fromkeys(holding.location for holding in self.holdings if holding.location)
        object.__setattr__(self, "_locations", tuple(places))

    def with_holdings(self, changed: Iterable[Holding]) -> "Stock":
        """The same stock with these holdings, which it has, as they are now; without going through the others."""
        held, holdings = dict(self._held), list(self.holdings)
        for now in changed:
            place = now.item, now.location
            holdings[self._places[place]] = now
            held[now.item] = tuple(now if each.location == now.location else each for each in held[now.item])
        stock = object.__new__(Stock)
        kept = {"items": self.items, "_items": self._items, "_places": self._places, "_locations": self._locations}
        for name, value in (kept | {"holdings": tuple(holdings), "_held": held}).items():
            object.__setattr__(stock, name, value)
        return stock

    def reserving(self, units: Mapping[tuple[str, str], Decimal]) -> "Stock":
        """The stock with so many units more held back (by item and place) of what lies here; fewer where they are negative."""
        here = (self.at(*place) for place in units)
        held = (each for each in here if each is not None)
        return self.with_holdings(replace(each, reserved=each.reserved + units[each.item, each.location]) for each in held)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def item(self, key: str) -> Item | None:
        return self._items.get(key)

    def held(self, key: str) -> tuple[Holding, ...]:
        """Where the item lies, in the order of the client's list."""
        return self._held.get(key, ())

    def at(self, key: str, location: str) -> Holding | None:
        return next((holding for holding in self.held(key) if holding.location == location), None)

    def on_hand(self, key: str) -> Decimal:
        return sum((holding.on_hand for holding in self.held(key)), Decimal(0))

    @property
    def locations(self) -> tuple[str, ...]:
        return self._locations
