"""Our books held against a QuickBooks company, document by document and item by item; what somebody did there to ours is kept.

Few reads, for they are metered: each kind of document is asked for over the days of ours, and by Id only what is not among it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from assistant.books.connected import Connected
from assistant.books.drift import Done, Drift
from assistant.books.evidence import Attachment
from assistant.books.found import FoundThere
from assistant.books.people import Action
from assistant.books.plan import KeptPlan
from assistant.books.record import Record
from assistant.books.remote import THERE, DocumentKind, DocumentState, RemoteDocument
from assistant.errors import RefusedByBooks
from assistant.stages.documents.compare import differences
from assistant.stages.reconciling.names import Reconciliation
from assistant.stages.reconciling.papers import TASK_KIND, Papers
from assistant.stages.reconciling.reconcile import reconcile as compared
from assistant.stages.review import allow
from assistant.store import ClientTransaction

KINDS = tuple(kind.value for kind in DocumentKind if kind is not DocumentKind.TASK)
SEEN_THERE = THERE | {DocumentState.CHANGED, DocumentState.DELETED}


class Asked(Protocol):
    """The company that is reconciled with. Raises OutsideServiceFailed where it does not answer."""

    def documents(self, kinds: Sequence[str], since: date, until: date) -> tuple[Record, ...]: ...
    def read(self, kind: str, remote_id: str) -> Record | None: ...


class ReconcilingTransaction(ClientTransaction, Protocol):
    def connected(self) -> Connected | None: ...
    def documents(self, realm: str, *, entry: str = "") -> tuple[RemoteDocument, ...]: ...
    def save_document(self, document: RemoteDocument) -> None: ...
    def plans(self, realm: str) -> tuple[KeptPlan, ...]: ...
    def found(self, realm: str) -> tuple[FoundThere, ...]: ...
    def attachments(self, realm: str, entry: str) -> tuple[Attachment, ...]: ...
    def to_send(self) -> tuple[str, ...]: ...
    def drifts(self, realm: str, *, entry: str = "") -> tuple[Drift, ...]: ...
    def save_drift(self, drift: Drift) -> None: ...


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
    """Pulls, compares, and keeps each edit and deletion there as a drift that waits for a disposition. Nothing is mended by it.

    Errors: NotAllowed, RefusedByBooks where the client is not connected, OutsideServiceFailed.
    """
    with store.client(client, reads=True) as transaction:
        allow(by, transaction.role_of(by), Action.READ)
        if transaction.connected() is None:
            says = f"{client} is connected to no QuickBooks company."
            raise RefusedByBooks(says, "Connect it: writeoff qbo connect", code="not_connected")
    pull()
    with store.client(client, reads=True) as transaction:
        books, connected = transaction.books(), transaction.connected()
        assert connected is not None  # nobody forgets a company while it is reconciled
        days = {entry.number: entry.entry_date for entry in books.history.entries}
        every = transaction.documents(connected.realm)
        documents = tuple(document for document in every if span.has(days[document.entry]))
        waiting = tuple(entry for entry in transaction.to_send() if span.has(days[entry]))
        found = tuple(each for each in transaction.found(connected.realm) if span.has(each.on))
        plans = transaction.plans(connected.realm)
        held = {document.entry for document in documents}
        attachments = tuple(each for entry in held for each in transaction.attachments(connected.realm, entry))
    records = _records(remote, documents, found, {days[document.entry] for document in documents})
    known = frozenset(document.number for document in every)
    papers = Papers(documents, records, found, attachments, waiting, known)
    result = compared(books, plans, papers)
    with store.client(client) as transaction:
        for drift, document in drifted(documents, records, at=at):
            _keep(transaction, drift, document)
        told: dict[str, object] = {
            "documents": result.documents, "items": result.items, "accounts": result.accounts,
            "differences": [[each.name.value, each.subject] for each in result.differences],
        }  # fmt: skip
        transaction.record(at=at, who=by, what="quickbooks.reconciled", subject=client, detail=told)
    return result


def _records(
    remote: Asked, documents: Sequence[RemoteDocument], found: Sequence[FoundThere], days: set[date]
) -> tuple[Record, ...]:
    """All that the company holds over the days of ours, and by Id what should be there and is not among it."""
    records = {(each.kind, each.id): each for each in (remote.documents(KINDS, min(days), max(days)) if days else ())}
    wanted = [(_kind(document), document.remote_id) for document in documents if document.state in SEEN_THERE]
    wanted += [(each.kind, each.remote_id) for each in found if each.kind in KINDS]
    for kind, id_ in dict.fromkeys(wanted):
        if id_ and (kind, id_) not in records and (record := remote.read(kind, id_)) is not None:
            records[kind, id_] = record
    return tuple(records.values())


def _kind(document: RemoteDocument) -> str:
    return TASK_KIND if document.kind == DocumentKind.TASK else document.kind


# ── What somebody did to ours ────────────────────────────────────────────────────────────────────────────────────────


def drifted(
    documents: Iterable[RemoteDocument], records: Iterable[Record], *, at: datetime
) -> Iterator[tuple[Drift, RemoteDocument]]:
    """Each document of ours that was edited or deleted there, and how it now stands: it waits for a disposition."""
    there = {(record.kind, record.id): record for record in records}
    for document in documents:
        if document.state not in SEEN_THERE or document.state is DocumentState.THEIRS or not document.remote_id:
            continue
        record = there.get((_kind(document), document.remote_id))
        if record is None:
            says = f"{document.kind} {document.number} (Id {document.remote_id}) was deleted in QuickBooks."
            drift = Drift(document.realm, document.entry, document.part, Done.DELETED, says, "", at)
            yield drift, replace(document, state=DocumentState.DELETED, says=says, changed_at=at)
        elif document.kind != DocumentKind.TASK and (other := differences(document, record)):
            says = " ".join(other)
            drift = Drift(document.realm, document.entry, document.part, Done.EDITED, says, repr(record), at)
            yield drift, replace(document, state=DocumentState.CHANGED, says=says, changed_at=at)


def _keep(transaction: ReconcilingTransaction, drift: Drift, document: RemoteDocument) -> None:
    """Once: what was seen before and is as it was then is left as it is."""
    known = [each for each in transaction.drifts(drift.realm, entry=drift.entry) if each.part == drift.part]
    if known and (known[-1].done, known[-1].there) == (drift.done, drift.there):
        return
    transaction.save_drift(drift)
    transaction.save_document(document)
