"""Who works in a client's books: roles, limits, and how each comes in. An owner changes it; others see it, and who may."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bookkeeping import inviting, sessions, settling
from assistant.bookkeeping.inviting import Link
from assistant.books.money import Money
from assistant.books.people import Action, PersonRole
from assistant.errors import NotAllowed, NotFound, RefusedByBooks, WriteoffError, WrongUsage
from assistant.surfaces.serving.errors import status_of
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at

router = APIRouter()
SAYS = {
    PersonRole.REPORTER: "reports losses, and sees their own",
    PersonRole.BOOKKEEPER: "drafts and revises",
    PersonRole.APPROVER: "also approves, which posts",
    PersonRole.OWNER: "does everything, settings and people too",
    PersonRole.AUDITOR: "reads everything, and changes nothing",
}
Here = Annotated[At, Depends(at(Action.READ))]
Owner = Annotated[At, Depends(at(Action.MANAGE_PEOPLE))]
Typed = Annotated[str, Form()]
STOPS = (NotAllowed, NotFound, RefusedByBooks, WrongUsage)


@router.get("/c/{client}/settings/people")
def people(request: Request, here: Here) -> Response:
    return _people(request, here)


def _people(
    request: Request, here: At, *, error: WriteoffError | None = None, of: str = "", link: Link | None = None
) -> Response:
    """The page; `error` is said at the person `of` (at the invitation where there is none), `link` is new, and shown once."""
    known = inviting.known(here.house.identity, here.client, by=here.person, now=here.house.now())
    return page(
        request, "people.html", at=here, status=200 if error is None else status_of(error), known=known, roles=SAYS,
        owners=[each.person for each in known if each.member.role is PersonRole.OWNER], error=error, of=of, link=link,
        address=str(request.url_for("invited", token=link.secret)) if link is not None else "",
        currency=_currency(here), manages=here.may(Action.MANAGE_PEOPLE),
    )  # fmt: skip


def _currency(here: At) -> str:
    with here.reading() as transaction:
        return transaction.client.currency


def _limit(here: At, said: str) -> Money | None:
    """The amount that somebody typed; None for nothing. WrongUsage for what is no amount."""
    if not said.strip():
        return None
    try:
        return Money.parse(said, _currency(here))
    except ValueError as error:
        raise WrongUsage("That limit is no amount.", "Write it such as 500.00, or leave it empty for no limit.") from error


def _done(request: Request, here: At, person: str, do: Callable[[], str]) -> Response:
    try:
        says = do()
    except STOPS as error:
        return _people(request, here, error=error, of=person)
    response = RedirectResponse(f"/c/{here.client}/settings/people", status_code=303)
    flash(response, request, says)
    return response


@router.post("/c/{client}/settings/people")
def invite(request: Request, here: Owner, name: Typed, role: Annotated[PersonRole, Form()], limit: Typed = "") -> Response:
    house, name = here.house, name.strip()
    try:
        link = inviting.invite(
            house.identity, here.client, name, role, limit=_limit(here, limit), by=here.person, now=house.now(),
            new_secret=house.new_secret,
        )  # fmt: skip
    except STOPS as error:
        return _people(request, here, error=error)
    if link is not None:
        return _people(request, here, link=link)
    response = RedirectResponse(f"/c/{here.client}/settings/people", status_code=303)
    flash(response, request, f"{name} is now {role.value} here, and comes in as before.")
    return response


@router.post("/c/{client}/settings/people/role")
def set_role(
    request: Request, here: Owner, person: Typed, role: Annotated[PersonRole, Form()], limit: Typed = ""
) -> Response:  # fmt: skip
    def do() -> str:
        settling.set_role(
            here.house.store, here.client, person, role, by=here.person, at=here.house.now(), limit=_limit(here, limit)
        )
        return f"{person} is now {role.value} here."

    return _done(request, here, person, do)


@router.post("/c/{client}/settings/people/remove")
def remove(request: Request, here: Owner, person: Typed) -> Response:
    def do() -> str:
        settling.remove_role(here.house.store, here.client, person, by=here.person, at=here.house.now())
        return f"{person} works here no more. What they did stays theirs."

    return _done(request, here, person, do)


@router.post("/c/{client}/settings/people/link")
def make_link(request: Request, here: Owner, person: Typed) -> Response:
    house = here.house
    try:
        link = inviting.reset(
            house.identity, here.client, person, by=here.person, now=house.now(), new_secret=house.new_secret
        )
    except STOPS as error:
        return _people(request, here, error=error, of=person)
    return _people(request, here, link=link)


@router.post("/c/{client}/settings/people/sign-out")
def sign_out(request: Request, here: Owner, person: Typed) -> Response:
    def do() -> str:
        ended = sessions.end_all_of(here.house.identity, here.client, person, by=here.person, now=here.house.now())
        return f"{person} is signed out ({ended} session{'s' if ended != 1 else ''})."

    return _done(request, here, person, do)


@router.post("/c/{client}/settings/people/shut-out")
def shut_out(request: Request, here: Owner, person: Typed) -> Response:
    def do() -> str:
        inviting.shut_out(here.house.identity, here.client, person, by=here.person, now=here.house.now())
        return f"{person} comes in no more: their sessions, links and programs ended."

    return _done(request, here, person, do)


@router.post("/c/{client}/settings/people/let-in")
def let_in(request: Request, here: Owner, person: Typed) -> Response:
    def do() -> str:
        inviting.let_in(here.house.identity, here.client, person, by=here.person, now=here.house.now())
        return f"{person} may sign in again."

    return _done(request, here, person, do)


@router.post("/c/{client}/settings/people/second-factor")
def drop_second_factor(request: Request, here: Owner, person: Typed) -> Response:
    def do() -> str:
        inviting.drop_second_factor(here.house.identity, here.client, person, by=here.person, now=here.house.now())
        return f"The second factor of {person} is gone. They set up another when they come in."

    return _done(request, here, person, do)


@router.post("/c/{client}/settings/people/firm")
def make_firm(request: Request, here: Owner, person: Typed, firm: Annotated[bool, Form()]) -> Response:
    def do() -> str:
        inviting.make_firm(here.house.identity, here.client, person, firm, by=here.person, now=here.house.now())
        return f"{person} is {'now' if firm else 'no longer'} an owner of the firm."

    return _done(request, here, person, do)
