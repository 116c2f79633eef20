"""A QuickBooks company as it stands, into the books: what matches ours, what somebody did there since, what lies at no place.

Reads are metered: what was pulled is kept with its time, and a figure that comes from it is shown with that time. No transaction
is open while QuickBooks is asked.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from assistant.bookkeeping.confirming import LinkingTransaction, matching
from assistant.bookkeeping.counting import CountingTransaction, Figures, Way, at_rest
from assistant.bookkeeping.noticing import Telling, notice
from assistant.bookkeeping.reconciling import ReconcilingStore, ReconcilingTransaction
from assistant.bookkeeping.settling import policy_words
from assistant.books.client_books import ClientBooks
from assistant.books.draft import OPEN_STATES
from assistant.books.drift import Drift
from assistant.books.people import Action
from assistant.books.policy import StockKeptBy, WriteDownMethod
from assistant.books.remote import Company, LinkKind, Links
from assistant.books.snapshot import Snapshot
from assistant.errors import OutsideServiceFailed, RefusedByBooks
from assistant.stages.linking.changes import Change, Renamed, changes, preferences_changed, renamed
from assistant.stages.linking.held import HeldUp, held_up
from assistant.stages.linking.matching import Matching
from assistant.stages.linking.places import Unplaced, under_way, unplaced
from assistant.stages.linking.taking import with_their_names
from assistant.stages.linking.tasks import TasksSeen
from assistant.stages.review import allow
from assistant.store import DraftQuery
from assistant.syncing.doors import SyncStore
from assistant.syncing.tasks import Watched, see_tasks

FRESH = timedelta(days=1)


class RemoteCompany(Watched, Telling, Figures, Protocol):
    """The company that is pulled. Raises OutsideServiceFailed where it does not answer."""


class PullTransaction(LinkingTransaction, CountingTransaction, ReconcilingTransaction, Protocol): ...


class PullStore(SyncStore, ReconcilingStore, Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[PullTransaction]: ...


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull came to. `earlier` is the pull before, None for the first; `settings` what was set otherwise for the company as
    a whole; `renamed` links whose rows bear another name than the person saw; `held` what nothing goes out by, and what waits
    for it; `drifts` what somebody did to documents of ours; `taken` the names taken over into our lists; `policy` what was set
    for these books, as their goods are tracked."""

    company: Company
    snapshot: Snapshot
    earlier: Snapshot | None
    matching: Matching
    changes: tuple[Change, ...] = ()
    settings: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    held: tuple[HeldUp, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    tasks: TasksSeen = field(default_factory=TasksSeen)
    drifts: tuple[Drift, ...] = ()
    taken: tuple[str, ...] = ()
    policy: tuple[str, ...] = ()


def pull(
    store: PullStore,
    client: str,
    remote: RemoteCompany,
    *,
    by: str,
    today: date,
    now: Callable[[], datetime],
    full: bool = False,
    take: bool = False,
    said: Mapping[str, str] | None = None,
    go_on: Callable[[], None] = lambda: None,
) -> Pulled:
    """Asks the company for all of its lists (with `full`, as if nothing were known of them), keeps them, proposes links for what
    a person has not settled yet, and closes tasks that somebody typed there. `take` renames ours as theirs are; `said` names
    the transaction (Id) that an entry's task is. `go_on` is asked before each step, and raises ToldToStop where it is to go no
    further.

    Errors: NotAllowed; RefusedByBooks where the client is not connected to this company, or its currency is another; NotFound for
    a task that is none; OutsideServiceFailed where QuickBooks does not answer, and then nothing of the pull is kept.
    """
    with store.client(client, reads=True) as transaction:
        allow(by, transaction.role_of(by), Action.SETTLE_POLICY if take else Action.SYNC)
        company, currency = transaction.company(), transaction.books().currency
        if company is None or company.realm != remote.realm:
            says = f"{client} is not connected to this QuickBooks company."
            raise RefusedByBooks(says, "Connect it: writeoff qbo connect", code="not_connected")
        earlier = transaction.snapshot(company.realm)
    go_on()
    tasks = see_tasks(store, client, remote, by=by, today=today, at=now(), said=said)
    drifts = notice(store, client, remote, since=earlier.changes_since, at=now()) if earlier else ()
    go_on()
    snapshot, way = at_rest(store, client, remote, None if full else earlier, now)
    if (there := snapshot.preferences.currency) != currency:
        says = f"The company keeps its books in {there}, and {client} in {currency}."
        raise RefusedByBooks(says, "Connect a company of the same currency: writeoff qbo connect", code="foreign_currency")
    go_on()
    with store.client(client) as transaction:
        keeping = _Keeping(transaction, company, earlier, snapshot, by, snapshot.pulled_at)
        taken = keeping.take_names() if take else ()
        pulled = replace(keeping.keep(way), tasks=tasks, drifts=drifts, taken=taken)
        keeping.record(client, pulled)
    return pulled


# ── What is kept ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Keeping:
    """The pull on its way into the books, in one transaction."""

    transaction: PullTransaction
    company: Company
    earlier: Snapshot | None
    snapshot: Snapshot
    by: str
    at: datetime

    def take_names(self) -> tuple[str, ...]:
        """Our accounts and goods under the names that theirs bear now; every link is seen under its present name."""
        books, links = self.transaction.books(), self.transaction.links(self.company.realm)
        told = renamed(links.links, self.snapshot)
        taken = with_their_names(books.chart, books.stock, told)
        if taken.says:
            self.transaction.update_lists(taken.chart, taken.stock)
        now = {(each.link.kind, each.link.ours): each.now for each in told}
        seen = [replace(link, remote_name=now.get((link.kind, link.ours), link.remote_name)) for link in links.links]
        self.transaction.save_links(self.company.realm, seen, LinkKind)
        return taken.says

    def keep(self, way: Way) -> Pulled:
        realm, books = self.company.realm, self.transaction.books()
        drafts = self.transaction.drafts(DraftQuery(states=OPEN_STATES))
        known = self.transaction.links(realm)
        found = matching(books, self.snapshot, known, drafts)
        self.transaction.save_links(realm, found.links, LinkKind)
        entries = books.history.those(way.waiting)
        snapshot = replace(self.snapshot, under_way=under_way(entries, way.there))
        self.transaction.save_snapshot(realm, snapshot, unknown_from=way.next)
        links, before = Links(found.links), self.earlier
        return Pulled(
            company=self.company,
            snapshot=snapshot,
            earlier=before,
            matching=found,
            changes=changes(before, snapshot, links) if before is not None else (),
            settings=preferences_changed(before, snapshot) if before is not None else (),
            renamed=renamed(found.links, snapshot),
            held=held_up(found, books.chart, snapshot, entries, drafts),
            policy=self._led_from_now(books, known, links),
            unplaced=unplaced(replace(books, connected=self.transaction.connected())),
        )

    def _led_from_now(self, books: ClientBooks, known: Links, links: Links) -> tuple[str, ...]:
        """The first time that goods of ours are tracked there, QuickBooks' stock leads; what a client sets later stays."""
        if _tracks(self.earlier, known) or not _tracks(self.snapshot, links):
            return ()
        policy = replace(books.policy, stock_kept_by=StockKeptBy.QUICKBOOKS, write_down_method=WriteDownMethod.ALLOWANCE)
        before, after = policy_words(books.policy), policy_words(policy)
        changed = [name for name in after if before[name] != after[name]]
        if not changed:
            return ()
        self.transaction.set_policy(policy, by=self.by, at=self.at)
        detail = {
            "before": {name: before[name] for name in changed},
            "after": {name: after[name] for name in changed},
            "because": f"{self.company.name} tracks quantities of these goods",
        }
        self.transaction.record(at=self.at, who=self.by, what="policy.set", subject=books.client, detail=detail)
        return tuple(f"{name}: {after[name]}" for name in changed)

    def record(self, client: str, pulled: Pulled) -> None:
        detail: dict[str, object] = {
            "realm": self.company.realm,
            "pulled_at": self.at.isoformat(),
            "linked": sum(link.confirmed for link in pulled.matching.links),
            "proposed": len(pulled.matching.proposed),
            "changes": [*(change.says for change in pulled.changes), *pulled.settings],
            "taken": list(pulled.taken),
            "openings_sha256": self.transaction.openings_digest(),
        }
        self.transaction.record(at=self.at, who=self.by, what="quickbooks.pulled", subject=client, detail=detail)


def _tracks(snapshot: Snapshot | None, links: Links) -> bool:
    items = (snapshot.item(link.remote_id) for link in links.links if link.kind is LinkKind.ITEM) if snapshot else ()
    return any(item is not None and item.tracked for item in items)


# ── Fresh enough ─────────────────────────────────────────────────────────────────────────────────────────────────────


def is_fresh(snapshot: Snapshot | None, at: datetime) -> bool:
    """Whether the company was pulled within a day; not by a clock that was ahead."""
    return snapshot is not None and abs(at - snapshot.pulled_at) <= FRESH


def freshen(
    store: PullStore,
    client: str,
    opened: Callable[[], AbstractContextManager[RemoteCompany]],
    *,
    by: str,
    today: date,
    now: Callable[[], datetime],
) -> Pulled | None:
    """Pulls the company of a connected client where that was longer than a day ago; None where nothing was asked.

    OutsideServiceFailed where it does not answer, with the time of what is known instead.
    """
    with store.client(client, reads=True) as transaction:
        company = transaction.company()
        known = transaction.snapshot(company.realm) if company is not None else None
    if company is None or is_fresh(known, now()):
        return None
    try:
        with opened() as remote:
            return pull(store, client, remote, by=by, today=today, now=now)
    except OutsideServiceFailed as error:
        then = f"was pulled last on {known.pulled_at:%Y-%m-%d at %H:%M} UTC" if known else "was never pulled"
        says = f"{company.name} {then}, and cannot be asked now: {error.says}"
        raise OutsideServiceFailed(says, error.remedy, code=error.code) from error
