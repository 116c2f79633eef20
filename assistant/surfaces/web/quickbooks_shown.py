"""The page of a client's connection: how it stands, what is linked, what lies at no place; asked of nobody outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from fastapi.responses import HTMLResponse

from assistant.bookkeeping.confirming import matching
from assistant.bookkeeping.entitlement import feature_note
from assistant.books.client_books import ClientBooks
from assistant.books.draft import OPEN_STATES
from assistant.books.people import Action
from assistant.books.policy import Feature, StockKeptBy
from assistant.books.remote import THERE, Company, ConnectionState, Environment, Link, LinkKind
from assistant.books.snapshot import Snapshot
from assistant.errors import NotAllowed, WriteoffError
from assistant.settings import Settings
from assistant.stages.linking.changes import rows_of
from assistant.stages.linking.matching import Matching
from assistant.stages.linking.places import Unplaced, unplaced
from assistant.store import DraftQuery
from assistant.surfaces.render.pulling import label_of, same_name
from assistant.surfaces.serving.visit import At
from assistant.surfaces.web.consent import PATH, comes_back_here
from assistant.surfaces.web.settings_frame import settings_page, shown_at

SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Way:
    """One QuickBooks that can be connected, or why not."""

    environment: Environment
    says: str
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The connection as these books know it."""

    company: Company
    snapshot: Snapshot | None
    there: int
    waiting: int
    days_left: int
    found: Matching
    unplaced: tuple[Unplaced, ...]

    @property
    def again(self) -> bool:
        """Whether only a person's consent mends it."""
        return self.company.state is ConnectionState.RECONNECT or self.days_left < 0

    @property
    def soon(self) -> bool:
        return self.days_left <= SOON_DAYS

    @property
    def confirmed(self) -> int:
        return sum(link.confirmed and bool(link.remote_id) for link in self.found.links)


def quickbooks_page(
    request: Request, here: At, *, error: WriteoffError | None = None, typed: Mapping[str, str] | None = None
) -> HTMLResponse:
    """`typed` is what stood in the fields of a form that was refused."""
    shown = shown_at(here)
    books, now = shown.books, here.house.now()
    standing = standing_of(here, books, now)
    return settings_page(
        request, here, "settings_quickbooks.html", error=error,
        standing=standing, ways=ways_of(here.house.settings), typed=typed or {},
        note=feature_note(books.policy, Feature.QUICKBOOKS, shown.owners),
        may={"settle": here.may(Action.SETTLE_POLICY), "sync": here.may(Action.SYNC), "approve": here.may(Action.APPROVE)},
        label=lambda link: called(link, books), same=lambda link: same_name(link, books), kinds=tuple(LinkKind),
        theirs=theirs_of(standing.snapshot) if standing and standing.snapshot else {},
        places=books.stock.locations, leads_here=books.policy.stock_kept_by is StockKeptBy.HERE,
        refused_by_role=isinstance(error, NotAllowed),
    )  # fmt: skip


def standing_of(here: At, books: ClientBooks, now: datetime) -> Standing | None:
    """None where the client is connected to nothing."""
    with here.reading() as transaction:
        company = transaction.company()
        if company is None:
            return None
        snapshot, documents = transaction.snapshot(company.realm), transaction.documents(company.realm)
        waiting, drafts = transaction.to_send(), transaction.drafts(DraftQuery(states=OPEN_STATES))
        links = transaction.links(company.realm)
    open_yet = {document.entry for document in documents if document.state not in THERE}
    return Standing(
        company=company,
        snapshot=snapshot,
        there=len({document.entry for document in documents} - open_yet),
        waiting=len(waiting),
        days_left=(company.lifetime.ends_at - now).days,
        found=matching(books, snapshot, links, drafts) if snapshot is not None else Matching(),
        unplaced=unplaced(books),
    )


def ways_of(settings: Settings) -> tuple[Way, ...]:
    """Each QuickBooks, and what the installation still lacks to reach it."""
    found = [Way(Environment.PRACTICE, "A company that stands in for a real one, on this machine alone: to try everything out.")]
    for environment, says in (
        (Environment.SANDBOX, "A test company of Intuit's, with invented books."),
        (Environment.PRODUCTION, "The client's real company: what is approved here is booked there."),
    ):
        app = settings.quickbooks.get(environment)
        prefix = f"WRITEOFF_QBO_{environment.value.upper()}"
        lacks = f"This installation has no app for it: whoever runs it sets {prefix}_CLIENT_ID and {prefix}_CLIENT_SECRET"
        back = f", and {prefix}_REDIRECT to this desk's address with {PATH}."
        missing = f"{lacks}{back}" if app is None or not app.client_secret else ""
        hint = "" if app is None or missing or comes_back_here(app) else " You paste the address that the browser ends at."
        found.append(Way(environment, f"{says}{hint}", missing))
    return tuple(found)


def called(link: Link, books: ClientBooks) -> str:
    """Ours, as a person knows it: an item with its name."""
    item = books.stock.item(link.ours) if link.kind is LinkKind.ITEM else None
    return f"{link.ours} {item.name}" if item and item.name != link.ours else label_of(link, books)


def theirs_of(snapshot: Snapshot) -> Mapping[LinkKind, Sequence[str]]:
    """The active rows there by kind, as a person picks them: 'Inventory Asset (Id 81)'."""
    return {kind: [f"{row.name} (Id {row.id})" for row in rows_of(snapshot, kind) if row.active] for kind in LinkKind}
