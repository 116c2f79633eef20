"""Files that show what happened: kept once by their SHA-256, joined to drafts and entries, attached to what QuickBooks holds."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime


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
    """`digest` is the SHA-256 of its content in hex, `size` in bytes. `subject` is the draft (or entry) it was given for."""

    digest: str
    name: str
    content_type: str
    size: int
    subject: str
    added_by: str
    added_at: datetime


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
