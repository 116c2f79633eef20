"""What approvals taught these books: seen, set by hand, forgotten."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, Field

from assistant.bookkeeping.precedents import forget, learned, set_choice
from assistant.errors import WrongUsage
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Reading, SettlingPrecedents
from assistant.surfaces.api.cursors import Cursor, Limit, paged
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.render.precedents import precedent_document

router = APIRouter(**router_of("Precedents"))
PrecedentId = Annotated[str, AfterValidator(str.upper), Path(description="The precedent's id", examples=["P-1"], max_length=40)]


class Choice(wire.Body):
    """What the precedent chooses from now on: an account, or an item."""

    account: Annotated[wire.Name, Field(examples=["5080"])] | None = None
    item: wire.Name | None = None


@router.get("/clients/{client}/precedents", **operation("What approvals taught", "precedents", paged=True))
def list_precedents(here: Reading, limit: Limit = 100, cursor: Cursor = "") -> JSONResponse:
    """Which account a loss goes to and which item words mean, with what each was learned from."""
    books = here.books()
    found, more = paged(learned(here.house.store, here.client, by=here.person), limit, cursor)
    return JSONResponse({"rows": [precedent_document(one, books) for one in found], "next": more})


@router.patch("/clients/{client}/precedents/{precedent_id}", **operation("Set a precedent", "precedent", changes=True))
def set_precedent(here: SettlingPrecedents, precedent_id: PrecedentId, sent: Choice) -> JSONResponse:
    """What it chooses, set by hand; it counts from here."""
    if bool(sent.account) == bool(sent.item):
        raise WrongUsage("One of account and item is to be set.", "Send one of the two.", code="invalid_request")
    changed = set_choice(
        here.house.store, here.client, precedent_id, account=sent.account or "", item=sent.item or "", by=here.person,
        today=here.house.today(), at=here.house.now(),
    )  # fmt: skip
    return JSONResponse(precedent_document(changed, here.books()))


@router.delete(
    "/clients/{client}/precedents/{precedent_id}", **operation("Forget a precedent", "precedent_forgotten", changes=True)
)
def forget_precedent(here: SettlingPrecedents, precedent_id: PrecedentId) -> JSONResponse:
    """It decides nothing any more. The entries it was learned from stay; the next approval may teach it anew."""
    gone = forget(here.house.store, here.client, precedent_id, by=here.person, at=here.house.now())
    return JSONResponse({"id": gone.id, "forgotten": True})
