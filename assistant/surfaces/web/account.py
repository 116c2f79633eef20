"""A person's own account: their password, where they are signed in, and the programs that work in their name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bookkeeping import passwords, sessions, tokens
from assistant.books.identity import LONGEST_TOKEN, Scope, Token
from assistant.books.passwords import LONGEST, SHORTEST
from assistant.errors import NotAllowed, NotFound, WriteoffError, WrongUsage
from assistant.surfaces.serving.entering import keep_session
from assistant.surfaces.serving.errors import status_of
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import Visit, Visiting, caller

router = APIRouter()
USUAL_DAYS = 90
SAYS = {
    Scope.READ: "read the books",
    Scope.DRAFT: "draft, revise and answer",
    Scope.APPROVE: "approve, reject and reverse",
    Scope.SYNC: "send to QuickBooks",
    Scope.SETTLE: "change settings and people",
}
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac", "Linux")
Password = Annotated[str, Form()]


def browser(agent: str) -> str:
    """'Firefox on Windows', of what a browser calls itself; its own words where it is none that is known."""
    name = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((system for system in SYSTEMS if system in agent), "")
    return f"{name} on {system}" if name and system else name or agent[:60] or "not said"


@router.get("/account")
def account(request: Request, visit: Visiting) -> Response:
    return _account(request, visit)


def _account(
    request: Request, visit: Visit, *, part: str = "", error: WriteoffError | None = None, made: tuple[Token, str] | None = None
) -> Response:
    """The page; `error` is said in the part that it belongs to, `made` is a new token with its secret."""
    house, now = visit.house, visit.house.now()
    with house.identity.transaction(reads=True) as transaction:
        login = transaction.login(visit.person)
    return page(
        request, "account.html", status=200 if error is None else status_of(error), part=part, error=error, made=made,
        codes_left=len(login.recovery_codes) if login is not None else 0, shortest=SHORTEST, longest=LONGEST,
        sessions=sessions.of_person(house.identity, visit.person, now=now),
        tokens=[each for each in tokens.tokens_of(house.identity, visit.person) if each.good_at(now)],
        browser=browser, scopes=SAYS, usual_days=USUAL_DAYS, most_days=LONGEST_TOKEN.days,
    )  # fmt: skip


def _confirmed(request: Request, visit: Visit, password: str) -> None:
    """NotAllowed where it is not the person's password."""
    house = visit.house
    passwords.confirm(
        house.identity, house.passwords, visit.session, password, caller=caller(request), now=house.now()
    )  # fmt: skip


def _done(request: Request, visit: Visit, part: str, do: Callable[[], str]) -> Response:
    """What was done is said on the account page, and so is what stopped it."""
    try:
        says = do()
    except (NotAllowed, NotFound, WrongUsage) as error:
        return _account(request, visit, part=part, error=_own(error))
    response = RedirectResponse(f"/account#{part}", status_code=303)
    flash(response, request, says)
    return response


def _own(error: WriteoffError) -> WriteoffError:
    """At the door nobody is told which of name and password is wrong; whoever is in knows their name."""
    if error.code != "not_signed_in":
        return error
    return NotAllowed("That is not your password.", "Type the one that you sign in with.", code="not_signed_in")


@router.post("/account/password")
def change_password(request: Request, visit: Visiting, current: Password, password: Password) -> Response:
    house = visit.house
    try:
        entered = passwords.change_password(
            house.identity, house.passwords, visit.session, current, password, caller=caller(request), now=house.now(),
            new_secret=house.new_secret,
        )  # fmt: skip
    except (NotAllowed, WrongUsage) as error:
        return _account(request, visit, part="password", error=_own(error))
    response = RedirectResponse("/account#password", status_code=303)
    keep_session(request, response, entered)
    flash(response, request, "Your password is changed. Everywhere else you are signed out.")
    return response


@router.post("/account/sessions/end")
def end_sessions(
    request: Request,
    visit: Visiting,
    password: Password,
    which: Annotated[list[str], Form()] = [],  # noqa: B006
    others: Annotated[str, Form()] = "",
) -> Response:
    """Those chosen, or all others. The password is asked for, as before each change of how one comes in."""
    house = visit.house

    def do() -> str:
        _confirmed(request, visit, password)
        if not which and not others:
            raise WrongUsage("None was chosen.", "Choose which to end, or end all others.")
        if others:
            ended = sessions.end_others(house.identity, visit.session, now=house.now())
        else:
            ended = len([sessions.end_own(house.identity, visit.person, each, now=house.now()) for each in which])
        return f"{ended} session{'s' if ended != 1 else ''} ended."

    return _done(request, visit, "sessions", do)


@router.post("/account/tokens")
def make_token(
    request: Request,
    visit: Visiting,
    name: Annotated[str, Form()],
    days: Annotated[int, Form()],
    password: Password,
    scopes: Annotated[list[Scope], Form()] = [],  # noqa: B006
    clients: Annotated[list[str], Form()] = [],  # noqa: B006
) -> Response:
    house = visit.house
    try:
        _confirmed(request, visit, password)
        made = tokens.make_token(
            house.identity, visit.person, name, scopes, clients, lasts=timedelta(days=max(0, min(days, 10_000))),
            now=house.now(), new_secret=house.new_secret, token_id=house.new_secret(9),
        )  # fmt: skip
    except (NotAllowed, WrongUsage) as error:
        return _account(request, visit, part="tokens", error=_own(error))
    return _account(request, visit, part="tokens", made=made)


@router.post("/account/tokens/{token_id}/end")
def end_token(request: Request, visit: Visiting, token_id: str) -> Response:
    def do() -> str:
        tokens.end_token(visit.house.identity, visit.person, token_id, now=visit.house.now())
        return "The token works no longer."

    return _done(request, visit, "tokens", do)
