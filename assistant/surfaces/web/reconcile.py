"""These books held against QuickBooks: on demand, each difference with its cause and mend, and what a person decides of it."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.bookkeeping.disposing import Disposed
from assistant.bookkeeping.entitlement import feature_note, owners_of
from assistant.bookkeeping.placing import Place, place
from assistant.bookkeeping.reconciling import Span
from assistant.bookkeeping.revaluing import revalue
from assistant.books.audit import AuditEvent
from assistant.books.drift import Disposition
from assistant.books.people import Action
from assistant.books.policy import Feature
from assistant.books.quantity import parse_quantity
from assistant.books.register import TrailQuery
from assistant.books.remote import Company, DocumentState
from assistant.errors import WrongUsage
from assistant.stages.reconciling.names import Difference, Name, Reconciliation
from assistant.surfaces.render.commands import Part, parts_of
from assistant.surfaces.render.outgoing import told_with
from assistant.surfaces.render.reconciling import TITLES
from assistant.surfaces.serving.asked import csv_address, day_asked
from assistant.surfaces.serving.company import CompanyWork, Task
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.runs import Run
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.runs import begun
from assistant.surfaces.web.sync import refuse_unconnected
from assistant.wiring import new_id

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
Syncing = Annotated[At, Depends(at(Action.SYNC))]
Approving = Annotated[At, Depends(at(Action.APPROVE))]
COLUMNS = ("name", "title", "subject", "document", "says", "mend")
DONE_THERE = frozenset({DocumentState.CHANGED, DocumentState.DELETED})
SETTLED_BY_HAND = frozenset({Name.EDITED, Name.DELETED, Name.THEIRS_GONE})
TO_PLACE = re.compile(r"qbo place (?P<sku>.+)=(?P<units>-?[\d,.]+) --at")
DECISIONS = (Disposition.ACCEPT, Disposition.RESTORE, Disposition.REVERSE)


@dataclass(frozen=True, slots=True)
class Told:
    """A difference in the desk's words, with what mends it. `settles`: a person says what becomes of it here; `units` are to be
    placed, '' where none are; `revalues`: QuickBooks' value may be taken over."""

    difference: Difference
    says: tuple[Part, ...]
    settles: bool = False
    units: str = ""
    revalues: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    name: Name
    rows: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class State:
    """`drifted` are entries whose documents somebody edited or deleted there, each with what was seen; `earlier` is the last
    comparison that the trail tells of."""

    company: Company
    drifted: tuple[tuple[str, str], ...]
    earlier: AuditEvent | None
    places: tuple[str, ...]
    note: str


@router.get("/reconcile")
def show(request: Request, here: Reading) -> HTMLResponse:
    runs = here.house.runs
    last, disposing = runs.last(here.client, Task.RECONCILE.value), runs.last(here.client, Task.DISPOSE.value)
    found = _found(last)
    return page(
        request, "reconcile.html", at=here, state=_state(here), run=runs.working(here.client), last=last, found=found,
        groups=_groups(found) if found is not None else (), disposing=disposing, disposed=_disposed(disposing),
        decisions=DECISIONS, csv=csv_address(request) if found is not None else "",
    )  # fmt: skip


@router.get("/reconcile.csv")
def download(here: Reading) -> Response:
    """What the last comparison found; no rows where there was none, or none was found."""
    found = _found(here.house.runs.last(here.client, Task.RECONCILE.value))
    rows = [
        (
            each.name.value, TITLES[each.name], each.subject, each.document, words(each.says, each.subject),
            words(each.mend, each.subject),
        )
        for each in (found.differences if found is not None else ())
    ]  # fmt: skip
    return csv_answer((here.client, "reconcile", here.house.today().isoformat()), COLUMNS, rows)


def words(says: str, subject: str) -> str:
    return "".join(part.words for part in parts_of(says, subject))


# ── Doing ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@router.post("/reconcile")
def reconcile(
    request: Request,
    here: Syncing,
    since: Annotated[str, Form(alias="from")] = "",
    until: Annotated[str, Form(alias="to")] = "",
) -> Response:
    """Begins the comparison of entries of these days, or of all."""
    refuse_unconnected(here)
    span = Span(day_asked(here, since), day_asked(here, until))
    if span.since and span.until and span.until < span.since:
        raise WrongUsage(f"From {span.since} to {span.until} there is no day.", "Give the earlier day first.")
    return begun(request, here, CompanyWork(here.house, here.client, here.person).reconcile(span), "reconcile")


