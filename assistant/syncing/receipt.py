"""What a run came to, entry by entry."""

from dataclasses import dataclass

from assistant.books.money import Money


@dataclass(frozen=True, slots=True)
class DocumentThere:
    """A document of an entry that QuickBooks keeps. `estimate` is what our books carry its goods at and `cost` what QuickBooks
    says they cost, both positive where they left; None where it moves no goods, or its cost is not read back yet."""

    part: int
    kind: str  # a DocumentKind
    number: str
    remote_id: str
    estimate: Money | None = None
    cost: Money | None = None

    @property
    def difference(self) -> Money | None:
        """QuickBooks' cost less ours."""
        return None if self.estimate is None or self.cost is None else self.cost - self.estimate


@dataclass(frozen=True, slots=True)
class Synced:
    """An entry that needs nothing more. `variances` are the entries that took QuickBooks' cost into our books; `because` says why
    nothing is there of an entry that has no documents."""

    entry: str
    documents: tuple[DocumentThere, ...] = ()
    variances: tuple[str, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Unsent:
    """An entry that is not settled yet. `reason` is a HeldReason, 'refused', 'unknown', 'awaiting_manual', 'uncosted', or an
    error's code; `documents` are those of it that are there already."""

    entry: str
    reason: str
    says: str
    remedy: str = ""
    documents: tuple[DocumentThere, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncReceipt:
    """`held` waits for something of ours or for a person, `waiting` for QuickBooks or for what a person types there, `failed` was
    refused or could not be sent. `busy`: another worker has the queue, and nothing was done."""

    synced: tuple[Synced, ...] = ()
    held: tuple[Unsent, ...] = ()
    waiting: tuple[Unsent, ...] = ()
    failed: tuple[Unsent, ...] = ()
    busy: bool = False
