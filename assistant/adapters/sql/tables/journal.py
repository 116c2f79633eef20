"""The journal: entries with their lines, goods, stock moves and reserve moves; the audit trail. Written once, never changed.

An entry is inserted open, its lines and moves are added, and it is sealed by an update that the database refuses unless it
balances. After that nothing of it can be added, changed or deleted.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, Row, document, whole
from assistant.adapters.sql.types import Instant

OPEN = text("NOT sealed")  # while they are written
BROUGHT = text("brought")
FROM_TEXT = text("kind NOT IN ('cost_variance', 'intake', 'journal')")  # journal.FROM_TEXT
NAMING = text("party <> '' OR class <> ''")  # lines that name a supplier, a customer or a class


class EntryRow(ClientRow, table=True):
    """An entry. `seq` is its place in the journal, without gaps, and its number is WO-`seq`; `brought` marks one that the
    client's earlier books held: it keeps its own number, and its amounts are in the opening balances already."""

    __tablename__ = "entries"
    __table_args__ = (
        UniqueConstraint("client_id", "number"),
        UniqueConstraint("client_id", "id"),
        UniqueConstraint("client_id", "draft_id"),
        ForeignKeyConstraint(["client_id", "draft_id"], ["drafts.client_id", "drafts.id"]),
        ForeignKeyConstraint(["client_id", "reverses"], ["entries.client_id", "entries.number"]),
        ForeignKeyConstraint(["client_id", "currency"], ["clients.id", "clients.currency"]),
        CheckConstraint("brought OR number = 'WO-' || CAST(seq AS VARCHAR)", "numbered_by_place"),
        Index(None, "client_id", "reverses", sqlite_where=text("reverses IS NOT NULL")),
        Index(None, "client_id", "entry_date"),
        Index("ix_entries_brought", "client_id", "seq", sqlite_where=BROUGHT, postgresql_where=BROUGHT),
        Index("ix_entries_told", "client_id", "seq", sqlite_where=FROM_TEXT, postgresql_where=FROM_TEXT),
        Index("ix_entries_told_of_days", "client_id", "entry_date", "seq", sqlite_where=FROM_TEXT, postgresql_where=FROM_TEXT),
        Index("ix_entries_open", "client_id", "seq", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    seq: int = whole(primary_key=True)
    id: str
    number: str
    entry_date: date
    kind: str
    reason: str
    memo: str
    text: str
    currency: str
    reverses: str | None
    draft_id: str | None
    posted_by: str
    posted_at: datetime | None = Field(sa_type=Instant)
    brought: bool
    sealed: bool
    sub_reason: str  # one of the client's own under the reason, or empty


class EntryPartRow(Row):
    """Part `n` of an entry, counted from 1; its entry says that the client is one."""

    client_id: str = Field(primary_key=True)
    seq: int = whole(primary_key=True)
    n: int = Field(primary_key=True)


OF_AN_ENTRY = (["client_id", "seq"], ["entries.client_id", "entries.seq"])
OF_A_HOLDING = (["client_id", "item", "location"], ["holdings.client_id", "holdings.item", "holdings.location"])
OF_AN_ITEM = (["client_id", "item"], ["items.client_id", "items.key"])
TO_AN_ACCOUNT = (["client_id", "account"], ["accounts.client_id", "accounts.key"])


class LineRow(EntryPartRow, table=True):
    """One side of an entry: a positive amount to an account."""

    __tablename__ = "lines"
    __table_args__ = (
        ForeignKeyConstraint(*OF_AN_ENTRY),
        ForeignKeyConstraint(*TO_AN_ACCOUNT),
        CheckConstraint("side IN ('debit', 'credit')", "one_side"),
        CheckConstraint("amount_minor > 0", "positive"),
        Index(None, "client_id", "account", "seq"),
        Index("ix_lines_naming", "client_id", "seq", "n", sqlite_where=NAMING, postgresql_where=NAMING),
    )

    side: str
    account: str
    amount_minor: int = whole()
    role: str
    party: str
    klass: str = Field(sa_column_kwargs={"name": "class"})


class EntryGoodsRow(EntryPartRow, table=True):
    """Units as the entry lists them: positive left or were written down, negative came back."""

    __tablename__ = "entry_goods"
    __table_args__ = (
        ForeignKeyConstraint(*OF_AN_ENTRY),
        ForeignKeyConstraint(*OF_AN_ITEM),
        Index(None, "client_id", "item", "seq"),
    )

    item: str
    location: str
    quantity_micro: int = whole()


class StockMoveRow(EntryPartRow, table=True):
    """What the entry did to an item at a place: signed units and value, negative leaving the stock."""

    __tablename__ = "stock_moves"
    __table_args__ = (
        ForeignKeyConstraint(*OF_AN_ENTRY),
        ForeignKeyConstraint(*OF_A_HOLDING),
        ForeignKeyConstraint(*TO_AN_ACCOUNT),
        Index(None, "client_id", "item", "location", "seq"),
    )

    item: str
    location: str
    account: str
    quantity_micro: int = whole()
    value_minor: int = whole()
    stated_value: bool


class LayerMoveRow(EntryPartRow, table=True):
    """What stock move `n` took from a layer or gave back to it, at the unit cost it moved at; never more than the layer has."""

    __tablename__ = "layer_moves"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "seq", "n"], ["stock_moves.client_id", "stock_moves.seq", "stock_moves.n"]),
        ForeignKeyConstraint(
            ["client_id", "item", "location", "layer"], ["layers.client_id", "layers.item", "layers.location", "layers.id"]
        ),
        Index(None, "client_id", "item", "location", "layer"),
    )

    m: int = Field(primary_key=True)
    item: str
    location: str
    layer: str
    quantity_micro: int = whole()
    value_minor: int = whole()
    unit_cost: str


class ReserveMoveRow(EntryPartRow, table=True):
    """Allowance that the entry built (positive) or used (negative) for units of an item by name."""

    __tablename__ = "reserve_moves"
    __table_args__ = (
        ForeignKeyConstraint(*OF_AN_ENTRY),
        ForeignKeyConstraint(*OF_AN_ITEM),
        Index(None, "client_id", "item"),
    )

    item: str
    quantity_micro: int = whole()
    amount_minor: int = whole()


class AuditEventRow(ClientRow, table=True):
    """One event of the audit trail, with the hash of the one before it (books/audit.py)."""

    __tablename__ = "audit_events"
    __table_args__ = (Index(None, "client_id", "what", "at"), Index(None, "client_id", "subject", "seq"))

    seq: int = whole(primary_key=True)
    at: datetime = Field(sa_type=Instant)
    who: str
    what: str
    subject: str
    detail: str = document()
    previous: str
    hash: str


class AuditHeadRow(ClientRow, table=True):
    """The trail's last event of a month ('2026-10', of UTC), signed by `key` (books/audit_head.py)."""

    __tablename__ = "audit_heads"
    __table_args__ = (ForeignKeyConstraint(["client_id", "seq"], ["audit_events.client_id", "audit_events.seq"]),)

    period: str = Field(primary_key=True)
    seq: int = whole()
    hash: str
    made_at: datetime = Field(sa_type=Instant)
    key: str
    signature: str
