"""An amount that equals what goods sell for, or what they cost with tax, is flagged with the goods."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from tests.terminal import SHOP, Terminal

PRICES = {"MUG-01": "9.90", "LMP-DSK": "39.00"}


@pytest.fixture
def british(writeoff: Terminal, tmp_path: Path) -> Terminal:
    """The hardware shop in pounds, with selling prices for mugs and desk lamps, as client `british`."""
    folder = tmp_path / "files"
    shutil.copytree(SHOP, folder)
    client = json.loads((folder / "client.json").read_text())
    (folder / "client.json").write_text(json.dumps(client | {"currency": "GBP", "date_order": "DMY"}))
    with (folder / "items.csv").open(newline="") as file:
        heading, *rows = csv.reader(file)
    with (folder / "items.csv").open("w", newline="") as file:
        csv.writer(file).writerows([[*heading, "selling_price"], *([*row, PRICES.get(row[0], "")] for row in rows)])
    assert writeoff("client", "add", "british", "--from", str(folder)).code == 0
    return lambda *words, **more: writeoff("--client", "british", *words, **more)


def wrong_base(writeoff: Terminal, text: str) -> list[str]:
    (drafted,) = writeoff("draft", text, "--json").document["texts"][0]["drafts"]
    return [warning["says"] for warning in drafted["warnings"] if warning["code"] == "wrong_base"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("write off £59.76 of damaged mugs", "59.76 is what 12 MUG-01 (Stoneware Coffee Mug) cost with 20 % tax;"),
        ("£1,188 of mugs smashed", "1,188.00 is what 120 MUG-01 (Stoneware Coffee Mug) sell for at 9.90;"),
        ("12 mugs smashed, value £59.76", "59.76 is what 12 MUG-01 cost with 20 % tax; they are carried at 49.80."),
        ("12 mugs smashed, £4.98 each", "59.76 is what 12 MUG-01 cost with 20 % tax; they are carried at 49.80."),
        ("12 mugs smashed, £118.80", "118.80 is what 12 MUG-01 sell for; they are carried at 49.80."),
        ("12 floor lamps smashed, they retail at £80 each so that's £960", "960.00 is what 12 LMP-FLR sell for at 80.00;"),
        ("write off £896.40 of damaged stock", "896.40 is what 180 MUG-01 (Stoneware Coffee Mug) cost with 20 % tax;"),
        ("£288 inc VAT of damaged stock", "The text says that tax is in the 288.00 (“inc VAT”). At 20 %, 240.00 of it is cost."),
    ],
)
def test_another_base_is_flagged_with_the_goods(british: Terminal, text: str, says: str) -> None:
    (found,) = wrong_base(british, text)
    assert found.startswith(says)


@pytest.mark.parametrize(
    "text",
    [
        "write off £49.80 of damaged mugs",
        "write off £60.00 of damaged mugs",
        "12 mugs smashed",
        "12 mugs smashed, value £49.80",
        "12 mugs smashed, they retail at £9.90 each",
        "12 mugs smashed, value £60.00",
        "£240 plus VAT of damaged stock",
        "£240 of damaged stock, not including VAT",
        "£331.20 of damaged stock",
        "set up a reserve of £59.76 for obsolete mugs",
    ],
)
def test_cost_and_amounts_that_equal_nothing_are_not(british: Terminal, text: str) -> None:
    assert wrong_base(british, text) == []


def test_the_rate_is_the_clients_own_where_one_is_set(british: Terminal) -> None:
    assert british("policy", "set", "tax_rate", "5", "--json").document["tax_rate"] == "5"
    assert wrong_base(british, "12 mugs smashed, value £59.76") == []
    (found,) = wrong_base(british, "6 desk lamps smashed, value £115.92")
    assert found.startswith("115.92 is what 6 LMP-DSK cost with 5 % tax;")
    british("policy", "set", "tax_rate", "0")
    assert wrong_base(british, "7 desk lamps smashed, value £135.24") == []


@pytest.mark.parametrize("rate", ["100", "-5", "a lot"])
def test_a_rate_that_is_none_is_refused(writeoff: Terminal, rate: str) -> None:
    refused = writeoff("policy", "set", "tax_rate", rate)
    assert (refused.code, "is not a percentage from 0 to below 100" in refused.err) == (2, True)


def test_where_no_tax_is_claimed_back_none_is_guessed(writeoff: Terminal) -> None:
    assert wrong_base(writeoff, "12 mugs smashed, value $59.76") == []
    (found,) = wrong_base(writeoff, "$270 including sales tax of damaged stock")
    assert found == "The text says that tax is in the 270.00 (“including sales tax”)."


def test_a_selling_price_that_changed_on_file_is_taken_over(british: Terminal, tmp_path: Path) -> None:
    items = tmp_path / "files" / "items.csv"
    items.write_text(items.read_text().replace("9.90", "11.00"))
    updated = british("client", "update", "british", "--from", str(tmp_path / "files"), "--yes", "--json").document
    assert updated["changes"] == ["Item MUG-01 now sells for 11."]
    (found,) = wrong_base(british, "12 mugs smashed, £132")
    assert found.startswith("132.00 is what 12 MUG-01 sell for;")


def test_places_that_disagree_on_the_price_are_a_fault_of_the_file(writeoff: Terminal, british: Terminal, tmp_path: Path) -> None:
    items = tmp_path / "files" / "items.csv"
    items.write_text(items.read_text().replace("9.90", "11.00", 1))
    refused = writeoff("client", "add", "other", "--from", str(tmp_path / "files"))
    assert (refused.code, "items.csv row 3, column selling_price: differs from row 2" in refused.err) == (2, True)
