"""What a text holds beside what was read of it lowers the share that counts as understood."""

import pytest

from tests.readers.rules.shop import read

WHOLE = "2 blue mugs smashed yesterday"


@pytest.mark.parametrize(
    "text",
    [
        "2 blue mugs smashed yesterday, 7 over there",
        "2 blue mugs smashed yesterday (box fans 20 in too)",
        "2 blue mugs smashed yesterday, or was it more?",
        "2 blue mugs smashed yesterday, sorry for the mess",
        "2 blue mugs smashed yesterday while Keith sang opera for pigeons",
        "2 blue mugs smashed yesterday, recalled and stolen",
    ],
)
def test_what_no_fact_came_of_lowers_it(text: str) -> None:
    assert read(text).understood < read(WHOLE).understood == 1


@pytest.mark.parametrize(
    "text",
    [
        "all 2 of the blue mugs smashed yesterday, 2 in total",
        "2 blue mugs smashed yesterday by 3 kids after 4 days",
        "1) 2 blue mugs smashed yesterday\n2) 3 desk lamps broken yesterday",
        "1 case of 12 blue mugs smashed yesterday: all 12",
        "2 blue mugs smashed yesterday, worth $20, so $20",
    ],
)
def test_numbers_told_again_and_numbers_of_no_goods_do_not(text: str) -> None:
    assert read(text).understood >= 0.8
