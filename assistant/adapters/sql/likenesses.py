"""By what marks posted entries and open drafts are found that may be of the same loss as another: to rows, and asked for.

A row is worked out of the entry or the draft it is of, in the transaction that stores that, and is no part of the books: it says
where to look (books/likeness.py says what a mark is).
"""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Connection

from assistant.adapters.sql.journal import related
from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.types import day_text
from assistant.books.drafted import Drafted
from assistant.books.entry import PostedEntry, likeness
from assistant.books.likeness import COMPARED, MOST_ALIKE, NEAR, Likeness

PUT = "INSERT INTO likenesses (client_id, subject, mark, posted, entry_date, place)"
PUT_ENTRY = Statement(
    f"{PUT} SELECT client_id, id, :mark, :posted, entry_date, seq FROM entries WHERE client_id = :client AND id = :subject"
)
PUT_DRAFT = Statement(
    f"{PUT} SELECT client_id, id, :mark, :posted, entry_date, n FROM drafts WHERE client_id = :client AND id = :subject"
)
DROP = Statement("DELETE FROM likenesses WHERE client_id = :client AND subject = :subject")
MARKS_AT_ONCE = 40  # a database takes some hundred parts of one question
# The day itself, the days after it and those before: each from its near end, along the index.
TODAY = "entry_date = :day AND {top} ORDER BY place DESC"
AFTER = "entry_date > :day AND entry_date <= :last AND {top} ORDER BY entry_date, place"
BEFORE = "entry_date < :day AND entry_date >= :first AND {top} ORDER BY entry_date DESC, place DESC"
TOP = "place <= :top"
TOP_OF_DRAFTS = "place < coalesce((SELECT n FROM drafts WHERE client_id = :client AND id = :without), 1000000000)"


def mark_entry(connection: Connection, client: str, currency: str, entry: PostedEntry) -> None:
    """An entry that is posted by now, and what it leaves of the one that it reverses."""
    if entry.kind in COMPARED:
        _put(connection, PUT_ENTRY, client, entry.id, likeness(entry, ()), posted=True)
    if entry.reverses:
        family = related(connection, client, currency, [entry.reverses])
        original = next(each for each in family if each.number == entry.reverses)
        reversals = [each for each in family if each.reverses == original.number]
        DROP.run(connection, {"client": client, "subject": original.id})
        _put(connection, PUT_ENTRY, client, original.id, likeness(original, reversals), posted=True)


def mark_draft(connection: Connection, client: str, draft_id: str, waiting: Drafted | None) -> None:
    """A draft as it is stored now; None where it waits no more, or has no entry that is compared."""
    DROP.run(connection, {"client": client, "subject": draft_id})
    _put(connection, PUT_DRAFT, client, draft_id, waiting.likeness if waiting is not None else None, posted=False)


def _put(connection: Connection, statement: Statement, client: str, subject: str, like: Likeness | None, *, posted: bool) -> None:
    for mark in dict.fromkeys(like.marks) if like is not None else ():
        statement.run(connection, {"client": client, "subject": subject, "mark": mark, "posted": posted})


def entries_like(connection: Connection, client: str, own: Likeness, *, top: int) -> list[int]:
    """The places of the posted entries up to place `top` that may be of the same loss (likeness.nearest)."""
    return _places(connection, own, TOP, {"client": client, "posted": True, "top": top})


def drafts_like(connection: Connection, client: str, own: Likeness, *, without: str) -> list[int]:
    """The places of the open drafts that may be, of those drafted before the one `without`; of all where none is named."""
    return _places(connection, own, TOP_OF_DRAFTS, {"client": client, "posted": False, "without": without})


def _places(connection: Connection, own: Likeness, top: str, values: dict[str, object]) -> list[int]:
    days = {
        "day": day_text(own.entry_date),
        "first": day_text(own.entry_date - NEAR),
        "last": day_text(own.entry_date + NEAR),
    }
    found: set[int] = set()
    all_sought = own.sought
    for start in range(0, len(all_sought), MARKS_AT_ONCE):
        sought = all_sought[start : start + MARKS_AT_ONCE]
        marks = {f"mark{at}": mark for at, (mark, _) in enumerate(sought)}
        rows = _asking(tuple(bool(reach) for _, reach in sought), top).rows(connection, values | days | marks)
        found.update(place for (place,) in rows)
    return sorted(found)


@cache
def _asking(near: Sequence[bool], top: str) -> Statement:
    """For marks of the days around, or of the day alone."""
    arms: list[str] = []
    for at, around in enumerate(near):
        of_mark = f"SELECT place FROM likenesses WHERE client_id = :client AND posted = :posted AND mark = :mark{at} AND "
        for days in (TODAY, AFTER, BEFORE) if around else (TODAY,):
            arms.append(f"SELECT place FROM ({of_mark}{days.format(top=top)} LIMIT {MOST_ALIKE}) AS arm{len(arms)}")
    return Statement(" UNION ALL ".join(arms))
