"""What a company holds when it is opened: goods in layers, and accounts that agree with them."""

import sqlite3
from pathlib import Path

import pytest

from assistant.practice.seeding import SeedRefused
from assistant.practice.server import start
from assistant.practice.store import StoreUnusable
from tests.practice.desk import Clock, Json
from tests.practice.stockroom import SEED, Rooms, Stockroom, seed


def account(room: Stockroom, name: str) -> Json:
    (found,) = room.rows(f"SELECT * FROM Account WHERE Name = '{name}'")
    return found


def opened(room: Stockroom, **changes: object) -> Stockroom:
    """Another company on the same server."""
    document = {**SEED, "realm": "77", **changes}
    room.running.seed(document)
    return Stockroom(room.running, document["realm"])


def without(number: str, *more: Json) -> list[Json]:
    return [row for row in SEED["accounts"] if row["number"] != number] + list(more)


def test_an_account_without_a_balance_holds_its_goods(room: Stockroom) -> None:
    assert room.balances("1200", "3000", "1000", "4000") == [139.8, 5139.8, 5000.0, 0.0]
    assert room.valued() == room.sheet()["Inventory"] == "139.80"


def test_a_balance_that_is_stated_stands_whatever_the_goods_are_worth(room: Stockroom) -> None:
    stated = {"number": "1200", "name": "Inventory", "type": "Other Current Asset", "balance": "150.00"}
    other = opened(room, accounts=without("1200", stated))
    assert other.balances("1200", "3000") == [150.0, 5150.0]
    assert (other.valued(), other.sheet()["Inventory"]) == ("139.80", "150.00")


def test_an_equity_account_with_a_balance_keeps_it(room: Stockroom) -> None:
    stated = {"number": "3000", "name": "Opening", "type": "Equity", "detail_type": "OpeningBalanceEquity", "balance": "100.00"}
    other = opened(room, accounts=without("3000", stated))
    assert other.balances("3000", "1200") == [100.0, 139.8]
    sheet = other.sheet()
    assert sheet["Opening Balance Equity"] == "5039.80", "what the seed lacks to balance"
    assert sheet["TOTAL ASSETS"] == sheet["TOTAL LIABILITIES AND EQUITY"]


def test_without_an_equity_account_one_is_made(room: Stockroom) -> None:
    other = opened(room, accounts=without("3000"))
    made = account(other, "Opening Balance Equity")
    assert (made["AccountSubType"], made["CurrentBalance"]) == ("OpeningBalanceEquity", 5139.8)
    untracked = opened(room, realm="78", accounts=without("3000"), items=[])
    assert len(untracked.rows("SELECT * FROM Account")) == 8


def test_layers_state_a_cost_or_a_value_and_a_day_or_the_goods_own(room: Stockroom) -> None:
    layers = [{"quantity": "3", "value": "10.00"}, {"quantity": "2.5", "cost": "3.333", "date": "2025-06-01"}]
    items = [{"name": "Bowl", "type": "Inventory", "asset_account": "1200", "layers": layers, "start_date": "2025-03-01"}]
    other = opened(room, items=items)
    assert other.stock("Bowl") == ("5.50", "18.33")
    assert other.stock("Bowl", on="2025-05-31") == ("3.00", "10.00")
    (bowl,) = other.rows("SELECT * FROM Item WHERE Name = 'Bowl'")
    assert (bowl["QtyOnHand"], bowl["InvStartDate"]) == (5.5, "2025-03-01")


def test_goods_may_be_short_from_the_start(room: Stockroom) -> None:
    items = [{"name": "Bowl", "type": "Inventory", "asset_account": "1200", "quantity": "-3", "cost": "4.00"}]
    other = opened(room, items=items)
    assert other.stock("Bowl") == ("-3.00", "-12.00")
    assert other.balances("1200") == [-12.0]


