"""What is asked of all of a client's entries up to a place: their sums by account, and each by its day.

The database adds up, a stretch of the journal after another, for it sorts what it adds up in groups; and no more entries are at
hand at a time than one question reads: there may be very many. What is gone through in this way is kept for nobody (kept.py), for
it would take the place of what is asked for again and again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from assistant.adapters.sql.door import Door
from assistant.adapters.sql.journal import BEFORE_FIRST, HEADS_AT, LAST, OF_STRETCH, PLACES, Head, whole
from assistant.adapters.sql.statement import Found, Statement
from assistant.adapters.sql.types import day
from assistant.books.entry import PostedEntry, PostedSums
from assistant.books.money import Money

OF_SOME, UP_TO = f"client_id = :client AND {OF_STRETCH}", "client_id = :client AND seq <= :top AND sealed"
POSTED_TO = Statement(
    "SELECT account, sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) FROM lines"
    f" WHERE {OF_SOME} GROUP BY account"
)
MOVED_ON = Statement(
    "SELECT account, sum(value_minor), sum(CASE WHEN stated_value THEN value_minor ELSE 0 END) FROM stock_moves"
    f" WHERE {OF_SOME} GROUP BY account"
)
COUNTED = Statement(f"SELECT entry_date, count(*) FROM entries WHERE {OF_SOME} AND sealed GROUP BY entry_date")
DAYS = Statement(f"SELECT min(entry_date), max(entry_date) FROM entries WHERE {UP_TO}")
PLACES_OF = Statement(f"SELECT seq FROM entries WHERE {UP_TO} AND entry_date BETWEEN :since AND :until ORDER BY entry_date, seq")
ADDED_AT_ONCE, READ_AT_ONCE = 50_000, 500  # entries in one question


def posted_sums(door: Door, top: int, currency: str) -> dict[str, PostedSums]:
    """Those of each account that anything was posted to."""
    sums: dict[str, list[int]] = {}
    for account, minor in _through(door, POSTED_TO, top):
        sums.setdefault(account, [0, 0, 0])[0] += int(minor)
    for account, minor, stated in _through(door, MOVED_ON, top):
        of_account = sums.setdefault(account, [0, 0, 0])
        of_account[1] += int(minor)
        of_account[2] += int(stated)
    return {account: PostedSums(*(Money(minor, currency) for minor in of)) for account, of in sums.items()}


def days(door: Door, top: int) -> tuple[date, date] | None:
    with door.open() as connection:
        found = DAYS.row(connection, {"client": door.client, "top": top})
    return (day(found[0]), day(found[1])) if found is not None and found[0] is not None else None


def by_day(door: Door, top: int) -> Iterator[PostedEntry]:
    """Each entry, by its day and then its place."""
    counted = Counter[Any]()
    for on, count in _through(door, COUNTED, top):
        counted[on] += count
    of: dict[str, object] = {"client": door.client, "top": top}
    for since, until in _days_together(sorted(counted.items())):
        with door.open() as connection:
            places = [seq for (seq,) in PLACES_OF.rows(connection, of | {"since": since, "until": until})]
        for start in range(0, len(places), READ_AT_ONCE):
            at = of | {"places": places[start : start + READ_AT_ONCE]}
            with door.open() as connection:
                found = whole(connection, door.currency, [Head(*row) for row in HEADS_AT.rows(connection, at)], PLACES, at)
            yield from sorted(found, key=lambda entry: entry.entry_date)


def _through(door: Door, statement: Statement, top: int) -> Iterator[Found]:
    """What it finds in each stretch of the journal."""
    first, last = -LAST, BEFORE_FIRST + ADDED_AT_ONCE
    while first <= top:
        with door.open() as connection:
            found = statement.rows(connection, {"client": door.client, "first": first, "last": min(last, top)})
        yield from found
        first, last = last + 1, last + ADDED_AT_ONCE


def _days_together(counted: Iterable[tuple[Any, int]]) -> Iterator[tuple[Any, Any]]:
    """The first and the last of days that follow one another, and have about as many entries as are read at once."""
    since, until, many = None, None, 0
    for until, count in counted:
        since = until if since is None else since
        many += count
        if many >= READ_AT_ONCE:
            yield since, until
            since, many = None, 0
    if since is not None:
        yield since, until
