"""Files that show what happened: kept once by their SHA-256, joined to drafts and entries, attached to what QuickBooks holds."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from assistant.books.money import Money
from assistant.books.reasons import Reason


class EvidenceKind(StrEnum):
    """What a file shows."""

    POLICE_REPORT = "police_report"
    INCIDENT_NOTE = "incident_note"
    PHOTO = "photo"
    DAMAGE_REPORT = "damage_report"
    COUNT_SHEET = "count_sheet"
    DESTRUCTION_RECORD = "destruction_record"
    NOTICE = "notice"  # of a recall or a prohibition
    NRV_SUPPORT = "nrv_support"  # why it will bring no more: a price list, an offer, sales since
    CREDIT_NOTE = "credit_note"
    INSURER_LETTER = "insurer_letter"


RECOVERY = "recovery"  # the need that a part borne by an insurer brings, beside the reason's own
COUNT = "count"  # the need of a count, whatever its reason
OF_RECOVERY = (EvidenceKind.INSURER_LETTER,)
OF_COUNT = (EvidenceKind.COUNT_SHEET,)
BY_REASON: Mapping[Reason, tuple[EvidenceKind, ...]] = {
    Reason.STOLEN: (EvidenceKind.POLICE_REPORT, EvidenceKind.INCIDENT_NOTE),
    Reason.DAMAGED: (EvidenceKind.PHOTO, EvidenceKind.DAMAGE_REPORT),
    Reason.LOST: (EvidenceKind.COUNT_SHEET,),
    Reason.EXPIRED: (EvidenceKind.DESTRUCTION_RECORD, EvidenceKind.NOTICE),
    Reason.PROHIBITED: (EvidenceKind.DESTRUCTION_RECORD, EvidenceKind.NOTICE),
    Reason.OBSOLETE: (EvidenceKind.NRV_SUPPORT,),
    Reason.SUPPLIER_ERROR: (EvidenceKind.CREDIT_NOTE,),
}


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as somebody hands it in; `name` is without its folder."""

    name: str
    content_type: str
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 in hex."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """`digest` is the SHA-256 of its content in hex, `size` in bytes. `subject` is the draft (or entry) it was given for. `shows`
    is what was last said of it: a paper may show several things. While nobody said, it counts for nothing that a policy wants."""

    digest: str
    name: str
    content_type: str
    size: int
    subject: str
    added_by: str
    added_at: datetime
    shows: tuple[EvidenceKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """What one draft is to be shown by: any file of one of `kinds`. `name` is the reason, RECOVERY or COUNT."""

    name: str
    kinds: tuple[EvidenceKind, ...]


@dataclass(frozen=True, slots=True)
class Waiver:
    """An owner does without what `need` (a Need's name) wants of one draft, whose entry comes to `up_to` (its debits) at most:
    one that is revised to more needs it again."""

    need: str
    because: str
    up_to: Money
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file at part `part` of an entry's documents. Stored before the upload; `remote_id` stays empty until it is known to be
    there."""

    realm: str
    entry: str
    part: int
    digest: str
    name: str  # as it is called there: it bears the digest's beginning, so that it can be looked up
    attempts: int
    remote_id: str = ""
    says: str = ""
