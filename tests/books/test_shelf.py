"""A page of goods, and what an entry did to one of them."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.books.money import Money
from assistant.books.reasons import Kind, Reason
from assistant.books.shelf import ItemEntry, ItemRow, Shelf, Taken

ROWS: tuple[ItemRow, ...] = tuple([None] * 3)  # type: ignore[list-item]  # how many is all that a page counts


def did(left: str, *reversed_by: str, kind: Kind = Kind.WRITE_OFF) -> ItemEntry:
    return ItemEntry(
        "WO-1", date(2026, 10, 2), kind, Reason.DAMAGED, "", "dropped", "ann", "", reversed_by, "Shop", Decimal(-12),
        Money(-4980, "USD"), Decimal(12), Decimal(left),
    )  # fmt: skip


def test_the_next_page_starts_behind_this_one_while_there_are_more() -> None:
    nothing = Money.zero("USD")
    assert Shelf(ROWS, 7, nothing).next == 3
    assert Shelf(ROWS, 7, nothing, start=3).next == 6
    assert Shelf(ROWS, 6, nothing, start=3).next == 0


@pytest.mark.parametrize(
    ("entry", "taken", "cancelled"),
    [
        (did("12"), Taken.NONE, True),
        (did("12", "WO-2"), Taken.NONE, True),  # the reversal was of other goods
        (did("5", "WO-2"), Taken.PART, True),
        (did("0", "WO-2", "WO-3"), Taken.ALL, False),
        (did("12", kind=Kind.REVERSAL), Taken.NONE, False),
        (did("12", kind=Kind.INTAKE), Taken.NONE, False),
    ],
)
def test_how_much_was_taken_back_and_whether_the_rest_may_be(entry: ItemEntry, taken: Taken, cancelled: bool) -> None:
    assert (entry.taken_back, entry.may_be_cancelled) == (taken, cancelled)
