"""Posted entries to receipts: each goes to the QuickBooks company once, whatever happens on the way.

Gather, decide (stages/sync.py), record: request id, number and body are stored before the first byte leaves, the document is
marked as sent before it is sent, and whatever was sent before is looked up by its number before it is sent again. No
transaction is open while QuickBooks is asked.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.people import Action
from assistant.books.remote import AccountLink, Company, DocumentState, RemoteDocument
from assistant.errors import OutsideServiceFailed, RefusedByBooks
from assistant.stages.review import allow
from assistant.stages.sync import Basis, Hold, Party, Records, RemoteEntry, document_of, failed, held, party_of, settled
from assistant.store import ClientTransaction


@dataclass(frozen=True, slots=True)
class Kept:
    """QuickBooks keeps the document as this entry."""

    entry: RemoteEntry


@dataclass(frozen=True, slots=True)
class Taken:
    """The document's number belongs to the entry of this Id already."""

    id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """QuickBooks says no for certain: nothing was kept. `says` tells what to do, too."""

    says: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody knows whether the document was kept: no answer came, or none that can be read."""

    says: str


Answer = Kept | Taken | Refused | Unclear


class RemoteBooks(Protocol):
    """The company that entries go to. Every method raises OutsideServiceFailed where it could not do its part for certain:
    nothing was sent, the service asks to wait, or the connection is no longer good."""

    @property
    def realm(self) -> str: ...
    def records(self, parties: Sequence[Party]) -> Records: ...
    def send(self, document: RemoteDocument) -> Answer: ...
    def find(self, number: str) -> tuple[RemoteEntry, ...]: ...
    def read(self, remote_id: str) -> RemoteEntry: ...


class SyncTransaction(ClientTransaction, Protocol):
    def to_send(self) -> tuple[str, ...]: ...
    def sent(self, number: str, *, at: datetime) -> None: ...
    def company(self, service: str = "quickbooks") -> Company | None: ...
    def links(self, realm: str) -> dict[str, AccountLink]: ...
    def documents(self, realm: str, *, entry: str = "") -> tuple[RemoteDocument, ...]: ...
    def save_document(self, document: RemoteDocument) -> None: ...


class SyncStore(Protocol):
    def client(self, client: str) -> AbstractContextManager[SyncTransaction]: ...


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a document whose fate is unknown is left alone before it is looked up, and how often it is sent in one run."""

    sleep: Callable[[float], None]
    settle_seconds: float = 5
    attempts: int = 3


@dataclass(frozen=True, slots=True)
class Synced:
    entry: str
    document: str
    remote_id: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """An entry that is not in QuickBooks yet. `reason` is a HeldReason, or 'refused', 'unknown' or an error's code."""

    entry: str
    reason: str
    says: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class SyncReceipt:
    synced: tuple[Synced, ...] = ()
    held: tuple[Unsent, ...] = ()
    failed: tuple[Unsent, ...] = ()


def sync(
    store: SyncStore, client: str, remote: RemoteBooks, *, by: str, now: Callable[[], datetime], patience: Patience
) -> SyncReceipt:
    """Sends every posted entry that is not in the company yet, oldest first. Nothing is asked of it where there is none.

    What stops one entry holds or fails that one alone; a service that cannot be used ends the run, and the rest wait.
    Errors: NotAllowed, RefusedByBooks where the client is not connected, OutsideServiceFailed where not even a start was made.
    """
    with store.client(client) as transaction:
        allow(by, transaction.role_of(by), Action.SYNC)
        company, books, numbers = transaction.company(), transaction.books(), transaction.to_send()
        if company is None or company.realm != remote.realm:
            raise RefusedByBooks(f"{client} is not connected to this company.", "Connect it: writeoff qbo connect")
        links = transaction.links(company.realm)
    entries = [entry for entry in books.history.entries if entry.number in set(numbers)]
    if not entries:
        return SyncReceipt()
    records = remote.records(parties_of(entries, books))
    if records.currency != books.currency:
        says = f"The company keeps its books in {records.currency}, and {client} in {books.currency}."
        raise RefusedByBooks(says, "Connect a company of the same currency: writeoff qbo connect", code="foreign_currency")
    basis = Basis(books, remote.realm, records, links, frozenset(numbers))
    return _Run(store, client, remote, by, now, patience).over(entries, basis)


def parties_of(entries: Sequence[PostedEntry], books: ClientBooks) -> tuple[Party, ...]:
    found = (party_of(line, books) for entry in entries for line in entry.lines)
    return tuple(dict.fromkeys(party for party in found if party is not None and party[1]))


