"""Rows to a company, once."""

import json
from decimal import Decimal

import pytest

from assistant.practice.seeding import SeedRefused
from assistant.practice.server import Running
from tests.practice.desk import CAFE, Desk, Json, http


def test_a_seed_counts_what_it_made_and_may_be_repeated(running: Running) -> None:
    made = {"realm": "9130", "Account": 10, "Item": 2, "Vendor": 1, "Customer": 1, "Class": 1, "Department": 1}
    assert running.seed(CAFE) == made
    reply = http("POST", f"{running.base_url}/practice/seed", json.dumps(CAFE).encode())
    assert (reply.status, reply.json) == (200, made)


def test_another_seed_for_the_same_realm_is_refused(running: Running) -> None:
    with pytest.raises(SeedRefused, match="9130 was seeded with other rows"):
        running.seed({**CAFE, "company": {"name": "Another"}})
    assert Desk(running).get("companyinfo/9130").json["CompanyInfo"]["CompanyName"] == "Harbour Cafe"


def test_companies_are_listed_and_never_meet(running: Running) -> None:
    running.seed({"realm": "77", "company": {"name": "Empty"}})
    listed = http("GET", f"{running.base_url}/practice/companies").json["companies"]
    assert listed == [{"realm": "77", "name": "Empty"}, {"realm": "9130", "name": "Harbour Cafe"}]
    assert Desk(running, "77").rows("SELECT * FROM Account WHERE Active IN (true, false)") == []


def test_children_may_come_before_their_parents_by_number_full_name_or_name(running: Running) -> None:
    rows = [
        {"name": "Beans", "type": "Other Current Asset", "parent": "Stock:Coffee", "balance": Decimal("1.10")},
        {"name": "Coffee", "type": "Other Current Asset", "parent": "Stock"},
        {"name": "Coffee", "type": "Expense"},
        {"name": "Tea", "type": "Other Current Asset", "parent": "1300"},
        {"name": "Stock", "number": "1300", "type": "Other Current Asset"},
    ]
    running.seed({"realm": "77", "company": {"name": "Cafe"}, "accounts": rows})
    names = {row["FullyQualifiedName"] for row in Desk(running, "77").rows("SELECT * FROM Account")}
    assert names == {"Stock:Coffee:Beans", "Stock:Coffee", "Coffee", "Stock:Tea", "Stock"}


def test_what_a_name_may_not_hold_is_replaced(running: Running) -> None:
    running.seed({"realm": "77", "company": {"name": "Cafe"}, "accounts": [{"name": 'Waste: "own"', "type": "Expense"}]})
    assert [row["Name"] for row in Desk(running, "77").rows("SELECT * FROM Account")] == ["Waste- 'own'"]


def test_preferences_and_currency_can_be_seeded(running: Running) -> None:
    preferences = {"AccountingInfoPrefs": {"BookCloseDate": "2026-08-31"}}
    running.seed({"realm": "77", "company": {"name": "Cafe", "currency": "GBP", "preferences": preferences}})
    kept = Desk(running, "77").get("preferences").json["Preferences"]
    assert kept["AccountingInfoPrefs"]["BookCloseDate"] == "2026-08-31"
    assert kept["AccountingInfoPrefs"]["TrackDepartments"] is False
    assert kept["CurrencyPrefs"]["HomeCurrency"] == {"value": "GBP"}


ACCOUNT: Json = {"name": "Stock", "type": "Other Current Asset"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"realm": "no spaces"}, "realm"),
        ({"company": {}}, "name"),
        ({"account": []}, "account"),
        ({"accounts": "none"}, "list of rows"),
        ({"accounts": [{**ACCOUNT, "kind": "?"}]}, "kind"),
        ({"accounts": [{**ACCOUNT, "type": "Costs"}]}, "Costs"),
        ({"accounts": [{"type": "Expense"}]}, "Name"),
        ({"accounts": [ACCOUNT, ACCOUNT]}, "Stock"),
        ({"accounts": [{**ACCOUNT, "parent": "Nowhere"}]}, "Stock"),
        ({"accounts": [{**ACCOUNT, "parent": "Stock"}]}, "below itself"),
        ({"accounts": [{**ACCOUNT, "balance": "1e"}]}, "1e"),
        ({"accounts": [{**ACCOUNT, "balance": "NaN"}]}, "NaN"),
        ({"items": [{"name": "Mug", "asset_account": "9"}]}, "no one account 9"),
        ({"items": [{"name": "Mug", "type": "Inventory"}]}, "Income"),
        ({"vendors": ["Acme", "acme"]}, "acme"),
    ],
)
def test_rows_that_make_no_company_leave_nothing(running: Running, change: Json, says: str) -> None:
    document = {"realm": "77", "company": {"name": "Cafe"}, "accounts": [ACCOUNT], **change}
    with pytest.raises(SeedRefused, match=says):
        running.seed(document)
    reply = http("POST", f"{running.base_url}/practice/seed", json.dumps(document).encode())
    assert reply.status == 400
    assert says in reply.json["error"]
    assert len(http("GET", f"{running.base_url}/practice/companies").json["companies"]) == 1


def test_preferences_are_set_over_http(desk: Desk) -> None:
    url = f"{desk.running.base_url}/practice/preferences"
    close = {"realm": "9130", "preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-08-31"}}}
    assert http("POST", url, json.dumps(close).encode()).json["AccountingInfoPrefs"]["BookCloseDate"] == "2026-08-31"
    assert desk.post("journalentry", desk.breakage(date="2026-08-31")).code == "6210"
    assert http("POST", url, json.dumps({**close, "realm": "1"}).encode()).status == 400
    assert http("POST", url, b"[]").status == 400
    assert http("POST", url, b"not JSON").status == 400


@pytest.mark.parametrize("headers", [{"Host": "books.example.com"}, {"Origin": "https://example.com"}])
def test_no_page_in_a_browser_reaches_the_practice_doors(running: Running, headers: dict[str, str]) -> None:
    assert http("GET", f"{running.base_url}/practice/log", None, **headers).status == 403
