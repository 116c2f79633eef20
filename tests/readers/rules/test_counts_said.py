"""Texts of counts, of what is taken back in the same breath, and of what is left out, to the facts that are read from them."""

from dataclasses import replace

import pytest

from assistant.books.proposal import GoodsName
from tests.readers.rules.shop import shop, told


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Stock take: blue mugs 271 not 285", ["count_adjustment lost: counted 271 of 285 blue mugs"]),
        (
            "counted: blue mugs store 15, desk lamps warehouse 28, box fans 32",
            ["count_adjustment lost: counted 15 blue mugs @ Store | counted 28 desk lamps @ Warehouse | counted 32 box fans"],
        ),
        (
            "Count 10/12/2026: Blue mugs 41; Desk lamps 60; Box fans 48",
            ["count_adjustment lost 10-12: counted 41 Blue mugs | counted 60 Desk lamps | counted 48 Box fans"],
        ),
        (
            "Stock take store: Green mugs 12, Desk lamps 17",
            ["count_adjustment lost: counted 12 Green mugs @ Store | counted 17 Desk lamps @ Store"],
        ),
        ("stocktake Desk lamps Warehouse: 12", ["count_adjustment lost: counted 12 Desk lamps @ Warehouse"]),
        ("Cycle count: power banks 6, oat drink 18", ["count_adjustment lost: counted 6 power banks | counted 18 oat drink"]),
        (
            "Counted the box fans in the store tonight, 41 on the floor. System says 44.",
            ["count_adjustment lost 10-14: counted 41 of 44 box fans @ Store"],
        ),
        (
            "The lamps were counted this morning. 9 on the shelf. The books have 11.",
            ["count_adjustment lost 10-14: counted 9 of 11 lamps"],
        ),
        ("Found 2 blue mugs more than booked", ["count_adjustment lost: over 2 blue mugs"]),
        ("found 3 desk lamps more than the books", ["count_adjustment lost: over 3 desk lamps"]),
        ("Found 4 blue mugs too many in the count", ["count_adjustment lost: over 4 blue mugs"]),
        ("Count 10/12: 15 desk lamps in the store", ["count_adjustment lost 10-12: counted 15 desk lamps @ Store"]),
        ("Count of 12 October: 15 desk lamps in the store", ["count_adjustment lost 10-12: counted 15 desk lamps @ Store"]),
        ("Counted the desk lamps in the store on 10/12: 15", ["count_adjustment lost 10-12: counted 15 desk lamps @ Store"]),
        ("5 green mugs over the books", ["count_adjustment lost: over 5 green mugs"]),
        (
            "Count of the lot: desk lamps 9, box fans 4, tees 30",
            ["count_adjustment lost: counted 9 desk lamps | counted 4 box fans | counted 30 tees"],
        ),
        (
            'Recount: wiper blades 22" 14, power banks 7 not 9',
            ['count_adjustment lost: counted 14 wiper blades 22" | counted 7 of 9 power banks'],
        ),
        ("tally 10/13: desk lamps - 8, box fans - 3", ["count_adjustment lost 10-13: counted 8 desk lamps | counted 3 box fans"]),
        (
            "stock check Quay Street: blue mugs 7 (books 9), green mugs 4 (books 4)",
            ["count_adjustment lost: counted 7 of 9 blue mugs @ Quay Street | counted 4 of 4 green mugs @ Quay Street"],
        ),
        ("Count sheet: blue mugs 3 broken, 2 lamps missing", ["write_off damaged: 3 blue mugs", "write_off lost: 2 lamps"]),
        ("Stock take: write off 5 blue mugs, smashed", ["write_off damaged: 5 blue mugs"]),
        ("4 desk lamps... no 5 desk lamps broken", ["write_off damaged: 5 desk lamps"]),
        ("6 blue mugs, sorry, 7 blue mugs smashed", ["write_off damaged: 7 blue mugs"]),
        ("3 box fans cracked, correction 4 box fans cracked", ["write_off damaged: 4 box fans"]),
        ("10 green mugs (wait, 11) chipped at the store", ["write_off damaged: 11 green mugs @ Store"]),
        ("no, 5 blue mugs are missing", ["write_off lost: 5 blue mugs"]),
        ("all the blue mugs in the store except 4 were smashed", ["write_off damaged: all_but 4 blue mugs @ Store"]),
        ("all the blue mugs and the lamps except 4 were smashed", ["write_off damaged: all blue mugs | some 4"]),
        (
            "3 blue mugs, 2 desk lamps and a box fan (Warehouse) broken",
            ["write_off damaged: 3 blue mugs | 2 desk lamps | 1 box fan @ Warehouse"],
        ),
        ("item LMP-01, qty 12, location store, water damaged", ["write_off damaged: 12 LMP-01 @ Store"]),
        ("lost 2 blue mugs and found 3 green mugs", ["count_adjustment lost: 2 blue mugs | over 3 green mugs"]),
    ],
)
def test_a_text_is_read_as_these_events(text: str, events: list[str]) -> None:
    assert told(text) == events


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (
            "8 cases of the green mugs and every last box of the desk lamps were crushed",
            ["write_off damaged: 8 case green mugs | all desk lamps"],
        ),
        ("all packs of smoked salmon had thawed", ["write_off deteriorated: all smoked salmon"]),
        ("every single carton of oat drink leaked", ["write_off damaged: all oat drink"]),
    ],
)
def test_every_pack_of_goods_is_all_of_them(text: str, events: list[str]) -> None:
    assert told(text) == events


def test_a_weight_that_is_the_size_of_other_goods_counts_those_held_by_weight() -> None:
    goods = (GoodsName("BAIT", "Mackerel Bait 10 kg Box", "box"), GoodsName("LOB", "Live Lobster", "kg"))
    context = replace(shop(), goods=goods)
    assert told("10 kg of the live lobster died, the pump packed up", context) == ["write_off deteriorated: 10 kg live lobster"]
    assert told("3 mackerel bait 10 kg boxes thawed", context) == ["write_off deteriorated: 3 mackerel bait 10 kg boxes"]
