"""By what marks posted entries and open drafts are found that may be of the same loss (books/likeness.py)."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from assistant.adapters.sql.tables.base import ClientRow, whole


class LikenessRow(ClientRow, table=True):
    """A mark of a posted entry or of an open draft, `subject` by its id, and its `place` in the journal or among the drafts.
    Worked out of them, and gone where they stand no more."""

    __tablename__ = "likenesses"
    __table_args__ = (Index(None, "client_id", "posted", "mark", "entry_date", "place"),)

    subject: str = Field(primary_key=True)
    mark: str = Field(primary_key=True)
    posted: bool
    entry_date: date
    place: int = whole()
