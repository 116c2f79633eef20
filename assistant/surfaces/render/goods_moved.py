"""A draft's goods to the rows that a reviewer judges them by: how many, at what cost, the stock by place before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.event import ResolvedGoods
from assistant.books.goods import Holding, StockMove
from assistant.books.money import Money, minor_digits

COST_DECIMALS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class PlaceAfter:
    """An item at a place: on hand before and after, what other waiting drafts hold there, and whether the entry moves it."""

    location: str
    before: Decimal
    after: Decimal
    reserved: Decimal
    touched: bool


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """One item at one place. `quantity` is signed as the stock moves, or, where the goods stay, the units valued anew. `costs`
    are the unit costs that it is taken at with the units of each, several where several layers give. `places` are all where the
    item lies, on the first row of an item alone; empty once it is posted."""

    item: str
    name: str
    unit: str
    location: str
    quantity: Decimal
    stays: bool
    costs: tuple[tuple[Decimal, Decimal], ...]
    amount: Money | None
    because: str
    places: tuple[PlaceAfter, ...] = ()


def goods_rows(draft: Draft, books: ClientBooks) -> tuple[GoodsRow, ...]:
    return tuple(_rows(draft, books))


def _rows(draft: Draft, books: ClientBooks) -> Iterator[GoodsRow]:
    if draft.entry is None:
        return
    valued = draft.entry.valued
    moves = {(move.item, move.location): move for move in valued.moves}
    together: dict[tuple[str, str], list[ResolvedGoods]] = {}
    for goods in valued.resolved.goods:
        together.setdefault((goods.item, goods.location), []).append(goods)
    told: set[str] = set()
    for (key, location), lines in together.items():
        item, move = books.stock.item(key), moves.get((key, location))
        units = sum((line.quantity for line in lines), Decimal(0))
        stays = move is None or not move.quantity
        places = () if key in told or draft.entry_number else tuple(_places(books.stock.held(key), moves))
        told.add(key)
        yield GoodsRow(
            item=key,
            name=item.name if item is not None else key,
            unit=item.unit if item is not None else "each",
            location=location,
            quantity=units if stays else -units,
            stays=stays,
            costs=tuple(_costs(move)) if move is not None else (),
            amount=abs(move.value) if move is not None else None,
            because=" ".join(dict.fromkeys(line.because for line in lines if line.because)),
            places=places,
        )


def _costs(move: StockMove) -> Iterator[tuple[Decimal, Decimal]]:
    """(units, unit cost) of each cost of the move's layers, in their order; a cost has the currency's decimals at least."""
    smallest = Decimal(1).scaleb(-minor_digits(move.value.currency))
    by_cost: dict[Decimal, Decimal] = {}
    for part in move.layers:
        cost = part.unit_cost.quantize(COST_DECIMALS)
        by_cost[cost] = by_cost.get(cost, Decimal(0)) + abs(part.quantity)
    for cost, units in by_cost.items():
        if units:
            yield units, cost.quantize(smallest) if cost == cost.quantize(smallest) else cost.normalize()


def _places(held: tuple[Holding, ...], moves: dict[tuple[str, str], StockMove]) -> Iterator[PlaceAfter]:
    for holding in held:
        move = moves.get((holding.item, holding.location))
        moved = move.quantity if move is not None else Decimal(0)
        if moved or holding.on_hand or move is not None:
            after = holding.on_hand + moved
            yield PlaceAfter(holding.location, holding.on_hand, after, holding.reserved, move is not None)
