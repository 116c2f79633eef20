"""A person's consent to tokens, and tokens to newer ones: OAuth 2 through intuit-oauth.

The library asks for its discovery document each time, without a time-out, at an address that cannot be handed to it: the one
table in which it looks is set for as long as that takes. `state` is ours, made by whoever calls, checked when it comes back.
"""

import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from intuitlib import config
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError
from requests.exceptions import RequestException

from assistant.adapters.quickbooks.faults import CONNECT_AGAIN, NotConnected
from assistant.errors import OutsideServiceFailed

TIMEOUT_SECONDS = 30
_DISCOVERY = Lock()


@dataclass(frozen=True, slots=True)
class App:
    """Who we are to QuickBooks, and where it sends people back to."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """An hour's access and what renews it. Neither is ever shown."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)

    def to_text(self) -> str:
        return json.dumps({"access": self.access, "refresh": self.refresh})

    @classmethod
    def from_text(cls, text: str) -> "Tokens":
        kept = json.loads(text)
        return cls(kept["access"], kept["refresh"])


@dataclass(frozen=True, slots=True)
class Granted:
    """What a person's consent gives: the company they chose, and the tokens to it."""

    realm: str
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Connector:
    """The way to tokens of the QuickBooks at `base_url`."""

    app: App
    base_url: str

    def connect_without_browser(self, company: str, *, state: str) -> Granted:
        """Consent as the practice company gives it: the choice stands in the address, and the answer is the way back."""
        with self._client() as client:
            consent = client.get_authorization_url([Scopes.ACCOUNTING], state_token=state)
            back = client.get(f"{consent}&{urlencode({'company': company})}", allow_redirects=False)
            return self._exchange(client, back.headers.get("Location", ""), state)

    def _exchange(self, client: AuthClient, callback: str, state: str) -> Granted:
        told = {name: values[-1] for name, values in parse_qs(urlsplit(callback).query).items()}
        if not hmac.compare_digest(told.get("state", "").encode(), state.encode()):
            raise NotConnected("What came back from QuickBooks does not answer what we asked.", CONNECT_AGAIN)
        if "error" in told or not told.get("code") or not told.get("realmId"):
            raise NotConnected(f"QuickBooks gave no access ({told.get('error', 'no code')}).", CONNECT_AGAIN)
        client.get_bearer_token(told["code"], realm_id=told["realmId"])
        return Granted(told["realmId"], Tokens(client.access_token, client.refresh_token))

    def refresh(self, tokens: Tokens) -> Tokens:
        """New tokens; the refresh token that was shown dies with this."""
        with self._client() as client:
            client.refresh(refresh_token=tokens.refresh)
            return Tokens(client.access_token, client.refresh_token)

    @contextmanager
    def _client(self) -> Iterator["_Client"]:
        try:
            with _discovery_at(f"{self.base_url}/.well-known/openid_sandbox_configuration"):
                client = _Client(self.app, self.base_url)
            with client:
                yield client
        except AuthClientError as error:
            if error.status_code in (400, 401):  # invalid_grant: nothing but a person's consent mends it
                raise NotConnected("QuickBooks no longer accepts this connection.", CONNECT_AGAIN) from None
            says = f"QuickBooks' sign-in answered with HTTP {error.status_code}."
            raise OutsideServiceFailed(says, "Try again in a while.") from None
        except (RequestException, ValueError, KeyError):
            raise OutsideServiceFailed("QuickBooks' sign-in gave no answer.", "Try again in a while.") from None


class _Client(AuthClient):  # type: ignore[misc]  # the library has no types
    """The library's client with a time-out, that speaks to one address and takes nothing from the environment."""

    def __init__(self, app: App, base_url: str) -> None:
        self._base_url = base_url.rstrip("/") + "/"
        super().__init__(app.client_id, app.client_secret, app.redirect_uri, "sandbox")

    def request(self, method: str, url: str, **options: Any) -> requests.Response:
        assert url.startswith(self._base_url), "a secret would leave for another address"
        self.trust_env = False
        options.setdefault("timeout", TIMEOUT_SECONDS)
        response: requests.Response = super().request(method, url, **options)
        return response


@contextmanager
def _discovery_at(url: str) -> Iterator[None]:
    """Has the library look for its discovery document there, and nobody else meanwhile."""
    with _DISCOVERY:
        before = config.DISCOVERY_URL["sandbox"]
        config.DISCOVERY_URL["sandbox"] = url
        try:
            yield
        finally:
            config.DISCOVERY_URL["sandbox"] = before


class StoredKeys:
    """The tokens of one connection. `change` alters the stored ones, one process at a time, and has them stored when it returns:
    a refresh token is kept before the access token that came with it is used, and two who need a new one get the same."""

    def __init__(self, connector: Connector, kept: str, change: Callable[[Callable[[str], str]], str]) -> None:
        self._connector = connector
        self._tokens = Tokens.from_text(kept)
        self._change = change
        self._lock = Lock()

    def access_token(self) -> str:
        return self._tokens.access

    def renewed(self, refused: str) -> str:
        """A token other than the one refused: somebody else's refresh, or our own."""
        with self._lock:
            if self._tokens.access == refused:
                self._tokens = Tokens.from_text(self._change(lambda kept: self._newer(kept, refused)))
            return self._tokens.access

    def _newer(self, kept: str, refused: str) -> str:
        tokens = Tokens.from_text(kept)
        return kept if tokens.access != refused else self._connector.refresh(tokens).to_text()
