"""Stored rows to lists of entries and events: filtered, counted and summed by the database, for whole journals take long to read.

Words are looked for in whatever case, which databases know of plain letters alone: those rows are compared here.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Date, Row, TextualSelect, bindparam, text

from assistant.adapters.sql.codec import Unreadable
from assistant.adapters.sql.journal import ASKED_AT_ONCE, LAST, SEQ_OF_NUMBER, seq_of
from assistant.adapters.sql.types import Instant, day_text, instant_text
from assistant.books.audit import AuditEvent
from assistant.books.money import Money
from assistant.books.reasons import Kind, Reason
from assistant.books.register import EntryQuery, EntryRow, Register, Told, Trail, TrailQuery
from assistant.books.remote import DocumentState
from assistant.errors import NotFound

ENTRIES = (
    " FROM entries e LEFT JOIN drafts d ON d.client_id = e.client_id AND d.id = e.draft_id"
    " WHERE e.client_id = :client AND e.sealed"
)
ROW = (
    "SELECT e.seq, e.number, e.entry_date, e.kind, e.reason, e.sub_reason, e.memo, e.reverses, e.posted_by, e.posted_at,"
    " coalesce(d.drafted_by, '') AS drafted_by"
)
WHERE = {
    "since": "e.entry_date >= :since",
    "until": "e.entry_date <= :until",
    "reason": "e.reason = :reason",
    "sub_reason": "e.sub_reason = :sub_reason",
    "kind": "e.kind = :kind",
    "person": "(e.posted_by = :person OR d.drafted_by = :person)",
    "account": (
        "EXISTS (SELECT 1 FROM lines l WHERE l.client_id = e.client_id AND l.seq = e.seq AND l.account = :account)"
    ),
}  # fmt: skip
DEBIT = "CASE side WHEN 'debit' THEN amount_minor ELSE 0 END"
SIGNED = "CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END"
OF_ACCOUNT = f"CASE account WHEN :account THEN {SIGNED} ELSE 0 END"
SUMS = f"SELECT coalesce(sum({DEBIT}), 0) AS debits, coalesce(sum({OF_ACCOUNT}), 0) AS net FROM lines WHERE client_id = :client"
SUMS_OF_ROWS = text(
    f"SELECT seq, sum({DEBIT}) AS debits, sum({OF_ACCOUNT}) AS net FROM lines WHERE client_id = :client AND seq IN :seqs"
    " GROUP BY seq"
).bindparams(bindparam("seqs", expanding=True))
REVERSED_BY = text(
    "SELECT reverses, number FROM entries WHERE client_id = :client AND sealed AND reverses IN :numbers ORDER BY seq"
).bindparams(bindparam("numbers", expanding=True))
POSTED_AFTER = text(
    f"SELECT l.account, sum({SIGNED}) AS minor FROM entries e JOIN lines l ON l.client_id = e.client_id AND l.seq = e.seq"
    " WHERE e.client_id = :client AND e.entry_date > :day AND e.sealed AND NOT e.brought GROUP BY l.account"
)
THERE = text(
    "SELECT entry, state FROM remote_documents WHERE client_id = :client AND realm = :realm AND entry IN :numbers"
    " ORDER BY entry, part"
).bindparams(bindparam("numbers", expanding=True))
EVENTS = "SELECT seq, at, who, what, subject, detail, previous, hash FROM audit_events WHERE client_id = :client"
EVENT_WHERE = {
    "who": "who = :who", "what": "what = :what", "subject": "subject = :subject", "since": "at >= :since", "until": "at < :until",
}  # fmt: skip
EVERY = "SELECT DISTINCT {} FROM audit_events WHERE client_id = :client ORDER BY 1"
TELLING = {
    "kinds": "SELECT DISTINCT kind FROM entries WHERE client_id = :client ORDER BY kind",
    "reasons": "SELECT DISTINCT reason FROM entries WHERE client_id = :client ORDER BY reason",
    "sub_reasons": "SELECT DISTINCT sub_reason FROM entries WHERE client_id = :client AND sub_reason <> '' ORDER BY sub_reason",
    "people": (
        "SELECT posted_by FROM entries WHERE client_id = :client AND posted_by <> ''"
        " UNION SELECT d.drafted_by FROM entries e JOIN drafts d ON d.client_id = e.client_id AND d.id = e.draft_id"
        " WHERE e.client_id = :client ORDER BY 1"
    ),
    "accounts": "SELECT DISTINCT account FROM lines WHERE client_id = :client ORDER BY account",
}  # fmt: skip


# ── Entries ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_register(connection: Connection, client: str, currency: str, query: EntryQuery) -> Register:
    """NotFound where there is no entry to go on after."""
    values = _values(client, query)
    where = "".join(f" AND {clause}" for name, clause in WHERE.items() if name in values)
    before = _before(connection, client, query.after)
    if query.words:
        found = _with_words(connection, where, values, query.words)
        rows = [row for row in found if row.seq < before]
        count, sums = len(found), _sums_of_rows(connection, client, query.account, [row.seq for row in found])
        debits, net = (sum(both[n] for both in sums.values()) for n in (0, 1))
    else:
        limit = f" LIMIT {query.limit + 1:d}" if query.limit else ""
        statement = _rows(f"{ROW}{ENTRIES}{where} AND e.seq < :before ORDER BY e.seq DESC{limit}")
        rows = list(connection.execute(statement, values | {"before": before}))
        count, debits, net = _totals(connection, where, values, query.account)
    shown = rows[: query.limit] if query.limit else rows
    return Register(
        rows=_entry_rows(connection, client, currency, query.account, shown),
        next=shown[-1].number if len(rows) > len(shown) else "",
        count=count,
        amount=Money(debits, currency),
        of_account=Money(net, currency) if query.account else None,
    )


def _values(client: str, query: EntryQuery) -> dict[str, Any]:
    said = {
        "since": day_text(query.since), "until": day_text(query.until), "reason": query.reason, "sub_reason": query.sub_reason,
        "kind": query.kind, "person": query.person, "account": query.account,
    }  # fmt: skip
    return {"client": client} | {name: str(value) for name, value in said.items() if value}


def _before(connection: Connection, client: str, after: str) -> int:
    if not after:
        return LAST
    seq = seq_of(connection, SEQ_OF_NUMBER, client, after)
    if seq is None:
        raise NotFound(f"There is no entry {after}.", "Begin from the latest.")
    return seq


def _rows(statement: str) -> TextualSelect:
    return text(statement).columns(entry_date=Date, posted_at=Instant)


def _with_words(connection: Connection, where: str, values: dict[str, Any], words: str) -> list[Row[Any]]:
    """The rows whose number, memo or text has all of the words, each anywhere."""
    wanted = words.casefold().split()
    rows = connection.execute(_rows(f"{ROW}, e.text AS typed{ENTRIES}{where} ORDER BY e.seq DESC"), values)
    return [row for row in rows if all(word in f"{row.number} {row.memo} {row.typed}".casefold() for word in wanted)]


def _totals(connection: Connection, where: str, values: dict[str, Any], account: str) -> tuple[int, int, int]:
    """How many entries, their debits, and their net to the account."""
    count = connection.execute(text(f"SELECT count(*){ENTRIES}{where}"), values).scalar_one()
    sums = text(f"{SUMS} AND seq IN (SELECT e.seq{ENTRIES}{where})")
    row = connection.execute(sums, values | {"account": account}).one()
    return int(count), int(row.debits), int(row.net)


def _sums_of_rows(connection: Connection, client: str, account: str, seqs: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Debits, and the net to the account, by the entry's place."""
    sums: dict[int, tuple[int, int]] = {}
    for start in range(0, len(seqs), ASKED_AT_ONCE):
        values = {"client": client, "account": account, "seqs": list(seqs[start : start + ASKED_AT_ONCE])}
        sums |= {row.seq: (int(row.debits), int(row.net)) for row in connection.execute(SUMS_OF_ROWS, values)}
    return sums


