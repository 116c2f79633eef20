"""Lists of losses, drafted in the background: given, and asked after until each text has come to something."""

from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Path, Request, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StrictStr

from assistant.bookkeeping import batches
from assistant.books.batch import Batch, Fault, Given, Standing
from assistant.books.client_books import ClientBooks
from assistant.books.evidence import Handed
from assistant.books.people import Action
from assistant.books.reading_context import reading_context
from assistant.errors import WrongUsage
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Drafting, Here, ReadingOwn, other_clients
from assistant.surfaces.api.cursors import Cursor, Limit, paged
from assistant.surfaces.api.describing import operation, router_of, shaped
from assistant.surfaces.api.once import KEY
from assistant.surfaces.render.documents import Document, ReadText, text_document
from assistant.surfaces.said.given import MOST_TEXTS, Told, batch_of, holds_texts, named
from assistant.surfaces.said.texts import Split, checked_text
from assistant.surfaces.serving.drafting import drafting_of
from assistant.surfaces.serving.uploads import taken

router = APIRouter(**router_of("Texts"))
MOST_FILES = 20
FEW = 20  # texts of the answer to a list that was just given
BatchId = Annotated[str, Path(description="The list's id", examples=["B-1f2e3d4c5b6a"], max_length=80)]
Place = Annotated[int, Path(description="Which text of the list, from 0", ge=0, lt=MOST_TEXTS)]


class Texts(wire.Body):
    """Descriptions, one loss or several in each."""

    texts: Annotated[
        list[Annotated[StrictStr, Field(min_length=1, max_length=200_000)]],
        Field(min_length=1, max_length=MOST_TEXTS, examples=[["write off $240 of damaged stock", "3 mugs broke"]]),
    ]


class Whose(wire.Body):
    """Whose loss it is: `there` gives it to the other client that it fits better, else it is drafted here."""

    there: wire.Flag


class FaultShape(BaseModel):
    """Why a text was not drafted. `lasting`: the text itself cannot be taken."""

    model_config = ConfigDict(extra="forbid")

    says: str
    remedy: str
    lasting: bool


class BatchText(BaseModel):
    """A text of the list. `state`: waiting, drafted (`read` is what came of it), failed (`fault`), asked (it fits `fits` better,
    another client of yours), moved (to the list `moved_to` there)."""

    model_config = ConfigDict(extra="forbid")

    place: int
    text: str
    state: Literal["waiting", "drafted", "failed", "asked", "moved"]
    read: Annotated[dict[str, object], shaped("draft_command/properties/texts/items")] | None
    fault: FaultShape | None
    fits: str | None
    moved_to: str | None


class BatchSummary(BaseModel):
    """A list: finished once each of its texts was drafted, failed or went elsewhere."""

    model_config = ConfigDict(extra="forbid")

    id: str
    title: str
    given_by: str
    given_at: str
    finished: bool
    done: int
    of: int


class Batches(BaseModel):
    """Lists, the latest first."""

    model_config = ConfigDict(extra="forbid")

    rows: list[BatchSummary]


class BatchShape(BatchSummary):
    """A list as far as it has come, with its texts."""

    rows: list[BatchText]
    next: str | None


@router.get("/clients/{client}/batches", **operation("Lists given lately", Batches))
def latest(here: ReadingOwn, limit: Limit = 20) -> JSONResponse:
    """The latest lists, without their texts. A reporter sees their own."""
    by = "" if here.may(Action.READ) else here.person
    with here.reading() as transaction:
        found = transaction.latest_batches(given_by=by, limit=limit)
        rows = [_summary(standing, transaction.places_drafted(standing.batch.id)) for standing in found]
    return JSONResponse({"rows": rows})


@router.post("/clients/{client}/batches", **operation("Give a list of losses", BatchShape, status=202, changes=True))
def give_texts(here: Drafting, sent: Texts, request: Request) -> JSONResponse:
    """The texts are kept at once and drafted in the background; ask for the list until it is finished. The same texts given again
    on a day are the same list, and nothing of it is drafted twice."""
    house, longest = here.house, here.house.settings.longest_text
    given = tuple(_given(text, longest) for text in sent.texts)
    id_ = named("texts", here.person, house.today().isoformat(), *sent.texts)
    return _begun(here, request, Batch(id_, given, here.person, house.now(), house.today()))


@router.post(
    "/clients/{client}/batches/files", **operation("Give lists as files", BatchShape, status=202, changes=True)
)
def give_files(
    here: Drafting,
    request: Request,
    files: Annotated[list[UploadFile], File(description="CSV of texts, goods or counts, plain text; other kinds are evidence")],
    text: Annotated[str, Form(max_length=200_000, description="What happened, where the files do not say it")] = "",
    split: Annotated[Split | None, Form(description="How plain text is taken apart; else as it looks")] = None,
) -> JSONResponse:
    """Tables and plain text become texts, one a row or a line; every other file becomes evidence of each draft that comes of
    them. A file is known again by its content."""
    house = here.house
    if len(files) > MOST_FILES:
        raise WrongUsage(f"These are {len(files)} files; {MOST_FILES} can be given at once.", "Give the others afterwards.")
    handed = [taken(file, house.settings.largest_file) for file in files]
    lists = tuple(file for file in handed if holds_texts(file.name))
    shown = tuple(file for file in handed if not holds_texts(file.name))
    if not lists and not text.strip():
        raise WrongUsage("These files show what happened, but nobody said what.", "Say it in `text`, and send them with it.")
    told = Told(
        text=text, lists=lists, split=split, key=request.headers.get(KEY) or house.new_secret(9), by=here.person,
        at=house.now(), today=house.today(), alone=not here.may(Action.READ),
    )  # fmt: skip
    batch = batch_of(told, house.settings.longest_text, lambda: reading_context(here.books(), house.today()))
    return _begun(here, request, batch, shown)


