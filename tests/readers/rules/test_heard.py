"""What people say of goods in passing: who took them, what the label says, to whom they were fed; books next door again."""


import pytest

from assistant.books.proposal import (
    DateOrder,
    ReadingContext,
    RecoveryStatus,
    ValueRelation,
)
from assistant.books.reasons import Cause, Reason, Use

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


def test_an_insurer_that_bears_all_but_the_excess() -> None:
    text = "lost KES 900 of dairy and KES 300 of meat when the freezer died, insurance covers all but the KES 500 deductible"
    (event,) = read(text, SCHOOL).events
    (borne,) = event.recoveries
    assert event.value is not None
    assert borne.value is not None
    assert (str(event.value.amount), borne.value.relation, str(borne.value.amount)) == ("1200", ValueRelation.COST_LESS, "500")


def test_goods_that_a_supplier_sent_are_no_money_received() -> None:
    (event,) = read("the maker sent us 6 desk lamps with faulty switches, they will issue a credit note").events
    assert [borne.status for borne in event.recoveries] == [RecoveryStatus.AGREED]


def test_who_rides_off_on_goods_steals_them() -> None:
    (event,) = read("some kid rode off on a box fan yesterday").events
    assert event.reason is Reason.STOLEN


@pytest.mark.parametrize("no", ["don't put it in", "dont put it in", "do not book it to"])
def test_the_account_meant_is_not_the_one_denied(no: str) -> None:
    (event,) = read(f"6 blue mugs smashed. {no} inventory shrinkage tho, charge it to breakages, thanks").events
    assert [line.words for line in event.lines] == ["breakages"]
