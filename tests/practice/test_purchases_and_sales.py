"""Bills, purchases, invoices and sales receipts: goods that come in at what was paid and go out at what they cost."""

import pytest

from tests.practice.desk import Json
from tests.practice.stockroom import Rooms, Stockroom


def test_a_bill_brings_goods_and_costs_in(room: Stockroom) -> None:
    kept = room.made("bill", room.purchase(("Bowl", 10, 6.00), ("6000", 12.50), ("Napkins", 2, 3.00), DocNumber="B-1"))
    assert (kept["TotalAmt"], kept["Balance"]) == (78.5, 78.5)
    assert kept["VendorRef"] == {"value": "1", "name": "Acme Pottery"}
    assert kept["APAccountRef"] == {"value": room.id_of("2000"), "name": "Payables"}
    assert room.postings(kept) == [
        ("Inventory", "60.00", ""),
        ("Payables", "", "78.50"),
        ("Supplies", "12.50", ""),
        ("Supplies", "6.00", ""),
    ]
    assert room.stock("Bowl") == ("30.00", "150.00")
    assert room.rows("SELECT * FROM Bill WHERE DocNumber = 'B-1'") == [kept]


def test_a_purchase_is_paid_at_once(room: Stockroom) -> None:
    body = room.purchase(("Bowl", 1, 6.00))
    del body["VendorRef"]
    paid = {"AccountRef": {"value": room.id_of("1000")}, "PaymentType": "Cash"}
    assert room.post("purchase", body).code == "2020"
    assert room.post("purchase", {**body, **paid, "PaymentType": "Barter"}).code == "2170"
    assert room.post("purchase", {**body, **paid, "AccountRef": {"value": room.id_of("6000")}}).code == "6000"
    kept = room.made("purchase", {**body, **paid})
    assert "Balance" not in kept
    assert room.balances("1000", "1200") == [4994.0, 145.8]
    assert room.cost_of(kept) == [("1.00", "6.00")]


def test_goods_sold_leave_at_cost(room: Stockroom) -> None:
    kept = room.made("invoice", room.sale("Bowl", 12, 9.00))
    assert (kept["TotalAmt"], kept["CustomerRef"]["name"]) == (108, "Ada Quay")
    assert room.postings(kept) == [
        ("Receivables", "108.00", ""),
        ("Inventory", "", "50.00"),
        ("Sales", "", "108.00"),
        ("Cost of goods", "50.00", ""),
    ]
    body = room.sale("Mug", 1, 9.00)
    del body["CustomerRef"]
    assert room.post("invoice", body).code == "2020"
    kept = room.made("salesreceipt", body)
    assert kept["DepositToAccountRef"]["name"] == "Checking"
    assert room.balances("1000", "1200", "4000", "5000") == [5009.0, 85.65, 117.0, 54.15]


def test_a_sale_of_what_is_not_tracked_moves_no_goods(room: Stockroom) -> None:
    kept = room.made("invoice", room.sale("Napkins", 2, 5.00))
    assert room.postings(kept) == [("Receivables", "10.00", ""), ("Sales", "", "10.00")]


def test_a_deleted_bill_costs_those_anew_who_had_its_goods(room: Stockroom) -> None:
    bill = room.made("bill", room.purchase(("Jug", 10, 6.00)))
    gone = room.adjust(("Jug", -4))
    room.made("bill", room.purchase(("Jug", 10, 8.00)))
    assert room.cost_of(gone) == [("-4.00", "-24.00")]
    room.drop("bill", bill)
    assert room.cost_of(gone) == [("-4.00", "-32.00")]
    assert room.stock("Jug") == ("6.00", "48.00")
    assert room.postings(gone) == [("Inventory", "", "32.00"), ("Cost of goods:Breakage", "32.00", "")]
    assert room.valued() == room.sheet()["Inventory"]


