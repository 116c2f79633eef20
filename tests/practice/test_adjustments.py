"""Inventory adjustments: what leaves stock at which cost, what is answered, and each way to be refused."""

import pytest

from tests.practice.desk import Json
from tests.practice.stockroom import Rooms, Stockroom


def test_an_adjustment_as_it_comes_back_names_no_amount(room: Stockroom) -> None:
    kept = room.adjust(("Bowl", -2), DocNumber="WO-1", PrivateNote="Dropped")
    assert kept == {
        "Id": kept["Id"],
        "SyncToken": "0",
        "MetaData": {"CreateTime": "2026-11-21T04:00:00-08:00", "LastUpdatedTime": "2026-11-21T04:00:00-08:00"},
        "domain": "QBO",
        "sparse": False,
        "DocNumber": "WO-1",
        "TxnDate": "2026-11-02",
        "PrivateNote": "Dropped",
        "AdjustAccountRef": {"value": room.id_of("5050"), "name": "Cost of goods:Breakage"},
        "Line": [
            {
                "Id": "1",
                "DetailType": "ItemAdjustmentLineDetail",
                "ItemAdjustmentLineDetail": {"ItemRef": {"value": room.key("Item", "Bowl"), "name": "Bowl"}, "QtyDiff": -2},
            }
        ],
    }
    assert room.get(f"inventoryadjustment/{kept['Id']}").json["InventoryAdjustment"] == kept
    assert room.rows("SELECT * FROM InventoryAdjustment WHERE DocNumber = 'WO-1' AND TxnDate = '2026-11-02'") == [kept]


def test_the_oldest_layers_go_first_a_row_a_rate(room: Stockroom) -> None:
    kept = room.adjust(("Bowl", -12))
    assert room.cost_of(kept) == [("-10.00", "-40.00"), ("-2.00", "-10.00")]
    assert room.stock("Bowl") == ("8.00", "40.00")
    assert room.postings(kept) == [("Inventory", "", "50.00"), ("Cost of goods:Breakage", "50.00", "")]
    assert room.balances("1200", "5050") == [89.8, 50.0]
    (bowl,) = room.rows("SELECT * FROM Item WHERE Name = 'Bowl'")
    assert bowl["QtyOnHand"] == 8
    assert room.valued() == room.sheet()["Inventory"] == "89.80"


def test_cents_are_rounded_half_up_and_the_last_units_take_what_is_left(room: Stockroom) -> None:
    room.made("bill", room.purchase(("Jug", 3, 3.33333)))
    costs = [room.cost_of(room.adjust(("Jug", -1))) for _ in range(3)]
    assert costs == [[("-1.00", "-3.33")], [("-1.00", "-3.34")], [("-1.00", "-3.33")]]
    assert room.stock("Jug") == ("", "")


def test_several_lines_meet_one_account(room: Stockroom) -> None:
    kept = room.adjust(("Bowl", -1), ("Mug", -2), ("Bowl", -0.5))
    assert room.cost_of(kept) == [("-1.00", "-4.00"), ("-0.50", "-2.00"), ("-2.00", "-8.30")]
    assert room.balances("1200", "5050") == [125.5, 14.3]


def test_an_increase_comes_in_at_the_latest_cost(room: Stockroom) -> None:
    gone = room.adjust(("Bowl", -12))
    back = room.adjust(("Bowl", 12))
    assert room.cost_of(gone) == [("-10.00", "-40.00"), ("-2.00", "-10.00")]
    assert room.cost_of(back) == [("12.00", "60.00")]
    assert room.cost_of(room.adjust(("Jug", 2))) == [("2.00", "14.00")], "what never came in has its default cost"
    assert room.valued() == room.sheet()["Inventory"] == "163.80"


def test_a_new_quantity_is_kept_as_the_difference(room: Stockroom) -> None:
    body = room.adjustment(("Bowl", 0), ("Bowl", 0))
    for line, count in zip(body["Line"], (15, 18), strict=True):
        del line["ItemAdjustmentLineDetail"]["QtyDiff"]
        line["ItemAdjustmentLineDetail"]["NewQty"] = count
    kept = room.made("inventoryadjustment", body)
    assert [line["ItemAdjustmentLineDetail"]["QtyDiff"] for line in kept["Line"]] == [-5, 3]
    assert room.stock("Bowl") == ("18.00", "85.00")