@router.get("/clients/{client}/batches/{batch_id}", **operation("A list as far as it has come", BatchShape))
def show_batch(
    here: ReadingOwn, request: Request, batch_id: BatchId, limit: Limit = 100, cursor: Cursor = ""
) -> JSONResponse:  # fmt: skip
    """Each text with what came of it. A list that nobody is at is gone on with."""
    return _as_it_is(here, request, batch_id, limit, cursor)


@router.post(
    "/clients/{client}/batches/{batch_id}/texts/{place}/retry", **operation("Try a text once more", BatchShape, changes=True)
)
def retry(here: Drafting, request: Request, batch_id: BatchId, place: Place) -> JSONResponse:
    """A text that failed by what stood around it is drafted once more."""
    batches.seen(here.house.store, here.client, batch_id, by=here.person)
    batches.try_again(here.house.store, here.client, batch_id, place, by=here.person)
    return _as_it_is(here, request, batch_id, FEW, "")


@router.post(
    "/clients/{client}/batches/{batch_id}/texts/{place}/whose", **operation("Say whose loss it is", BatchShape, changes=True)
)
def say_whose(here: Drafting, request: Request, batch_id: BatchId, place: Place, sent: Whose) -> JSONResponse:
    """A text that fits another client of yours better goes there, or is drafted here all the same."""
    house = here.house
    batches.seen(house.store, here.client, batch_id, by=here.person)
    if sent.there:
        other, moved = batches.move(house.store, here.client, batch_id, place, by=here.person, at=house.now())
        drafting_of(request).begin(other, moved)
    else:
        batches.keep_here(house.store, here.client, batch_id, place, by=here.person, at=house.now())
    return _as_it_is(here, request, batch_id, FEW, "")


# ── As a document ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _begun(here: Here, request: Request, batch: Batch, files: tuple[Handed, ...] = ()) -> JSONResponse:
    others = other_clients(here)
    standing, _ = drafting_of(request).give(here.client, batch, files, others=others)
    return _as_it_is(here, request, standing.batch.id, FEW, "", status=202)


def _as_it_is(here: Here, request: Request, batch_id: str, limit: int, cursor: str, status: int = 200) -> JSONResponse:
    standing, drafted = batches.seen(here.house.store, here.client, batch_id, by=here.person)
    if standing.finished_at is None and standing.is_free(here.house.now()):
        drafting_of(request).begin(here.client, batch_id)
    places, more = paged(range(len(standing.batch.texts)), limit, cursor)
    found, books = batches.came(here.house.store, here.client, standing, places), here.books()
    rows = [_text(here, each, books) for each in found]
    where = {"Location": f"{request.scope['root_path']}/clients/{here.client}/batches/{batch_id}"} if status == 202 else {}
    return JSONResponse(_summary(standing, drafted) | {"rows": rows, "next": more}, status, where)


def _summary(standing: Standing, drafted: frozenset[int]) -> Document:
    batch = standing.batch
    return {
        "id": batch.id, "title": batch.title, "given_by": batch.given_by, "given_at": batch.given_at.isoformat(),
        "finished": standing.finished_at is not None, "of": len(batch.texts),
        "done": sum(place in drafted or not given.to_draft for place, given in enumerate(batch.texts)),
    }  # fmt: skip


def _text(here: Here, came: batches.Came, books: ClientBooks) -> Document:
    given = came.given
    read = text_document(ReadText(given.text, came.record, came.drafts), books) if came.record is not None else None
    fits = given.fits if given.fits and _drafts_at(here, given.fits) else ""
    moved = given.moved_to if given.moved_to and _drafts_at(here, given.moved_to.partition("/")[0]) else ""
    return {
        "place": came.place, "text": given.text, "state": _state(came), "read": read, "fits": fits or None,
        "moved_to": moved or None,
        "fault": asdict(given.fault) if given.fault else None,
    }  # fmt: skip


def _state(came: batches.Came) -> str:
    if came.record is not None:
        return "drafted"
    given = came.given
    return "failed" if given.fault else "moved" if given.moved_to else "asked" if given.fits else "waiting"


def _drafts_at(here: Here, client: str) -> bool:
    """Whether the caller may know that it is that client's."""
    return client in other_clients(here)


def _given(text: str, longest: int) -> Given:
    try:
        return Given(checked_text(text, longest, "The text"))
    except WrongUsage as error:
        return Given(text, fault=Fault(error.says, error.remedy, lasting=True))
