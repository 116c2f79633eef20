"""Somebody who was let in, to the cookie that says so; and where they go on."""

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from assistant.bookkeeping.signing_in import Entered
from assistant.surfaces.serving.visit import Visit, cookie_name, house_of


def let_in(request: Request, entered: Entered, where: str) -> RedirectResponse:
    """To where they were going, with the session's secret in a cookie that no script reads. It ends with the browser."""
    response = RedirectResponse(where, status_code=303)
    keep_session(request, response, entered)
    return response


def keep_session(request: Request, response: Response, entered: Entered) -> None:
    """The session in place of the one that the request came with, also for what this request still says."""
    house = house_of(request)
    response.set_cookie(cookie_name(house), entered.secret, httponly=True, secure=house.secure, samesite="lax", path="/")
    known: Visit | None = getattr(request.state, "visit", None)
    if known is not None:
        request.state.visit = Visit(house, entered.session, known.places)


def forget_session(request: Request, response: Response) -> None:
    house = house_of(request)
    response.delete_cookie(cookie_name(house), httponly=True, secure=house.secure, samesite="lax", path="/")


def on_the_desk(wanted: str) -> str:
    """The address on this desk that somebody wanted before they were asked who they are; the front page for any other."""
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if ours and not wanted.startswith(("/sign-", "/welcome", "/invited")) else "/"
