"""The door: a name and a password, a code where the login has a second factor, and out again."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bookkeeping import second_factor, sessions, signing_in
from assistant.bookkeeping.signing_in import Step
from assistant.bookkeeping.welcoming import nobody_yet
from assistant.errors import NotAllowed, WriteoffError
from assistant.surfaces.serving.entering import forget_session, let_in, on_the_desk
from assistant.surfaces.serving.errors import status_of
from assistant.surfaces.serving.forms import from_our_page, from_this_browser
from assistant.surfaces.serving.house import House
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import SignedIn, caller, house_of

router = APIRouter()
OPEN = [Depends(from_this_browser)]
SEALED_FOR = "\0sign-in"  # no person can be called so


@router.get("/sign-in")
def door(request: Request, next: str = "/") -> Response:
    if nobody_yet(house_of(request).identity):
        return RedirectResponse("/welcome", status_code=303)
    return page(request, "sign_in.html", wanted=on_the_desk(next), name="", error=None)


@router.post("/sign-in", dependencies=OPEN)
def sign_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    wanted: Annotated[str, Form()] = "/",
) -> Response:
    house, wanted = house_of(request), on_the_desk(wanted)
    try:
        entered = signing_in.sign_in(
            house.identity, house.passwords, name.strip(), password, caller=caller(request), now=house.now(),
            new_secret=house.new_secret,
        )  # fmt: skip
    except NotAllowed as error:
        return page(request, "sign_in.html", status=status_of(error), wanted=wanted, name=name.strip(), error=error)
    if isinstance(entered, Step):
        return page(request, "sign_in_code.html", wanted=wanted, step=Pending(house).of(entered), error=None)
    return let_in(request, entered, wanted)


@router.post("/sign-in/code", dependencies=OPEN)
def code(
    request: Request,
    step: Annotated[str, Form()],
    code: Annotated[str, Form()] = "",
    wanted: Annotated[str, Form()] = "/",
) -> Response:
    house, wanted = house_of(request), on_the_desk(wanted)
    try:
        known = Pending(house).read(step)
    except WriteoffError:  # it ran out, or was never ours
        begin_anew = NotAllowed("This sign-in took too long, or was not begun here.", "Begin anew.", code="not_signed_in")
        return page(request, "sign_in.html", status=401, wanted=wanted, name="", error=begin_anew)
    try:
        entered = second_factor.finish(
            house.identity, house.seeds, known, code, caller=caller(request), now=house.now(), new_secret=house.new_secret
        )
    except NotAllowed as error:
        return page(request, "sign_in_code.html", status=status_of(error), wanted=wanted, step=step, error=error)
    return let_in(request, entered, wanted)


@router.post("/sign-out", dependencies=[Depends(from_our_page)])
def sign_out(request: Request, visit: SignedIn) -> Response:
    sessions.sign_out(visit.house.identity, visit.session, now=visit.house.now())
    response = RedirectResponse("/sign-in", status_code=303)
    forget_session(request, response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@dataclass(frozen=True, slots=True)
class Pending:
    """A Step between two pages: sealed, so that nobody makes one, and good for a few minutes."""

    house: House

    def of(self, step: Step) -> str:
        said = json.dumps([step.person, step.changed_at.isoformat(), self.house.now().isoformat()])
        return self.house.seeds.seal(said, SEALED_FOR)

    def read(self, sealed: str) -> Step:
        person, changed_at, at = json.loads(self.house.seeds.open(sealed, SEALED_FOR))
        if self.house.now() - datetime.fromisoformat(at) > second_factor.STEP_LASTS:
            raise NotAllowed("This sign-in took longer than it may.", code="not_signed_in")
        return Step(person, datetime.fromisoformat(changed_at))
