"""What is decided on the page of a draft: approved, rejected, overridden, answered, settled by one press, reversed.

Each goes through the workflow's verb and comes back to the draft. What the workflow refuses is told on the draft as it is now:
somebody else may have decided or changed it meanwhile, and then the page says who and when.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bookkeeping.looking import judge
from assistant.books.draft import Draft
from assistant.books.found import Verdict
from assistant.books.people import Action
from assistant.books.quantity import parse_quantity
from assistant.drafting import summary
from assistant.errors import BooksUnavailable, RefusedByBooks, WriteoffError, WrongUsage
from assistant.surfaces.render.changes import Summary, changes
from assistant.surfaces.said.days import day_said
from assistant.surfaces.said.form import read_fields
from assistant.surfaces.serving.errors import asked_by_htmx, status_of
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.draft_shown import Sheet, draft_answer, seen_draft, sheet_of
from assistant.surfaces.web.draft_typed import Typed, TypedForm

router = APIRouter()
AtApproving = Annotated[At, Depends(at(Action.APPROVE))]
AtDrafting = Annotated[At, Depends(at(Action.DRAFT))]
AtRevising = Annotated[At, Depends(at(Action.REVISE))]
AtOverriding = Annotated[At, Depends(at(Action.OVERRIDE))]
Said = tuple[str, str]  # what is told on the page that comes next, and its kind


@router.post("/c/{client}/drafts/{draft_id}/approve")
def approve(request: Request, here: AtApproving, draft_id: str, form: TypedForm) -> Response:
    """Posts what was shown. The page that comes is the same draft's, so that a key pressed twice approves nothing unseen."""

    def act() -> Said:
        posted = here.bookkeeper().approve(
            here.client, draft_id, by=here.person, today=here.house.today(), seen=form.seen
        )  # fmt: skip
        if posted.posted_by != here.person:
            when = f" on {posted.posted_at:%Y-%m-%d at %H:%M} UTC" if posted.posted_at is not None else ""
            return f"{posted.posted_by} posted it already{when}, as {posted.number}.", "warn"
        return f"Posted as {posted.number}.", "good"

    return _decided(request, here, draft_id, form, act)


@router.post("/c/{client}/drafts/{draft_id}/reject")
def reject(request: Request, here: AtApproving, draft_id: str, form: TypedForm) -> Response:
    def act() -> Said:
        because = form.words("because", "A rejection needs its reason.")
        here.bookkeeper().reject(here.client, draft_id, because=because, by=here.person, version=form.version)
        return f"{draft_id} is rejected. Its stock is free again.", "good"

    return _decided(request, here, draft_id, form, act)


@router.post("/c/{client}/drafts/{draft_id}/override")
def override(request: Request, here: AtOverriding, draft_id: str, form: TypedForm) -> Response:
    def act() -> Said:
        because = form.words("because", "An override needs its reason.")
        here.bookkeeper().override(
            here.client, draft_id, because=because, by=here.person, today=here.house.today(), version=form.version
        )  # fmt: skip
        return "It may go to QuickBooks as a journal; the reason stays with it.", "good"

    return _decided(request, here, draft_id, form, act)


@router.post("/c/{client}/drafts/{draft_id}/found")
def found(request: Request, here: AtApproving, draft_id: str, form: TypedForm) -> Response:
    """Which stands, of what QuickBooks has and this draft."""

    def act() -> Said:
        said = form.fields.get("verdict", "")
        if said not in (Verdict.THEIRS, Verdict.OURS, Verdict.BOTH):
            raise WrongUsage("It is not said which stands.", "Press one of the buttons.")
        judge(
            here.house.store, here.client, draft_id, Verdict(said), document=form.fields.get("document", ""), by=here.person,
            today=here.house.today(), at=here.house.now(),
        )  # fmt: skip
        return "Kept, what you said of it.", "good"

    return _decided(request, here, draft_id, form, act)


@router.post("/c/{client}/drafts/{draft_id}/revise")
def revise(request: Request, here: AtRevising, draft_id: str, form: TypedForm) -> Response:
    """What one press settles: a runner-up, a remedy, one of two readings. All its fields are stated, whatever they were."""

    def act() -> Said:
        keeper = here.bookkeeper()
        with here.reading() as transaction:
            draft, books = seen_draft(here, transaction, draft_id), transaction.books_about(())
        read = read_fields(draft, books, keeper.answers, form.fields, today=here.house.today())
        for fault in read.faults.values():
            raise fault
        keeper.revise(
            here.client, draft_id, read.revision.settled, read.revision.overrides, by=here.person, today=here.house.today(),
            version=form.version,
        )  # fmt: skip
        return "Revised: look at it as it is now.", "good"

    return _decided(request, here, draft_id, form, act)


