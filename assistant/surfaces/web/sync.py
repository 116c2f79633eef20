"""What is on its way to QuickBooks: the company, the entries that wait with the reason, and what a person says to each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.bookkeeping.entitlement import feature_note, owners_of
from assistant.bookkeeping.looking import judge
from assistant.bookkeeping.pulling import Pulled
from assistant.books.found import Verdict
from assistant.books.people import Action
from assistant.books.policy import Feature
from assistant.books.remote import Company, DocumentState
from assistant.errors import RefusedByBooks, WrongUsage
from assistant.surfaces.render.found import SAID
from assistant.surfaces.render.outgoing import Leaving, leaving
from assistant.surfaces.render.receipt import CALLED
from assistant.surfaces.serving.asked import csv_address, day_asked
from assistant.surfaces.serving.company import CompanyWork, Task
from assistant.surfaces.serving.csv import csv_answer
from assistant.surfaces.serving.flash import flash
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.runs import Run
from assistant.surfaces.serving.visit import At, at
from assistant.surfaces.web.runs import begun
from assistant.syncing.receipt import SyncReceipt
from assistant.syncing.replanning import replan

router = APIRouter(prefix="/c/{client}")
Reading = Annotated[At, Depends(at(Action.READ))]
Syncing = Annotated[At, Depends(at(Action.SYNC))]
Approving = Annotated[At, Depends(at(Action.APPROVE))]
Overriding = Annotated[At, Depends(at(Action.OVERRIDE))]
Result = TypeVar("Result")
MOST = 200  # entries on a page; the file has them all
UNSETTLED = frozenset(DocumentState) - {DocumentState.DONE, DocumentState.THEIRS}
COLUMNS = (
    "entry", "date", "kind", "amount", "state", "reason", "says", "document", "document_kind", "document_state", "remote_id",
    "changed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """What the page shows: the company as it was connected and last pulled, the rows, and how many there are in all."""

    company: Company
    pulled_at: datetime | None
    closed_through: str
    rows: tuple[Leaving, ...]
    count: int
    note: str  # why the client's plan does not have it
    drafts_found: tuple[str, ...] = ()  # drafts that something was found for there, and nobody has judged it


@router.get("/sync")
def show(request: Request, here: Reading) -> HTMLResponse:
    runs = here.house.runs
    last = runs.last(here.client, Task.SYNC.value, Task.PULL.value)
    last = None if last is not None and last.working else last
    return page(
        request, "sync.html", at=here, desk=_desk(here, most=MOST), run=runs.working(here.client), last=last,
        receipt=_result(last, SyncReceipt), pulled=_result(last, Pulled), said=SAID, called=CALLED, csv=csv_address(request),
    )  # fmt: skip


@router.get("/sync.csv")
def download(here: Reading) -> Response:
    """A row a document, or one for an entry that has none yet."""
    desk = _desk(here)
    rows = []
    for row in desk.rows if desk is not None else ():
        says = "".join(part.words for part in row.says)
        told = (row.number, row.entry_date, row.what, row.amount, row.standing.words, row.reason, says)
        for each in row.documents or (None,):
            of = (each.number, each.kind, each.state.value, each.remote_id, each.changed_at) if each else ("", "", "", "", None)
            rows.append((*told, *of))
    return csv_answer((here.client, "sync", here.house.today().isoformat()), COLUMNS, rows)


# ── Doing ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@router.post("/sync")
def sync(request: Request, here: Syncing, entry: Annotated[str, Form()] = "") -> Response:
    """Sends what is posted, or one entry."""
    refuse_unconnected(here)
    return begun(request, here, _work(here).sync(only=(entry,) if entry else ()), "sync")


@router.post("/sync/pull")
def pull(request: Request, here: Syncing, full: Annotated[bool, Form()] = False) -> Response:
    refuse_unconnected(here)
    return begun(request, here, _work(here).pull(full=full), "sync")


@router.post("/sync/{entry}/typed")
def typed(request: Request, here: Syncing, entry: str, remote_id: Annotated[str, Form()]) -> Response:
    """Which transaction there the entry's task was typed as."""
    refuse_unconnected(here)
    return begun(request, here, _work(here).pull(typed={entry: remote_id.strip()}), "sync")


