"""One item: where it lies and at what cost, what holds it back, what moved it and where each entry stands; units set aside and
released."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.adapters.sql.transaction import SqlTransaction
from assistant.bookkeeping import holding
from assistant.books.goods import CostMethod, Holding, Item, Layer
from assistant.books.hold import Awaiting, Hold, HoldStanding, held_at, standing_holds
from assistant.books.money import Money, total
from assistant.books.people import Action
from assistant.books.quantity import format_quantity, parse_quantity
from assistant.books.shelf import ItemHistory, Reserving
from assistant.errors import WrongUsage
from assistant.surfaces.render.holds import short_said
from assistant.surfaces.render.there import Standing, standing_of
from assistant.surfaces.serving.asked import choice_asked, next_address
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.goods import item_address

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
Handling = Annotated[At, Depends(at(Action.HANDLE))]
ON_A_PAGE = 50
MOST_HOLDS = 10**9  # a number of nine digits fits every column
COLUMNS = (
    "entry", "date", "kind", "reason", "sub_reason", "place", "quantity", "value", "memo", "posted_by", "reverses", "reversed_by",
    "left", "quickbooks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemPage:
    """All that the page of an item shows. `standings` is None where no company is connected."""

    item: Item
    currency: str
    method: CostMethod
    holdings: tuple[Holding, ...]
    accounts: Mapping[str, str]
    holds: tuple[HoldStanding, ...]
    ended: tuple[Hold, ...]
    reserving: tuple[Reserving, ...]
    history: ItemHistory
    standings: Mapping[str, Standing] | None

    def sum(self, name: str) -> Decimal:
        """Of on_hand, reserved, held or usable, over all places."""
        return sum((getattr(each, name) for each in self.holdings), Decimal(0))

    @property
    def value(self) -> Money:
        return total((each.value(self.currency) for each in self.holdings if each.cost_known), self.currency)

    @property
    def layers(self) -> tuple[tuple[Holding, Layer], ...]:
        """Those that something is left of."""
        return tuple(
            (each, layer) for each in self.holdings for layer in each.layers if layer.quantity or layer.value
        )  # fmt: skip

    @property
    def may_be_set_aside(self) -> tuple[tuple[str, Decimal], ...]:
        """Places with units that are not set aside already, and how many."""
        return tuple((each.location, free) for each in self.holdings if (free := each.on_hand - each.held) > 0)


@router.get("/goods/{sku:path}.csv")
def download(here: Reading, sku: str) -> Response:
    """What moved the item, all of it."""
    with here.reading() as transaction:
        item = transaction.item(sku)
        history = transaction.item_history(item.key, limit=0)
        standings = _standings(transaction, history) or {}
    rows = [
        (
            row.number, row.entry_date, row.kind.value, row.reason.value, row.sub_reason, row.location, row.quantity, row.value,
            row.memo, row.posted_by, row.reverses, " ".join(row.reversed_by), row.left,
            standings[row.number].words if row.number in standings else "",
        )
        for row in history.rows
    ]  # fmt: skip
    return csv_answer((here.client, "goods", item.key, here.house.today().isoformat()), COLUMNS, rows)


@router.get("/goods/{sku:path}")
def show(request: Request, here: Reading, sku: str, after: Annotated[str, Query(max_length=40)] = "") -> HTMLResponse:
    with here.reading() as transaction:
        shown = _item_page(transaction, sku, after)
    address = item_address(here.client, shown.item.key)
    return page(
        request, "goods_item.html", at=here, shown=shown, address=address, csv=f"{address}.csv", awaiting=list(Awaiting),
        short_said=short_said, after=after,
        older=next_address(request, after=shown.history.next) if shown.history.next else "",
    )  # fmt: skip


@router.post("/goods/{sku:path}/hold")
def set_aside(
    request: Request,
    here: Handling,
    sku: str,
    quantity: Annotated[str, Form()] = "",
    awaiting: Annotated[str, Form()] = "",
    place: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Units set aside from now on."""
    kind = choice_asked(Awaiting, awaiting)
    if kind is None:
        raise WrongUsage("Nothing says what they wait for.", "Choose a return, disposal, or a claim.")
    hold = holding.set_aside(
        here.house.store, here.client, sku, _units(quantity), kind, by=here.person, at=here.house.now(), place=place, note=note
    )  # fmt: skip
    at_place = f" at {hold.location}" if hold.location else ""
    return _back(request, here, hold, f"{format_quantity(hold.quantity)} set aside{at_place} as {hold.name}.")


@router.post("/holds/{n}/release")
def release(
    request: Request, here: Handling, n: Annotated[int, Path(ge=1, lt=MOST_HOLDS)], quantity: Annotated[str, Form()] = ""
) -> Response:  # fmt: skip
    """A hold let go, in part where a number is given."""
    units = _units(quantity) if quantity.strip() else None
    hold = holding.release(here.house.store, here.client, n, units, by=here.person, at=here.house.now())
    left = f"; {format_quantity(hold.quantity)} of it stay" if hold.released_at is None else ""
    return _back(request, here, hold, f"{format_quantity(units) if units else 'All'} of {hold.name} released{left}.")


def _back(request: Request, here: At, hold: Hold, says: str) -> Response:
    answer = RedirectResponse(f"{item_address(here.client, hold.item)}#aside", status_code=303)
    flash(answer, request, says)
    return answer


def _units(said: str) -> Decimal:
    try:
        return parse_quantity(said)
    except ValueError as error:
        raise WrongUsage(f"{error}.", "Write a number of units, such as 4.") from error


def _item_page(transaction: SqlTransaction, sku: str, after: str) -> ItemPage:
    """NotFound for no such item. Of the journal, only a page of what moved the item is read."""
    item = transaction.item(sku)
    holdings = transaction.holdings_of(item.key)
    holds = transaction.holds(item.key)
    history = transaction.item_history(item.key, after=after, limit=ON_A_PAGE)
    return ItemPage(
        item=item,
        currency=transaction.client.currency,
        method=transaction.policy().cost_method,
        holdings=holdings,
        accounts=transaction.account_labels({each.account for each in holdings}),
        holds=tuple(each for held in holdings for each in standing_holds(held_at(holds, held), held.on_hand)),
        ended=transaction.ended_holds(item.key),
        reserving=transaction.reserving(item.key),
        history=history,
        standings=_standings(transaction, history),
    )


def _standings(transaction: SqlTransaction, history: ItemHistory) -> dict[str, Standing] | None:
    company = transaction.company()
    if company is None:
        return None
    numbers = list(dict.fromkeys(row.number for row in history.rows))
    states, waiting = transaction.states_there(company.realm, numbers), frozenset(transaction.to_send())
    return {number: standing_of(states.get(number, ()), waits=number in waiting) for number in numbers}
