"""Accounts, goods and names: made, read, changed, and refused."""

import pytest

from tests.practice.desk import CAFE, Desk, Json


def made(desk: Desk, resource: str, **fields: object) -> Json:
    reply = desk.post(resource, fields)
    assert reply.status == 200, reply.text
    (kept,) = [value for value in reply.json.values() if isinstance(value, dict)]
    return kept


# Accounts


def test_an_account_as_the_api_shows_it(desk: Desk) -> None:
    account = desk.account("5050")
    parent = desk.account("5000")
    assert account == {
        "Id": account["Id"],
        "SyncToken": "0",
        "MetaData": {"CreateTime": "2026-11-21T04:00:00-08:00", "LastUpdatedTime": "2026-11-21T04:00:00-08:00"},
        "domain": "QBO",
        "sparse": False,
        "Name": "Breakage",
        "FullyQualifiedName": "Cost of goods:Breakage",
        "AcctNum": "5050",
        "AccountType": "Cost of Goods Sold",
        "AccountSubType": "SuppliesMaterialsCogs",
        "Classification": "Expense",
        "Active": True,
        "SubAccount": True,
        "ParentRef": {"value": parent["Id"]},
        "CurrentBalance": 12.5,
    }
    assert desk.get(f"account/{account['Id']}").json["Account"] == account


def test_ids_are_small_and_no_account_number(desk: Desk) -> None:
    accounts = desk.rows("SELECT * FROM Account WHERE Active IN (true, false)")
    assert sorted(int(row["Id"]) for row in accounts) == list(range(1, len(CAFE["accounts"]) + 2))
    desk.running.seed(
        {
            "realm": "77",
            "company": {"name": "Short numbers"},
            "accounts": [
                {"number": "1", "name": "Bank", "type": "Bank"},
                {"number": "2", "name": "Stock", "type": "Other Current Asset"},
            ],
        }
    )
    short = Desk(desk.running, "77").rows("SELECT * FROM Account")
    assert [(row["Id"], row["AcctNum"]) for row in short] == [("3", "1"), ("4", "2")]


def test_an_account_without_a_number_has_none(desk: Desk) -> None:
    assert "AcctNum" not in desk.account("Theft")


def test_an_account_is_made_with_what_the_service_works_out(desk: Desk) -> None:
    parent = desk.id_of("1200")
    fields = {"AccountType": "Other Current Asset", "SubAccount": True, "ParentRef": {"value": parent}}
    account = made(desk, "account", Name="Green coffee", CurrentBalance=99, FullyQualifiedName="mine", **fields)
    assert account["FullyQualifiedName"] == "Inventory:Green coffee"
    assert account["Classification"] == "Asset"
    assert account["CurrentBalance"] == 0, "a balance comes from entries"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"AccountType": "Expense"}, "2020"),
        ({"Name": "", "AccountType": "Expense"}, "2020"),
        ({"Name": "Waste"}, "2020"),
        ({"Name": "Waste", "AccountType": "Costs"}, "2170"),
        ({"Name": "x" * 101, "AccountType": "Expense"}, "2050"),
        ({"Name": "Food: waste", "AccountType": "Expense"}, "2010"),
        ({"Name": 'The "waste"', "AccountType": "Expense"}, "2010"),
        ({"Name": 5, "AccountType": "Expense"}, "2010"),
        ({"Name": "Theft", "AccountType": "Expense"}, "6240"),
        ({"Name": "theft", "AccountType": "Expense"}, "6240"),
        ({"Name": "Waste", "AccountType": "Expense", "SubAccount": True}, "2020"),
        ({"Name": "Waste", "AccountType": "Expense", "SubAccount": True, "ParentRef": {"value": "999"}}, "2500"),
        ({"Name": "Waste", "AccountType": "Expense", "SubAccount": True, "ParentRef": {"value": "1"}}, "6000"),
    ],
)
def test_an_account_that_is_refused(desk: Desk, fields: Json, code: str) -> None:
    reply = desk.post("account", fields)
    assert (reply.status, reply.code) == (400, code)


def test_names_go_five_levels_deep(desk: Desk) -> None:
    parent = made(desk, "account", Name="L1", AccountType="Expense")
    for level in range(2, 6):
        below: Json = {"SubAccount": True, "ParentRef": {"value": parent["Id"]}}
        parent = made(desk, "account", Name=f"L{level}", AccountType="Expense", **below)
    assert parent["FullyQualifiedName"] == "L1:L2:L3:L4:L5"
    sixth = {"Name": "L6", "AccountType": "Expense", "SubAccount": True, "ParentRef": {"value": parent["Id"]}}
    assert desk.post("account", sixth).code == "6000"


def test_a_sparse_update_keeps_what_it_does_not_send(desk: Desk) -> None:
    before = desk.account("5050")
    after = made(desk, "account", Id=before["Id"], SyncToken="0", sparse=True, Description="Mugs and plates")
    assert after["SyncToken"] == "1"
    assert {**after, "SyncToken": "0"} == {**before, "Description": "Mugs and plates"}


def test_a_full_update_forgets_what_it_does_not_send(desk: Desk) -> None:
    before = desk.account("1200")
    after = made(desk, "account", Id=before["Id"], SyncToken="0", Name="Inventory", AccountType="Other Current Asset")
    assert "AcctNum" not in after
    assert after["CurrentBalance"] == before["CurrentBalance"]


