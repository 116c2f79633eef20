"""The audit trail: events that follow one another by hash, so that an edit, a deletion or a reordering shows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """Who did what to what, when. `detail` holds before and after, the text as typed, reader, model, prompt and rule versions."""

    seq: int
    at: datetime
    who: str
    what: str  # 'client.opened', 'draft.drafted', 'draft.approved', 'entry.posted', ...
    subject: str  # the draft's id, the entry's number, ...
    detail: Mapping[str, object]
    previous: str
    hash: str


def canonical(value: object) -> str:
    """The one JSON text of a plain value: sorted keys, no spaces, no floats."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def event_hash(
    client: str, seq: int, at: datetime, who: str, what: str, subject: str, detail: Mapping[str, object], previous: str
) -> str:
    """SHA-256 over the canonical JSON of the event and the hash before it."""
    told = {
        "client": client, "seq": seq, "at": at.isoformat(), "who": who, "what": what, "subject": subject,
        "detail": detail, "previous": previous,
    }  # fmt: skip
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def broken_at(client: str, events: Iterable[AuditEvent]) -> str | None:
    """A sentence naming the first event that does not follow from the one before, or None where the chain holds."""
    previous = GENESIS
    for seq, event in enumerate(events, start=1):
        if event.seq != seq:
            return f"event {seq} is missing: {event.seq} follows {seq - 1}"
        if event.previous != previous:
            return f"event {seq} does not follow from the event before it"
        found = event_hash(client, event.seq, event.at, event.who, event.what, event.subject, event.detail, event.previous)
        if event.hash != found:
            return f"event {seq} ({event.what} {event.subject}) was changed after it was written"
        previous = event.hash
    return None
