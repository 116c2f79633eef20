"""Goods set aside until they go back, are destroyed or a claim is settled, and let go again."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.bookkeeping.holding import LONGEST_NOTE, release, set_aside
from assistant.books.hold import Awaiting, Hold, HoldStanding, standing_holds
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Handling, Here, Reading
from assistant.surfaces.api.cursors import Cursor, Limit, paged
from assistant.surfaces.api.describing import operation, router_of, shaped
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.holds import hold_document

router = APIRouter(**router_of("Goods"))
HoldNumber = Annotated[
    str, Path(description="The hold's name", pattern=r"^[Hh]-[1-9]\d{0,8}$", examples=["H-1"], max_length=12)
]


class HoldPage(BaseModel):
    """What is set aside, oldest first."""

    model_config = ConfigDict(extra="forbid")

    rows: list[Annotated[dict[str, object], shaped("hold")]]
    next: str | None


class Aside(wire.Body):
    """Units of an item at a place (which may be left out where it lies at one alone), and what they await."""

    sku: Annotated[wire.Name, Field(examples=["MUG-01"])]
    quantity: Annotated[wire.Quantity, Field(examples=["4"])]
    awaiting: Awaiting
    location: wire.Name | None = Field(None, examples=["Warehouse"])
    note: Annotated[wire.Words, Field(max_length=LONGEST_NOTE)] | None = None


class Release(wire.Body):
    """How many are let go; all where it is not said."""

    quantity: wire.Quantity | None = None


@router.get("/clients/{client}/holds", **operation("Goods set aside", HoldPage))
def holds(here: Reading, limit: Limit = 100, cursor: Cursor = "") -> JSONResponse:
    """What is owned but not to be used now, and what of it is still there."""
    with here.reading() as transaction:
        found, more = paged(transaction.holds(), limit, cursor)
    return JSONResponse({"rows": [_document(here, hold) for hold in found], "next": more})


@router.post("/clients/{client}/holds", **operation("Set goods aside", "hold", status=201, changes=True))
def hold(here: Handling, sent: Aside) -> JSONResponse:
    """They stay owned and counted, and stand in no entry's way."""
    made = set_aside(
        here.house.store, here.client, sent.sku, wire.units(sent.quantity), sent.awaiting, by=here.person,
        at=here.house.now(), place=sent.location or "", note=sent.note or "",
    )  # fmt: skip
    return JSONResponse(_document(here, made), 201)


@router.post("/clients/{client}/holds/{hold}/release", **operation("Let goods go", "hold", changes=True))
def let_go(here: Handling, hold: HoldNumber, sent: Release) -> JSONResponse:
    """What was set aside may be used again, or a part of it; the hold as it stands then."""
    units = wire.units(sent.quantity) if sent.quantity is not None else None
    after = release(here.house.store, here.client, int(hold[2:]), units, by=here.person, at=here.house.now())
    return JSONResponse(_document(here, after))


def _document(here: Here, hold: Hold) -> Document:
    with here.reading() as transaction:
        there = transaction.on_hand_of(hold.item).get(hold.location, Decimal(0))
        others = [each for each in transaction.holds(hold.item) if each.location == hold.location]
    standing = next((each for each in standing_holds(others, there) if each.hold.n == hold.n), None)
    return hold_document(standing or HoldStanding(hold, Decimal(0)))
