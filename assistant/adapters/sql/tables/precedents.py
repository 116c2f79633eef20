"""What a client's own past says: the precedents that stand, and each time that one was confirmed."""

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, document, whole


class PrecedentRow(ClientRow, table=True):
    """A precedent as it stands (`document`, a Precedent): edited when it is confirmed, corrected or set by hand."""

    __tablename__ = "precedents"
    __table_args__ = (UniqueConstraint("client_id", "n"),)

    id: str = Field(primary_key=True)
    n: int = whole()
    document: str = document()


class ConfirmationRow(ClientRow, table=True):
    """One time that a precedent's choice was approved (`document`, a Confirmation); `entry` is empty where it was set by hand."""

    __tablename__ = "confirmations"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "precedent"], ["precedents.client_id", "precedents.id"]),
        Index(None, "client_id", "entry"),
    )

    precedent: str = Field(primary_key=True)
    n: int = Field(primary_key=True)
    entry: str
    document: str = document()
