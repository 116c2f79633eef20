"""A value as it was stated, worked out against a cost to the cent, and said again in words."""

from decimal import Decimal

import pytest

from assistant.books.proposal import Value, ValueRelation
from assistant.stages.valuation.figures import LARGEST, says, worked_out

OF = ValueRelation


@pytest.mark.parametrize(
    ("value", "amount", "words"),
    [
        (Value(OF.TOTAL, Decimal("1234.50")), "1234.50", "1,234.50"),
        (Value(OF.COUNTED_TOTAL, Decimal(90)), "90", "90"),
        (Value(OF.EACH, Decimal("1500.25")), "12002.00", "1,500.25 each"),
        (Value(OF.SHARE_OF_COST, share=Decimal("0.6")), "120.0", "60% of cost"),
        (Value(OF.SHARE_OF_COST, share=Decimal("0.125")), "25.000", "12.5% of cost"),
        (Value(OF.SHARE_OF_COST, share=Decimal(1)), "200", "100% of cost"),
        (Value(OF.LESS_SHARE_OF_COST, share=Decimal("0.40")), "120.00", "cost less 40%"),
        (Value(OF.COST_LESS, Decimal(50)), "150", "cost less 50"),
        (Value(OF.COST_LESS, Decimal(250)), "0", "cost less 250"),
        (Value(OF.COST_OF_UNITS, Decimal(2)), "50", "the cost of 2"),
        (Value(OF.FULL_COST), "200", "the full cost"),
        (Value(OF.TOTAL, LARGEST + 1), str(LARGEST), "100,000,000,001"),
        (Value(OF.TOTAL), None, "an unstated amount"),
        (Value(OF.EACH), None, "an unstated amount each"),
        (Value(OF.COST_LESS), None, "cost less an unstated amount"),
        (Value(OF.COST_OF_UNITS), None, "the cost of an unstated amount"),
        (Value(OF.SHARE_OF_COST), None, "a share of cost"),
        (Value(OF.LESS_SHARE_OF_COST), None, "cost less a share"),
    ],
)
def test_of_eight_units_that_cost_two_hundred(value: Value, amount: str | None, words: str) -> None:
    assert worked_out(value, cost=Decimal(200), units=Decimal(8)) == (None if amount is None else Decimal(amount))
    assert says(value) == words


@pytest.mark.parametrize("units", [None, Decimal(0)])
def test_of_no_number_of_units(units: Decimal | None) -> None:
    assert worked_out(Value(OF.COST_OF_UNITS, Decimal(2)), cost=Decimal(200), units=units) is None
    assert worked_out(Value(OF.EACH, Decimal(2)), cost=Decimal(200), units=units) == (None if units is None else 0)
    assert worked_out(Value(OF.TOTAL, Decimal(2)), cost=Decimal(200), units=units) == 2
