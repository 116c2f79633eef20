"""Stock at its value: each item at each place with what a unit costs and the layers it lies in, summed by account."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.bookkeeping.reports import holdings
from assistant.books.client_books import ClientBooks
from assistant.books.goods import Holding, Item, Layer
from assistant.books.money import Money, total
from assistant.books.people import Action
from assistant.stages.linking.places import unplaced
from assistant.surfaces.render.csv_text import Cell
from assistant.surfaces.render.documents import UNIT_COST_DECIMALS, account_name
from assistant.surfaces.serving.asked import csv_address
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
COLUMNS = (
    "sku", "name", "place", "unit", "received", "quantity", "unit_cost", "value", "account", "account_name", "cost_known",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """An item at a place. `unit_cost` is the value over the units, None where there are none or the cost is not on record."""

    item: str
    name: str
    unit: str
    holding: Holding
    value: Money

    @property
    def unit_cost(self) -> Decimal | None:
        return rounded(self.value.amount / self.holding.on_hand) if self.holding.on_hand and self.holding.cost_known else None

    @property
    def layers(self) -> tuple[Layer, ...]:
        return tuple(layer for layer in self.holding.layers if layer.quantity)

    @property
    def told_layers(self) -> bool:
        """Whether the layers say more than the holding does."""
        return len(self.layers) > 1 or any(layer.received for layer in self.layers)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The goods that one inventory account carries."""

    account: str
    name: str
    held: tuple[Held, ...]
    value: Money


@router.get("/stock-value")
def show(request: Request, here: Reading) -> HTMLResponse:
    books = _books(here)
    shelves = _shelves(books)
    whole = total((shelf.value for shelf in shelves), books.currency)
    uncosted = sum(not each.holding.cost_known and bool(each.holding.on_hand) for shelf in shelves for each in shelf.held)
    return page(
        request, "stock_value.html", at=here, shelves=shelves, whole=whole, uncosted=uncosted, unplaced=unplaced(books),
        csv=csv_address(request),
    )  # fmt: skip


@router.get("/stock-value.csv")
def download(here: Reading) -> Response:
    rows = [row for shelf in _shelves(_books(here)) for each in shelf.held for row in _rows(shelf, each)]
    return csv_answer((here.client, "stock-value", here.house.today().isoformat()), COLUMNS, rows)


def _rows(shelf: Shelf, each: Held) -> list[Sequence[Cell]]:
    """A row a layer; one of none for what is listed and not on hand."""
    nothing = Layer("", None, Decimal(0), Decimal(0), Money.zero(each.value.currency))
    return [
        (
            each.item, each.name, each.holding.location, each.unit, layer.received, layer.quantity, rounded(layer.unit_cost),
            layer.value, shelf.account, shelf.name, each.holding.cost_known,
        )
        for layer in each.layers or (nothing,)
    ]  # fmt: skip


def rounded(cost: Decimal) -> Decimal:
    return round(cost, UNIT_COST_DECIMALS)


def _books(here: At) -> ClientBooks:
    with here.reading() as transaction:
        return transaction.books_about(())


def _shelves(books: ClientBooks) -> tuple[Shelf, ...]:
    """By account in the chart's order, its goods in that of the client's list."""
    held = [_held(holding, books.stock.item(holding.item), books.currency) for holding in holdings(books)]
    order = [account.key for account in books.chart]
    accounts = sorted({each.holding.account for each in held}, key=lambda key: order.index(key) if key in order else len(order))
    shelves = []
    for account in accounts:
        these = tuple(each for each in held if each.holding.account == account)
        shelves.append(Shelf(account, account_name(account, books), these, total((each.value for each in these), books.currency)))
    return tuple(shelves)


def _held(holding: Holding, item: Item | None, currency: str) -> Held:
    name, unit = (item.name, item.unit) if item is not None else (holding.item, "each")
    return Held(holding.item, name, unit, holding, holding.value(currency))
