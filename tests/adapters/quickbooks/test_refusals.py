"""Every code by which QuickBooks is known to say no, over real HTTP: what becomes of the document, and what a bookkeeper is told.

Whatever is refused is not there, and goes out once as it is, unchanged, when nothing stands against it any more.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import requests

from assistant.adapters.quickbooks.faults import AsksToWait, Fault, Lapsed, NotConnected, fault_in
from assistant.books.plan import HeldReason
from assistant.errors import OutsideServiceFailed
from assistant.syncing.port import NOT_ENTITLED, REFUSED, Kept, Refused, Unclear
from tests.adapters.quickbooks.codes import CODES, No
from tests.adapters.quickbooks.window import Window, over_http
from tests.practice.stockroom import seed


@pytest.fixture
def window() -> Iterator[Window]:
    with over_http(seed()) as window:
        yield window


@pytest.mark.parametrize("spelling", ["api_fault", "fault_in_200", "gateway_fault"])
@pytest.mark.parametrize("no", CODES, ids=str)
def test_every_code_means_the_same_in_every_spelling(window: Window, no: No, spelling: str) -> None:
    document = window.journal()
    fault: dict[str, Any] = {"on": "journalentry", "fault": spelling, "codes": [no.code]}
    status = 200 if spelling == "fault_in_200" else no.status
    window.script(*[{**fault, "status": status}] * (2 if status == 401 else 1))  # a token that is refused is renewed once
    if isinstance(no.comes_to, str):
        answer = window.quickbooks.send(document)
        assert isinstance(answer, Refused)
        says, remedy = answer.says, answer.remedy
        assert answer.reason == no.comes_to
        assert f"[{no.code}, its request 1-" in says
        assert "Scripted fault" in says
    else:
        with pytest.raises(OutsideServiceFailed) as raised:
            window.quickbooks.send(document)
        assert type(raised.value) is no.comes_to
        says, remedy = raised.value.says, raised.value.remedy
    assert no.says in says
    assert no.remedy in remedy
    assert window.quickbooks.find(document.kind, document.number) == ()
    assert isinstance(window.quickbooks.send(document), Kept)
    assert len(window.quickbooks.find(document.kind, document.number)) == 1


@pytest.mark.parametrize("fault", ["throttle", "throttle_fault"])
def test_too_much_is_waited_out_so_often_and_then_said(window: Window, fault: str) -> None:
    document, before = window.journal(), window.clock()
    window.script(*[{"on": "journalentry", "fault": fault}] * 4)
    with pytest.raises(AsksToWait, match="takes no more requests for now"):
        window.quickbooks.send(document)
    assert window.clock() - before >= 180
    assert isinstance(window.quickbooks.send(document), Kept)


@pytest.mark.parametrize(
    "fault",
    [
        *({"fault": "html_503", "status": status} for status in (500, 502, 503, 504)),
        {"fault": "json_500"},
        {"fault": "api_fault", "codes": ["10000"]},
        {"fault": "api_fault", "codes": ["6210"], "status": 500},
        {"fault": "api_fault", "codes": []},
        {"fault": "html_200"},
    ],
    ids=str,
)
def test_trouble_in_the_service_settles_nothing(window: Window, fault: dict[str, Any]) -> None:
    document = window.journal()
    window.script({"on": "journalentry", **fault})
    assert isinstance(window.quickbooks.send(document), Unclear)


def test_a_token_of_another_company_meets_xml(window: Window) -> None:
    window.script(*[{"on": "journalentry", "fault": "wrong_realm"}] * 2)
    with pytest.raises(NotConnected, match="another QuickBooks company"):
        window.quickbooks.send(window.journal())
    assert window.keys.told


# ── By the company's own rules ───────────────────────────────────────────────────────────────────────────────────────


def refused(answer: object) -> Refused:
    assert isinstance(answer, Refused), answer
    return answer


def test_what_was_made_inactive_meanwhile_is_named(window: Window) -> None:
    """QuickBooks says that something was made inactive, and not what."""
    journal, adjustment, credit = window.journal(), window.adjustment(), window.credit()
    window.by_someone("update", "Account", Id=window.account("5050"), Active=False)
    answer = refused(window.quickbooks.send(journal))
    assert answer.reason == HeldReason.ACCOUNT_NOT_LINKED
    assert answer.says.startswith("Account “Cost of goods:Breakage” is inactive or gone in QuickBooks. (QuickBooks: “Object Not")
    window.by_someone("update", "Account", Id=window.account("5050"), Active=True)
    window.by_someone("update", "Vendor", Id=window.vendor(), Active=False)
    answer = refused(window.quickbooks.send(credit))
    assert (answer.reason, answer.says.split(" is ")[0]) == (HeldReason.SUPPLIER_MISSING, "Vendor “Acme Pottery”")
    window.by_someone("update", "Item", Id=window.item("Bowl"), Active=False)
    answer = refused(window.quickbooks.send(adjustment))
    assert (answer.reason, answer.says.split(" is ")[0]) == (HeldReason.ITEM_NOT_LINKED, "Item “Bowl”")
    assert isinstance(window.quickbooks.send(journal), Kept)


def test_what_is_not_there_is_named_by_its_id(window: Window) -> None:
    document = window.adjustment()
    elsewhere = document.body.replace(f'"value":"{window.item("Bowl")}"', '"value":"777"')
    answer = refused(window.quickbooks.send(replace(document, body=elsewhere)))
    assert (answer.reason, answer.says.split(" is ")[0]) == (HeldReason.ITEM_NOT_LINKED, "Item with Id 777")


def test_a_name_that_cannot_be_looked_up_leaves_the_refusal_as_it_is(window: Window) -> None:
    document = window.journal()
    window.by_someone("update", "Account", Id=window.account("5050"), Active=False)
    window.script(*[{"on": "query", "fault": "html_503"}] * 3)
    assert refused(window.quickbooks.send(document)).reason == REFUSED


def test_a_closed_period_holds_and_goes_out_once_it_is_open(window: Window) -> None:
    for document in (window.journal(), window.adjustment(), window.credit()):
        window.practice.set_preferences("9130", {"AccountingInfoPrefs": {"BookCloseDate": "2026-11-20"}})
        assert refused(window.quickbooks.send(document)).reason == HeldReason.PERIOD_CLOSED
        window.practice.set_preferences("9130", {"AccountingInfoPrefs": {"BookCloseDate": "2026-11-19"}})
        assert isinstance(window.quickbooks.send(document), Kept)


def test_goods_of_a_day_before_they_were_tracked_are_held(window: Window) -> None:
    assert refused(window.quickbooks.send(window.adjustment(on="2023-12-31"))).reason == HeldReason.BEFORE_START


@pytest.mark.parametrize("company", [{"plan": "Essentials"}, {"country": "GB"}])
def test_a_company_that_takes_no_adjustment_says_so(company: dict[str, str]) -> None:
    with over_http(seed(**company)) as window:
        answer = refused(window.quickbooks.send(window.adjustment()))
        assert answer.reason == NOT_ENTITLED
        assert "Goods become tasks to type there" in answer.remedy
        assert isinstance(window.quickbooks.send(window.journal()), Kept)


def test_a_403_to_an_adjustment_is_final_in_whatever_words(window: Window) -> None:
    """One public integration treats it so; to a journal entry it is a refusal as any other."""
    sent = {"fault": "api_fault", "codes": ["7777"], "status": 403}
    window.script({"on": "inventoryadjustment", **sent}, {"on": "journalentry", **sent})
    assert refused(window.quickbooks.send(window.adjustment())).reason == NOT_ENTITLED
    assert refused(window.quickbooks.send(window.journal())).reason == REFUSED


def test_a_lapsed_company_answers_nothing_and_keeps_nothing() -> None:
    with over_http(seed()) as window:
        document = window.journal()
        window.by_someone("update", "Company", lapsed=True)
        for ask in (lambda: window.quickbooks.send(document), lambda: window.quickbooks.pull(at=window.now())):
            with pytest.raises(Lapsed, match="subscription has lapsed; nothing was sent"):
                ask()


def test_a_number_of_another_kind_of_document_is_not_ours(window: Window) -> None:
    answer = window.script({"on": "vendorcredit", "fault": "api_fault", "codes": ["6140"]}).quickbooks.send(window.credit())
    assert refused(answer).says.startswith("Another document in QuickBooks bears this document's number already.")


# ── The shapes ───────────────────────────────────────────────────────────────────────────────────────────────────────

GATEWAY = '{"fault":{"error":[{"message":"errorCode=003001; statusCode=429","detail":null,"code":"3001"}]}}'
WRONG_COMPANY = '<IntuitResponse><Fault><Error code="100"/></Fault></IntuitResponse>'
PAGE = "The answer is no JSON."


@pytest.mark.parametrize(
    ("status", "kind", "body", "codes", "words"),
    [
        (200, "application/json", '{"JournalEntry": {}, "fault": null}', None, ""),
        (200, "application/json", '{"Fault":{"Error":[{"Message":"m","Detail":"d","code":"006210"}]}}', ("6210",), "d"),
        (400, "application/json", '{"Fault":{"Error":[{"code":"6000"},{"code":"610"}]}}', ("6000", "610"), ""),
        (400, "application/json", '{"Fault":{"Error":[{"code":6000,"Detail":"a\\u202e\\n b"}]}}', ("6000",), "a b"),
        (400, "application/json", '{"Fault":{"Error":[]}}', (), ""),
        (400, "application/json", '{"Fault":"odd"}', (), ""),
        (429, "application/json", GATEWAY, ("3001",), "errorCode=003001; statusCode=429"),
        (401, "application/xml", WRONG_COMPANY, ("100",), PAGE),
        (503, "text/html", "<h1>503</h1>", (), PAGE),
        (200, "text/html", "", (), PAGE),
        (500, "application/json", "[]", (), "The answer is no object."),
        (200, "application/json", "null", (), "The answer is no object."),
    ],
)
def test_every_shape_of_a_fault_is_read(status: int, kind: str, body: str, codes: tuple[str, ...] | None, words: str) -> None:
    response = requests.Response()
    response.status_code, response._content = status, body.encode()
    response.headers.update({"Content-Type": kind, "intuit_tid": "1-2-3", "Retry-After": "90"})
    assert fault_in(response) == (None if codes is None else Fault(status, codes, words, "1-2-3", 90.0))
