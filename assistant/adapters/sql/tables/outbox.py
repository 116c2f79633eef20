"""What is to go out: an outbox row written with each entry, and the documents made of it, kept before they are first sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, document, whole
from assistant.adapters.sql.types import Instant

NOT_DONE = text("done_at IS NULL")


class OutboxRow(ClientRow, table=True):
    """A message that must leave because an entry was posted; `done_at` is set once it needs nothing more. Nothing is to be done
    with it before `due_at`; at once where that is empty."""

    __tablename__ = "outbox"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "seq"], ["entries.client_id", "entries.seq"]),
        Index(None, "client_id", "topic", "seq", sqlite_where=NOT_DONE, postgresql_where=NOT_DONE),
    )

    topic: str = Field(primary_key=True)
    seq: int = whole(primary_key=True)
    written_at: datetime | None = Field(sa_type=Instant)
    done_at: datetime | None = Field(sa_type=Instant)
    due_at: datetime | None = Field(sa_type=Instant)


class OutboxClaimRow(ClientRow, table=True):
    """The worker in whose hands the client's messages are, until then: it loses them afterwards, dead or alive."""

    __tablename__ = "outbox_claims"

    topic: str = Field(primary_key=True)
    worker: str
    until: datetime = Field(sa_type=Instant)


class RemoteDocumentRow(ClientRow, table=True):
    """A document that stands for (part of) an entry at an outside company: request id, number and body as first stored, so that a
    repeat sends the same; where it has come; the Id it was given; and what QuickBooks says its goods cost."""

    __tablename__ = "remote_documents"
    __table_args__ = (
        UniqueConstraint("client_id", "realm", "request_id"),
        ForeignKeyConstraint(["client_id", "entry"], ["entries.client_id", "entries.number"]),
        CheckConstraint(
            "state IN ('queued', 'sent', 'unknown', 'done', 'uncosted', 'held', 'failed', 'awaiting_manual', 'theirs',"
            " 'changed', 'deleted')",
            "state",
        ),
        CheckConstraint("part > 0", "part"),
        Index(None, "client_id", "state"),
    )

    realm: str = Field(primary_key=True)
    entry: str = Field(primary_key=True)
    part: int = Field(primary_key=True)
    kind: str
    request_id: str
    number: str
    body: str = document()
    state: str
    remote_id: str
    sync_token: str
    held_reason: str
    says: str
    attempts: int
    changed_at: datetime = Field(sa_type=Instant)
    cost_minor: int | None = whole()
    cost_read_at: datetime | None = Field(sa_type=Instant)
