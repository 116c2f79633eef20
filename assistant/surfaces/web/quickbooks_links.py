"""Which row of the company is which here, confirmed by a person; and goods that QuickBooks has, put where they lie."""

import re
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bookkeeping.confirming import Said, confirm
from assistant.bookkeeping.placing import Place, place
from assistant.books.people import Action
from assistant.books.quantity import parse_quantity
from assistant.books.remote import LinkKind
from assistant.errors import WriteoffError, WrongUsage
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.quickbooks_shown import quickbooks_page
from assistant.surfaces.web.settings_frame import Form, said_in
from assistant.wiring import new_id

router = APIRouter()
Approves = Annotated[At, Depends(at(Action.APPROVE))]
ID_BEHIND = re.compile(r".*\(Id ([^()]{1,40})\)\Z", re.ASCII | re.DOTALL)


@router.post("/c/{client}/settings/quickbooks/links")
def settle_links(request: Request, here: Approves, form: Form) -> Response:
    """The ticked rows: each with the row there that stands in its field; with nothing there, it has no counterpart."""
    rows = [str(name) for name in form.getlist("row")]
    typed = {name: said_in(form, f"to {name}") for name in rows}
    try:
        if not rows:
            raise WrongUsage("No row was ticked.", "Tick those that you confirm.")
        said = _said(typed)
        done = confirm(here.house.store, here.client, said, by=here.person, at=here.house.now())
    except WriteoffError as error:
        return quickbooks_page(request, here, error=error, typed=typed)
    linked = sum(bool(link.remote_id) for link in done.settled)
    without = len(done.settled) - linked
    answer = RedirectResponse(f"/c/{here.client}/settings/quickbooks#links", status_code=303)
    told = f"{linked} link{'s are' if linked != 1 else ' is'} confirmed."
    flash(answer, request, f"{told} {without} of ours have no counterpart there." if without else told)
    return answer


@router.post("/c/{client}/settings/quickbooks/place")
def place_goods(request: Request, here: Approves, form: Form) -> Response:
    """Units of one item put where they lie, or taken from where they are missing: an intake entry, which is not sent."""
    house, item = here.house, said_in(form, "item")
    try:
        row = Place(item, _units(said_in(form, "quantity")), _place(here, said_in(form, "place")))
        receipt = place(
            house.store, here.client, [row], by=here.person, today=house.today(), at=house.now(), entry_id=new_id()
        )  # fmt: skip
    except WriteoffError as error:
        return quickbooks_page(request, here, error=error)
    answer = RedirectResponse(f"/c/{here.client}/settings/quickbooks#unplaced", status_code=303)
    where = f" at {row.location}" if row.location else ""
    number = receipt.entry.number
    link = f"/c/{here.client}/entries/{number}"
    flash(answer, request, f"{item} is placed{where}, posted as {number}.", href=link, label=f"Look at {number}")
    return answer


def _said(typed: dict[str, str]) -> Said:
    """'account 5000' with 'Cost of goods sold (Id 80)', as confirming.Said has it."""
    chosen: dict[LinkKind, list[tuple[str, str]]] = {}
    none: list[str] = []
    for name, theirs in typed.items():
        kind, _, ours = name.partition(" ")
        if kind not in tuple(LinkKind) or not ours:
            raise WrongUsage("There is no such row.", "Load the page anew.")
        if theirs:
            behind = ID_BEHIND.fullmatch(theirs)
            chosen.setdefault(LinkKind(kind), []).append((ours, behind[1] if behind else theirs))
        else:
            none.append(f"{kind}:{ours}")
    return Said(chosen, none, alone=True)


def _units(said: str) -> Decimal:
    try:
        return parse_quantity(said)
    except ValueError as error:
        raise WrongUsage(f"{said!r} is no number of units.", "Write digits, such as 12 or -3.") from error


def _place(here: At, said: str) -> str:
    places = here.books().stock.locations
    if said in places or (not said and not places):
        return said
    raise WrongUsage("Say where they lie." if not said else f"There is no place {said!r} here.", "Choose one of the places.")
