"""An entry as a page: what is written reads back to the same value, whatever the names are."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Side
from assistant.books.money import Money
from assistant.books.notation import Page, PageGoods, PageLine, read, write
from assistant.books.reasons import Kind, Reason

FORKLIFT = """\
2026-10-02  Dropped by the forklift  [WO-1042]
  write_off damaged
  -12 each  MUG-01  @ B
  Dr  5050 Inventory write-off expense     49.80   0.97
  Cr  1200 Inventory                       49.80   0.99"""


def test_the_page_of_the_design() -> None:
    page = read(FORKLIFT, "USD")
    assert page == Page(
        entry_date=date(2026, 10, 2),
        memo="Dropped by the forklift",
        number="WO-1042",
        kind=Kind.WRITE_OFF,
        reason=Reason.DAMAGED,
        goods=(PageGoods(Decimal(-12), "each", "MUG-01", "B"),),
        lines=(
            PageLine(Side.DEBIT, "5050", "Inventory write-off expense", Money(4980, "USD"), Decimal("0.97")),
            PageLine(Side.CREDIT, "1200", "Inventory", Money(4980, "USD"), Decimal("0.99")),
        ),
    )
    assert write(page) == FORKLIFT


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-02  [D-1]\n  reversal lost  reverses WO-1041\n  +4 each  RT-MUG-B",
        "2026-10-02  Down to 5.20\n  write_down obsolete\n  30 bottle  ROS23-750  @ Bond Store  stays",
        "2026-10-02\n  count_adjustment lost\n  -1,850.5 kg  Malt  @ Malt Store\n  Dr  Cost of Sales:Stock Losses  1,234.56",
        '2026-10-02  "[draft]"  [WO-1]\n  write_off other\n  Dr  "50 Percent Sale"      1.00\n  Cr  "A100" Stock           1.00',
    ],
)
def test_pages_read_and_write(text: str) -> None:
    assert write(read(text, "USD")) == text


def test_a_currency_without_decimals() -> None:
    text = "2026-10-02\n  write_off lost\n  Dr  540 Shrinkage  1,240,500"
    assert read(text, "JPY").lines[0].amount == Money(1_240_500, "JPY")
    assert write(read(text, "JPY")) == text


def test_a_name_cannot_forge_a_line() -> None:
    page = read(FORKLIFT, "USD")
    forged = Page(page.entry_date, "x\n  Dr  1000 Cash  9,999.00", "D-1", page.kind, page.reason, lines=page.lines)
    assert "\n  Dr  1000" not in write(forged)
    assert read(write(forged), "USD") == forged


words = st.text(max_size=30) | st.sampled_from(
    ["", "@ B", "stays", "[x]", "a  b", '"', "50 Percent", "5050", "1-1310", " x ", "A100", "Café"]
)
named = words.filter(bool)
quantities = st.decimals(-(10**9), 10**9, places=3).map(lambda number: number.normalize() + 0)


def pages(currency: str) -> st.SearchStrategy[Page]:
    amounts = st.integers(1, 10**14).map(lambda minor: Money(minor, currency))
    confidences = st.none() | st.integers(0, 100).map(lambda percent: Decimal(percent).scaleb(-2))
    lines = st.builds(PageLine, st.sampled_from(Side), named, words, amounts, confidences)
    goods = st.builds(PageGoods, quantities, words, named, words, st.booleans())
    return st.builds(
        Page, st.dates(), words, words, st.sampled_from(Kind), st.sampled_from(Reason), words,
        st.lists(goods, max_size=3).map(tuple), st.lists(lines, max_size=4).map(tuple),
    )  # fmt: skip


@given(st.sampled_from(["USD", "JPY", "KWD"]).flatmap(pages))
def test_what_was_written_reads_back_to_the_same_value(page: Page) -> None:
    currency = page.lines[0].amount.currency if page.lines else "USD"
    assert read(write(page), currency) == page


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a page has a line with its date"),
        ("today\n  write_off lost", "'today' is no line of a page"),
        ("2026-10-02\n  lost", "'lost' is no line of a page"),
        ("2026-10-02\n  write_off lost\n  -x each  MUG", "'-x each  MUG' is no line of a page"),
        ("2026-10-02\n  write_off lost\n  Dr  5050 Loss", "'Dr  5050 Loss' is no line of a page"),
        ("2026-10-02\n  write_off lost\n  Dr  5050 Loss  1.234,00", "is no line of a page"),
        ("2026-10-02\n  write_off lost\n  Dr  5050 Loss  1,234.00  sure", "is no line of a page"),
        *((f"2026-10-02\n  write_off lost\n  Dr  5050 Loss  1,234.00  {much}", "is no confidence from 0.00 to 1.00")
          for much in ("1.01", "0.9", "0.999", "NaN", "1E+2")),
    ],
)
def test_text_that_is_no_page(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read(text, "USD")
