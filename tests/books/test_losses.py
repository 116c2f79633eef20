"""Where the goods of a loss lay, each place with its weight in the amount."""

from decimal import Decimal

import pytest

from assistant.books.losses import weighed_places


@pytest.mark.parametrize(
    ("values", "units", "places"),
    [
        ({"Shop": "-10.00", "Depot": "-30.00"}, {"Shop": "2", "Depot": "6"}, {"Depot": "30.00", "Shop": "10.00"}),
        ({}, {"Shop": "2", "Depot": "6"}, {"Depot": "6", "Shop": "2"}),  # written down where they lie: by the units
        ({"Shop": "0.00", "Depot": "0.00"}, {"Shop": "2", "Depot": "6"}, {"Depot": "6", "Shop": "2"}),  # worth nothing
        ({"Shop": "0.00", "Depot": "5.00"}, {"Shop": "2", "Depot": "6"}, {"Depot": "5.00"}),
        ({}, {"Shop": "0"}, {}),
        ({}, {}, {}),
    ],
)
def test_goods_weigh_by_their_value_else_by_their_number(
    values: dict[str, str], units: dict[str, str], places: dict[str, str]
) -> None:
    weights = ({place: Decimal(number) for place, number in each.items()} for each in (values, units))
    assert weighed_places(*weights) == tuple((place, Decimal(weight)) for place, weight in places.items())
