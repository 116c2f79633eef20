"""The client's QuickBooks company: how it stands, sent to, pulled from, compared with, and what a person settles of it."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field

from assistant import wiring
from assistant.bookkeeping.confirming import Said, confirm
from assistant.bookkeeping.looking import judge
from assistant.bookkeeping.placing import Place, place
from assistant.bookkeeping.receiving import Receipt
from assistant.bookkeeping.reconciling import Span
from assistant.bookkeeping.revaluing import revalue
from assistant.books.drift import Disposition
from assistant.books.found import Verdict
from assistant.books.remote import LinkKind
from assistant.errors import WrongUsage
from assistant.surfaces.api import wire
from assistant.surfaces.api.caller import Approving, Here, Overriding, Reading, Syncing
from assistant.surfaces.api.describing import operation, router_of
from assistant.surfaces.api.entries import Number
from assistant.surfaces.api.evidence import Subject
from assistant.surfaces.api.jobs import Job, Wait, begin
from assistant.surfaces.render.connection import status_document
from assistant.surfaces.render.documents import entry_document
from assistant.surfaces.render.found import found_document
from assistant.surfaces.render.plans import plan_document
from assistant.surfaces.render.pulling import confirmed_document
from assistant.syncing.replanning import replan

router = APIRouter(**router_of("QuickBooks"))
A_JOB: dict[str, Any] = {"also": {202: Job}, "changes": True, "refuses": (502,)}


class Syncs(wire.Body):
    """Which entries go out; all that wait where none is named."""

    entries: list[wire.Name] = Field(default_factory=list, max_length=wire.MOST_ROWS, examples=[["WO-1002"]])
    wait: Wait = 0


class Pulls(wire.Body):
    """`full`: every list anew, not only what changed."""

    full: wire.Flag = False
    wait: Wait = 0


class Compares(wire.Body):
    """Entries of these days; all where none is said."""

    since: wire.Day | None = None
    until: wire.Day | None = None
    wait: Wait = 0


class Disposes(wire.Body):
    """What becomes of an entry whose documents somebody edited or deleted there."""

    disposition: Annotated[str, Field(pattern="^(accept|restore|reverse)$", examples=["accept"])]
    wait: Wait = 0


class TakesCost(wire.Body):
    """The day it is booked on, where the entry's own is closed."""

    date: wire.Day | None = None
    wait: Wait = 0


class Typed(wire.Body):
    """Which transaction there an entry's task was typed as."""

    remote_id: Annotated[wire.Name, Field(examples=["145"])]
    wait: Wait = 0


class OverrideEntry(wire.Body):
    """Why a journal may go out although it parts an account from goods."""

    because: wire.Words


class Verdicts(wire.Body):
    """Which stands of what was found there: theirs, ours, or both; of one document where several were found."""

    verdict: Verdict
    document: wire.Name | None = Field(None, description="Its Id or number", examples=["145"])


class LinkSent(wire.Body):
    """One of ours, and the row of theirs by its Id or name; null: it has no counterpart there."""

    kind: LinkKind
    ours: Annotated[wire.Name, Field(examples=["1200"])]
    theirs: wire.Name | None = Field(examples=["81"])


class Links(wire.Body):
    """Links that are confirmed; all that the last pull proposed where none is named."""

    links: list[LinkSent] = Field(default_factory=list, max_length=wire.MOST_ROWS)


class Placed(wire.Body):
    """Units that lie, or are missing, at a place."""

    sku: Annotated[wire.Name, Field(examples=["MUG-01"])]
    quantity: Annotated[wire.SignedQuantity, Field(examples=["12"])]
    location: wire.Name | None = None


class Places(wire.Body):
    goods: Annotated[list[Placed], Field(min_length=1, max_length=wire.MOST_ROWS)]


class Revalues(wire.Body):
    """Which goods; all that differ where none is named."""

    goods: list[wire.Name] = Field(default_factory=list, max_length=wire.MOST_ROWS, examples=[["MUG-01"]])


@router.get("/clients/{client}/quickbooks", **operation("The connection, and where entries stand", "qbo_status"))
def status(here: Reading) -> JSONResponse:
    """Which company the client is connected to, and which entries are there, held or refused. It asks nobody."""
    with here.reading() as transaction:
        company, waiting = transaction.company(), transaction.to_send()
        documents = transaction.documents(company.realm) if company is not None else ()
    return JSONResponse(status_document(here.client, company, waiting, documents, now=here.house.now()))


@router.post("/clients/{client}/quickbooks/sync", **operation("Send entries to QuickBooks", Job, **A_JOB))
def sync(here: Syncing, sent: Syncs, request: Request) -> JSONResponse:
    """Every posted entry that is not there yet, or those named, each once. A job: 200 where it is done within `wait`, else
    202."""
    return begin(here, request, sent.wait, lambda work: work.sync(only=[number.upper() for number in sent.entries]))


@router.post("/clients/{client}/quickbooks/pull", **operation("Pull the company's lists and figures", Job, **A_JOB))
def pull(here: Syncing, sent: Pulls, request: Request) -> JSONResponse:
    """What matches ours is proposed, to be confirmed once. A job."""
    return begin(here, request, sent.wait, lambda work: work.pull(full=sent.full))


@router.post("/clients/{client}/quickbooks/reconcile", **operation("Compare with QuickBooks", Job, **A_JOB))
def reconcile(here: Syncing, sent: Compares, request: Request) -> JSONResponse:
    """Every document of every entry, stock with its quantities and values, and accounts; nothing is mended by it. A job."""
    span = Span(wire.day(sent.since), wire.day(sent.until))
    if span.since and span.until and span.until < span.since:
        raise WrongUsage(f"From {span.since} to {span.until} there is no day.", "Send the earlier day as `since`.")
    return begin(here, request, sent.wait, lambda work: work.reconcile(span))


