"""Journal entries: what is kept, what moves, and each way to be refused."""

import json

import pytest

from assistant.practice.server import Running
from tests.practice.desk import Clock, Desk, Json


def test_an_entry_as_it_comes_back(desk: Desk) -> None:
    body = desk.breakage(49.80, DocNumber="WO-1", PrivateNote="Dropped by the forklift", TotalAmt=49.80)
    body["Line"][0]["Description"] = "12 mugs"
    kept = desk.posted(body)
    assert kept == {
        "Id": "2",
        "SyncToken": "0",
        "MetaData": {"CreateTime": "2026-11-21T04:00:00-08:00", "LastUpdatedTime": "2026-11-21T04:00:00-08:00"},
        "domain": "QBO",
        "sparse": False,
        "DocNumber": "WO-1",
        "TxnDate": "2026-10-02",
        "PrivateNote": "Dropped by the forklift",
        "Adjustment": False,
        "CurrencyRef": {"value": "USD"},
        "TotalAmt": 0,
        "TxnTaxDetail": {},
        "Line": [
            {
                "Id": "0",
                "Description": "12 mugs",
                "Amount": 49.8,
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {
                    "PostingType": "Debit",
                    "AccountRef": {"value": desk.id_of("5050"), "name": "Cost of goods:Breakage"},
                },
            },
            {
                "Id": "1",
                "Amount": 49.8,
                "DetailType": "JournalEntryLineDetail",
                "JournalEntryLineDetail": {
                    "PostingType": "Credit",
                    "AccountRef": {"value": desk.id_of("1200"), "name": "Inventory"},
                },
            },
        ],
    }
    assert desk.get("journalentry/2").json["JournalEntry"] == kept
    assert desk.rows("SELECT * FROM JournalEntry WHERE DocNumber = 'WO-1'") == [kept]
    assert desk.rows("SELECT * FROM JournalEntry WHERE TxnDate > '2026-10-02'") == []


def test_posting_moves_each_account_by_its_normal_side(desk: Desk) -> None:
    page = desk.page(("Dr", "5050", 40), ("Dr", "2000", 9.80), ("Cr", "1200", 29.80), ("Cr", "4000", 20))
    page["Line"][1] = desk.line("Debit", "2000", 9.80, Entity={"Type": "Vendor", "EntityRef": {"value": "1"}})
    desk.posted(page)
    assert desk.balances("5050", "2000", "1200", "4000") == [52.5, 690.2, 970.2, 9020.0]


def test_an_entry_moves_no_quantity(desk: Desk) -> None:
    desk.posted(desk.breakage(49.80))
    (mug,) = desk.rows("SELECT * FROM Item WHERE Name = 'Mug'")
    assert mug["QtyOnHand"] == 12


def test_large_and_fine_amounts_come_back_exactly(desk: Desk) -> None:
    body = json.dumps(desk.breakage("@")).replace('"@"', "1234567890.12345")
    reply = desk.send("POST", "journalentry", body.encode())
    assert '"Amount":1234567890.12345,' in reply.text


# The document number


def test_without_a_number_the_number_is_null(desk: Desk) -> None:
    assert desk.posted(desk.breakage())["DocNumber"] is None
    assert desk.posted(desk.breakage(DocNumber=""))["DocNumber"] is None


def test_a_number_is_given_where_the_caller_asks_for_it(desk: Desk) -> None:
    desk.posted(desk.breakage(DocNumber="41"))
    assert desk.posted(desk.breakage(), include="allowautodocnum")["DocNumber"] == "42"


def test_a_number_is_looked_up_as_it_is_written(desk: Desk) -> None:
    desk.posted(desk.breakage(DocNumber="WO-1", date="2026-10-01"))
    assert len(desk.rows("SELECT * FROM JournalEntry WHERE DocNumber = 'WO-1' AND TxnDate = '2026-10-01'")) == 1
    assert desk.rows("SELECT * FROM JournalEntry WHERE DocNumber = 'WO-1' AND TxnDate = '2026-10-02'") == []
    assert desk.rows("SELECT * FROM JournalEntry WHERE DocNumber = 'wo-1'") == []


