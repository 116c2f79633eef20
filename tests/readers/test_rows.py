"""Rows of a list of goods: what is written as a line reads back as the facts of its cells."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.books.proposal import DateOrder, ReadingContext
from assistant.books.reasons import Kind, Reason
from assistant.readers.rows import RowReader, row_text

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
    assert (event.reason, event.entry_date, event.note) == (Reason.OTHER, None, "")


@given(WORDS.filter(bool), st.integers(1, 10**6), WORDS, WORDS)
def test_every_fact_is_quoted_from_its_line(sku: str, quantity: int, place: str, note: str) -> None:
    text = row_text({"sku": sku, "quantity": str(quantity), "place": place, "note": note})
    (event,) = RowReader().interpret(text, CONTEXT).events
    (goods,) = event.goods
    assert (goods.words, goods.place, event.note) == (sku, place, note)
    for quote in (goods.quote, goods.place_quote):
        assert quote is None or text[quote.start : quote.end] == quote.text
