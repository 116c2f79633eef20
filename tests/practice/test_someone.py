"""What a person does in the web app, and how the API shows it."""

import json

import pytest

from tests.practice.desk import Clock, Json, Reply, http
from tests.practice.stockroom import Rooms, Stockroom


def someone(room: Stockroom, operation: str, entity: str, body: Json, **fields: object) -> Reply:
    asked = {"realm": room.realm, "operation": operation, "entity": entity, "body": body, **fields}
    return http("POST", f"{room.running.base_url}/practice/someone", json.dumps(asked).encode())


def test_a_quantity_is_adjusted_by_hand_where_the_api_cannot(rooms: Rooms) -> None:
    room = rooms(plan="Essentials")
    reply = someone(room, "create", "InventoryAdjustment", room.adjustment(("Bowl", -12), DocNumber="by hand"))
    assert reply.status == 200, reply.text
    assert room.stock("Bowl") == ("8.00", "40.00")
    report = room.report("InventoryValuationDetail", columns="doc_num,txn_type,create_by")
    row = report["Rows"]["Row"][0]["Rows"]["Row"][-1]["ColData"]
    assert [cell["value"] for cell in row] == ["by hand", "Inventory Qty Adjust", "someone"]


def test_an_edit_names_only_what_changes(room: Stockroom, clock: Clock) -> None:
    kept = room.adjust(("Bowl", -12), DocNumber="WO-1", PrivateNote="Dropped")
    clock.seconds += 60
    changed = someone(
        room, "update", "InventoryAdjustment", {"Id": kept["Id"], "PrivateNote": "Fell", "TxnDate": "2026-11-05"}
    ).json
    assert changed["SyncToken"] == "1"
    found = room.get(f"inventoryadjustment/{kept['Id']}").json["InventoryAdjustment"]
    assert (found["PrivateNote"], found["TxnDate"], found["Line"]) == ("Fell", "2026-11-05", kept["Line"])
    assert found["MetaData"]["LastUpdatedTime"] > kept["MetaData"]["LastUpdatedTime"]
    stale = {"Id": kept["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "mine"}
    assert room.post("inventoryadjustment", stale).code == "5010"


def test_what_someone_deletes_is_told_of_as_deleted(room: Stockroom) -> None:
    kept = room.adjust(("Bowl", -12))
    assert someone(room, "delete", "InventoryAdjustment", {"Id": kept["Id"]}).status == 200
    since = "2026-11-21T00:00:00-08:00"
    (answer,) = room.get("cdc", entities="InventoryAdjustment", changedSince=since).json["CDCResponse"][0]["QueryResponse"]
    assert [(row["Id"], row["status"]) for row in answer["InventoryAdjustment"]] == [(kept["Id"], "Deleted")]
    assert room.get(f"inventoryadjustment/{kept['Id']}").code == "610"
    assert room.rows("SELECT * FROM InventoryAdjustment") == []


def test_own_entries_of_any_kind(room: Stockroom) -> None:
    bill = someone(room, "create", "Bill", room.purchase(("Bowl", 10, 6.00), DocNumber="B-1")).json
    entry = someone(room, "create", "JournalEntry", room.page(("Dr", "5050", 20), ("Cr", "1200", 20))).json
    assert room.get(f"bill/{bill['Id']}").json["Bill"] == bill
    assert room.get(f"journalentry/{entry['Id']}").json["JournalEntry"] == entry
    assert int(entry["Id"]) == int(bill["Id"]) + 1, "all transactions share their Ids"
    assert (room.valued(), room.sheet()["Inventory"]) == ("199.80", "179.80"), "a bare entry breaks their agreement"


def test_lists_are_renamed_moved_and_made_inactive(room: Stockroom) -> None:
    key, parent = room.id_of("6000"), room.id_of("5000")
    someone(room, "update", "Account", {"Id": room.id_of("5050"), "Name": "Breakage & loss"})
    assert room.account("5050")["FullyQualifiedName"] == "Cost of goods:Breakage & loss"
    refused = someone(room, "update", "Account", {"Id": key, "SubAccount": True, "ParentRef": {"value": parent}})
    assert (refused.status, "same account type" in refused.json["error"]) == (400, True)
    for entity, name in (("Item", "Bowl"), ("Vendor", "Acme Pottery")):
        someone(room, "update", entity, {"Id": room.key(entity, name), "Active": False})
        assert room.rows(f"SELECT * FROM {entity} WHERE {'Name' if entity == 'Item' else 'DisplayName'} = '{name}'") == []
    (bowl,) = room.rows("SELECT * FROM Item WHERE Name = 'Bowl' AND Active = false")
    assert (bowl["QtyOnHand"], bowl["Active"]) == (20, False)


def test_the_books_are_closed_for_apps_and_not_for_a_person(room: Stockroom) -> None:
    kept = room.adjust(("Bowl", -1), date="2026-10-02")
    someone(room, "update", "Preferences", {"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}})
    assert room.drop("inventoryadjustment", kept).code == "6210"
    assert someone(room, "delete", "InventoryAdjustment", {"Id": kept["Id"]}).status == 200
    assert room.stock("Bowl") == ("20.00", "90.00")


def test_a_lapsed_subscription_answers_no_app(room: Stockroom) -> None:
    someone(room, "update", "Company", {"lapsed": True})
    for reply in (
        room.post("inventoryadjustment", {}),
        room.query("SELECT * FROM Account"),
        room.get("preferences"),
        room.get("reports/BalanceSheet"),
    ):
        assert (reply.status, reply.code) == (400, "6190")
    assert someone(room, "update", "Company", {"lapsed": False}).json["lapsed"] is False
    assert room.get("preferences").status == 200


@pytest.mark.parametrize(
    ("operation", "entity", "body", "says"),
    [
        ("void", "JournalEntry", {"Id": "1"}, "void"),
        ("create", "Estimate", {}, "Estimate"),
        ("update", "Company", {"colour": "red"}, "colour"),
        ("update", "Company", {"plan": "Free"}, "plan"),
        ("create", "Vendor", {"Id": "1"}, "Id"),
        ("delete", "Account", {"Id": "1"}, "delete"),
        ("update", "Bill", {"Id": "77"}, "610"),
        ("update", "Bill", [], "body"),
    ],
)
def test_what_nobody_can_do(room: Stockroom, operation: str, entity: str, body: Json, says: str) -> None:
    reply = someone(room, operation, entity, body)
    assert reply.status == 400
    assert says in reply.json["error"]


def test_somebody_needs_a_company(room: Stockroom) -> None:
    assert someone(room, "delete", "Bill", {"Id": "1"}, realm="77").status == 400
