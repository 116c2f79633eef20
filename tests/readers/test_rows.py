"""Rows of a list of goods: what is written as a line reads back as the facts of its cells."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.proposal import DateOrder, GoodsName, QuantityRelation, ReadingContext
from assistant.books.reasons import Kind, Reason
from assistant.readers.rows import RowReader, counted_said, quantity_said, row_text

CONTEXT = ReadingContext(date(2026, 10, 2), DateOrder.MDY, "USD")
LETTERS = st.characters(exclude_characters=";", categories=["L", "N", "P", "Zs"])
WORDS = st.text(LETTERS, min_size=1).map(lambda words: " ".join(words.split()))


def test_a_full_row() -> None:
    text = "sku: MUG-01; quantity: 1,200; reason: damaged; place: Store; date: 2026-09-30; note: Dropped; date: 2020-01-01"
    (event,) = RowReader().interpret(text, CONTEXT).events
    (goods,) = event.goods
    assert (event.kind, event.reason, event.entry_date) == (Kind.WRITE_OFF, Reason.DAMAGED, date(2026, 9, 30))
    assert event.note == "Dropped; date: 2020-01-01"
    assert (goods.words, goods.place) == ("MUG-01", "Store")
    assert goods.quantity is not None
    assert [part.number for part in goods.quantity.parts] == [Decimal(1200)]


def test_a_bare_row_has_no_day_and_no_reason() -> None:
    (event,) = RowReader().interpret("sku: MUG-01; quantity: 3", CONTEXT).events
    assert (event.reason, event.entry_date, event.note) == (Reason.OTHER, None, "3 of MUG-01, written off")


@pytest.mark.parametrize(
    ("cell", "relation", "parts"),
    [
        ("24", "exactly", [(24, "")]), ("2 dozen", "exactly", [(2, "dozen")]), ("3 Cases", "exactly", [(3, "case")]),
        ("2 cases of 24", "exactly", [(2, "case")]), ("two", "exactly", [(2, "")]), ("all", "all", []),
        ("all but 3", "all_but", [(3, "")]),
    ],
)  # fmt: skip
def test_a_quantity_in_words(cell: str, relation: str, parts: list[tuple[int, str]]) -> None:
    said = quantity_said(cell, CONTEXT)
    assert said is not None
    assert said.relation.value == relation
    assert [(int(part.number), part.unit) for part in said.parts] == parts


@pytest.mark.parametrize(
    "cell", ["", "0", "-3", "-3 cases", "1e9", "50%", "12/3", "1 case and 6", "$40", "soon", "some", "counted 4", "0.0000001"]
)
def test_a_cell_that_is_no_number_of_goods_or_more_than_one(cell: str) -> None:
    assert quantity_said(cell, CONTEXT) is None


def test_a_row_of_a_count_says_what_was_found() -> None:
    (event,) = RowReader().interpret("sku: MUG-01; counted: 96; place: Store; date: 2026-09-30", CONTEXT).events
    (goods,) = event.goods
    assert (event.kind, event.reason, event.note) == (Kind.COUNT_ADJUSTMENT, Reason.LOST, "counted 96 of MUG-01")
    assert goods.quantity is not None
    assert (goods.quantity.relation, goods.place) == (QuantityRelation.COUNTED, "Store")
    assert goods.quantity.parts[0].number == Decimal(96)
    assert goods.quantity.quote is not None
    assert goods.quantity.quote.text == "96"


@pytest.mark.parametrize(
    ("cell", "number", "unit"), [("0", 0, ""), ("1,200", 1200, ""), ("4 cases", 4, "case"), ("2.5", 2.5, "")]
)
def test_what_a_count_may_have_found(cell: str, number: float, unit: str) -> None:
    said = counted_said(cell, CONTEXT)
    assert said is not None
    assert [(part.number, part.unit) for part in said.parts] == [(Decimal(str(number)), unit)]


@pytest.mark.parametrize("cell", ["", "-1", "all", "all but 3", "half", "some", "96?", "1e9", "0.0000001"])
def test_what_no_count_finds(cell: str) -> None:
    assert counted_said(cell, CONTEXT) is None


def test_a_row_without_a_note_is_told_in_a_sentence() -> None:
    goods = ReadingContext(CONTEXT.today, CONTEXT.date_order, CONTEXT.currency, (GoodsName("HAM-16", "Claw Hammer", "each"),))
    rows = {"24": "24 each of HAM-16, lost", "2 dozen": "2 dozen of HAM-16, lost"}
    for quantity, sentence in rows.items():
        text = row_text({"sku": "HAM-16", "quantity": quantity, "reason": "lost"})
        assert RowReader().interpret(text, goods).events[0].note == sentence


@given(WORDS.filter(bool), st.integers(1, 10**6), WORDS, WORDS)
def test_every_fact_is_quoted_from_its_line(sku: str, quantity: int, place: str, note: str) -> None:
    text = row_text({"sku": sku, "quantity": str(quantity), "place": place, "note": note})
    (event,) = RowReader().interpret(text, CONTEXT).events
    (goods,) = event.goods
    assert (goods.words, goods.place, event.note) == (sku, place, note or f"{quantity} of {sku}, written off")
    for quote in (goods.quote, goods.place_quote):
        assert quote is None or text[quote.start : quote.end] == quote.text
