"""Accounts that a text names itself, with a verb and without (rule 1 of accounting-rules.md, 'Which loss account')."""

import pytest

from assistant.readers.rules.accounts import accounts_in

CHART = (
    "5050 Damage & Breakage", "5060 Inventory Shrinkage", "5000 Cost of Goods Sold", "6930 Theft Loss", "6100 Store Supplies",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("4 hand saws stolen, to shrinkage", "shrinkage"),
        ("5 claw hammers cracked on the shop floor (to shrinkage)", "shrinkage"),
        ("2 lamps smashed - shrinkage please", "shrinkage"),
        ("2 lamps broken, to cost of goods sold", "cost of goods sold"),
        ("put it in shrinkage", "shrinkage"),
        ("3 mugs gone: to 5060", "5060"),
        ("put 3 rags in store supplies", "store supplies"),
    ],
)
def test_it_is_named_with_or_without_a_verb(text: str, named: str) -> None:
    assert [said.words for said in accounts_in(text, CHART)] == [named]


@pytest.mark.parametrize(
    "text",
    [
        "2 lamps to be scrapped, to the dump",
        "went to waste, to be written off",
        "6 boxes lost, to charge the carrier",
        "put them in the skip",
        "dropped in the shop, breakage, please book",
        "3 mugs moved, to the back store please",
    ],
)
def test_where_goods_went_and_what_happened_name_none(text: str) -> None:
    assert not accounts_in(text, CHART)
