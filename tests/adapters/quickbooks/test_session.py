"""A request leaves for its own company alone, waits where it must, and what QuickBooks says of the access is kept with it."""

import pytest

from assistant.adapters.quickbooks.environments import PRODUCTION
from assistant.adapters.quickbooks.faults import AsksToWait, NoAnswer, NotConnected, NotReached, QuickBooksFault
from assistant.adapters.quickbooks.keys import FreshKeys
from assistant.adapters.quickbooks.pace import InMemory, Pace
from assistant.adapters.quickbooks.session import QuickBooksSession
from assistant.books.remote import ConnectionState
from assistant.practice.practice import Practice
from assistant.practice.service import Setting
from assistant.practice.store import Store
from assistant.practice.transport import PracticeTransport
from tests.adapters.quickbooks.line import BARE, REALM, Line


def test_a_refused_token_is_renewed_once(line: Line) -> None:
    line.running.script({"on": "companyinfo", "fault": "expire_token"})
    assert line.ask() == "Kiln Street Pottery"
    assert line.asked("companyinfo") == 2


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"fault": "wrong_realm"}, "belongs to another QuickBooks company"),
        ({"fault": "forbidden"}, "does not let this app in"),
        ({"fault": "api_fault", "status": 401, "codes": ["120"]}, "one of its administrators must connect it"),
        ({"fault": "api_fault", "status": 401, "codes": ["3200"]}, "not even renewed"),
    ],
)
def test_an_access_that_is_not_taken_is_marked_and_asks_no_more(line: Line, fault: dict[str, object], says: str) -> None:
    line.running.script(*[{"on": "companyinfo", **fault}] * 2)
    keys = line.keys()
    with pytest.raises(NotConnected, match=says):
        line.ask(keys)
    assert line.company().state is ConnectionState.RECONNECT
    assert line.company().says.endswith("What is still to be sent waits here.")
    served = line.running.log()["served"]
    for again in (keys, line.keys("another")):
        with pytest.raises(NotConnected, match=says):
            line.ask(again)
    assert line.running.log()["served"] == served


def test_a_page_without_a_code_marks_nothing(line: Line) -> None:
    line.running.script(*[{"on": "companyinfo", "fault": "html_503", "status": 401}] * 2)
    with pytest.raises(NotConnected):
        line.ask()
    assert line.company().state is ConnectionState.CONNECTED
    assert line.ask() == "Kiln Street Pottery"


def test_a_company_of_somebody_else_stays_shut(line: Line) -> None:
    line.running.seed({"realm": "77", "company": {"name": "Another"}})
    with pytest.raises(NotConnected, match="another QuickBooks company"):
        line.ask(realm="77")


def test_a_token_of_the_sandbox_opens_nothing_in_production(line: Line) -> None:
    """The two services would tell them apart; ours never come so far, but where a row was made to say so."""
    production = Practice(Store(None), Setting(line.clock, lambda: "x", environment="production"))
    transport = PracticeTransport(production, line.clock)  # type: ignore[arg-type]  # it is asked for the time alone
    production.seed(BARE)
    keys = FreshKeys(line.tokens())
    session = QuickBooksSession(line.addresses, keys, Pace(InMemory(line.clock), line.sleep), transport=transport)
    with pytest.raises(NotConnected, match="it is of another environment"):
        session.request("GET", f"{line.addresses.api_url}/company/{REALM}/companyinfo/{REALM}")


@pytest.mark.parametrize(
    "url", [f"{PRODUCTION.api_url}/company/1/companyinfo/1", "http://127.0.0.1:1/v3/x", "{base}.evil.test/v3/x"]
)
def test_a_token_goes_to_its_own_address_alone(line: Line, url: str) -> None:
    with pytest.raises(AssertionError, match="another address"):
        line.session().request("GET", url.replace("{base}", line.running.base_url))
    assert line.asked("token") == 1


def test_a_company_that_asks_to_wait_is_left_alone_for_a_minute(line: Line) -> None:
    line.running.script({"on": "companyinfo", "fault": "throttle"})
    assert line.ask() == "Kiln Street Pottery"
    assert line.slept == [60]


def test_a_company_that_says_how_long_is_left_alone_so_long(line: Line) -> None:
    line.running.script({"on": "companyinfo", "fault": "throttle", "retry_after": 90})
    assert line.ask() == "Kiln Street Pottery"
    assert line.slept == [90]


def test_a_company_that_goes_on_asking_to_wait_is_left_for_later(line: Line) -> None:
    line.running.script(*[{"on": "companyinfo", "fault": "throttle_fault"}] * 4)
    with pytest.raises(AsksToWait):
        line.ask()
    assert line.slept == [60, 60, 60]


def test_what_went_wrong_is_told_apart(line: Line) -> None:
    line.running.script({"on": "companyinfo", "fault": "api_fault", "codes": ["6000"]})
    with pytest.raises(QuickBooksFault) as raised:
        line.ask()
    assert raised.value.fault.codes == ("6000",)
    line.running.script({"on": "companyinfo", "fault": "drop"}, {"on": "companyinfo", "fault": "stall", "seconds": 5})
    for _ in range(2):
        with pytest.raises(NoAnswer):
            line.ask()
    line.running.stop()
    with pytest.raises(NotReached):
        line.ask()