def _entry_rows(
    connection: Connection, client: str, currency: str, account: str, rows: Sequence[Row[Any]]
) -> tuple[EntryRow, ...]:
    sums = _sums_of_rows(connection, client, account, [row.seq for row in rows])
    back = _reversed_by(connection, client, [row.number for row in rows])
    return tuple(
        EntryRow(
            number=row.number,
            entry_date=row.entry_date,
            kind=Kind(row.kind),
            reason=Reason(row.reason),
            sub_reason=row.sub_reason,
            memo=row.memo,
            reverses=row.reverses or "",
            reversed_by=tuple(back.get(row.number, ())),
            drafted_by=row.drafted_by,
            posted_by=row.posted_by,
            posted_at=row.posted_at,
            amount=Money(sums.get(row.seq, (0, 0))[0], currency),
            of_account=Money(sums.get(row.seq, (0, 0))[1], currency) if account else None,
        )
        for row in rows
    )


def _reversed_by(connection: Connection, client: str, numbers: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for start in range(0, len(numbers), ASKED_AT_ONCE):
        values = {"client": client, "numbers": list(numbers[start : start + ASKED_AT_ONCE])}
        for original, number in connection.execute(REVERSED_BY, values):
            found.setdefault(original, []).append(number)
    return found


def read_told(connection: Connection, client: str) -> Told:
    def of(name: str) -> list[str]:
        return list(connection.execute(text(TELLING[name]), {"client": client}).scalars())

    return Told(
        kinds=tuple(map(Kind, of("kinds"))),
        reasons=tuple(map(Reason, of("reasons"))),
        sub_reasons=tuple(of("sub_reasons")),
        people=tuple(of("people")),
        accounts=tuple(of("accounts")),
    )


def read_states_there(connection: Connection, client: str, realm: str, numbers: Sequence[str]) -> dict[str, list[DocumentState]]:
    """The states of the documents of those of the entries that have any, in the order of their parts."""
    found: dict[str, list[DocumentState]] = {}
    for start in range(0, len(numbers), ASKED_AT_ONCE):
        values = {"client": client, "realm": realm, "numbers": list(numbers[start : start + ASKED_AT_ONCE])}
        for entry, state in connection.execute(THERE, values):
            found.setdefault(entry, []).append(DocumentState(state))
    return found


def read_posted_after(connection: Connection, client: str, currency: str, day: date) -> dict[str, Money]:
    """Debits less credits of the entries dated after the day, by account; entries of earlier books are in the openings."""
    found = connection.execute(POSTED_AFTER, {"client": client, "day": day_text(day)})
    return {row.account: Money(int(row.minor), currency) for row in found}


# ── The trail ────────────────────────────────────────────────────────────────────────────────────────────────────────


def read_trail(connection: Connection, client: str, query: TrailQuery) -> Trail:
    """Unreadable where an event's detail is no JSON."""
    said = {
        "who": query.who, "what": query.what, "subject": query.subject,
        "since": midnight(query.since) if query.since else "",
        "until": midnight(query.until + timedelta(days=1)) if query.until else "",
    }  # fmt: skip
    values: dict[str, Any] = {"client": client} | {name: value for name, value in said.items() if value}
    where = "".join(f" AND {clause}" for name, clause in EVENT_WHERE.items() if name in values)
    counted = text(f"SELECT count(*) FROM audit_events WHERE client_id = :client{where}")
    count = connection.execute(counted, values).scalar_one()
    limit = f" LIMIT {query.limit + 1:d}" if query.limit else ""
    statement = text(f"{EVENTS}{where} AND seq < :before ORDER BY seq DESC{limit}").columns(at=Instant)
    rows = connection.execute(statement, values | {"before": query.before or LAST}).all()
    shown = rows[: query.limit] if query.limit else rows
    return Trail(tuple(map(_event, shown)), shown[-1].seq if len(rows) > len(shown) else 0, int(count))


def read_trail_told(connection: Connection, client: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Everyone who did something, and all that was done."""
    who, what = (tuple(connection.execute(text(EVERY.format(name)), {"client": client}).scalars()) for name in ("who", "what"))
    return who, what


def midnight(day: date) -> str:
    """The moment that the day begins in UTC, as a column of moments is compared with it."""
    return instant_text(datetime.combine(day, time(), tzinfo=UTC))


def _event(row: Row[Any]) -> AuditEvent:
    try:
        detail = json.loads(row.detail)
    except ValueError as error:
        raise Unreadable(f"event {row.seq} of the audit trail is no JSON") from error
    return AuditEvent(row.seq, row.at, row.who, row.what, row.subject, detail, row.previous, row.hash)
