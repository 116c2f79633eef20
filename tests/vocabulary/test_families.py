"""Goods by their families: which words name which, and which account's words they fit."""

import pytest

from assistant.vocabulary.families import families_in, kinship, nearness


@pytest.mark.parametrize(
    ("goods", "better", "worse"),
    [
        ("milk and butter", "Baking Ingredients & Dairy", "Coffee, Tea & Syrups"),
        ("paper cups and lids", "Cups & Packaging", "Baking Ingredients & Dairy"),
        ("blazers", "Uniforms & Shoes", "Books & Stationery"),
        ("exercise books", "Books & Stationery", "Canteen Food & Drinks"),
        ("wine glasses", "Crockery & Glassware", "Wine Cellar"),
        ("12 bottles of merlot", "Wine", "Bottles & Packaging"),
        ("motor oil", "Lubricants & Fluids", "Condiments & Sauces"),
        ("olive oil", "Condiments & Sauces", "Lubricants & Fluids"),
        ("dog beds", "Pet Supplies", "Beds & Furniture"),
        ("coffee mugs", "Homewares, Mugs & Gifts", "Coffee & Tea"),
        ("labels for wine", "Packaging Materials", "Wine"),
        ("salmon", "Food", "Drinks"),
        ("board games", "Toys & Puzzles", "Timber & Boards"),
        ("sheep dip", "Veterinary Products", "Garden & Outdoor"),
        ("laptops", "Electronics", "Books"),
        ("Sancerre", "Wine", "Spirits"),
    ],
)
def test_goods_fit_the_account_that_holds_their_like(goods: str, better: str, worse: str) -> None:
    said = families_in(goods)
    assert nearness(said, families_in(better)) > nearness(said, families_in(worse))


def test_how_near_families_are() -> None:
    assert kinship("dairy", "dairy") == 1
    assert kinship("dairy", "food") > kinship("food", "dairy") > kinship("dairy", "meat") == 0
    assert kinship("beer", "alcohol") > kinship("beer", "drinks") > 0


def test_goods_of_several_kinds_fit_as_well_as_their_parts_do() -> None:
    half = nearness(families_in("milk and hammers"), families_in("Dairy"))
    assert half == 0.5
    assert nearness(families_in("milk, hammers"), families_in("Dairy & Tools")) == 1


def test_words_without_a_family() -> None:
    assert not families_in("Inventory - Main Warehouse")
    assert nearness(families_in("grommets of the third kind"), families_in("Dairy")) == 0
