"""Quantities are exact decimals: a kilo and a half is 1.5, never 1.4999."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.quantity import format_quantity, parse_quantity, plain_quantity


@pytest.mark.parametrize(("text", "quantity"), [("12", "12"), ("1,850", "1850"), ("0.75", "0.75"), ("2.50", "2.5"), ("-7", "-7")])
def test_plain_numbers_are_read(text: str, quantity: str) -> None:
    assert parse_quantity(text) == Decimal(quantity)


@pytest.mark.parametrize("text", ["", "a dozen", "1e9", "0.0000001", "12,34", "1" * 20, "NaN"])
def test_what_is_not_a_quantity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_quantity(text)


@given(st.decimals(-(10**9), 10**9, places=6))
def test_what_is_written_reads_back(quantity: Decimal) -> None:
    assert parse_quantity(format_quantity(quantity)) == parse_quantity(plain_quantity(quantity)) == quantity


def test_round_numbers_are_not_written_in_powers_of_ten() -> None:
    assert plain_quantity(Decimal("1E+3")) == "1000"
    assert format_quantity(Decimal("1850.000")) == "1,850"
