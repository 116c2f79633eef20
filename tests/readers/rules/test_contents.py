"""What one pack holds, said behind it or apart, and the number of all once more: to the units that are meant."""

import pytest

from assistant.readers.rules.contents import by_unit, contents_in
from tests.readers.rules.shop import read


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3 boxes (of 24) of desk lamps were crushed", "3 box of 24"),
        ("10 cartons (12 each) of the box fans were crushed by the haulier", "10 carton of 12"),
        ("14 packs (5 each) of green mugs soaked and thrown", "14 pack of 5"),
        ("two trays (6 per tray) of oat drink burst", "2 tray of 6"),
        ("4 bags (x 20) of logo tees got mouldy", "4 bag of 20"),
        ("5 crates (10 to a crate) of blue mugs smashed", "5 crate of 10"),
        ("2 boxes plus 6 loose of the blue mugs got run over, flat as pancakes. box = 24", "2 box of 24 + 6"),
        ("3 trays and 4 loose of the green mugs crushed. tray=8", "3 tray of 8 + 4"),
        ("blue mugs, 2 cartons smashed (1 carton = 12)", "2 carton of 12"),
        ("1 crate of power banks flooded. Each crate holds twenty.", "1 crate of 20"),
        ("7 cartons of desk lamps water damaged, the cartons hold 4 each", "7 carton of 4"),
        ("Ten trays of 6, so 60 bottles, of the oat drink in the store leaked", "10 tray of 6"),
        ("2 boxes of 12, 24 in all, of the blue mugs smashed", "2 box of 12"),
        ("3 crates of 10 (30 units) of the green mugs smashed", "3 crate of 10"),
        ("5 boxes of 6, i.e. 30 desk lamps, dropped", "30"),
    ],
)
def test_what_a_pack_holds(text: str, parts: str) -> None:
    (event,) = read(text).events
    (goods,) = event.goods
    assert goods.quantity is not None
    assert goods.words
    told = [f"{p.number:f} {p.unit}" + (f" of {p.per:f}" if p.per else "") for p in goods.quantity.parts]
    assert " + ".join(part.strip() for part in told) == parts
    assert event.value is None
    assert not goods.stated


def test_a_unit_said_to_hold_two_numbers_is_not_filled() -> None:
    assert by_unit(contents_in("lamps: box = 4, fans: box = 2, case = 6")) == {"case": 6}


@pytest.mark.parametrize("word", ["the ", "a full ", "each one 1 every per "])
def test_nothing_but_the_words_before_a_pack_is_read_through_once(word: str) -> None:
    """Each of them may begin one; to look from each to the end of all would take the square of the text's length."""
    text = word * (20_000 // len(word)) + "case = 6"
    (found,) = contents_in(text)
    assert by_unit((found,)) == {"case": 6}
    assert len(text) - found.start < 60