def test_a_bill_that_is_changed_brings_its_goods_in_anew(room: Stockroom) -> None:
    bill = room.made("bill", room.purchase(("Jug", 10, 6.00), DocNumber="B-1"))
    gone = room.adjust(("Jug", -4))
    changed = {**room.purchase(("Jug", 5, 7.00)), "Id": bill["Id"], "SyncToken": "0", "sparse": True}
    assert room.made("bill", changed)["DocNumber"] == "B-1"
    assert room.cost_of(gone) == [("-4.00", "-28.00")]
    assert room.stock("Jug") == ("1.00", "7.00")
    assert room.balances("2000") == [35.0]


def test_where_it_costs_again_a_backdated_document_changes_the_later_ones(rooms: Rooms) -> None:
    room = rooms(costs_again=True)
    later = room.adjust(("Bowl", -10), date="2026-11-02")
    assert room.cost_of(later) == [("-10.00", "-40.00")]
    earlier = room.adjust(("Bowl", -5), date="2026-10-02")
    assert room.cost_of(earlier) == [("-5.00", "-20.00")]
    assert room.cost_of(later) == [("-5.00", "-20.00"), ("-5.00", "-25.00")]
    assert room.balances("5050", "1200") == [65.0, 74.8]
    room.made("bill", room.purchase(("Bowl", 2, 1.00), date="2025-12-01"))
    assert room.cost_of(earlier) == [("-2.00", "-2.00"), ("-3.00", "-12.00")]
    assert room.cost_of(later) == [("-7.00", "-28.00"), ("-3.00", "-15.00")]
    room.drop("inventoryadjustment", earlier)
    assert room.cost_of(later) == [("-2.00", "-2.00"), ("-8.00", "-32.00")]
    assert room.valued() == room.sheet()["Inventory"]


def test_a_company_at_average_cost(rooms: Rooms) -> None:
    room = rooms(costing="average")
    kept = room.adjust(("Bowl", -3))
    assert room.cost_of(kept) == [("-3.00", "-13.50")]
    room.made("bill", room.purchase(("Bowl", 3, 7.00)))
    assert room.cost_of(room.adjust(("Bowl", -1))) == [("-1.00", "-4.88")], "97.50 of 20"
    room.drop("inventoryadjustment", kept)
    assert room.cost_of(room.adjust(("Bowl", -22))) == [("-22.00", "-106.12")], "the last units take all that is left"
    assert room.valued() == room.sheet()["Inventory"] == "49.80"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"VendorRef": None}, "2020"),
        ({"VendorRef": {"value": "999"}}, "2500"),
        ({"APAccountRef": {"value": "1"}}, "6000"),
        ({"Line": None}, "2020"),
        ({"TotalTax": 1}, "2010"),
        ({"CurrencyRef": {"value": "EUR"}}, "6000"),
    ],
)
def test_a_bill_that_is_refused(room: Stockroom, change: Json, code: str) -> None:
    assert room.post("bill", {**room.purchase(("Bowl", 1, 4.00)), **change}).code == code


@pytest.mark.parametrize(
    ("line", "detail", "code"),
    [
        ({"Amount": None}, {}, "2020"),
        ({"Amount": 4.01}, {}, "6070"),
        ({"DetailType": "TaxLineDetail"}, {}, "2170"),
        ({}, {"Qty": None}, "2020"),
        ({}, {"Qty": 0}, "6070"),
        ({"Amount": -4.0}, {"Qty": -1}, "6000"),
        ({}, {"ItemRef": {"value": "5"}}, "6000"),
        ({}, {"Colour": "red"}, "2010"),
    ],
)
def test_a_line_of_goods_that_is_refused(room: Stockroom, line: Json, detail: Json, code: str) -> None:
    body = room.purchase(("Bowl", 1, 4.00))
    body["Line"][0].update(line)
    body["Line"][0]["ItemBasedExpenseLineDetail"].update(detail)
    reply = room.post("bill", body)
    assert (reply.status, reply.code) == (400, code)


def test_a_line_without_an_item_is_a_note(room: Stockroom) -> None:
    body = room.purchase(("Bowl", 1, 4.00), ("Bowl", 1, 9.00))
    del body["Line"][1]["ItemBasedExpenseLineDetail"]["ItemRef"]
    assert room.made("bill", body)["TotalAmt"] == 4
