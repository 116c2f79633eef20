"""A text that says what happened to goods, to drafts, questions and refusals."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field, StrictStr

from assistant import wiring
from assistant.books.usage import used
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Drafting
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.api.once import KEY
from assistant.surfaces.render.documents import ReadText, text_document, usage_document
from assistant.surfaces.said.texts import typed_text
from assistant.wiring import ReaderChoice

router = APIRouter(**router_of("Texts"))


class Text(wire.Body):
    """One description, of one loss or of several."""

    text: Annotated[StrictStr, Field(min_length=1, max_length=200_000, examples=["write off $240 of damaged stock"])]
    reader: ReaderChoice = Field(ReaderChoice.AUTO, description="Who reads it; `auto` is both where a model is set and allowed")


@router.post(
    "/clients/{client}/texts", **operation("Describe a loss", "draft_command", status=201, changes=True, refuses=(502,))
)
def describe(here: Drafting, sent: Text, request: Request) -> JSONResponse:
    """Each event of the text becomes a draft, a question or a refusal; nothing is posted by it."""
    settings = here.house.settings
    words = typed_text(sent.text, settings.longest_text).texts[0]
    with here.reading() as transaction:
        policy = transaction.policy()
    keeper = here.house.bookkeeper(wiring.reader(sent.reader, settings, policy))
    result = keeper.draft(here.client, words, by=here.person, today=here.house.today(), batch=_batch(here.person, request))
    with here.reading() as transaction:
        read = text_document(ReadText(words, result.record, result.drafts), transaction.books())
    usage = used([result.record.proposal.usage])
    note = wiring.reader_note(sent.reader, settings, policy)
    document = {"batch": None, "usage": usage_document(usage) if usage.calls else None, "texts": [read]}
    return JSONResponse(document | {"reader_note": note or None}, 201)


def _batch(person: str, request: Request) -> str:
    """A name for a text that is sent with a key: drafted once, it is not drafted again, even where its answer was lost."""
    key = request.headers.get(KEY)
    return f"K-{hashlib.sha256(f'{person} {key}'.encode()).hexdigest()[:24]}" if key else ""