@router.post("/clients/{client}/entries/{number}/disposition", **operation("Settle what was done there", Job, **A_JOB))
def dispose(here: Approving, number: Number, sent: Disposes, request: Request) -> JSONResponse:
    """What somebody did in QuickBooks to the entry's documents stands, is undone, or all of it is taken back. A job."""
    return begin(here, request, sent.wait, lambda work: work.dispose(number, Disposition(sent.disposition)))


@router.post("/clients/{client}/entries/{number}/variance", **operation("Take QuickBooks' cost over", Job, **A_JOB))
def variance(here: Approving, number: Number, sent: TakesCost, request: Request) -> JSONResponse:
    """The company's own cost of the entry's goods, whatever it is. A job."""
    on = wire.day(sent.date)
    return begin(here, request, sent.wait, lambda work: work.sync(only=(number,), approved=(number,), on=on))


@router.post("/clients/{client}/entries/{number}/typed", **operation("Say what a task was typed as", Job, **A_JOB))
def typed(here: Syncing, number: Number, sent: Typed, request: Request) -> JSONResponse:
    """Which transaction there an entry is that a person typed in by hand. A job."""
    return begin(here, request, sent.wait, lambda work: work.pull(typed={number: sent.remote_id.strip()}))


@router.post(
    "/clients/{client}/entries/{number}/replan", **operation("Let an entry go as planned now", "qbo_replan", changes=True)
)
def replan_entry(here: Approving, number: Number) -> JSONResponse:
    """Where its plan is not how it was approved any more, a person lets it go out by the plan of today."""
    return _planned(here, number)


@router.post(
    "/clients/{client}/entries/{number}/override", **operation("Let an entry go as a journal", "qbo_replan", changes=True)
)
def override_entry(here: Overriding, number: Number, sent: OverrideEntry) -> JSONResponse:
    """An owner's word for an entry that waits because a journal would part its account from goods that QuickBooks tracks."""
    return _planned(here, number, wire.reason(sent.because, "An override"))


@router.get("/clients/{client}/found/{subject}", **operation("What QuickBooks holds of the same loss", "qbo_found"))
def found(here: Reading, subject: Subject) -> JSONResponse:
    """Documents there that may be of the same loss as the draft or the entry, each with what was said of it."""
    with here.reading() as transaction:
        connected = transaction.connected()
        rows = transaction.found(connected.realm, subject) if connected is not None else ()
    return JSONResponse({"id": subject, "found": [found_document(each) for each in rows]})


@router.post("/clients/{client}/found/{subject}", **operation("Say which of them stands", "qbo_found", changes=True))
def say_which(here: Approving, subject: Subject, sent: Verdicts) -> JSONResponse:
    """Theirs, ours, or both. Nothing is sent, and nothing approved, while one is open."""
    rows = judge(
        here.house.store, here.client, subject, sent.verdict, document=sent.document or "", by=here.person,
        today=here.house.today(), at=here.house.now(),
    )  # fmt: skip
    return JSONResponse({"id": subject, "found": [found_document(each) for each in rows]})


@router.post("/clients/{client}/quickbooks/links", **operation("Confirm links", "qbo_confirm", changes=True))
def link(here: Approving, sent: Links) -> JSONResponse:
    """Which row there is which of ours. Nothing goes out by a link that nobody confirmed."""
    chosen: dict[LinkKind, list[tuple[str, str]]] = {}
    for each in sent.links:
        if each.theirs is not None:
            chosen.setdefault(each.kind, []).append((each.ours, each.theirs))
    none = [f"{each.kind.value}:{each.ours}" for each in sent.links if each.theirs is None]
    said = Said(chosen, none, alone=bool(sent.links))
    done = confirm(here.house.store, here.client, said, by=here.person, at=here.house.now())
    return JSONResponse(confirmed_document(done, here.books()))


@router.post("/clients/{client}/quickbooks/places", **operation("Place goods", "receipt", status=201, changes=True))
def place_goods(here: Approving, sent: Places) -> JSONResponse:
    """Goods that QuickBooks has and no place here holds are put where they lie; with a negative number, missing ones go."""
    house = here.house
    rows = [Place(row.sku, wire.units(row.quantity), row.location or "") for row in sent.goods]
    known = here.books().stock.locations
    for row in rows:
        if (row.location or known) and row.location not in known:
            raise WrongUsage(f"There is no place {row.location!r} here.", f"Places are: {', '.join(known) or 'none'}.")
    done = place(
        house.store, here.client, rows, by=here.person, today=house.today(), at=house.now(), entry_id=wiring.new_id()
    )  # fmt: skip
    return _receipt(here, done)


@router.post(
    "/clients/{client}/quickbooks/revalue", **operation("Carry goods at QuickBooks' value", "receipt", status=201, changes=True)
)
def revalue_goods(here: Approving, sent: Revalues) -> JSONResponse:
    """Where the quantities agree and the values do not: one entry moves their value, and nothing of it is sent."""
    house = here.house
    done = revalue(
        house.store, here.client, sent.goods, by=here.person, today=house.today(), at=house.now(), entry_id=wiring.new_id()
    )  # fmt: skip
    return _receipt(here, done)


def _planned(here: Here, number: str, overridden: str = "") -> JSONResponse:
    kept = replan(here.house.store, here.client, number, by=here.person, now=here.house.now, overridden=overridden)
    return JSONResponse({"entry": number, "plan": plan_document(kept.plan, here.books())})


def _receipt(here: Here, done: Receipt) -> JSONResponse:
    opened = done.opened.key if done.opened else None
    return JSONResponse({"entry": entry_document(done.entry, here.books()), "opened_account": opened}, 201)
