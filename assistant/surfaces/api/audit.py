"""The trail: who did what, when, and whether nothing of it was changed since."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from assistant.books.audit import broken_at
from assistant.surfaces.api.caller import Reading
from assistant.surfaces.api.cursors import Cursor, Limit, paged
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.render.documents import audit_document

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
    """Whether any event was changed, removed or moved since it was written. Keep `last` elsewhere: with it, an end that was cut
    off shows too."""
    with here.reading() as transaction:
        events = transaction.events()
    broken = broken_at(here.client, events)
    last = events[-1].hash if events else None
    says = f"The trail is broken: {broken}." if broken else f"The trail holds: {len(events)} events, the last {last}."
    return JSONResponse({"holds": broken is None, "events": len(events), "last": last, "says": says})