@router.post("/reconcile/{entry}/settle")
def settle(request: Request, here: Approving, entry: str, decision: Annotated[Disposition, Form()]) -> Response:
    """What becomes of what somebody did there to the entry's documents."""
    if decision is Disposition.OPEN:
        raise WrongUsage("That decides nothing.", "Accept it, restore ours, or reverse it on both sides.")
    refuse_unconnected(here)
    return begun(request, here, CompanyWork(here.house, here.client, here.person).dispose(entry, decision), "reconcile")


@router.post("/reconcile/revalue")
def take_value(request: Request, here: Approving, item: Annotated[str, Form()]) -> Response:
    """Goods whose quantities agree are carried at QuickBooks' value."""
    receipt = revalue(
        here.house.store, here.client, (item,), by=here.person, today=here.house.today(), at=here.house.now(), entry_id=new_id()
    )  # fmt: skip
    return _posted(request, here, receipt.entry.number)


@router.post("/reconcile/place")
def put(
    request: Request,
    here: Approving,
    item: Annotated[str, Form()],
    units: Annotated[str, Form()],
    location: Annotated[str, Form()] = "",
) -> Response:
    """Units that QuickBooks has and no place here holds come in where they lie; a minus takes away what is missing."""
    try:
        quantity = parse_quantity(units)
    except ValueError as error:
        raise WrongUsage(f"{units!r} is no number of {item}.", "Write digits, such as 12 or -3.") from error
    places = here.books().stock.locations
    if location not in (places or ("",)):  # a typing error opens no place
        raise WrongUsage(f"There is no place {location!r} here.", f"Choose one of {', '.join(places)}.")
    receipt = place(
        here.house.store, here.client, [Place(item, quantity, location)],
        by=here.person, today=here.house.today(), at=here.house.now(), entry_id=new_id(),
    )  # fmt: skip
    return _posted(request, here, receipt.entry.number)


def _posted(request: Request, here: At, number: str) -> Response:
    answer = RedirectResponse(f"/c/{here.client}/reconcile", status_code=303)
    flash(
        answer, request, f"Posted as {number}. Compare again to see what is left.",
        href=f"/c/{here.client}/entries/{number}", label=number,
    )  # fmt: skip
    return answer


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _state(here: At) -> State | None:
    """None where no company is connected."""
    with here.reading() as transaction:
        company = transaction.company()
        if company is None:
            return None
        documents = transaction.documents(company.realm, states=DONE_THERE)
        earlier = transaction.trail(TrailQuery(what="quickbooks.reconciled", limit=1)).rows
        books = transaction.books_about(())
        note = feature_note(books.policy, Feature.QUICKBOOKS, owners_of(transaction.people()))
    seen: dict[str, list[str]] = {}
    for document in documents:
        seen.setdefault(document.entry, []).append(document.says or f"{document.number} was {document.state.value} there.")
    drifted = tuple((entry, " ".join(says)) for entry, says in seen.items())
    return State(company, drifted, earlier[0] if earlier else None, books.stock.locations, note)


def _found(last: Run | None) -> Reconciliation | None:
    return last.result if last is not None and isinstance(last.result, Reconciliation) else None


def _disposed(last: Run | None) -> Disposed | None:
    return last.result if last is not None and isinstance(last.result, Disposed) else None


def _groups(found: Reconciliation) -> tuple[Group, ...]:
    """The differences under their names, in the order of the names."""
    return tuple(
        Group(TITLES[name], name, tuple(_told(each) for each in found.differences if each.name is name))
        for name in Name
        if any(each.name is name for each in found.differences)
    )


def _told(each: Difference) -> Told:
    """A mend that is a command of the command line becomes what can be pressed here."""
    says = parts_of(each.says, each.subject)
    if each.name in SETTLED_BY_HAND and "accept" in each.mend:
        return Told(each, says, settles=True)
    if (placed := TO_PLACE.search(each.mend)) is not None:
        return Told(each, says, units=placed["units"].replace(",", ""))
    if each.name is Name.VALUE and "revalue" in each.mend:
        return Told(each, says, revalues=True)
    return Told(each, told_with(each.says, each.mend, each.subject))
