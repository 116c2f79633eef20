"""A template and what it shows to a page: every page of the desk is rendered here, and all that is put into it is escaped."""

from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.books.evidence import EvidenceKind
from assistant.books.people import Action, may
from assistant.surfaces.serving import flash
from assistant.surfaces.serving.filters import FILTERS
from assistant.surfaces.serving.forms import keep_open_token, open_token
from assistant.surfaces.serving.visit import At, Visit, house_of


@cache
def templates() -> Environment:
    folder = str(files("assistant.surfaces.web") / "templates")
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False,  # they come with the program: else each page looks at the files of all its parts
    )  # fmt: skip
    environment.filters.update(FILTERS)
    return environment


def page(request: Request, template: str, /, *, at: At | None = None, status: int = 200, **shown: Any) -> HTMLResponse:
    """The template with what it shows. Every one also sees `visit` (None before signing in), `at` (None outside one client's
    books), `csrf`, `path`, `partial` (whether htmx asked, so that a part will do), `today`, `notices()`: what is to be said once,
    by the page that asks for it, `form_key()`: a word by which a form sent twice is known, `drafting_places()`: where the person
    may draft, and `evidence_kinds()`."""
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
        "evidence_kinds": lambda: tuple(EvidenceKind),
        "drafting_places": lambda: [place for place in visit.places if may(place.member.role, Action.DRAFT)] if visit else [],
    }
    response = HTMLResponse(templates().get_template(template).render(known | shown), status_code=status)
    if told:
        flash.forget(request, response)
    return response if visit is not None else keep_open_token(request, response)