@router.post("/c/{client}/drafts/{draft_id}/answer")
def answer(request: Request, here: AtDrafting, draft_id: str, form: TypedForm) -> Response:
    """An answer in place, of whoever made the draft too. What does not answer is told beside the question, with what was
    typed."""
    words = form.fields.get("words", "").strip()

    def act() -> Said:
        said = form.words("words", "The question needs an answer.")
        here.bookkeeper().answer(
            here.client, draft_id, said, by=here.person, today=here.house.today(), version=form.version
        )  # fmt: skip
        return "Answered.", "good"

    return _decided(request, here, draft_id, form, act, words=words)


@router.post("/c/{client}/drafts/{draft_id}/reverse")
def reverse(request: Request, here: AtApproving, draft_id: str, form: TypedForm) -> Response:
    """Drafts the reversal of the entry that the draft became, of all or of the units said, and shows it."""
    made: list[Draft] = []

    def act() -> Said:
        with here.reading() as transaction:
            draft = seen_draft(here, transaction, draft_id)
            order = transaction.client.date_order
        if not draft.entry_number:
            raise RefusedByBooks(f"{draft_id} is not posted, so there is nothing to reverse.", "Reject it instead.")
        because = form.words("because", "A reversal needs its reason.")
        on = form.fields.get("on", "").strip()
        made.append(
            here.bookkeeper().reverse(
                here.client, draft.entry_number, because=because, by=here.person, today=here.house.today(),
                on=day_said(on, order) if on else None, units=_units(form),
            )
        )  # fmt: skip
        return f"{made[0].id} reverses {draft.entry_number}; approve it, and the entry is taken back.", "good"

    return _decided(request, here, draft_id, form, act, goes_to=lambda: made[0].id)


def _units(form: Typed) -> tuple[tuple[str, Decimal], ...]:
    """The units of each item that come back: fields 'units-1' beside 'item-1'; none where all do."""
    units: dict[str, Decimal] = {}
    for name, said in form.fields.items():
        item = form.fields.get(name.replace("units-", "item-"), "")
        if name.startswith("units-") and said.strip() and item:
            try:
                number = parse_quantity(said)
            except ValueError as error:
                raise WrongUsage(f"{said!r} is not a number of units.", "Write it such as 4 or 0.5.") from error
            if number <= 0:
                raise WrongUsage("Units that come back are more than none.", "Leave those empty that stay written off.")
            units[item] = units.get(item, Decimal(0)) + number
    return tuple(units.items())


# ── What comes of it ─────────────────────────────────────────────────────────────────────────────────────────────────


def _decided(
    request: Request, here: At, draft_id: str, form: Typed, act: Callable[[], Said], *, goes_to: Callable[[], str] | None = None,
    words: str = "",
) -> Response:  # fmt: skip
    """The draft's page after the deed, or with what stopped it."""
    with here.reading() as transaction:
        before = seen_draft(here, transaction, draft_id)
    try:
        says, kind = act()
    except BooksUnavailable:
        raise
    except WriteoffError as stopped:
        sheet = sheet_of(here, draft_id)
        if asked_by_htmx(request) and sheet.draft.question is not None:
            told = {"action": request.url.path, "draft": sheet.draft, "wrong": stopped, "words": words}
            return page(request, "draft_question.html", at=here, status=status_of(stopped), **told)
        changed = changes_since(before, sheet, form.version)
        return draft_answer(
            request, here, sheet, status=status_of(stopped), stopped=stopped, changed=changed, words=words
        )  # fmt: skip
    with here.writing() as transaction:
        transaction.clear_typing(draft_id, here.person)
    address = f"/c/{here.client}/drafts/{goes_to() if goes_to is not None else draft_id}"
    if asked_by_htmx(request):
        answered: Response = Response(status_code=204, headers={"HX-Redirect": address})
    else:
        answered = RedirectResponse(address, status_code=303)
    flash(answered, request, says, kind=kind)
    return answered


def changes_since(before: Draft, sheet: Sheet, version: int | None) -> tuple[str, ...]:
    """What is otherwise than the person saw: of what they were shown, to the draft as it is now."""
    seen = summary(before) if version in (None, before.version) else _summary_of(sheet, version)
    return changes(seen, summary(sheet.draft), sheet.beside.books.chart) if seen is not None else ()


def _summary_of(sheet: Sheet, version: int | None) -> Summary | None:
    """The draft as it was at that version, as the trail keeps it."""
    for told in sheet.trail:
        for kept in (told.event.detail, told.event.detail.get("before"), told.event.detail.get("after")):
            if isinstance(kept, dict) and kept.get("version") == version and told.event.subject == sheet.draft.id:
                return kept
    return None
