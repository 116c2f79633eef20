"""Trial balance, stock value and tie-out at the desk: the figures of the command line, on a page and as CSV."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import text

from assistant.adapters.files.client import read_client
from assistant.bookkeeping.receiving import Received, receive
from assistant.books.accounts import Side
from assistant.books.money import Money
from assistant.surfaces.cli.main import run
from tests.surfaces.company import posted
from tests.surfaces.firm import ADA, CAFE, DEE, EVE, FAY, HARDWARE, NOON, SAMPLES, Firm, copy_of

HERE = f"/c/{HARDWARE}"
PATHS = ("trial-balance", "stock-value", "tie-out")


@pytest.fixture(scope="module")
def shop(firm_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firm]:
    """Mugs that broke, an amount without goods, and mugs received at another cost; for tests that leave it as it is."""
    folder = tmp_path_factory.mktemp("shop")
    firm = Firm(copy_of(firm_made, folder), folder)
    posted(firm, "12 of the mugs were dropped by the forklift in the warehouse")
    posted(firm, "write off 40.00 of damaged stock")
    rows = [Received("MUG-01", "Store", Decimal(12), Decimal("4.55"))]
    receive(firm.store, HARDWARE, rows, entry_date=firm.clock.today(), by=ADA, today=firm.clock.today(), at=NOON, entry_id="in")
    yield firm
    firm.close()


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def told(firm: Firm, capfd: pytest.CaptureFixture[str], *words: str) -> Any:
    """What the command line says of the same books, as its JSON."""
    capfd.readouterr()
    run(["--books", firm.store.place, "--as", EVE, "--client", HARDWARE, "--today", "2026-10-06", *words, "--json"])
    return json.loads(capfd.readouterr().out)


def test_the_trial_balance_is_that_of_the_command_line(shop: Firm, capfd: pytest.CaptureFixture[str]) -> None:
    document = told(shop, capfd, "trial-balance")
    hand = shop.client(EVE)
    page, rows = hand.get(f"{HERE}/trial-balance").text, table(hand.get(f"{HERE}/trial-balance.csv").text)
    assert [{"account": row["account"], "name": row["name"], "debit": row["debit"], "credit": row["credit"]} for row in rows] == (
        document["rows"]
    )
    assert f">{Money.parse(document['totals']['debit'], 'USD')}<" in page
    for row in document["rows"]:
        assert (f'account={quote(row["account"])}"' in page) is (row["debit"] != "0.00" or row["credit"] != "0.00")


def test_as_of_a_day_it_is_without_what_is_dated_after_it(shop: Firm, capfd: pytest.CaptureFixture[str]) -> None:
    """All was posted on the sixth: on the fifth the accounts stood as they were opened."""
    document, hand = told(shop, capfd, "trial-balance", "--on", "2026-10-05"), shop.client(EVE)
    opened = read_client(SAMPLES / HARDWARE, HARDWARE).chart
    balances = {row["account"]: Decimal(row["debit"]) - Decimal(row["credit"]) for row in document["rows"]}
    signs = {account.key: 1 if account.normal_side is Side.DEBIT else -1 for account in opened}
    assert {key: minor for key, minor in balances.items() if minor} == {
        account.key: account.balance.amount * signs[account.key] for account in opened if account.balance
    }
    assert document["totals"]["debit"] == document["totals"]["credit"]
    rows = table(hand.get(f"{HERE}/trial-balance.csv?on=2026-10-05").text)
    assert {row["account"]: Decimal(row["debit"]) - Decimal(row["credit"]) for row in rows} == balances
    page = hand.get(f"{HERE}/trial-balance?on=2026-10-05").text
    assert "As of 2026-10-05" in page
    assert "trial-balance.csv?on=2026-10-05" in page
    assert told(shop, capfd, "trial-balance", "--on", "2026-10-06") == told(shop, capfd, "trial-balance")


def test_stock_is_valued_as_at_the_command_line(shop: Firm, capfd: pytest.CaptureFixture[str]) -> None:
    document = told(shop, capfd, "stock")
    hand = shop.client(EVE)
    rows = table(hand.get(f"{HERE}/stock-value.csv").text)
    sums: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        place = row["sku"], row["place"]
        sums[place] = sums.get(place, Decimal(0)) + Decimal(row["value"])
    assert sums == {(row["sku"], row["location"]): Decimal(row["value"] or 0) for row in document["rows"]}
    page = hand.get(f"{HERE}/stock-value").text
    assert f"{sum(sums.values()):,.2f}" in page
    (mugs,) = [row for row in rows if (row["sku"], row["place"]) == ("MUG-01", "Store")]
    assert (mugs["quantity"], mugs["unit_cost"], mugs["value"], mugs["account"]) == ("48", "4.25", "204.00", "1200")


def test_each_inventory_account_is_explained_as_at_the_command_line(shop: Firm, capfd: pytest.CaptureFixture[str]) -> None:
    document = told(shop, capfd, "stock", "--check")
    hand = shop.client(EVE)
    rows = table(hand.get(f"{HERE}/tie-out.csv").text)
    assert [row.pop("agrees") for row in rows] == ["yes"] * len(rows)
    assert rows == [{name: row[name] for name in rows[0]} for row in document["check"]]
    page = hand.get(f"{HERE}/tie-out").text
    assert ("Stock and accounts agree." in page, "-40.00" in page) == (True, True)


def test_what_is_not_explained_is_said_in_red(firm: Firm) -> None:
    with firm.store.transaction(reads=False) as connection:
        connection.execute(text("UPDATE accounts SET balance_minor = balance_minor + 100 WHERE key = '1200'"))
    page = firm.client(EVE).get(f"{HERE}/tie-out").text
    assert ("Stock and accounts do not agree." in page, ">1.00<" in page, "does not agree</span>" in page) == (True, True, True)
    assert "Account 1200 stands at" in page


def test_a_cost_that_is_not_known_and_layers_by_their_day(firm: Firm) -> None:
    firm.store.add_client(read_client(SAMPLES / "lakeshore-pharmacy", "lakeshore-pharmacy"), by=ADA, at=NOON)
    hand = firm.client(ADA)
    page, rows = hand.get("/c/lakeshore-pharmacy/stock-value").text, table(hand.get("/c/lakeshore-pharmacy/stock-value.csv").text)
    with firm.store.client("lakeshore-pharmacy", reads=True) as transaction:
        books = transaction.books()
    received = [layer.received for holding in books.stock.holdings for layer in holding.layers if layer.quantity]
    assert sorted(row["received"] for row in rows if row["quantity"] != "0") == sorted(str(day or "") for day in received)
    unknown = [holding for holding in books.stock.holdings if not holding.cost_known and holding.on_hand]
    assert (page.count("no cost</td>") > 0) is bool(unknown)


def test_whose_books_they_are(shop: Firm) -> None:
    dee, fay, nobody = shop.client(DEE), shop.client(FAY), shop.client()
    for path in (*PATHS, *(f"{path}.csv" for path in PATHS)):
        assert dee.get(f"{HERE}/{path}").status == 403
        assert fay.get(f"{HERE}/{path}").status == 404
        assert fay.get(f"/c/{CAFE}/{path}").status == 200
        assert nobody.get(f"{HERE}/{path}").path == "/sign-in"
