"""Vendor credits: goods that go back, what the vendor owes for them, and where the difference to their cost goes."""

import pytest

from tests.practice.stockroom import Rooms, Stockroom


def test_a_credit_as_it_comes_back(room: Stockroom) -> None:
    body = room.purchase(("Bowl", 10, 4.00), DocNumber="WO-1-A", PrivateNote="cracked on arrival")
    body["Line"][0]["Description"] = "10 bowls"
    kept = room.made("vendorcredit", body)
    assert kept == {
        "Id": kept["Id"],
        "SyncToken": "0",
        "MetaData": {"CreateTime": "2026-11-21T04:00:00-08:00", "LastUpdatedTime": "2026-11-21T04:00:00-08:00"},
        "domain": "QBO",
        "sparse": False,
        "DocNumber": "WO-1-A",
        "TxnDate": "2026-11-02",
        "PrivateNote": "cracked on arrival",
        "CurrencyRef": {"value": "USD"},
        "VendorRef": {"value": "1", "name": "Acme Pottery"},
        "APAccountRef": {"value": room.id_of("2000"), "name": "Payables"},
        "TotalAmt": 40,
        "Balance": 40,
        "Line": [
            {
                "Id": "1",
                "Amount": 40.0,
                "Description": "10 bowls",
                "DetailType": "ItemBasedExpenseLineDetail",
                "ItemBasedExpenseLineDetail": {
                    "ItemRef": {"value": room.key("Item", "Bowl"), "name": "Bowl"},
                    "Qty": 10,
                    "UnitPrice": 4.0,
                },
            }
        ],
    }
    assert room.get(f"vendorcredit/{kept['Id']}").json["VendorCredit"] == kept
    assert room.rows("SELECT * FROM VendorCredit WHERE DocNumber = 'WO-1-A' AND TotalAmt = '40'") == [kept]


def test_credited_at_cost_no_difference_is_left(room: Stockroom) -> None:
    kept = room.made("vendorcredit", room.purchase(("Bowl", 10, 4.00)))
    assert room.postings(kept) == [("Inventory", "", "40.00"), ("Payables", "40.00", "")]
    assert room.stock("Bowl") == ("10.00", "50.00")
    assert room.balances("2000") == [-40.0]


@pytest.mark.parametrize(
    ("price", "difference"),
    [(3.00, ("Cost of goods", "14.00", "")), (5.50, ("Cost of goods", "", "16.00"))],
)
def test_the_difference_to_cost_meets_the_items_cost_account(room: Stockroom, price: float, difference: tuple[str, ...]) -> None:
    kept = room.made("vendorcredit", room.purchase(("Bowl", 12, price)))
    payable = ("Payables", f"{12 * price:.2f}", "")
    assert room.postings(kept) == [("Inventory", "", "50.00"), payable, difference]
    assert room.cost_of(kept) == [("-10.00", "-40.00"), ("-2.00", "-10.00")]
    assert room.valued() == room.sheet()["Inventory"] == "89.80"


def test_account_lines_beside_goods_may_be_below_zero_and_the_whole_may_not(room: Stockroom) -> None:
    kept = room.made("vendorcredit", room.purchase(("Bowl", 10, 4.00), ("5050", -15.00), ("6000", 5.00)))
    assert kept["TotalAmt"] == 30
    assert room.postings(kept) == [
        ("Inventory", "", "40.00"),
        ("Payables", "30.00", ""),
        ("Cost of goods:Breakage", "15.00", ""),
        ("Supplies", "", "5.00"),
    ]
    assert room.post("vendorcredit", room.purchase(("Bowl", 1, 4.00), ("5050", -4.01))).code == "6000"


def test_a_deleted_credit_gives_its_goods_back(room: Stockroom) -> None:
    kept = room.made("vendorcredit", room.purchase(("Bowl", 12, 3.00)))
    room.drop("vendorcredit", kept)
    assert room.stock("Bowl") == ("20.00", "90.00")
    assert room.balances("1200", "2000", "5000") == [139.8, 0.0, 0.0]


# At the price of the credit, where a company was opened so


def test_at_price_the_layers_left_carry_the_difference(rooms: Rooms) -> None:
    room = rooms(vendor_credit_cost="price")
    kept = room.made("vendorcredit", room.purchase(("Bowl", 12, 3.00)))
    assert room.postings(kept) == [("Inventory", "", "36.00"), ("Payables", "36.00", "")]
    assert room.stock("Bowl") == ("8.00", "54.00")
    taken = room.adjust(("Bowl", -4))
    assert room.balances("5050") == [27.0]
    room.drop("vendorcredit", kept)
    assert room.cost_of(taken) == [("-4.00", "-16.00")]
    assert room.stock("Bowl") == ("16.00", "74.00")
    assert room.valued() == room.sheet()["Inventory"]


def test_at_price_what_no_layer_is_left_to_carry_meets_the_cost_account(rooms: Rooms) -> None:
    room = rooms(vendor_credit_cost="price")
    kept = room.made("vendorcredit", room.purchase(("Bowl", 20, 3.00)))
    assert room.postings(kept) == [("Inventory", "", "90.00"), ("Payables", "60.00", ""), ("Cost of goods", "30.00", "")]
    assert room.stock("Bowl") == ("", "")
    assert room.valued() == room.sheet()["Inventory"] == "49.80"


def test_at_price_and_average_nothing_stays_where_nothing_is_left(rooms: Rooms) -> None:
    room = rooms(vendor_credit_cost="price", costing="average")
    kept = room.made("vendorcredit", room.purchase(("Bowl", 12, 3.00)))
    assert room.stock("Bowl") == ("8.00", "54.00")
    rest = room.made("vendorcredit", room.purchase(("Bowl", 8, 3.00)))
    assert room.postings(rest) == [("Inventory", "", "54.00"), ("Payables", "24.00", ""), ("Cost of goods", "30.00", "")]
    assert room.valued() == room.sheet()["Inventory"] == "49.80"
    room.drop("vendorcredit", kept)
    assert room.valued() == room.sheet()["Inventory"]
