"""One client's books inside one transaction: events of the audit trail, which also tell of what the transaction wrote beside the
journal (answering.py)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from assistant.adapters.sql import audit
from assistant.adapters.sql.answering import ROWS
from assistant.adapters.sql.reading import Client


class Recording:
    """The part of SqlTransaction that is about its events."""

    connection: Connection
    client: Client

    def __init__(self) -> None:
        self._untold: dict[str, str] = {}  # what the next event is to tell of: its digest, '' where that is to be worked out
        self._last_told: tuple[str, datetime] | None = None  # by whom and when the last event was

    def record(self, *, at: datetime, who: str, what: str, subject: str, detail: Mapping[str, object]) -> None:
        """Appends an event."""
        if self._untold:
            detail = {**detail, ROWS: self._digests()}
            self._untold = {}
        self._last_told = (who, at)
        audit.record(self.connection, self.client.id, at=at, who=who, what=what, subject=subject, detail=detail)

    def answer_for(self, *names: str) -> None:
        """The next event tells of these, as they are by then."""
        self._untold |= dict.fromkeys(names, "")

    def tell_rest(self) -> None:
        """An event of its own for what this transaction wrote after its last event, in the name of who made that."""
        if self._untold:
            who, at = self._last_told or ("writeoff", audit.last_moment(self.connection, self.client.id))
            self.record(at=at, who=who, what="books.kept", subject=self.client.id, detail={"kept": sorted(self._untold)})

    def _digests(self) -> dict[str, str]:
        if all(self._untold.values()):
            return self._untold
        from assistant.adapters.sql.answered_rows import told_digests

        return told_digests(self.connection, self.client.id, self._untold)
