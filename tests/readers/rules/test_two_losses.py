"""Two losses in one sentence, and one loss that is told twice."""

import pytest

from tests.readers.rules.shop import read, told


@pytest.mark.parametrize(
    ("text", "losses"),
    [
        ("6 blue mugs broken, 6 blue mugs stolen", ["damaged: 6 blue mugs", "stolen: 6 blue mugs"]),
        ("broken: 6 blue mugs; stolen: 6 blue mugs", ["damaged: 6 blue mugs", "stolen: 6 blue mugs"]),
        ("we broke 6 blue mugs, 6 blue mugs got stolen", ["damaged: 6 blue mugs", "stolen: 6 blue mugs"]),
        ("smashed 4 blue mugs and 2 desk lamps were stolen", ["damaged: 4 blue mugs", "stolen: 2 desk lamps"]),
        ("2 desk lamps dented, and 2 desk lamps past their date", ["damaged: 2 desk lamps", "expired: 2 desk lamps"]),
        (
            "6 blue mugs broken on 1 September, 6 blue mugs broken on 3 September",
            ["damaged 09-01: 6 blue mugs", "damaged 09-03: 6 blue mugs"],
        ),
    ],
)
def test_each_has_its_own_reason_or_day(text: str, losses: list[str]) -> None:
    assert told(text) == [f"write_off {loss}" for loss in losses]


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("2 desk lamps fell off the shelf and broke. Write off 2 desk lamps", "damaged: 2 desk lamps"),
        ("6 blue mugs smashed by a customer, 6 blue mugs cracked beyond use", "damaged: 6 blue mugs"),
        ("6 blue mugs were stolen, the 6 blue mugs had been damaged before", "stolen: 6 blue mugs"),
        ("smashed 4 blue mugs and 2 desk lamps", "damaged: 4 blue mugs | 2 desk lamps"),
        ("lost 4 blue mugs and 2 desk lamps to theft", "stolen: 4 blue mugs | 2 desk lamps"),
    ],
)
def test_one_loss_is_told_twice_or_of_several_goods(text: str, loss: str) -> None:
    assert told(text) == [f"write_off {loss}"]


def test_the_same_number_in_two_places_is_of_both() -> None:
    (event,) = read("6 blue mugs broken in the store, 6 blue mugs broken in the warehouse").events
    assert [said.place for said in event.goods] == ["Store", "Warehouse"]
