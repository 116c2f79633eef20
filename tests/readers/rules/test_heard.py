"""What people say of goods in passing: who took them, what the label says, to whom they were fed; books next door again."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.books.proposal import (
    DateOrder,
    EarlierEntry,
    GoodsName,
    QuantityRelation,
    ReadingContext,
    RecoveryStatus,
    ValueRelation,
)
from assistant.books.reasons import Cause, Kind, Reason, Use

from .shop import TODAY, read


@pytest.mark.parametrize(
    "text",
    [
        "Somebody forced the back door on Saturday night and all the desk lamps are gone bar 2",
        "a guy cut the cable on the shop floor and rode off on 1 box fan",
        "they prised open the cage at the Warehouse overnight, 6 power banks gone",
        "two lads drove away with 4 box fans last night",
        "a man went through the store cupboard and 3 power banks are gone",
        "youths ransacked the shop last night, 5 desk lamps gone",
        "busted the padlock on Sunday, 12 blue mugs gone",
        "intruders carried off 9 tees",
    ],
)
def test_who_breaks_in_steals(text: str) -> None:
    (event,) = read(text).events
    assert (event.reason, event.cause) == (Reason.STOLEN, Cause.THEFT)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("smoked salmon: 3 kg with 30/06 on the label, gone into the bin", Reason.EXPIRED),
        ("4 oat drinks, June 2026 printed on the lid, binned", Reason.EXPIRED),
        ("6 oat drinks corked and off, tipped down the sink", Reason.DETERIORATED),
        ("2 power banks, rubber crumbled to dust in the sun", Reason.DETERIORATED),
        ("nobody ever asked for the 5 green mugs, scrap them", Reason.OBSOLETE),
        ("dead-slow box fans, 3 to the shredder, outdated", Reason.OBSOLETE),
        ("3 kg salmon went slimy, condemned by our QA", Reason.DETERIORATED),
        ("3 kg salmon condemned by the health inspector", Reason.PROHIBITED),
        ("3 kg salmon condemned today", Reason.PROHIBITED),
    ],
)
def test_what_the_goods_or_their_label_tell(text: str, reason: Reason) -> None:
    (event,) = read(text).events
    assert event.reason is reason


@pytest.mark.parametrize("text", ["fed 2 kg salmon to the kennel strays this week", "gave 1 kg of salmon to the rescue cats"])
def test_what_animals_eat_is_own_use(text: str) -> None:
    (event,) = read(text).events
    assert (event.reason, event.use) == (Reason.INTERNAL_USE, Use.SUPPLIES)


def test_the_day_on_the_label_is_not_the_day_of_the_loss() -> None:
    (event,) = read("salmon: 3 kg with 6/30 on the label, binned today").events
    assert event.entry_date == TODAY


@pytest.mark.parametrize(
    "text",
    [
        "Hutto Body Shop went belly up owing us $1,240. Write the invoice off.",
        "Nolan's bar went bust on us, write their balance owed off",
        "bump the desk lamp price to 49.99",
        "knock 5% off the list price of the box fans",
        "Jake worked 6 extra hours, add them to his check",
    ],
)
def test_debts_prices_and_hours_are_books_next_door(text: str) -> None:
    proposal = read(text)
    assert not proposal.events
    assert proposal.declined


def test_a_carrier_that_accepts_liability_has_agreed() -> None:
    (event,) = read("20 blue mugs smashed by the courier. They accept liability for half of your cost and will remit.").events
    (borne,) = event.recoveries
    assert borne.status is RecoveryStatus.AGREED


SCHOOL = ReadingContext(
    today=TODAY, date_order=DateOrder.DMY, currency="KES", places=("Uniform Store", "Showroom"),
    accounts=("510 Purchases - Uniforms & Shoes", "520 Purchases - Canteen Food", "691 Stock Theft Losses"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("six school shirts were torn when unpacking, about KES 4,200, from the uniforms", Reason.DAMAGED),
        ("the uniform shop was robbed, they carried away uniforms with a cost of KES 64,000", Reason.STOLEN),
        ("KES 9,000 of uniforms got soaked when the pipe burst", Reason.DAMAGED),
        ("KES 900 of team jerseys left in the showroom faded in the sun", Reason.DETERIORATED),
    ],
)
def test_goods_and_places_are_no_use(text: str, reason: Reason) -> None:
    (event,) = read(text, SCHOOL).events
    assert (event.reason, event.use) == (reason, None)


def test_tees_worn_as_uniforms_are_a_use_where_no_uniforms_are_traded() -> None:
    (event,) = read("took 4 tees as uniforms for the new starters").events
    assert event.use is Use.UNIFORM


@pytest.mark.parametrize(
    ("text", "reason", "status"),
    [
        ("Gulf Lamp Co. mislabeled 10 desk lamps. They refuse any credit", Reason.SUPPLIER_ERROR, RecoveryStatus.REFUSED),
        ("Ox Freight flattened 8 desk lamps. Their rep signed off on a claim for $100", Reason.DAMAGED, RecoveryStatus.AGREED),
        ("3 oat drinks spoiled, below our deductible so nothing to claim", Reason.DETERIORATED, RecoveryStatus.REFUSED),
    ],
)
def test_whose_doing_it_was(text: str, reason: Reason, status: RecoveryStatus) -> None:
    (event,) = read(text).events
    assert (event.reason, [borne.status for borne in event.recoveries]) == (reason, [status])


def test_a_credit_for_this_half_is_for_all_that_is_written_off() -> None:
    (event,) = read("Half of the desk lamps arrived smashed. The maker promised us a credit note for this half").events
    (borne,) = event.recoveries
    assert borne.value is None


@pytest.mark.parametrize("said", ["agreed in writing to pay 50,000, no money yet", "will pay us 50,000 within a month"])
def test_what_is_paid_needs_no_currency(said: str) -> None:
    (event,) = read(f"uniforms with a cost of KES 64,000 were stolen. The insurance company {said}", SCHOOL).events
    assert event.recoveries[0].value is not None
    assert event.recoveries[0].value.amount == 50_000


def test_a_few_that_are_credited_are_units_not_money() -> None:
    (event,) = read("12 desk lamps came broken, the maker will credit 8").events
    assert event.recoveries[0].value is not None
    assert event.recoveries[0].value.relation is ValueRelation.COST_OF_UNITS


@pytest.mark.parametrize(
    ("text", "value", "goods"),
    [
        ("exercise books of KES 45,000 on the shelf, of which 28,600 got soaked", 28_600, "exercise books"),
        ("KES 900 of shoes in the store, KES 400 of it got wet", 400, "shoes"),
        ("blazers and sweaters costing KES 38,500 were stolen", 38_500, "blazers and sweaters"),
        ("thieves carried away ties with a cost of KES 4,000", 4_000, "ties"),
        ("everything in the freezer thawed: butter, cream, milk, KES 612 at cost, binned", 612, "butter, cream, milk"),
        ("somebody walked off with 6 bags of espresso beans. cost us KES 95 all in", 95, "espresso beans"),
    ],
)
def test_what_an_amount_is_of(text: str, value: int, goods: str) -> None:
    (event,) = read(text, SCHOOL).events
    assert event.value is not None
    assert event.value.amount == value
    assert [said.words for said in event.goods] == [goods]


def test_amounts_added_up_are_one_loss_of_books_without_items() -> None:
    (event,) = read("the walk-in was left open, that's KES 180 of dairy plus 140 of eggs, all dumped", SCHOOL).events
    assert event.value is not None
    assert event.value.amount == 320
    assert [said.words for said in event.goods] == ["dairy", "eggs"]


def test_each_amount_has_the_reason_of_its_clause() -> None:
    spoiled, stolen = read("KES 60 of milk went off, and the shop was broken into, they took KES 520 of syrup", SCHOOL).events
    assert (spoiled.reason, spoiled.cause) == (Reason.DETERIORATED, None)
    assert (stolen.reason, stolen.cause) == (Reason.STOLEN, Cause.THEFT)


def test_a_value_beside_a_share_of_goods_is_no_amount_without_goods() -> None:
    (event,) = read("Half of the desk lamps have rusted. That's about $95 of stock at what we charge").events
    assert event.value is None
    assert event.goods[0].quantity is not None


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
