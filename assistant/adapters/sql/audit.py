"""What was done to a row of the audit trail, chained by hash to the one before; and the trail back as events."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

from sqlalchemy import Connection

from assistant.adapters.sql.codec import Unreadable
from assistant.adapters.sql.rows import insert, run
from assistant.adapters.sql.statement import Found, Statement
from assistant.adapters.sql.types import instant_text, moment
from assistant.books.audit import GENESIS, AuditEvent, canonical

LAST = "SELECT seq, hash FROM audit_events WHERE client_id = ? ORDER BY seq DESC LIMIT 1"
LAST_AT = "SELECT at FROM audit_events WHERE client_id = ? ORDER BY seq DESC LIMIT 1"
Event = tuple[object, ...]  # a row of the trail, by COLUMNS
COLUMNS = ("client_id", "seq", "at", "who", "what", "subject", "detail", "previous", "hash")
SELECT = "SELECT seq, at, who, what, subject, detail, previous, hash FROM audit_events WHERE client_id = :client"
TRAIL = Statement(f"{SELECT} AND seq > :after ORDER BY seq LIMIT :most")
TRAIL_OF = Statement(f"{SELECT} AND subject IN :subjects ORDER BY seq")  # every page of a draft asks it
FAR = 2**62  # before the first, or after the last
AT_ONCE = 1_000  # events in one question


@dataclass(slots=True)
class Tail:
    """The end of a client's trail: the number and the hash of its last event, which the next one follows."""

    client: str
    seq: int = 0
    hash: str = GENESIS

    def follow(self, *, at: datetime, who: str, what: str, subject: str, detail: str) -> Event:
        """The row of the next event, whose `detail` is canonical JSON already; the tail is at it then. The moment is kept and
        hashed in UTC, so that it reads back to the same hash everywhere."""
        hashed, kept = _moment(at)
        seq, previous = self.seq + 1, self.hash
        told = (  # as Chain in books/audit.py has it, with nothing encoded twice
            f'{{"at":"{hashed}","client":{_said(self.client)},"detail":{detail},"previous":"{previous}","seq":{seq}'
            f',"subject":{canonical(subject)},"what":{_said(what)},"who":{_said(who)}}}'
        )
        self.seq, self.hash = seq, sha256(told.encode()).hexdigest()
        return self.client, seq, kept, who, what, subject, detail, previous, self.hash


def tail(connection: Connection, client: str) -> Tail:
    """Where the client's trail ends now."""
    return Tail(client, *next(iter(run(connection, LAST, client)), ()))


def append(connection: Connection, events: Sequence[Event]) -> None:
    """Adds events that follow the last one (Tail.follow)."""
    insert(connection, "audit_events", COLUMNS, events)


def record(
    connection: Connection, client: str, *, at: datetime, who: str, what: str, subject: str, detail: Mapping[str, object]
) -> None:
    """Appends an event."""
    event = tail(connection, client).follow(at=at, who=who, what=what, subject=subject, detail=canonical(detail))
    append(connection, [event])


def last_moment(connection: Connection, client: str) -> datetime:
    """When the trail's last event was."""
    return moment(next(iter(run(connection, LAST_AT, client)))[0])


@lru_cache(maxsize=64)
def _moment(at: datetime) -> tuple[str, str]:
    """As it is hashed, and as it is kept."""
    return at.astimezone(UTC).isoformat(), instant_text(at)


@lru_cache(maxsize=1024)
def _said(words: str) -> str:
    """A name as JSON: clients, people and what is done are few, and in every event."""
    return canonical(words)


def trail(connection: Connection, client: str, *subjects: str) -> Iterator[AuditEvent]:
    """The client's events, first to last; only those of these drafts, texts or entries where any are given. Unreadable as
    `decode`."""
    if subjects:
        yield from map(_event, TRAIL_OF.rows(connection, {"client": client, "subjects": subjects}))
        return
    after = -FAR
    while found := trail_after(connection, client, after, AT_ONCE):
        yield from found
        after = found[-1].seq


def trail_after(connection: Connection, client: str, after: int, most: int) -> list[AuditEvent]:
    """So many of the client's events that come after the place `after`, first to last."""
    return [_event(row) for row in TRAIL.rows(connection, {"client": client, "after": after, "most": most})]


def _event(row: Found) -> AuditEvent:
    seq, at, who, what, subject, told, previous, hashed = row
    try:
        detail = json.loads(told)
    except ValueError as error:
        raise Unreadable(f"event {seq} of the audit trail is no JSON") from error
    return AuditEvent(seq, moment(at), who, what, subject, detail, previous, hashed)
