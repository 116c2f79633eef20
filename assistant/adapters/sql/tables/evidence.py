"""Files that show what happened: each content once by its SHA-256, and what it was given for. Never changed, never deleted."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, whole
from assistant.adapters.sql.types import Instant


class ContentRow(ClientRow, table=True):
    """What a file holds; `digest` is its SHA-256 in hex."""

    __tablename__ = "evidence_contents"
    __table_args__ = (CheckConstraint("length(digest) = 64", "digest"),)

    digest: str = Field(primary_key=True)
    content: bytes


class EvidenceRow(ClientRow, table=True):
    """A file given for a draft or an entry, under the name it came by; `n` counts from 1 in its subject."""

    __tablename__ = "evidence"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "digest"], ["evidence_contents.client_id", "evidence_contents.digest"]),
        CheckConstraint("size_bytes > 0", "holds_something"),
    )

    subject: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    n: int
    name: str
    content_type: str
    size_bytes: int = whole()
    added_by: str
    added_at: datetime = Field(sa_type=Instant)


class ShowsRow(ClientRow, table=True):
    """What somebody said that a file shows: EvidenceKinds, a space between. A file's last row holds; none is ever changed."""

    __tablename__ = "evidence_shows"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "subject", "digest"], ["evidence.client_id", "evidence.subject", "evidence.digest"]),
    )

    subject: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    shows: str
    said_by: str
    said_at: datetime = Field(sa_type=Instant)


class WaiverRow(ClientRow, table=True):
    """Evidence that an owner does without for one draft, up to that amount: which need of it, and why. Never changed."""

    __tablename__ = "evidence_waivers"

    subject: str = Field(primary_key=True)
    need: str = Field(primary_key=True)
    up_to_minor: int = whole(primary_key=True)
    because: str
    said_by: str
    said_at: datetime = Field(sa_type=Instant)
