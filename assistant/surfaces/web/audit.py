"""The audit trail: each event as a sentence, the latest first; whether the books are what it says; and all of it as files."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from assistant import wiring
from assistant.adapters.exports.export import in_pieces
from assistant.bookkeeping.auditing import sign_heads
from assistant.books.audit import AuditEvent
from assistant.books.people import Action
from assistant.books.register import TrailQuery
from assistant.errors import RefusedByBooks
from assistant.surfaces.render.exported import event_lines
from assistant.surfaces.render.trail import kind_words, sentence_of
from assistant.surfaces.render.verified import verified_page
from assistant.surfaces.serving.asked import csv_address, day_asked, next_address, writable
from assistant.surfaces.serving.auditing import MOST_NUMBERS, head_of, pack_answer, sampled, verified
from assistant.surfaces.serving.csv import csv_answer, file_name
from assistant.surfaces.serving.house import House
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.runs import RESULTS, Run
from assistant.surfaces.serving.visit import At, at

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
Settling = Annotated[At, Depends(at(Action.SETTLE_POLICY))]
COLUMNS = ("seq", "at", "who", "what", "subject", "says", "detail", "previous", "hash")
AT_ONCE = 3_000  # events that are verified while the page is made: some tenths of a second
READ_AT_ONCE = 1_000  # events of a download
MOST, LATEST = 500, 2**62  # events on a page, and the last place that a trail may have
VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether the books are what their trail of `events` events, up to the hash `last`, says; `says` tells it, or what is not."""

    events: int
    last: str
    holds: bool
    says: str


RESULTS[VERIFY] = Verified


@dataclass(frozen=True, slots=True)
class Asked:
    since: str
    until: str
    query: TrailQuery

    @property
    def filtered(self) -> bool:
        return self.query != TrailQuery(before=self.query.before, limit=self.query.limit)


def asked(
    here: Reading,
    who: str = "",
    what: str = "",
    subject: str = "",
    since: Annotated[str, Query(alias="from")] = "",
    until: Annotated[str, Query(alias="to")] = "",
    before: Annotated[int, Query(ge=0, le=LATEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Asked:
    """WrongUsage for a day that is none."""
    return Asked(
        since, until,
        TrailQuery(
            who=writable(who), what=writable(what), subject=writable(subject), since=day_asked(here, since),
            until=day_asked(here, until), before=before, limit=limit,
        ),
    )  # fmt: skip


@router.get("/audit")
def show(request: Request, here: Reading, asked: Annotated[Asked, Depends(asked)]) -> HTMLResponse:
    with here.reading() as transaction:
        trail, (people, kinds) = transaction.trail(asked.query), transaction.trail_told()
        length = transaction.trail(TrailQuery(limit=1)).count
        heads = transaction.heads()
    at_once = shown(here.house, here.client, here.person) if length <= AT_ONCE else None
    run = here.house.runs.last(here.client, VERIFY)
    return page(
        request, "audit.html", at=here, asked=asked, trail=trail, people=people, kinds=kinds, length=length,
        heads=heads, numbers=MOST_NUMBERS, verified=at_once or _result(run), run=here.house.runs.working(here.client),
        last=None if at_once else run,
        sentence=sentence_of, kind_words=kind_words, as_json=_json, csv=csv_address(request),
        older=next_address(request, before=trail.next) if trail.next else "",
    )  # fmt: skip


@router.post("/audit/verify")
def verify(here: Reading) -> Response:
    """Begins to verify a trail too long to do so while a page is made."""
    client, house, person = here.client, here.house, here.person

    def work(run: Run) -> Verified:
        run.tell("Verifying the trail")
        return shown(house, client, person)

    house.runs.start(client, VERIFY, work, by=here.person)
    return RedirectResponse(f"/c/{client}/audit", status_code=303)


@router.get("/audit/head.jsonl")
def head(here: Reading) -> Response:
    """The head of the trail as it stands, signed where there is a key: for keeping elsewhere."""
    name = file_name(here.client, "head", here.house.today().isoformat())
    headers = {"Content-Disposition": f'attachment; filename="{name}.jsonl"', "X-Content-Type-Options": "nosniff"}
    return Response(f"{head_of(here).line}\n", media_type="application/jsonl; charset=utf-8", headers=headers)


@router.post("/audit/heads")
def sign(here: Settling) -> Response:
    """Signs each month that is over and has no head yet."""
    house = here.house
    signer = wiring.audit_signer(house.settings, create=True)
    if signer is None:
        raise RefusedByBooks("There is no key to sign with.", "Set WRITEOFF_AUDIT_KEY where the desk is started.", code="no_key")
    sign_heads(house.store, here.client, signer, by=here.person, today=house.today(), at=house.now())
    return RedirectResponse(f"/c/{here.client}/audit", status_code=303)


@router.get("/audit/pack.zip")
def pack(
    here: Reading,
    since: Annotated[str, Query(alias="from")] = "",
    until: Annotated[str, Query(alias="to")] = "",
    above: Annotated[str, Query(max_length=40)] = "",
    random: Annotated[str, Query(max_length=6, pattern=r"^\d*$")] = "",
    seed: Annotated[str, Query(max_length=80)] = "",
    numbers: Annotated[str, Query(max_length=4_000)] = "",
) -> Response:
    """What an auditor takes along of the sample that is asked for, as one file. WrongUsage where that is more than a page's worth
    of vouchers, or cannot be sampled."""
    return pack_answer(here, sampled(here, since, until, above, int(random or 0), seed, numbers))


@router.get("/audit.csv")
def download(here: Reading, asked: Annotated[Asked, Depends(asked)]) -> Response:
    """All that the filters ask for, the latest first."""
    with here.reading() as transaction:
        rows = transaction.trail(replace(asked.query, before=0, limit=0)).rows
    told = (
        (each.seq, each.at, each.who, each.what, each.subject, sentence_of(each), _line(each.detail), each.previous, each.hash)
        for each in rows
    )
    return csv_answer((here.client, "audit", here.house.today().isoformat()), COLUMNS, told)


@router.get("/audit.jsonl")
def download_whole(here: Reading) -> Response:
    """The whole trail from its beginning, an event a line with its hash and the one before: as `audit export` writes it."""
    name = file_name(here.client, "audit", here.house.today().isoformat())
    headers = {"Content-Disposition": f'attachment; filename="{name}.jsonl"', "X-Content-Type-Options": "nosniff"}
    lines = in_pieces(event_lines(_each_event(here)))
    return StreamingResponse(lines, media_type="application/jsonl; charset=utf-8", headers=headers)


def _each_event(here: At) -> Iterator[AuditEvent]:
    """Read as they are sent, some at a time: nobody's download keeps a transaction open."""
    after = 0
    while events := _events_after(here, after):
        yield from events
        after = events[-1].seq


def _events_after(here: At, seq: int) -> Sequence[AuditEvent]:
    with here.reading() as transaction:
        return transaction.events_after(seq, READ_AT_ONCE)


def shown(house: House, client: str, person: str) -> Verified:
    found, has_key = verified(house, client, person)
    return Verified(found.held.events, found.held.last, found.holds, verified_page(found, has_key=has_key))


def _result(run: Run | None) -> Verified | None:
    return run.result if run is not None and isinstance(run.result, Verified) else None


def _json(detail: object) -> str:
    return json.dumps(detail, ensure_ascii=False, indent=2, sort_keys=True)


def _line(detail: object) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True)
