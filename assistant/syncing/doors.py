"""What the way out asks of whatever keeps the books, and of those who look and pull for it."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.entry import PostedEntry
from assistant.books.evidence import Attachment, EvidenceFile
from assistant.books.found import FoundThere
from assistant.books.plan import KeptPlan, Plan
from assistant.books.remote import Company, DocumentState, RemoteDocument
from assistant.books.snapshot import Snapshot
from assistant.store import ClientTransaction


class SyncTransaction(ClientTransaction, Protocol):
    def company(self, service: str = "quickbooks") -> Company | None: ...
    def connected(self) -> Connected | None: ...
    def books_about(self, numbers: Collection[str]) -> ClientBooks:
        """The books as they stand, of the journal these entries alone, with what they reverse and what reverses them."""
        ...

    def save_snapshot(self, realm: str, snapshot: Snapshot, *, unknown_from: str) -> None: ...
    def entry(self, number: str) -> PostedEntry: ...
    def plan_of(self, realm: str, entry: str) -> KeptPlan | None: ...
    def save_plan(self, kept: KeptPlan) -> None: ...
    def documents(
        self, realm: str, *, entry: str = "", states: frozenset[DocumentState] = frozenset()
    ) -> tuple[RemoteDocument, ...]: ...
    def save_document(self, document: RemoteDocument) -> None: ...
    def drop_document(self, document: RemoteDocument) -> None: ...
    def sent(self, number: str, *, at: datetime) -> None: ...
    def send_again(self, number: str) -> None: ...
    def found(self, realm: str, subject: str = "") -> tuple[FoundThere, ...]: ...
    def evidence(self, subject: str) -> tuple[EvidenceFile, ...]: ...
    def evidence_content(self, digest: str) -> bytes: ...
    def attachments(self, realm: str, entry: str) -> tuple[Attachment, ...]: ...
    def save_attachment(self, attachment: Attachment) -> None: ...


class SyncStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[SyncTransaction]: ...


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. A document without a clear answer is looked up `settle_seconds` after it was sent, and sent again only once
    QuickBooks has given up whatever it may still be doing with it (`server_seconds`; it says 120), at most `attempts` times a
    run. A cost that is not booked yet is asked for again after each of `cost_seconds`. A client's queue is claimed for
    `claim_seconds` at a time. `lanes` is how many documents are under way at once, each `working` while it is."""

    sleep: Callable[[float], None]
    settle_seconds: float = 5
    server_seconds: float = 120
    attempts: int = 3
    cost_seconds: tuple[float, ...] = (2, 5, 15)
    claim_seconds: float = 60
    lanes: int = 1
    chunk: int = 250
    working: Callable[[], AbstractContextManager[object]] = nullcontext

    @property
    def longest_seconds(self) -> float:
        """What a run waits for at one time, at most."""
        return max(self.settle_seconds, self.server_seconds, *self.cost_seconds)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a run's entries are worked through, and the one that was last."""

    settled: int
    of: int
    entry: str = ""


def nothing_found(entry: PostedEntry, plan: Plan) -> tuple[FoundThere, ...]:
    """Where nobody looks."""
    return ()


@dataclass(frozen=True, slots=True)
class Helpers:
    """What others do for a run: `look` for documents there that may be of the same loss as an entry, before its first send; it
    keeps them, and tells all that were found so far. `freshen` the company's snapshot where it is older than a day. Both raise
    OutsideServiceFailed where the company cannot be asked. `go_on` is asked before each entry and after each wait, and raises
    ToldToStop where the run is to go no further."""

    look: Callable[[PostedEntry, Plan], Iterable[FoundThere]] = nothing_found
    freshen: Callable[[], None] = lambda: None
    progress: Callable[[Progress], None] = lambda progress: None
    waits: Callable[[int, float], None] = lambda entries, seconds: None  # so many entries, for so long
    go_on: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Shift:
    """Whose entries a worker sends where, in whose name and by which clock."""

    store: SyncStore
    client: str
    realm: str
    by: str
    now: Callable[[], datetime]
