"""Stored rows to what the pictures add up: what each entry cost and where its goods lay, and what became of each draft."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Date, bindparam, text

from assistant.adapters.sql.codec import Unreadable
from assistant.adapters.sql.register import midnight
from assistant.adapters.sql.types import Instant, day_text, quantity
from assistant.books.losses import LOST, Fate, Loss, Outcome, weighed_places
from assistant.books.money import Money
from assistant.books.reasons import Kind, Reason

SPAN = " AND e.entry_date BETWEEN :since AND :until"
LOSSES = (
    text(
        "SELECT e.seq, e.number, e.entry_date, e.kind, e.reason, e.sub_reason,"
        " sum(CASE l.side WHEN 'debit' THEN l.amount_minor ELSE -l.amount_minor END) AS minor"
        " FROM entries e JOIN lines l ON l.client_id = e.client_id AND l.seq = e.seq AND l.role IN :roles"
        f" WHERE e.client_id = :client AND e.sealed{SPAN}"
        " GROUP BY e.seq, e.number, e.entry_date, e.kind, e.reason, e.sub_reason ORDER BY e.seq"
    )
    .bindparams(bindparam("roles", expanding=True))
    .columns(entry_date=Date)
)
PLACES = (
    "SELECT p.seq, p.location, sum(p.{number}) AS number FROM {table} p"
    " JOIN entries e ON e.client_id = p.client_id AND e.seq = p.seq"
    f" WHERE p.client_id = :client{SPAN} GROUP BY p.seq, p.location"
)
VALUES = text(PLACES.format(table="stock_moves", number="value_minor"))
UNITS = text(PLACES.format(table="entry_goods", number="quantity_micro"))
DECIDED = text(
    "SELECT id, state, confidence, drafted_at FROM drafts WHERE client_id = :client"
    " AND state IN ('posted', 'reversed', 'rejected') AND amount_minor IS NOT NULL"
    " AND drafted_at >= :since AND drafted_at < :until ORDER BY n"
).columns(drafted_at=Instant)
STEPS = text(
    "SELECT subject, what, detail FROM audit_events WHERE client_id = :client"
    " AND what IN ('draft.drafted', 'draft.answered', 'draft.revised') ORDER BY seq"
)
OUTCOMES = {"posted": Outcome.AS_DRAFTED, "reversed": Outcome.AS_DRAFTED, "rejected": Outcome.REJECTED}
NOT_READ = "command"  # the reader of a draft that somebody asked for by its entry's number: nothing was read


def read_losses(connection: Connection, client: str, currency: str, since: date, until: date) -> tuple[Loss, ...]:
    """Of the entries dated from `since` to `until`, in the order they were posted."""
    span = {"client": client, "since": day_text(since), "until": day_text(until)}

    def by_place(statement: Any) -> dict[int, dict[str, Decimal]]:
        found: dict[int, dict[str, Decimal]] = {}
        for row in connection.execute(statement, span):
            found.setdefault(row.seq, {})[row.location] = Decimal(int(row.number))
        return found

    values, units = by_place(VALUES), by_place(UNITS)
    return tuple(
        Loss(
            entry=row.number,
            entry_date=row.entry_date,
            kind=Kind(row.kind),
            reason=Reason(row.reason),
            sub_reason=row.sub_reason,
            amount=Money(int(row.minor), currency),
            places=weighed_places(
                {place: Money(int(minor), currency).amount for place, minor in values.get(row.seq, {}).items()},
                {place: quantity(int(micro)) for place, micro in units.get(row.seq, {}).items()},
            ),
        )
        for row in connection.execute(LOSSES, span | {"roles": [role.value for role in LOST]})
    )


def read_fates(connection: Connection, client: str, since: date, until: date) -> tuple[Fate, ...]:
    """Of the drafts made from `since` to `until` (days of UTC) that were read from words, had an entry, and were decided."""
    span = {"client": client, "since": midnight(since), "until": midnight(until + timedelta(days=1))}
    steps = {draft: (read, sure, revised) for draft, read, sure, revised in _steps(connection, client)}
    return tuple(
        Fate(
            draft=row.id,
            drafted_on=row.drafted_at.date(),
            confidence=float(row.confidence) if sure is None else sure,
            outcome=Outcome.REVISED if revised and row.state != "rejected" else OUTCOMES[row.state],
            reversed=row.state == "reversed",
        )
        for row in connection.execute(DECIDED, span)
        for read, sure, revised in [steps.get(row.id, (True, None, False))]
        if read
    )


def _steps(connection: Connection, client: str) -> Iterator[tuple[str, bool, float | None, bool]]:
    """By draft, as the trail has it: whether it was read, how sure its first entry was (None: not kept then), whether somebody
    changed that entry."""
    found: dict[str, tuple[bool, float | None, bool]] = {}
    for row in connection.execute(STEPS, {"client": client}):
        told = _detail(row.detail)
        read, sure, revised = found.get(row.subject, (told.get("reader") != NOT_READ, None, False))
        if row.what == "draft.revised":
            found[row.subject] = (read, sure, True)
            continue
        entry = told if row.what == "draft.drafted" else told.get("after", {})
        if not revised and "confidence" in entry:
            sure = float(entry["confidence"])
        found[row.subject] = (read, sure, revised)
    for draft, (read, sure, revised) in found.items():
        yield draft, read, sure, revised


def _detail(document: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = json.loads(document)
    except ValueError as error:
        raise Unreadable("an event of the audit trail is no JSON") from error
    return told

