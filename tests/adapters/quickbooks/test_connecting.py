"""Consent, tokens and the session: nothing but an answer gets in, and no token gets out."""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from intuitlib import config

from assistant.adapters.quickbooks.company import quoted
from assistant.adapters.quickbooks.connecting import StoredKeys, Tokens
from assistant.adapters.quickbooks.faults import Fault, NotConnected, QuickBooksFault, fault_in
from assistant.adapters.quickbooks.practice import announced, on_this_machine
from assistant.adapters.quickbooks.session import QuickBooksSession, Waits
from assistant.errors import NotAllowed, OutsideServiceFailed
from tests.adapters.quickbooks.conftest import REALM, Office
from tests.practice.desk import Desk


def test_accounts_are_matched_by_number_and_stored_by_id(unconnected: Office) -> None:
    matching = unconnected.connect()
    assert matching.unmatched == ()
    desk = Desk(unconnected.running, REALM)
    with unconnected.store.client("kiln") as books:
        links, company = books.links(REALM), books.company()
    accounts = ("1200", "1290", "3000", "5050")
    assert {key: link.remote_id for key, link in links.items()} == {key: desk.id_of(key) for key in accounts}
    assert company is not None
    assert (company.realm, company.name, company.address) == (REALM, "Kiln Street Pottery", "practice")


def test_an_answer_to_another_question_is_refused(office: Office) -> None:
    connector = office.connector()
    with connector._client() as client, pytest.raises(NotConnected, match="does not answer what we asked"):
        connector._exchange(client, "http://127.0.0.1/connected?code=c&state=theirs&realmId=9130", "ours")


def test_a_person_who_declines_is_believed(office: Office) -> None:
    with pytest.raises(NotConnected, match="access_denied"):
        office.connector().connect_without_browser("none", state="s-2")


def test_the_library_finds_its_own_addresses_afterwards(office: Office) -> None:
    assert config.DISCOVERY_URL["sandbox"].startswith("https://developer.")
    assert office.connector().connect_without_browser(REALM, state="s-2").realm == REALM
    assert config.DISCOVERY_URL["sandbox"].startswith("https://developer.")


def test_eight_who_need_a_new_token_get_the_same(office: Office) -> None:
    keys = [StoredKeys(office.connector(), kept(office), office.change) for _ in range(2)]
    old = keys[0].access_token()
    with ThreadPoolExecutor(8) as pool:
        tokens = set(pool.map(lambda n: keys[n % 2].renewed(old), range(8)))
    assert len(tokens) == 1
    assert tokens == {Tokens.from_text(kept(office)).access}
    assert len([row for row in office.running.log()["requests"] if row["resource"] == "token"]) == 2


def kept(office: Office) -> str:
    with office.store.client("kiln") as books:
        company = books.company()
    assert company is not None
    return company.tokens


def test_tokens_are_in_no_log_no_error_and_no_trail(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = [Tokens.from_text(kept(office))]
    office.running.script({"on": "journalentry", "fault": "expire_token"}, {"on": "preferences", "fault": "api_fault"})
    with pytest.raises(QuickBooksFault) as raised:
        office.sync()
    office.sync()
    secrets.append(Tokens.from_text(kept(office)))
    with office.store.client("kiln") as books:
        told = f"{caplog.text} {raised.value} {raised.value.says} {books.events()} {books.company()} {secrets}"
    assert caplog.text
    assert [token for pair in secrets for token in (pair.access, pair.refresh) if token in told] == []


def test_a_token_goes_to_its_own_address_alone(office: Office) -> None:
    keys = StoredKeys(office.connector(), kept(office), office.change)
    session = QuickBooksSession(office.running.base_url, keys, Waits(office.sleep))
    with pytest.raises(AssertionError, match="another address"):
        session.request("GET", "https://quickbooks.api.intuit.com/v3/company/1/companyinfo/1")


@pytest.mark.parametrize("address", ["https://127.0.0.1:1", "http://127.0.0.1.evil.test", "http://localhost:1", "", "http://x@evil"])
def test_practice_is_on_this_machine_or_nowhere(address: str) -> None:
    with pytest.raises(NotAllowed):
        on_this_machine(address)


def test_an_announcement_holds_while_somebody_answers(office: Office, tmp_path: Any) -> None:
    path = tmp_path / "practice.url"
    assert announced(path) is None
    path.write_text(f"{office.running.base_url}\n", encoding="utf-8")
    assert announced(path) == office.running.base_url
    office.running.stop()
    assert announced(path) is None


def test_a_company_of_somebody_else_stays_shut(office: Office) -> None:
    office.running.seed({"realm": "77", "company": {"name": "Another"}})
    remote = office.quickbooks()
    remote.realm = remote._library.company_id = "77"
    with pytest.raises(NotConnected):
        remote.accounts()


def test_all_pages_are_read(office: Office) -> None:
    rows = [{"name": f"Account {n}", "type": "Expense"} for n in range(1001)]
    office.running.seed({"realm": "77", "company": {"name": "Large"}, "accounts": rows})
    granted = office.connector().connect_without_browser("77", state="s-2")
    remote = office.quickbooks(granted.tokens.to_text())
    remote.realm = remote._library.company_id = "77"
    assert len({account.id for account in remote.accounts()}) == 1001


def test_a_question_is_put_again_where_the_service_is_in_trouble(office: Office) -> None:
    office.running.script({"on": "query", "fault": "html_503"}, {"on": "query", "fault": "drop"})
    assert len(office.quickbooks().accounts()) == 4
    office.running.script(*[{"on": "query", "fault": "html_503"}] * 3)
    with pytest.raises(OutsideServiceFailed, match="HTTP 503"):
        office.quickbooks().accounts()


def test_no_text_ends_its_own_quoting(office: Office) -> None:
    assert quoted("O'Neill \\") == "'O\\'Neill \\\\'"
    assert office.quickbooks().find("x' OR Id > '0") == ()
    assert office.quickbooks().find("\\") == ()


GATEWAY = '{"fault":{"error":[{"message":"errorCode=003001; statusCode=429","detail":null,"code":"3001"}]}}'
WRONG_COMPANY = '<IntuitResponse><Fault><Error code="100"/></Fault></IntuitResponse>'
PAGE = "The answer is no JSON."


@pytest.mark.parametrize(
    ("status", "kind", "body", "codes", "words"),
    [
        (200, "application/json", '{"JournalEntry": {}, "fault": null}', None, ""),
        (200, "application/json", '{"Fault":{"Error":[{"Message":"m","Detail":"d","code":"006210"}]}}', ("6210",), "d"),
        (400, "application/json", '{"Fault":{"Error":[{"code":"6000"},{"code":"610"}]}}', ("6000", "610"), ""),
        (400, "application/json", '{"Fault":{"Error":[]}}', (), ""),
        (400, "application/json", '{"Fault":"odd"}', (), ""),
        (429, "application/json", GATEWAY, ("3001",), "errorCode=003001; statusCode=429"),
        (401, "application/xml", WRONG_COMPANY, ("100",), PAGE),
        (503, "text/html", "<h1>503</h1>", (), PAGE),
        (200, "text/html", "", (), PAGE),
        (500, "application/json", "[]", (), ""),
    ],
)
def test_every_shape_of_a_fault_is_read(status: int, kind: str, body: str, codes: tuple[str, ...] | None, words: str) -> None:
    response = requests.Response()
    response.status_code, response._content = status, body.encode()
    response.headers.update({"Content-Type": kind, "intuit_tid": "1-2-3", "Retry-After": "90"})
    assert fault_in(response) == (None if codes is None else Fault(status, codes, words, "1-2-3", 90.0))
