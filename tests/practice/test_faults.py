"""Trouble on demand: what the client sees, whether the entry is there, and what the log proves."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from urllib.error import URLError

import pytest

from assistant.practice.faults import FaultRefused
from assistant.practice.server import start
from tests.practice.desk import CAFE, Clock, Desk, Reply, token
from tests.practice.desk import http as http_call

NO_ANSWER = (http.client.RemoteDisconnected, ConnectionError, URLError, TimeoutError)


def entries(desk: Desk) -> int:
    return len(desk.rows("SELECT * FROM JournalEntry"))


def post(desk: Desk) -> Reply:
    return desk.post("journalentry", desk.breakage(DocNumber="WO-1"), requestid="r-1")


def test_throttled_by_the_gateway(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "throttle"})
    reply = post(desk)
    assert reply.status == 429
    assert "Fault" not in reply.json
    assert reply.json["fault"]["type"] == "SERVICE"
    (error,) = reply.json["fault"]["error"]
    assert (error["code"], error["detail"]) == ("3001", None)
    assert error["message"] == "message=ThrottleExceeded; errorCode=003001; statusCode=429"
    assert "Retry-After" not in reply.headers
    assert entries(desk) == 0
    assert post(desk).status == 200, "it strikes once"


def test_throttled_in_the_apis_spelling_with_a_code_that_is_text(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "throttle_fault"})
    reply = post(desk)
    assert (reply.status, reply.code, reply.json["Fault"]["type"]) == (429, "003001", "SERVICE")


def test_a_fault_may_come_with_200(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "fault_in_200", "codes": ["5020"]})
    reply = post(desk)
    assert (reply.status, reply.code) == (200, "5020")
    assert entries(desk) == 0


def test_a_fault_may_hold_several_errors(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "api_fault", "codes": ["610", "2500"], "status": 403})
    reply = post(desk)
    assert reply.status == 403
    assert [error["code"] for error in reply.json["Fault"]["Error"]] == ["610", "2500"]


def test_a_page_in_place_of_an_answer(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "html_503"})
    reply = post(desk)
    assert reply.status == 503
    assert reply.headers["Content-Type"].startswith("text/html")
    assert reply.text.startswith("<!DOCTYPE html>")
    assert entries(desk) == 0


def test_a_token_that_dies_early_stays_dead_and_a_refresh_mends_it(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "expire_token"})
    body = desk.breakage()
    assert desk.post("journalentry", body).status == 401
    assert desk.post("journalentry", body).status == 401
    desk.tokens = token(desk.running, grant_type="refresh_token", refresh_token=desk.tokens["refresh_token"]).json
    assert desk.post("journalentry", body).status == 200


@pytest.mark.parametrize(
    ("fault", "carried_out"),
    [("drop", 0), ("stall", 0), ("commit_then_drop", 1), ("commit_then_stall", 1)],
)
def test_no_answer_and_what_became_of_it(desk: Desk, fault: str, carried_out: int) -> None:
    desk.running.script({"on": "journalentry", "fault": fault, "seconds": 0})
    with pytest.raises(NO_ANSWER):
        post(desk)
    assert entries(desk) == carried_out
    assert post(desk).status == 200
    assert entries(desk) == 1, "the same request id makes the resend safe"
    log = [(row["status"], row["fault"], row["replayed"]) for row in desk.running.log()["requests"] if row["requestid"] == "r-1"]
    assert log == [(None, fault, False), (200, None, bool(carried_out))]


def test_a_page_though_the_entry_was_made(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "commit_then_503"})
    assert post(desk).status == 503
    assert entries(desk) == 1


def test_a_stalled_request_ends_when_the_server_stops(clock: Clock) -> None:
    running = start(now=clock)
    running.seed(CAFE)
    desk = Desk(running)
    running.script({"on": "journalentry", "fault": "stall", "seconds": 3600})
    body = desk.breakage()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(desk.post, "journalentry", body)
        while not any(row["fault"] for row in running.log()["requests"]):
            pass
        running.stop()
        with pytest.raises(NO_ANSWER):
            waiting.result()


def test_a_lost_refresh_leaves_nothing_to_refresh_with(desk: Desk) -> None:
    """The rotation happened, its answer was lost: the refresh token in hand is dead."""
    desk.running.script({"on": "token", "fault": "commit_then_drop"})
    old = desk.tokens["refresh_token"]
    with pytest.raises(NO_ANSWER):
        token(desk.running, grant_type="refresh_token", refresh_token=old)
    assert token(desk.running, grant_type="refresh_token", refresh_token=old).json["error"] == "invalid_grant"


def test_a_fault_waits_for_its_turn_its_resource_and_its_method(desk: Desk) -> None:
    desk.running.script(
        {"on": "preferences", "nth": 3, "fault": "throttle"},
        {"on": "*", "method": "POST", "fault": "html_503"},
        {"on": "preferences", "nth": 3, "fault": "html_503"},
    )
    assert [desk.get("preferences").status for _ in range(5)] == [200, 200, 429, 503, 200]
    assert post(desk).status == 503
    assert post(desk).status == 200


def test_faults_are_scripted_read_and_cleared_over_http(desk: Desk) -> None:
    url = f"{desk.running.base_url}/practice/faults"
    script = [{"on": "query", "nth": 2, "fault": "throttle"}]
    assert http_call("POST", url, json.dumps(script).encode()).json["faults"] == [{**script[0], "seen": 0}]
    assert http_call("GET", url).json["faults"] == [{**script[0], "seen": 0}]
    assert http_call("DELETE", url).json["faults"] == []
    desk.query("SELECT * FROM Account")
    assert desk.query("SELECT * FROM Account").status == 200


@pytest.mark.parametrize(
    "row",
    [
        {"on": "query", "fault": "earthquake"},
        {"fault": "throttle"},
        {"on": "query", "fault": "throttle", "nht": 2},
        {"on": "query", "fault": "throttle", "nth": 0},
        {"on": "query", "fault": "stall", "seconds": "long"},
        {"on": "query", "fault": "api_fault", "codes": "610"},
        {"on": "query", "fault": "html_503", "status": "bad"},
    ],
)
def test_a_misspelt_fault_is_refused(desk: Desk, row: dict[str, object]) -> None:
    with pytest.raises(FaultRefused):
        desk.running.script(row)
    assert http_call("POST", f"{desk.running.base_url}/practice/faults", json.dumps([row]).encode()).status == 400


def test_the_log_over_http_and_the_trace_of_every_answer(desk: Desk, clock: Clock) -> None:
    before = desk.running.log()
    traces = {desk.get("preferences").headers["intuit_tid"], desk.get("account/999").headers["intuit_tid"]}
    assert len(traces) == 2
    log = http_call("GET", f"{desk.running.base_url}/practice/log").json
    assert (log["served"], log["metered"]) == (before["served"] + 2, before["metered"] + 2)
    assert log["statuses"]["400"] == before["statuses"].get("400", 0) + 1
    assert log["requests"][-1] == {
        "n": before["served"] + 2,
        "at": clock.seconds,
        "method": "GET",
        "path": "/v3/company/9130/account/999",
        "resource": "account",
        "entity": "Account",
        "requestid": None,
        "status": 400,
        "fault": None,
        "replayed": False,
        "metered": 1,
        "items": None,
        "waited": 0,
    }


def test_the_log_says_which_entity_a_query_asks_for_and_that_writing_is_not_metered(desk: Desk) -> None:
    desk.query("SELECT * FROM Vendor")
    assert desk.running.log()["requests"][-1]["entity"] == "Vendor"
    metered = desk.running.log()["metered"]
    body = desk.breakage()
    read = desk.running.log()["metered"] - metered
    assert read > 0, "the accounts were looked up"
    assert desk.post("journalentry", body).status == 200
    assert desk.running.log()["metered"] == metered + read


def test_a_page_of_another_service_in_place_of_an_answer(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "html_200"})
    reply = post(desk)
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/html;charset=UTF-8")
    assert entries(desk) == 0


@pytest.mark.parametrize("status", [502, 503, 504])
def test_trouble_in_front_of_the_service(desk: Desk, status: int) -> None:
    desk.running.script({"on": "journalentry", "fault": "html_503", "status": status})
    assert post(desk).status == status
    assert entries(desk) == 0


@pytest.mark.parametrize(("fault", "made"), [("json_500", 0), ("commit_then_500", 1)])
def test_trouble_in_the_service_in_the_apis_spelling(desk: Desk, fault: str, made: int) -> None:
    desk.running.script({"on": "journalentry", "fault": fault})
    reply = post(desk)
    assert (reply.status, reply.code, reply.json["Fault"]["type"]) == (500, "10000", "SystemFault")
    assert entries(desk) == made


def test_an_app_that_may_not_and_a_token_of_another_company(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "forbidden"}, {"on": "journalentry", "fault": "wrong_realm"})
    reply = post(desk)
    assert (reply.status, reply.json["fault"]["error"][0]["code"]) == (403, "3100")
    reply = post(desk)
    assert (reply.status, reply.headers["Content-Type"]) == (401, "application/xml")


def test_a_connection_that_is_over(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "revoke_token"})
    assert post(desk).status == 401
    assert desk.get("preferences").status == 401
    reply = token(desk.running, grant_type="refresh_token", refresh_token=desk.tokens["refresh_token"])
    assert reply.json["error"] == "invalid_grant"


def test_the_token_door_may_say_no_and_mean_it_once(desk: Desk) -> None:
    desk.running.script({"on": "token", "fault": "invalid_grant"})
    for error in ("invalid_grant", None):
        reply = token(desk.running, grant_type="refresh_token", refresh_token=desk.tokens["refresh_token"])
        assert reply.json.get("error") == error


def test_an_answer_that_is_cut_short_though_the_entry_was_made(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "truncated"}, {"on": "journalentry", "fault": "cut_off"})
    short = post(desk).text
    with pytest.raises(http.client.IncompleteRead):
        post(desk)
    whole = post(desk).text
    assert whole.startswith(short)
    assert 0 < len(short) < len(whole)
    assert entries(desk) == 1


def test_an_answer_that_calls_itself_a_page(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "wrong_type"})
    reply = post(desk)
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/html")
    assert reply.json["JournalEntry"]["DocNumber"] == "WO-1"


def test_a_time_to_wait_is_named_where_it_is_asked_for(desk: Desk) -> None:
    desk.running.script({"on": "journalentry", "fault": "throttle", "retry_after": 17})
    assert post(desk).headers["Retry-After"] == "17"
