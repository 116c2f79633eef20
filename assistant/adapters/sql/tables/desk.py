"""What the review desk keeps for one client beside the books: lists that are being drafted, where people left off, and answers
given to requests that may come again. None of it is part of the books."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, document
from assistant.adapters.sql.types import Instant


class BatchRow(ClientRow, table=True):
    """Texts that somebody gave to be drafted one after another (`document`, a Batch). One process at a time drafts them, and
    holds the lease while it does; what is drafted already is known by the texts' batch and place."""

    __tablename__ = "batches"

    id: str = Field(primary_key=True)
    document: str = document()
    given_by: str
    given_at: datetime = Field(sa_type=Instant)
    today: date
    finished_at: datetime | None = Field(sa_type=Instant)
    lease_holder: str
    lease_until: datetime | None = Field(sa_type=Instant)


class RestingRow(ClientRow, table=True):
    """The draft that a person looked at last in these books."""

    __tablename__ = "resting"

    person: str = Field(primary_key=True)
    draft_id: str
    at: datetime = Field(sa_type=Instant)


class AnswerRow(ClientRow, table=True):
    """What a request of the API was answered, by the key its sender gave it: sent again, it gets the same answer."""

    __tablename__ = "answers"
    __table_args__ = (CheckConstraint("length(fingerprint) = 64", "fingerprint"),)

    person: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    fingerprint: str  # SHA-256 of the request: another request under the same key is refused
    status: int  # 0 while the first is still at work
    body: str = document()
    at: datetime = Field(sa_type=Instant)
