"""Texts and drafts as they wait: kept whole, found in the queue's order, holding stock back only while they may be approved."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.books.draft import DraftState
from assistant.books.finding import Finding, Warning
from assistant.books.question import Asks, Question
from assistant.errors import NotFound, RefusedByBooks, WrongUsage
from assistant.store import DraftQuery
from tests.adapters.sql.pottery import draft_of, text_of


def reserved(books: SqlTransaction, place: str = "Shop", *, without: str = "") -> Decimal:
    held = books.books(without_draft=without).stock.at("MUG", place)
    assert held is not None
    return held.reserved


def ids(books: SqlTransaction, query: DraftQuery) -> list[str]:
    return [draft.id for draft in books.drafts(query)]


def test_a_draft_is_kept_whole_and_again_as_it_changes(store: SqlStore) -> None:
    with store.client("kiln") as books:
        draft = draft_of(books)
        assert books.draft("D-1") == draft
        asked = Question(Asks.QUANTITY, "How many?")
        changed = replace(draft, version=2, state=DraftState.ASKED, entry=None, question=asked)
        books.save_draft(changed)
    with store.client("kiln", reads=True) as books:
        assert books.draft("D-1") == changed
        assert ids(books, DraftQuery()) == ["D-1"]


def test_an_unknown_draft_is_answered_with_those_that_are_open(store: SqlStore) -> None:
    with store.client("kiln") as books:
        with pytest.raises(NotFound) as none:
            books.draft("D-1")
        assert none.value.remedy == "None is open in these books."
        draft_of(books)
        draft_of(books, state=DraftState.REJECTED)
        draft_of(books, state=DraftState.ASKED)
        with pytest.raises(NotFound, match="There is no draft D-9") as refused:
            books.draft("D-9")
        assert refused.value.remedy == "Open ones are D-3, D-1."
        with pytest.raises(NotFound, match="There is no text T-9"):
            books.text("T-9")


def test_the_queue_is_filtered_and_read_by_pages_in_either_order(store: SqlStore) -> None:
    with store.client("kiln") as books:
        for sure, state in ((0.9, "waiting"), (0.4, "waiting"), (0.9, "blocked"), (0.2, "rejected"), (0.4, "waiting")):
            draft_of(books, "1", state=DraftState(state), sure=sure)
        assert ids(books, DraftQuery()) == ["D-1", "D-2", "D-3", "D-4", "D-5"]
        assert ids(books, DraftQuery(text_id="T-3")) == ["D-3"]
        waiting = DraftQuery(states=frozenset({DraftState.WAITING, DraftState.BLOCKED}))
        assert ids(books, replace(waiting, limit=2)) == ["D-1", "D-2"]
        assert ids(books, replace(waiting, limit=2, after="D-2")) == ["D-3", "D-5"]
        unsure = replace(waiting, least_sure_first=True)
        assert ids(books, unsure) == ["D-2", "D-5", "D-1", "D-3"]
        assert ids(books, replace(unsure, after="D-5", limit=1)) == ["D-1"]
        with pytest.raises(NotFound, match="D-77"):
            books.drafts(DraftQuery(after="D-77"))


def test_only_waiting_drafts_hold_stock_back(store: SqlStore) -> None:
    with store.client("kiln") as books:
        first = draft_of(books, "3")
        second = draft_of(books, "2.5")
        draft_of(books, "4", state=DraftState.BLOCKED)
        draft_of(books, "7", place="Store")
        assert reserved(books) == Decimal("5.5")
        assert reserved(books, "Store") == 7
        assert reserved(books, without=first.id) == Decimal("2.5")
        books.save_draft(replace(first, state=DraftState.REJECTED))
        books.save_draft(replace(second, state=DraftState.POSTED))
        assert reserved(books) == 0


# ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_text_is_kept_with_its_reading_and_its_batch(store: SqlStore) -> None:
    with store.client("kiln") as books:
        later = text_of(books, "2 mugs lost 🫖 \u202eright to left", batch="stock.csv", place=2)
        first = text_of(books, "'; DROP TABLE texts; --", batch="stock.csv", place=1)
        alone = text_of(books, "")
        assert books.text(later.id) == later
        assert books.texts_of_batch("stock.csv") == (first, later)
        assert books.texts_of_batch("other.csv") == ()
        assert [books.text_in_batch("stock.csv", place) for place in (1, 2, 3)] == [first, later, None]
        assert books.text_in_batch("other.csv", 1) is None
        warned = replace(alone, id="T-9", today=date(2026, 2, 28), findings=(Finding(Warning.PART_DECLINED, "One part."),))
        books.save_text(warned)
        assert books.text("T-9") == warned


def test_a_place_in_a_batch_is_taken_once(store: SqlStore) -> None:
    with store.client("kiln") as books:
        text_of(books, batch="stock.csv", place=1)
    with pytest.raises(RefusedByBooks), store.client("kiln") as books:
        text_of(books, batch="stock.csv", place=1)
    with store.client("forge") as books:
        text_of(books, batch="stock.csv", place=1)


@pytest.mark.parametrize(
    ("words", "says"), [("3 mugs\0dropped", "NUL"), ("mugs \udcff", "not readable at character 6")], ids=["nul", "undecoded"]
)
def test_what_is_no_text_is_refused(store: SqlStore, words: str, says: str) -> None:
    with pytest.raises(WrongUsage, match=says), store.client("kiln") as books:
        text_of(books, words)


def test_a_name_that_no_database_can_hold_is_refused(store: SqlStore) -> None:
    with pytest.raises(WrongUsage, match="cannot keep"), store.client("kil\udcffn"):
        pass
