"""Sandbox and production apart, five years and no longer, and the two ways in which an old refresh token ends."""

import pytest
import requests

from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET, HARD_SECONDS, PRODUCTION_CLIENT_ID, SCOPE
from assistant.practice.server import Running, start
from tests.practice.desk import CAFE, CALLBACK, Clock, Desk, authorize, callback, http
from tests.practice.inside import Inside

SECURE = "https://127.0.0.1:9/callback"
DAY = 24 * 3600


def exchanged(production: Running) -> dict[str, str]:
    """Tokens of a production company, as its own client gets them."""
    ours = {"company": "9130", "client_id": PRODUCTION_CLIENT_ID, "redirect_uri": SECURE}
    code = callback(authorize(production, **ours))["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": SECURE}
    url = f"{production.base_url}/oauth2/v1/tokens/bearer"
    tokens: dict[str, str] = requests.post(url, data=form, auth=(PRODUCTION_CLIENT_ID, CLIENT_SECRET), timeout=20).json()
    return tokens


def test_a_token_of_one_environment_is_refused_by_the_other(desk: Desk, clock: Clock) -> None:
    with start(now=clock, environment="production") as production:
        production.seed(CAFE)
        tokens = exchanged(production)
        for running, foreign in ((production, desk.tokens), (desk.running, tokens)):
            url = f"{running.api_url}/company/9130/preferences"
            reply = http("GET", url, None, Authorization=f"Bearer {foreign['access_token']}")
            (error,) = reply.json["fault"]["error"]
            assert (reply.status, error["code"]) == (403, "3100")
            assert "ApplicationAuthorizationFailed" in error["message"]
        url = f"{production.api_url}/company/9130/preferences"
        assert http("GET", url, None, Authorization=f"Bearer {tokens['access_token']}").status == 200


def test_each_environment_has_its_own_discovery_client_and_redirects(running: Running, clock: Clock) -> None:
    with start(now=clock, environment="production") as production:
        production.seed(CAFE)
        assert running.discovery_url.endswith("/.well-known/openid_sandbox_configuration")
        assert production.discovery_url.endswith("/.well-known/openid_configuration")
        for here, there in ((running, production), (production, running)):
            assert http("GET", here.discovery_url).status == 200
            other = there.discovery_url.removeprefix(there.base_url)
            assert http("GET", here.base_url + other).status == 404
        assert authorize(running, client_id=PRODUCTION_CLIENT_ID).status == 400
        assert authorize(production, client_id=CLIENT_ID, redirect_uri=SECURE).status == 400
        assert authorize(production, client_id=PRODUCTION_CLIENT_ID, redirect_uri=CALLBACK).status == 400
        url = f"{production.base_url}/oauth2/v1/tokens/bearer"
        form = {"grant_type": "refresh_token", "refresh_token": "any", "scope": SCOPE}
        assert requests.post(url, data=form, auth=(CLIENT_ID, CLIENT_SECRET), timeout=20).status_code == 401


def test_a_connection_ends_after_five_years_however_often_it_is_refreshed() -> None:
    app = Inside()
    began, refreshes = app.clock.now(), 0
    while (answer := app.token(grant_type="refresh_token", refresh_token=app.tokens["refresh_token"])).status_code == 200:
        app.tokens = answer.json()
        refreshes += 1
        app.clock.advance(90 * DAY)
    assert answer.json()["error"] == "invalid_grant"
    assert app.clock.now() - began == pytest.approx(HARD_SECONDS, abs=90 * DAY)
    assert refreshes == 21
    app.connect()
    assert app.get("preferences").status_code == 200, "a person's consent begins five years anew"


def test_who_asks_is_told_how_long_the_five_years_last() -> None:
    app = Inside()
    assert "x_refresh_token_hard_expires_in" not in app.tokens
    app.clock.advance(50 * DAY)
    app.session.headers["x-include-refresh-token-hard-expires-in"] = "true"
    tokens = app.token(grant_type="refresh_token", refresh_token=app.tokens["refresh_token"]).json()
    assert tokens["x_refresh_token_hard_expires_in"] == HARD_SECONDS - 50 * DAY


def test_the_last_refresh_token_lives_no_longer_than_the_five_years() -> None:
    app = Inside()
    for _ in range(20):
        app.clock.advance(90 * DAY)
        app.tokens = app.token(grant_type="refresh_token", refresh_token=app.tokens["refresh_token"]).json()
    assert app.tokens["x_refresh_token_expires_in"] == HARD_SECONDS - 20 * 90 * DAY


def test_an_old_refresh_token_may_be_given_a_time_of_grace() -> None:
    app = Inside(refresh_grace_seconds=DAY)
    old = app.tokens["refresh_token"]
    first = app.token(grant_type="refresh_token", refresh_token=old).json()
    assert first["refresh_token"] != old
    app.clock.advance(DAY - 1)
    assert app.token(grant_type="refresh_token", refresh_token=old).status_code == 200
    app.clock.advance(1)
    assert app.token(grant_type="refresh_token", refresh_token=old).json()["error"] == "invalid_grant"
    assert app.token(grant_type="refresh_token", refresh_token=first["refresh_token"]).status_code == 200
