"""Our books held against a QuickBooks company, document by document and item by item; what somebody did there to ours is kept.

Few reads, for they are metered: each kind of document is asked for over the days of ours, and by Id only what is not among it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from assistant.bookkeeping.recosting import keep_recosted
from assistant.books.audit import AuditEvent
from assistant.books.connected import Connected
from assistant.books.drift import Drift
from assistant.books.entry import PostedEntry
from assistant.books.evidence import Attachment
from assistant.books.found import FoundThere, Verdict
from assistant.books.people import Action
from assistant.books.plan import KeptPlan
from assistant.books.record import Movement, Record
from assistant.books.remote import DocumentKind, DocumentState, RemoteDocument
from assistant.errors import RefusedByBooks
from assistant.stages.already.candidates import LOOKED_FOR
from assistant.stages.reconciling.drifting import SEEN_THERE, TYPED_KIND, Key, Seen, changes, drifted, key_there, typed_records
from assistant.stages.reconciling.names import Name, Reconciliation
from assistant.stages.reconciling.papers import Papers
from assistant.stages.reconciling.reconcile import reconcile as compared
from assistant.stages.review import allow
from assistant.store import ClientTransaction
from assistant.syncing.port import NotTold

KINDS = tuple(kind.value for kind in DocumentKind if kind is not DocumentKind.TASK)
READ_KINDS = frozenset(KINDS) | frozenset(LOOKED_FOR)
OF_GOODS = frozenset({Name.QUANTITY, Name.VALUE, Name.BALANCE})
EARLY = timedelta(days=45)  # a person may have typed a task before or after its day


class Asked(Protocol):
    """The company that is reconciled with. Raises OutsideServiceFailed where it does not answer."""

    def documents(self, kinds: Sequence[str], since: date, until: date) -> tuple[Record, ...]: ...
    def read(self, kind: str, remote_id: str) -> Record | None: ...
    def movements(self, items: Sequence[str], since: date, until: date) -> tuple[Movement, ...]: ...


class ReconcilingTransaction(ClientTransaction, Protocol):
    def connected(self) -> Connected | None: ...
    def plans(self, realm: str) -> tuple[KeptPlan, ...]: ...
    def attachments(self, realm: str, entry: str) -> tuple[Attachment, ...]: ...
    def to_send(self) -> tuple[str, ...]: ...
    def drifts(self, realm: str, *, entry: str = "") -> tuple[Drift, ...]: ...
    def save_drift(self, drift: Drift) -> None: ...
    def save_found(self, realm: str, rows: Iterable[FoundThere]) -> None: ...
    def send_again(self, number: str) -> None: ...
    def events(self, *subjects: str) -> tuple[AuditEvent, ...]: ...


class ReconcilingStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[ReconcilingTransaction]: ...


@dataclass(frozen=True, slots=True)
class Span:
    """Which entries: dated from `since` to `until`, both open where None."""

    since: date | None = None
    until: date | None = None

    def has(self, day: date) -> bool:
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def reconcile(
    store: ReconcilingStore,
    client: str,
    remote: Asked,
    pull: Callable[[], object],
    *,
    span: Span = Span(),
    by: str,
    at: datetime,
) -> Reconciliation:
    """Keeps each edit and deletion there as a drift that waits for a disposition, pulls, and compares. Nothing is mended by it.

    Errors: NotAllowed, RefusedByBooks where the client is not connected, OutsideServiceFailed.
    """
    with store.client(client, reads=True) as transaction:
        allow(by, transaction.role_of(by), Action.SYNC)
        held = _held(transaction, client, span)
    there = look_up(remote, held)
    seen = keep_drifts(store, client, held.documents, there, at=at)
    pull()
    with store.client(client, reads=True) as transaction:
        books, now = transaction.books(), _held(transaction, client, span)
        plans = transaction.plans(now.connected.realm)
        entries = {document.entry for document in now.documents}
        attachments = tuple(each for entry in sorted(entries) for each in transaction.attachments(now.connected.realm, entry))
        overridden = (kept.entry for kept in plans if kept.plan.overridden)
        overrides = {entry: _overridden(transaction, books.history.find(entry)) for entry in overridden}
    papers = Papers(
        now.documents, tuple(there.records.values()), now.found, attachments, now.waiting, now.every, now.drifts,
        there.movements, overrides, there.unseen,
    )  # fmt: skip
    result = compared(books, plans, papers)
    if now.days and any(each.name in OF_GOODS for each in result.differences):
        moved = there.movements or remote.movements((), min(now.days), max(now.days))
        if again := {(each.entry, each.part): each for each in keep_recosted(store, client, now.documents, moved, at=at)}:
            result = compared(books, plans, replace(papers, documents=_with(now.documents, again), every=_with(now.every, again)))
    with store.client(client) as transaction:
        told: dict[str, object] = {
            "documents": result.documents, "items": result.items, "accounts": result.accounts, "drifts": len(seen),
            "differences": [[each.name.value, each.subject] for each in result.differences],
        }  # fmt: skip
        transaction.record(at=at, who=by, what="quickbooks.reconciled", subject=client, detail=told)
    return result


def _with(
    documents: Sequence[RemoteDocument], instead: Mapping[tuple[str, int], RemoteDocument]
) -> tuple[RemoteDocument, ...]:  # fmt: skip
    return tuple(instead.get((each.entry, each.part), each) for each in documents)


@dataclass(frozen=True, slots=True)
class Held:
    """What is stored of the company's documents: `every` of them, and those of the days asked about."""

    connected: Connected
    every: tuple[RemoteDocument, ...]
    documents: tuple[RemoteDocument, ...]
    days: frozenset[date]
    waiting: tuple[str, ...]
    found: tuple[FoundThere, ...]
    drifts: tuple[Drift, ...]


