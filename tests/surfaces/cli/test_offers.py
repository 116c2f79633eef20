"""An amount alone keeps its draft; beside it are offered the goods on hand that make it: taking them makes it a goods entry."""

import pytest

from tests.terminal import Terminal


def test_goods_that_make_the_amount_are_offered_and_taken(writeoff: Terminal) -> None:
    drafted = writeoff("draft", "write off $220.80 of smashed lamps")
    assert "Cr  1200 Inventory            220.80" in drafted.out
    assert "Goods on hand that make 220.80 at cost, for writeoff revise D-1 --offer N:" in drafted.out
    assert "1  12 each LMP-DSK Desk Lamp Black" in drafted.out
    (offer,) = writeoff("show", "D-1", "--json").document["offers"]
    assert (offer["n"], offer["amount"], offer["command"]) == (1, "220.80", "writeoff revise D-1 --offer 1")
    assert [(item["sku"], item["quantity"], item["amount"]) for item in offer["items"]] == [("LMP-DSK", "12", "220.80")]
    taken = writeoff("revise", "D-1", "--offer", "1", "--json").document
    assert (taken["state"], taken["version"], taken["offers"], taken["warnings"]) == ("waiting", 2, [], [])
    assert [(item["sku"], item["quantity"]) for item in taken["items"]] == [("LMP-DSK", "12")]
    assert [line["amount"] for line in taken["lines"]] == ["220.80", "220.80"]
    posted = writeoff("approve", "D-1")
    assert (posted.code, "-12 each  LMP-DSK" in posted.out) == (0, True)
    (fact,) = [fact for fact in writeoff("show", "D-1", "--json").document["facts"] if fact["rule"].startswith("settled")]
    assert (fact["name"], fact["value"]) == ("goods", "12 LMP-DSK")


def test_the_goods_may_be_typed_as_well(writeoff: Terminal) -> None:
    writeoff("draft", "write off $220.80 of smashed lamps")
    typed = writeoff("revise", "D-1", "--item", "LMP-DSK", "--quantity", "12", "--json").document
    assert ([item["sku"] for item in typed["items"]], typed["lines"][0]["amount"]) == (["LMP-DSK"], "220.80")


def test_two_items_are_taken_together(writeoff: Terminal) -> None:
    (offer,) = writeoff("draft", "write off $812.35 of damaged stock", "--json").document["texts"][0]["drafts"][0]["offers"]
    assert [(item["sku"], item["location"]) for item in offer["items"]] == [("LMP-FLR", "Warehouse"), ("DRL-18", "Store")]
    taken = writeoff("revise", "D-1", "--offer", "1", "--json").document
    assert [(item["sku"], item["quantity"], item["location"]) for item in taken["items"]] == [
        ("LMP-FLR", "11", "Warehouse"),
        ("DRL-18", "7", "Store"),
    ]
    assert (taken["lines"][0]["amount"], taken["problems"]) == ("812.35", [])


@pytest.mark.parametrize("text", ["12 mugs smashed in the store", "write off $0.37 of damaged stock"])
def test_nothing_is_offered_beside_goods_or_where_nothing_fits(writeoff: Terminal, text: str) -> None:
    drafted = writeoff("draft", text)
    assert (drafted.code, "Goods on hand" in drafted.out) == (0, False)
    refused = writeoff("revise", "D-1", "--offer", "1", "--json")
    assert (refused.code, refused.document["error"]["says"]) == (2, "D-1 has no offer 1.")
