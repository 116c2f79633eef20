"""A person's consent to tokens, tokens to newer ones, and tokens to none: OAuth 2 through intuit-oauth.

The library knows environments by names of its own and asks for its discovery document each time, without a time-out. So it is
handed the address of that document (environments.py), speaks to that environment's sign-in alone, follows no redirect and takes
nothing from this machine's surroundings. `state` is ours, made by whoever calls, checked when it comes back.
"""

import hmac
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from intuitlib.client import AuthClient
from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError
from requests.adapters import BaseAdapter
from requests.exceptions import RequestException

from assistant.adapters.quickbooks.environments import Addresses, App
from assistant.adapters.quickbooks.faults import CONNECT_AGAIN, NotConnected
from assistant.books.remote import Lifetime
from assistant.errors import OutsideServiceFailed, WrongUsage

TIMEOUT_SECONDS = 30
ACCESS_SECONDS, REFRESH_SECONDS = 3600, 8_640_000  # an hour and 100 days, where the service does not say (its FAQ)
HARD_SECONDS = 157_680_000  # five years from consent (Intuit's "Important changes to refresh token policy", November 2025)
TELL_THE_END = "x-include-refresh-token-hard-expires-in"  # asks for x_refresh_token_hard_expires_in (Intuit's PHP SDK 6.2.4)
REALM = re.compile(r"\d{1,20}")
# What a sign-in may answer in place of a code (RFC 6749, 4.1.2.1).
NO_CODE = frozenset({
    "access_denied", "invalid_request", "invalid_scope", "server_error", "temporarily_unavailable", "unauthorized_client",
    "unsupported_response_type",
})  # fmt: skip
LATER = "Try again in a while."


class Ended(NotConnected):
    """The sign-in takes the refresh token, or the code, no longer (`invalid_grant`): nothing but a person's consent mends it."""


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
    lifetime: Lifetime


@dataclass(frozen=True, slots=True)
class Connector:
    """The way to tokens of the QuickBooks at these addresses. `transport` carries the requests in place of the network."""

    app: App
    addresses: Addresses
    now: Callable[[], datetime]
    transport: BaseAdapter | None = None

    def __post_init__(self) -> None:
        if self.app.environment is not self.addresses.environment:
            raise ValueError("credentials of one environment would go to another")

    def consent_address(self, state: str) -> str:
        """Where a person consents, in a browser of theirs."""
        with self._client() as client:
            return str(client.get_authorization_url([Scopes.ACCOUNTING], state_token=state))

    def is_answer(self, redirect: str, state: str) -> bool:
        """Whether an address that somebody opened is QuickBooks' answer to what we asked, whatever it says."""
        try:
            told = _told(redirect, self.app.redirect_uri)
        except NotConnected:
            return False
        return hmac.compare_digest(told.get("state", "").encode(), state.encode())

    def granted(self, redirect: str, state: str) -> Granted:
        """The tokens for the address that QuickBooks sent the person back to. NotConnected where it is not that, or gives
        none."""
        told = _told(redirect, self.app.redirect_uri)
        if not hmac.compare_digest(told.get("state", "").encode(), state.encode()):
            says = "What came back from QuickBooks does not answer what we asked: it is of another attempt to connect."
            raise NotConnected(says, CONNECT_AGAIN)
        code, realm = told.get("code", ""), told.get("realmId", "")
        if "error" in told or not code or not REALM.fullmatch(realm):
            error = told.get("error", "no code")
            raise NotConnected(f"QuickBooks gave no access ({error if error in NO_CODE else 'no code'}).", CONNECT_AGAIN)
        begun = self.now()
        with self._client() as client:
            try:
                client.get_bearer_token(code, realm_id=realm)
            except AuthClientError as error:
                if not _is_the_end(error):
                    raise
                says = "QuickBooks takes what came back no longer: it is some minutes old, or was used before."
                raise Ended(says, CONNECT_AGAIN) from None
            hard = begun + timedelta(seconds=HARD_SECONDS)
            return Granted(realm, *_given(client, begun, hard))

    def connect_without_browser(self, company: str, *, state: str) -> Granted:
        """Consent as the practice company gives it: the choice stands in the address, and the answer is the way back."""
        with self._client() as client:
            consent = client.get_authorization_url([Scopes.ACCOUNTING], state_token=state)
            back = client.get(f"{consent}&{urlencode({'company': company})}")
            return self.granted(back.headers.get("Location", ""), state)

    def renew(self, tokens: Tokens, lifetime: Lifetime) -> tuple[Tokens, Lifetime]:
        """New tokens; the refresh token that was shown may die with this. Ended where it was dead already."""
        begun = self.now()
        with self._client() as client:
            try:
                client.refresh(refresh_token=tokens.refresh)
            except AuthClientError as error:
                if not _is_the_end(error):
                    raise
                raise Ended("QuickBooks no longer accepts this connection.", CONNECT_AGAIN) from None
            return _given(client, begun, lifetime.hard_until)

    def revoke(self, tokens: Tokens) -> None:
        """Ends the connection at QuickBooks; one that had ended already is none the worse."""
        with self._client() as client:
            try:
                client.revoke(token=tokens.refresh)
            except AuthClientError as error:
                if error.status_code != 400:
                    raise

    @contextmanager
    def _client(self) -> Iterator["_Client"]:
        try:
            with _Client(self.app, self.addresses, self.transport) as client:
                yield client
        except AuthClientError as error:
            if error.status_code == 401:
                says = f"QuickBooks does not know this app in its {self.app.environment}: its client id or secret is wrong."
                raise WrongUsage(says, "Correct the credentials (WRITEOFF_QBO_…), then try again.") from None
            says = f"QuickBooks' sign-in answered with HTTP {error.status_code}."
            raise OutsideServiceFailed(says, LATER) from None
        except (RequestException, ValueError, KeyError, TypeError, RecursionError):
            raise OutsideServiceFailed("QuickBooks' sign-in gave no answer that can be read.", LATER) from None


