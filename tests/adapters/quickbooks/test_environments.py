"""Practice, sandbox and production have nothing in common that one could take for the other's."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter

from assistant.adapters.quickbooks.connecting import Connector, Ended, Tokens
from assistant.adapters.quickbooks.environments import INTUIT, PRODUCTION, SANDBOX, App, on_this_machine, practice_addresses
from assistant.adapters.quickbooks.keys import FreshKeys
from assistant.adapters.quickbooks.pace import InMemory, Pace
from assistant.adapters.quickbooks.session import QuickBooksSession
from assistant.books.remote import Environment
from assistant.errors import NotAllowed, OutsideServiceFailed, WrongUsage

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOME = {
    Environment.PRACTICE: "http://127.0.0.1/connected",
    Environment.SANDBOX: "http://localhost:8734/connected",
    Environment.PRODUCTION: "https://books.example.com/connected",
}
ENDPOINTS = {
    "authorization_endpoint": "https://appcenter.intuit.com/connect/oauth2",
    "token_endpoint": "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
    "revocation_endpoint": "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
    "issuer": "i", "jwks_uri": "j", "userinfo_endpoint": "u",
}  # fmt: skip
TOKENS = {"access_token": "a-1", "refresh_token": "r-1", "expires_in": 3600, "x_refresh_token_expires_in": 8_726_400}


@dataclass
class Intuit(BaseAdapter):
    """Intuit's hosts, as far as the way to tokens goes: what was asked of them, and what they answer."""

    endpoints: dict[str, str] = field(default_factory=lambda: dict(ENDPOINTS))
    tokens: dict[str, Any] = field(default_factory=lambda: dict(TOKENS))
    asked: list[requests.PreparedRequest] = field(default_factory=list)
    refuses: str = ""

    def send(self, request: requests.PreparedRequest, *_: object, **__: object) -> requests.Response:
        self.asked.append(request)
        found = self.endpoints if ".well-known" in str(request.url) else self.tokens
        response = requests.Response()
        response.status_code, response.url, response.request = 200, str(request.url), request
        response._content = repr(found).replace("'", '"').encode()
        if self.refuses and found is self.tokens:
            response.status_code, response._content = 400, self.refuses.encode()
        return response

    def close(self) -> None:
        """Nothing is open."""


def app(environment: Environment) -> App:
    return App(environment, "our-id", "our-secret", HOME[environment])


def connector(environment: Environment, intuit: Intuit) -> Connector:
    return Connector(app(environment), INTUIT[environment], lambda: NOON, intuit)


@pytest.mark.parametrize(
    ("environment", "discovery"),
    [
        (Environment.SANDBOX, "https://developer.api.intuit.com/.well-known/openid_sandbox_configuration"),
        (Environment.PRODUCTION, "https://developer.api.intuit.com/.well-known/openid_configuration"),
    ],
)
def test_a_real_company_is_connected_at_the_addresses_of_its_environment(environment: Environment, discovery: str) -> None:
    intuit = Intuit()
    ours = connector(environment, intuit)
    assert ours.consent_address("s-1").startswith("https://appcenter.intuit.com/connect/oauth2?client_id=our-id&")
    granted = ours.granted(f"{HOME[environment]}?code=c&state=s-1&realmId=9130", "s-1")
    assert (granted.realm, granted.tokens) == ("9130", Tokens("a-1", "r-1"))
    assert [request.url for request in intuit.asked] == [discovery, discovery, ENDPOINTS["token_endpoint"]]
    assert intuit.asked[-1].headers["x-include-refresh-token-hard-expires-in"] == "true"
    ours.revoke(granted.tokens)
    assert intuit.asked[-1].url == ENDPOINTS["revocation_endpoint"]


def test_the_end_of_five_years_is_as_the_service_says_and_never_later() -> None:
    intuit = Intuit(tokens=TOKENS | {"x_refresh_token_hard_expires_in": 1000})
    granted = connector(Environment.SANDBOX, intuit).granted(f"{HOME[Environment.SANDBOX]}?code=c&state=s&realmId=1", "s")
    assert (granted.lifetime.hard_until - NOON).total_seconds() == 1000
    assert granted.lifetime.ends_at == granted.lifetime.hard_until
    intuit.tokens = TOKENS | {"x_refresh_token_hard_expires_in": 9000, "expires_in": "soon"}
    _, renewed = connector(Environment.SANDBOX, intuit).renew(granted.tokens, granted.lifetime)
    assert renewed.hard_until == granted.lifetime.hard_until
    assert (renewed.access_until - NOON).total_seconds() == 3600


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint", "revocation_endpoint"])
@pytest.mark.parametrize(
    "address", ["https://evil.test/x", "http://appcenter.intuit.com/x", "https://appcenter.intuit.com.evil.test/x"]
)
def test_a_sign_in_that_leads_elsewhere_gets_no_secret(name: str, address: str) -> None:
    intuit = Intuit(endpoints=ENDPOINTS | {name: address})
    with pytest.raises(OutsideServiceFailed, match="none of its own"):
        connector(Environment.PRODUCTION, intuit).consent_address("s-1")
    assert len(intuit.asked) == 1
    assert "Authorization" not in intuit.asked[0].headers


