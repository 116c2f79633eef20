"""What stands beside a draft is what the whole books say of it; an edit begun is its person's own; names are found as typed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.typing_kept import last_at, rest
from assistant.books.care import Typing
from assistant.books.draft import DraftState
from tests.adapters.sql.pottery import NOON, broken, draft_of, mended, usd


def test_what_stands_beside_a_draft_is_what_the_books_say(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.post(broken(books.books(), "2"))
        books.post(replace(broken(books.books(), "1", number="WO-1002"), entry_date=date(2026, 10, 31)))
        other, draft = draft_of(books, "1"), draft_of(books, "3")
        books.record(at=NOON, who="ann", what="draft.drafted", subject=draft.id, detail={})
        books.record(at=NOON, who="ann", what="text.read", subject=draft.text_id, detail={})
        books.record(at=NOON, who="ann", what="draft.drafted", subject=other.id, detail={})
        beside, whole = books.beside(draft), books.books(without_draft=draft.id)
    assert beside.month == date(2026, 11, 1)
    assert beside.posted == {"5050": usd("8.30"), "1200": usd("-8.30")}  # October's is not this month's
    assert (beside.margin.income, beside.margin.cost_of_sales) == (usd("0"), usd("12.45"))
    assert (beside.books.chart, beside.books.stock) == (whole.chart, whole.stock)
    assert beside.books.stock.held("MUG")[0].reserved == 1
    assert [event.subject for event in beside.trail] == [draft.id, draft.text_id]
    assert beside.entry is None


def test_a_posted_draft_stands_beside_its_entry_and_what_took_it_back(store: SqlStore) -> None:
    with store.client("kiln") as books:
        draft = draft_of(books)
        entry = replace(broken(books.books(), "3"), draft_id=draft.id)
        books.post(entry)
        posted = replace(draft, state=DraftState.POSTED, entry_number=entry.number)
        books.save_draft(posted)
        books.post(mended(entry, "WO-1002"))
        beside = books.beside(posted)
    assert beside.entry == entry
    assert [each.number for each in beside.books.history.entries] == ["WO-1001", "WO-1002"]
    assert beside.books.history.units_left("WO-1001") == {}


def test_a_draft_lies_between_its_neighbours_of_the_queue(store: SqlStore) -> None:
    with store.client("kiln") as books:
        drafts = [draft_of(books, "1", sure=sure) for sure in (0.9, 0.4, 0.9, 0.2)]
        draft_of(books, "1", state=DraftState.REJECTED, sure=0.5)
        around = {draft.id: books.neighbours(draft) for draft in drafts}
    with store.client("forge") as books:
        assert books.neighbours(draft_of(books, "1", sure=0.5)) == ("", "")  # another client's are not its own
    assert around == {"D-4": ("", "D-2"), "D-2": ("D-4", "D-1"), "D-1": ("D-2", "D-3"), "D-3": ("D-1", "")}


def test_an_edit_is_kept_for_its_person_until_it_is_let_go(store: SqlStore) -> None:
    with store.client("kiln") as books:
        draft = draft_of(books)
        typed = Typing(draft.id, "ann", 1, {"note": "half a no"}, NOON, {"note": "dropped"})
        books.save_typing(typed)
        books.save_typing(replace(typed, version=2, fields={"note": "“ünïcode” <b>"}))
        assert books.typing(draft.id, "ann") == replace(typed, version=2, fields={"note": "“ünïcode” <b>"})
        assert books.typing(draft.id, "bob") is None
        books.clear_typing(draft.id, "ann")
        assert books.typing(draft.id, "ann") is None


def test_where_a_person_left_off_is_the_last_of_the_books_that_they_may_see(store: SqlStore) -> None:
    for client, draft, wait in (("kiln", "D-1", 0), ("forge", "D-7", 1), ("kiln", "D-2", 2)):
        with store.aside(client) as connection:
            rest(connection, client, "ann", draft, at=NOON + timedelta(minutes=wait))
        with store.client(client, reads=True) as books:
            assert books.resting("ann") == draft
    with store.across(("kiln", "forge")) as connection:
        assert last_at(connection, "ann", ["kiln", "forge"]) == ("kiln", "D-2")
        assert last_at(connection, "ann", ["forge"]) == ("forge", "D-7")
        assert last_at(connection, "bob", ["kiln"]) is None
        assert last_at(connection, "ann", []) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [("mug", ["MUG"]), ("blue mug", ["MUG"]), ("BLUE", ["MUG"]), ("cl", ["Clay"]), ("", ["MUG", "Clay"]), ("%", []), ("m_g", [])],
)
def test_goods_are_found_by_any_of_their_words(store: SqlStore, typed: str, found: list[str]) -> None:
    with store.client("kiln", reads=True) as books:
        assert [item.key for item in books.items_like(typed)] == found


def test_goods_are_offered_with_what_is_on_hand_and_places_by_their_names(store: SqlStore) -> None:
    with store.client("kiln", reads=True) as books:
        assert books.items_like("mug")[0].on_hand == Decimal(60)
        assert books.places_like("s") == ("Shop", "Store")
        assert books.places_like("tor") == ("Store",)
        assert books.places_like("", item="Clay") == ()
