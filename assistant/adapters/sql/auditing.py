"""What is stored held against what the audit trail says of it: the chain itself, every posted entry, openings, and sums.

Nothing is read here as the books read it: a row that no program of ours could have written must show as a fault, and never stop
the reading. A trail of any length is gone through in batches.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, TextClause, text

from assistant.adapters.sql.ahead import ahead
from assistant.adapters.sql.answered_rows import told_in
from assistant.adapters.sql.answering import CLIENT
from assistant.adapters.sql.auditing_rows import hold_rows
from assistant.adapters.sql.entry_records import Record, raw_rows, record_text, stored_records, units_text
from assistant.adapters.sql.journal import LAST
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.sums import sums_that_differ
from assistant.books.audit import TOLD_AT_MOST, Chain, Held, StoredEvent
from assistant.books.money import Money
from assistant.books.posted_record import DIGEST

OF_CLIENT = (
    "SELECT seq, at, who, what, subject, detail, previous, hash FROM audit_events WHERE client_id = :client"
    " AND seq > :after"
)
EVENTS = text(f"{OF_CLIENT} ORDER BY seq LIMIT :most")
# In the order of the trail: the kind stands in an expression, so that no index of kinds is gone along and all sorted after.
POSTED = "entry.posted"
POSTED_EVENTS = text(f"{OF_CLIENT} AND (what || '') = '{POSTED}' ORDER BY seq LIMIT :most")
LENGTH = text("SELECT count(*) FROM audit_events WHERE client_id = :client")
COUNTED = text(
    "SELECT count(*) AS entries, coalesce(min(seq), 0) AS first, coalesce(max(seq), 0) AS last,"
    " sum(CASE WHEN brought THEN 1 ELSE 0 END) AS brought, sum(CASE WHEN sealed THEN 0 ELSE 1 END) AS unsealed,"
    " sum(CASE WHEN currency = :currency THEN 0 ELSE 1 END) AS strange"
    " FROM entries WHERE client_id = :client"
)
UNTOLD = text(
    "SELECT number FROM entries e WHERE client_id = :client AND NOT brought AND NOT EXISTS (SELECT 1 FROM audit_events"
    " WHERE client_id = e.client_id AND subject = e.number AND what = 'entry.posted') ORDER BY seq LIMIT :most"
)
OPENED_ACCOUNTS = text(
    "SELECT key, opening_minor FROM accounts WHERE client_id = :client AND opening_minor <> 0 ORDER BY key"
)
OPENED_LAYERS = text(
    "SELECT item, location, id, opening_micro, opening_minor, opening_unit_cost FROM layers"
    " WHERE client_id = :client AND (opening_micro <> 0 OR opening_minor <> 0)"
)
BROUGHT = text("SELECT min(seq) AS first, max(seq) AS last FROM entries WHERE client_id = :client AND brought")
READ_AT_ONCE, EVERY = 5_000, 2**62  # events
LONG = 100_000  # events from which on a second process is worth its start
HELD_AT_ONCE = 1_000  # entries held against the trail in one go
OPENINGS_CHANGED = frozenset({"client.opened", "client.updated", "quickbooks.pulled"})  # whose events tell of openings
SEEN_TOGETHER = 65_536
READ_OVER = 20  # entries between two are read sooner than asked around
OPENINGS, HEAD_SIGNED = "openings_sha256", "audit.head_signed"
# A key of a canonical object, of which a text inside it can have no likeness: there, a quotation mark is written \".
ANSWERED_FOR, OPENED = (re.compile(f'"{key}":"([0-9a-f]{{64}})"') for key in (DIGEST, OPENINGS))
NUMBER = re.compile(r"WO-(\d{1,18})\Z", re.ASCII)
SIDES = {"debit": "Dr", "credit": "Cr"}


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following a trail: the chain, the hashes that were asked for, the months with a signed head; and of what
    stands beside the journal, what is wrong and what is not answered for."""

    chain: Chain
    hashes: Mapping[int, str]
    periods: frozenset[str]
    faults: tuple[str, ...]
    unanswered: tuple[str, ...]