def test_a_stale_update_is_refused(desk: Desk) -> None:
    key = desk.id_of("5050")
    assert desk.post("account", {"Id": key, "SyncToken": "0", "sparse": True, "Description": "one"}).status == 200
    reply = desk.post("account", {"Id": key, "SyncToken": "0", "sparse": True, "Description": "two"})
    assert (reply.status, reply.code) == (400, "5010")
    assert desk.post("account", {"Id": key, "sparse": True, "Description": "two"}).code == "2020"


def test_a_parents_new_name_shows_in_its_children(desk: Desk) -> None:
    made(desk, "account", Id=desk.id_of("5000"), SyncToken="0", sparse=True, Name="Cost of sales")
    assert desk.account("5050")["FullyQualifiedName"] == "Cost of sales:Breakage"


def test_an_account_cannot_stand_below_itself(desk: Desk) -> None:
    parent, child = desk.id_of("5000"), desk.id_of("5050")
    below = {"Id": parent, "SyncToken": "0", "sparse": True, "SubAccount": True, "ParentRef": {"value": child}}
    assert desk.post("account", below).code == "6000"


def test_an_account_made_inactive_leaves_the_lists(desk: Desk) -> None:
    made(desk, "account", Id=desk.id_of("Theft"), SyncToken="0", sparse=True, Active=False)
    assert desk.rows("SELECT * FROM Account WHERE Name = 'Theft'") == []
    assert desk.account("Theft")["Active"] is False


@pytest.mark.parametrize("key", ["999", "nonsense", "1' OR '1'='1", "9" * 30])
def test_an_object_that_is_not_there(desk: Desk, key: str) -> None:
    reply = desk.get(f"account/{key.replace(' ', '%20')}")
    assert (reply.status, reply.code) == (400, "610")


# Goods


def test_a_tracked_item_and_an_untracked_one(desk: Desk) -> None:
    (mug,) = desk.rows("SELECT * FROM Item WHERE Type = 'Inventory'")
    assert (mug["Name"], mug["Sku"], mug["QtyOnHand"], mug["TrackQtyOnHand"]) == ("Mug", "MUG-01", 12, True)
    assert mug["AssetAccountRef"] == {"value": desk.id_of("1200")}
    (napkins,) = desk.rows("SELECT * FROM Item WHERE Name = 'Napkins'")
    assert napkins["TrackQtyOnHand"] is False
    assert "QtyOnHand" not in napkins


def test_a_tracked_item_needs_its_accounts_quantity_and_start(desk: Desk) -> None:
    whole: Json = {
        "Name": "Plate",
        "Type": "Inventory",
        "QtyOnHand": 3,
        "InvStartDate": "2026-01-01",
        "AssetAccountRef": {"value": desk.id_of("1200")},
        "IncomeAccountRef": {"value": desk.id_of("4000")},
        "ExpenseAccountRef": {"value": desk.id_of("5000")},
    }
    for field in ("QtyOnHand", "InvStartDate", "AssetAccountRef", "IncomeAccountRef", "ExpenseAccountRef"):
        reply = desk.post("item", {key: value for key, value in whole.items() if key != field})
        assert (reply.code, reply.error["element"]) == ("2020", field)
    assert desk.post("item", {**whole, "AssetAccountRef": {"value": "999"}}).code == "2500"
    assert desk.post("item", {**whole, "TrackQtyOnHand": False}).code == "6000"
    plate = made(desk, "item", **whole)
    assert desk.get(f"item/{plate['Id']}").json["Item"] == plate


def test_an_item_of_no_known_type_is_refused(desk: Desk) -> None:
    assert desk.post("item", {"Name": "Plate", "Type": "Gadget"}).code == "2170"


def test_an_item_is_not_updated_here(desk: Desk) -> None:
    (mug,) = desk.rows("SELECT * FROM Item WHERE Name = 'Mug'")
    assert desk.post("item", mug).code == "500"


# Names


@pytest.mark.parametrize(
    ("resource", "field"),
    [("vendor", "DisplayName"), ("customer", "DisplayName"), ("class", "Name"), ("department", "Name")],
)
def test_a_name_is_made_read_and_unique(desk: Desk, resource: str, field: str) -> None:
    kept = made(desk, resource, **{field: "North wing"})
    assert desk.get(f"{resource}/{kept['Id']}").json[resource.capitalize()] == kept
    assert desk.post(resource, {field: "North wing"}).code == "6240"
    assert desk.post(resource, {}).code == "2020"


def test_vendors_and_customers_share_one_list_of_names(desk: Desk) -> None:
    assert desk.post("vendor", {"DisplayName": "Ada Quay"}).code == "6240"


def test_the_company_and_its_preferences(desk: Desk) -> None:
    info = desk.get(f"companyinfo/{desk.realm}").json["CompanyInfo"]
    assert (info["CompanyName"], info["Country"]) == ("Harbour Cafe", "US")
    assert desk.get("companyinfo/1234").code == "500"
    preferences = desk.get("preferences").json["Preferences"]
    assert "BookCloseDate" not in preferences["AccountingInfoPrefs"], "absent where no period is closed"
    assert preferences["AccountingInfoPrefs"]["UseAccountNumbers"] is True
    assert preferences["ProductAndServicesPrefs"]["QuantityOnHand"] is True
    assert preferences["OtherPrefs"]["NameValue"] == [{"Name": "WarnDuplicateJournalNumber", "Value": "false"}]
    assert desk.post("preferences", {"AccountingInfoPrefs": {"BookCloseDate": "2026-01-01"}}).code == "500"
