"""The queue's cursors: what they say reads back, in each order, and what is none of ours is refused, whatever it holds."""

import json
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from string import ascii_letters, digits

import pytest

from assistant.books.care import Care, Glance, QueueLine
from assistant.books.draft import DraftState
from assistant.books.money import Money
from assistant.books.queue import Cursor, Order, QueueQuery, Tab, cursor_of, read_cursor
from assistant.errors import WrongUsage

IN_AN_ADDRESS = frozenset(ascii_letters + digits + "-_")  # without being written otherwise there
NOON, TODAY = datetime(2026, 10, 6, 12, 0, tzinfo=UTC), date(2026, 10, 9)
QUERY = QueueQuery(TODAY)
LINE = QueueLine(
    "kiln", "D-7", 7, DraftState.WAITING, 1, "write_off", "damaged", TODAY, Money(4980, "USD"), 0.97, "ann", NOON, Glance("mugs")
)


@pytest.mark.parametrize(
    ("query", "line", "key"),
    [
        (QUERY, LINE, 0.97),
        (replace(QUERY, order=Order.AMOUNT), LINE, -4980),
        (replace(QUERY, order=Order.AMOUNT), replace(LINE, amount=None), 0),
        (replace(QUERY, order=Order.AGE), LINE, NOON),
        (replace(QUERY, order=Order.PERSON), LINE, "ann"),
        (replace(QUERY, tab=Tab.DONE), replace(LINE, settled_at=NOON + timedelta(hours=1)), NOON + timedelta(hours=1)),
        (replace(QUERY, tab=Tab.DONE, order=Order.PERSON), replace(LINE, settled_at=NOON), NOON),  # done is always newest first
    ],
)
def test_where_the_queue_goes_on_reads_back(query: QueueQuery, line: QueueLine, key: object) -> None:
    cursor = cursor_of(query, line)
    assert set(cursor) <= IN_AN_ADDRESS
    assert read_cursor(replace(query, after=cursor)) == Cursor(key, "kiln", 7)  # type: ignore[arg-type]


def written(told: object) -> str:
    return urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


SURE, AMOUNT, AGE, PERSON = Order
BAD = [
    (SURE, "nothing"), (SURE, "ä"), (SURE, "a"), (SURE, urlsafe_b64encode(b"\xff\xfe").decode()), (SURE, written(None)),
    (SURE, written([0.9, "kiln"])), (SURE, written([0.9, "kiln", 7, 8])), (SURE, written(["0.9", "kiln", 7])),
    (SURE, written([True, "kiln", 7])), (SURE, written([0.9, 3, 7])), (SURE, written([0.9, "kiln", "7"])),
    (SURE, written([0.9, "kiln", True])), (SURE, written([0.9, "kiln", 2**63])), (SURE, written([10**400, "kiln", 7])),
    (SURE, written([float("nan"), "kiln", 7])), (SURE, written([0.9, "ki\0ln", 7])), (AMOUNT, written([0.5, "kiln", 7])),
    (AMOUNT, written([2**63, "kiln", 7])), (AGE, written([0.9, "kiln", 7])), (AGE, written(["soon", "kiln", 7])),
    (SURE, written([1.5, "kiln", 7])),
    (SURE, written([0.9, "\ud800", 7])),
    (AGE, written(["0001-01-01T00:00:00+14:00", "kiln", 7])), (PERSON, written([7, "kiln", 7])),
    (PERSON, written(["a\0nn", "kiln", 7])), (SURE, urlsafe_b64encode(b"[" * 5000).decode()),
]  # fmt: skip


@pytest.mark.parametrize(("order", "after"), BAD)
def test_a_cursor_that_is_none_of_ours_is_refused(order: Order, after: str) -> None:
    with pytest.raises(WrongUsage, match="cannot be read") as refused:
        read_cursor(replace(QUERY, order=order, after=after))
    assert refused.value.code == "bad_cursor"


@pytest.mark.parametrize(("today", "days"), [(date(2026, 10, 6), 0), (date(2026, 10, 9), 3), (date(2026, 10, 5), 0)])
def test_a_draft_waits_whole_days_and_never_less_than_none(today: date, days: int) -> None:
    assert LINE.days(today) == days


def test_a_draft_rests_until_its_day_has_come() -> None:
    put_off = replace(LINE, care=Care("bea", "ann", NOON, snoozed_until=TODAY))
    assert put_off.rests(TODAY - timedelta(days=1))
    assert not put_off.rests(TODAY)
    assert not replace(LINE, care=Care("bea", "ann", NOON)).rests(TODAY)
    assert not LINE.rests(TODAY)
