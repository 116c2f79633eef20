"""Which combinations of goods are offered for an amount, which of them first, and where chance alone would find too many."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.books.accounts import Chart
from assistant.books.client_books import ClientBooks
from assistant.books.goods import Holding, Item, Stock
from tests.stages.shop import shop
from tests.stages.valuation.test_combinations import books_of, holding, offered


def cased(*goods: tuple[str, str, str, int | None]) -> ClientBooks:
    """Goods of so many units, at so much each, so many of them in a case."""
    items = tuple(Item(key, key, f"The {key}", "each", Decimal(case) if case else None) for key, *_, case in goods)
    return shop(held=Stock(items, tuple(holding(key, "Shop", (units, cost)) for key, units, cost, _ in goods)))


# ── The best first ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_of_it_then_cases_then_a_dozen_then_fives_then_any_number() -> None:
    books = cased(
        ("ANY", "40", "15.00", None), ("FIVE", "40", "12.00", None), ("YDOZEN", "40", "5.00", None), ("XCASE", "40", "10.00", 6),
        ("ZALL", "3", "20.00", None),
    )  # fmt: skip
    assert offered("60.00", books) == ["3 ZALL", "6 XCASE", "12 YDOZEN", "5 FIVE", "4 ANY"]


def test_ten_before_five_and_no_more_than_five_offers() -> None:
    books = cased(
        ("A", "40", "15.00", None), ("B", "40", "12.00", None), ("C", "40", "6.00", None), ("D", "40", "4.00", None),
        ("E", "40", "5.00", None), ("F", "40", "20.00", None),
    )  # fmt: skip
    assert offered("60.00", books) == ["10 C", "12 E", "5 B", "15 D", "4 A"]


def test_all_that_lies_at_a_place_is_all_of_it() -> None:
    books = books_of(
        holding("A", "Shop", ("40", "10.00")), holding("B", "Depot", ("7", "20.00")), holding("B", "Shop", ("3", "20.00"))
    )
    assert offered("60.00", books) == ["3 B @ Shop", "6 A", "3 B @ Depot"]


def test_goods_that_the_account_of_the_amount_carries_come_first_then_whole_units() -> None:
    mugs = Holding("BOWL", "Depot", "1210", holding("BOWL", "Depot", ("40", "10.00")).layers)
    tea = Item("ATEA", "ATEA", "Green Tea", "kg")
    items = (tea, Item("BOWL", "BOWL", "Bowl"), Item("CUP", "CUP", "Cup"))
    held = (holding("ATEA", "Shop", ("40", "16.00")), mugs, holding("CUP", "Shop", ("40", "10.00")))
    assert offered("40.00", shop(held=Stock(items, held))) == ["4 CUP", "2.5 ATEA", "4 BOWL"]


def test_dear_goods_by_weight() -> None:
    assert offered("250.00", books_of(holding("A", "Shop", ("40", "100.00")), unit="kg")) == ["2.5 A"]


def test_a_shop_without_an_inventory_account_has_nothing_to_offer() -> None:
    books = shop(held=Stock((), ()))
    assert (
        offered("250.00", replace(books, chart=Chart(tuple(one for one in books.chart if one.detail_type != "Inventory")))) == []
    )


# ── Two of a kind that lie together, then round numbers, then any ────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("amount", "offers"),
    [
        ("1410.00", ["48 A + 15 B"]),  # four cases and all; 60 and 7 are round, and no case
        ("690.00", ["12 A + 15 B"]),
        ("1650.00", ["60 A + 15 B"]),
        ("1850.00", ["70 A + 15 B"]),
        ("1760.00", ["70 A + 12 B"]),
    ],
)
def test_what_lies_together_is_all_of_an_item_or_whole_cases(amount: str, offers: list[str]) -> None:
    assert offered(amount, cased(("A", "70", "20.00", 12), ("B", "15", "30.00", 12))) == offers


def test_no_more_than_eight_cases_lie_together() -> None:
    books = cased(("A", "90", "20.00", 7), ("B", "17", "30.00", None))
    assert offered("1630.00", books) == ["56 A + 17 B"]
    assert offered("1770.00", books) == ["84 A + 3 B", "75 A + 9 B"]  # and no nine cases with all of the other


@pytest.mark.parametrize(
    ("amount", "offers"),
    [
        ("462.00", ["15 A + 24 B"]),  # and no 28 with 14
        ("49.00", ["1 A + 3 B"]),
        ("1056.00", ["12 A + 72 B", "90 A + 12 B"]),
    ],
)
def test_round_numbers_come_before_any(amount: str, offers: list[str]) -> None:
    books = books_of(holding("A", "Shop", ("90", "10.00")), holding("B", "Shop", ("90", "13.00")))
    assert sorted(offered(amount, books)) == offers


def test_any_numbers_are_offered_where_no_round_ones_make_the_amount() -> None:
    books = books_of(holding("A", "Shop", ("30", "10.00")), holding("B", "Shop", ("20", "13.00")))
    assert sorted(offered("351.00", books)) == ["13 A + 17 B", "26 A + 7 B"]


def test_no_more_than_there_are() -> None:
    books = books_of(holding("A", "Shop", ("8", "10.00")), holding("B", "Shop", ("5", "13.00")))
    assert offered("119.00", books) == ["8 A + 3 B"]
    assert offered("109.00", books) == ["7 A + 3 B"]
    assert offered("129.00", books) == []


def test_a_cent_of_goods_may_make_the_amount() -> None:
    assert offered("10.01", books_of(holding("A", "Shop", ("1", "0.01")), holding("B", "Shop", ("1", "10.00")))) == ["1 A + 1 B"]


def test_a_place_that_the_text_names_is_where_all_of_them_lie() -> None:
    assert offered("564.00", place="old depot") == ["60 MUG-RED @ Old Depot + 6000 CUP-12 @ Old Depot"]


def test_one_item_at_two_places_is_no_sum_of_different_goods() -> None:
    books = books_of(
        holding("A", "Shop", ("1", "10.00")), holding("A", "Depot", ("1", "11.00")), holding("B", "Shop", ("1", "3.00"))
    )
    assert offered("24.00", books) == ["2 A + 1 B"]


# ── Where chance would find too many ─────────────────────────────────────────────────────────────────────────────────


def single(*minors: int) -> ClientBooks:
    """One unit each of as many beads, carried at so many cents."""
    items = tuple(Item(f"B{minor:06}", f"B{minor:06}", f"Bead {minor}") for minor in minors)
    return shop(held=Stock(items, tuple(holding(f"B{minor:06}", "Shop", ("1", str(Decimal(minor) / 100))) for minor in minors)))


def pairs(number: int, amount: int) -> ClientBooks:
    """So many beads, of which two alone make the amount, in cents: what the others are carried at leaves 1 when parted by 4."""
    assert amount % 4 == 0
    return single(7, amount - 7, *(4 * n + 1 for n in range(1, number - 1)))


@pytest.mark.parametrize(("number", "found"), [(120, True), (121, False)])
def test_two_of_many_things_are_offered_where_chance_would_find_three_at_most(number: int, found: bool) -> None:
    assert offered("24.00", pairs(number, 2400)) == (["1 B000007 + 1 B002393"] if found else [])


@pytest.mark.parametrize(("number", "found"), [(219, True), (220, False)])
def test_of_goods_that_the_text_hints_at_ten_by_chance_are_borne(number: int, found: bool) -> None:
    assert offered("24.00", pairs(number, 2400), of="beads") == (["1 B000007 + 1 B002393"] if found else [])


@pytest.mark.parametrize(("number", "found"), [(1000, True), (1001, False)])
def test_no_more_than_a_thousand_things_are_paired(number: int, found: bool) -> None:
    assert offered("2000.00", pairs(number, 200_000)) == (["1 B000007 + 1 B199993"] if found else [])


@pytest.mark.parametrize(("number", "found"), [(30, True), (31, False)])
def test_three_of_many_things(number: int, found: bool) -> None:
    others = (11 * n + 1 for n in range(1, number - 2))  # no two and no three of these, nor of these and those, make 15.00
    assert offered("15.00", single(489, 500, 511, *others)) == (["1 B000489 + 1 B000500 + 1 B000511"] if found else [])
