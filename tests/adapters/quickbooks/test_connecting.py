"""A person's consent to tokens, and a company that stays shut: nothing but an answer gets in."""

from typing import Any

import pytest

from assistant.adapters.quickbooks.asking import quoted
from assistant.adapters.quickbooks.faults import NotConnected
from assistant.adapters.quickbooks.keys import FreshKeys
from assistant.adapters.quickbooks.practice import announced
from assistant.books.remote import Environment
from assistant.errors import OutsideServiceFailed
from tests.adapters.quickbooks.conftest import Office
from tests.adapters.quickbooks.line import REALM


def test_the_company_that_gave_access_is_the_clients(unconnected: Office) -> None:
    company = unconnected.connect()
    assert company == unconnected.company()
    assert (company.realm, company.name, company.environment) == (REALM, "Kiln Street Pottery", Environment.PRACTICE)


def test_a_person_who_declines_is_believed(office: Office) -> None:
    with pytest.raises(NotConnected, match="access_denied"):
        office.connector().connect_without_browser("none", state="s-2")


def test_an_announcement_holds_while_somebody_answers(office: Office, tmp_path: Any) -> None:
    path = tmp_path / "practice.url"
    assert announced(path) is None
    path.write_text(f"{office.running.base_url}\n", encoding="utf-8")
    assert announced(path) == office.running.base_url
    office.running.stop()
    assert announced(path) is None


def test_a_company_of_somebody_else_stays_shut(office: Office) -> None:
    office.running.seed({"realm": "77", "company": {"name": "Another"}})
    remote = office.quickbooks(realm="77")
    with pytest.raises(NotConnected):
        remote.accounts()


def test_all_pages_are_read(office: Office) -> None:
    rows = [{"name": f"Account {n}", "type": "Expense"} for n in range(1001)]
    office.running.seed({"realm": "77", "company": {"name": "Large"}, "accounts": rows})
    granted = office.connector().connect_without_browser("77", state="s-2")
    remote = office.quickbooks(FreshKeys(granted.tokens), "77")
    assert len({account.id for account in remote.accounts()}) == 1001


def test_a_question_is_put_again_where_the_service_is_in_trouble(office: Office) -> None:
    office.running.script({"on": "query", "fault": "html_503"}, {"on": "query", "fault": "drop"})
    assert len(office.quickbooks().accounts()) == 4
    office.running.script(*[{"on": "query", "fault": "html_503"}] * 3)
    with pytest.raises(OutsideServiceFailed, match="HTTP 503"):
        office.quickbooks().accounts()


def test_no_text_ends_its_own_quoting(office: Office) -> None:
    assert quoted("O'Neill \\") == "'O\\'Neill \\\\'"
    assert office.quickbooks().find("JournalEntry", "x' OR Id > '0") == ()
    assert office.quickbooks().find("JournalEntry", "\\") == ()
