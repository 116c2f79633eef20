"""How long what ends by itself lasts: a connection, a session, a draft's rest."""

from datetime import UTC, datetime, timedelta

from assistant.books.identity import IDLE, Session
from assistant.books.remote import Lifetime

NOON = datetime(2026, 10, 6, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_connection_ends_where_it_is_not_renewed_and_in_any_case_at_last() -> None:
    assert Lifetime(NOON + HOUR, NOON + 100 * DAY, NOON + 1800 * DAY).ends_at == NOON + 100 * DAY
    assert Lifetime(NOON + HOUR, NOON + 100 * DAY, NOON + 30 * DAY).ends_at == NOON + 30 * DAY


def test_a_session_is_called_by_a_part_of_what_is_kept_of_its_secret() -> None:
    session = Session("0123456789abcdef" + "f" * 48, "ann", "csrf", NOON, NOON, NOON + DAY)
    assert session.handle == "0123456789abcdef"
    assert session.lasts_at(NOON)
    assert not session.lasts_at(NOON + IDLE)
    assert not session.lasts_at(NOON + DAY)
