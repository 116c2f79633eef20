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
    return RedirectResponse("/sign-in", status_code=303)


def stopped(request: Request, error: Exception) -> Response:
    assert isinstance(error, WriteoffError)
    return page(request, "stopped.html", status=status_of(error), error=error)
