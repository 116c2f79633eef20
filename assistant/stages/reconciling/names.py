"""What may differ between our books and QuickBooks: each difference has a name, a cause in a sentence and an offered mend."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Name(StrEnum):
    # documents
    WAITING = "waiting"  # posted here, not sent yet
    HELD = "held"
    REFUSED = "refused"
    NUMBER_TAKEN = "number_taken"  # its number is that of another document there
    UNKNOWN = "unknown"  # sent, and nobody knows what became of it
    AWAITING_MANUAL = "awaiting_manual"  # a person is to type it there
    COST_NOT_READ = "cost_not_read"
    VARIANCE_OPEN = "variance_open"  # QuickBooks' own cost differs by more than is taken over unasked
    DELETED = "deleted"
    EDITED = "edited"
    DUPLICATE = "duplicate"  # two documents there bear one number of ours
    ORPHAN = "orphan"  # bears a number such as ours, and nothing here knows it
    THEIRS_GONE = "theirs_gone"  # what stood for an entry is there no more
    THEIRS_LEFT = "theirs_left"  # a person said that theirs is a mistake, and it is still there
    FILE_MISSING = "file_missing"  # evidence that is not attached yet
    # stock and accounts
    QUANTITY = "quantity"
    VALUE = "value"
    BALANCE = "balance"
    VALUATION = "valuation"  # QuickBooks' own balance sheet and valuation disagree
    NOT_LINKED = "not_linked"


@dataclass(frozen=True, slots=True)
class Difference:
    """`subject` is what it is about: an entry's number, an item's key, an account's label. `mend` is a command, or what a person
    does in QuickBooks."""

    name: Name
    subject: str
    says: str
    mend: str
    document: str = ""  # the document's number there


@dataclass(frozen=True, slots=True)
class Listed:
    """What is no difference and is told each time: an owner's override, a balance that waits for a task."""

    subject: str
    says: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How many were compared, by the company as of `pulled_at`, and what differs."""

    pulled_at: datetime
    entries: int
    documents: int
    items: int
    accounts: int
    differences: tuple[Difference, ...] = ()
    listed: tuple[Listed, ...] = ()

    @property
    def clean(self) -> bool:
        return not self.differences
