"""What was done to a row of the audit trail, chained by hash to the one before; and the trail back as events."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, text

from assistant.adapters.sql.codec import Unreadable
from assistant.adapters.sql.types import Instant, instant_text
from assistant.books.audit import GENESIS, AuditEvent, canonical, event_hash

LAST = text("SELECT seq, hash FROM audit_events WHERE client_id = :client ORDER BY seq DESC LIMIT 1")
APPEND = text(
    "INSERT INTO audit_events (client_id, seq, at, who, what, subject, detail, previous, hash)"
    " VALUES (:client, :seq, :at, :who, :what, :subject, :detail, :previous, :hash)"
)
SELECT = "SELECT seq, at, who, what, subject, detail, previous, hash FROM audit_events WHERE client_id = :client"
TRAIL = text(f"{SELECT} ORDER BY seq").columns(at=Instant)
TRAIL_OF = text(f"{SELECT} AND subject IN :subjects ORDER BY seq").bindparams(bindparam("subjects", expanding=True)).columns(
    at=Instant
)


def record(
    connection: Connection, client: str, *, at: datetime, who: str, what: str, subject: str, detail: Mapping[str, object]
) -> None:
    """Appends an event. The moment is kept and hashed in UTC, so that it reads back to the same hash everywhere."""
    last = connection.execute(LAST, {"client": client}).one_or_none()
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    moment = at.astimezone(UTC)
    values = {
        "client": client, "seq": seq, "at": instant_text(at), "who": who, "what": what, "subject": subject,
        "detail": canonical(detail), "previous": previous,
        "hash": event_hash(client, seq, moment, who, what, subject, detail, previous),
    }  # fmt: skip
    connection.execute(APPEND, values)


def trail(connection: Connection, client: str, *subjects: str) -> Iterator[AuditEvent]:
    """The client's events, first to last; only those of these drafts, texts or entries where any are given. Unreadable as
    `decode`."""
    of_subjects = {"client": client, "subjects": list(subjects)}
    for row in connection.execute(TRAIL_OF, of_subjects) if subjects else connection.execute(TRAIL, {"client": client}):
        try:
            detail = json.loads(row.detail)
        except ValueError as error:
            raise Unreadable(f"event {row.seq} of the audit trail is no JSON") from error
        yield AuditEvent(row.seq, row.at, row.who, row.what, row.subject, detail, row.previous, row.hash)