def test_without_a_number_it_gets_the_next(room: Stockroom) -> None:
    room.adjust(("Bowl", -1), DocNumber="WO-7")
    assert room.adjust(("Bowl", -1))["DocNumber"] == "1"
    room.adjust(("Bowl", -1), DocNumber="26")
    assert room.adjust(("Bowl", -1))["DocNumber"] == "27"


def test_below_zero_units_cost_the_last_known_cost_until_goods_come_in(room: Stockroom) -> None:
    short = room.adjust(("Mug", -15))
    assert room.cost_of(short) == [("-12.00", "-49.80"), ("-3.00", "-12.45")]
    assert room.stock("Mug") == ("-3.00", "-12.45")
    room.made("bill", room.purchase(("Mug", 10, 5.00)))
    assert room.cost_of(short) == [("-12.00", "-49.80"), ("-3.00", "-15.00")]
    assert room.stock("Mug") == ("7.00", "35.00")
    assert room.postings(short) == [("Inventory", "", "64.80"), ("Cost of goods:Breakage", "64.80", "")]
    assert room.valued() == room.sheet()["Inventory"] == "125.00"


# Changed and deleted


def test_a_deleted_one_gives_its_goods_back_to_their_layers(room: Stockroom) -> None:
    first = room.adjust(("Bowl", -12))
    later = room.adjust(("Bowl", -4))
    assert room.drop("inventoryadjustment", first).json["InventoryAdjustment"]["status"] == "Deleted"
    assert room.cost_of(later) == [("-4.00", "-20.00")], "a cost stands as it was booked"
    assert room.stock("Bowl") == ("16.00", "70.00")
    assert room.cost_of(room.adjust(("Bowl", -11))) == [("-10.00", "-40.00"), ("-1.00", "-5.00")]
    assert room.get(f"inventoryadjustment/{first['Id']}").code == "610"


def test_an_update_is_sparse_and_takes_the_goods_anew(room: Stockroom) -> None:
    kept = room.adjust(("Bowl", -12), DocNumber="WO-1")
    body = {**room.adjustment(("Bowl", -3)), "Id": kept["Id"], "SyncToken": "0"}
    assert room.post("inventoryadjustment", body).code == "6000"
    assert room.post("inventoryadjustment", {**body, "sparse": True, "TxnDate": "2026-11-03"}).code == "6000"
    changed = room.made("inventoryadjustment", {**body, "sparse": True, "PrivateNote": "three only"})
    assert (changed["DocNumber"], changed["PrivateNote"], changed["SyncToken"]) == ("WO-1", "three only", "1")
    assert room.cost_of(changed) == [("-3.00", "-12.00")]
    note = {"Id": kept["Id"], "SyncToken": "1", "sparse": True, "PrivateNote": "a word"}
    assert room.made("inventoryadjustment", note)["Line"] == changed["Line"]
    assert room.stock("Bowl") == ("17.00", "78.00")
    assert room.post("inventoryadjustment", note).code == "5010"


# Refusals


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"AdjustAccountRef": None}, "2020"),
        ({"AdjustAccountRef": {"value": "999"}}, "2500"),
        ({"Line": []}, "2020"),
        ({"DocNumber": "x" * 22}, "2050"),
        ({"PrivateNote": "x" * 4001}, "2050"),
        ({"AccountRef": {"value": "1"}}, "2010"),
        ({"TxnDate": "2026-13-01"}, "2010"),
        ({"TxnDate": "2023-12-31"}, "6270"),
        ({"DepartmentRef": {"value": "1"}}, "6000"),
    ],
)
def test_a_document_that_is_refused(room: Stockroom, change: Json, code: str) -> None:
    reply = room.post("inventoryadjustment", {**room.adjustment(("Bowl", -1)), **change})
    assert (reply.status, reply.code) == (400, code)
    assert room.stock("Bowl") == ("20.00", "90.00")


@pytest.mark.parametrize(
    ("detail", "code"),
    [
        ({"ItemRef": None}, "2020"),
        ({"ItemRef": {"value": "999"}}, "2500"),
        ({"ItemRef": {"value": "4"}}, "6000"),
        ({"QtyDiff": None}, "2020"),
        ({"QtyDiff": "-1"}, "2090"),
        ({"QtyDiff": -0.0000001}, "2090"),
        ({"NewQty": 3}, "2020"),
        ({"ClassRef": {"value": "1"}}, "6000"),
        ({"UnitPrice": 4}, "2010"),
    ],
)
def test_a_line_that_is_refused(room: Stockroom, detail: Json, code: str) -> None:
    body = room.adjustment(("Bowl", -1))
    body["Line"][0]["ItemAdjustmentLineDetail"].update(detail)
    reply = room.post("inventoryadjustment", body)
    assert (reply.status, reply.code) == (400, code)


