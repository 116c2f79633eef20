"""The audit trail: events that follow one another by hash, so that an edit, a deletion or a reordering shows."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from json.encoder import encode_basestring
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
    _said: str = ""
    _names: dict[str, str] = field(default_factory=dict)  # people and kinds of events, as JSON: few, and in every event

    def __post_init__(self) -> None:
        self._said = canonical(self.client)

    def follow(self, events: Iterable[StoredEvent], elsewhere: str = "") -> Iterator[StoredEvent]:
        """Gives each event on, once it was held against the one before it and, but for those of the kind `elsewhere`, its hash
        against what it says."""
        for event in events:
            seq, at, _, what, _, _, previous, digest = event
            if seq != self.events + 1:
                self._broken(f"event {self.events + 1} is missing: {seq} follows {self.events}")
            elif previous != self.last or '"' in at:  # which would let a moment take in what stands after it
                self._broken(f"event {seq} does not follow from the event before it")
            if what != elsewhere and not self.is_whole(event):
                self._broken(self.changed(event))
            self.events, self.last = seq, digest
            yield event

    def is_whole(self, event: StoredEvent) -> bool:
        """Whether its hash is that of what it says."""
        seq, at, who, what, subject, detail, previous, digest = event
        told, names = encode_basestring, self._names
        if who not in names:
            names[who] = told(who)
        if what not in names:
            names[what] = told(what)
        text = (
            f'{{"at":"{at}","client":{self._said},"detail":{detail},"previous":"{previous}","seq":{seq}'
            f',"subject":{told(subject)},"what":{names[what]},"who":{names[who]}}}'
        )
        return hashlib.sha256(text.encode()).hexdigest() == digest

    def changed(self, event: StoredEvent) -> str:
        return f"event {event.seq} ({event.what} {event.subject}) was changed after it was written"

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
