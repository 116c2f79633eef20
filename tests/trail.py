"""The audit chain said once more, as plainly as it can be, for tests to hold the program's own against."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256

from assistant.books.audit import AuditEvent


def event_hash(
    client: str, seq: int, at: datetime, who: str, what: str, subject: str, detail: Mapping[str, object], previous: str
) -> str:
    """SHA-256 over the canonical JSON of the event and the hash before it."""
    told = {
        "client": client, "seq": seq, "at": at.isoformat(), "who": who, "what": what, "subject": subject,
        "detail": detail, "previous": previous,
    }  # fmt: skip
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def broken_at(client: str, events: Iterable[AuditEvent]) -> str | None:
    """Which event does not follow from the one before it, or None where the chain holds."""
    previous = "0" * 64
    for seq, event in enumerate(events, 1):
        hashed = event_hash(client, event.seq, event.at, event.who, event.what, event.subject, event.detail, event.previous)
        if (event.seq, event.previous, event.hash) != (seq, previous, hashed):
            return f"event {event.seq} ({event.what} {event.subject}) does not follow from the {seq - 1} before it"
        previous = event.hash
    return None
