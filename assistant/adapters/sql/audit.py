"""What was done to a row of the audit trail, chained by hash to the one before; and the trail back as events."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text

from assistant.adapters.sql.codec import Unreadable
from assistant.adapters.sql.rows import insert, run
from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.types import Instant, instant_text, moment
from assistant.books.audit import GENESIS, AuditEvent, canonical

LAST = "SELECT seq, hash FROM audit_events WHERE client_id = ? ORDER BY seq DESC LIMIT 1"
LAST_AT = "SELECT at FROM audit_events WHERE client_id = ? ORDER BY seq DESC LIMIT 1"
Event = tuple[object, ...]  # a row of the trail, by COLUMNS
COLUMNS = ("client_id", "seq", "at", "who", "what", "subject", "detail", "previous", "hash")
SELECT = "SELECT seq, at, who, what, subject, detail, previous, hash FROM audit_events WHERE client_id = :client"
TRAIL = text(f"{SELECT} ORDER BY seq").columns(at=Instant)
TRAIL_OF = Statement(f"{SELECT} AND subject IN :subjects ORDER BY seq")  # every page of a draft asks it


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
    found: Iterable[Sequence[Any]] = (
        TRAIL_OF.rows(connection, {"client": client, "subjects": subjects})
        if subjects
        else connection.execute(TRAIL, {"client": client})
    )
    for seq, at, who, what, subject, told, previous, hashed in found:
        try:
            detail = json.loads(told)
        except ValueError as error:
            raise Unreadable(f"event {seq} of the audit trail is no JSON") from error
        yield AuditEvent(seq, moment(at), who, what, subject, detail, previous, hashed)
