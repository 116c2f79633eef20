"""What stopped a request to an answer with its remedy: a page, or a part of one where htmx asked. Nothing is said of what the
person may not know, and what they typed is not lost."""

import logging
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from assistant.bookkeeping.welcoming import nobody_yet
from assistant.errors import (
    BooksUnavailable,
    NotAllowed,
    NotFound,
    OutsideServiceFailed,
    RefusedByBooks,
    WaitsForAnswer,
    WriteoffError,
    WrongUsage,
)
from assistant.surfaces.serving import records
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import SecondFactorFirst, SignInFirst, house_of

BY_CODE = {"too_often": 429, "too_many_requests": 429, "too_large": 413, "not_signed_in": 401}
STATUS = (
    (NotFound, 404), (BooksUnavailable, 503), (OutsideServiceFailed, 502), (NotAllowed, 403), (RefusedByBooks, 409),
    (WaitsForAnswer, 409),
)  # fmt: skip
UNREADABLE = 422
AGAIN_SECONDS = 30
SECRET = ("password", "code", "secret", "seed", "token")  # fields that are never shown again
OF_STATUS = {
    400: ("This form cannot be read: a field is too long, there are too many, or it is not whole.", "Go back and send less."),
    404: ("There is nothing at this address.", "Go by the links of the desk; the address may be of an older version."),
    405: ("This address does not do that.", "Go by the links and buttons of the desk."),
    413: ("This is larger than the desk takes.", "Send less at once, or smaller files."),
}
OTHERWISE = ("This request cannot be read.", "Go back, load the page anew, and send it once more.")


def status_of(error: WriteoffError) -> int:
    return BY_CODE.get(error.code) or next((status for kind, status in STATUS if isinstance(error, kind)), UNREADABLE)


def answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(SignInFirst, sign_in_first)
    app.add_exception_handler(SecondFactorFirst, second_factor_first)
    app.add_exception_handler(BooksUnavailable, away)
    app.add_exception_handler(WriteoffError, stopped)
    app.add_exception_handler(RequestValidationError, unreadable)
    app.add_exception_handler(HTTPException, no_such_answer)


def sign_in_first(request: Request, _error: Exception) -> Response:
    """To the door, and from there to the page that was asked for; while nobody can sign in, to where the first one is let in."""
    if _first_awaited(request):
        return _go(request, "/welcome")
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = f"?next={quote(wanted, safe='')}" if request.method == "GET" and wanted != "/" and not asked_by_htmx(request) else ""
    return _go(request, f"/sign-in{back}")


def _first_awaited(request: Request) -> bool:
    try:
        return nobody_yet(house_of(request).identity)
    except BooksUnavailable:
        return False


def second_factor_first(request: Request, _error: Exception) -> Response:
    return _go(request, "/account/second-factor")


def _go(request: Request, where: str) -> Response:
    """htmx is told to have the browser go there, for it would put the page into a part of this one."""
    if asked_by_htmx(request):
        return Response(status_code=401, headers={"HX-Redirect": where})
    return RedirectResponse(where, status_code=303)


def stopped(request: Request, error: Exception) -> Response:
    assert isinstance(error, WriteoffError)
    return _shown(request, error, status_of(error))


async def away(request: Request, error: Exception) -> Response:
    """The database is away: what was typed is shown again, with a button that sends it once more. Where the database is, is for
    the log alone."""
    assert isinstance(error, BooksUnavailable)
    house = house_of(request)
    records.tell(logging.ERROR, house.now(), request.state.request_id, books=error.says)
    error = BooksUnavailable(error.says.replace(f" at {house.store.place}", ""), error.remedy)
    typed = [] if asked_by_htmx(request) else await _typed(request)
    response = _shown(request, error, 503, typed=typed)
    response.headers["Retry-After"] = str(AGAIN_SECONDS)
    return response


async def _typed(request: Request) -> list[tuple[str, str]]:
    """The fields of the form, without its files and what is secret."""
    if request.method != "POST":
        return []
    fields = [(name, said) for name, said in (await request.form()).multi_items() if isinstance(said, str)]
    return [] if any(word in name for name, _ in fields for word in SECRET) else fields


def unreadable(request: Request, error: Exception) -> Response:
    """A form or an address whose fields are not what they should be: which, but not what they hold."""
    assert isinstance(error, RequestValidationError)
    fields = list(dict.fromkeys(str(fault["loc"][:2][-1]) for fault in error.errors()))
    says = f"{'Fields are' if len(fields) > 1 else 'A field is'} missing or cannot be read: {', '.join(fields)}."
    return _shown(request, WrongUsage(says, "Go back, correct it, and send it once more."), UNREADABLE)


def no_such_answer(request: Request, error: Exception) -> Response:
    """What the router refuses: an address that is none, a method that it has not, a body that is no form."""
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.NOT_FOUND and _first_awaited(request):
        return _go(request, "/welcome")
    response = _shown(request, WrongUsage(*OF_STATUS.get(error.status_code, OTHERWISE)), error.status_code)
    if error.headers and "allow" in {name.lower() for name in error.headers}:
        response.headers.update(error.headers)
    return response


def too_large(request: Request, most: int) -> Response:
    """`most` in bytes."""
    says = f"This is larger than the desk takes at once: {most / 1_000_000:g} MB."
    return _shown(request, WrongUsage(says, "Send less at once, or smaller files.", code="too_large"), 413)


def failed(request: Request) -> Response:
    """A defect of ours: its number in the log, and nothing else."""
    number = request.state.request_id
    says, remedy = "This program failed.", f"What was being done may not be done. Tell who runs the desk this number: {number}"
    return _shown(request, WriteoffError(says, remedy), 500)


def _shown(request: Request, error: WriteoffError, status: int, **shown: Any) -> Response:
    if asked_by_htmx(request):
        part = page(request, "parts/stopped.html", status=status, error=error)
        part.headers["HX-Retarget"], part.headers["HX-Reswap"] = "#notices", "innerHTML"
        return part
    return page(request, "stopped.html", status=status, error=error, **({"typed": []} | shown))


def asked_by_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"
