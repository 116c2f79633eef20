"""What an outside company is to keep of the books: the company, the accounts it knows them by, and a document for each entry."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class DocumentState(StrEnum):
    QUEUED = "queued"  # stored, not sent yet
    SENT = "sent"  # on its way: written before the first byte leaves
    UNKNOWN = "unknown"  # sent, and no answer that tells: looked up before it is sent again
    DONE = "done"
    HELD = "held"  # waits for something of ours; `held_reason` says what
    FAILED = "failed"  # refused: `says` tells what to do


@dataclass(frozen=True, slots=True)
class Company:
    """The company that a client's entries go to. `tokens` is sealed text of the adapter's own; it is never shown."""

    service: str  # 'quickbooks'
    realm: str
    address: str
    name: str
    tokens: str = field(repr=False)
    connected_by: str
    connected_at: datetime


@dataclass(frozen=True, slots=True)
class AccountLink:
    """The Id and name that an account of the chart (by key) has in the company."""

    account: str
    remote_id: str
    remote_name: str


@dataclass(frozen=True, slots=True)
class RemoteDocument:
    """Part (from 1) of an entry as a document of the company. Request id, number and body stay as first stored, so that what is
    sent again is the same to the byte."""

    realm: str
    entry: str  # our number
    part: int
    kind: str  # 'JournalEntry'
    request_id: str
    number: str  # the document's own
    body: str
    state: DocumentState
    changed_at: datetime
    remote_id: str = ""
    sync_token: str = ""
    held_reason: str = ""
    says: str = ""
    attempts: int = 0
