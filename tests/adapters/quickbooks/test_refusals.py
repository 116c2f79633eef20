"""What QuickBooks says no to: held before it is asked, or failed with a sentence that says what to do."""

import json
from dataclasses import replace
from typing import Any

import pytest

from assistant.adapters.quickbooks.seeding import realm_of, seed_of
from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.entry import Line
from assistant.books.proposal import Role
from assistant.books.remote import DocumentState
from assistant.errors import NotAllowed, RefusedByBooks
from assistant.syncing.run import Unsent
from tests.adapters.quickbooks.conftest import REALM, Office
from tests.adapters.sql.pottery import KILN, broken, mended, usd
from tests.practice.desk import Desk


def only(unsent: tuple[Unsent, ...]) -> Unsent:
    (found,) = unsent
    return found


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"fault": "fault_in_200", "codes": ["6210"]}, "The period is closed in QuickBooks."),
        ({"fault": "api_fault", "codes": ["6000"]}, "Mend that in QuickBooks, then sync again."),
        ({"fault": "api_fault", "codes": ["2050"]}, "This is a fault of ours"),
        ({"fault": "api_fault", "codes": ["610"]}, "Something that the entry needs is inactive or gone."),
        ({"fault": "api_fault", "codes": ["5030"], "status": 403}, "does not allow this"),
        ({"fault": "api_fault", "codes": ["4711"]}, "Mend that in QuickBooks, then sync again."),
    ],
)
def test_a_definite_no_fails_the_entry_with_what_to_do(office: Office, fault: dict[str, Any], says: str) -> None:
    office.running.script({"on": "journalentry", **fault})
    failed = only(office.sync().failed)
    assert failed.reason == "refused"
    assert says in failed.says
    assert office.document().says == failed.says
    assert office.document().state is DocumentState.FAILED
    assert office.there() == []
    assert len(office.sync().synced) == 1


def test_a_closed_period_is_said_by_the_company_itself(office: Office) -> None:
    office.running.set_preferences(REALM, AccountingInfoPrefs={"BookCloseDate": "2026-11-30"})
    assert "The period is closed in QuickBooks. Open it there, then sync again" in only(office.sync().failed).says


def test_an_app_that_may_not_work_there_stops_the_run(office: Office) -> None:
    office.running.script({"on": "journalentry", "fault": "api_fault", "codes": ["3100"], "status": 403})
    assert only(office.sync().failed).remedy == "Connect it again: writeoff qbo connect"
    assert office.document().state is DocumentState.QUEUED


def set_account(office: Office, number: str, **changes: object) -> None:
    desk = Desk(office.running, REALM)
    account = desk.account(number)
    sent = {"Id": account["Id"], "SyncToken": account["SyncToken"], "sparse": True, **changes}
    assert desk.post("account", sent).status == 200


def test_an_inactive_account_is_named_before_anything_is_sent(office: Office) -> None:
    set_account(office, "5050", Active=False)
    held = only(office.sync().held)
    assert held.reason == "account_not_linked"
    assert held.says == "5050 Breakage goes to 'Breakage' in QuickBooks, which is inactive."
    assert office.posts() == []
    document = office.document()
    assert (document.state, document.held_reason, document.body) == (DocumentState.HELD, "account_not_linked", "")
    set_account(office, "5050", Active=True)
    assert len(office.sync().synced) == 1


def test_an_account_made_inactive_meanwhile_is_named(office: Office) -> None:
    office.sync()
    document = replace(office.document(), request_id="r-2", number="WO-2")
    set_account(office, "5050", Active=False)
    answer = office.quickbooks().send(replace(document, body=document.body.replace(office.document().number, "WO-2")))
    assert "QuickBooks refused it: 'Breakage' is inactive or gone." in str(answer)


def test_an_account_that_the_company_lacks_is_listed_and_holds_its_entries(unconnected: Office) -> None:
    set_account(unconnected, "5050", AcctNum="7050", Name="Smashed")
    (missing,) = unconnected.connect().unmatched
    assert missing.says == "No active account there has number 5050 or the name 'Breakage'."
    held = only(unconnected.sync().held)
    assert held.reason == "account_not_linked"
    assert "5050 Breakage is matched to no account" in held.says


def test_goods_that_quickbooks_tracks_wait_for_their_rail(office: Office) -> None:
    desk = Desk(office.running, REALM)
    ids = {name: {"value": desk.id_of(name)} for name in ("1200", "5050")}
    set_account(office, "3000", Name="Equity")
    income = desk.post("account", {"Name": "Sales", "AccountType": "Income"}).json["Account"]["Id"]
    item = {
        "Name": "Mug", "Type": "Inventory", "TrackQtyOnHand": True, "QtyOnHand": 60, "InvStartDate": "2026-01-01",
        "AssetAccountRef": ids["1200"], "ExpenseAccountRef": ids["5050"], "IncomeAccountRef": {"value": income},
    }  # fmt: skip
    assert desk.post("item", item).status == 200
    held = only(office.sync().held)
    assert held.reason == "needs_quantity_rail"
    assert held.says.startswith("QuickBooks tracks the quantity of 'Mug' in 1200 Inventory")
    assert office.posts() == []


