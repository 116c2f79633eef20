"""python-quickbooks and intuit-oauth as clients: what our adapter will use finds here what it would find in a live company."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import requests
from intuitlib import config
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError
from quickbooks import QuickBooks
from quickbooks.cdc import change_data_capture
from quickbooks.exceptions import AuthorizationException, ObjectNotFoundException, QuickbooksException, ValidationException
from quickbooks.objects import Account, Bill, CompanyInfo, Item, JournalEntry, Preferences, Ref, Vendor, VendorCredit
from quickbooks.objects.detailline import ItemBasedExpenseLine, ItemBasedExpenseLineDetail
from quickbooks.objects.journalentry import JournalEntryLine, JournalEntryLineDetail

from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET
from assistant.practice.server import Running
from tests.practice.desk import CALLBACK, Desk, callback, http


@dataclass
class Session:
    """All that python-quickbooks asks of a session."""

    access_token: str

    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            return session.request(method, url, timeout=20, **kwargs)


@pytest.fixture
def auth(running: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[AuthClient]:
    monkeypatch.setitem(config.DISCOVERY_URL, "sandbox", running.discovery_url)
    with AuthClient(CLIENT_ID, CLIENT_SECRET, CALLBACK, "sandbox", state_token="s-1") as client:
        consent = client.get_authorization_url([Scopes.ACCOUNTING])
        back = callback(http("GET", f"{consent}&company=9130"))
        assert back["state"] == "s-1"
        client.get_bearer_token(back["code"], realm_id=back["realmId"])
        yield client


@pytest.fixture
def qb(auth: AuthClient, running: Running) -> QuickBooks:
    books = QuickBooks(company_id=auth.realm_id, minorversion=75)
    books.sandbox = True
    books.sandbox_api_url_v3 = running.api_url
    books.session = Session(auth.access_token)
    return books


def entry(qb: QuickBooks, number: str, amount: float) -> JournalEntry:
    """The library's own entry object, sides 5050 and 1200."""
    page = JournalEntry()
    page.DocNumber, page.TxnDate = number, "2026-10-02"
    for side, name in (("Debit", "Breakage"), ("Credit", "Inventory")):
        line = JournalEntryLine()
        line.Amount, line.JournalEntryLineDetail = amount, JournalEntryLineDetail()
        line.JournalEntryLineDetail.PostingType = side
        line.JournalEntryLineDetail.AccountRef = Account.filter(Name=name, qb=qb)[0].to_ref()
        page.Line.append(line)
    return page


def test_tokens_are_exchanged_refreshed_and_revoked(auth: AuthClient) -> None:
    assert (auth.expires_in, auth.x_refresh_token_expires_in) == (3600, 8_726_400)
    old = auth.refresh_token
    auth.refresh()
    assert auth.refresh_token != old
    with pytest.raises(AuthClientError) as refused:
        auth.refresh(refresh_token=old)
    assert refused.value.status_code == 400
    assert "invalid_grant" in str(refused.value.content)
    assert refused.value.intuit_tid
    assert auth.revoke() is True


def test_reading_the_lists(qb: QuickBooks) -> None:
    assert len(Account.all(qb=qb)) == 9
    (inventory,) = Account.where("AccountType = 'Other Current Asset'", qb=qb)
    assert (inventory.AcctNum, inventory.CurrentBalance) == ("1200", 1000)
    assert Account.count("Active IN (true, false)", qb=qb) == 10
    assert [item.Name for item in Item.filter(Type="Inventory", qb=qb)] == ["Mug"]
    assert Vendor.get(1, qb=qb).DisplayName == "Acme Pottery"
    assert CompanyInfo.get(qb.company_id, qb=qb).CompanyName == "Harbour Cafe"
    assert Preferences.get(qb=qb).CurrencyPrefs.HomeCurrency.value == "USD"


def test_our_own_body_posted_once_with_a_request_id(qb: QuickBooks, desk: Desk) -> None:
    url = f"{qb.api_url}/company/{qb.company_id}/journalentry"
    body = desk.breakage(1234567.89, DocNumber="WO-1")
    first = qb.post(url, json.dumps(body), request_id="r-1")["JournalEntry"]
    again = qb.post(url, json.dumps(body), request_id="r-1")["JournalEntry"]
    assert first == again
    assert first["Line"][0]["Amount"] == 1234567.89
    (found,) = JournalEntry.where("DocNumber = 'WO-1'", qb=qb)
    assert found.Id == first["Id"]


