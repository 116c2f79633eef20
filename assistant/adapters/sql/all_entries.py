"""What is asked of all of a client's entries up to a place: their sums by account, and each by its day.

The database adds up, and no more entries are at hand at a time than one question reads: there may be very many. What is gone
through in this way is kept for nobody (kept.py), for it would take the place of what is asked for again and again.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from assistant.adapters.sql.door import Door
from assistant.adapters.sql.journal import HEADS_AT, PLACES, Head, whole
from assistant.adapters.sql.statement import Found, Statement
from assistant.adapters.sql.types import day
from assistant.books.entry import PostedEntry, PostedSums
from assistant.books.money import Money

UP_TO = "client_id = :client AND seq <= :top"
POSTED_TO = Statement(
    "SELECT account, sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END) FROM lines"
    f" WHERE {UP_TO} GROUP BY account"
)
MOVED_ON = Statement(
    "SELECT account, sum(value_minor), sum(CASE WHEN stated_value THEN value_minor ELSE 0 END) FROM stock_moves"
    f" WHERE {UP_TO} GROUP BY account"
)
DAYS = Statement(f"SELECT min(entry_date), max(entry_date) FROM entries WHERE {UP_TO} AND sealed")
COUNTED = Statement(f"SELECT entry_date, count(*) FROM entries WHERE {UP_TO} AND sealed GROUP BY entry_date ORDER BY entry_date")
PLACES_OF = Statement(
    f"SELECT seq FROM entries WHERE {UP_TO} AND sealed AND entry_date BETWEEN :since AND :until ORDER BY entry_date, seq"
)
AT_ONCE = 500  # entries in one question


def posted_sums(door: Door, top: int, currency: str) -> dict[str, PostedSums]:
    """Those of each account that anything was posted to."""
    of = {"client": door.client, "top": top}
    with door.open() as connection:
        lines = {account: int(minor) for account, minor in POSTED_TO.rows(connection, of)}
        moves = {account: (int(minor), int(stated)) for account, minor, stated in MOVED_ON.rows(connection, of)}
    return {
        account: PostedSums(*(Money(minor, currency) for minor in (lines.get(account, 0), *moves.get(account, (0, 0)))))
        for account in lines.keys() | moves.keys()
    }


def days(door: Door, top: int) -> tuple[date, date] | None:
    with door.open() as connection:
        found = DAYS.row(connection, {"client": door.client, "top": top})
    return (day(found[0]), day(found[1])) if found is not None and found[0] is not None else None


def by_day(door: Door, top: int) -> Iterator[PostedEntry]:
    """Each entry, by its day and then its place."""
    of: dict[str, object] = {"client": door.client, "top": top}
    with door.open() as connection:
        counted = COUNTED.rows(connection, of)
    for since, until in _stretches(counted):
        with door.open() as connection:
            places = [seq for (seq,) in PLACES_OF.rows(connection, of | {"since": since, "until": until})]
        for start in range(0, len(places), AT_ONCE):
            at = of | {"places": places[start : start + AT_ONCE]}
            with door.open() as connection:
                found = whole(connection, door.currency, [Head(*row) for row in HEADS_AT.rows(connection, at)], PLACES, at)
            yield from sorted(found, key=lambda entry: entry.entry_date)


def _stretches(counted: Iterable[Found]) -> Iterator[Found]:
    """Days that follow one another, the first and the last of each stretch, with about as many entries as are read at once."""
    since, until, many = None, None, 0
    for until, count in counted:
        since = until if since is None else since
        many += count
        if many >= AT_ONCE:
            yield since, until
            since, many = None, 0
    if since is not None:
        yield since, until
