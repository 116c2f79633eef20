"""What is said once, on the page that comes after a form: kept in a cookie that only this session's desk can have written.

The cookie holds the sentence and an HMAC of it under the session's own token: a cookie that somebody else planted says nothing.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from fastapi import Request
from starlette.responses import Response

from assistant.surfaces.serving.visit import house_of

if TYPE_CHECKING:
    from assistant.surfaces.serving.visit import Visit

COOKIE = "writeoff_said"
SECURE_COOKIE = "__Host-writeoff_said"
LONGEST = 400  # characters of one sentence
MOST_BYTES = 2_700  # with what base64 adds, within the 4 KB of a cookie
KEPT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the person; `kind` is good, warn or bad. `href` leads on, under the words of `label`."""

    says: str
    kind: str = "good"
    href: str = ""
    label: str = ""


def flash(response: Response, request: Request, says: str, *, kind: str = "good", href: str = "", label: str = "") -> None:
    """Says it on the next page that this session is shown; several in their order. Nothing, where nobody is signed in."""
    visit: Visit | None = getattr(request.state, "visit", None)
    if visit is None:
        return
    said: list[Notice] = [*getattr(request.state, "flashed", ()), Notice(says[:LONGEST], kind, href, label)]
    while len(text := _written(said)) > MOST_BYTES and len(said) > 1:
        del said[0]
    request.state.flashed = said
    value = f"{base64.urlsafe_b64encode(text).decode()}.{_mark(text, visit)}"
    secure = house_of(request).secure
    response.set_cookie(_name(request), value, max_age=KEPT_SECONDS, httponly=True, secure=secure, samesite="lax", path="/")


def flashed(request: Request) -> tuple[Notice, ...]:
    """What is to be said now."""
    visit: Visit | None = getattr(request.state, "visit", None)
    coded, _, mark = request.cookies.get(_name(request), "").rpartition(".")
    if visit is None or not coded:
        return ()
    try:
        text = base64.urlsafe_b64decode(coded)
    except ValueError:
        return ()
    if not hmac.compare_digest(_mark(text, visit).encode(), mark.encode()):
        return ()
    return tuple(Notice(**notice) for notice in json.loads(text))


def forget(request: Request, response: Response) -> None:
    """It was said with this response, and is not said again."""
    if _name(request) in request.cookies:
        response.delete_cookie(_name(request), path="/", secure=house_of(request).secure, httponly=True, samesite="lax")


def _written(said: list[Notice]) -> bytes:
    return json.dumps([asdict(notice) for notice in said], ensure_ascii=False).encode()


def _mark(text: bytes, visit: "Visit") -> str:
    return hmac.new(visit.session.csrf.encode(), b"writeoff said\0" + text, hashlib.sha256).hexdigest()


def _name(request: Request) -> str:
    return SECURE_COOKIE if house_of(request).secure else COOKIE
