"""What is decided in the queue: one draft approved as it was shown, or rejected with the reason; an entry taken back.

With htmx's header the answer is the draft's row as it is now; without, the page that the person came from, with what is to be
said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.adapters.sql.reading import read_chart
from assistant.bookkeeping.bulk import Outcome, day_of_undoing, reverse_selected
from assistant.books.audit import AuditEvent
from assistant.books.draft import OPEN_STATES, Draft
from assistant.books.people import Action
from assistant.drafting import summary
from assistant.errors import BooksUnavailable, WriteoffError, WrongUsage
from assistant.surfaces.render.changes import changes
from assistant.surfaces.serving.errors import asked_by_htmx, status_of
from assistant.surfaces.serving.flash import Notice, flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.queue_shown import row_of

router = APIRouter()
AtApproving = Annotated[At, Depends(at(Action.APPROVE))]
DECIDED = {"draft.approved": "posted", "draft.approved_by_policy": "posted", "draft.rejected": "rejected"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A form of the queue: its fields, the picks of a selection and those `later` of other clients, the version and the
    fingerprint of what was shown (the field `seen` is both, with a point between), and the page to go back to."""

    fields: Mapping[str, str]
    picks: tuple[str, ...]
    later: tuple[str, ...]
    version: int | None
    seen: str
    back: str

    def words(self, name: str, wanted: str) -> str:
        """A field that has to say something. WrongUsage where it does not."""
        if not (said := self.fields.get(name, "").strip()):
            raise WrongUsage(wanted, "Write it in a few words, and send it once more.")
        return said


async def sent(request: Request) -> Sent:
    form = await request.form()
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    version, _, seen = fields.get("seen", "").partition(".")
    version = version or fields.get("version", "")
    return Sent(
        fields,
        tuple(pick for pick in form.getlist("pick") if isinstance(pick, str)),
        tuple(pick for pick in form.getlist("later") if isinstance(pick, str)),
        int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None,
        seen,
        ours(fields.get("back", "")),
    )


def ours(back: str) -> str:
    """The address to go back to, where it is one of the desk's pages; else the queue."""
    plain = "\\" not in back and all(32 < ord(char) < 127 for char in back)
    return back if plain and back.startswith(("/queue", "/c/")) else "/queue"


SentForm = Annotated[Sent, Depends(sent)]


@router.post("/c/{client}/queue/{draft_id}/approve")
def approve(request: Request, here: AtApproving, draft_id: str, form: SentForm) -> Response:
    """Posts what was shown; without saying what that was, nothing is posted."""

    def act() -> Notice:
        if not form.seen:
            raise WrongUsage("It is not said what was seen of the draft.", "Load the queue anew.")
        posted = here.bookkeeper().approve(here.client, draft_id, by=here.person, today=here.house.today(), seen=form.seen)
        to = f"/c/{here.client}/entries/{posted.number}"
        if posted.posted_by != here.person:
            when = f" on {posted.posted_at:%Y-%m-%d at %H:%M} UTC" if posted.posted_at is not None else ""
            return Notice(f"{posted.posted_by} posted {draft_id} already{when}, as {posted.number}.", "warn", to, "See the entry")
        return Notice(f"{draft_id} is posted as {posted.number}.", "good", to, "See the entry")

    return decided(request, here, draft_id, form, act)


@router.get("/c/{client}/queue/{draft_id}/reject")
def ask_why(request: Request, here: AtApproving, draft_id: str, back: str = "/queue") -> HTMLResponse:
    return asking(request, here, draft_id, "queue_reject.html", back)


@router.post("/c/{client}/queue/{draft_id}/reject")
def reject(request: Request, here: AtApproving, draft_id: str, form: SentForm) -> Response:
    def act() -> Notice:
        because = form.words("because", "A rejection needs its reason.")
        here.bookkeeper().reject(here.client, draft_id, because=because, by=here.person, version=form.version)
        return Notice(f"{draft_id} is rejected. Its stock is free again.")

    return decided(request, here, draft_id, form, act)


@router.get("/c/{client}/queue/{draft_id}/undo")
def ask_undo(request: Request, here: AtApproving, draft_id: str, back: str = "/queue") -> HTMLResponse:
    with here.reading() as books:
        number = books.draft(draft_id).entry_number
    day = day_of_undoing(here.house.store, here.client, number) if number else None
    return asking(request, here, draft_id, "queue_undo.html", back, own_day=day)


