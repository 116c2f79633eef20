"""A draft edited in place: what an edit would make of it while it is typed, kept half-typed, saved as a revision."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.bookkeeping.previewing import preview
from assistant.books.care import Typing
from assistant.books.draft import OPEN_STATES
from assistant.errors import BooksUnavailable, RefusedByBooks, WriteoffError, WrongUsage
from assistant.surfaces.said.form import FormRead, changed, read_fields
from assistant.surfaces.serving.errors import status_of
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At
from assistant.surfaces.web.draft_deciding import AtRevising, changes_since
from assistant.surfaces.web.draft_form import Preview, form_of
from assistant.surfaces.web.draft_shown import Sheet, draft_answer, preview_lines, seen_draft, sheet_of
from assistant.surfaces.web.draft_typed import Typed, TypedForm

router = APIRouter()
FAULTS = WrongUsage("Some of it cannot be read yet.", "What is wrong stands beside each field.")
NOTHING = WrongUsage("Nothing is changed yet.", "Change a field, or leave the draft as it is.")


@router.post("/c/{client}/drafts/{draft_id}/preview")
def show_preview(request: Request, here: AtRevising, draft_id: str, form: TypedForm) -> HTMLResponse:
    """The entry, how sure it is, and what is found about it, as the edit would leave it. Nothing is stored."""
    shown = _preview(here, draft_id, form)
    lines = preview_lines(here, shown.after) if shown.after is not None else ()
    with here.reading() as transaction:
        draft = transaction.draft(draft_id)
    return page(
        request, "draft/preview_answer.html", at=here, preview=shown, lines=lines, draft=draft, names=tuple(form.was),
        moved_on=form.version != draft.version,
    )  # fmt: skip


@router.post("/c/{client}/drafts/{draft_id}/typing")
def keep_typing(here: AtRevising, draft_id: str, form: TypedForm) -> Response:
    """Keeps what was changed and not sent yet, for this person alone."""
    _keep(here, draft_id, form)
    return Response(status_code=204)


@router.post("/c/{client}/drafts/{draft_id}/typing/discard")
def discard_typing(request: Request, here: AtRevising, draft_id: str) -> Response:
    with here.writing() as transaction:
        seen_draft(here, transaction, draft_id)
        transaction.clear_typing(draft_id, here.person)
    answer = RedirectResponse(f"/c/{here.client}/drafts/{draft_id}", status_code=303)
    flash(answer, request, "What you had typed is gone; the draft is as it was.")
    return answer


@router.post("/c/{client}/drafts/{draft_id}/edit")
def save(request: Request, here: AtRevising, draft_id: str, form: TypedForm) -> Response:
    """Saves the edit as a revision. What cannot be saved comes back in its form, and is kept."""
    said = changed(form.fields, form.was)
    read = FormRead()
    try:
        if not said:
            raise NOTHING
        read = _read(here, draft_id, said)
        if read.faults:
            raise FAULTS
        here.bookkeeper().revise(
            here.client, draft_id, read.revision.settled, read.revision.overrides, by=here.person, today=here.house.today(),
            version=form.version,
        )  # fmt: skip
    except BooksUnavailable:
        raise
    except WriteoffError as stopped:
        _keep(here, draft_id, form)
        return _back(request, here, sheet_of(here, draft_id), form, read, stopped)
    with here.writing() as transaction:
        transaction.clear_typing(draft_id, here.person)
    answer = RedirectResponse(f"/c/{here.client}/drafts/{draft_id}", status_code=303)
    flash(answer, request, "Revised.")
    return answer


def _back(request: Request, here: At, sheet: Sheet, form: Typed, read: FormRead, stopped: WriteoffError) -> Response:
    """The draft as it is now, with the form as it was sent and why it was not saved."""
    typed = changed(form.fields, form.was)
    filled = form_of(here, sheet, focus="edit", typed=typed, preview=Preview(stopped=stopped, faults=read.faults))
    others = changes_since(sheet.draft, sheet, form.version) if form.version != sheet.draft.version else ()
    return draft_answer(request, here, sheet, status=status_of(stopped), stopped=stopped, changed=others, form=filled)


def _read(here: At, draft_id: str, said: dict[str, str]) -> FormRead:
    with here.reading() as transaction:
        draft, books = seen_draft(here, transaction, draft_id), transaction.books_about(())  # no field names an earlier entry
    if draft.state not in OPEN_STATES:
        raise RefusedByBooks(f"{draft_id} is {draft.state.value}, so it cannot be revised.", "Look at it as it is now.")
    return read_fields(draft, books, here.bookkeeper().answers, said, today=here.house.today())


def _preview(here: At, draft_id: str, form: Typed) -> Preview:
    said = changed(form.fields, form.was)
    if not said:
        return Preview(unchanged=True)
    try:
        read = _read(here, draft_id, said)
        if not read.revision.settled and not read.revision.overrides:
            return Preview(faults=read.faults)
        after = preview(
            here.house.store, here.client, draft_id, read.revision.settled, read.revision.overrides, by=here.person,
            today=here.house.today(),
        )  # fmt: skip
    except BooksUnavailable:
        raise
    except WriteoffError as stopped:
        return Preview(stopped=stopped)
    return Preview(after=after, faults=read.faults)


def _keep(here: At, draft_id: str, form: Typed) -> None:
    with here.writing() as transaction:
        draft = seen_draft(here, transaction, draft_id)
        typed = changed(form.fields, form.was)
        if not typed or draft.state not in OPEN_STATES:
            transaction.clear_typing(draft_id, here.person)
            return
        version = form.version if form.version is not None else draft.version
        transaction.save_typing(Typing(draft_id, here.person, version, typed, here.house.now(), form.was))
