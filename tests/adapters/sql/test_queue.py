"""The queue: found by what it is asked for, in its order, page after page, over several clients' books, no draft being read."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from assistant.adapters.sql.queue import read_counts, read_labels, read_queue
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.books.care import Care, QueueLine, glance_at
from assistant.books.draft import Draft, DraftState
from assistant.books.finding import Finding, Problem, Warning
from assistant.books.queue import Order, QueueQuery, Tab, cursor_of
from assistant.books.reasons import Reason
from assistant.errors import WrongUsage
from tests.adapters.sql.pottery import NOON, TODAY, broken, draft_of

BOTH = QueueQuery(TODAY, clients=("forge", "kiln"))


def ids(store: SqlStore, query: QueueQuery) -> list[str]:
    return [f"{line.client} {line.id}" for line in lines(store, query)]


def lines(store: SqlStore, query: QueueQuery) -> tuple[QueueLine, ...]:
    with store.across(("kiln", "forge")) as connection:
        return read_queue(connection, query)


def changed(books: SqlTransaction, draft: Draft, **change: object) -> Draft:
    kept = replace(draft, **change)  # type: ignore[arg-type]
    books.save_draft(kept)
    return kept


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """Two drafts of the kiln and one of the forge that wait for us, one with a problem; one of each that does not."""
    with store.client("kiln") as books:
        draft_of(books, "3", sure=0.9)
        blocked = draft_of(books, "2", sure=0.4, state=DraftState.BLOCKED)
        found = (Finding(Problem.NOT_ENOUGH_STOCK, "Only 1 of 2 mugs is there."), Finding(Warning.PLACE_ASSUMED, "In the shop."))
        changed(books, blocked, findings=found, drafted_by="cal")
        changed(books, draft_of(books), state=DraftState.ASKED, entry=None)
    with store.client("forge") as books:
        older = NOON - timedelta(days=4)
        changed(books, draft_of(books, "1", sure=0.6), drafted_at=older, words="Ein Krug ist heruntergefallen: ÖFEN 100%")
        draft_of(books, state=DraftState.REJECTED)
    return store


def test_a_line_says_what_its_draft_says_and_what_an_approval_is_bound_to(filled: SqlStore) -> None:
    line = next(line for line in lines(filled, BOTH) if line.id == "D-2")
    with filled.client("kiln", reads=True) as books:
        draft = books.draft("D-2")
        assert books.queue(replace(BOTH, draft="D-2")) == (line,)
    assert line.glance == glance_at(draft)
    assert line.glance.fingerprint == draft.fingerprint()
    assert [each.days(TODAY) for each in lines(filled, BOTH)] == [0, 4, 0]
    assert (line.state, line.version, line.reason, str(line.amount)) == (DraftState.BLOCKED, 1, "damaged", "8.30")
    assert [(side.side, side.account, str(side.amount)) for side in line.glance.sides] == [
        ("debit", "5050", "8.30"), ("credit", "1200", "8.30"),
    ]  # fmt: skip
    assert [(told.code, told.blocks) for told in line.glance.findings] == [("not_enough_stock", True), ("place_assumed", False)]
    with filled.across(("kiln", "forge")) as connection:
        assert read_labels(connection, (line,)) == {("kiln", "5050"): "5050 Breakage", ("kiln", "1200"): "1200 Inventory"}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.SURE, ["kiln D-2", "forge D-1", "kiln D-1"]),
        (Order.AMOUNT, ["kiln D-1", "kiln D-2", "forge D-1"]),
        (Order.AGE, ["forge D-1", "kiln D-1", "kiln D-2"]),
        (Order.PERSON, ["forge D-1", "kiln D-1", "kiln D-2"]),
    ],
)
def test_every_order_goes_on_page_by_page(filled: SqlStore, order: Order, expected: list[str]) -> None:
    query = replace(BOTH, order=order, limit=1)
    assert ids(filled, replace(query, limit=50)) == expected
    paged, after = [], ""
    for _ in expected:
        page = lines(filled, replace(query, after=after))
        paged += [f"{line.client} {line.id}" for line in page]
        after = cursor_of(query, page[-1])
    assert paged == expected
    assert ids(filled, replace(query, after=after)) == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"reason": "damaged"}, ["kiln D-2", "forge D-1", "kiln D-1"]),
        ({"reason": Reason.LOST.value}, []),
        ({"kind": "write_off", "drafted_by": "cal"}, ["kiln D-2"]),
        ({"finding": "place_assumed"}, ["kiln D-2"]),
        ({"finding": "place%assumed"}, []),
        ({"least": 0.5, "most": 0.7}, ["forge D-1"]),
        ({"words": "öfen krug"}, ["forge D-1"]),
        ({"words": "100%"}, ["forge D-1"]),
        ({"words": "10%%"}, []),
        ({"words": "side"}, []),  # a word of the stored document, not of what it says
        ({"words": "8.30"}, ["kiln D-2"]),
        ({"words": 'say "'}, []),
        ({"clients": ("forge",)}, ["forge D-1"]),
        ({"clients": ()}, []),
        ({"clients": ("forge",), "own": ("kiln",), "person": "cal"}, ["kiln D-2", "forge D-1"]),
        ({"clients": (), "own": ("kiln", "forge"), "person": "dee"}, []),
    ],
)
def test_filters(filled: SqlStore, asked: dict[str, object], expected: list[str]) -> None:
    assert ids(filled, replace(BOTH, **asked)) == expected  # type: ignore[arg-type]


def test_what_rests_is_hidden_until_its_day(filled: SqlStore) -> None:
    with filled.client("kiln") as books:
        books.save_care("D-2", Care("bea", "bea", NOON, "the supplier calls back", date(2026, 11, 25)))
        assert books.care("D-2") == Care("bea", "bea", NOON, "the supplier calls back", date(2026, 11, 25))
        assert books.care("D-1") is None
    assert ids(filled, BOTH) == ["forge D-1", "kiln D-1"]
    assert ids(filled, replace(BOTH, tab=Tab.RESTING)) == ["kiln D-2"]
    woken = replace(BOTH, today=date(2026, 11, 25))
    assert ids(filled, woken) == ["kiln D-2", "forge D-1", "kiln D-1"]
    assert ids(filled, replace(woken, cared_by="bea")) == ["kiln D-2"]
    assert ids(filled, replace(woken, cared_by="")) == ["forge D-1", "kiln D-1"]
    with filled.across(("kiln", "forge")) as connection:
        assert read_counts(connection, BOTH).tabs == {Tab.US: 2, Tab.ANSWER: 1, Tab.RESTING: 1}
        assert read_counts(connection, woken).waiting == {"kiln": 2, "forge": 1}
        own = replace(BOTH, clients=(), own=("kiln", "forge"), person="cal")
        assert read_counts(connection, own).tabs == {Tab.US: 0, Tab.ANSWER: 0, Tab.RESTING: 1}


def test_what_is_settled_is_told_with_who_and_when(filled: SqlStore) -> None:
    with filled.client("kiln") as books:
        posted = changed(books, books.draft("D-1"), state=DraftState.POSTED, entry_number="WO-1001")
        books.record(at=NOON, who="bea", what="draft.approved", subject=posted.id, detail={})
        books.post(replace(broken(books.books(), "3"), draft_id=posted.id))
        changed(books, books.draft("D-2"), state=DraftState.REJECTED, because="counted again")
        books.record(at=NOON + timedelta(hours=1), who="ann", what="draft.rejected", subject="D-2", detail={})
    done = replace(BOTH, tab=Tab.DONE)
    found = [(line.id, line.settled_by, line.settled_at, line.glance.became) for line in lines(filled, done)]
    assert found == [
        ("D-2", "ann", NOON + timedelta(hours=1), "counted again"), ("D-1", "bea", NOON, "WO-1001"),
    ]  # fmt: skip
    first = lines(filled, replace(done, limit=1))
    assert ids(filled, replace(done, after=cursor_of(done, first[0]))) == ["kiln D-1"]
    assert ids(filled, replace(done, today=TODAY + timedelta(days=31))) == []


def test_drafts_of_an_earlier_version_show_too(filled: SqlStore) -> None:
    with filled.client("kiln") as books:
        books.connection.execute(text("UPDATE drafts SET summary = '' WHERE client_id = 'kiln' AND id = 'D-1'"))
        assert books.queue(replace(BOTH, draft="D-1"))[0].glance == glance_at(books.draft("D-1"))


@pytest.mark.parametrize("after", ["x", "!", "e30", "WzEsMl0", "WyJhIiwgImtpbG4iLCAxXQ"])
def test_a_cursor_that_is_none_of_ours_is_refused(store: SqlStore, after: str) -> None:
    with pytest.raises(WrongUsage, match="place to go on from"):
        lines(store, replace(BOTH, after=after))


def test_beyond_what_is_counted_it_is_said_that_there_are_more(filled: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.adapters.sql.queue.MOST_COUNTED", 2)
    with filled.client("kiln") as books:
        books.save_care("D-2", Care("bea", "bea", NOON, "", date(2026, 11, 25)))
    with filled.across(("kiln", "forge")) as connection:
        counts = read_counts(connection, BOTH)
        assert (counts.tabs[Tab.US], counts.tabs[Tab.ANSWER], counts.waiting) == (3, 1, {})
