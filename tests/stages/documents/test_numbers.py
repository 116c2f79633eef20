"""Numbers in documents: exact JSON, and item lines whose quantity times price is their amount."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.money import Money, total
from assistant.stages.documents.pricing import priced
from assistant.stages.documents.writing import written


def test_json_keeps_every_digit() -> None:
    value = {
        "Amount": Decimal("1234567.80"),
        "QtyDiff": Decimal("-0.125"),
        "Line": [{"n": 1, "ok": True, "s": 'a "b" é', "x": None}],
    }
    assert written(value) == (
        '{"Amount":1234567.80,"QtyDiff":-0.125,"Line":[{"n":1,"ok":true,"s":"a \\"b\\" \\u00e9","x":null}]}'
    )
    assert json.loads(written(value), parse_float=Decimal) == value
    assert written(Decimal("1E+3")) == "1000"


@pytest.mark.parametrize("value", [1.5, {"a": [0.1]}, object()])
def test_no_float_gets_in(value: object) -> None:
    with pytest.raises(TypeError):
        written(value)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


@pytest.mark.parametrize(
    ("units", "amount", "lines"),
    [
        ("12", "49.80", ["12 at 4.15"]),
        ("3", "10.00", ["3 at 3.33333"]),
        ("12", "0.00", ["12 at 0"]),
        ("0.125", "2.48", ["0.125 at 19.84"]),
        ("4000", "1000.01", ["3999 at 0.25", "1 at 0.26"]),
        ("4000.5", "1000.01", ["0.5 at 0.24", "11 at 0.24", "3989 at 0.25"]),
        ("2000.5", "60.01", ["0.5 at 0.02", "2000 at 0.03"]),  # what the part leaves comes to one price
    ],
)
def test_an_amount_becomes_units_at_a_price(units: str, amount: str, lines: list[str]) -> None:
    found = priced(Decimal(units), usd(amount))
    assert total((line.amount for line in found), "USD") == usd(amount)
    assert [f"{line.quantity:f} at {line.price:f}" for line in found] == lines


@given(
    units=st.decimals(min_value="0.001", max_value="100000", places=3),
    minor=st.integers(0, 10**9),
    currency=st.sampled_from(["USD", "JPY", "KWD"]),
)
def test_every_line_multiplies_out_and_all_add_up(units: Decimal, minor: int, currency: str) -> None:
    amount = Money(minor, currency)
    found = priced(units, amount)
    assert sum(line.quantity for line in found) == units
    assert total((line.amount for line in found), currency) == amount
    for line in found:
        assert Money.rounded(line.quantity * line.price, currency) == line.amount
        assert line.price == round(line.price, 5)