def _held(transaction: ReconcilingTransaction, client: str, span: Span) -> Held:
    connected = transaction.connected()
    if connected is None:
        says = f"{client} is connected to no QuickBooks company, or nothing was pulled yet."
        raise RefusedByBooks(says, "Connect it (writeoff qbo connect), then: writeoff qbo pull", code="not_connected")
    realm = connected.realm
    every, to_send, found = transaction.documents(realm), transaction.to_send(), transaction.found(realm)
    named = {*(document.entry for document in every), *to_send, *(each.subject for each in found)}
    days = {entry.number: entry.entry_date for entry in transaction.books().history.those(named)}
    documents = tuple(document for document in every if span.has(days[document.entry]))
    return Held(
        connected,
        every,
        documents,
        frozenset(days[document.entry] for document in documents),
        tuple(entry for entry in to_send if span.has(days[entry])),
        tuple(each for each in found if each.subject in days and span.has(days[each.subject])),
        transaction.drifts(realm),
    )


# ── What the company holds ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class There:
    """Records by kind and Id, and what moved goods, where that was asked for. `unseen` are those that the company's plan
    shows no more, whatever became of them."""

    records: dict[Key, Record]
    movements: tuple[Movement, ...] = ()
    unseen: frozenset[Key] = frozenset()


def look_up(remote: Asked, held: Held) -> There:
    """All that the company holds over the days of ours, and by Id what should be there and is not among it. What a person typed
    is known by what it moved: a company that lets us adjust nothing shows us no adjustment."""
    if not held.days:
        return There({})
    first, last = min(held.days), max(held.days)
    records = {(each.kind, each.id): each for each in remote.documents(KINDS, first, last)}
    had = [document for document in held.documents if document.state in SEEN_THERE and document.remote_id]
    theirs = [key_there(document) for document in had if document.state is DocumentState.THEIRS]
    _read_into(records, remote, dict.fromkeys(key for key in theirs if key[0] in READ_KINDS))
    typed = [document for document in had if _known_by_goods(document) and key_there(document) not in records]
    movements = remote.movements((), first - EARLY, last + EARLY) if typed else ()
    records |= typed_records(typed, movements)
    wanted = [key_there(document) for document in had if document not in typed]
    wanted += [(each.kind, each.remote_id) for each in held.found if each.kind in KINDS]
    unseen = _read_into(records, remote, dict.fromkeys(key for key in wanted if key[0] in READ_KINDS))
    mistakes = (each for each in held.found if each.verdict in (Verdict.OURS, Verdict.OPEN))
    moved = any(_moves(records.get((each.kind, each.remote_id))) for each in mistakes)
    if not movements and (moved or any(_was_edited(document, records) for document in had)):
        movements = remote.movements((), first - EARLY, last + EARLY)
    return There(records, movements, unseen)


def _read_into(records: dict[Key, Record], remote: Asked, wanted: Iterable[Key]) -> frozenset[Key]:
    """Reads what is not among the records; answers what the company's plan does not show. A kind is refused once."""
    unseen: set[Key] = set()
    for key in wanted:
        if key in records:
            continue
        if any(key[0] == kind for kind, _ in unseen):
            unseen.add(key)
            continue
        try:
            record = remote.read(*key)
        except NotTold:
            unseen.add(key)
        else:
            records |= {key: record} if record is not None else {}
    return frozenset(unseen)


def _known_by_goods(document: RemoteDocument) -> bool:
    return document.kind == DocumentKind.TASK or (document.kind == TYPED_KIND and not document.body)


def _was_edited(document: RemoteDocument, records: dict[Key, Record]) -> bool:
    """Whether its goods are there otherwise: what these cost then is asked for."""
    record = records.get(key_there(document))
    return record is not None and _moves(record) and bool(changes(document, record))


def _moves(record: Record | None) -> bool:
    return record is not None and any(line.item for line in record.lines)


def keep_drifts(
    store: ReconcilingStore, client: str, documents: Collection[RemoteDocument], there: There, *, at: datetime
) -> tuple[Seen, ...]:
    """What somebody did to these documents, kept where it is new; a document that came further meanwhile is left alone."""
    with store.client(client) as transaction:
        connected = transaction.connected()
        if connected is None:
            return ()
        now = {(each.entry, each.part): each for each in transaction.documents(connected.realm)}
        same = [each for each in documents if now.get((each.entry, each.part)) == each and key_there(each) not in there.unseen]
        known = transaction.drifts(connected.realm)
        seen = tuple(drifted(same, there.records, READ_KINDS, known, connected, at=at))
        for each in seen:
            transaction.save_document(each.document)
            transaction.save_drift(each.drift)
    return seen


def _overridden(transaction: ReconcilingTransaction, entry: PostedEntry | None) -> str:
    """Who had it go out so, and when: of the draft, or of the entry once it was posted."""
    subjects = filter(None, (entry.draft_id, entry.number)) if entry is not None else ()
    events = [event for subject in subjects for event in transaction.events(subject)]
    said = [
        each
        for each in events
        if each.what == "draft.overridden" or (each.what == "entry.replanned" and each.detail["overridden"])
    ]
    return f", said {said[-1].who} on {said[-1].at:%Y-%m-%d}" if said else ""