def test_a_reversal_waits_for_what_it_reverses(office: Office) -> None:
    (original,) = office.books().history.entries
    office.post(mended(original, "WO-1002"))
    set_account(office, "5050", Active=False)
    assert [(each.entry, each.reason) for each in office.sync().held] == [
        ("WO-1001", "account_not_linked"),
        ("WO-1002", "original_waits"),
    ]
    set_account(office, "5050", Active=True)
    assert [each.entry for each in office.sync().synced] == ["WO-1001", "WO-1002"]
    assert Desk(office.running, REALM).balances("1200", "5050") == [900, 0]
    assert office.there()[1]["PrivateNote"] == "WO-1002 reverses WO-1001: dropped"


def test_a_line_to_payables_names_its_supplier(unconnected: Office) -> None:
    """The supplier takes the mugs back: Dr 2000 Payables, Cr 1200 Inventory."""
    payables = Account("2000", "2000", "Payables", "Payables", AccountType.ACCOUNTS_PAYABLE, usd("0"))
    with unconnected.store.client("kiln") as books:
        books.update_lists(Chart((*KILN.chart.accounts, payables)), KILN.stock)
    desk = Desk(unconnected.running, REALM)
    desk.post("account", {"Name": "Payables", "AccountType": "Accounts Payable", "AcctNum": "2000"})
    entry = broken(unconnected.books(), "2", number="WO-1002")
    debit = Line(Side.DEBIT, "2000", entry.lines[0].amount, Role.SUPPLIER, "acme pottery")
    unconnected.post(replace(entry, lines=(debit, entry.lines[1])))
    nobody = broken(unconnected.books(), "1", number="WO-1003")
    unconnected.post(replace(nobody, lines=(replace(debit, amount=nobody.lines[0].amount, party=""), nobody.lines[1])))
    unconnected.connect()
    receipt = unconnected.sync()
    assert [each.entry for each in receipt.held] == ["WO-1002", "WO-1003"]
    assert {each.reason for each in receipt.held} == {"supplier_missing"}
    assert receipt.held[0].says == "QuickBooks has no supplier 'acme pottery' for the line to 2000 Payables."
    vendor = unconnected.quickbooks().add_supplier("Acme Pottery")
    assert [each.entry for each in unconnected.sync().synced] == ["WO-1002"]
    line = unconnected.there()[1]["Line"][0]["JournalEntryLineDetail"]
    assert line["Entity"] == {"Type": "Vendor", "EntityRef": {"value": vendor, "name": "Acme Pottery"}}


def test_a_refused_entry_goes_out_anew_once_its_account_is_another(office: Office) -> None:
    office.running.script({"on": "journalentry", "fault": "api_fault", "codes": ["6000"]})
    office.sync()
    first = office.document()
    set_account(office, "5050", AcctNum="", Name="Smashed")
    Desk(office.running, REALM).post("account", {"Name": "Breakage", "AccountType": "Expense", "AcctNum": "5050"})
    office.connect()
    assert len(office.sync().synced) == 1
    again = office.document()
    assert (first.request_id[-2:], again.request_id[-2:]) == ("-1", "-2")
    assert first.number != again.number
    assert json.loads(first.body)["Line"][0] != json.loads(again.body)["Line"][0]
    assert len(office.there()) == 1


# ── Who and where ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_another_currency_is_refused_at_the_door(unconnected: Office) -> None:
    unconnected.running.set_preferences(REALM, CurrencyPrefs={"HomeCurrency": {"value": "GBP"}})
    with pytest.raises(RefusedByBooks, match="in GBP, and kiln in USD"):
        unconnected.connect()


def test_home_currency_is_said_where_there_are_several(office: Office) -> None:
    office.running.set_preferences(REALM, CurrencyPrefs={"MultiCurrencyEnabled": True})
    assert len(office.sync().synced) == 1
    assert json.loads(office.document().body)["CurrencyRef"] == {"value": "USD"}


def test_who_has_no_role_connects_and_sends_nothing(office: Office) -> None:
    for forbidden in (lambda: office.connect(by="eve"), lambda: office.sync(by="eve")):
        with pytest.raises(NotAllowed):
            forbidden()


def test_a_client_without_a_company_is_told_so(unconnected: Office) -> None:
    unconnected.connect()
    with unconnected.store.client("kiln") as books:
        company = books.company()
        assert company is not None
        books.save_company(replace(company, realm="77"))
    with pytest.raises(RefusedByBooks, match="kiln is not connected to this company"):
        unconnected.sync()


def test_the_company_starts_without_what_is_still_to_be_sent() -> None:
    seed = seed_of(KILN, ())
    assert seed["realm"] == realm_of("kiln")
    assert [row["balance"] for row in seed["accounts"]] == ["900.00", "-40.00", "860.00", "0.00"]
    assert [(row["name"], row["type"]) for row in seed["items"]] == [("Mug, blue", "NonInventory"), ("Clay", "NonInventory")]