def test_classes_and_locations_where_they_are_tracked(room: Stockroom) -> None:
    room.running.set_preferences(room.realm, AccountingInfoPrefs={"ClassTrackingPerTxnLine": True, "TrackDepartments": True})
    body = room.adjustment(("Bowl", -1), DepartmentRef={"value": "1"})
    body["Line"][0]["ItemAdjustmentLineDetail"]["ClassRef"] = {"value": "1"}
    kept = room.made("inventoryadjustment", body)
    assert kept["DepartmentRef"] == {"value": "1", "name": "Quay Street"}
    assert kept["Line"][0]["ItemAdjustmentLineDetail"]["ClassRef"] == {"value": "1", "name": "Kiosk"}


def test_a_closed_period_holds_it_and_what_is_in_it(room: Stockroom) -> None:
    kept = room.adjust(("Bowl", -1), date="2026-10-02")
    room.running.set_preferences(room.realm, AccountingInfoPrefs={"BookCloseDate": "2026-10-31"})
    assert room.post("inventoryadjustment", room.adjustment(("Bowl", -1), date="2026-10-31")).code == "6210"
    assert room.drop("inventoryadjustment", kept).code == "6210"
    note = {"Id": kept["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "a word"}
    assert room.post("inventoryadjustment", note).code == "6210"
    room.adjust(("Bowl", -1), date="2026-11-01")


def test_an_inactive_account_or_item_is_not_adjusted(room: Stockroom) -> None:
    body = room.adjustment(("Bowl", -1))
    room.made("item", {"Id": room.key("Item", "Bowl"), "SyncToken": "0", "sparse": True, "Active": False})
    assert room.post("inventoryadjustment", body).code == "610"
    room.made("account", {"Id": room.id_of("5050"), "SyncToken": "0", "sparse": True, "Active": False})
    body = room.adjustment(("Mug", -1))
    assert room.post("inventoryadjustment", body).code == "610"
    assert room.stock("Bowl") == ("20.00", "90.00"), "what is inactive keeps its stock"


@pytest.mark.parametrize("company", [{"plan": "Essentials"}, {"plan": "Simple Start"}, {"country": "GB"}])
def test_only_some_companies_have_adjustments_in_the_api(rooms: Rooms, company: Json) -> None:
    room = rooms(**company)
    reply = room.post("inventoryadjustment", room.adjustment(("Bowl", -1)))
    assert (reply.status, reply.code, reply.json["Fault"]["type"]) == (403, "5020", "AuthorizationFault")
    assert room.query("SELECT * FROM InventoryAdjustment").code == "5020"
    assert room.get("inventoryadjustment/1").code == "5020"
    assert room.drop("inventoryadjustment", {"Id": "1", "SyncToken": "0"}).code == "5020"
    assert room.made("vendorcredit", room.purchase(("Bowl", 1, 4.00)))["TotalAmt"] == 4


def test_its_changes_are_told_of_or_not(rooms: Rooms) -> None:
    since = "2026-11-21T00:00:00-08:00"
    room = rooms()
    kept = room.adjust(("Bowl", -1))
    (answer,) = room.get("cdc", entities="InventoryAdjustment", changedSince=since).json["CDCResponse"][0]["QueryResponse"]
    assert answer["InventoryAdjustment"] == [kept]
    room = rooms(cdc_lists_adjustments=False)
    assert room.get("cdc", entities="JournalEntry,InventoryAdjustment", changedSince=since).code == "2170"
    assert room.get("cdc", entities="JournalEntry", changedSince=since).status == 200


def test_a_request_id_repeated_gets_the_same_bytes(room: Stockroom) -> None:
    body = room.adjustment(("Bowl", -12))
    first = room.post("inventoryadjustment", body, requestid="r-1")
    again = room.post("inventoryadjustment", {**body, "DocNumber": "another"}, requestid="r-1")
    assert (again.status, again.text) == (200, first.text)
    assert room.stock("Bowl") == ("8.00", "40.00")
