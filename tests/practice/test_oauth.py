"""Consent to tokens to their end."""

import json
from pathlib import Path

import pytest

from assistant.practice.oauth import CLIENT_ID, CODE_SECONDS, REFRESH_SECONDS
from assistant.practice.server import Running, start
from tests.practice.desk import BASIC, CAFE, CALLBACK, Clock, Desk, authorize, callback, connect, http, token


def test_discovery_names_every_door_a_client_needs(running: Running) -> None:
    document = http("GET", running.discovery_url + "/").json
    for name in ("issuer", "authorization_endpoint", "token_endpoint", "revocation_endpoint", "userinfo_endpoint", "jwks_uri"):
        assert document[name].startswith(running.base_url)


def test_a_person_picks_a_company_and_comes_back_with_code_state_and_realm(running: Running) -> None:
    page = authorize(running)
    assert page.status == 200
    assert "Harbour Cafe" in page.text
    back = callback(authorize(running, company="9130"))
    assert back["state"] == "s-1"
    assert back["realmId"] == "9130"
    assert back["code"]


def test_the_page_escapes_what_others_wrote(running: Running) -> None:
    running.seed({**CAFE, "realm": "9131", "company": {"name": "<script>alert(1)</script>"}})
    page = authorize(running, state="'><script>")
    assert "<script>" not in page.text


def test_a_person_may_decline(running: Running) -> None:
    assert callback(authorize(running, company="none")) == {"error": "access_denied", "state": "s-1"}


@pytest.mark.parametrize(
    ("change", "error"),
    [({"scope": "openid"}, "invalid_scope"), ({"response_type": "token"}, "invalid_request"), ({"state": ""}, "invalid_request")],
)
def test_an_app_that_asks_wrongly_is_told_by_redirect(running: Running, change: dict[str, str], error: str) -> None:
    assert callback(authorize(running, company="9130", **change))["error"] == error


@pytest.mark.parametrize(
    "uri", ["https://example.com/callback", "http://127.0.0.1:9/\r\nX: 1", "javascript:alert(1)", "http://["]
)
def test_nobody_is_sent_off_this_machine(running: Running, uri: str) -> None:
    reply = authorize(running, company="9130", redirect_uri=uri)
    assert reply.status == 400
    assert "Location" not in reply.headers


def test_an_unknown_client_is_refused_on_the_page(running: Running) -> None:
    assert authorize(running, company="9130", client_id="someone-else").status == 400


def test_a_code_opens_once_and_only_for_its_own_redirect(running: Running) -> None:
    code = callback(authorize(running, company="9130"))["code"]
    elsewhere = token(running, grant_type="authorization_code", code=code, redirect_uri="http://127.0.0.1:9/other")
    assert (elsewhere.status, elsewhere.json["error"]) == (400, "invalid_grant")
    first = token(running, grant_type="authorization_code", code=code, redirect_uri=CALLBACK)
    assert first.json["token_type"] == "bearer"
    assert (first.json["expires_in"], first.json["x_refresh_token_expires_in"]) == (3600, 8_726_400)
    again = token(running, grant_type="authorization_code", code=code, redirect_uri=CALLBACK)
    assert (again.status, again.json["error"]) == (400, "invalid_grant")


def test_a_code_lives_ten_minutes(running: Running, clock: Clock) -> None:
    code = callback(authorize(running, company="9130"))["code"]
    clock.seconds += CODE_SECONDS
    reply = token(running, grant_type="authorization_code", code=code, redirect_uri=CALLBACK)
    assert reply.json["error"] == "invalid_grant"


def test_a_client_that_does_not_know_its_secret_is_refused(running: Running) -> None:
    reply = token(running, authorization="Basic d3Jvbmc6d3Jvbmc=", grant_type="refresh_token", refresh_token="any")
    assert (reply.status, reply.json["error"]) == (401, "invalid_client")
    assert token(running, grant_type="password").json["error"] == "unsupported_grant_type"


def test_a_refresh_rotates_and_the_token_before_dies_at_once(desk: Desk) -> None:
    before = desk.tokens
    after = token(desk.running, grant_type="refresh_token", refresh_token=before["refresh_token"]).json
    assert after["refresh_token"] != before["refresh_token"]
    again = token(desk.running, grant_type="refresh_token", refresh_token=before["refresh_token"])
    assert (again.status, again.json["error"]) == (400, "invalid_grant")
    assert desk.get("preferences").status == 200, "the access token of before lives out its hour"
    desk.tokens = after
    assert desk.get("preferences").status == 200


def test_an_access_token_is_no_refresh_token(desk: Desk) -> None:
    reply = token(desk.running, grant_type="refresh_token", refresh_token=desk.tokens["access_token"])
    assert reply.json["error"] == "invalid_grant"


def test_an_access_token_lives_an_hour_and_then_meets_the_gateway(desk: Desk, clock: Clock) -> None:
    clock.seconds += 3599
    assert desk.get("preferences").status == 200
    clock.seconds += 1
    reply = desk.get("preferences")
    assert reply.status == 401
    fault = reply.json["fault"]
    assert "Fault" not in reply.json
    assert (fault["type"], fault["error"][0]["code"]) == ("AUTHENTICATION", "3200")
    assert "errorCode=003200" in fault["error"][0]["message"]
    assert reply.json["queryResponse"] is None


def test_a_refresh_token_lives_a_hundred_days(desk: Desk, clock: Clock) -> None:
    clock.seconds += REFRESH_SECONDS
    reply = token(desk.running, grant_type="refresh_token", refresh_token=desk.tokens["refresh_token"])
    assert reply.json["error"] == "invalid_grant"


@pytest.mark.parametrize("which", ["refresh_token", "access_token"])
def test_revoking_either_token_ends_the_connection(desk: Desk, which: str) -> None:
    body = json.dumps({"token": desk.tokens[which]}).encode()
    url = f"{desk.running.base_url}/v2/oauth2/tokens/revoke"
    assert http("POST", url, body, Authorization=BASIC).status == 200
    assert desk.get("preferences").status == 401
    reply = token(desk.running, grant_type="refresh_token", refresh_token=desk.tokens["refresh_token"])
    assert reply.json["error"] == "invalid_grant"
    assert http("POST", url, body, Authorization=BASIC).status == 400


def test_a_token_of_another_company_meets_xml(desk: Desk) -> None:
    desk.running.seed({**CAFE, "realm": "9131"})
    desk.realm = "9131"
    reply = desk.get("preferences")
    assert reply.status == 401
    assert reply.headers["Content-Type"] == "application/xml"
    assert '<Error code="100">' in reply.text


def test_no_token_is_kept_or_logged_as_it_is(tmp_path: Path, clock: Clock) -> None:
    store = tmp_path / "practice.db"
    with start(store, now=clock) as running:
        running.seed(CAFE)
        tokens = connect(running, "9130")
        log = str(running.log())
    kept = store.read_bytes()
    for secret in (tokens["access_token"], tokens["refresh_token"]):
        assert secret.encode() not in kept
        assert secret not in log
    assert CLIENT_ID.encode() not in kept
