"""What waits for a person: texts as typed, the drafts that came of them, and the stock that those hold back."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, document, whole
from assistant.adapters.sql.types import Instant

IN_A_BATCH = text("batch <> ''")
OPEN = text("state IN ('waiting', 'blocked', 'asked')")
# All that the queue is filtered and ordered by, of what is open: the rows themselves are large.
QUEUED_BY = ("confidence", "client_id", "n", "id", "state", "amount_minor", "drafted_at", "drafted_by", "reason", "kind", "words")
LARGEST_FIRST = text("coalesce(-amount_minor, 0)")
FOUND = ("client_id", "n", "id", "state")  # what else an order of the queue asks: whose a draft is, and under which tab


class TextRow(ClientRow, table=True):
    """A text as typed and what a reader made of it (`document`, a TextRecord). Never changed."""

    __tablename__ = "texts"
    __table_args__ = (
        UniqueConstraint("client_id", "n"),
        Index(None, "client_id", "batch", "place", unique=True, sqlite_where=IN_A_BATCH, postgresql_where=IN_A_BATCH),
    )

    id: str = Field(primary_key=True)
    n: int = whole()
    batch: str
    place: int
    document: str = document()


class DraftRow(ClientRow, table=True):
    """A draft as far as it has come (`document`, a Draft), and what a queue is filtered and ordered by."""

    __tablename__ = "drafts"
    __table_args__ = (
        UniqueConstraint("client_id", "n"),
        ForeignKeyConstraint(["client_id", "text_id"], ["texts.client_id", "texts.id"]),
        Index(None, "client_id", "state", "n"),
        Index(None, "client_id", "text_id"),
        Index("ix_drafts_open", *QUEUED_BY, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_drafts_open_by_age", "drafted_at", *FOUND, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_drafts_open_by_amount", LARGEST_FIRST, *FOUND, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_drafts_beside", "client_id", "confidence", "n", "id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: str = Field(primary_key=True)
    n: int = whole()
    text_id: str
    state: str
    version: int
    kind: str
    reason: str
    entry_date: date | None
    amount_minor: int | None = whole()  # the debits of the entry
    confidence: float  # 0 where there is no entry yet: what is least sure comes first
    drafted_by: str
    drafted_at: datetime | None = Field(sa_type=Instant)
    words: str  # what a search of the queue looks through, in small letters; empty where an earlier version stored the draft
    summary: str = document()  # a line of the queue (a QueueLine), so that a long queue is shown without reading its drafts
    drafted: str = document()  # what it would post (a Drafted), while it waits and has an entry; else empty
    document: str = document()


class DraftHandRow(ClientRow, table=True):
    """Someone who drafted or revised a draft. Where two pairs of eyes are wanted, they cannot post it. Never changed."""

    __tablename__ = "draft_hands"
    __table_args__ = (ForeignKeyConstraint(["client_id", "draft_id"], ["drafts.client_id", "drafts.id"]),)

    draft_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)


class DraftCareRow(ClientRow, table=True):
    """Who looks after a draft that waits, who said so and why, and the day until which it rests."""

    __tablename__ = "draft_care"
    __table_args__ = (ForeignKeyConstraint(["client_id", "draft_id"], ["drafts.client_id", "drafts.id"]),)

    draft_id: str = Field(primary_key=True)
    person: str  # empty: nobody
    said_by: str
    said_at: datetime = Field(sa_type=Instant)
    note: str
    snoozed_until: date | None


class DraftTypingRow(ClientRow, table=True):
    """A person's edit of a draft that they have begun and not sent: its fields, and the version it was begun on."""

    __tablename__ = "draft_typing"
    __table_args__ = (ForeignKeyConstraint(["client_id", "draft_id"], ["drafts.client_id", "drafts.id"]),)

    draft_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)
    version: int
    document: str = document()
    at: datetime = Field(sa_type=Instant)


class DraftStockRow(ClientRow, table=True):
    """Units that a waiting draft holds back from the others. A draft with a problem, a question or a decision holds none."""

    __tablename__ = "draft_stock"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "draft_id"], ["drafts.client_id", "drafts.id"]),
        CheckConstraint("quantity_micro > 0", "units_leave"),
        Index(None, "client_id", "item", "location"),
    )

    draft_id: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    item: str
    location: str
    quantity_micro: int = whole()