def test_goods_that_do_not_say_started_two_years_ago(room: Stockroom) -> None:
    (mug,) = room.rows("SELECT * FROM Item WHERE Name = 'Mug'")
    assert mug["InvStartDate"] == "2024-01-01"
    room.adjust(("Mug", -1), date="2024-01-01")


def test_an_item_made_with_a_quantity_books_its_opening_stock(room: Stockroom) -> None:
    refs = {"AssetAccountRef": "1200", "IncomeAccountRef": "4000", "ExpenseAccountRef": "5000"}
    accounts = {field: {"value": room.id_of(number)} for field, number in refs.items()}
    fields = {"Name": "Plate", "Type": "Inventory", "QtyOnHand": 4, "PurchaseCost": 2.5, "InvStartDate": "2026-11-01"}
    plate = room.made("item", {**fields, **accounts})
    assert plate["QtyOnHand"] == 4
    assert room.stock("Plate") == ("4.00", "10.00")
    assert room.balances("1200", "3000") == [149.8, 5149.8]
    assert room.valued() == room.sheet()["Inventory"]


def test_an_item_is_changed_in_what_is_not_its_stock(room: Stockroom) -> None:
    (bowl,) = room.rows("SELECT * FROM Item WHERE Name = 'Bowl'")
    version = {"Id": bowl["Id"], "SyncToken": "0"}
    assert room.post("item", {**version, "sparse": True, "QtyOnHand": 3, "InvStartDate": "2026-11-01"}).code == "500"
    assert room.post("item", {**bowl, "sparse": False}).code == "500"
    changed = room.made("item", {**version, "sparse": True, "Name": "Deep bowl", "Sku": "BOWL-02"})
    assert (changed["Name"], changed["Sku"], changed["QtyOnHand"]) == ("Deep bowl", "BOWL-02", 20)
    assert room.stock("Deep bowl") == ("20.00", "90.00")


def test_the_plan_is_what_the_company_says_it_is(rooms: Rooms) -> None:
    info = rooms(plan="Advanced").get("companyinfo/9130").json["CompanyInfo"]
    assert info["NameValue"] == [{"Name": "OfferingSku", "Value": "QuickBooks Online Advanced"}]
    assert rooms(country="GB").get("companyinfo/9130").json["CompanyInfo"]["Country"] == "GB"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (seed(plan="Free"), "plan"),
        (seed(costing="lifo"), "costing"),
        (seed(colour="red"), "colour"),
        ({**SEED, "items": [{"name": "Bowl", "type": "Inventory", "asset_account": "1200", "layers": "10 at 4"}]}, "layers"),
        ({**SEED, "items": [{"name": "Bowl", "type": "Inventory", "asset_account": "1200", "layers": [{"count": 1}]}]}, "count"),
        (
            {**SEED, "items": [{"name": "Bowl", "type": "Inventory", "asset_account": "1200", "quantity": "0.0000001"}]},
            "0.0000001",
        ),
    ],
)
def test_a_company_that_cannot_be(room: Stockroom, changes: Json, says: str) -> None:
    with pytest.raises(SeedRefused, match=says):
        room.running.seed({**changes, "realm": "77"})


def test_a_store_of_another_version_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    store = tmp_path / "practice.db"
    start(store, now=clock).stop()
    with sqlite3.connect(store) as opened:
        opened.execute("PRAGMA user_version = 1")
    opened.close()
    with pytest.raises(StoreUnusable, match="another version"):
        start(store, now=clock)


def test_goods_and_postings_are_there_again_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    store = tmp_path / "practice.db"
    with start(store, now=clock) as running:
        running.seed(SEED)
        room = Stockroom(running)
        kept = room.adjust(("Bowl", -12))
    with start(store, now=clock) as running:
        room = Stockroom(running)
        assert room.cost_of(kept) == [("-10.00", "-40.00"), ("-2.00", "-10.00")]
        room.drop("inventoryadjustment", kept)
        assert room.valued() == room.sheet()["Inventory"] == "139.80"
