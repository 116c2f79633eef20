"""A text that says what happened to goods, to drafts, questions and refusals."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field, StrictStr

from assistant import wiring
from assistant.books.usage import used
from assistant.errors import RefusedByBooks
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Drafting, Here, other_clients
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.api.once import KEY
from assistant.surfaces.api.problems import Stopped
from assistant.surfaces.render.documents import ReadText, text_document, usage_document
from assistant.surfaces.said.texts import typed_text
from assistant.surfaces.serving.drafting import drafting_of
from assistant.wiring import ReaderChoice

router = APIRouter(**router_of("Texts"))


class Text(wire.Body):
    """One description, of one loss or of several."""

    text: Annotated[StrictStr, Field(min_length=1, max_length=200_000, examples=["write off $240 of damaged stock"])]
    here: wire.Flag = Field(False, description="It is this client's, though it may fit another client of yours better")
    reader: ReaderChoice = Field(ReaderChoice.AUTO, description="Who reads it; `auto` is both where a model is set and allowed")


@router.post(
    "/clients/{client}/texts", **operation("Describe a loss", "draft_command", status=201, changes=True, refuses=(502,))
)
def describe(here: Drafting, sent: Text, request: Request) -> JSONResponse:
    """Each event of the text becomes a draft, a question or a refusal; nothing is posted by it. A text that fits another client
    of yours better is refused as `other_client`, with that client: send it there, or here once more with `here`."""
    settings = here.house.settings
    words = typed_text(sent.text, settings.longest_text).texts[0]
    if not sent.here and (other := drafting_of(request).better_fit(words, here.client, other_clients(here))):
        raise _asked(here, other)
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


def _asked(here: Here, other: str) -> Stopped:
    """Only of clients that the caller may draft for: nobody learns by it what another client keeps."""
    place = here.caller.place(other)
    says = f"Is this {place.name if place is not None else other}'s? Its goods or places fit better than {here.place.name}'s."
    remedy = f'Send it to /clients/{other}/texts, or once more with "here": true.'
    return Stopped(RefusedByBooks(says, remedy, code="other_client"), clients=(other,))


def _batch(person: str, request: Request) -> str:
    """A name for a text that is sent with a key: drafted once, it is not drafted again, even where its answer was lost."""
    key = request.headers.get(KEY)
    return f"K-{hashlib.sha256(f'{person} {key}'.encode()).hexdigest()[:24]}" if key else ""