@dataclass(frozen=True, slots=True)
class _Run:
    store: SyncStore
    client: str
    remote: RemoteBooks
    by: str
    now: Callable[[], datetime]
    patience: Patience

    def over(self, entries: Sequence[PostedEntry], basis: Basis) -> SyncReceipt:
        synced: list[Synced] = []
        kept_back: list[Unsent] = []
        not_sent: list[Unsent] = []
        stopped: OutsideServiceFailed | None = None
        for entry in entries:
            if stopped is not None:
                not_sent.append(Unsent(entry.number, stopped.code, stopped.says, stopped.remedy))
                continue
            try:
                done = self._entry(entry, basis)
            except OutsideServiceFailed as error:
                stopped = error
                not_sent.append(Unsent(entry.number, error.code, error.says, error.remedy))
                continue
            if isinstance(done, Hold):
                kept_back.append(Unsent(entry.number, done.reason.value, done.says, done.remedy))
            elif done.state is DocumentState.DONE:
                synced.append(Synced(entry.number, done.number, done.remote_id))
                basis = replace(basis, waiting=basis.waiting - {entry.number})
            else:
                reason = "unknown" if done.state is DocumentState.UNKNOWN else "refused"
                not_sent.append(Unsent(entry.number, reason, done.says))
        return SyncReceipt(tuple(synced), tuple(kept_back), tuple(not_sent))

    def _entry(self, entry: PostedEntry, basis: Basis) -> RemoteDocument | Hold:
        with self.store.client(self.client) as transaction:
            known = next(iter(transaction.documents(self.remote.realm, entry=entry.number)), None)
        if known is not None and known.attempts and known.state is not DocumentState.DONE:
            self._let_settle(known)
            if found := self.remote.find(known.number):
                return self._save(settled(known, found, at=self.now()))
        made = document_of(entry, known, basis, at=self.now())
        if isinstance(made, Hold):
            self._save(held(entry, made, known, basis, at=self.now()))
            return made
        return self._deliver(self._save(made))

    def _deliver(self, document: RemoteDocument) -> RemoteDocument:
        """Sends, and looks the document up where the answer leaves it open, so often; one that is done is left as it is."""
        for _ in range(self.patience.attempts):
            before = document.state
            document = self._save(self._as(document, DocumentState.SENT, attempts=document.attempts + 1))
            if document.state is DocumentState.DONE:  # another sync was faster
                return document
            try:
                answer = self.remote.send(document)
            except OutsideServiceFailed as error:
                self._save(self._as(document, before, says=f"{error.says} {error.remedy}"))
                raise
            document = self._after(document, answer)
            if document.state is not DocumentState.UNKNOWN:
                return document
        return document

    def _after(self, document: RemoteDocument, answer: Answer) -> RemoteDocument:
        match answer:
            case Kept(entry):
                return self._save(settled(document, (entry,), at=self.now()))
            case Refused(says):
                return self._save(failed(document, says, at=self.now()))
            case Taken(remote_id):
                document = self._save(self._as(document, DocumentState.UNKNOWN, says=f"Its number is that of Id {remote_id}."))
                return self._save(settled(document, (self.remote.read(remote_id),), at=self.now()))
            case Unclear(says):
                remedy = "Sync again: it is looked up before it is sent again."
                document = self._save(self._as(document, DocumentState.UNKNOWN, says=f"{says} {remedy}"))
        self._let_settle(document)
        found = self.remote.find(document.number)
        return self._save(settled(document, found, at=self.now())) if found else document

    def _let_settle(self, document: RemoteDocument) -> None:
        """Leaves the company time to finish what it may still be doing with the document."""
        since = (self.now() - document.changed_at).total_seconds()
        left = self.patience.settle_seconds - since
        if left > 0 and document.state in (DocumentState.SENT, DocumentState.UNKNOWN):
            self.patience.sleep(left)

    def _as(self, document: RemoteDocument, state: DocumentState, *, says: str = "", attempts: int = 0) -> RemoteDocument:
        return replace(document, state=state, says=says, attempts=attempts or document.attempts, changed_at=self.now())

    def _save(self, document: RemoteDocument) -> RemoteDocument:
        """Stores how far the document has come; one that is done leaves the outbox, and the trail says so, once."""
        with self.store.client(self.client) as transaction:
            known = next(iter(transaction.documents(document.realm, entry=document.entry)), None)
            if known is not None and known.state is DocumentState.DONE:
                return known
            transaction.save_document(document)
            if document.state is DocumentState.DONE:
                transaction.sent(document.entry, at=self.now())
                detail = {"realm": document.realm, "document": document.number, "remote_id": document.remote_id}
                transaction.record(at=self.now(), who=self.by, what="entry.synced", subject=document.entry, detail=detail)
        return document