@pytest.mark.parametrize("tokens", [{}, {"access_token": 1, "refresh_token": "r"}, {"access_token": "a"}, []])
def test_an_answer_without_tokens_is_none(tokens: Any) -> None:
    with pytest.raises(OutsideServiceFailed, match="no answer that can be read"):
        connector(Environment.SANDBOX, Intuit(tokens=tokens)).renew(Tokens("a", "r"), LIFETIME)


LIFETIME = connector(Environment.SANDBOX, Intuit()).granted(f"{HOME[Environment.SANDBOX]}?code=c&state=s&realmId=1", "s").lifetime


def test_credentials_of_one_environment_go_to_no_other() -> None:
    for addresses in (PRODUCTION, practice_addresses("http://127.0.0.1:1")):
        with pytest.raises(ValueError, match="credentials of one environment would go to another"):
            Connector(app(Environment.SANDBOX), addresses, lambda: NOON)


@pytest.mark.parametrize(
    "url", [f"{PRODUCTION.api_url}/company/1/companyinfo/1", "https://sandbox-quickbooks.api.intuit.com.evil.test/v3"]
)
def test_a_sandbox_session_speaks_to_the_sandbox_alone(url: str) -> None:
    intuit = Intuit()
    session = QuickBooksSession(SANDBOX, FreshKeys(Tokens("a", "r")), Pace(InMemory(float), lambda _: None), transport=intuit)
    with pytest.raises(AssertionError, match="another address"):
        session.request("GET", url)
    assert intuit.asked == []
    session.request("GET", f"{SANDBOX.api_url}/company/1/companyinfo/1")
    assert [request.url for request in intuit.asked] == ["https://sandbox-quickbooks.api.intuit.com/v3/company/1/companyinfo/1"]


@pytest.mark.parametrize(
    ("environment", "redirect"),
    [
        (Environment.SANDBOX, "http://localhost/connected"),
        (Environment.SANDBOX, "https://localhost:8734/connected"),
        (Environment.SANDBOX, "https://books.example.com/connected"),
        (Environment.PRODUCTION, "https://books.example.com/connected"),
        (Environment.PRODUCTION, "https://books.example.com:8443/"),
    ],
)
def test_addresses_to_come_back_to(environment: Environment, redirect: str) -> None:
    assert App(environment, "id", "secret", redirect).redirect_uri == redirect


@pytest.mark.parametrize(
    ("environment", "redirect"),
    [
        (Environment.SANDBOX, "http://books.example.com/connected"),
        (Environment.SANDBOX, "http://127.0.0.1:8734/connected"),
        (Environment.SANDBOX, "ftp://localhost/connected"),
        (Environment.SANDBOX, "https://books.example.com/connected?x=1"),
        (Environment.SANDBOX, "https://user@books.example.com/connected"),
        (Environment.SANDBOX, "https://books.example.com/a b"),
        (Environment.SANDBOX, "https://bücher.example/connected"),
        (Environment.SANDBOX, "https://[::1"),
        (Environment.SANDBOX, ""),
        (Environment.PRODUCTION, "http://localhost:8734/connected"),
        (Environment.PRODUCTION, "https://localhost:8734/connected"),
        (Environment.PRODUCTION, "https://10.0.0.7/connected"),
        (Environment.PRODUCTION, "http://books.example.com/connected"),
        (Environment.PRODUCTION, ""),
    ],
)
def test_no_addresses_to_come_back_to(environment: Environment, redirect: str) -> None:
    with pytest.raises(WrongUsage, match=f"WRITEOFF_QBO_{environment.upper()}_REDIRECT is no address to come back to"):
        App(environment, "id", "secret", redirect)


@pytest.mark.parametrize(("client_id", "secret"), [("", "s"), ("id", "")])
def test_without_credentials_the_variables_are_named(client_id: str, secret: str) -> None:
    with pytest.raises(WrongUsage, match="no credentials for QuickBooks' production") as refused:
        App(Environment.PRODUCTION, client_id, secret, HOME[Environment.PRODUCTION])
    assert "WRITEOFF_QBO_PRODUCTION_CLIENT_ID and WRITEOFF_QBO_PRODUCTION_CLIENT_SECRET" in refused.value.remedy
    assert "SANDBOX" not in refused.value.remedy


def test_a_secret_is_not_shown() -> None:
    assert "our-secret" not in repr(app(Environment.SANDBOX))


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1:1", "http://127.0.0.1.evil.test", "http://localhost:1", "", "http://x@evil"]
)
def test_practice_is_on_this_machine_or_nowhere(address: str) -> None:
    with pytest.raises(NotAllowed):
        on_this_machine(address)
    with pytest.raises(NotAllowed):
        practice_addresses(address)


@pytest.mark.parametrize("body", ['{"error": "invalid_request"}', "[]", "<h1>400</h1>", '{"error": "temporarily_unavailable"}'])
def test_only_a_grant_that_is_none_any_more_ends_a_connection(body: str) -> None:
    intuit = Intuit(refuses=body)
    with pytest.raises(OutsideServiceFailed, match="HTTP 400") as refused:
        connector(Environment.SANDBOX, intuit).renew(Tokens("a", "r"), LIFETIME)
    assert not isinstance(refused.value, Ended)
    intuit.refuses = '{"error": "invalid_grant"}'
    with pytest.raises(Ended):
        connector(Environment.SANDBOX, intuit).renew(Tokens("a", "r"), LIFETIME)
