"""What is posted: entries, and their reversal."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, Field

from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Approving, Reading
from assistant.surfaces.api.cursors import Cursor, Limit, cursor_of, place_of
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.api.drafts import answered
from assistant.surfaces.render.documents import draft_document, entry_document

router = APIRouter(**router_of("Entries"))
Number = Annotated[str, AfterValidator(str.upper), Path(description="The entry's number", examples=["WO-1001"], max_length=40)]


class Units(wire.Body):
    sku: wire.Name
    quantity: wire.Quantity


class Reversal(wire.Body):
    """What is taken back: the whole entry, or some units of it."""

    because: Annotated[wire.Words, Field(examples=["found behind the rack"])]
    date: wire.Day | None = Field(None, description="The day of the reversal; else today")
    goods: list[Units] = Field(default_factory=list, max_length=wire.MOST_ROWS, description="Only these; else all of it")


@router.get("/clients/{client}/entries", **operation("Posted entries, the latest first", "entries"))
def list_entries(here: Reading, limit: Limit = 50, cursor: Cursor = "") -> JSONResponse:
    """The journal, page by page."""
    with here.reading() as transaction:
        page = transaction.entries(limit=limit, after=place_of(cursor), newest_first=True)
        books = transaction.books()
    rows = [entry_document(entry, books) for entry in page.rows]
    return JSONResponse({"rows": rows, "next": cursor_of(page.next) or None})


@router.get("/clients/{client}/entries/{number}", **operation("One entry", "entry"))
def show_entry(here: Reading, number: Number) -> JSONResponse:
    """The entry as it was posted, and what reversed it since."""
    with here.reading() as transaction:
        return JSONResponse(entry_document(transaction.entry(number), transaction.books()))


@router.post(
    "/clients/{client}/entries/{number}/reverse",
    **operation("Draft an entry's reversal", "draft", status=201, etag=True, changes=True),
)
def reverse(here: Approving, number: Number, sent: Reversal) -> JSONResponse:
    """A draft that takes the entry back, whole or in part; it is approved like any other."""
    because = wire.reason(sent.because, "A reversal")
    units = [(row.sku, wire.units(row.quantity)) for row in sent.goods]
    draft = here.bookkeeper().reverse(
        here.client, number, because=because, by=here.person, today=here.house.today(), on=wire.day(sent.date), units=units
    )  # fmt: skip
    with here.reading() as transaction:
        return answered(draft, draft_document(draft, transaction.books()), 201)
