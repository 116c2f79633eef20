"""A form to whether it is ours: sent by a page of the desk to the person that it was made for (OWASP ASVS 5.0, 3.5.1)."""

import hmac
from collections.abc import AsyncIterator
from typing import TypeVar

from fastapi import Request
from starlette.responses import Response

from assistant.errors import NotAllowed
from assistant.surfaces.serving.visit import SignedIn, house_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OURS = frozenset({"same-origin", "none"})
FORM = "writeoff_form"
SECURE_FORM = "__Host-writeoff_form"
Answer = TypeVar("Answer", bound=Response)


async def from_our_page(request: Request, visit: SignedIn) -> AsyncIterator[None]:
    """Refuses a request that changes something and does not carry the session's own token, or that another site's page makes. The
    files of the form are closed at the end, whatever came of it."""
    try:
        await _refuse_foreign(request, visit.session.csrf)
        yield
    finally:
        await request.close()


async def from_this_browser(request: Request) -> None:
    """The same before anybody is signed in: the token is one that this browser was given with the form, in a cookie."""
    await _refuse_foreign(request, request.cookies.get(_form(request), ""))


async def _refuse_foreign(request: Request, token: str) -> None:
    if request.method in SAFE:
        return
    site = request.headers.get("sec-fetch-site")
    sent = request.headers.get("x-csrf") or str((await request.form()).get("csrf", ""))
    if (site is not None and site not in OURS) or not token or not hmac.compare_digest(sent.encode(), token.encode()):
        raise NotAllowed(
            "This form is not one of your session.", "Go back, load the page anew, and send it once more.", code="foreign_form"
        )


def open_token(request: Request) -> str:
    """What a form carries before anybody is signed in."""
    if not hasattr(request.state, "open_token"):
        request.state.open_token = request.cookies.get(_form(request)) or house_of(request).new_secret(24)
    token: str = request.state.open_token
    return token


def keep_open_token(request: Request, response: Answer) -> Answer:
    """The answer, with the token of its form in the browser's cookie, where the browser has none yet."""
    if request.cookies.get(_form(request)) == open_token(request):
        return response
    secure = house_of(request).secure
    response.set_cookie(_form(request), open_token(request), httponly=True, secure=secure, samesite="strict", path="/")
    return response


def _form(request: Request) -> str:
    return SECURE_FORM if house_of(request).secure else FORM
