"""What a client of `requests` meets in process: the same as over a socket, on the company's clock."""

from typing import Any

import pytest
import requests
from requests.exceptions import ChunkedEncodingError, ReadTimeout
from requests.exceptions import ConnectionError as NoConnection
from urllib3.exceptions import MaxRetryError, NewConnectionError, ProtocolError

from assistant.practice.faults import read_fault
from assistant.practice.server import start
from tests.practice.desk import CAFE, Clock, Desk
from tests.practice.inside import NOON, Inside


def struck(app: Inside, **row: Any) -> Inside:
    app.practice.script.add([read_fault({"on": "journalentry", **row})])
    return app


@pytest.fixture
def app() -> Inside:
    return Inside()


def test_a_request_and_its_answer(app: Inside) -> None:
    answer = app.send("POST", "journalentry", json=app.breakage(), params={"requestid": "r-1"})
    assert (answer.status_code, answer.reason, answer.encoding) == (200, "OK", "UTF-8")
    assert answer.headers["intuit_tid"]
    assert answer.json()["JournalEntry"]["DocNumber"] == "WO-1"
    assert app.practice.log.read()["requests"][-1]["requestid"] == "r-1"


def test_a_request_takes_its_time_on_the_clock() -> None:
    app = Inside(latency_seconds=0.25)
    before = app.clock.now()
    app.get("preferences")
    app.get("preferences")
    assert app.clock.now() == before + 0.5


def test_a_client_waits_no_longer_than_its_patience(app: Inside) -> None:
    body = app.breakage()
    struck(app, fault="commit_then_stall", seconds=120)
    with pytest.raises(ReadTimeout):
        app.send("POST", "journalentry", timeout=30, json=body)
    assert app.clock.now() == NOON + 30
    assert app.entries() == 1


def test_a_client_with_more_patience_sees_the_connection_close(app: Inside) -> None:
    body = app.breakage()
    struck(app, fault="stall", seconds=120)
    with pytest.raises(NoConnection) as closed:
        app.send("POST", "journalentry", timeout=130, json=body)
    assert isinstance(closed.value.args[0], ProtocolError)
    assert app.clock.now() == NOON + 120
    assert app.entries() == 0


@pytest.mark.parametrize(("timeout", "comes"), [(31, True), (29, False), (None, True)])
def test_a_slow_answer_comes_to_who_waits(app: Inside, timeout: float | None, comes: bool) -> None:
    body = app.breakage()
    struck(app, fault="slow", seconds=30)
    if comes:
        assert app.send("POST", "journalentry", timeout=timeout, json=body).status_code == 200
    else:
        with pytest.raises(ReadTimeout):
            app.send("POST", "journalentry", timeout=timeout, json=body)
    assert app.entries() == 1


def test_a_body_that_ends_too_soon(app: Inside) -> None:
    body = app.breakage()
    struck(app, fault="cut_off")
    with pytest.raises(ChunkedEncodingError):
        app.send("POST", "journalentry", json=body)
    assert app.entries() == 1


def test_nobody_listens_for_a_while(app: Inside) -> None:
    body = app.breakage()
    struck(app, fault="refuse", seconds=60)
    for _ in range(2):
        with pytest.raises(NoConnection) as refused:
            app.send("POST", "journalentry", json=body)
        assert isinstance(refused.value.args[0], MaxRetryError)
        assert isinstance(refused.value.args[0].reason, NewConnectionError)
        app.clock.advance(29)
    app.clock.advance(2)
    assert app.entries() == 0


def over_a_socket(fault: dict[str, Any]) -> BaseException | None:
    """What requests raises of the same fault behind a real server."""
    with start(now=Clock()) as running:
        running.seed(CAFE)
        desk = Desk(running)
        url = f"{running.api_url}/company/9130/preferences"
        running.script({"on": "preferences", **fault})
        return raised(requests.Session(), url, desk.tokens["access_token"])


def raised(session: requests.Session, url: str, token: str) -> BaseException | None:
    session.trust_env = False
    try:
        session.get(url, headers={"Authorization": f"Bearer {token}"}, timeout=0.5)
    except requests.RequestException as error:
        return error
    return None


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "drop"},
        {"fault": "commit_then_drop"},
        {"fault": "stall", "seconds": 0.7},
        {"fault": "stall", "seconds": 0.1},
        {"fault": "slow", "seconds": 0.7},
        {"fault": "slow", "seconds": 0.1},
        {"fault": "cut_off"},
        {"fault": "truncated"},
        {"fault": "html_503"},
    ],
)
def test_it_meets_what_it_would_meet_over_a_socket(app: Inside, fault: dict[str, Any]) -> None:
    app.practice.script.add([read_fault({"on": "preferences", **fault})])
    url = f"{app.transport.api_url}/company/9130/preferences"
    here, there = raised(app.session, url, app.tokens["access_token"]), over_a_socket(fault)
    assert (type(here), type(_cause(here))) == (type(there), type(_cause(there)))


def _cause(error: BaseException | None) -> object:
    return error.args[0] if error is not None and error.args else None