def test_the_librarys_own_objects_are_saved_changed_and_deleted(qb: QuickBooks) -> None:
    saved = entry(qb, "WO-1", 49.80).save(qb=qb, request_id="r-1", params={})
    assert (saved.DocNumber, saved.TotalAmt) == ("WO-1", 0)
    saved.PrivateNote = "Found behind the shelf"
    changed = saved.save(qb=qb)
    assert (changed.SyncToken, changed.PrivateNote) == ("1", "Found behind the shelf")
    (captured,) = change_data_capture([JournalEntry], "2026-11-20T00:00:00-08:00", qb=qb).JournalEntry
    assert captured.Id == saved.Id
    assert changed.delete(qb=qb)["JournalEntry"]["status"] == "Deleted"
    assert JournalEntry.all(qb=qb) == []


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        ({"fault": "expire_token"}, AuthorizationException, 401),
        ({"fault": "throttle"}, QuickbooksException, 10000),
        ({"fault": "throttle_fault"}, ValidationException, 3001),
        ({"fault": "html_503"}, QuickbooksException, 10000),
        ({"fault": "fault_in_200", "codes": ["6210"]}, QuickbooksException, 6210),
        ({"fault": "api_fault", "codes": ["610"]}, ObjectNotFoundException, 610),
    ],
)
def test_what_the_library_makes_of_each_fault(
    qb: QuickBooks, running: Running, fault: dict[str, Any], error: type[QuickbooksException], code: int
) -> None:
    page = entry(qb, "WO-1", 49.80)
    running.script({"on": "journalentry", **fault})
    with pytest.raises(error) as raised:
        page.save(qb=qb, request_id="r-1")
    assert raised.value.error_code == code


def test_an_amount_as_decimal_is_sent_as_text_and_refused(qb: QuickBooks) -> None:
    with pytest.raises(ValidationException) as raised:
        entry(qb, "WO-1", Decimal("49.80")).save(qb=qb)  # type: ignore[arg-type]
    assert raised.value.error_code == 2090


def test_an_answer_that_never_comes_is_safe_to_ask_for_again(qb: QuickBooks, running: Running) -> None:
    page = entry(qb, "WO-1", 49.80)
    running.script({"on": "journalentry", "fault": "commit_then_drop"})
    with pytest.raises(requests.ConnectionError):
        page.save(qb=qb, request_id="r-1")
    (made,) = JournalEntry.where("DocNumber = 'WO-1'", qb=qb)
    assert page.save(qb=qb, request_id="r-1").Id == made.Id
    assert len(JournalEntry.all(qb=qb)) == 1


def goods(qb: QuickBooks, count: int, price: float) -> ItemBasedExpenseLine:
    """The library's own line of mugs."""
    line, detail = ItemBasedExpenseLine(), ItemBasedExpenseLineDetail()
    detail.ItemRef, detail.Qty, detail.UnitPrice = Ref(), count, price
    detail.ItemRef.value = Item.where("Name = 'Mug'", qb=qb)[0].Id
    line.Amount, line.ItemBasedExpenseLineDetail = count * price, detail
    return line


@pytest.mark.parametrize(("kind", "left"), [(VendorCredit, 7), (Bill, 17)])
def test_goods_go_back_and_come_in(qb: QuickBooks, kind: type[VendorCredit | Bill], left: int) -> None:
    document = kind()
    document.VendorRef, document.DocNumber, document.TxnDate = Ref(), "WO-1", "2026-10-02"
    document.VendorRef.value = Vendor.all(qb=qb)[0].Id
    document.Line = [goods(qb, 5, 4.15)]
    saved = document.save(qb=qb)
    assert (saved.TotalAmt, saved.VendorRef.name) == (20.75, "Acme Pottery")
    assert kind.where("DocNumber = 'WO-1'", qb=qb)[0].Id == saved.Id
    assert Item.where("Name = 'Mug'", qb=qb)[0].QtyOnHand == left


def test_an_adjustment_for_which_the_library_has_no_class(qb: QuickBooks, desk: Desk) -> None:
    detail = {"ItemRef": {"value": Item.where("Name = 'Mug'", qb=qb)[0].Id}, "QtyDiff": -2}
    line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
    body = {"TxnDate": "2026-10-02", "AdjustAccountRef": {"value": desk.id_of("5050")}, "Line": [line]}
    url = f"{qb.api_url}/company/{qb.company_id}/inventoryadjustment"
    first = qb.post(url, json.dumps(body), request_id="r-1")["InventoryAdjustment"]
    assert qb.post(url, json.dumps(body), request_id="r-1")["InventoryAdjustment"] == first
    assert Item.where("Name = 'Mug'", qb=qb)[0].QtyOnHand == 10
    report = qb.get_report("InventoryValuationSummary")
    assert report["Header"]["ReportName"] == "InventoryValuationSummary"