def hold_against_trail(connection: Connection, client: Client, asked: Collection[int] = ()) -> Held:
    """Every row of the journal against the trail, and the trail against itself and what stands beside the journal; `asked` are
    places whose hashes are wanted.

    Of a long trail, a second process follows the events while this one looks at the journal. It reads a moment later: each of the
    two holds what it reads against events of the same moment."""
    events = connection.execute(LENGTH, {"client": client.id}).scalar_one()
    with _following(connection, client, events, frozenset(asked)) as following:
        journal = _Journal(connection, client)
        for event in stored_events(connection, client.id, POSTED_EVENTS):
            journal.told(event)
        journal.end()
        sums = [sentence[0].lower() + sentence[1:].removesuffix(".") for sentence in _sums(connection, client)]
        (followed,) = following
    chain, faults = followed.chain, [*journal.faults, *followed.faults, *sums]
    return Held(
        chain.events, chain.last, journal.entries, journal.unanswered, (*chain.faults, *faults)[:TOLD_AT_MOST],
        chain.broken + len(faults), followed.hashes, followed.periods, followed.unanswered,
    )  # fmt: skip


@contextmanager
def _following(connection: Connection, client: Client, events: int, asked: frozenset[int]) -> Iterator[Iterator[Followed]]:
    if events < LONG:
        yield iter((_follow(connection, client, asked),))
        return
    address = connection.engine.url.render_as_string(hide_password=False)

    def beside() -> Iterator[Followed]:
        from assistant.adapters.sql.store import open_books

        with closing(open_books(address, create=False)) as store, store.client(client.id, reads=True) as books:
            yield _follow(books.connection, client, asked)

    with ahead(beside) as following:
        yield following


def _follow(connection: Connection, client: Client, asked: frozenset[int]) -> Followed:
    """The hashes of events that post an entry are looked at with the entry (_Journal)."""
    chain, hashes, periods, openings = Chain(client.id), dict[int, str](), set[str](), ""
    first, told = "", dict[str, str]()
    for event in chain.follow(stored_events(connection, client.id), elsewhere=POSTED):
        if event.seq in asked:
            hashes[event.seq] = event.hash
        for name, digest in told_in(event.detail):
            told[name] = digest
        first = first or event.detail
        if event.what == HEAD_SIGNED:
            periods.add(event.subject)
        elif event.what in OPENINGS_CHANGED and (opened := OPENED.search(event.detail)) is not None:
            openings = opened[1]
    whole = any(name == CLIENT for name, _ in told_in(first))
    beside = hold_rows(connection, client, told, opened=first, whole=whole)
    if openings and openings != openings_digest(connection, client.id):
        beside.faults.append("what the accounts and goods were opened with is not what the trail says")
    return Followed(chain, hashes, frozenset(periods), tuple(beside.faults), beside.unanswered)


def _sums(connection: Connection, client: Client) -> list[str]:
    try:
        return list(sums_that_differ(connection, client))
    except (ArithmeticError, TypeError, ValueError) as error:  # an account of no type, an amount that is no number
        return [f"The balances cannot be added up: {error}"]


def stored_events(connection: Connection, client: str, statement: TextClause = EVENTS) -> Iterator[StoredEvent]:
    """The client's events as they are kept, in the order of their places."""
    made = StoredEvent._make
    for seq, at, who, what, subject, detail, previous, digest in _raw_events(connection, client, statement):
        if type(at) is str:  # as it was hashed: without a fraction of a second where there is none
            at = at.replace(".000000+", "+")
        elif isinstance(at, datetime):
            at = at.astimezone(UTC).isoformat()
        if type(seq) is int and type(at) is type(who) is type(what) is type(subject) is type(detail) is str:
            yield made((seq, at, who, what, subject, detail, previous, digest))
        else:
            yield StoredEvent(0, str(at), str(who), str(what), str(subject), str(detail), previous, digest)


def _raw_events(connection: Connection, client: str, statement: TextClause) -> Iterator[tuple[Any, ...]]:
    """SQLite reads as it is asked; PostgreSQL's driver reads all of an answer, so that it is asked for a stretch at a time."""
    of = {"client": client, "after": -LAST, "most": EVERY}
    if connection.dialect.name == "sqlite":
        yield from raw_rows(connection.execute(statement, of))
        return
    while rows := list(raw_rows(connection.execute(statement, of | {"most": READ_AT_ONCE}))):
        yield from rows
        of["after"] = rows[-1][0]