def test_the_same_number_twice_is_accepted_unless_the_company_warns_of_it(desk: Desk) -> None:
    first = desk.posted(desk.breakage(DocNumber="WO-1"))
    second = desk.posted(desk.breakage(DocNumber="WO-1"))
    assert [row["Id"] for row in desk.rows("SELECT * FROM JournalEntry WHERE DocNumber = 'WO-1'")] == [first["Id"], second["Id"]]


def test_where_it_warns_the_fault_names_the_owner(desk: Desk) -> None:
    warn = {"NameValue": [{"Name": "WarnDuplicateJournalNumber", "Value": "true"}]}
    desk.running.set_preferences(desk.realm, OtherPrefs=warn)
    owner = desk.posted(desk.breakage(DocNumber="WO-1"))
    reply = desk.post("journalentry", desk.breakage(DocNumber="WO-1"))
    assert (reply.status, reply.code) == (400, "6140")
    assert reply.error["Detail"].endswith(f"DocNumber=WO-1 is assigned to TxnType=Journal Entry with TxnId={owner['Id']}")
    desk.posted(desk.breakage(DocNumber="WO-1"), include="allowduplicatedocnum")
    desk.posted(desk.breakage(DocNumber="WO-2"))
    unchanged = {"Id": owner["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "its own number is no duplicate"}
    assert desk.post("journalentry", unchanged).code == "6140", "the number posted twice on purpose is a duplicate by now"


# Refusals


def changed(body: Json, path: str, value: object) -> Json:
    """The entry with one field of its first line replaced, or taken out where the value is None."""
    line = body["Line"][0]
    place = line["JournalEntryLineDetail"] if path in ("PostingType", "AccountRef", "ClassRef", "Colour") else line
    place.pop(path, None)
    if value is not None:
        place[path] = value
    return body


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("Amount", None, "2020"),
        ("DetailType", None, "2020"),
        ("PostingType", None, "2020"),
        ("AccountRef", None, "2020"),
        ("AccountRef", {}, "2020"),
        ("AccountRef", {"name": "Inventory"}, "2020"),
        ("JournalEntryLineDetail", None, "2020"),
        ("AccountRef", "7", "2010"),
        ("PostingType", "debit", "2170"),
        ("DetailType", "SalesItemLineDetail", "2170"),
        ("AccountRef", {"value": "999"}, "2500"),
        ("Amount", "49.80", "2090"),
        ("Amount", True, "2090"),
        ("Amount", -49.80, "2090"),
        ("Amount", 49.800001, "2090"),
        ("Amount", 10_000_000_000, "2090"),
        ("Amount", 1e300, "2090"),
        ("Amount", 49.81, "6000"),
        ("PostingType", "Credit", "6000"),
        ("Description", "x" * 4001, "2050"),
        ("Colour", "red", "2010"),
        ("Tint", "red", "2010"),
    ],
)
def test_a_line_that_is_refused(desk: Desk, path: str, value: object, code: str) -> None:
    reply = desk.post("journalentry", changed(desk.breakage(), path, value))
    assert (reply.status, reply.code) == (400, code)
    assert reply.json["Fault"]["type"] == "ValidationFault"
    assert desk.rows("SELECT * FROM JournalEntry") == []
    assert desk.balances("5050", "1200") == [12.5, 1000]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Line": []}, "2020"),
        ({"Line": None}, "2020"),
        ({"Line": ["Dr 5050"]}, "2010"),
        ({"DocNumber": "x" * 22}, "2050"),
        ({"DocNumber": 7}, "2010"),
        ({"PrivateNote": "x" * 4001}, "2050"),
        ({"TxnDate": "02/10/2026"}, "2010"),
        ({"TxnDate": "2026-02-30"}, "2010"),
        ({"TxnDate": 20261002}, "2010"),
        ({"Memo": "no such field"}, "2010"),
        ({"CurrencyRef": {"value": "EUR"}}, "6000"),
        ({"ExchangeRate": 1.1}, "6000"),
    ],
)
def test_an_entry_that_is_refused(desk: Desk, fields: Json, code: str) -> None:
    reply = desk.post("journalentry", {**desk.breakage(), **fields})
    assert (reply.status, reply.code) == (400, code)


