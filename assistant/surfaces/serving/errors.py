"""What stopped a request to an answer with its remedy: a page, or a part of one where htmx asked. Nothing is said of what the
person may not know."""

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from assistant.errors import (
    BooksUnavailable,
    NotAllowed,
    NotFound,
    OutsideServiceFailed,
    RefusedByBooks,
    WaitsForAnswer,
    WriteoffError,
)
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import SignInFirst

STATUS = (
    (NotFound, 404), (BooksUnavailable, 503), (OutsideServiceFailed, 502), (NotAllowed, 403), (RefusedByBooks, 409),
    (WaitsForAnswer, 409),
)  # fmt: skip
UNREADABLE = 422


def status_of(error: WriteoffError) -> int:
    return next((status for kind, status in STATUS if isinstance(error, kind)), UNREADABLE)


def answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(SignInFirst, sign_in_first)
    app.add_exception_handler(WriteoffError, stopped)


def sign_in_first(request: Request, _error: Exception) -> Response:
    """To the door. htmx is told to have the browser go there, for it would put the page into a part of this one."""
    if asked_by_htmx(request):
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    return RedirectResponse("/sign-in", status_code=303)


def stopped(request: Request, error: Exception) -> Response:
    assert isinstance(error, WriteoffError)
    status = status_of(error)
    if asked_by_htmx(request):
        part = page(request, "parts/stopped.html", status=status, error=error)
        part.headers["HX-Retarget"], part.headers["HX-Reswap"] = "#notices", "innerHTML"
        return part
    return page(request, "stopped.html", status=status, error=error)


def asked_by_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"
