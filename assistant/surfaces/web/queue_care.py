"""Who looks after a draft: said in the queue and on the draft's page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from assistant.bookkeeping.caring import Caring, handlers
from assistant.books.care import Care
from assistant.books.draft import OPEN_STATES, Draft
from assistant.books.people import Action
from assistant.surfaces.said.days import day_said
from assistant.surfaces.serving.flash import Notice
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.queue_deciding import SentForm, asking, decided

router = APIRouter()
AtHandling = Annotated[At, Depends(at(Action.HANDLE))]


@router.post("/c/{client}/queue/{draft_id}/claim")
def claim(request: Request, here: AtHandling, draft_id: str, form: SentForm) -> Response:
    """`instead_of` is who the page said looks after it: somebody else who claimed it meanwhile keeps it."""
    instead_of = form.fields.get("instead_of", "")
    return _cared(request, here, draft_id, form, lambda caring: _has(caring.claim(instead_of=instead_of), here))


@router.post("/c/{client}/queue/{draft_id}/let-go")
def let_go(request: Request, here: AtHandling, draft_id: str, form: SentForm) -> Response:
    def act(caring: Caring) -> str:
        caring.let_go()
        return f"Nobody looks after {draft_id} now."

    return _cared(request, here, draft_id, form, act)


@router.post("/c/{client}/queue/{draft_id}/hand-over")
def hand_over(request: Request, here: AtHandling, draft_id: str, form: SentForm) -> Response:
    """To another person, with a note where it was one's own."""

    def act(caring: Caring) -> str:
        person, note = form.words("person", "It is not said who."), form.fields.get("note", "")
        with here.reading() as books:
            care = books.care(draft_id)
        own = care is not None and care.person == here.person
        return _has(caring.hand_over(person, note) if own else caring.assign(person, note=note), here)

    return _cared(request, here, draft_id, form, act)


@router.get("/c/{client}/queue/{draft_id}/rest")
def ask_until(request: Request, here: AtHandling, draft_id: str, back: str = "/queue") -> HTMLResponse:
    tomorrow = here.house.today() + timedelta(days=1)
    return asking(request, here, draft_id, "queue_rest.html", back, tomorrow=tomorrow)


@router.post("/c/{client}/queue/{draft_id}/rest")
def rest(request: Request, here: AtHandling, draft_id: str, form: SentForm) -> Response:
    def act(caring: Caring) -> str:
        with here.reading() as books:
            until = day_said(form.words("until", "It is not said until when."), books.client.date_order)
        caring.rest(until, today=here.house.today(), note=form.fields.get("note", ""))
        return f"{draft_id} rests until {until}."

    return _cared(request, here, draft_id, form, act)


@router.post("/c/{client}/queue/{draft_id}/wake")
def wake(request: Request, here: AtHandling, draft_id: str, form: SentForm) -> Response:
    def act(caring: Caring) -> str:
        caring.wake()
        return f"{draft_id} is back in the queue."

    return _cared(request, here, draft_id, form, act)


def _cared(request: Request, here: At, draft_id: str, form: SentForm, act: Callable[[Caring], str]) -> Response:
    caring = Caring(here.house.store, here.client, draft_id, here.person, here.house.now())
    return decided(request, here, draft_id, form, lambda: Notice(act(caring)))


def _has(care: Care, here: At) -> str:
    return "You look after it now." if care.person == here.person else f"{care.person} looks after it now."


# ── On the draft's page ──────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Editing:
    """Another person who has begun to edit the draft, and when they last typed."""

    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CareShown:
    """What parts/care.html shows: who looks after the draft, who else edits it now, and to whom it can be handed."""

    draft: str
    care: Care | None
    others: tuple[str, ...]
    editing: tuple[Editing, ...]
    tomorrow: date
    open: bool

    @property
    def person(self) -> str:
        return self.care.person if self.care is not None else ""

    @property
    def to(self) -> tuple[tuple[str, str], ...]:
        """The others, as a list offers them."""
        return tuple((name, name) for name in self.others)

    @property
    def rests_until(self) -> date | None:
        until = self.care.snoozed_until if self.care is not None else None
        return until if until is not None and until >= self.tomorrow else None


LATELY = timedelta(minutes=15)  # how long after the last key somebody counts as editing


def care_shown(here: At, draft: Draft) -> CareShown:
    with here.reading() as books:
        care, members, typed = books.care(draft.id), books.members(), books.typed_at(draft.id)
    since = here.house.now() - LATELY
    return CareShown(
        draft=draft.id,
        care=care,
        others=tuple(name for name in handlers(members) if name != here.person),
        editing=tuple(Editing(person, when) for person, when in typed if person != here.person and when >= since),
        tomorrow=here.house.today() + timedelta(days=1),
        open=draft.state in OPEN_STATES,
    )