def openings(connection: Connection, client: str) -> Record:
    """What the books began with: opening balances, layers of goods, and the digests of the entries of earlier books."""
    of = {"client": client}
    accounts = [list(row) for row in connection.execute(OPENED_ACCOUNTS, of)]
    layers = [
        [item, place, layer, units_text(units), minor, cost]
        for item, place, layer, units, minor, cost in connection.execute(OPENED_LAYERS, of)
    ]
    first, last = connection.execute(BROUGHT, of).one()
    brought = [
        _digest(record)
        for _, was_brought, record in (stored_records(connection, client, first, last) if first is not None else ())
        if was_brought
    ]
    return {"accounts": sorted(accounts, key=repr), "brought": brought, "layers": sorted(layers, key=repr)}


def openings_digest(connection: Connection, client: str) -> str:
    """What the trail keeps of them: the SHA-256 of their canonical text."""
    return _digest(openings(connection, client))


def _digest(record: Record) -> str:
    """'' for what no program of ours wrote, such as bytes where a text should be."""
    try:
        return sha256(record_text(record).encode()).hexdigest()
    except (TypeError, ValueError):
        return ""


class _Journal:
    """The journal, held against the events that posted it, some hundred at a time."""

    def __init__(self, connection: Connection, client: Client) -> None:
        self.connection, self.client = connection, client
        self.entries, self.unanswered, self.faults = 0, 0, list[str]()
        self._chain = Chain(client.id)
        self._waiting: dict[int, StoredEvent] = {}
        self._seen: dict[int, bytearray] = {}  # whether an entry was held against an event, by its place, some thousand together

    def told(self, event: StoredEvent) -> None:
        """The trail says that an entry was posted."""
        if not self._chain.is_whole(event):
            self._fault(self._chain.changed(event))
        number = NUMBER.match(event.subject)
        place = int(number[1]) if number else 0
        if not place or place in self._waiting or self._is_seen(place):
            return self._fault(f"event {event.seq} posts {event.subject} once more")
        self._waiting[place] = event
        if len(self._waiting) >= HELD_AT_ONCE:
            self._hold()
        return None

    def end(self) -> None:
        """What is left; then the count, and numbers without gaps."""
        self._hold()
        counted = self.connection.execute(COUNTED, {"client": self.client.id, "currency": self.client.currency}).one()
        if counted.unsealed:
            self._fault("an entry stands open: it was never sealed")
        if counted.strange:
            self._fault("an entry is in another currency than the books")
        if counted.entries != counted.last - counted.first + 1 and counted.entries:
            self._fault(f"the journal has gaps: {counted.entries:,} entries stand between {counted.first} and {counted.last}")
        if counted.entries - (counted.brought or 0) != self.entries:
            for number in self.connection.execute(UNTOLD, {"client": self.client.id, "most": TOLD_AT_MOST}).scalars():
                self._fault(f"entry {number} was posted by no event of the trail")

    def _hold(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for first, last in _runs(sorted(waiting)):
            for place, brought, record in stored_records(self.connection, self.client.id, first, last):
                if not brought and (event := waiting.pop(place, None)) is not None:
                    self._hold_entry(place, record, event)
        for event in waiting.values():
            self._fault(f"event {event.seq} posted {event.subject}, which is not in the journal")

    def _hold_entry(self, place: int, record: Record, event: StoredEvent) -> None:
        self.entries += 1
        self._see(place)
        digest = ANSWERED_FOR.search(event.detail)
        if digest is None:
            self.unanswered += 1
        if not (self._lines_are(record, event) if digest is None else _digest(record) == digest[1]):
            self._fault(f"entry {event.subject} is not what event {event.seq} says was posted")

    def _lines_are(self, record: Record, event: StoredEvent) -> bool:
        """Of an entry older than the trail's digests: whether its lines are those that the event tells, where it tells any."""
        try:
            told: Mapping[str, Any] = json.loads(event.detail)
            lines = [line[:3] for line in told.get("lines", ())]
            stands = [
                [SIDES[side], account, Money(minor, self.client.currency).plain()]
                for side, account, minor, *_ in record["lines"]
            ]
        except (ValueError, TypeError, KeyError, AttributeError):
            return False
        return not lines or lines == stands

    def _is_seen(self, place: int) -> bool:
        page, at = divmod(place, SEEN_TOGETHER)
        return page in self._seen and bool(self._seen[page][at])

    def _see(self, place: int) -> None:
        page, at = divmod(place, SEEN_TOGETHER)
        self._seen.setdefault(page, bytearray(SEEN_TOGETHER))[at] = 1

    def _fault(self, says: str) -> None:
        self.faults.append(says)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Stretches of the journal that hold these places (in order) and little else."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place - runs[-1][1] <= READ_OVER:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
