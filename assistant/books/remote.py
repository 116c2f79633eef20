"""What an outside company is to keep of the books: the company, and a document for each part of an entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.books.money import Money


class Environment(StrEnum):
    """Which QuickBooks: a company that stands in for one, Intuit's sandbox, or the real thing."""

    PRACTICE = "practice"
    SANDBOX = "sandbox"
    PRODUCTION = "production"


class ConnectionState(StrEnum):
    CONNECTED = "connected"
    RECONNECT = "reconnect"  # no longer accepted: only a person's consent mends it; what waits keeps waiting


class DocumentState(StrEnum):
    QUEUED = "queued"  # stored, not sent yet
    SENT = "sent"  # on its way: written before the first byte leaves
    UNKNOWN = "unknown"  # sent, and no answer that tells: looked up before it is sent again
    DONE = "done"  # there as it was sent, and its cost, where QuickBooks works it out, read back
    UNCOSTED = "uncosted"  # there; QuickBooks' own cost of it is still to be read back
    HELD = "held"  # waits for something of ours; `held_reason` says what
    FAILED = "failed"  # refused: `says` tells what to do
    AWAITING_MANUAL = "awaiting_manual"  # a person types it there; a pull that sees it closes it
    THEIRS = "theirs"  # a document that somebody made there stands for it: nothing is sent
    CHANGED = "changed"  # somebody edited it there since; waits for a disposition
    DELETED = "deleted"  # somebody deleted it there since; waits for a disposition


THERE = frozenset({DocumentState.DONE, DocumentState.UNCOSTED, DocumentState.THEIRS})
"""The company has it, as far as we know."""


class DocumentKind(StrEnum):
    """QuickBooks' names of what we send; `TASK` is typed there by a person."""

    JOURNAL_ENTRY = "JournalEntry"
    INVENTORY_ADJUSTMENT = "InventoryAdjustment"
    VENDOR_CREDIT = "VendorCredit"
    TASK = "Task"


@dataclass(frozen=True, slots=True)
class Lifetime:
    """Until when a connection is good: its access token; all of it, unless that is renewed before; all of it in any case."""

    access_until: datetime
    refresh_until: datetime
    hard_until: datetime

    @property
    def ends_at(self) -> datetime:
        """When a person must consent again, if nothing is asked of the company until then."""
        return min(self.refresh_until, self.hard_until)


@dataclass(frozen=True, slots=True)
class Company:
    """The company that a client's entries go to. `tokens` is sealed text of the adapter's own; it is never shown.

    `says` tells why it must be connected again, where it must.
    """

    service: str  # 'quickbooks'
    realm: str
    environment: Environment
    name: str
    tokens: str = field(repr=False)
    connected_by: str
    connected_at: datetime
    lifetime: Lifetime
    state: ConnectionState = ConnectionState.CONNECTED
    says: str = ""


class LinkKind(StrEnum):
    ACCOUNT = "account"
    ITEM = "item"
    VENDOR = "vendor"
    CUSTOMER = "customer"
    CLASS = "class"
    LOCATION = "location"  # a place of ours to a Department there


@dataclass(frozen=True, slots=True)
class Link:
    """Which row of the company (by Id) is which of ours (by key or name). A person confirms each once: until then nothing goes
    out by it. `remote_name` is what it was called there when the person saw it. One without `remote_id`: the person said that
    ours has no counterpart there."""

    kind: LinkKind
    ours: str
    remote_id: str
    remote_name: str
    confirmed_by: str = ""
    confirmed_at: datetime | None = None

    @property
    def confirmed(self) -> bool:
        return bool(self.confirmed_by)


NAMES = frozenset({LinkKind.VENDOR, LinkKind.CUSTOMER, LinkKind.CLASS})
"""What texts name, each in its writer's own spelling; the others are keys."""


def _called(kind: LinkKind, ours: str) -> str:
    return " ".join(ours.casefold().split()) if kind in NAMES else ours


@dataclass(frozen=True, slots=True)
class Links:
    """All links of a client to one company. Names of people and classes are the same in whatever case, however spaced."""

    links: tuple[Link, ...] = ()
    _by_ours: Mapping[tuple[LinkKind, str], Link] = field(init=False, repr=False, compare=False)
    _by_id: Mapping[tuple[LinkKind, str], Link] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_ours", {(link.kind, _called(link.kind, link.ours)): link for link in self.links})
        object.__setattr__(self, "_by_id", {(link.kind, link.remote_id): link for link in self.links})

    def of(self, kind: LinkKind, ours: str) -> Link | None:
        link = self._by_ours.get((kind, _called(kind, ours)))
        return link if link is not None and link.remote_id else None

    def to(self, kind: LinkKind, remote_id: str) -> Link | None:
        """The link that leads to this row of the company."""
        return self._by_id.get((kind, remote_id))


@dataclass(frozen=True, slots=True)
class RemoteDocument:
    """Part (from 1) of an entry as a document of the company. Request id, number and body stay as first stored, so that what is
    sent again is the same to the byte.

    `cost` is what QuickBooks says its goods cost, once read back (positive left its inventory), at `cost_read_at`.
    """

    realm: str
    entry: str  # our number
    part: int
    kind: str  # a DocumentKind
    request_id: str
    number: str  # the document's own: our entry's number, -A or -B, and a mark
    body: str
    state: DocumentState
    changed_at: datetime
    remote_id: str = ""
    sync_token: str = ""
    held_reason: str = ""
    says: str = ""
    attempts: int = 0
    cost: Money | None = None
    cost_read_at: datetime | None = None
