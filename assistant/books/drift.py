"""What somebody did in QuickBooks to a document of ours, and what a person decided about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Done(StrEnum):
    EDITED = "edited"
    DELETED = "deleted"


class Disposition(StrEnum):
    OPEN = "open"
    ACCEPT = "accept"  # theirs is right: our books follow, by an entry that is drafted for approval
    RESTORE = "restore"  # ours is right: it is made there again as it was
    REVERSE = "reverse"  # neither: ours is reversed here, and what is left there goes too


@dataclass(frozen=True, slots=True)
class Drift:
    """Part `part` of entry `entry` as seen at `seen_at`: `says` tells the difference in a sentence, `there` is the document as
    QuickBooks then held it (its JSON; empty where it was deleted)."""

    realm: str
    entry: str
    part: int
    done: Done
    says: str
    there: str
    seen_at: datetime
    disposition: Disposition = Disposition.OPEN
    by: str = ""
    settled_at: datetime | None = None
