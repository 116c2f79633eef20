"""An amount that is what goods sell for, or holds tax, is flagged with the goods and what they are carried at; no other is."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Reading
from assistant.books.finding import Finding, Warning
from assistant.books.goods import Stock
from assistant.books.money import Money
from assistant.books.reading_context import reading_context
from assistant.readers.rules.reader import RulesReader
from assistant.walk import Checked, EventRead, walk
from tests.stages.validation.read import TODAY

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
    (event,) = RulesReader().interpret(text, reading_context(books, TODAY)).events
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
        "12 mugs smashed, 60% of cost", "3 free samples of mugs smashed, cost less £2",
    ],
)  # fmt: skip
def test_cost_and_amounts_that_equal_nothing_are_not(text: str) -> None:
    assert flagged(text) == []


def test_the_rate_is_the_clients_own_where_one_is_set() -> None:
    five = replace(BOOKS, policy=replace(BOOKS.policy, tax_rate=Decimal(5)))
    assert flagged("12 mugs smashed, value £59.76", five) == []
    (found,) = flagged("6 desk lamps smashed, value £115.92", five)
    assert found.says == "115.92 is what 6 LMP-DSK cost with 5 % tax; they are carried at 110.40."
    none = replace(BOOKS, policy=replace(BOOKS.policy, tax_rate=Decimal(0)))
    assert flagged("12 mugs smashed, value £59.76", none) == []
