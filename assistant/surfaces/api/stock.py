"""Goods: their names, what is on hand by place, what moved them, and goods that came in."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant import wiring
from assistant.bookkeeping.receiving import Received, receive
from assistant.bookkeeping.reports import holdings, item_history, item_named
from assistant.books.client_books import ClientBooks
from assistant.errors import BadFile
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Approving, Reading, ReadingOwn
from assistant.surfaces.api.cursors import Cursor, Limit, paged
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.render import lists
from assistant.surfaces.render.documents import entry_document

router = APIRouter(**router_of("Goods"))
Sku = Annotated[str, Path(description="The item", examples=["MUG-01"], max_length=200)]


class GoodsName(BaseModel):
    """An item by its SKU and name."""

    model_config = ConfigDict(extra="forbid")

    sku: str
    name: str
    unit: str


class GoodsNames(BaseModel):
    """Names for whoever describes a loss: no cost, no quantity."""

    model_config = ConfigDict(extra="forbid")

    rows: list[GoodsName]
    places: list[str]
    next: str | None


class ReceivedRow(wire.Body):
    """Units of an item that came in; `location` may be left out where the item lies in one place."""

    sku: Annotated[wire.Name, Field(examples=["MUG-01"])]
    quantity: Annotated[wire.SignedQuantity, Field(examples=["12"])]
    unit_cost: Annotated[wire.Amount, Field(examples=["4.55"])]
    location: Annotated[wire.Name, Field(examples=["Store"])] | None = None


class Receipt(wire.Body):
    """Goods that came in on a day, against the account that awaits their bills."""

    goods: Annotated[list[ReceivedRow], Field(min_length=1, max_length=wire.MOST_ROWS)]
    date: wire.Day | None = Field(None, description="The day they came in; else today")
    against: wire.Name | None = Field(None, description="The control account; else the chart's own is taken, or opened")


@router.get("/clients/{client}/goods", **operation("The names of goods and places", GoodsNames))
def goods(
    here: ReadingOwn,
    search: Annotated[str, Query(max_length=100, description="Words of the name or the SKU", examples=["mug"])] = "",
    limit: Limit = 100,
    cursor: Cursor = "",
) -> JSONResponse:
    """Which goods there are and where goods lie, for whoever describes a loss."""
    books, words = here.books(), search.casefold().split()
    found = [item for item in books.stock if all(word in f"{item.key} {item.name}".casefold() for word in words)]
    rows, more = paged(found, limit, cursor)
    told = [{"sku": item.key, "name": item.name, "unit": item.unit} for item in rows]
    return JSONResponse({"rows": told, "places": [place for place in books.stock.locations if place], "next": more})


@router.get("/clients/{client}/stock", **operation("Goods on hand", "stock", paged=True))
def stock(here: Reading, limit: Limit = 100, cursor: Cursor = "") -> JSONResponse:
    """On hand, reserved by waiting drafts, and available, by place, with the cost layers."""
    books = here.books()
    rows, more = paged(holdings(books), limit, cursor)
    return JSONResponse(lists.stock_document(rows, books) | {"next": more})


@router.get("/clients/{client}/stock/{sku}", **operation("One item on hand", "stock"))
def stock_of(here: Reading, sku: Sku) -> JSONResponse:
    """Where the item lies, and its cost layers."""
    books = here.books()
    return JSONResponse(lists.stock_document(holdings(books, sku), books))


@router.get("/clients/{client}/stock/{sku}/history", **operation("What moved an item", "history", paged=True))
def history(here: Reading, sku: Sku, limit: Limit = 100, cursor: Cursor = "") -> JSONResponse:
    """Every posted entry that names the item, oldest first."""
    books = here.books()
    moves, more = paged(item_history(books, sku), limit, cursor)
    return JSONResponse(lists.history_document(item_named(books, sku), moves) | {"next": more})


@router.post("/clients/{client}/stock/receipts", **operation("Take goods in", "receipt", status=201, changes=True))
def receive_goods(here: Approving, sent: Receipt) -> JSONResponse:
    """Posts the intake: stock and inventory account go up alike, against the account for goods received and not billed yet."""
    today = here.house.today()
    receipt = receive(
        here.house.store, here.client, _rows(sent, here.books()), entry_date=wire.day(sent.date) or today, today=today,
        by=here.person, at=here.house.now(), entry_id=wiring.new_id(), against=sent.against or "",
    )  # fmt: skip
    document = {
        "entry": entry_document(receipt.entry, here.books()),
        "opened_account": receipt.opened.key if receipt.opened else None,
    }
    return JSONResponse(document, 201)


def _rows(sent: Receipt, books: ClientBooks) -> list[Received]:
    """The rows as the books take them. BadFile names each that cannot be."""
    faults: list[str] = []
    received = []
    for n, row in enumerate(sent.goods):
        place, held = row.location or "", books.stock.held(row.sku)
        if books.stock.item(row.sku) is None:
            faults.append(f"goods.{n}.sku: {row.sku} is no item of these books.")
        if not place and len(held) > 1:
            faults.append(f"goods.{n}.location: {row.sku} lies in {', '.join(one.location for one in held)}; say where.")
        if not Decimal(row.quantity):
            faults.append(f"goods.{n}.quantity: it is 0; leave the row out.")
        where = place or (held[0].location if len(held) == 1 else "")
        received.append(Received(row.sku, where, wire.units(row.quantity), Decimal(row.unit_cost)))
    if faults:
        says = "These goods cannot be taken in: nothing was."
        raise BadFile(says, "Correct the rows and send them again.", faults=tuple(faults))
    return received


