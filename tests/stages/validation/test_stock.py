"""Whether what an entry takes is there: how many are short, where, and what may be taken, in figures."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.finding import Finding, Problem
from assistant.books.goods import Item, Stock
from assistant.books.money import Money
from assistant.books.policy import StockKeptBy
from assistant.books.remote import Environment, Link, LinkKind, Links
from assistant.books.snapshot import Preferences, RemoteItem, Snapshot
from assistant.stages.validation.stock import debits_must_equal_credits, units_must_be_there
from tests.stages.validation.read import TODAY, checked, entry_of, hardware

BOOKS = hardware()
PULLED = datetime(2026, 10, 6, 7, 30, tzinfo=UTC)
MANY: dict[str, Any] = {"goods": {"words": "mugs", "quantity": "400"}}


def short(text: str, event: dict[str, Any], books: ClientBooks = BOOKS) -> Finding:
    (found,) = [each for each in checked(text, event, books).findings if each.code is Problem.NOT_ENOUGH_STOCK]
    return found


def reserving(units: str, place: str) -> ClientBooks:
    return replace(BOOKS, stock=BOOKS.stock.reserving({("MUG-01", place): Decimal(units)}))


def test_over_all_places_where_the_text_names_none() -> None:
    found = short("400 mugs broke", MANY)
    assert found.says == "400 each of Stoneware Coffee Mug (MUG-01) are to leave, and 180 are on hand."
    assert found.remedy == "Take at most 180, or correct the stock first by a count or a receipt."


def test_at_the_place_that_the_text_names() -> None:
    found = short("150 mugs broke in the warehouse", {"goods": {"words": "mugs", "quantity": "150", "place": "warehouse"}})
    assert found.says == "150 each of Stoneware Coffee Mug (MUG-01) are to leave at Warehouse, and 144 are on hand."
    assert found.remedy == "Take at most 144, or correct the stock first by a count or a receipt."


def test_what_other_drafts_hold_is_not_there() -> None:
    found = short("400 mugs broke", MANY, reserving("44", "Warehouse"))
    assert found.says.endswith("are to leave, and 180 are on hand, of which 44 are held by other waiting drafts.")
    assert found.remedy.startswith("Take at most 136, ")
    at_a_place = {"goods": {"words": "mugs", "quantity": "101", "place": "warehouse"}}
    found = short("101 mugs broke in the warehouse", at_a_place, reserving("44", "Warehouse"))
    assert found.remedy.startswith("Take at most 100, ")


def test_what_is_there_exactly_may_leave() -> None:
    all_of_it = {"goods": {"words": "mugs", "quantity": "144", "place": "warehouse"}}
    assert not checked("144 mugs broke in the warehouse", all_of_it).blocked


def test_each_of_several_lines_counts_and_no_other_item() -> None:
    lines = [
        {"words": "mugs", "quantity": "400"}, {"words": "mugs", "quantity": "1"}, {"words": "black desk lamp", "quantity": "2"},
    ]  # fmt: skip
    found = short("400 mugs and 1 mug broke, and 2 black desk lamps", {"goods": lines})
    assert found.says == "401 each of Stoneware Coffee Mug (MUG-01) are to leave, and 180 are on hand."


def test_at_each_of_the_places_that_the_text_names() -> None:
    both = [{"words": "mugs", "quantity": "150", "place": "warehouse"}, {"words": "mugs", "quantity": "40", "place": "store"}]
    found = short("150 mugs broke in the warehouse and 40 in the store", {"goods": both})
    assert found.says == "190 each of Stoneware Coffee Mug (MUG-01) are to leave at Warehouse, Store, and 180 are on hand."
    one = [both[0], {"words": "mugs", "quantity": "4", "place": "store"}]
    found = short("150 mugs broke in the warehouse and 4 in the store", {"goods": one})
    assert found.says == "150 each of Stoneware Coffee Mug (MUG-01) are to leave at Warehouse, and 144 are on hand."


def test_where_all_is_held_for_others_nothing_may_be_taken() -> None:
    found = short("400 mugs broke", MANY, reserving("180", "Warehouse"))
    assert found.remedy.startswith("Take at most 0, ")


def test_goods_that_the_books_have_no_longer() -> None:
    entry = entry_of("12 mugs broke", {"goods": {"words": "mugs", "quantity": "12"}})
    (found,) = units_must_be_there(entry, replace(BOOKS, stock=Stock((), ())), TODAY, "")
    assert found.says == "12 of MUG-01 are to leave, and 0 are on hand."
    assert found.remedy == "Take at most 0, or correct the stock first by a count or a receipt."


def in_quickbooks(there: str, kept_by: StockKeptBy = StockKeptBy.QUICKBOOKS) -> ClientBooks:
    """The shop, with so many mugs in its QuickBooks company, and a lamp more than it has."""
    numbers = {"MUG-01": Decimal(there), "LMP-DSK": BOOKS.stock.on_hand("LMP-DSK") + 1}
    items = tuple(RemoteItem(item, item, item, tracked=True, active=True, quantity=units) for item, units in numbers.items())
    snapshot = Snapshot(PULLED, "The Shop", "US", Preferences("USD"), items=items)
    links = Links(tuple(Link(LinkKind.ITEM, item, item, item) for item in numbers))
    connected = Connected("9341", "The Shop", Environment.PRACTICE, snapshot, links, ())
    return replace(BOOKS, connected=connected, policy=replace(BOOKS.policy, stock_kept_by=kept_by))


def test_units_that_quickbooks_has_and_no_place_here_are_placed_first() -> None:
    found = short("400 mugs broke", MANY, in_quickbooks("1180"))
    assert found.says.endswith(" are to leave, and 180 are on hand.")
    assert found.remedy == (
        "1,000 more are in QuickBooks, as of 2026-10-06 07:30 UTC; say where they lie: writeoff qbo place MUG-01=1000 --at PLACE."
        " Or take at most 180."
    )
    assert short("400 mugs broke", MANY, in_quickbooks("181")).remedy.startswith("1 more are in QuickBooks")


@pytest.mark.parametrize(("there", "kept_by"), [
    ("180", StockKeptBy.QUICKBOOKS), ("100", StockKeptBy.QUICKBOOKS), ("1180", StockKeptBy.HERE),
])  # fmt: skip
def test_no_more_is_said_to_be_there_than_is(there: str, kept_by: StockKeptBy) -> None:
    found = short("400 mugs broke", MANY, in_quickbooks(there, kept_by))
    assert found.remedy == "Take at most 180, or correct the stock first by a count or a receipt."


def test_goods_without_a_number_are_called_by_their_name_alone() -> None:
    bell = Item("Brass Bell", "", "Brass Bell", "each")
    mugs = [replace(held, item="Brass Bell") for held in BOOKS.stock.held("MUG-01")]
    stock = Stock((*BOOKS.stock.items, bell), (*BOOKS.stock.holdings, *mugs))
    found = short("400 brass bells broke", {"goods": {"words": "brass bell", "quantity": "400"}}, replace(BOOKS, stock=stock))
    assert found.says.startswith("400 each of Brass Bell are to leave, and 180 are on hand.")


@pytest.mark.parametrize(("debit", "credit", "by"), [("50.00", "49.80", "0.20"), ("49.70", "49.80", "0.10")])
def test_sides_that_differ_are_said_with_what_is_missing(debit: str, credit: str, by: str) -> None:
    entry = entry_of("12 mugs broke", {"goods": {"words": "mugs", "quantity": "12"}})
    amounts = (Money.parse(debit, "USD"), Money.parse(credit, "USD"))
    entry = replace(entry, lines=tuple(replace(line, amount=of) for line, of in zip(entry.lines, amounts, strict=True)))
    (found,) = debits_must_equal_credits(entry, BOOKS, TODAY, "")
    assert found.says == f"Debits are {debit} and credits are {credit}."
    assert found.remedy == f"Change or add a line for {by}."
