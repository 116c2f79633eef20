"""All but some, said first or last, goods corrected a sentence later, numbers in brackets, pieces that are no number."""

import pytest

from tests.readers.rules.shop import told


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("all the lamps except 9 are broken", ["write_off damaged: all_but 9 lamps"]),
        ("all the smoked salmon except 9.5 kg has spoiled", ["write_off deteriorated: all_but 9.5 kg smoked salmon"]),
        ("all the box fans bar 2 dozen smashed", ["write_off damaged: all_but 2 dozen box fans"]),
        ("every green mug but 3 smashed", ["write_off damaged: all_but 3 green mug"]),
        ("the desk lamps are all smashed except for 9", ["write_off damaged: all_but 9 desk lamps"]),
        ("Apart from 3, all the desk lamps were crushed", ["write_off damaged: all_but 3 desk lamps"]),
        (
            "Except for 2 boxes of 6 which are fine, all the blue mugs in the store smashed",
            ["write_off damaged: all_but 2 box blue mugs @ Store"],
        ),
        (
            "The box fans have the old plug. Other than 4 that are promised, write all of them down to $10 each",
            ["write_down obsolete: all_but 4 box fans to 10 each"],
        ),
        ("4 blue mugs and 2 lamps, all smashed", ["write_off damaged: 4 blue mugs | 2 lamps"]),
    ],
)
def test_all_but_some(text: str, events: list[str]) -> None:
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "all but 3 of the green mugs smashed. no sorry the BLUE ones, the greens are fine",
            ["write_off damaged: all_but 3 mugs BLUE"],
        ),
        ("4 blue mugs chipped. oh wait, the green ones, the blue is ok", ["write_off damaged: 4 mugs green"]),
        ("3 box fans crushed. Correction - the desk lamps", ["write_off damaged: 3 desk lamps"]),
        ("5 box fans smashed in the store! no, make that the desk lamps", ["write_off damaged: 5 desk lamps @ Store"]),
        ("4 blue mugs smashed. Sorry the lamps came late.", ["write_off damaged: 4 blue mugs"]),
        ("4 blue mugs smashed. Sorry about that, the lamps are fine.", ["write_off damaged: 4 blue mugs"]),
    ],
)
def test_goods_corrected_in_a_sentence_of_their_own(text: str, events: list[str]) -> None:
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Desk lamp (just 1) fell off the lorry and its base split", ["write_off damaged: 1 Desk lamp"]),
        ("power bank (only one) came off the truck with the case cracked in two", ["write_off damaged: 1 power bank"]),
        ("box fan 20 in (just the one) smashed", ["write_off damaged: 1 box fan 20 in"]),
        ("desk lamps (two) smashed", ["write_off damaged: 2 desk lamps"]),
        ("a desk lamp, snapped in two", ["write_off damaged: 1 desk lamp"]),
        ("3 box fans broke in two when they were dropped", ["write_off damaged: 3 box fans"]),
        (
            "Please book 2 cases (of 6) of green mugs as samples for the trade show, taken from the Store",
            ["write_off internal_use: 2 case green mugs @ Store"],
        ),
        ("Can you book 5 desk lamps as demo units, counted out this morning", ["write_off internal_use 10-14: 5 desk lamps"]),
    ],
)
def test_numbers_beside_names(text: str, events: list[str]) -> None:
    assert told(text) == events
