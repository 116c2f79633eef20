"""Heads of audit trails as lines of a file: what was written reads back, and anything else is refused by its line."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from assistant.books.audit_head import Head, heads_said
from assistant.errors import WrongUsage

AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
OCTOBER = Head("bakery", "2026-10", 412, "ab" * 32, AT, "a2V5", "c2lnbmVk")
LAST = Head("bakery", "", 500, "0f" * 32, AT.astimezone(timezone(timedelta(hours=-7))))


def test_heads_read_back_as_they_were_written() -> None:
    assert heads_said(f"{OCTOBER.line}\n\n{LAST.line}\n") == (OCTOBER, LAST)
    assert heads_said("\n  \n") == ()


def test_a_moment_is_signed_in_utc() -> None:
    assert LAST.statement == heads_said(LAST.line)[0].statement
    assert b'"at":"2026-11-01T08:00:00+00:00"' in LAST.statement


def changed(**fields: object) -> str:
    return json.dumps(json.loads(OCTOBER.line) | fields)


@pytest.mark.parametrize(
    "line",
    [
        "none", "[]", "7", "null", '{"client":"bakery"}', changed(at="yesterday"), changed(at="2026-11-01T08:00:00"),
        changed(at=7), changed(seq="412"), changed(seq=True), changed(seq=0), changed(seq=-3), changed(seq=4.5),
        changed(hash="ab"), changed(hash="AB" * 32), changed(hash="ab" * 32 + "\n"), changed(hash=7), changed(period="2026"),
        changed(period="2026-10\n"), changed(client=7), changed(key=None), changed(signature=[]),
    ],
)  # fmt: skip
def test_a_line_that_is_no_head_is_refused_by_its_number(line: str) -> None:
    with pytest.raises(WrongUsage, match="Line 2 is no head of an audit trail"):
        heads_said(f"{OCTOBER.line}\n{line}\n{OCTOBER.line}")
