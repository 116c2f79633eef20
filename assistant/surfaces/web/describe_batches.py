"""A batch as it is drafted: each text with what came of it, questions answered in place, and what failed tried again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.bookkeeping import batches
from assistant.books.batch import ReadAs, Standing
from assistant.errors import NotFound, WriteoffError
from assistant.surfaces.said.texts import checked_text
from assistant.surfaces.serving.drafting import drafting_of
from assistant.surfaces.serving.errors import asked_by_htmx
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At
from assistant.surfaces.web.describe_shown import AtDrafting, AtOwn, fitting_others, reader_said, shown_of

router = APIRouter()

A_PAGE = 100  # texts
WAITED_SECONDS = 1.0


def _reader_said(here: At, standing: Standing) -> str:
    """Who reads the words of the batch, and why; '' where it has none that are read as words."""
    return reader_said(here) if any(given.read_as is ReadAs.WORDS for given in standing.batch.texts) else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is, and which texts of its page the next look is to ask about (as `ranges_of` writes places)."""

    done: int
    count: int
    waiting: str

    @property
    def finished(self) -> bool:
        return self.done == self.count


@router.get("/c/{client}/batches/{batch_id}")
def show(request: Request, here: AtOwn, batch_id: str, part: Annotated[int, Query(ge=1)] = 1) -> HTMLResponse:
    standing, drafted = _looked_at(request, here, batch_id)
    texts = len(standing.batch.texts)
    parts = max(1, -(-texts // A_PAGE))
    places = range(min(part, parts) * A_PAGE)[(min(part, parts) - 1) * A_PAGE : min(texts, part * A_PAGE)]
    shown = shown_of(here, standing, (place for place in places if place < texts))
    return page(
        request, "batch.html", at=here, standing=standing, shown=shown, part=min(part, parts), parts=parts,
        fitting=fitting_others(here, standing),
        progress=_progress(standing, drafted, (each.place for each in shown if each.came.waits)),
        reader_said=_reader_said(here, standing),
    )  # fmt: skip


@router.get("/c/{client}/batches/{batch_id}/since")
def since(request: Request, here: AtOwn, batch_id: str, waiting: str = "") -> HTMLResponse:
    """What came of the texts that the page still shows as waiting, and how far the batch is."""
    standing, drafted = _looked_at(request, here, batch_id)
    asked = places_in(waiting, len(standing.batch.texts))
    waits = [place for place in asked if place not in drafted and standing.batch.texts[place].to_draft]
    shown = shown_of(here, standing, set(asked) - set(waits))
    progress = _progress(standing, drafted, waits)
    return page(request, "parts/batch_since.html", at=here, standing=standing, shown=shown, progress=progress)


@router.post("/c/{client}/batches/{batch_id}/texts/{place}/retry")
def retry(request: Request, here: AtDrafting, batch_id: str, place: int) -> Response:
    batches.seen(here.house.store, here.client, batch_id, by=here.person)
    batches.try_again(here.house.store, here.client, batch_id, place, by=here.person)
    return _begun(request, here, batch_id, place)


@router.post("/c/{client}/batches/{batch_id}/texts/{place}/whose")
def whose(request: Request, here: AtDrafting, batch_id: str, place: int, there: Annotated[str, Form()] = "") -> Response:
    """Drafts a text for the other client that it fits better (`there`: yes), or here all the same."""
    batches.seen(here.house.store, here.client, batch_id, by=here.person)
    _settled(request, here, batch_id, [place], there)
    return _begun(request, here, batch_id, place)


@router.post("/c/{client}/batches/{batch_id}/whose")
def whose_all(
    request: Request, here: AtDrafting, batch_id: str, fits: Annotated[str, Form()] = "", there: Annotated[str, Form()] = ""
) -> Response:
    """The same of all texts that fit that other client (`fits`) better."""
    house = here.house
    standing, _ = batches.seen(house.store, here.client, batch_id, by=here.person)
    places = [place for place, given in enumerate(standing.batch.texts) if given.fits and given.fits == fits]
    if places:
        _settled(request, here, batch_id, places, there)
    drafting_of(request).begin(here.client, batch_id)
    return RedirectResponse(f"/c/{here.client}/batches/{batch_id}", status_code=303)


def _settled(request: Request, here: At, batch_id: str, places: Sequence[int], there: str) -> None:
    house = here.house
    if there == "yes":
        other, moved = batches.move(house.store, here.client, batch_id, *places, by=here.person, at=house.now())
        drafting_of(request).begin(other, moved, wait_seconds=WAITED_SECONDS)
    else:
        batches.keep_here(house.store, here.client, batch_id, *places, by=here.person, at=house.now())


@router.post("/c/{client}/batches/{batch_id}/texts/{place}/answer")
def answer(
    request: Request, here: AtDrafting, batch_id: str, place: int, draft: Annotated[str, Form()] = "",
    words: Annotated[str, Form()] = "",
) -> Response:  # fmt: skip
    """Answers the question of a draft that came of this text; where the words answer nothing, the question stands with why."""
    house = here.house
    standing, _ = batches.seen(house.store, here.client, batch_id, by=here.person)
    found = batches.came(house.store, here.client, standing, [place])
    if not found:
        raise NotFound(f"There is no text {place + 1} in this list.", f"It has {len(standing.batch.texts)}.")
    wrong: WriteoffError | None = None
    if draft in [each.id for each in found[0].drafts]:
        try:
            said = checked_text(words, house.settings.longest_text, "The answer")
            here.bookkeeper().answer(here.client, draft, said, by=here.person, today=house.today())
        except WriteoffError as error:
            wrong = error
    return _shown_again(request, here, batch_id, place, wrong, words)


def _begun(request: Request, here: At, batch_id: str, place: int) -> Response:
    drafting_of(request).begin(here.client, batch_id, wait_seconds=WAITED_SECONDS)
    return _shown_again(request, here, batch_id, place)


def _shown_again(
    request: Request, here: At, batch_id: str, place: int, wrong: WriteoffError | None = None, words: str = ""
) -> Response:
    """The text as it stands now: its part of the page for htmx, else the page."""
    if not asked_by_htmx(request) and wrong is None:
        return RedirectResponse(f"/c/{here.client}/batches/{batch_id}#text-{place + 1}", status_code=303)
    standing, _ = batches.seen(here.house.store, here.client, batch_id, by=here.person)
    shown = shown_of(here, standing, [place])
    template = "parts/came.html" if asked_by_htmx(request) else "batch_text.html"
    return page(request, template, at=here, standing=standing, one=shown[0], wrong=wrong, words=words)


def _looked_at(request: Request, here: At, batch_id: str) -> tuple[Standing, frozenset[int]]:
    """The batch; drafted on from here where nobody is at it and it is not finished."""
    house = here.house
    standing, drafted = batches.seen(house.store, here.client, batch_id, by=here.person)
    if standing.finished_at is None and standing.is_free(house.now()):
        drafting_of(request).begin(here.client, batch_id)
    return standing, drafted


def _progress(standing: Standing, drafted: frozenset[int], waits: Iterable[int]) -> Progress:
    texts = standing.batch.texts
    done = sum(place in drafted or not given.to_draft for place, given in enumerate(texts))
    return Progress(done, len(texts), ranges_of(waits))


def ranges_of(places: Iterable[int]) -> str:
    """'0-4,7': the places, in as few words as an address needs."""
    spans: list[list[int]] = []
    for place in sorted(places):
        if spans and place == spans[-1][1] + 1:
            spans[-1][1] = place
        else:
            spans.append([place, place])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def places_in(ranges: str, count: int) -> list[int]:
    """What `ranges_of` wrote, as far as there are such places; anything else is left out."""
    places: set[int] = set()
    for span in ranges.split(","):
        first, _, last = span.partition("-")
        if first.isascii() and first.isdigit() and (not last or (last.isascii() and last.isdigit())) and len(span) < 12:
            places.update(range(int(first), min(int(last or first), count - 1) + 1))
    return sorted(place for place in places if place < count)
