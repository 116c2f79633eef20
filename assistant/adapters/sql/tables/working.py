"""What processes that serve one client tell one another: the work that is done for somebody who waits, and the company's pace."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, document, whole
from assistant.adapters.sql.types import Instant

AT_WORK = text("ended_at IS NULL")


class RunRow(ClientRow, table=True):
    """The last run of its kind, at work or ended; of each client one is at work. Its process says that it lives before
    `held_until`; `result` is what it came to, as JSON, and `code`, `error`, `remedy` what stopped it."""

    __tablename__ = "runs"
    __table_args__ = (
        UniqueConstraint("client_id", "number"),
        CheckConstraint("settled >= 0 AND out_of >= 0", "progress"),
        Index("ix_runs_at_work", "client_id", unique=True, sqlite_where=AT_WORK, postgresql_where=AT_WORK),
    )

    what: str = Field(primary_key=True)
    number: int = whole()
    begun_by: str
    began_at: datetime = Field(sa_type=Instant)
    held_until: datetime = Field(sa_type=Instant)
    says: str
    settled: int = whole()
    out_of: int = whole()
    ended_at: datetime | None = Field(sa_type=Instant)
    result: str = document()
    code: str
    error: str
    remedy: str


class CompanyPaceRow(ClientRow, table=True):
    """When the last requests to the client's company left, or will (`requests`, `batches`: milliseconds since 1970, each but the
    first as what it is later than the one before), and until when the company asked to be left alone."""

    __tablename__ = "company_paces"

    environment: str = Field(primary_key=True)
    realm: str = Field(primary_key=True)
    requests: str = document()
    batches: str = document()
    closed_until: int = whole()
