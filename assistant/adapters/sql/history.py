"""The journal of stored books: what is asked of it is asked of the database then, along an index, and the answer is kept.

It answers as the entries stood when the books were read, also after their transaction ended: then by a short one of its own.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from sqlalchemy import Connection

from assistant.adapters.sql import all_entries
from assistant.adapters.sql.codec import decode
from assistant.adapters.sql.door import Door
from assistant.adapters.sql.journal import FROM_TEXT, HEADS_AT, LAST, PLACES, SEQ_OF_NUMBER, Head, heads, seq_of, whole
from assistant.adapters.sql.kept import kept_of
from assistant.adapters.sql.likenesses import drafts_like, entries_like
from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.telling import brought, told
from assistant.adapters.sql.types import day_text, quantity
from assistant.books.accounts import Side
from assistant.books.drafted import Drafted
from assistant.books.entry import (
    Line,
    PostedEntry,
    PostedSums,
    Reserve,
    first_naming,
    lines_left,
    standing,
    units_left,
)
from assistant.books.likeness import Likeness
from assistant.books.money import Money
from assistant.books.numbered import same_number
from assistant.books.proposal import EarlierEntry, Role
from assistant.books.reasons import Kind

# A sum, so that SQLite goes along the index of what is asked for, and not through the whole journal up to that place.
UP_TO_TOP = "seq + 0 <= :top"
NUMBERED = heads(f"number IN :numbers AND {UP_TO_TOP} ORDER BY seq + 0")
REVERSING = heads(f"reverses IN :numbers AND {UP_TO_TOP} ORDER BY seq + 0")
ONWARD = heads("seq >= :start AND seq <= :top ORDER BY seq LIMIT :most")
LATEST_BY_DAY = heads(
    f"{UP_TO_TOP} AND {FROM_TEXT} AND entry_date BETWEEN :since AND :until ORDER BY entry_date DESC, seq DESC LIMIT :most"
)
OF_ITEM = Statement(
    "SELECT DISTINCT seq FROM entry_goods WHERE client_id = :client AND item = :item AND seq BETWEEN :first AND :top"
)
LATEST_OF_ITEM = Statement(
    "SELECT DISTINCT g.seq FROM entry_goods g JOIN entries e ON e.client_id = g.client_id AND e.seq = g.seq"
    f" WHERE g.client_id = :client AND g.item = :item AND g.seq <= :top AND e.{FROM_TEXT}"
    " AND e.entry_date BETWEEN :since AND :until"
    " ORDER BY g.seq DESC LIMIT :most"
)
NAMING = Statement(
    "SELECT side, account, amount_minor, role, party, class FROM lines"
    " WHERE client_id = :client AND (party <> '' OR class <> '') AND seq <= :top ORDER BY seq, n"
)
MOVED = Statement(
    "SELECT m.item, sum(m.quantity_micro) FROM entries e CROSS JOIN stock_moves m"
    " WHERE e.client_id = :client AND e.seq BETWEEN :first AND :last AND m.client_id = e.client_id AND m.seq = e.seq"
    " AND NOT (e.kind IN :kinds) AND NOT (e.number IN :numbers) GROUP BY m.item"
)
RESERVE = Statement(
    "SELECT coalesce(sum(quantity_micro), 0), coalesce(sum(amount_minor), 0) FROM reserve_moves"
    f" WHERE client_id = :client AND item = :item AND {UP_TO_TOP}"
)
DRAFTED = Statement("SELECT drafted FROM drafts WHERE client_id = :client AND n IN :places ORDER BY n")
AT_ONCE = 500  # entries in one question


class StoredJournal:
    """A books.journal.Journal of the entries up to place `top`. What it reads is kept for others (kept.py) where `keeps` is said,
    that is, where its transaction has posted nothing that may yet be undone."""

    def __init__(self, door: Door, top: int, *, keeps: bool) -> None:
        self.top = top
        self._door, self._keeps = door, keeps
        self._known: dict[str, tuple[int, PostedEntry] | None] = {}  # by number, with its place
        self._reversals: dict[str, tuple[PostedEntry, ...]] = {}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Iterable) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((self._door.client, self.top))

    def __iter__(self) -> Iterator[PostedEntry]:
        start = -LAST
        while True:
            with self._door.open() as connection:
                found = self._read(connection, ONWARD, start=start, most=AT_ONCE)
            yield from (entry for _, entry in found)
            if len(found) < AT_ONCE:
                return
            start = found[-1][0] + 1

    @property
    def entries(self) -> tuple[PostedEntry, ...]:
        return tuple(self)

    # ── By number ────────────────────────────────────────────────────────────────────────────────────────────────────

    def find(self, number: str) -> PostedEntry | None:
        found = self.those([number])
        return found[0] if found else None

    def those(self, numbers: Iterable[str]) -> tuple[PostedEntry, ...]:
        wanted = sorted(set(numbers))
        unread = [number for number in wanted if number not in self._known]
        for start in range(0, len(unread), AT_ONCE):
            some = unread[start : start + AT_ONCE]
            self._known |= dict.fromkeys(some)
            with self._door.open() as connection:
                self._learn(connection, self._read(connection, NUMBERED, numbers=some))
        return tuple(entry for _, entry in sorted(_there(map(self._known.__getitem__, wanted)), key=_place))

    def numbered(self, ref: str) -> tuple[PostedEntry, ...]:
        with self._door.open() as connection:
            theirs = brought(connection, self._door.client, self.top)
        ours = [f"WO-{figures}" for figures in re.findall(r"\d+", ref)]
        return self.those(number for number in (*theirs, *ours) if same_number(ref, number))

    def told(self, most: int, text: str) -> tuple[EarlierEntry, ...]:
        with self._door.open() as connection:
            return told(connection, self._door.client, self.top, most, text, keeps=self._keeps)

    # ── Of a kind ────────────────────────────────────────────────────────────────────────────────────────────────────

    def recent(
        self, most: int, *, items: Collection[str] = (), since: date | None = None, until: date | None = None
    ) -> tuple[PostedEntry, ...]:
        values = {"since": day_text(since or date.min), "until": day_text(until or date.max), "most": most}
        with self._door.open() as connection:
            found = dict(self._read(connection, LATEST_BY_DAY, **values))
            of_items = set[int]()
            for item in items:
                of_items.update(seq for (seq,) in LATEST_OF_ITEM.rows(connection, self._values(item=item, **values)))
            others = sorted(sorted(of_items)[-most:] if of_items else [])
            found |= self._at(connection, [seq for seq in others if seq not in found])
            self._learn(connection, sorted(found.items(), key=_place))
        return tuple(found[seq] for seq in sorted(found))

    def like(self, own: Likeness) -> tuple[PostedEntry, ...]:
        with self._door.open() as connection:
            places = entries_like(connection, self._door.client, own, top=self.top)
            found = self._at(connection, places)
            self._learn(connection, sorted(found.items(), key=_place))
        return tuple(found[seq] for seq in sorted(found))

    def of_item(self, item: str, *, since: str = "") -> tuple[PostedEntry, ...]:
        with self._door.open() as connection:
            first = seq_of(connection, SEQ_OF_NUMBER, self._door.client, since) if since else -LAST
            rows = OF_ITEM.rows(connection, self._values(item=item, first=LAST if first is None else first))
            found = self._at(connection, sorted(seq for (seq,) in rows))
        return tuple(found[seq] for seq in sorted(found))

    def naming(self) -> tuple[Line, ...]:
        with self._door.open() as connection:
            rows = NAMING.rows(connection, self._values())
        currency = self._door.currency
        return first_naming(
            Line(Side(side), account, Money(minor, currency), Role(role), party, klass)
            for side, account, minor, role, party, klass in rows
        )

    def moved_since(self, number: str, *, but_kinds: Collection[Kind], but_numbers: Collection[str]) -> dict[str, Decimal]:
        values: dict[str, object] = {"kinds": [kind.value for kind in but_kinds], "numbers": list(but_numbers)}
        with self._door.open() as connection:
            first = seq_of(connection, SEQ_OF_NUMBER, self._door.client, number)
            if first is None or first > self.top:
                return {}
            rows = MOVED.rows(connection, self._values(first=first, last=self.top, **values))
        return {item: quantity(int(micro)) for item, micro in rows}

    # ── What is left ─────────────────────────────────────────────────────────────────────────────────────────────────

    def reversals_of(self, number: str) -> tuple[PostedEntry, ...]:
        if number not in self._reversals:
            with self._door.open() as connection:
                self._learn_reversals(connection, [number])
        return self._reversals[number]

    def units_left(self, number: str) -> dict[tuple[str, str], Decimal]:
        entry = self._posted(number)
        return units_left(entry, standing(entry, self.reversals_of))

    def lines_left(self, number: str) -> tuple[Line, ...]:
        entry = self._posted(number)
        return lines_left(entry, standing(entry, self.reversals_of))

    def reserve_of(self, item: str, currency: str) -> Reserve:
        with self._door.open() as connection:
            row = RESERVE.row(connection, self._values(item=item))
        micro, minor = row or (0, 0)
        return Reserve(quantity(int(micro)), Money(int(minor), currency))

    def _posted(self, number: str) -> PostedEntry:
        found = self.find(number)
        if found is None:
            raise KeyError(number)
        return found

    # ── All of it ────────────────────────────────────────────────────────────────────────────────────────────────────

    def by_day(self) -> Iterator[PostedEntry]:
        return all_entries.by_day(self._door, self.top)

    def days(self) -> tuple[date, date] | None:
        return all_entries.days(self._door, self.top)

    def posted_sums(self, currency: str) -> dict[str, PostedSums]:
        return all_entries.posted_sums(self._door, self.top, currency)

    # ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _values(self, **values: object) -> dict[str, object]:
        return {"client": self._door.client, "top": self.top, **values}

    def _heads(self, connection: Connection, statement: Statement, **values: object) -> list[Head]:
        return [Head(*row) for row in statement.rows(connection, self._values(**values))]

    def _at(self, connection: Connection, places: Sequence[int]) -> dict[int, PostedEntry]:
        found: dict[int, PostedEntry] = {}
        for start in range(0, len(places), AT_ONCE):
            found |= self._read(connection, HEADS_AT, places=list(places[start : start + AT_ONCE]))
        return found

    def _read(self, connection: Connection, statement: Statement, **values: object) -> list[tuple[int, PostedEntry]]:
        """The entries that the statement finds, each with its place; what they consist of is read of those alone that are not
        kept."""
        found, kept = self._heads(connection, statement, **values), kept_of(connection)
        known = {head.seq: kept.entry(self._door.client, head.id, head.number) for head in found}
        unread = [head for head in found if known[head.seq] is None]
        at = {"client": self._door.client, "places": [head.seq for head in unread]}
        for head, made in zip(unread, whole(connection, self._door.currency, unread, PLACES, at), strict=True):
            known[head.seq] = made
            if self._keeps:
                kept.keep(self._door.client, made)
        return [(head.seq, entry) for head in found if (entry := known[head.seq]) is not None]

    def _learn(self, connection: Connection, found: Sequence[tuple[int, PostedEntry]]) -> None:
        """These entries and what reverses them, so that what is left of each is asked of nobody."""
        self._known |= {entry.number: (place, entry) for place, entry in found}
        self._learn_reversals(connection, [entry.number for _, entry in found if entry.number not in self._reversals])

    def _learn_reversals(self, connection: Connection, numbers: Sequence[str]) -> None:
        for start in range(0, len(numbers), AT_ONCE):
            some = numbers[start : start + AT_ONCE]
            reversing: dict[str, list[PostedEntry]] = {number: [] for number in some}
            for place, entry in self._read(connection, REVERSING, numbers=list(some)):
                reversing[entry.reverses].append(entry)
                self._known[entry.number] = (place, entry)
            self._reversals |= {number: tuple(each) for number, each in reversing.items()}


class StoredDrafts:
    """A books.drafted.Waiting of the drafts made before the one `without`, or of all where none is named."""

    def __init__(self, door: Door, without: str) -> None:
        self._door, self._without = door, without

    def like(self, own: Likeness) -> tuple[Drafted, ...]:
        with self._door.open() as connection:
            places = drafts_like(connection, self._door.client, own, without=self._without)
            if not places:
                return ()
            rows = DRAFTED.rows(connection, {"client": self._door.client, "places": places})
        return tuple(_drafted(document) for (document,) in rows)


@lru_cache(maxsize=4_096)
def _drafted(document: str) -> Drafted:
    """In a batch the same drafts are compared with one after another: each is decoded once."""
    return decode(Drafted, document)


def _there(found: Iterable[tuple[int, PostedEntry] | None]) -> Iterator[tuple[int, PostedEntry]]:
    return (each for each in found if each is not None)


def _place(found: tuple[int, PostedEntry]) -> int:
    return found[0]
