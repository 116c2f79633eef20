"""How losses come in: what a person types, pastes or drops becomes a batch, kept before any of it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.books.batch import Standing
from assistant.books.people import Action
from assistant.books.reading_context import reading_context
from assistant.errors import WriteoffError, WrongUsage
from assistant.surfaces.said.given import AS_IT_LOOKS, Told, batch_of, holds_texts, shown_by, split_said
from assistant.surfaces.said.texts import Split, as_it_looks, pieces_of
from assistant.surfaces.serving.drafting import drafting_of
from assistant.surfaces.serving.errors import status_of
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.uploads import taken
from assistant.surfaces.serving.visit import At, Visiting, books_at
from assistant.surfaces.web.describe_shown import AtDrafting, labels_of, others_of, reader_said

router = APIRouter()

MOST_FILES = 20
LATEST = 10
FEW = 3  # texts that are most likely drafted while one waits for the page
WAITED_SECONDS = 1.0
PIECES = {Split.NONE: "as one text", Split.LINE: "each line by itself", Split.BLANK: "each paragraph by itself"}


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in the box when its page comes back, and why it did."""

    text: str = ""
    split: str = AS_IT_LOOKS
    error: WriteoffError | None = None
    files_lost: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """The box as it was sent."""

    text: str
    split: str
    key: str
    shows: str
    files: Sequence[UploadFile]


def sent(
    text: Annotated[str, Form()] = "",
    split: Annotated[str, Form()] = AS_IT_LOOKS,
    key: Annotated[str, Form()] = "",
    shows: Annotated[str, Form()] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Sent:
    return Sent(text, split, key, shows, [file for file in files or () if file.filename])


AsSent = Annotated[Sent, Depends(sent)]


@router.get("/c/{client}/describe")
def show(request: Request, here: AtDrafting) -> HTMLResponse:
    return _describe_page(request, here, Box())


@router.post("/c/{client}/describe")
def describe(request: Request, here: AtDrafting, form: AsSent) -> Response:
    return _given(request, here, form)


@router.post("/describe")
def describe_for(request: Request, visit: Visiting, form: AsSent, client: Annotated[str, Form()] = "") -> Response:
    """From a page across clients, where the box has a choice of client."""
    return _given(request, books_at(visit, client, Action.DRAFT), form)


@router.post("/describe/how")
def how(
    request: Request, _visit: Visiting, text: Annotated[str, Form()] = "", split: Annotated[str, Form()] = AS_IT_LOOKS
) -> HTMLResponse:
    """How the text in the box would be taken, before it is sent: '7 lines, each by itself'."""
    chosen = split_said(split) or as_it_looks(text)
    count = len(pieces_of(text, chosen))
    return page(request, "parts/describe_how.html", count=count, chosen=chosen.value, how=PIECES[chosen])


def _given(request: Request, here: At, form: Sent) -> Response:
    """Kept, begun, and shown as it comes. Where it cannot be taken the page has the text back in its box."""
    try:
        standing, new = _kept(request, here, form)
    except WriteoffError as error:
        box = Box(form.text, form.split, error, files_lost=bool(form.files))
        return _describe_page(request, here, box, status=status_of(error))
    batch = standing.batch
    response = RedirectResponse(f"/c/{here.client}/batches/{batch.id}", status_code=303)
    if not new:
        when = f"{batch.given_at:%Y-%m-%d}"
        flash(response, request, f"This was given on {when} by {batch.given_by}. Nothing of it is drafted twice.", kind="warn")
    return response


def _kept(request: Request, here: At, form: Sent) -> tuple[Standing, bool]:
    house = here.house
    if len(form.files) > MOST_FILES:
        raise WrongUsage(f"These are {len(form.files)} files; {MOST_FILES} can be given at once.", "Give the others afterwards.")
    handed = [taken(file, house.settings.largest_file) for file in form.files]
    lists = tuple(file for file in handed if holds_texts(file.name))
    shows = shown_by(handed, form.shows)
    files = tuple(file for file in handed if file.digest in shows)
    if files and not lists and not form.text.strip():
        raise WrongUsage("These files show what happened, but nobody said what.", "Say it in a sentence, and give them with it.")
    told = Told(
        text=form.text, lists=lists, split=split_said(form.split), key=form.key or house.new_secret(9), by=here.person,
        at=house.now(), today=house.today(), alone=not here.may(Action.READ),
    )  # fmt: skip
    batch = batch_of(told, house.settings.longest_text, lambda: reading_context(here.books(), house.today()))
    waited = WAITED_SECONDS if len(batch.texts) <= FEW else 0.0
    return drafting_of(request).give(here.client, batch, files, shows, others=others_of(here), wait_seconds=waited)


def _describe_page(request: Request, here: At, box: Box, status: int = 200) -> HTMLResponse:
    """The box at its full size, what was given lately, and for a reporter what became of each of their reports."""
    everyone = here.may(Action.READ)
    with here.reading() as transaction:
        latest = transaction.latest_batches(given_by="" if everyone else here.person, limit=LATEST)
        own = () if everyone else transaction.drafts_by(here.person, limit=4 * LATEST)
    return page(
        request, "describe.html", at=here, status=status, box=box, latest=latest, own=own, labels=labels_of(here, own),
        reader_said=reader_said(here),
    )  # fmt: skip