def test_21_characters_are_a_number_and_4000_a_note(desk: Desk) -> None:
    kept = desk.posted(desk.breakage(DocNumber="x" * 21, PrivateNote="y" * 4000))
    assert (len(kept["DocNumber"]), len(kept["PrivateNote"])) == (21, 4000)


def test_an_inactive_account_is_refused_without_being_named(desk: Desk) -> None:
    reply = desk.post("journalentry", desk.page(("Dr", "5050", 5), ("Cr", "1210", 5)))
    assert (reply.status, reply.code) == (400, "610")
    assert "made inactive" in reply.error["Detail"]
    assert "Old stock" not in reply.text


@pytest.mark.parametrize(
    ("account", "party", "refused"),
    [
        ("2000", None, True),
        ("2000", {"Type": "Vendor", "EntityRef": {"value": "1"}}, False),
        ("2000", {"Type": "Customer", "EntityRef": {"value": "1"}}, True),
        ("1100", None, True),
        ("1100", {"Type": "Customer", "EntityRef": {"value": "1"}}, False),
        ("1100", {"Type": "Vendor", "EntityRef": {"value": "1"}}, True),
    ],
)
def test_receivables_and_payables_need_their_party(desk: Desk, account: str, party: Json | None, refused: bool) -> None:
    line = desk.line("Debit", account, 5, **({} if party is None else {"Entity": party}))
    reply = desk.post("journalentry", {"TxnDate": "2026-10-02", "Line": [line, desk.line("Credit", "1200", 5)]})
    if refused:
        assert (reply.status, reply.code) == (400, "6000")
        assert "you must choose a" in reply.error["Detail"]
    else:
        shown = reply.json["JournalEntry"]["Line"][0]["JournalEntryLineDetail"]["Entity"]
        assert shown["EntityRef"]["name"] in ("Acme Pottery", "Ada Quay")


@pytest.mark.parametrize(
    ("party", "code"),
    [
        ({"Type": "Vendor", "EntityRef": {"value": "99"}}, "2500"),
        ({"Type": "Vendor"}, "2020"),
        ({"Type": "Ghost", "EntityRef": {"value": "1"}}, "2170"),
    ],
)
def test_a_party_must_be_somebody(desk: Desk, party: Json, code: str) -> None:
    page = desk.breakage()
    page["Line"][0]["JournalEntryLineDetail"]["Entity"] = party
    assert desk.post("journalentry", page).code == code


@pytest.mark.parametrize(
    ("field", "switch"),
    [("ClassRef", "ClassTrackingPerTxn"), ("ClassRef", "ClassTrackingPerTxnLine"), ("DepartmentRef", "TrackDepartments")],
)
def test_a_class_or_a_location_needs_its_tracking(desk: Desk, field: str, switch: str) -> None:
    page = desk.breakage()
    page["Line"][0]["JournalEntryLineDetail"][field] = {"value": "1"}
    assert desk.post("journalentry", page).code == "6000"
    desk.running.set_preferences(desk.realm, AccountingInfoPrefs={switch: True})
    kept = desk.posted(page)
    assert kept["Line"][0]["JournalEntryLineDetail"][field]["name"] in ("Kiosk", "Quay Street")
    page["Line"][0]["JournalEntryLineDetail"][field] = {"value": "99"}
    assert desk.post("journalentry", page).code == "2500"


def test_with_several_currencies_the_currency_must_be_said(desk: Desk) -> None:
    desk.running.set_preferences(desk.realm, CurrencyPrefs={"MultiCurrencyEnabled": True})
    assert desk.post("journalentry", desk.breakage()).code == "2020"
    assert desk.posted(desk.breakage(CurrencyRef={"value": "USD"}))["CurrencyRef"] == {"value": "USD"}


# Dates


@pytest.mark.parametrize(("day", "code"), [("2026-08-30", "6210"), ("2026-08-31", "6210"), ("2026-09-01", None)])
def test_a_day_up_to_the_closing_date_is_closed(desk: Desk, day: str, code: str | None) -> None:
    desk.running.set_preferences(desk.realm, AccountingInfoPrefs={"BookCloseDate": "2026-08-31"})
    reply = desk.post("journalentry", desk.breakage(date=day))
    assert (reply.status, reply.code if code else None) == (400 if code else 200, code)


