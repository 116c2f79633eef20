"""A person's second factor: set up with a picture for the phone, or taken away. Open to who still needs one."""

from io import BytesIO
from typing import Annotated

import segno
from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from assistant.bookkeeping import passwords, second_factor
from assistant.errors import NotAllowed, WriteoffError, WrongUsage
from assistant.surfaces.serving.errors import status_of
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import SignedIn, Visit, caller

router = APIRouter()
SEALED_FOR = "\0second-factor\0"  # a seed between two pages, sealed for the person who sets it up
Typed = Annotated[str, Form()]


@router.get("/account/second-factor")
def show(request: Request, visit: SignedIn) -> Response:
    return _shown(request, visit, second_factor.new_seed(visit.house.new_secret))


def _shown(request: Request, visit: Visit, seed: str, error: WriteoffError | None = None) -> Response:
    return page(
        request, "second_factor.html", status=200 if error is None else status_of(error), error=error, seed=_in_fours(seed),
        sealed=visit.house.seeds.seal(seed, SEALED_FOR + visit.person),
        picture=picture(second_factor.address_of(seed, visit.person)), required=visit.house.settings.second_factor,
    )  # fmt: skip


@router.post("/account/second-factor")
def set_up(request: Request, visit: SignedIn, sealed: Typed, code: Typed, password: Typed) -> Response:
    house = visit.house
    seed = house.seeds.open(sealed, SEALED_FOR + visit.person)
    try:
        _confirmed(request, visit, password)
        codes = second_factor.set_up(
            house.identity, house.seeds, visit.session, seed, code, now=house.now(), new_secret=house.new_secret
        )
    except (NotAllowed, WrongUsage) as error:
        return _shown(request, visit, seed, error)
    return page(request, "recovery_codes.html", codes=codes)


@router.post("/account/second-factor/remove")
def take_away(request: Request, visit: SignedIn, password: Typed) -> Response:
    house = visit.house
    if house.settings.second_factor:
        raise NotAllowed("This desk wants a second factor of everybody.", "Set it up on another phone instead.")
    try:
        _confirmed(request, visit, password)
    except NotAllowed as error:
        return _shown(request, visit, second_factor.new_seed(house.new_secret), error)
    second_factor.take_away(house.identity, visit.session, now=house.now())
    response = RedirectResponse("/account#second-factor", status_code=303)
    flash(response, request, "From now on your password alone lets you in. Everywhere else you are signed out.", kind="warn")
    return response


def _confirmed(request: Request, visit: Visit, password: str) -> None:
    house = visit.house
    try:
        passwords.confirm(house.identity, house.passwords, visit.session, password, caller=caller(request), now=house.now())
    except NotAllowed as error:
        if error.code == "not_signed_in":
            raise NotAllowed("That is not your password.", "Type the one that you sign in with.", code=error.code) from error
        raise


def picture(address: str) -> Markup:
    """A QR code as SVG, dark on light whatever the screen's colours, for phones read no other."""
    drawn = BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", scale=5, border=4, dark="#000", light="#fff", xmldecl=False, svgns=True, title="Code for your phone"
    )
    return Markup(drawn.getvalue().decode())  # drawn here: squares, and our own title


def _in_fours(seed: str) -> str:
    return " ".join(seed[at : at + 4] for at in range(0, len(seed), 4))
