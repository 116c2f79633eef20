"""What the way out asks of the company that entries go to, of what keeps the queue, and of what has workers go to it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Event
from typing import Protocol

from assistant.books.record import Movement, Record
from assistant.books.remote import RemoteDocument
from assistant.errors import OutsideServiceFailed

# ── The company ──────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Kept:
    """QuickBooks keeps the document as this record."""

    record: Record


@dataclass(frozen=True, slots=True)
class Taken:
    """The document's number belongs to the record of this Id already."""

    id: str


NOT_ENTITLED = "not_entitled"  # the company's plan or country has no such document: tracked goods become a task to type there
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Refused:
    """QuickBooks says no for certain: nothing was kept. `reason` is a stable word (a HeldReason where something of ours or a
    person's can mend it, NOT_ENTITLED, else REFUSED); `says` and `remedy` are for a bookkeeper."""

    reason: str
    says: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody knows whether the document was kept: no answer came, or none that can be read."""

    says: str


Answer = Kept | Taken | Refused | Unclear


class NotTold(OutsideServiceFailed):
    """The company's plan lets nobody ask for documents of a kind (any more): whether one is there cannot be known."""

    code = "quickbooks_not_told"


class RemoteBooks(Protocol):
    """The company that entries go to. Every method raises OutsideServiceFailed where it could not do its part for certain:
    nothing was sent, the service asks to wait, or the connection is no longer good."""

    @property
    def realm(self) -> str: ...
    def send(self, document: RemoteDocument) -> Answer:
        """Posts the document's body as it stands, under its request id."""
        ...

    def find(self, kind: str, number: str) -> tuple[Record, ...]:
        """The documents of this kind that bear this number. NotTold where the company's plan has no such kind."""
        ...

    def read(self, kind: str, remote_id: str) -> Record | None:
        """The document of this Id; None where it is deleted. NotTold where the company's plan has no such kind."""
        ...

    def movements(self, items: Sequence[str], since: date, until: date) -> tuple[Movement, ...]:
        """What moved these items (Ids; all where empty) from day to day, each at QuickBooks' own cost."""
        ...

    def documents(self, kinds: Sequence[str], since: date, until: date) -> tuple[Record, ...]:
        """All documents of these kinds dated from day to day, whoever made them."""
        ...

    def delete(self, kind: str, remote_id: str, sync_token: str, request_id: str) -> bool:
        """Whether it is gone: deleted now or before. False where it has changed since it had this token."""
        ...

    def update(self, document: RemoteDocument, sync_token: str, request_id: str) -> Answer:
        """Makes the document of `remote_id` there as its body says again, where it still has this token."""
        ...

    def attach(self, document: RemoteDocument, name: str, content_type: str, content: bytes) -> str:
        """Uploads a file to a document that is there; its Id."""
        ...

    def attached(self, document: RemoteDocument) -> Mapping[str, str]:
        """The files at the document: name to Id."""
        ...


# ── The queue ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Claim:
    """A client's queue in one worker's hands until `until`; `entries` are the numbers that are due, oldest first."""

    client: str
    worker: str
    until: datetime
    entries: tuple[str, ...]


class Outbox(Protocol):
    """Posted entries that wait to be worked on. Each is put in by the transaction that posts it, leaves when it needs nothing
    more, and is worked by one worker at a time: a worker that dies loses its claim when that ends. Clients are independent."""

    def claim(self, client: str, *, worker: str, now: datetime, lasting: timedelta) -> Claim | None:
        """The client's queue, where another holds it no longer; one's own claim is renewed. None while another works it."""
        ...

    def release(self, claim: Claim) -> None: ...
    def later(self, claim: Claim, entry: str, *, due: datetime) -> None:
        """Nothing is to be done with the entry before then."""
        ...

    def done(self, claim: Claim, entry: str, *, at: datetime) -> None: ...
    def waiting(self, client: str) -> tuple[str, ...]:
        """All that has not left, due or not, oldest first."""
        ...

    def due(self, clients: Collection[str], *, worker: str, now: datetime) -> tuple[str, ...]:
        """Those of the clients of which something is due, and that no other worker holds."""
        ...


class Calls(Protocol):
    """Who has workers go to the clients that are due. Every client that is due is gone to by some worker, and by one at a time;
    what a worker had in hand that died, another takes up."""

    def until(self, end: Event) -> None:
        """Calls this process's hands until `end` is set, and returns once they have finished what they had begun."""
        ...
