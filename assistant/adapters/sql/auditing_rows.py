"""What decided the entries, as it stands, held against what the audit trail told of it last (answering.py): roles, policies,
names, evidence and what its files hold, texts and drafts.

Books that were opened before the trail kept digests of these answer for those that changed since; the rest is named.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Connection, TextClause, text

from assistant.adapters.sql.answered_rows import WHOLE, evidence_texts
from assistant.adapters.sql.answering import CLIENT, EVIDENCE, LISTS, OF_ALL_BOOKS, PEOPLE, POLICIES
from assistant.adapters.sql.entry_records import raw_rows
from assistant.adapters.sql.journal import LAST
from assistant.adapters.sql.reading import Client
from assistant.books.audit import canonical

# The document as it is stored: SQLite is asked for its bytes, so that they are not made a text first.
TEXTS = "SELECT n, id, batch, place, {} FROM texts WHERE client_id = :client AND n > :after ORDER BY n LIMIT :most"
DRAFTS = (
    "SELECT n, id, text_id, state, version, drafted_by, {} FROM drafts WHERE client_id = :client AND n > :after"
    " ORDER BY n LIMIT :most"
)
DOCUMENT = {"sqlite": "CAST(document AS BLOB)", "postgresql": "document"}
HANDS = text("SELECT draft_id, person FROM draft_hands WHERE client_id = :client")
CONTENTS = text(
    "SELECT c.digest, c.content,"
    " (SELECT count(*) FROM evidence e WHERE e.client_id = c.client_id AND e.digest = c.digest) AS uses,"
    " (SELECT count(*) FROM evidence e WHERE e.client_id = c.client_id AND e.digest = c.digest"
    " AND e.size_bytes <> length(c.content)) AS others FROM evidence_contents c WHERE c.client_id = :client"
).execution_options(stream_results=True, max_row_buffer=4)
GONE = text(
    "SELECT count(*) FROM evidence e WHERE e.client_id = :client AND NOT EXISTS (SELECT 1 FROM evidence_contents c"
    " WHERE c.client_id = e.client_id AND c.digest = e.digest)"
)
# Of a draft's document: no text in it has a likeness of this key, for there a quotation mark is written \".
HANDS_BEGIN = b'"hands":['
HANDS_SAID = re.compile(rb'"hands":(\[(?:"(?:[^"\\]|\\.)*",?)*\])')
READ_AT_ONCE = 1_000  # texts or drafts
NOBODY: frozenset[str] = frozenset()
CALLED = {
    CLIENT: "the client's name, currency or opening",
    LISTS: "what accounts, goods and places are called",
    PEOPLE: "who may do what",
    POLICIES: "the policy as it was set",
}


@dataclass(slots=True)
class Beside:
    """`told` is the last digest that the trail has of each name; `whole`: of all there is, from the opening on.

    `faults` are sentences of what no program of ours did; `unanswered` names what the trail has no digest of."""

    told: dict[str, str]
    whole: bool
    faults: list[str] = field(default_factory=list)
    _untold: Counter[str] = field(default_factory=Counter)

    @property
    def unanswered(self) -> tuple[str, ...]:
        counted = {"T-": ("text", "texts"), "D-": ("draft", "drafts")}
        return tuple(
            CALLED.get(name) or (f"{many:,} {counted[name][many > 1]}" if name in counted else f"evidence in {many:,} places")
            for name, many in sorted(self._untold.items())
        )

    def hold(self, name: str, digest: str) -> None:
        """What stands under this name has this SHA-256."""
        told = self.told.pop(name, None)
        if told is None and not self.whole:
            self._untold[EVIDENCE if name.startswith(EVIDENCE) else name if name in CALLED else name[:2]] += 1
        elif told is None:
            self.faults.append(f"{called(name)} is told of by no event of the trail")
        elif told != digest:
            self.faults.append(f"{called(name)} is not as the trail tells")

    def end(self) -> None:
        """What was told of and is not there."""
        self.faults += [f"{called(name)} is gone" for name in sorted(self.told)]


def called(name: str) -> str:
    if name in CALLED:
        return CALLED[name]
    if name.startswith(EVIDENCE):
        return f"the {name.replace(EVIDENCE, 'evidence of ', 1)}"
    return f"{'text' if name.startswith('T-') else 'draft'} {name}"


def hold_rows(connection: Connection, client: Client, told: dict[str, str], *, opened: str, whole: bool) -> Beside:
    """All of it against the digests that were told last, which are used up; `opened` is the detail of the event that opened
    the books, and `whole` whether the trail answers for everything from there on."""
    beside = Beside(told, whole)
    if not _opened_as(opened, client):
        beside.faults.append("the client's name or currency is not the one that the books were opened with")
    for name in OF_ALL_BOOKS:
        beside.hold(name, _digest(WHOLE[name](connection, client.id)))
    for name, rows in evidence_texts(connection, client.id):
        beside.hold(name, _digest(rows))
    beside.faults += _contents(connection, client.id)
    for id_, digest in _texts(connection, client.id):
        beside.hold(id_, digest)
    for id_, digest in _drafts(connection, client.id, beside.faults):
        beside.hold(id_, digest)
    beside.end()
    return beside


def _digest(rows: object) -> str:
    """'' for what no program of ours wrote, such as bytes where a text should be."""
    try:
        return sha256(canonical(rows).encode()).hexdigest()
    except (TypeError, ValueError):
        return ""


def _opened_as(detail: str, client: Client) -> bool:
    try:
        told: Mapping[str, Any] = json.loads(detail)
        return (told.get("name", client.name), told.get("currency", client.currency)) == (client.name, client.currency)
    except (ValueError, AttributeError):
        return False


def _contents(connection: Connection, client: str) -> Iterator[str]:
    """What is wrong with what files hold: one at a time, for they are large."""
    if gone := connection.execute(GONE, {"client": client}).scalar_one():
        yield f"what {gone:,} files of evidence held is gone"
    for digest, content, uses, others in connection.execute(CONTENTS, {"client": client}):
        if not isinstance(content, bytes | memoryview) or sha256(content).hexdigest() != digest:
            yield f"the file {str(digest)[:12]} does not hold what it held when it was given"
        elif others:
            yield f"the file {digest[:12]} is not as long as it was when it was given"
        elif not uses:
            yield f"the file {digest[:12]} was given for nothing"


def _texts(connection: Connection, client: str) -> Iterator[tuple[str, str]]:
    """(id, digest) of each text."""
    for rows in _stretches(connection, client, TEXTS):
        for _, id_, *columns, document in rows:
            written = document if type(document) is bytes else str(document).encode()
            yield str(id_), sha256(b"[%b]%b" % (_columns(*columns), written)).hexdigest()


def _drafts(connection: Connection, client: str, faults: list[str]) -> Iterator[tuple[str, str]]:
    """(id, digest) of each draft; who had a hand in it must be who its document says."""
    hands: dict[str, frozenset[str]] = {}
    for id_, person in raw_rows(connection.execute(HANDS, {"client": client})):
        hands[id_] = hands[id_] | {person} if id_ in hands else _alone(person)
    for rows in _stretches(connection, client, DRAFTS):
        for _, id_, text_id, *columns, document in rows:
            written = document if type(document) is bytes else str(document).encode()
            if not _are_hands(hands.get(id_, NOBODY), written, columns[-1]):
                faults.append(f"who had a hand in draft {id_} is not as the draft says")
            yield str(id_), sha256(b"[%b,%b]%b" % (_said(text_id), _columns(*columns), written)).hexdigest()


@lru_cache(maxsize=1024)
def _alone(person: str) -> frozenset[str]:
    return frozenset((person,))


def _are_hands(stand: frozenset[str], document: bytes, drafted_by: str) -> bool:
    """Drafts that are older than their hands have whoever drafted them, or nobody."""
    found = HANDS_SAID.match(document, document.rfind(HANDS_BEGIN))
    said = _names(found[1]) if found is not None else None
    return stand == said if said else stand <= {drafted_by}


@lru_cache(maxsize=1024)
def _names(hands: bytes) -> frozenset[str]:
    """The same few people, again and again."""
    return frozenset(json.loads(hands))


def _stretches(connection: Connection, client: str, statement: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows in the order of their numbers, some at a time."""
    asked: TextClause = text(statement.format(DOCUMENT[connection.dialect.name]))
    of = {"client": client, "after": -LAST, "most": READ_AT_ONCE}
    while rows := list(raw_rows(connection.execute(asked, of))):
        yield rows
        of["after"] = rows[-1][0]


@lru_cache(maxsize=4096, typed=True)
def _columns(*columns: Any) -> bytes:
    """Few differ from draft to draft."""
    return b",".join(map(_said, columns))


def _said(column: Any) -> bytes:
    """As canonical JSON; what is neither text nor a whole number as no program of ours writes it."""
    if type(column) is str:
        return encode_basestring(column).encode()
    return str(column).encode() if type(column) is int else f"?{column!r}".encode()
