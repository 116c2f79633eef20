"""The queue: what waits, of one client or of all, a line a draft; and who looks after each."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.adapters.sql.queue import read_queue
from assistant.bookkeeping.caring import LONGEST_NOTE, Caring
from assistant.books.care import Care, QueueLine
from assistant.books.draft import DraftState
from assistant.books.identity import Scope
from assistant.books.people import Action, may
from assistant.books.queue import Order, QueueQuery, Tab, cursor_of
from assistant.books.reasons import Kind, Reason
from assistant.errors import WrongUsage
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Calling, Handling, Here, Reading, refuse_scope
from assistant.surfaces.api.cursors import Cursor, Limit
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.api.drafts import DraftId, visible
from assistant.surfaces.render.documents import confidence_number

router = APIRouter(**router_of("Queue"))


class Side(BaseModel):
    """A line of the entry."""

    model_config = ConfigDict(extra="forbid")

    side: str
    account: str
    amount: str


class Told(BaseModel):
    """A finding; a problem where it blocks."""

    model_config = ConfigDict(extra="forbid")

    code: str
    says: str
    blocks: bool


class CareShape(BaseModel):
    """Who looks after a draft (null: nobody), who said so, and until when it rests."""

    model_config = ConfigDict(extra="forbid")

    person: str | None
    by: str
    at: str
    note: str
    until: str | None


class QueueRow(BaseModel):
    """A draft as the queue shows it. `amount` is its entry's debits; `seen` what an approval of it is bound to."""

    model_config = ConfigDict(extra="forbid")

    client: str
    id: str
    state: DraftState
    version: int
    kind: str | None
    reason: str | None
    date: str | None
    amount: str | None
    confidence: float = Field(ge=0, le=1)
    drafted_by: str
    drafted_at: str
    text: str
    lines: list[Side]
    findings: list[Told]
    asks: str | None
    seen: str = Field(description="The draft's ETag, for If-Match and for approvals of several")
    care: CareShape | None


class QueuePage(BaseModel):
    """Drafts in their order, and the cursor of the next page."""

    model_config = ConfigDict(extra="forbid")

    rows: list[QueueRow]
    next: str | None


class CareSent(wire.Body):
    """What is done about a draft: `claim` (from `person`, where another has it), `assign` and `hand_over` to `person` (with a
    `note`), `let_go`, `rest` until a day, `wake`."""

    do: Literal["claim", "assign", "hand_over", "let_go", "rest", "wake"]
    person: wire.Name | None = Field(None, examples=["bea"])
    note: Annotated[wire.Words, Field(max_length=LONGEST_NOTE)] | None = None
    until: wire.Day | None = None


@router.get("/queue", **operation("What waits, across clients", QueuePage))
def queue(
    caller: Calling,
    client: Annotated[list[str] | None, Query(description="Only these clients", max_length=100)] = None,
    tab: Annotated[Tab, Query(description="What waits for us, for an answer, rests, or was settled lately")] = Tab.US,
    order: Annotated[Order, Query(description="Least sure, largest or oldest first, or by person")] = Order.SURE,
    reason: Reason | None = None,
    kind: Kind | None = None,
    drafted_by: Annotated[str, Query(max_length=80)] = "",
    cared_by: Annotated[str | None, Query(max_length=80, description="Who looks after them; empty: nobody")] = None,
    finding: Annotated[str, Query(max_length=60, description="With this finding, by its code")] = "",
    words: Annotated[str, Query(max_length=100, description="Words of the text, the accounts, the findings")] = "",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> JSONResponse:
    """Drafts of every client that you may be in, in one order. Of clients where the person is a reporter, their own."""
    refuse_scope(caller, Scope.READ)
    places = [place for place in caller.places if client is None or place.client in client]
    query = QueueQuery(
        today=caller.house.today(),
        clients=tuple(place.client for place in places if may(place.member.role, Action.READ)),
        own=tuple(place.client for place in places if not may(place.member.role, Action.READ)),
        person=caller.person, tab=tab, order=order, reason=reason or "", kind=kind or "", drafted_by=drafted_by,
        cared_by=cared_by, finding=finding, words=words, limit=limit + 1, after=cursor,
    )  # fmt: skip
    with caller.house.store.across([place.client for place in places]) as connection:
        lines = read_queue(connection, query)
    rows = [_row(line) for line in lines[:limit]]
    more = cursor_of(query, lines[limit - 1]) if len(lines) > limit else None
    return JSONResponse({"rows": rows, "next": more})


@router.get("/clients/{client}/drafts/{draft_id}/care", **operation("Who looks after a draft", CareShape))
def care(here: Reading, draft_id: DraftId) -> JSONResponse:
    """Who has it, what they were told, and until when it rests."""
    with here.reading() as transaction:
        visible(here, transaction, draft_id)
        found = transaction.care(draft_id)
    return JSONResponse(_care(found or Care("", "", here.house.now())))


@router.post(
    "/clients/{client}/drafts/{draft_id}/care", **operation("Claim, assign, hand over, put off", CareShape, changes=True)
)
def take_care(here: Handling, draft_id: DraftId, sent: CareSent) -> JSONResponse:
    """Who looks after the draft from now on, or until when it rests. It decides nothing about the draft."""
    return JSONResponse(_care(_done(here, draft_id, sent)))


def _done(here: Here, draft_id: str, sent: CareSent) -> Care:
    caring = Caring(here.house.store, here.client, draft_id, here.person, here.house.now())
    person, note = sent.person or "", sent.note or ""
    if sent.do == "claim":
        return caring.claim(instead_of=person)
    if sent.do == "assign":
        return caring.assign(person, note=note)
    if sent.do == "hand_over":
        return caring.hand_over(person, note)
    if sent.do == "rest":
        if (until := wire.day(sent.until)) is None:
            raise WrongUsage("A draft rests until a day.", "Send `until`.", code="invalid_request")
        return caring.rest(until, today=here.house.today(), note=note)
    return caring.let_go() if sent.do == "let_go" else caring.wake()


def _row(line: QueueLine) -> dict[str, object]:
    glance = line.glance
    return {
        "client": line.client,
        "id": line.id,
        "state": line.state.value,
        "version": line.version,
        "kind": line.kind or None,
        "reason": line.reason or None,
        "date": line.entry_date.isoformat() if line.entry_date else None,
        "amount": line.amount.plain() if line.amount is not None else None,
        "confidence": confidence_number(line.confidence),
        "drafted_by": line.drafted_by,
        "drafted_at": line.drafted_at.isoformat(),
        "text": glance.text,
        "lines": [{"side": side.side, "account": side.account, "amount": side.amount.plain()} for side in glance.sides],
        "findings": [{"code": each.code, "says": each.says, "blocks": each.blocks} for each in glance.findings],
        "asks": glance.asks or None,
        "seen": f'"{line.version}-{glance.fingerprint}"',
        "care": _care(line.care) if line.care is not None else None,
    }


def _care(care: Care) -> dict[str, object]:
    return {
        "person": care.person or None, "by": care.by, "at": care.at.isoformat(), "note": care.note,
        "until": care.snoozed_until.isoformat() if care.snoozed_until else None,
    }  # fmt: skip


