"""Precedents kept and read back, confirmed, corrected and taken back, each client's by itself."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.books.precedent import Chooses, Confirmation, Matter, Precedent, Precedents
from assistant.books.proposal import Role
from assistant.books.reasons import Cause, Kind, Reason, Use
from assistant.errors import NotFound
from tests.adapters.sql.pottery import NOON

MATTER = Matter(
    Role.LOSS, Kind.WRITE_OFF, Reason.DAMAGED, Cause.FIRE, Use.DEMO, True,
    ("MUG",), ("blue", "mug"), ("shop",), ("forklift", "smashed"),
)  # fmt: skip
DAY = date(2026, 11, 20)
CONFIRMATION = Confirmation("5050", "", "WO-1001", DAY, "ann", NOON)
PRECEDENT = Precedent("P-1", Chooses.ACCOUNT, "mugs smashed", "5050", 1, "WO-1001", DAY, "ann", NOON, matter=MATTER)
WORDS = Precedent("P-2", Chooses.ITEM, "the walnut one", "MUG", 1, "WO-1001", DAY, "ann", NOON, words="walnut")


def test_precedents_read_back_as_they_were_kept(store: SqlStore) -> None:
    with store.client("kiln") as books:
        assert books.books().precedents == books.precedents() == Precedents()
        assert [books.next_precedent_id(), books.next_precedent_id()] == ["P-1", "P-2"]
        books.confirm(PRECEDENT, CONFIRMATION)
        books.confirm(WORDS, replace(CONFIRMATION, choice="MUG"))
    with store.client("kiln", reads=True) as books:
        assert books.books().precedents == books.precedents() == Precedents((PRECEDENT, WORDS))
        assert books.precedent("P-2") == WORDS
        assert books.precedents().of_sort(replace(MATTER, told=())) == (PRECEDENT,)
        assert books.precedents().for_words("walnut") == WORDS
    with store.client("forge", reads=True) as books:
        assert not books.precedents()


def test_a_choice_counts_from_where_it_began_to_stand(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.confirm(PRECEDENT, CONFIRMATION)
        twice = books.confirm(PRECEDENT, replace(CONFIRMATION, entry="WO-1002"))
        assert (twice.choice, twice.times, twice.entry, twice.wavered) == ("5050", 2, "WO-1002", False)
        corrected = books.confirm(PRECEDENT, replace(CONFIRMATION, choice="1200", instead="5050", entry="WO-1003"))
        assert (corrected.choice, corrected.times, corrected.instead, corrected.wavered) == ("1200", 1, "5050", True)
        assert [seen.entry for seen in books.confirmations("P-1")] == ["WO-1001", "WO-1002", "WO-1003"]
        assert [one.id for one in books.confirmed_in("WO-1003")] == ["P-1"]
        assert books.take_back(corrected, "WO-1003") == twice
        assert books.confirmed_in("WO-1003") == ()


def test_what_nothing_confirms_is_forgotten(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.confirm(PRECEDENT, CONFIRMATION)
        assert books.take_back(PRECEDENT, "WO-1001") is None
        assert not books.precedents()
        with pytest.raises(NotFound, match="There is no precedent P-1"):
            books.precedent("P-1")


def test_one_is_forgotten_with_all_that_confirmed_it(store: SqlStore) -> None:
    for client in ("kiln", "forge"):
        with store.client(client) as books:
            books.confirm(PRECEDENT, CONFIRMATION)
    with store.client("kiln") as books:
        books.forget("P-1")
        assert (books.confirmations("P-1"), books.confirmed_in("WO-1001")) == ((), ())
    with store.client("forge") as books:
        assert books.precedents() == Precedents((PRECEDENT,))
