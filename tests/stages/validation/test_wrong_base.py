"""An amount that is what goods sell for, or holds tax, is flagged with the goods and what they are carried at; no other is."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Reading
from assistant.books.finding import Finding, Warning
from assistant.books.goods import Holding, Item, Layer, Stock
from assistant.books.money import Money
from assistant.books.proposal import Event, ValueRelation
from assistant.books.reading_context import reading_context
from assistant.readers.rules.reader import RulesReader
from assistant.walk import Checked, EventRead, walk
from tests.stages.validation.read import TODAY, checked

PRICES = {"MUG-01": Decimal("9.90"), "LMP-DSK": Decimal("39.00")}


def in_pounds() -> ClientBooks:
    """The hardware shop, with prices of mugs and desk lamps, where VAT is 20 %."""
    books = read_client(Path("coa_samples/corner-hardware"), "shop")
    pounds = {"currency": "GBP"}
    chart = type(books.chart)(tuple(replace(one, balance=Money(one.balance.minor, "GBP")) for one in books.chart))
    holdings = tuple(
        replace(held, layers=tuple(replace(layer, value=Money(layer.value.minor, "GBP")) for layer in held.layers))
        for held in books.stock.holdings
    )
    items = tuple(replace(item, selling_price=PRICES.get(item.key)) for item in books.stock.items)
    policy = replace(books.policy, routine_limit=Money(50_000, "GBP"))
    return replace(books, **pounds, chart=chart, stock=Stock(items, holdings), policy=policy)  # type: ignore[arg-type]


BOOKS = in_pounds()


def flagged(text: str, books: ClientBooks = BOOKS) -> list[Finding]:
    return flagged_as(read(text, books), text, books)


def read(text: str, books: ClientBooks = BOOKS) -> Event:
    (event,) = RulesReader().interpret(text, reading_context(books, TODAY)).events
    return event


def flagged_as(event: Event, text: str, books: ClientBooks = BOOKS) -> list[Finding]:
    outcome = walk(EventRead(event, text, TODAY, Reading("rules")), books, today=TODAY)
    assert isinstance(outcome, Checked), outcome
    return [finding for finding in outcome.findings if finding.code is Warning.WRONG_BASE]


@pytest.mark.parametrize(
    ("text", "says", "cost"),
    [
        ("write off £59.76 of damaged mugs", "59.76 is what 12 MUG-01 (Stoneware Coffee Mug) cost with 20 % tax", "49.80"),
        ("£1,188 of mugs smashed", "1,188.00 is what 120 MUG-01 (Stoneware Coffee Mug) sell for at 9.90", "498.00"),
        ("12 mugs smashed, value £59.76", "59.76 is what 12 MUG-01 cost with 20 % tax", "49.80"),
        ("12 mugs smashed, £4.98 each", "59.76 is what 12 MUG-01 cost with 20 % tax", "49.80"),
        ("12 mugs smashed, £118.80", "118.80 is what 12 MUG-01 sell for", "49.80"),
        ("12 mugs smashed, £9.90 each", "118.80 is what 12 MUG-01 sell for", "49.80"),
        ("12 floor lamps broke, they retail at £80 each so that's £960", "960.00 is what 12 LMP-FLR sell for at 80.00", "441.00"),
        ("£896.40 of damaged stock", "896.40 is what 180 MUG-01 (Stoneware Coffee Mug) cost with 20 % tax", "747.00"),
        (
            "12 mugs and 6 black desk lamps smashed, value £192.24",
            "192.24 is what 12 MUG-01, 6 LMP-DSK cost with 20 % tax",
            "160.20",
        ),
        ("12 mugs and 6 black desk lamps smashed, value £352.80", "352.80 is what 12 MUG-01, 6 LMP-DSK sell for", "160.20"),
        ("£1,782 of mugs smashed", "1,782.00 is what 180 MUG-01 (Stoneware Coffee Mug) sell for at 9.90", "747.00"),
        ("£39 of desk lamps broke", "39.00 is what 1 LMP-DSK (Desk Lamp Black) sell for at 39.00", "18.40"),
    ],
)
def test_another_base_is_flagged_with_the_goods(text: str, says: str, cost: str) -> None:
    (found,) = flagged(text)
    assert found.says == f"{says}; they are carried at {cost}."
    assert found.remedy == f"Inventory is written off at cost: {cost}, if these goods are meant."
    assert not found.blocks


def test_the_place_is_said_where_all_that_lies_there_makes_the_amount() -> None:
    (found,) = flagged("write off £717.12 of damaged stock")
    assert found.says.startswith("717.12 is what 144 MUG-01 (Stoneware Coffee Mug) @ Warehouse cost with 20 % tax; ")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("£288 inc VAT of damaged stock", "inc VAT"),
        ("£288 of stock broke, VAT included", "VAT included"),
    ],
)
def test_tax_that_the_text_says_is_taken_out(text: str, says: str) -> None:
    (found,) = flagged(text)
    assert found.says == f"The text says that tax is in the 288.00 (“{says}”). At 20 %, 240.00 of it is cost."
    assert found.remedy == "Inventory is written off at cost: revise the amount to that without tax."


@pytest.mark.parametrize(
    "text",
    [
        "£49.80 of damaged mugs", "£60.00 of damaged mugs", "12 mugs smashed", "12 mugs smashed, value £49.80",
        "12 mugs smashed, they retail at £9.90 each", "12 mugs smashed, value £60.00", "£240 plus VAT of damaged stock",
        "£240 of damaged stock, not including VAT", "£331.20 of damaged stock", "set up a reserve of £59.76 for obsolete mugs",
        "12 mugs smashed, value €59.76", "£1,791.90 of mugs smashed",
        "12 mugs smashed, 60% of cost", "3 free samples of mugs smashed, cost less £2",
    ],
)  # fmt: skip
def test_cost_and_amounts_that_equal_nothing_are_not(text: str) -> None:
    assert flagged(text) == []


def test_a_part_of_the_cost_is_no_other_base() -> None:
    """118.80 is what the mugs sell for; taken off their cost, it is held against nothing."""
    text = "12 mugs smashed, £118.80"
    event = read(text)
    (mugs,) = event.goods
    (stated,) = mugs.stated
    for relation, flags in ((ValueRelation.TOTAL, 1), (ValueRelation.COST_LESS, 0), (ValueRelation.COST_OF_UNITS, 0)):
        said = replace(event, goods=(replace(mugs, stated=(replace(stated, relation=relation),)),))
        assert len(flagged_as(said, text)) == flags


def test_an_amount_so_small_that_it_equals_something_by_chance_is_not() -> None:
    assert flagged("write off £6.05 of damaged stock") == []  # what 12 keys cost with tax, and who knows what else
    (found,) = flagged("write off £6.05 of damaged key blanks")
    assert found.says.startswith("6.05 is what 12 KEY-BLK (Key Blank Standard) cost with 20 % tax")


def test_the_rate_is_the_clients_own_where_one_is_set() -> None:
    five = replace(BOOKS, policy=replace(BOOKS.policy, tax_rate=Decimal(5)))
    assert flagged("12 mugs smashed, value £59.76", five) == []
    (found,) = flagged("6 desk lamps smashed, value £115.92", five)
    assert found.says == "115.92 is what 6 LMP-DSK cost with 5 % tax; they are carried at 110.40."
    none = replace(BOOKS, policy=replace(BOOKS.policy, tax_rate=Decimal(0)))
    assert flagged("12 mugs smashed, value £59.76", none) == []


def test_of_two_values_for_the_goods_each_is_held_against_their_cost() -> None:
    said = {"words": "mugs", "quantity": "12", "stated": [{"share_of_cost": "0.5"}, {"total": "59.76"}]}
    found = checked("12 mugs smashed, half of cost, 59.76", {"goods": said}, BOOKS).findings
    assert [each.says for each in found if each.code is Warning.WRONG_BASE] == [
        "59.76 is what 12 MUG-01 cost with 20 % tax; they are carried at 49.80."
    ]


def test_what_the_text_gives_one_for_explains_what_it_gives_for_all() -> None:
    each = {"each": "80", "basis": "selling_price"}
    one = {"goods": {"words": "floor lamps", "quantity": "12", "stated": each}, "value": {"total": "960"}}
    found = checked("12 floor lamps at 80, so 960", one, BOOKS).findings
    assert [each.says for each in found if each.code is Warning.WRONG_BASE] == [
        "960.00 is what 12 LMP-FLR sell for at 80.00; they are carried at 441.00."
    ]
    mugs = {"words": "mugs", "quantity": "1"}
    two = {"goods": [{"words": "floor lamps", "quantity": "12", "stated": each}, mugs], "value": {"total": "1040"}}
    found = checked("12 floor lamps at 80 and 1 of the mugs, so 1040", two, BOOKS).findings
    assert [each for each in found if each.code is Warning.WRONG_BASE] == []


def test_a_currency_without_cents_has_prices_without_them() -> None:
    items = tuple(replace(item, selling_price=Decimal(990) if item.key == "MUG-01" else None) for item in BOOKS.stock.items)
    chart = type(BOOKS.chart)(tuple(replace(one, balance=Money(one.balance.minor, "JPY")) for one in BOOKS.chart))
    holdings = tuple(
        replace(held, layers=tuple(replace(layer, unit_cost=layer.unit_cost * 100, value=Money(layer.value.minor, "JPY"))
                                   for layer in held.layers))
        for held in BOOKS.stock.holdings
    )  # fmt: skip
    policy = replace(BOOKS.policy, routine_limit=Money(50_000, "JPY"))
    yen = replace(BOOKS, currency="JPY", chart=chart, stock=Stock(items, holdings), policy=policy)
    (found,) = flagged("¥118,800 of mugs smashed", yen)
    assert found.says == "118,800 is what 120 MUG-01 (Stoneware Coffee Mug) sell for at 990; they are carried at 49,800."
    assert found.remedy == "Inventory is written off at cost: 49,800, if these goods are meant."
    (found,) = flagged("¥53,784 of mugs smashed", yen)
    assert found.says == "53,784 is what 120 MUG-01 (Stoneware Coffee Mug) cost with 8 % tax; they are carried at 49,800."


def test_goods_without_a_number_are_called_by_their_name_alone() -> None:
    bell = Item("Brass Bell", "", "Brass Bell", "each")
    layer = Layer("bells", None, Decimal(10), Decimal(5), Money(5_000, "GBP"))
    stock = Stock((*BOOKS.stock.items, bell), (*BOOKS.stock.holdings, Holding("Brass Bell", "Store", "1200", (layer,))))
    (found,) = flagged("£60 of brass bells smashed", replace(BOOKS, stock=stock))
    assert found.says == "60.00 is what 10 Brass Bell cost with 20 % tax; they are carried at 50.00."
