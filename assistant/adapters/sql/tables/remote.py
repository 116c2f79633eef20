"""What is known of a company at QuickBooks: its lists as last pulled, which row there is which here, the plan of each entry, and
what somebody did there."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, document, whole
from assistant.adapters.sql.types import Instant

OF_AN_ENTRY = (["client_id", "entry"], ["entries.client_id", "entries.number"])
OF_A_DOCUMENT = (
    ["client_id", "realm", "entry", "part"],
    ["remote_documents.client_id", "remote_documents.realm", "remote_documents.entry", "remote_documents.part"],
)
OPEN = text("disposition = 'open'")


class LinkRow(ClientRow, table=True):
    """The Id that an account, item or name of ours has in the company. `account` and `item` repeat `ours` where that is the key
    of one, so that the books have it."""

    __tablename__ = "remote_links"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "account"], ["accounts.client_id", "accounts.key"]),
        ForeignKeyConstraint(["client_id", "item"], ["items.client_id", "items.key"]),
        CheckConstraint("kind IN ('account', 'item', 'vendor', 'customer', 'class', 'location')", "kind"),
        CheckConstraint("coalesce(account, '') = CASE kind WHEN 'account' THEN ours ELSE '' END", "account"),
        CheckConstraint("coalesce(item, '') = CASE kind WHEN 'item' THEN ours ELSE '' END", "item"),
        CheckConstraint("(confirmed_by = '') = (confirmed_at IS NULL)", "confirmed"),
    )

    realm: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    ours: str = Field(primary_key=True)
    account: str | None
    item: str | None
    remote_id: str
    remote_name: str
    confirmed_by: str
    confirmed_at: datetime | None = Field(sa_type=Instant)


class SnapshotRow(ClientRow, table=True):
    """The company as it was last pulled (`document`, a Snapshot); by its SHA-256 (`digest`) it is read once. `unknown_from` is
    the number of the first entry that its figures cannot have (books/connected.py), posted or yet to be."""

    __tablename__ = "remote_snapshots"

    realm: str = Field(primary_key=True)
    pulled_at: datetime = Field(sa_type=Instant)
    digest: str
    document: str = document()
    unknown_from: str


class PlanRow(ClientRow, table=True):
    """The plan of a posted entry (`document`, a KeptPlan). It may be worked out anew; it never goes."""

    __tablename__ = "remote_plans"
    __table_args__ = (ForeignKeyConstraint(*OF_AN_ENTRY),)

    realm: str = Field(primary_key=True)
    entry: str = Field(primary_key=True)
    document: str = document()


class FoundRow(ClientRow, table=True):
    """A document there, not made by us, that may be of the same loss as `subject`, a draft or an entry; what a person said of
    it."""

    __tablename__ = "remote_found"
    __table_args__ = (CheckConstraint("verdict IN ('open', 'theirs', 'ours', 'both', 'gone')", "verdict"),)

    realm: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    remote_id: str = Field(primary_key=True)
    number: str
    on_date: date
    amount_minor: int | None = whole()
    because: str
    found_at: datetime = Field(sa_type=Instant)
    verdict: str
    said_by: str


class DriftRow(ClientRow, table=True):
    """What somebody did there to a document of ours (`document`, a Drift). Of one document, one at a time is open."""

    __tablename__ = "remote_drifts"
    __table_args__ = (
        ForeignKeyConstraint(*OF_A_DOCUMENT),
        CheckConstraint("disposition IN ('open', 'accept', 'restore', 'reverse')", "disposition"),
        Index(None, "client_id", "realm", "entry", "part", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    realm: str = Field(primary_key=True)
    entry: str = Field(primary_key=True)
    part: int = Field(primary_key=True)
    seen_at: datetime = Field(primary_key=True, sa_type=Instant)
    disposition: str
    document: str = document()


class AttachmentRow(ClientRow, table=True):
    """A file of evidence at a document: stored before it is uploaded, its Id known once it is there."""

    __tablename__ = "remote_attachments"
    __table_args__ = (
        ForeignKeyConstraint(*OF_A_DOCUMENT),
        ForeignKeyConstraint(["client_id", "digest"], ["evidence_contents.client_id", "evidence_contents.digest"]),
    )

    realm: str = Field(primary_key=True)
    entry: str = Field(primary_key=True)
    part: int = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    name: str
    attempts: int
    remote_id: str
    says: str