@router.post("/sync/{entry}/variance")
def variance(request: Request, here: Approving, entry: str, on: Annotated[str, Form()] = "") -> Response:
    """QuickBooks' own cost of the entry's goods is taken over, whatever it is."""
    refuse_unconnected(here)
    run = _work(here).sync(only=(entry,), approved=(entry,), on=day_asked(here, on))
    return begun(request, here, run, "sync")


@router.post("/sync/{entry}/replan")
def go_as_planned_now(request: Request, here: Approving, entry: str) -> Response:
    replan(here.house.store, here.client, entry, by=here.person, now=here.house.now)
    answer = RedirectResponse(f"/c/{here.client}/sync#{entry}", status_code=303)
    flash(answer, request, f"{entry} goes out by its plan as it is now, with the next sync.")
    return answer


@router.post("/sync/{entry}/override")
def override(request: Request, here: Overriding, entry: str, because: Annotated[str, Form()] = "") -> Response:
    """An owner lets it go as a journal entry although its goods are tracked there; the reason stays with it for good."""
    if not because.strip():
        raise WrongUsage("An override needs its reason.", "Say why, such as: the auditors agree.")
    replan(here.house.store, here.client, entry, by=here.person, now=here.house.now, overridden=because.strip())
    answer = RedirectResponse(f"/c/{here.client}/sync#{entry}", status_code=303)
    flash(answer, request, f"{entry} goes out as a journal entry with the next sync; reconcile tells of it each time.")
    return answer


@router.post("/found/{subject}")
def said_of_found(
    request: Request, here: Approving, subject: str, verdict: Annotated[Verdict, Form()], document: Annotated[str, Form()] = ""
) -> Response:
    """Which stands of what was found in QuickBooks for a draft or an entry."""
    judge(
        here.house.store, here.client, subject, verdict, document=document, by=here.person, today=here.house.today(),
        at=here.house.now(),
    )  # fmt: skip
    to = f"drafts/{subject}" if subject.startswith("D-") else f"sync#{subject}"
    answer = RedirectResponse(f"/c/{here.client}/{to}", status_code=303)
    flash(answer, request, f"{subject}: {SAID[verdict]}.")
    return answer


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _desk(here: At, most: int = 0) -> Desk | None:
    """None where no company is connected. Of a long queue, the first `most` (0: all)."""
    with here.reading() as transaction:
        company = transaction.company()
        if company is None:
            return None
        documents = transaction.documents(company.realm, states=UNSETTLED)
        numbers = tuple(dict.fromkeys((*transaction.to_send(), *(document.entry for document in documents))))
        shown = frozenset(numbers[:most] if most else numbers)
        books = transaction.books_about(shown)
        note = feature_note(books.policy, Feature.QUICKBOOKS, owners_of(transaction.people()))
    connected = books.connected
    closed = connected.snapshot.preferences.closed_through if connected is not None else None
    last = here.house.runs.last(here.client, Task.SYNC.value)
    entries = books.history.those(shown)
    found = connected.found if connected is not None else ()
    rows = leaving(entries, documents, found, _result(last, SyncReceipt), books.currency)
    pulled_at = connected.snapshot.pulled_at if connected is not None else None
    unsaid = [each.subject for each in found if each.verdict is Verdict.OPEN]
    drafts = tuple(dict.fromkeys(subject for subject in unsaid if subject.startswith("D-")))
    return Desk(company, pulled_at, closed.isoformat() if closed else "", rows, len(numbers), note, drafts)


def _result(run: Run | None, kind: type[Result]) -> Result | None:
    return run.result if run is not None and isinstance(run.result, kind) else None


def _work(here: At) -> CompanyWork:
    return CompanyWork(here.house, here.client, here.person)


def refuse_unconnected(here: At) -> None:
    """Before a thread is begun for it."""
    with here.reading() as transaction:
        if transaction.company() is None:
            says = f"{here.place.name} is connected to no QuickBooks company."
            raise RefusedByBooks(says, "An owner connects one under Settings, QuickBooks.", code="not_connected")
