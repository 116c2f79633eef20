"""Events follow one another by the hash that books/audit.py defines, however they are written."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.sql.audit import Tail
from assistant.adapters.sql.store import SqlStore
from assistant.books.audit import canonical
from tests.trail import broken_at, event_hash

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(
    client=WORDS,
    events=st.lists(
        st.tuples(
            st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7))])), WORDS, WORDS, WORDS,
            st.dictionaries(WORDS, st.one_of(WORDS, st.integers(), st.lists(WORDS, max_size=2), st.none()), max_size=3),
        ),
        max_size=4,
    ),
)  # fmt: skip
def test_an_event_is_hashed_as_the_trail_is_verified(
    client: str, events: list[tuple[datetime, str, str, str, dict[str, object]]]
) -> None:
    tail, previous = Tail(client), Tail(client).hash
    for seq, (at, who, what, subject, detail) in enumerate(events, 1):
        row = tail.follow(at=at, who=who, what=what, subject=subject, detail=canonical(detail))
        hashed = event_hash(client, seq, at.astimezone(UTC), who, what, subject, detail, previous)
        assert row[-2:] == (previous, hashed)
        assert (tail.seq, tail.hash) == (seq, hashed)
        previous = hashed


def test_a_trail_goes_on_where_it_ended(posted: SqlStore) -> None:
    with posted.client("kiln", reads=True) as books:
        events = books.events()
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert broken_at("kiln", events) is None
