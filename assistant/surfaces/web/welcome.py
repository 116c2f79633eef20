"""Coming in for the first time: the very first person, by the code that the terminal shows, and everybody else by their link."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bookkeeping import inviting, welcoming
from assistant.books.identity import Invitation
from assistant.books.passwords import LONGEST, SHORTEST
from assistant.errors import NotAllowed, WrongUsage
from assistant.surfaces.serving.entering import let_in
from assistant.surfaces.serving.errors import status_of
from assistant.surfaces.serving.forms import from_this_browser
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import caller, house_of

router = APIRouter()
OPEN = [Depends(from_this_browser)]


@router.get("/welcome")
def first(request: Request) -> Response:
    house = house_of(request)
    if not welcoming.nobody_yet(house.identity):
        return RedirectResponse("/sign-in", status_code=303)
    return _welcome(request, name=house.settings.person)


@router.post("/welcome", dependencies=OPEN)
def take_the_desk(
    request: Request,
    code: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    house, name = house_of(request), name.strip()
    try:
        entered = welcoming.welcome(
            house.identity, house.passwords, name, password, code=code, setup_code=house.setup_code, caller=caller(request),
            now=house.now(), new_secret=house.new_secret,
        )  # fmt: skip
    except (NotAllowed, WrongUsage) as error:
        if error.code == "set_up_already":
            return RedirectResponse("/sign-in", status_code=303)
        return _welcome(request, name=name, error=error)
    return let_in(request, entered, "/queue" if house.store.clients() else "/clients/new")


def _welcome(request: Request, *, name: str, error: NotAllowed | WrongUsage | None = None) -> Response:
    status = 200 if error is None else status_of(error)
    return page(request, "welcome.html", status=status, name=name, error=error, shortest=SHORTEST, longest=LONGEST)


@router.get("/invited/{token}")
def invited(request: Request, token: str) -> Response:
    house = house_of(request)
    return _invited(request, inviting.invited(house.identity, token, now=house.now()))


@router.post("/invited/{token}", dependencies=OPEN)
def take_up(request: Request, token: str, password: Annotated[str, Form()] = "") -> Response:
    house = house_of(request)
    invitation = inviting.invited(house.identity, token, now=house.now())
    try:
        entered = inviting.take_up(
            house.identity, house.passwords, token, password, caller=caller(request), now=house.now(),
            new_secret=house.new_secret,
        )  # fmt: skip
    except WrongUsage as error:
        return _invited(request, invitation, error)
    return let_in(request, entered, "/") if entered is not None else RedirectResponse("/sign-in", status_code=303)


def _invited(request: Request, invitation: Invitation, error: WrongUsage | None = None) -> Response:
    status = 200 if error is None else status_of(error)
    return page(
        request, "invited.html", status=status, invitation=invitation, error=error, shortest=SHORTEST, longest=LONGEST
    )
