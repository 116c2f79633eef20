"""The address that a person comes back with is data: ours, whole, once and in time, or refused."""

from urllib.parse import urlsplit

import pytest
import requests

from assistant.adapters.quickbooks.faults import NotConnected
from tests.adapters.quickbooks.conftest import Office
from tests.adapters.quickbooks.line import REALM

CALLBACK = "http://127.0.0.1/connected"


def came_back(office: Office, state: str = "ours") -> str:
    """Consents as a person does, and answers where the browser ends."""
    address = office.connector().consent_address(state)
    answer = requests.get(address, params={"company": REALM}, allow_redirects=False, timeout=5)
    return answer.headers["Location"]


def test_consent_grants_the_company_that_was_chosen(unconnected: Office) -> None:
    granted = unconnected.connector().granted(f"  {came_back(unconnected)}\n", "ours")
    now = unconnected.now()
    assert granted.realm == REALM
    ends = [(moment - now).total_seconds() for moment in (granted.lifetime.access_until, granted.lifetime.refresh_until)]
    assert ends == [3600, 8_726_400]
    assert (granted.lifetime.hard_until - now).days == 5 * 365


def test_an_answer_counts_once(unconnected: Office) -> None:
    answer = came_back(unconnected)
    unconnected.connector().granted(answer, "ours")
    with pytest.raises(NotConnected, match="or was used before"):
        unconnected.connector().granted(answer, "ours")


def test_an_answer_counts_for_ten_minutes(unconnected: Office) -> None:
    answer = came_back(unconnected)
    unconnected.clock.seconds += 601
    with pytest.raises(NotConnected, match="some minutes old"):
        unconnected.connector().granted(answer, "ours")


def test_an_answer_to_another_question_is_refused(unconnected: Office) -> None:
    with pytest.raises(NotConnected, match="does not answer what we asked"):
        unconnected.connector().granted(came_back(unconnected, "theirs"), "ours")
    assert "token" not in {row["resource"] for row in unconnected.running.log()["requests"]}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "not an address",
        "http://[::1/connected?code=c&state=ours&realmId=1",
        "https://127.0.0.1/connected?code=c&state=ours&realmId=1",
        "http://127.0.0.1:80/connected?code=c&state=ours&realmId=1",
        "http://127.0.0.1@evil.test/connected?code=c&state=ours&realmId=1",
        "http://127.0.0.1/elsewhere?code=c&state=ours&realmId=1",
        "http://evil.test/connected?code=c&state=ours&realmId=1",
    ],
)
def test_an_address_of_somebody_else_is_refused(unconnected: Office, address: str) -> None:
    with pytest.raises(NotConnected, match="not the address that QuickBooks sends people back to") as refused:
        unconnected.connector().granted(address, "ours")
    assert urlsplit(CALLBACK).path in refused.value.remedy
    assert not unconnected.connector().is_answer(address, "ours")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("state=ours&realmId=1", "no code"),
        ("code=c&state=ours", "no code"),
        ("code=c&state=ours&realmId=../../1", "no code"),
        ("code=c&realmId=1", "does not answer what we asked"),
        ("error=access_denied&state=ours", "access_denied"),
        ("error=%3Cscript%3E&state=ours", "no code"),
        ("code=c&code=d&state=ours&realmId=1", "says the same thing twice"),
        ("code=c&state=ours&state=ours&realmId=1", "says the same thing twice"),
        ("&".join(f"a{n}=1" for n in range(50)), "not the address"),
    ],
)
def test_what_is_missing_or_odd_gives_no_access(unconnected: Office, query: str, says: str) -> None:
    with pytest.raises(NotConnected, match=says) as refused:
        unconnected.connector().granted(f"{CALLBACK}?{query}", "ours")
    assert "script" not in f"{refused.value.says} {refused.value.remedy}"
    assert "token" not in {row["resource"] for row in unconnected.running.log()["requests"]}
