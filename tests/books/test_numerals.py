"""Numbers as people write them, read back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.numerals import numbers_in, numerals, readings

STATED = [
    ("$2,400 of stock", "2400"), ("€1.250,50", "1250.50"), ("USD 1 850", "1850"), ("w/o 2.4k", "2400"), ("1'250.50", "1250.50"),
    ("1,25,000", "125000"), ("four hundred and twenty bucks", "420"), ("a hundred dollar excess", "100"),
    ("twenty-two blades", "22"), ("three dozen", "36"), ("half a dozen", "6"), ("two and a half kilos", "2.5"), ("by 40%", "0.4"),
    ("95c a bottle", "0.95"), ("½ case", "0.5"), ("1/2 case", "0.5"), ("both", "2"), ("six thousand two hundred", "6200"),
    ("Rs. 0.6 lakh", "60000"), ("one lakh twenty thousand", "120000"), ("1.2 crore", "12000000"), ("3 thousand", "3000"),
    ("20 cent each", "0.2"), ("40 per cent", "0.4"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), STATED)
def test_a_number_is_read_in_any_notation(text: str, number: str) -> None:
    assert Decimal(number) in numbers_in(text)


def test_parts_of_a_dozen_are_numbers_too() -> None:
    assert {Decimal(3), Decimal(12), Decimal(36)} <= set(numbers_in("3 dozen"))


def test_two_number_words_that_do_not_belong_together_are_two_numbers() -> None:
    assert [numeral.value for numeral in numerals("six two")] == [6, 2]


def test_a_share_of_nothing_is_no_number() -> None:
    assert set(numbers_in("1/0 cases")) == {Decimal(1), Decimal(0)}


def test_a_day_with_dots_and_a_long_reference_are_no_numbers() -> None:
    assert readings("31.10.2026") == ()
    assert readings("1" * 30) == ()


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_thousands_and_cents_read_back(whole: int, cents: int) -> None:
    number = Decimal(whole) + Decimal(cents).scaleb(-2)
    english = f"{number:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert number in readings(english)
    assert number in readings(german)


@given(st.text(max_size=200))
def test_any_text_has_an_answer_and_always_the_same(text: str) -> None:
    assert numbers_in(text) == numbers_in(text)
    assert all(text[n.start : n.end] for n in numerals(text))


@pytest.mark.parametrize(
    ("text", "number"), [("3½ cases", "3.5"), ("3 ½ cases", "3.5"), ("two half cases", "2.5"), ("1.234.567,5 kg", "1234567.5")]
)
def test_a_number_with_a_part_of_one(text: str, number: str) -> None:
    assert Decimal(number) in numbers_in(text)


def test_marks_that_part_no_thousands_make_no_number() -> None:
    assert readings("1,2.3,4") == readings("1.23,4.5") == ()