class _Client(AuthClient):  # type: ignore[misc]  # the library has no types
    """The library's client with a time-out, that speaks to one environment's sign-in and takes nothing from this machine."""

    def __init__(self, app: App, addresses: Addresses, transport: BaseAdapter | None) -> None:
        self._addresses, self._transport = addresses, transport
        super().__init__(app.client_id, app.client_secret, app.redirect_uri, addresses.discovery)
        self.headers[TELL_THE_END] = "true"
        for told in (self.auth_endpoint, self.token_endpoint, self.revoke_endpoint):
            if not addresses.is_of_sign_in(told):
                raise OutsideServiceFailed("QuickBooks' sign-in names an address that is none of its own.", LATER)

    def get_adapter(self, url: str) -> BaseAdapter:
        adapter: BaseAdapter = super().get_adapter(url) if self._transport is None else self._transport
        return adapter

    def request(self, method: str, url: str, **options: Any) -> requests.Response:
        if url != self._addresses.discovery and not self._addresses.is_of_sign_in(url):
            raise AssertionError("a secret would leave for another address")
        self.trust_env = False
        options.setdefault("timeout", TIMEOUT_SECONDS)
        response: requests.Response = super().request(method, url, **options | {"allow_redirects": False})
        return response


def _is_the_end(error: AuthClientError) -> bool:
    """Whether the token or code that was shown is taken no more (RFC 6749, 5.2); any other refusal may pass."""
    try:
        told = json.loads(error.content)
    except ValueError:
        return False
    return error.status_code == 400 and isinstance(told, dict) and told.get("error") == "invalid_grant"


def _told(redirect: str, redirect_uri: str) -> dict[str, str]:
    """What the address that a person was sent back to says. It is data: NotConnected where it is not ours to read."""
    try:
        parts, ours = urlsplit(redirect.strip()), urlsplit(redirect_uri)
        same = (parts.scheme, parts.netloc, parts.path or "/") == (ours.scheme, ours.netloc, ours.path or "/")
        told = parse_qs(parts.query, max_num_fields=20)
    except ValueError:
        same, told = False, {}
    if not same:
        says = "That is not the address that QuickBooks sends people back to from here."
        remedy = f"Paste all of the address that the browser ends at: it begins with {redirect_uri}?"
        raise NotConnected(says, remedy)
    if any(len(values) > 1 for values in told.values()):
        raise NotConnected("That address says the same thing twice.", CONNECT_AGAIN)
    return {name: values[0] for name, values in told.items()}


def _given(client: AuthClient, begun: datetime, hard_until: datetime) -> tuple[Tokens, Lifetime]:
    """What an answer gave. Times are counted from before it was asked for, and the end never moves on."""

    def after(name: str, default: int) -> datetime:
        told = getattr(client, name, None)
        return begun + timedelta(seconds=told if isinstance(told, int) and 0 < told <= HARD_SECONDS else default)

    if not (isinstance(client.access_token, str) and isinstance(client.refresh_token, str)):
        raise ValueError("no tokens in the answer")
    told_end = min(hard_until, after("x_refresh_token_hard_expires_in", HARD_SECONDS))
    lifetime = Lifetime(after("expires_in", ACCESS_SECONDS), after("x_refresh_token_expires_in", REFRESH_SECONDS), told_end)
    return Tokens(client.access_token, client.refresh_token), lifetime
