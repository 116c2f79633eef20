"""Resolved goods to what they are carried at and the stock moves: units that leave at cost, units found at the cost on record."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.event import ResolvedEvent, ResolvedGoods
from assistant.books.goods import CostMethod, Holding, LayerMove, StockMove
from assistant.books.money import Money, allocate, total
from assistant.books.proposal import Basis, GoodsSaid, Value, ValueRelation
from assistant.books.quantity import format_quantity
from assistant.books.question import Asks, Question
from assistant.stages.valuation.figures import LARGEST

ZERO = Decimal(0)
HOW = {CostMethod.WEIGHTED_AVERAGE: "weighted average", CostMethod.FIFO: "oldest layers first"}


@dataclass(frozen=True, slots=True)
class Carried:
    """Units of one item at one place (positive leave, negative are found) with what they are carried at, never negative.

    `because` is the sentence a reviewer checks: "12 each at 4.15 from Bozeman, weighted average".
    """

    goods: ResolvedGoods
    account: str
    value: Money
    layers: tuple[LayerMove, ...]
    because: str
    stated: bool = False

    @property
    def move(self) -> StockMove:
        value = -self.value if self.goods.quantity > ZERO else self.value
        at = (self.goods.item, self.goods.location, self.account)
        return StockMove(*at, -self.goods.quantity, value, self.layers, self.stated)


def carried(resolved: ResolvedEvent, books: ClientBooks) -> tuple[Carried, ...] | Question:
    """Each item at each place once. A question where neither the record nor the text has a cost."""
    result: list[Carried] = []
    for goods in _by_place(resolved.goods):
        holding = holding_of(goods, books)
        if holding.cost_known:
            result.append(_found(goods, holding, books) if goods.quantity < ZERO else _leaving(goods, holding, books))
            continue
        stated = _stated_cost(goods, resolved)
        if stated is None or stated > LARGEST:
            unit, name = _unit(goods, books), _name(goods, books)
            says = f"The books have no cost for {name}: what did the {format_quantity(abs(goods.quantity))} {unit} cost?"
            return Question(Asks.AMOUNT, says, about=goods.said)
        layers = _leaving(goods, holding, books).layers if goods.quantity > ZERO else ()
        value = Money.rounded(stated, books.currency)
        because = f"{_units(goods, books)}: {value} as the text states, the books having no cost"
        result.append(Carried(goods, holding.account, value, layers, because, stated=True))
    return tuple(result)


def holding_of(goods: ResolvedGoods, books: ClientBooks) -> Holding:
    """Where the units lie. A place without a record of the item has none on hand, at the cost the item has elsewhere."""
    if there := books.stock.at(goods.item, goods.location):
        return there
    elsewhere = max(books.stock.held(goods.item), key=lambda holding: holding.on_hand, default=None)
    at_place = {holding.account for holding in books.stock.holdings if holding.location == goods.location}
    if elsewhere is None:
        return Holding(goods.item, goods.location, at_place.pop() if len(at_place) == 1 else "", (), cost_known=False)
    account = at_place.pop() if len(at_place) == 1 else elsewhere.account
    return Holding(goods.item, goods.location, account, (), elsewhere.cost_known)


def _by_place(lines: Iterable[ResolvedGoods]) -> list[ResolvedGoods]:
    """Lines of one item at one place taken together, so that its layers are relieved once."""
    merged: dict[tuple[str, str, bool], ResolvedGoods] = {}
    for line in lines:
        key = (line.item, line.location, line.quantity > ZERO)
        before = merged.get(key)
        units = line.quantity + (before.quantity if before else ZERO)
        merged[key] = ResolvedGoods(line.item, line.location, units, before.said if before else line.said)
    return list(merged.values())


def _leaving(goods: ResolvedGoods, holding: Holding, books: ClientBooks) -> Carried:
    inside = min(goods.quantity, max(holding.on_hand, ZERO))
    layers = holding.relieve(inside, books.currency)
    if holding.layers:
        value = holding.carrying_value(goods.quantity, books.currency)
    else:
        value = Money.rounded(goods.quantity * _cost_elsewhere(goods, books), books.currency)
    because = (
        f"{_units(goods, books)} {_at(layers, goods, value)} from {goods.location or 'stock'}, {HOW[books.policy.cost_method]}"
    )
    return Carried(goods, holding.account, value, layers, because)


def _found(goods: ResolvedGoods, holding: Holding, books: ClientBooks) -> Carried:
    """Units found come in at the unit cost on record, the latest layer's where there are several."""
    units = -goods.quantity
    cost = holding.layers[-1].unit_cost if holding.layers else _cost_elsewhere(goods, books)
    value = Money.rounded(units * cost, books.currency)
    layers = (LayerMove(holding.layers[-1].id, units, value, cost),) if holding.layers else ()
    because = f"{format_quantity(units)} {_unit(goods, books)} of {_name(goods, books)} found, at {cost:,f} on record"
    return Carried(goods, holding.account, value, layers, because)