def test_a_closed_entry_is_neither_changed_nor_deleted(desk: Desk) -> None:
    kept = desk.posted(desk.breakage(date="2026-08-31"))
    desk.running.set_preferences(desk.realm, AccountingInfoPrefs={"BookCloseDate": "2026-08-31"})
    version = {"Id": kept["Id"], "SyncToken": "0"}
    assert desk.post("journalentry", {**version, "sparse": True, "TxnDate": "2026-10-02"}).code == "6210"
    assert desk.post("journalentry", version, operation="delete").code == "6210"
    desk.running.set_preferences(desk.realm, AccountingInfoPrefs={"BookCloseDate": None})
    assert desk.post("journalentry", version, operation="delete").status == 200


def test_without_a_date_the_service_takes_its_own_day(running: Running, clock: Clock) -> None:
    clock.seconds += 15 * 3600  # 03:00 UTC on the 22nd, when the service still has the 21st
    desk = Desk(running)
    page = desk.breakage()
    for absent in ({}, {"TxnDate": ""}):
        assert desk.posted({"Line": page["Line"], **absent})["TxnDate"] == "2026-11-21"


# Updates and deletion


def test_a_sparse_update_keeps_the_lines_and_raises_the_version(desk: Desk) -> None:
    kept = desk.posted(desk.breakage(DocNumber="WO-1"))
    after = desk.posted({"Id": kept["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "Found behind the shelf"})
    assert (after["SyncToken"], after["DocNumber"], after["PrivateNote"]) == ("1", "WO-1", "Found behind the shelf")
    assert after["Line"] == kept["Line"]
    assert desk.balances("5050", "1200") == [62.3, 950.2]


def test_lines_that_are_sent_replace_all_lines_and_balances_follow(desk: Desk) -> None:
    kept = desk.posted(desk.breakage(49.80))
    lines = desk.page(("Dr", "Theft", 10), ("Cr", "1200", 10))["Line"]
    after = desk.posted({"Id": kept["Id"], "SyncToken": "0", "sparse": True, "Line": lines})
    assert len(after["Line"]) == 2
    assert desk.balances("5050", "1200", "Theft") == [12.5, 990, 10]


def test_a_full_update_forgets_the_number_it_does_not_send(desk: Desk) -> None:
    kept = desk.posted(desk.breakage(DocNumber="WO-1", PrivateNote="why"))
    after = desk.posted({**desk.breakage(), "Id": kept["Id"], "SyncToken": "0"})
    assert after["DocNumber"] is None
    assert "PrivateNote" not in after


def test_a_deleted_entry_is_gone_and_its_balances_with_it(desk: Desk) -> None:
    kept = desk.posted(desk.breakage(DocNumber="WO-1"))
    stale = desk.post("journalentry", {"Id": kept["Id"], "SyncToken": "7"}, operation="delete")
    assert stale.code == "5010"
    reply = desk.post("journalentry", {"Id": kept["Id"], "SyncToken": "0"}, operation="delete")
    assert reply.json["JournalEntry"] == {"Id": kept["Id"], "domain": "QBO", "status": "Deleted"}
    assert desk.balances("5050", "1200") == [12.5, 1000]
    assert desk.get(f"journalentry/{kept['Id']}").code == "610"
    assert desk.rows("SELECT * FROM JournalEntry WHERE DocNumber = 'WO-1'") == []
    again = desk.post("journalentry", {"Id": kept["Id"], "SyncToken": "0"}, operation="delete")
    assert again.code == "610"
    assert desk.posted(desk.breakage())["Id"] == "3", "an Id is never used again"


def test_an_entry_cannot_be_voided_nor_an_account_deleted(desk: Desk) -> None:
    kept = desk.posted(desk.breakage())
    assert desk.post("journalentry", {"Id": kept["Id"], "SyncToken": "0"}, operation="void").code == "500"
    assert desk.post("account", {"Id": desk.id_of("Theft"), "SyncToken": "0"}, operation="delete").code == "500"
