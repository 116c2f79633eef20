"""What was selected in the queue: one client's drafts at a time, confirmed by name, count and total, each approved by itself; or
undone. Where drafts of several clients are selected, the others' go along from form to form until it is their turn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from assistant.adapters.sql.queue import read_queue
from assistant.bookkeeping.bulk import Outcome, Pick, approve_selected, reverse_selected
from assistant.bookkeeping.entitlement import feature_note, owners_of
from assistant.books.accounts import Side
from assistant.books.entry import side_total
from assistant.books.money import total
from assistant.books.people import Action
from assistant.books.policy import Feature
from assistant.books.queue import QueueQuery
from assistant.errors import WrongUsage
from assistant.surfaces.serving.pages import page
from assistant.surfaces.serving.visit import At, Visit, Visiting, books_at
from assistant.surfaces.web.queue_deciding import AtApproving, Sent, SentForm
from assistant.surfaces.web.queue_shown import rows_of, with_names

router = APIRouter()
MOST = 200


@router.post("/queue/selected")
def confirm(request: Request, visit: Visiting, form: SentForm) -> HTMLResponse:
    """What would be approved, to be looked at once more. Nothing is changed."""
    client, picks, later = _picked(form)
    here = books_at(visit, client, Action.APPROVE)
    with here.reading() as books:
        note = feature_note(books.policy(), Feature.BULK_APPROVAL, owners_of(books.people()))
        currency = books.client.currency
    query = QueueQuery(here.house.today(), clients=(client,), limit=1)
    with here.house.store.across([client]) as connection:
        lines = [line for pick in picks for line in read_queue(connection, replace(query, draft=pick.draft))]
        rows = rows_of(with_names(connection, lines), visit, (here.place,), named=False)
    seen = {pick.draft: pick.seen for pick in picks}
    kept = [row for row in rows if row.approvable and row.line.glance.fingerprint == seen[row.line.id]]
    moved = [pick.draft for pick in picks if pick.draft not in {row.line.id for row in kept}]
    return page(
        request, "queue_selected.html", at=here, rows=kept, moved=moved, note=note, back=form.back, later=later,
        coming=_coming(visit, later),
        total=total([row.line.amount for row in kept if row.line.amount is not None], currency),
    )  # fmt: skip


@router.post("/c/{client}/queue/selected")
def approve(request: Request, here: AtApproving, form: SentForm) -> HTMLResponse:
    """Approves them. Sent again, it approves nothing twice, and shows the same entries."""
    client, picks, others = _picked(form)
    if client != here.client or others:
        raise WrongUsage("The selection is of another client.", "Go back to the queue, and select anew.")
    outcomes = approve_selected(
        here.house.store, here.bookkeeper(), client, picks, by=here.person, today=here.house.today()
    )  # fmt: skip
    return _told(request, here, outcomes, form, "Approved", "Draft")


@router.post("/c/{client}/queue/undo")
def undo(request: Request, here: AtApproving, form: SentForm) -> HTMLResponse:
    """Takes entries back, each by its reversal."""
    numbers = form.picks[:MOST]
    because = form.fields.get("because", "").strip() or "approved by mistake"
    outcomes = reverse_selected(
        here.house.store, here.bookkeeper(), here.client, numbers, because=because, by=here.person, today=here.house.today(),
        own_day=form.fields.get("dated") != "today",
    )  # fmt: skip
    return _told(request, here, outcomes, form, "Taken back by reversals", "Entry")


def _told(request: Request, here: At, outcomes: tuple[Outcome, ...], form: Sent, title: str, subject: str) -> HTMLResponse:
    posted = [each for each in outcomes if each.entry is not None]
    with here.reading() as books:
        currency = books.client.currency
    amounts = {each.subject: side_total(each.entry.lines, Side.DEBIT, currency) for each in posted if each.entry is not None}
    return page(
        request, "queue_outcomes.html", at=here, title=title, subject=subject, posted=posted, back=form.back,
        stopped=[each for each in outcomes if each.entry is None], undoable=bool(posted) and subject == "Draft",
        total=total(amounts.values(), currency) if amounts else None, amounts=amounts,
        later=form.later, coming=_coming(here.visit, form.later),
    )  # fmt: skip


def _coming(visit: Visit, later: Sequence[str]) -> list[tuple[str, int]]:
    """The other clients that something is selected of, by name, and how much."""
    counts = Counter(pick.split("/")[0] for pick in later)
    return [(place.name, number) for client, number in counts.items() if (place := visit.place(client)) is not None]


def _picked(form: Sent) -> tuple[str, list[Pick], list[str]]:
    """The client selected first, its drafts with what was seen of each, and what is selected of others. WrongUsage where there
    is none."""
    parts = [pick.split("/") for pick in form.picks]
    if not parts:
        raise WrongUsage("Nothing is selected.", "Select drafts in the queue first (x).")
    if any(len(each) != 3 or not all(each) for each in parts):
        raise WrongUsage("The selection cannot be read.", "Go back to the queue, and select anew.")
    if len(parts) > MOST:
        raise WrongUsage(f"{len(parts)} drafts are selected.", f"Approve {MOST} at a time.")
    first = parts[0][0]
    others = ["/".join(each) for each in parts if each[0] != first]
    return first, [Pick(draft, seen) for client, draft, seen in parts if client == first], others
