"""Amounts without goods to the inventory account they are taken from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.goods import Stock
from assistant.books.policy import InventorySystem, Policy
from assistant.books.proposal import Basis, GoodsSaid, LineSaid, Role, Value, ValueRelation
from assistant.books.question import Asks
from assistant.books.reasons import Kind, Reason
from assistant.stages.resolution.amounts import pick_inventory
from tests.stages.mapping.ledger import sample
from tests.stages.shop import asked, each, event, goods, quote, resolved, shop, total, usd

BOOKS = shop()


def of(words: str, amount: str = "85", place: str = "") -> GoodsSaid:
    return GoodsSaid(words, category=True, place=place, stated=(total(amount),))


@pytest.mark.parametrize(
    ("line", "account"),
    [
        (of("bakery stock"), "1220"),
        (of("bakry stock"), "1220"),
        (of("stock (1210)"), "1210"),
        (of("$1210 of stock", "1210"), "1200"),
        (of("inventory", place="depot"), "1210"),
        (of("DPT inv"), "1210"),
        (of("paper cups"), "1210"),
        (of("mugs"), "1200"),
        (of("goods"), "1200"),
    ],
)
def test_the_account_whose_goods_the_text_names(line: GoodsSaid, account: str) -> None:
    found = resolved(event(line), BOOKS)
    assert found.amount in (85, 1210)
    assert found.inventory is not None
    assert found.inventory.account == account


@pytest.mark.parametrize("words", ["odds and ends", "bits & bobs", "various items", "misc stuff"])
def test_words_for_no_goods_in_particular_choose_the_main_account(words: str) -> None:
    taken = tuple(
        replace(item, name="Odd Ends, Bits & Bobs, Various Items, Misc Stuff") if item.key == "CUP-12" else item
        for item in BOOKS.stock
    )
    books = replace(BOOKS, stock=replace(BOOKS.stock, items=taken))  # an item at the depot has all of these words in its name
    found = resolved(event(of(words)), books)
    assert found.inventory is not None
    assert found.inventory.account == "1200"


@pytest.mark.parametrize(
    ("client", "words", "account"),
    [
        ("lakeshore-pharmacy", "candy", "Front Shop"),
        ("lakeshore-pharmacy", "antibiotics", "Prescription Drugs"),
        ("lakeshore-pharmacy", "diapers", "Front Shop"),
        ("lakeshore-pharmacy", "cough syrups", "Over-the-Counter"),
        ("glenbrack-coop", "cattle feed", "Stock - Mill Yard"),
        ("glenbrack-coop", "wellingtons", "Stock - Country Store"),
        ("glenbrack-coop", "kerosene", "Stock - Fuel & Oil Depot"),
        ("foxglove-books", "notebooks", "Stationery & Gifts"),
        ("foxglove-books", "flapjacks", "Café Counter"),
        ("saranga-garments", "zips and buttons", "Trims & Accessories"),
        ("saranga-garments", "shirts", "Finished Garments"),
        ("eulenbach-brewery", "steins", "Shop Goods"),
    ],
)
def test_a_kind_of_goods_without_an_item_of_its_name(client: str, words: str, account: str) -> None:
    """By the family of the goods: the account that says it holds it, or that carries its items."""
    books = sample(client)
    found = pick_inventory(event(of(words)), books)
    assert found is not None
    assert books.chart[found.account].name == account


@pytest.mark.parametrize(
    ("client", "words", "account"),
    [("lakeshore-pharmacy", "candy", "Front Shop"), ("saranga-garments", "shirts", "Finished Garments")],
)
def test_goods_left_in_an_account_that_was_closed_choose_none(client: str, words: str, account: str) -> None:
    books = sample(client)
    closed = Account("OLD", "OLD", "Old Depot", "Old Depot", AccountType.OTHER_CURRENT_ASSET, usd("0"), "Inventory", active=False)
    left = tuple(replace(each, location="Old Depot", account="OLD") for each in books.stock.holdings)
    books = replace(
        books, chart=Chart((*books.chart, closed)), stock=Stock(books.stock.items, (*left, *books.stock.holdings))
    )  # fmt: skip
    found = pick_inventory(event(of(words)), books)
    assert found is not None
    assert books.chart[found.account].name == account
    named = pick_inventory(event(of("paper cups")), shop(held=with_a_closed_depot()))
    assert named is not None
    assert named.account == "1210"


def with_a_closed_depot() -> Stock:
    """As much of everything again, in an account that is in the chart no more."""
    gone = tuple(replace(each, location="Attic", account="1230") for each in BOOKS.stock.holdings)
    return Stock(BOOKS.stock.items, (*gone, *BOOKS.stock.holdings))


def test_an_account_that_the_text_names() -> None:
    named = LineSaid(Side.CREDIT, Role.INVENTORY, "bakery stock", quote("off bakery stock"))
    found = resolved(replace(event(value=total("20")), lines=(named,)), BOOKS)
    assert found.inventory is not None
    assert found.inventory.account == "1220"


@pytest.mark.parametrize(
    ("text", "account"), [("$20 of goods lost in the bakery", "1220"), ("$20 lost on the way to the depot", "1210")]
)
def test_a_word_of_one_account_s_name_anywhere_in_the_text_chooses_it(text: str, account: str) -> None:
    found = resolved(replace(event(value=total("20")), quote=quote(text)), BOOKS)
    assert found.inventory is not None
    assert found.inventory.account == account


def test_the_words_for_the_loss_account_choose_no_inventory() -> None:
    loss = LineSaid(Side.DEBIT, Role.LOSS, "bakery waste", quote("bakery waste"))
    found = resolved(replace(event(value=total("20")), quote=quote("$20 lost, to bakery waste"), lines=(loss,)), BOOKS)
    assert found.inventory is not None
    assert found.inventory.account == "1200"


def test_nothing_named_is_the_main_account_or_no_surer_than_the_largest_share() -> None:
    found = resolved(event(value=total("20")), BOOKS)
    assert found.inventory is not None
    assert found.inventory.account == "1200"
    assert found.inventory.confidence == pytest.approx(0.8)
    by_policy = resolved(event(value=total("20")), shop(policy=Policy(usd("300"), main_inventory="1210")))
    assert by_policy.inventory is not None
    assert (by_policy.inventory.account, by_policy.inventory.confidence) == ("1210", 0.95)


def test_lines_without_a_total_of_the_event_add_up() -> None:
    assert resolved(event(of("bakery stock", "20.10"), of("bakery stock", "4.90")), BOOKS).amount == 25


@pytest.mark.parametrize(
    "value",
    [
        None,
        Value(ValueRelation.TOTAL, Decimal(2140), basis=Basis.SELLING_PRICE),
        Value(ValueRelation.COUNTED_TOTAL, Decimal(2140), basis=Basis.SELLING_PRICE),
        Value(ValueRelation.TOTAL, Decimal(0)),
        Value(ValueRelation.TOTAL, Decimal(10) ** 20),
        each("4.00"),
    ],
)
def test_no_amount_at_cost_is_asked_for(value: Value | None) -> None:
    assert asked(event(value=value), BOOKS).asks is Asks.AMOUNT


def test_a_counted_total_needs_its_account_and_no_items() -> None:
    value = Value(ValueRelation.COUNTED_TOTAL, Decimal("90.00"), booked=Decimal("100.00"))
    found = resolved(event(goods("bakery stock"), kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST, value=value), BOOKS)
    assert found.amount == 90
    assert found.inventory is not None
    assert found.inventory.account == "1220"


def test_the_currency_said_is_kept() -> None:
    assert resolved(event(value=replace(total("20"), currency="EUR")), BOOKS).currency == "EUR"
    assert resolved(event(value=total("20")), BOOKS).currency == "USD"


def test_without_item_records_goods_are_amounts() -> None:
    books = shop(policy=Policy(usd("300"), inventory_system=InventorySystem.PERIODIC), held=Stock((), ()))
    assert resolved(event(goods("milks", "6", stated=[each("1.50")])), books).amount == 9
    assert asked(event(goods("milks", "6")), books).asks is Asks.AMOUNT
    both = goods("milks", stated=[each("1.50"), total("9.40")])  # each of nobody says how many, and what they came to
    assert resolved(event(both), books).amount == Decimal("9.40")


def test_a_release_names_the_goods_whose_reserve_it_is_where_they_are_known() -> None:
    said = event(goods("blue mugs", "4"), kind=Kind.ALLOWANCE, reason=Reason.OBSOLETE, value=total("8"))
    released = replace(said, release=True)
    assert [found.item for found in resolved(released, BOOKS).goods] == ["MUG-BLU"]
    unclear = replace(released, goods=(goods("mugs", "4"),))  # red or blue: the amount is released all the same
    found = resolved(unclear, BOOKS)
    assert not found.goods
    assert found.amount == 8
