"""Numbers of names and numbers of goods told apart, goods that turned up or rose in value, days said short."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.books.proposal import DateOrder, EarlierEntry, GoodsName, QuantityRelation, ReadingContext
from assistant.books.reasons import Kind, Reason

from .shop import TODAY, read

WINES = ReadingContext(
    today=TODAY, date_order=DateOrder.DMY, currency="AUD", places=("Depot", "Cellar"),
    goods=(
        GoodsName("CHB", "Chablis 2021", units_per_case=Decimal(6)),
        GoodsName("PRS", "Prosecco NV", units_per_case=Decimal(6)),
        GoodsName("CAV", "Cava Brut"),
        GoodsName("JRS", "Team Jersey 2024 Medium"),
        GoodsName("TUB", "Inner Tube 700x28-32"),
        GoodsName("MIR", "Tow Mirror Ram 2009-2012 Left"),
        GoodsName("PLG", "Iridium Plugs 4-Pack", "pack"),
        GoodsName("TUL", "Tulip Bulbs Queen of Night", "bag"),
        GoodsName("GER", "Geranium Red"),
        GoodsName("DIE", "Renal Diet Dog", "bag"),
        GoodsName("CAT", "Renal Diet Cat", "bag"),
        GoodsName("BNB", "Cohesive Bandage Blue"),
    ),
    earlier=(
        EarlierEntry("WO-9", date(2026, 9, 1), "12 Prosecco missing", Kind.WRITE_OFF, Reason.LOST, (("PRS", Decimal(12)),)),
        EarlierEntry("WO-8", date(2026, 8, 1), "wrote down Chablis", Kind.WRITE_DOWN, Reason.OBSOLETE, (("CHB", Decimal(26)),)),
        EarlierEntry("WO-7", date(2026, 8, 15), "break-in, $520 of coffee and syrups taken", Kind.WRITE_OFF, Reason.STOLEN),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("scrapped the whole lot of 2024 team jerseys in Medium", "all 2024 team jerseys Medium"),
        ("100 of the 700x28-32 tubes are dry rotted", "exactly 100 700x28-32 tubes"),
        ("nobody asks for the left tow mirrors for the 09-12 Ram. Scrap all but 3 of them", "all_but 3 tow mirrors"),
        ("three 4-packs of the iridium plugs came back with the seals slit", "exactly 3 pack iridium plugs"),
        ("given to the school: 30 bags of Queen of Night tulip bulbs", "exactly 30 bag Queen of Night tulip bulbs"),
        ("2 trays (12 each) of red geraniums wilted", "exactly 2 tray red geraniums"),
        ("two bags of the renal diet for dogs burst", "exactly 2 bag renal diet dogs"),
        ("bleach got knocked over 3 cohesive bandages", "exactly 3 cohesive bandages"),
        ("forks went through a pallet of the Chablis. 6 cases and 4 loose bottles gone", "exactly 6 case Chablis"),
        ("toss 10 cohesive bandages at the depot.. no wait I counted wrong its 8, torn", "exactly 8 cohesive bandages"),
    ],
)
def test_numbers_of_names_and_numbers_of_goods(text: str, goods: str) -> None:
    (event,) = read(text, WINES).events
    (said,) = event.goods
    assert said.quantity is not None
    number = [f"{said.quantity.parts[0].number:f}", said.quantity.parts[0].unit] if said.quantity.parts else []
    assert " ".join(filter(None, [said.quantity.relation, *number, said.words])) == goods


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("remember the dozen Prosecco we booked as lost? Found 5 of em behind the racks", 5, "Prosecco"),
        ("the Prosecco we wrote off as missing: four showed up. Now eight more. Put those eight back", 8, "Prosecco"),
    ],
)
def test_what_turned_up_is_put_back(text: str, number: int, words: str) -> None:
    (event,) = read(text, WINES).events
    (said,) = event.goods
    assert (event.kind, said.words) == (Kind.REVERSAL, words)
    assert said.quantity is not None
    assert [part.number for part in said.quantity.parts] == [number]


def test_part_of_an_amount_comes_back() -> None:
    (event,) = read("Police brought back part of the coffee from the break-in. What we got back had cost $200", WINES).events
    assert (event.kind, event.reason) == (Kind.REVERSAL, Reason.STOLEN)
    assert event.value is not None
    assert event.value.amount == 200


def test_what_goods_bring_again_less_what_selling_them_costs() -> None:
    text = "The Chablis we wrote down: a bar wants all 26 now at $9.50 a bottle, delivery costs us 50c each. Put it back up"
    (event,) = read(text, WINES).events
    (said,) = event.goods
    assert event.value_recovered
    assert said.nrv is not None
    assert said.cost_to_sell is not None
    assert (str(said.nrv.amount), str(said.cost_to_sell.amount)) == ("9.50", "0.5")


def test_delivery_that_we_pay_is_not_what_goods_bring() -> None:
    (event,) = read("Write down the 38 Cava: a dealer will take them at $50 each, we pay delivery $5 each", WINES).events
    (said,) = event.goods
    assert said.nrv is not None
    assert said.nrv.amount == 50


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Maarten took one Cava home on 5-10, the owner", "10-05"),
        ("stop-sale notice for the Prosecco, effective 1 Oct, all surrendered today", "10-14"),
        ("Prosecco banned, effective 1 Oct, write off all", "10-01"),
    ],
)
def test_days_said_short_and_days_of_bans(text: str, day: str) -> None:
    (event,) = read(text, WINES).events
    assert event.entry_date is not None
    assert f"{event.entry_date:%m-%d}" == day


@pytest.mark.parametrize(
    "text",
    [
        "The storm smashed all the Cava outside in the yard. The ones in the cellar are good, those stay.",
        "all the Cava got wet, those at the depot are fine",
    ],
)
def test_all_but_those_of_a_place_is_no_number(text: str) -> None:
    (event,) = read(text, WINES).events
    (said,) = event.goods
    assert (said.quantity and said.quantity.relation, said.place) == (QuantityRelation.SOME, "")


def test_what_the_text_says_to_take_out_stands() -> None:
    text = "three 4-packs of the iridium plugs came back with the seals slit and two plugs swapped. Take out 3 packs."
    (event,) = read(text, WINES).events
    (said,) = event.goods
    assert said.quantity is not None
    assert [(f"{part.number:f}", part.unit) for part in said.quantity.parts] == [("3", "pack")]


@pytest.mark.parametrize("text", ["6 Cava fell off the truck, 4 are ok", "dropped 12 Prosecco but 9 survived"])
def test_how_many_are_lost_is_asked_where_some_of_them_are_fine(text: str) -> None:
    (event,) = read(text, WINES).events
    assert [said.quantity and said.quantity.relation for said in event.goods] == [QuantityRelation.SOME]


def test_others_that_are_fine_leave_the_number() -> None:
    (event,) = read("6 Cava smashed, the other 4 are fine", WINES).events
    assert [said.quantity and said.quantity.relation for said in event.goods] == [QuantityRelation.EXACTLY]
