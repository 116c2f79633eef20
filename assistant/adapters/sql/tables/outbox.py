"""What is to go out: an outbox row written with each entry, and the documents made of it, kept before they are first sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, document, whole
from assistant.adapters.sql.types import Instant

NOT_DONE = text("done_at IS NULL")


class OutboxRow(ClientRow, table=True):
    """A message that must leave because an entry was posted; `done_at` is set once it needs nothing more."""

    __tablename__ = "outbox"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "seq"], ["entries.client_id", "entries.seq"]),
        Index(None, "client_id", "topic", "seq", sqlite_where=NOT_DONE, postgresql_where=NOT_DONE),
    )

    topic: str = Field(primary_key=True)
    seq: int = whole(primary_key=True)
    written_at: datetime | None = Field(sa_type=Instant)
    done_at: datetime | None = Field(sa_type=Instant)


class RemoteDocumentRow(ClientRow, table=True):
    """A document that stands for (part of) an entry at an outside company: request id, number and body as first stored, so that a
    repeat sends the same; where it has come; and the Id it was given."""

    __tablename__ = "remote_documents"
    __table_args__ = (
        UniqueConstraint("client_id", "realm", "request_id"),
        ForeignKeyConstraint(["client_id", "entry"], ["entries.client_id", "entries.number"]),
        CheckConstraint("state IN ('queued', 'sent', 'unknown', 'done', 'held', 'failed')", "state"),
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
