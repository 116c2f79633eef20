"""The audit trail: events that follow one another by hash, so that an edit, a deletion or a reordering shows."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

GENESIS = "0" * 64
ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
TOLD_AT_MOST = 20  # faults of a trail that are told one by one


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


class StoredEvent(NamedTuple):
    """An event as it is kept: `at` in ISO form as it was hashed, `detail` its canonical JSON. Nothing of it has been read yet, so
    that a trail is verified as fast as it can be hashed, and what is no event shows as a fault instead of stopping the reader."""

    seq: int
    at: str
    who: str
    what: str
    subject: str
    detail: str
    previous: str
    hash: str


def canonical(value: object) -> str:
    """The one JSON text of a plain value: sorted keys, no spaces, no floats."""
    return ENCODER.encode(value)


@dataclass(slots=True)
class Chain:
    """A client's events, followed from the first on: how many there were, the hash of the last, and what does not follow.

    The hash of an event is SHA-256 over its canonical JSON, with the client and the hash of the event before it.
    An event that is wrong does not make the rest wrong: each is held against what the one before it says of itself."""

    client: str
    events: int = 0
    last: str = GENESIS
    faults: list[str] = field(default_factory=list)
    broken: int = 0  # events that are wrong, of which `faults` tells the first

    def follow(self, events: Iterable[StoredEvent]) -> Iterator[StoredEvent]:
        """Gives each event on, once it was held against the one before it."""
        begins, told, sha256 = f',"client":{canonical(self.client)},"detail":', ENCODER.encode, hashlib.sha256
        names: dict[str, str] = {}  # people and kinds of events, as JSON: few, and in every event
        for event in events:
            seq, at, who, what, subject, detail, previous, digest = event
            if seq != self.events + 1:
                self._broken(f"event {self.events + 1} is missing: {seq} follows {self.events}")
            elif previous != self.last or '"' in at:  # which would let a moment take in what stands after it
                self._broken(f"event {seq} does not follow from the event before it")
            if who not in names:
                names[who] = told(who)
            if what not in names:
                names[what] = told(what)
            text = (
                f'{{"at":"{at}"{begins}{detail},"previous":"{previous}","seq":{seq}'
                f',"subject":{told(subject)},"what":{names[what]},"who":{names[who]}}}'
            )
            if sha256(text.encode()).hexdigest() != digest:
                self._broken(f"event {seq} ({what} {subject}) was changed after it was written")
            self.events, self.last = seq, digest
            yield event

    def _broken(self, says: str) -> None:
        self.broken += 1
        if len(self.faults) < TOLD_AT_MOST:
            self.faults.append(says)


@dataclass(frozen=True, slots=True)
class Held:
    """What came of holding a client's rows against the trail: `events` of them up to the hash `last`, and the `entries` posted,
    `unanswered` of which are older than the trail's digests of entries (their lines are held against the trail alone).

    `faults` are sentences, each of something that no program of ours did; the first of `broken`, where there are many. `hashes`
    are those of the events that were asked for, by their places, and `periods` the months of which the trail says that a head
    was signed. `not_answered_for` names what decided entries and is older than the trail's digests of it."""

    events: int
    last: str
    entries: int
    unanswered: int
    faults: tuple[str, ...]
    broken: int
    hashes: Mapping[int, str]
    periods: frozenset[str]
    not_answered_for: tuple[str, ...] = ()
