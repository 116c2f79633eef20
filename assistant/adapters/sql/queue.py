"""Drafts as lines of a queue, and who looks after them: to rows and back, without reading the drafts.

The lines of a page are found first, by what an index holds; then what they show is read of these alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, text

from assistant.adapters.sql.codec import decode
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.statement import Found, Statement
from assistant.adapters.sql.types import day_text, instant_text, moment
from assistant.books.care import Care, Glance, QueueLine, glance_at
from assistant.books.draft import Draft, DraftState
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.queue import MOST_COUNTED, RECENT, Counts, Order, QueueQuery, Tab, read_cursor

OPEN = "state IN ('waiting', 'blocked', 'asked')"  # word for word as the index of open drafts says it
STATES = {Tab.US: "state IN ('waiting', 'blocked')", Tab.ANSWER: "state = 'asked'", Tab.RESTING: OPEN}
RESTING = "SELECT client_id, draft_id FROM draft_care WHERE client_id IN :seen AND snoozed_until > :today"
KEYS = {
    Order.SURE: "confidence",
    Order.AMOUNT: "coalesce(-amount_minor, 0)",
    Order.AGE: "drafted_at",
    Order.PERSON: "drafted_by",
}
# What was decided lately, as the trail tells it; what was declined was so when it was drafted.
SETTLED_BY = "d.client_id, d.n, d.id, d.drafted_by, d.reason, d.kind, d.confidence, d.summary, d.words"
SETTLED = (
    f"(SELECT {SETTLED_BY}, a.at AS settled_at, a.who AS settled_by FROM audit_events a"
    " JOIN drafts d ON d.client_id = a.client_id AND d.id = a.subject AND d.state IN ('posted', 'rejected', 'reversed')"
    " WHERE a.client_id IN :seen AND a.what IN ('draft.approved', 'draft.approved_by_policy', 'draft.rejected')"
    f" AND a.at >= :since UNION ALL SELECT {SETTLED_BY}, d.drafted_at, d.drafted_by FROM drafts d"
    " WHERE d.client_id IN :seen AND d.state = 'declined' AND d.drafted_at >= :since) AS settled"
)
SHOWN = (
    "SELECT d.client_id, d.id, d.n, d.state, d.version, d.kind, d.reason, d.entry_date, d.amount_minor, d.confidence,"
    " d.drafted_by, d.drafted_at, d.summary, c.currency, h.person, h.said_by, h.said_at, h.note, h.snoozed_until,"
    " {settled} FROM ({found}) AS found JOIN drafts d ON d.client_id = found.client_id AND d.n = found.n"
    " JOIN clients c ON c.id = d.client_id"
    " LEFT JOIN draft_care h ON h.client_id = d.client_id AND h.draft_id = d.id ORDER BY found.place {turn}, d.client_id, d.n"
)
# The client stands in an expression, for the index of open drafts is not by client: by the other indexes, all that is open would
# be read from the rows to be sorted.
WHOSE = "((client_id || '') IN :clients OR ((client_id || '') IN :own AND drafted_by = :person))"
THEIRS_ALONE = "(client_id || '') IN :clients"
# Counted as far as anybody reads a count, along the index of client and state; what rests is among it, and counted apart.
STANDING = "SELECT client_id, '{tab}' AS tab FROM drafts WHERE {whose} AND {states} LIMIT :most"
ASLEEP = (
    f"SELECT client_id, CASE state WHEN 'asked' THEN '{Tab.ANSWER}' ELSE '{Tab.US}' END AS tab FROM drafts"
    f" WHERE {WHOSE} AND {OPEN} AND (client_id, id) IN ({RESTING})"
)
DOCUMENT = text("SELECT document FROM drafts WHERE client_id = :client AND id = :id")
CARE = Statement(
    "SELECT person, said_by, said_at, note, snoozed_until FROM draft_care WHERE client_id = :client AND draft_id = :id"
)
SAVE_CARE = text(
    "INSERT INTO draft_care (client_id, draft_id, person, said_by, said_at, note, snoozed_until)"
    " VALUES (:client, :id, :person, :by, :at, :note, :until) ON CONFLICT (client_id, draft_id) DO UPDATE SET"
    " person = excluded.person, said_by = excluded.said_by, said_at = excluded.said_at, note = excluded.note,"
    " snoozed_until = excluded.snoozed_until"
)
LABELS = "SELECT client_id, key, number, name, full_name FROM accounts WHERE client_id IN :seen AND key IN :keys"
# The row of the policy is there in all books, and `born` anew where they are put back from a copy.
MARKS = (
    "SELECT client_id, born, (SELECT max(n) FROM changes c WHERE c.client_id = changes.client_id) FROM changes"
    " WHERE client_id IN :seen AND part = 'policies' AND key = '' ORDER BY client_id"
)
PEOPLE = "SELECT DISTINCT person FROM roles WHERE client_id IN :seen ORDER BY person"
POLICIES = (
    "SELECT p.client_id, p.document FROM policies p WHERE p.client_id IN :seen AND p.version ="
    " (SELECT max(version) FROM policies WHERE client_id = p.client_id)"
)


class Queue:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client

    def queue(self, query: QueueQuery) -> tuple[QueueLine, ...]:
        """The lines that the query asks for, of these books. A person of `own` is shown only what they drafted."""
        if query.own:
            return read_queue(self.connection, replace(query, clients=(), own=(self.client.id,)))
        return read_queue(self.connection, replace(query, clients=(self.client.id,)))

    def care(self, draft_id: str) -> Care | None:
        """Who looks after the draft; None where nobody said so yet."""
        found = CARE.row(self.connection, {"client": self.client.id, "id": draft_id})
        return _care(*found) if found is not None else None

    def save_care(self, draft_id: str, care: Care) -> None:
        values = {
            "client": self.client.id, "id": draft_id, "person": care.person, "by": care.by, "at": instant_text(care.at),
            "note": care.note, "until": day_text(care.snoozed_until),
        }  # fmt: skip
        self.connection.execute(SAVE_CARE, values)


def read_queue(connection: Connection, query: QueueQuery) -> tuple[QueueLine, ...]:
    """The lines that the query asks for, of all clients that it names. WrongUsage for a cursor that cannot be read."""
    values = _whose(query)
    where = [WHOSE if query.own else THEIRS_ALONE, *_standing(query, values), *_filters(query, values)]
    settled = query.tab is Tab.DONE and not query.draft
    key, turn = ("settled_at", "DESC") if settled else (KEYS[query.order], "")
    if settled:
        values["since"] = instant_text(_midnight(query.today) - RECENT)
    if query.after:
        cursor = read_cursor(query)
        place = instant_text(cursor.key) if isinstance(cursor.key, datetime) else cursor.key
        values |= {"key": place, "after_client": cursor.client, "after_n": cursor.n}
        further = f"{key} {'<' if turn else '>'} :key OR ({key} = :key AND (client_id, n) > (:after_client, :after_n))"
        where.append(f"({further})")
    found = (
        f"SELECT client_id, n, {key} AS place{', settled_at, settled_by' if settled else ''}"
        f" FROM {SETTLED if settled else 'drafts'} WHERE {' AND '.join(where)}"
        f" ORDER BY {key} {turn}, client_id, n LIMIT :limit"
    )
    columns = "found.settled_at, found.settled_by" if settled else "NULL AS settled_at, '' AS settled_by"
    rows = _rows(connection, SHOWN.format(settled=columns, found=found, turn=turn), values | {"limit": query.limit})
    return tuple(_line(connection, row) for row in rows)


def _whose(query: QueueQuery) -> dict[str, Any]:
    return {
        "seen": [*query.clients, *query.own], "clients": list(query.clients), "own": list(query.own), "person": query.person,
        "today": query.today.isoformat(),
    }  # fmt: skip


def _standing(query: QueueQuery, values: dict[str, Any]) -> Iterable[str]:
    """Under which tab."""
    if query.draft:
        values["draft"] = query.draft
        yield "id = :draft"
    elif query.tab is not Tab.DONE:
        yield f"{OPEN} AND {STATES[query.tab]} AND (client_id, id) {'IN' if query.tab is Tab.RESTING else 'NOT IN'} ({RESTING})"


def _filters(query: QueueQuery, values: dict[str, Any]) -> Iterable[str]:
    for column, asked in (("reason", query.reason), ("kind", query.kind), ("drafted_by", query.drafted_by)):
        if asked:
            values[f"asked_{column}"] = asked
            yield f"{column} = :asked_{column}"
    if query.least > 0:
        values["least"] = query.least
        yield "confidence >= :least"
    if query.most < 1:
        values["most"] = query.most
        yield "confidence <= :most"
    if query.cared_by is not None:
        values["cared_by"] = query.cared_by
        held = "SELECT client_id, draft_id FROM draft_care WHERE client_id IN :seen AND person"
        yield f"(client_id, id) IN ({held} = :cared_by)" if query.cared_by else f"(client_id, id) NOT IN ({held} <> '')"
    if query.finding:
        values["finding"] = f'%"code":"{_literal(query.finding)}"%'
        yield "summary LIKE :finding ESCAPE '!'"
    for n, word in enumerate(query.words.casefold().split()[:8]):
        values[f"word_{n}"] = f"%{_literal(word)}%"
        yield f"(words LIKE :word_{n} ESCAPE '!' OR words = '')"


def _literal(words: str) -> str:
    """As LIKE takes it to mean itself."""
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _rows(connection: Connection, said: str, values: dict[str, Any]) -> list[Found]:
    """What the statement finds; a value of it that is a list stands for any of its texts."""
    return _statement(said).rows(connection, values)


@lru_cache(maxsize=512)
def _statement(said: str) -> Statement:
    """Made once, for there are as many as there are ways to ask."""
    return Statement(said)


def _midnight(day: date) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T00:00:00+00:00")


def _line(connection: Connection, found: Found) -> QueueLine:
    """In the order of SHOWN."""
    client, id_, n, state, version, kind, reason, day, minor, confidence, by, at, summary, currency, *cared = found
    person, said_by, said_at, note, until, settled_at, settled_by = cared
    return QueueLine(
        client=client,
        id=id_,
        n=n,
        state=DraftState(state),
        version=version,
        kind=kind,
        reason=reason,
        entry_date=_day(day),
        amount=Money(minor, currency) if minor is not None else None,
        confidence=confidence,
        drafted_by=by,
        drafted_at=moment(at),
        glance=_glance(summary) if summary else _worked_out(connection, client, id_),
        care=_care(person, said_by, said_at, note, until) if person is not None else None,
        settled_at=moment(settled_at) if settled_at is not None else None,
        settled_by=settled_by,
    )


def _care(person: str, said_by: str, said_at: datetime | str, note: str, until: date | str | None) -> Care:
    return Care(person, said_by, moment(said_at), note, _day(until))


def _day(value: date | str | None) -> date | None:
    """What a DATE column holds, of either database."""
    return date.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _glance(summary: str) -> Glance:
    return decode(Glance, summary)


@lru_cache(maxsize=256)
def _policy(document: str) -> Policy:
    return decode(Policy, document)


def _worked_out(connection: Connection, client: str, draft_id: str) -> Glance:
    """Of a draft that an earlier version of this program stored."""
    return glance_at(decode(Draft, connection.execute(DOCUMENT, {"client": client, "id": draft_id}).scalar_one()))


def read_counts(connection: Connection, query: QueueQuery) -> Counts:
    """How many drafts stand under each tab of whose the query names, filtered by nothing. Done has no count: it only grows."""
    standing, resting = Counter[tuple[Tab, str]](), Counter[tuple[Tab, str]]()
    for client, tab, rests, drafts in _rows(connection, _counting(bool(query.own)), _whose(query) | {"most": MOST_COUNTED + 1}):
        (resting if rests else standing)[Tab(tab), client] += drafts
    tabs = {Tab.RESTING: resting.total()}
    for tab in (Tab.US, Tab.ANSWER):
        count = sum(drafts for (under, _), drafts in standing.items() if under is tab)
        rests = sum(drafts for (under, _), drafts in resting.items() if under is tab)
        tabs[tab] = count - rests if count <= MOST_COUNTED else count
    clients = (*query.clients, *query.own) if tabs[Tab.US] <= MOST_COUNTED else ()
    return Counts(tabs, {client: standing[Tab.US, client] - resting[Tab.US, client] for client in clients})


@cache
def _counting(own: bool) -> str:
    """How many of each client stand under a tab, and how many of these rest."""
    whose = WHOSE.replace("(client_id || '')", "client_id") if own else "client_id IN :clients"
    standing = [STANDING.format(tab=tab.value, states=STATES[tab], whose=whose) for tab in (Tab.US, Tab.ANSWER)]
    counted = [(f"SELECT * FROM ({one}) AS s{n}", 0) for n, one in enumerate(standing)] + [(ASLEEP, 1)]
    each = [
        f"SELECT client_id, tab, {rests} AS rests, count(*) AS drafts FROM ({one}) AS c{rests} GROUP BY client_id, tab"
        for one, rests in counted
    ]
    return " UNION ALL ".join(each)


def read_marks(connection: Connection, clients: Collection[str]) -> tuple[Found, ...]:
    """What moves with every change of these clients' books that a queue could show."""
    return tuple(_rows(connection, MARKS, {"seen": sorted(clients)}))


def read_labels(connection: Connection, lines: Collection[QueueLine]) -> dict[tuple[str, str], str]:
    """The accounts of the lines, by client and key, as a person knows them."""
    keys = {side.account for line in lines for side in line.glance.sides}
    found = _rows(connection, LABELS, {"seen": sorted({line.client for line in lines}), "keys": sorted(keys)})
    return {(client, key): f"{number} {name}" if number else full_name for client, key, number, name, full_name in found}


def read_people(connection: Connection, clients: Collection[str]) -> tuple[str, ...]:
    """All who work in any of these clients' books, by name."""
    return tuple(person for (person,) in _rows(connection, PEOPLE, {"seen": sorted(clients)}))


def read_policies(connection: Connection, clients: Collection[str]) -> dict[str, Policy]:
    """The policies of these clients as they are now."""
    found = _rows(connection, POLICIES, {"seen": sorted(clients)})
    return {client: _policy(document) for client, document in found}
