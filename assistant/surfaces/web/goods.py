"""Goods: searched and browsed by name, SKU and place, with what is on hand, reserved, set aside and free; and as a file."""

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.books.people import Action
from assistant.books.shelf import ItemRow, Only, Order, ShelfQuery
from assistant.surfaces.render.csv_text import Cell
from assistant.surfaces.serving.asked import choice_asked, next_address
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
LONGEST = 200  # characters of what is searched for
ON_A_PAGE = 50
COLUMNS = ("sku", "name", "place", "unit", "on_hand", "reserved", "held", "available", "value", "account")
ONLY = {Only.ALL: "all goods", Only.ON_HAND: "on hand", Only.RESERVED: "reserved by drafts", Only.HELD: "set aside"}
ORDERS = {Order.LISTED: "as listed", Order.NAME: "name", Order.SKU: "SKU", Order.VALUE: "value, most first"}


def asked(
    words: Annotated[str, Query(alias="text", max_length=LONGEST)] = "",
    place: Annotated[str, Query(max_length=LONGEST)] = "",
    only: str = "",
    order: str = "",
    start: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> ShelfQuery:
    """WrongUsage for a word that is none of those there are."""
    return ShelfQuery(
        words=words.strip(), place=place, only=choice_asked(Only, only) or Only.ALL,
        order=choice_asked(Order, order) or Order.LISTED, start=start, limit=ON_A_PAGE,
    )  # fmt: skip


Asked = Annotated[ShelfQuery, Depends(asked)]


@router.get("/goods")
def show(request: Request, here: Reading, query: Asked) -> HTMLResponse:
    with here.reading() as transaction:
        shelf, places = transaction.shelf(query), transaction.places()
    filtered = bool(query.words or query.place or query.only)
    return page(
        request, "goods.html", at=here, shelf=shelf, query=query, places=places, filtered=filtered, onlies=ONLY, orders=ORDERS,
        csv=_csv_address(request), item_address=item_address,
        further=next_address(request, start=shelf.next) if shelf.next else "",
        before=next_address(request, start=max(query.start - ON_A_PAGE, 0)) if query.start else "",
    )  # fmt: skip


@router.get("/goods.csv")
def download(here: Reading, query: Asked) -> Response:
    """All that the filters ask for, a row an item and place; the figures are those of `writeoff stock`."""
    with here.reading() as transaction:
        shelf = transaction.shelf(ShelfQuery(query.words, query.place, query.only, query.order, limit=0))
    return csv_answer((here.client, "goods", here.house.today().isoformat()), COLUMNS, _csv_rows(shelf.rows))


def _csv_rows(rows: Sequence[ItemRow]) -> list[tuple[Cell, ...]]:
    return [
        (
            row.item.key, row.item.name, each.location, row.item.unit, each.on_hand, each.reserved, each.held, each.usable,
            each.value, each.account,
        )
        for row in rows
        for each in row.places
    ]  # fmt: skip


def item_address(client: str, key: str) -> str:
    """The page of one item, whatever its SKU is made of."""
    return f"/c/{client}/goods/{quote(key, safe='')}"


def _csv_address(request: Request) -> str:
    query = request.url.remove_query_params("start").query
    return f"{request.url.path}.csv{f'?{query}' if query else ''}"