def _cost_elsewhere(goods: ResolvedGoods, books: ClientBooks) -> Decimal:
    costs = [holding.layers[-1].unit_cost for holding in books.stock.held(goods.item) if holding.layers]
    return costs[0] if costs else ZERO


def _at(layers: tuple[LayerMove, ...], goods: ResolvedGoods, value: Money) -> str:
    """'at 4.15', or 'at 4.15 and 4.40', or what they come to where a layer was emptied of another value."""
    costs = list(dict.fromkeys(f"{move.unit_cost.normalize():,f}" for move in layers))
    return f"at {' and '.join(costs)}" if costs else f"at {value} in all"


def _stated_cost(goods: ResolvedGoods, resolved: ResolvedEvent) -> Decimal | None:
    """A cost that the text states for these units; never a selling price."""
    event = resolved.event
    said = event.goods[goods.said] if goods.said < len(event.goods) else GoodsSaid("")
    units = abs(goods.quantity)
    whole = sum((abs(line.quantity) for line in resolved.goods if line.said == goods.said), ZERO)
    for value in said.stated:
        if (cost := _cost_of(value, units, whole)) is not None:
            return cost
    only_line = all(line.said == goods.said for line in resolved.goods)
    return _cost_of(event.value, units, whole) if event.value is not None and only_line else None


def _cost_of(value: Value, units: Decimal, whole: Decimal) -> Decimal | None:
    if value.basis is Basis.SELLING_PRICE or value.amount is None or value.amount < ZERO:
        return None
    if value.relation is ValueRelation.EACH:
        return value.amount * units
    return value.amount * units / whole if value.relation is ValueRelation.TOTAL else None


def inventory_amounts(goods: Iterable[Carried], currency: str) -> dict[str, Money]:
    """Inventory account -> what these goods are carried at in it, in the order first met."""
    amounts: dict[str, Money] = {}
    for line in goods:
        amounts[line.account] = amounts.get(line.account, Money.zero(currency)) + line.value
    return {account: amount for account, amount in amounts.items() if amount}


def spread(amount: Money, goods: tuple[Carried, ...]) -> tuple[Money, ...]:
    """The amount over the lines by what they are carried at, to the cent."""
    if not total((line.value for line in goods), amount.currency):
        return tuple(Money.zero(amount.currency) for _ in goods)
    return allocate(amount, [line.value.amount for line in goods])


def _units(goods: ResolvedGoods, books: ClientBooks) -> str:
    return f"{format_quantity(abs(goods.quantity))} {_unit(goods, books)} of {_name(goods, books)}"


def _unit(goods: ResolvedGoods, books: ClientBooks) -> str:
    item = books.stock.item(goods.item)
    return item.unit if item else "each"


def _name(goods: ResolvedGoods, books: ClientBooks) -> str:
    item = books.stock.item(goods.item)
    return item.name if item else goods.item
