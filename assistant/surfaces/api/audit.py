"""The trail: who did what, when, and whether nothing of it was changed since."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from assistant.surfaces.api.caller import Reading
from assistant.surfaces.api.cursors import Cursor, Limit, paged
from assistant.surfaces.api.describing import ALWAYS, HEADERS, operation, problem, router_of
from assistant.surfaces.render.documents import audit_document
from assistant.surfaces.render.verified import head_document, verified_document
from assistant.surfaces.serving.auditing import ZIP, head_of, pack_answer, sampled, verified

router = APIRouter(**router_of("Audit"))


@router.get("/clients/{client}/audit", **operation("The audit trail", "audit_export", paged=True))
def trail(
    here: Reading,
    subject: Annotated[str, Query(max_length=100, description="Only of this draft, text or entry", examples=["D-1"])] = "",
    limit: Limit = 100,
    cursor: Cursor = "",
) -> JSONResponse:
    """Every event with its hash and the one before, first to last."""
    with here.reading() as transaction:
        events, more = paged(transaction.events(subject), limit, cursor)
    return JSONResponse({"client": here.client, "rows": [audit_document(event) for event in events], "next": more})


@router.get("/clients/{client}/audit/verification", **operation("Whether the trail holds", "audit_verify"))
def verify(here: Reading) -> JSONResponse:
    """Whether the books are what their trail says, and it is as it was written. Keep the head elsewhere: with it, an end that was
    cut off shows too."""
    found, has_key = verified(here.house, here.client, here.person)
    return JSONResponse(verified_document(found, has_key=has_key))


@router.get("/clients/{client}/audit/head", **operation("The trail's head, to keep elsewhere", "trail_head"))
def head(here: Reading) -> JSONResponse:
    """How long the trail is and its last hash, signed where there is a key."""
    return JSONResponse(head_document(head_of(here)))


PACK: dict[str, Any] = {
    "description": "The pack, to be saved",
    "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
}


@router.get(
    "/clients/{client}/audit/pack",
    summary="Download an auditor's pack",
    response_class=Response,
    responses={200: PACK | {"headers": HEADERS}, **{status: problem(status) for status in ALWAYS}},
)
def pack(
    here: Reading,
    since: Annotated[str, Query(alias="from", max_length=40, description="Entries dated from this day on")] = "",
    until: Annotated[str, Query(alias="to", max_length=40, description="Entries dated up to this day")] = "",
    above: Annotated[str, Query(max_length=40, description="Every entry above this amount", examples=["500.00"])] = "",
    random: Annotated[int, Query(ge=0, le=10_000, description="So many of the others, drawn by chance")] = 0,
    seed: Annotated[str, Query(max_length=80, description="What they are drawn by")] = "",
    numbers: Annotated[str, Query(max_length=4_000, description="Or these entries", examples=["WO-1001 WO-1007"])] = "",
) -> Response:
    """A zip file that opens without this program: a PDF for each entry of the sample, figures, evidence, the whole trail and a
    script that verifies it. Nothing said: all entries. More vouchers than 200 are made by the command line."""
    return pack_answer(here, sampled(here, since, until, above, random, seed, numbers))
