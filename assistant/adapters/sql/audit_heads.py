"""Signed heads of a client's audit trail, kept and given back; the part of a transaction that verifying asks."""

from collections.abc import Collection
from datetime import UTC, date, datetime

from sqlalchemy import Connection, text

from assistant.adapters.sql.audit_pack import AuditPack
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.types import instant_text, moment
from assistant.books.audit import Held
from assistant.books.audit_head import Head
from assistant.errors import RefusedByBooks

HEADS = text("SELECT period, seq, hash, made_at, key, signature FROM audit_heads WHERE client_id = :client ORDER BY period")
NEVER = datetime.max.replace(tzinfo=UTC)
SAVE = text(
    "INSERT INTO audit_heads (client_id, period, seq, hash, made_at, key, signature)"
    " VALUES (:client, :period, :seq, :hash, :at, :key, :signature)"
)
LAST = text("SELECT seq, hash FROM audit_events WHERE client_id = :client ORDER BY seq DESC LIMIT 1")
MONTHS = {
    "sqlite": "substr(at, 1, 7)",
    "postgresql": "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM')",
}
MONTHS_ENDED = (
    "SELECT ended.period, e.seq, e.hash FROM (SELECT {0} AS period, max(seq) AS seq FROM audit_events"
    " WHERE client_id = :client GROUP BY {0}) ended JOIN audit_events e ON e.client_id = :client AND e.seq = ended.seq"
    " WHERE ended.period < :month AND NOT EXISTS (SELECT 1 FROM audit_heads h WHERE h.client_id = :client"
    " AND h.period = ended.period) ORDER BY ended.period"
)


class AuditHeads(AuditPack):
    """A part of SqlTransaction."""

    connection: Connection
    client: Client

    def heads(self) -> tuple[Head, ...]:
        """The signed heads of months, oldest first."""
        client = self.client.id
        return tuple(
            Head(client, row.period, row.seq, row.hash, _made_at(row.made_at), row.key, row.signature)
            for row in self.connection.execute(HEADS, {"client": client})
        )

    def save_head(self, head: Head) -> None:
        values = {
            "client": self.client.id, "period": head.period, "seq": head.seq, "hash": head.hash,
            "at": instant_text(head.made_at), "key": head.key, "signature": head.signature,
        }  # fmt: skip
        self.connection.execute(SAVE, values)

    def last_event(self) -> tuple[int, str]:
        """The place and hash of the trail's last event. RefusedByBooks where there is none: every trail has the one that opened
        the books."""
        row = self.connection.execute(LAST, {"client": self.client.id}).one_or_none()
        if row is None:
            raise RefusedByBooks(f"The audit trail of {self.client.id} is gone.", "Bring the books back from a backup.")
        return row.seq, row.hash

    def months_unsigned(self, today: date) -> tuple[tuple[str, int, str], ...]:
        """(month, place, hash) of the last event of each month of UTC that is over and has no head yet."""
        statement = text(MONTHS_ENDED.format(MONTHS[self.connection.dialect.name]))
        found = self.connection.execute(statement, {"client": self.client.id, "month": f"{today:%Y-%m}"})
        return tuple((row.period, row.seq, row.hash) for row in found)

    def hold_against_trail(self, places: Collection[int] = ()) -> Held:
        """Every row of the journal against the trail, and the trail against itself (auditing.py)."""
        from assistant.adapters.sql.auditing import hold_against_trail

        return hold_against_trail(self.connection, self.client, places)

    def openings_digest(self) -> str:
        """What the trail keeps, under `openings_sha256`, of what the books began with (auditing.py)."""
        from assistant.adapters.sql.auditing import openings_digest

        return openings_digest(self.connection, self.client.id)


def _made_at(at: datetime | str) -> datetime:
    """What is no moment was written by no program of ours: it is told as one that no signature fits."""
    try:
        made = moment(at)
    except ValueError:
        return NEVER
    return made if isinstance(at, datetime) or instant_text(made) == at else NEVER
