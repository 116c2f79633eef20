"""A template and what it shows to a page: every page of the desk is rendered here, and all that is put into it is escaped."""

from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.books.evidence import EvidenceKind
from assistant.books.people import Action, PersonRole, may
from assistant.surfaces.serving import flash
from assistant.surfaces.serving.filters import FILTERS, words
from assistant.surfaces.serving.forms import keep_open_token, open_token
from assistant.surfaces.serving.visit import At, Visit, house_of

EVIDENCE_KINDS = tuple((kind.value, words(kind.value)) for kind in EvidenceKind)


@cache
def templates() -> Environment:
    folder = str(files("assistant.surfaces.web") / "templates")
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False,  # they come with the program: else each page looks at the files of all its parts
    )  # fmt: skip
    environment.filters.update(FILTERS)
    return environment


def _room(request: Request) -> str:
    """Which of a client's pages the address is of, or stands under."""
    return "".join(request.url.path.split("/")[3:4])


@lru_cache(maxsize=1024)
def _rooms(client: str, name: str, role: PersonRole, room: str) -> Markup:
    made = templates().get_template("parts/client_nav.html").render(client=client, name=name, may=partial(may, role), room=room)
    return Markup(made)  # of a template of ours, which escapes what it shows


def _drafting_places(visit: Visit) -> tuple[tuple[str, str], ...]:
    return tuple((place.client, place.name) for place in visit.places if may(place.member.role, Action.DRAFT))


def page(request: Request, template: str, /, *, at: At | None = None, status: int = 200, **shown: Any) -> HTMLResponse:
    """The template with what it shows. Every one also sees `visit` (None before signing in), `at` (None outside one client's
    books), `csrf`, `path`, `partial` (whether htmx asked, so that a part will do), `today`, `notices()`: what is to be said once,
    by the page that asks for it, `form_key()`: a word by which a form sent twice is known, `drafting_places()`: where the person
    may draft, and `evidence_kinds`, each with what it is called; within one client's books also `rooms`, the way to its pages."""
    visit: Visit | None = getattr(request.state, "visit", None)
    told: list[flash.Notice] = []

    def notices() -> list[flash.Notice]:
        told[:] = flash.flashed(request)
        return told

    known = {
        "visit": visit,
        "at": at,
        "csrf": visit.session.csrf if visit is not None else open_token(request),
        "path": request.url.path,
        "partial": request.headers.get("hx-request") == "true",
        "today": house_of(request).today(),
        "notices": notices,
        "form_key": lambda: house_of(request).new_secret(9),
        "evidence_kinds": EVIDENCE_KINDS,
        "rooms": _rooms(at.client, at.place.name, at.member.role, _room(request)) if at is not None else "",
        "drafting_places": lambda: _drafting_places(visit) if visit is not None else (),
    }
    response = HTMLResponse(templates().get_template(template).render(known | shown), status_code=status)
    if told:
        flash.forget(request, response)
    return response if visit is not None else keep_open_token(request, response)