@router.post("/c/{client}/queue/{draft_id}/undo")
def undo(request: Request, here: AtApproving, draft_id: str, form: SentForm) -> Response:
    """Takes back what was posted: by a reversal, for what is posted stays."""

    def act() -> Notice:
        with here.reading() as books:
            number = books.draft(draft_id).entry_number
        if not number:
            raise WrongUsage(f"{draft_id} is not posted, so there is nothing to undo.", "Reject it instead.")
        because = form.fields.get("because", "").strip() or "approved by mistake"
        outcome = reverse_selected(
            here.house.store, here.bookkeeper(), here.client, (number,), because=because, by=here.person,
            today=here.house.today(), own_day=form.fields.get("dated") != "today",
        )[0]  # fmt: skip
        return reversal_told(here, outcome)

    return decided(request, here, draft_id, form, act)


def reversal_told(here: At, outcome: Outcome) -> Notice:
    """What became of an entry that was to be taken back. WriteoffError where not even a draft of its reversal came of it."""
    if outcome.entry is not None:
        to = f"/c/{here.client}/entries/{outcome.entry.number}"
        says = f"{outcome.subject} is taken back by a reversal, {outcome.entry.number}. Both stay in the journal."
        return Notice(says, "good", to, "See the reversal")
    assert outcome.stopped is not None, outcome
    if outcome.left is None:
        raise outcome.stopped
    says = f"{outcome.left.id} reverses {outcome.subject}, and waits: {outcome.stopped.says}"
    return Notice(says, "warn", f"/c/{here.client}/drafts/{outcome.left.id}", "See its draft")


# ── What comes of it ─────────────────────────────────────────────────────────────────────────────────────────────────


def asking(request: Request, here: At, draft_id: str, template: str, back: str, **shown: Any) -> HTMLResponse:
    """A page with the form of one thing to say about a draft: what a dialog asks where scripts run."""
    return page(request, template, at=here, row=row_of(here, draft_id), back=ours(back), **shown)


def decided(request: Request, here: At, draft_id: str, form: Sent, act: Callable[[], Notice]) -> Response:
    """The row after the deed, or with what stopped it and what is otherwise than the person saw."""
    with here.reading() as books:
        before = books.draft(draft_id)
    status = 200
    otherwise: tuple[str, ...] = ()
    try:
        notice = act()
    except BooksUnavailable:
        raise
    except WriteoffError as stopped:
        status, notice = status_of(stopped), Notice(f"{stopped.says} {stopped.remedy}".strip(), "bad")
        with here.reading() as books:
            after = books.draft(draft_id)
            trail = books.events(draft_id)
        if settled := _settled(trail, after):
            notice = Notice(settled, "warn")
        else:
            otherwise = _otherwise(here, before, after, form, trail)
    if asked_by_htmx(request):
        row = row_of(here, draft_id, named=form.back.startswith("/queue"))
        return HTMLResponse(row.told(notice=notice, otherwise=otherwise), status_code=status)
    answer = RedirectResponse(form.back, status_code=303)
    told = f"{notice.says} Changed: {'; '.join(otherwise)}." if otherwise else notice.says
    flash(answer, request, told, kind=notice.kind, href=notice.href, label=notice.label)
    return answer


def _settled(trail: tuple[AuditEvent, ...], draft: Draft) -> str:
    """Who settled the draft and when, where it is settled."""
    if draft.state in OPEN_STATES:
        return ""
    last = next((event for event in reversed(trail) if event.what in DECIDED), None)
    if last is None:
        return f"{draft.id} is {draft.state.value} already."
    as_what = f", as {draft.entry_number}" if draft.entry_number else f": {draft.because}" if draft.because else ""
    return f"{last.who} {DECIDED[last.what]} {draft.id} already on {last.at:%Y-%m-%d at %H:%M} UTC{as_what}."


def _otherwise(here: At, before: Draft, after: Draft, form: Sent, trail: tuple[AuditEvent, ...]) -> tuple[str, ...]:
    """What is otherwise now than in the version that the row showed: who changed it meanwhile, and what."""
    seen: Mapping[str, Any] | None = summary(before)
    if form.version not in (None, before.version):
        seen = next((kept for event in trail for kept in _summaries(event) if kept.get("version") == form.version), None)
    if seen is None:
        return ()
    accounts = {line.account for draft in (before, after) if draft.entry is not None for line in draft.entry.lines}
    accounts |= {line[1] for line in seen.get("lines", ())}
    with here.reading() as books:
        found = changes(seen, summary(after), read_chart(books.connection, books.client, accounts))
    since = form.version if form.version is not None else before.version
    meanwhile = [event for event in trail if event.detail.get("after") and _summaries(event)[-1]["version"] > since]
    who = tuple(f"{event.who} changed it on {event.at:%Y-%m-%d at %H:%M} UTC" for event in meanwhile[-1:])
    return (*who, *found)


def _summaries(event: AuditEvent) -> list[Mapping[str, Any]]:
    """The versions of the draft that an event of its trail tells of."""
    told = (event.detail, event.detail.get("before"), event.detail.get("after"))
    return [kept for kept in told if isinstance(kept, Mapping) and "version" in kept]
