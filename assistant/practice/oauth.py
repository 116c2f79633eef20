"""OAuth 2 requests to codes, tokens and redirects: discovery, the page that asks for consent, exchange, refresh, revocation.

An access token lives an hour, a refresh token 100 days and never past the five years of its connection, a code ten minutes and
one use. A refresh hands out a new refresh token; the one before dies at once, the stricter of two documented readings, or after a
time of grace. Revoking any token ends its whole connection. Who asks with the header
`x-include-refresh-token-hard-expires-in: true` is told how many seconds the five years have left.

Tokens and client belong to one environment, as those of a sandbox and of production do. The clients are fixed, and their secrets
are no secrets: they guard a company that does not exist.
"""

import base64
import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from assistant.practice.sheet import sheet
from assistant.practice.store import Store, Token
from assistant.practice.wire import Answer, Json, Refused, Request, read_json, unauthorized, write_json

CLIENT_ID = "practice-client"
PRODUCTION_CLIENT_ID = "practice-client-of-production"
CLIENT_IDS = {"sandbox": CLIENT_ID, "production": PRODUCTION_CLIENT_ID}
CLIENT_SECRET = "practice-secret-which-is-no-secret"
SCOPE = "com.intuit.quickbooks.accounting"

ACCESS_SECONDS = 3600
REFRESH_SECONDS = 8_726_400
HARD_SECONDS = 157_680_000
CODE_SECONDS = 600

AUTHORIZE, TOKENS, REVOKE = "/connect/oauth2", "/oauth2/v1/tokens/bearer", "/v2/oauth2/tokens/revoke"
HARD_EXPIRY_ASKED = "x-include-refresh-token-hard-expires-in"
DISCOVERY = {"sandbox": "/.well-known/openid_sandbox_configuration", "production": "/.well-known/openid_configuration"}


class Unauthorized(Exception):
    """The access token opens nothing."""


class ForeignToken(Exception):
    """The access token is one of the other environment."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who may act for which company. `now` gives seconds since 1970, `new_token` a text nobody can guess."""

    store: Store
    now: Callable[[], float]
    new_token: Callable[[], str]
    environment: str
    refresh_grace_seconds: float

    def discovery(self, base_url: str) -> Answer:
        document = {
            "issuer": base_url,
            "authorization_endpoint": base_url + AUTHORIZE,
            "token_endpoint": base_url + TOKENS,
            "userinfo_endpoint": base_url + "/v1/openid_connect/userinfo",
            "revocation_endpoint": base_url + REVOKE,
            "jwks_uri": base_url + "/op/v1/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": [SCOPE],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
        return _json(200, document)

    def authorize(self, params: Mapping[str, str]) -> Answer:
        """The page on which a person picks a company; with `company` in the address the choice is made, and the answer is the
        redirect that carries `code`, `state` and `realmId`, or `error=access_denied` where the company is `none`."""
        redirect_uri = params.get("redirect_uri", "")
        if params.get("client_id") != self._client_id or not self._leads_home(redirect_uri):
            return sheet(400, "This app may not connect", "<p>Its client id or its redirect address is not registered.</p>")
        state = params.get("state", "")
        if params.get("response_type") != "code" or not state:
            return _redirect(redirect_uri, {"error": "invalid_request", "state": state})
        if SCOPE not in params.get("scope", "").split():
            return _redirect(redirect_uri, {"error": "invalid_scope", "state": state})
        realms = self.store.realms()
        choice = params.get("company")
        if choice == "none":
            return _redirect(redirect_uri, {"error": "access_denied", "state": state})
        if choice not in realms:
            return self._consent_page(params, realms)
        code = self.new_token()
        connection = f"{int(self.now())}/{self.new_token()}"  # its name begins with the second it was made
        token = Token("code", connection, choice, redirect_uri, self.now() + CODE_SECONDS)
        self.store.keep_token(code, token)
        return _redirect(redirect_uri, {"code": code, "state": state, "realmId": choice})

    def _consent_page(self, params: Mapping[str, str], realms: list[str]) -> Answer:
        choices = [(realm, str(self.store.info(realm)["CompanyName"])) for realm in realms] + [("none", "No, thanks")]
        links = "".join(
            f'<p><a href="{html.escape(AUTHORIZE + "?" + urlencode({**params, "company": realm}))}">{html.escape(name)}</a></p>'
            for realm, name in choices
        )
        asks = '<p class="soft">An app asks to read and write the books of one of these companies.</p>'
        return sheet(200, "Connect a practice company", f'<section aria-label="Companies">{links}</section>', asks)

    def tokens(self, request: Request) -> Answer:
        """Exchanges a code, or refreshes; what is unknown, used or expired is `invalid_grant`, and nothing mends that."""
        if not self._is_our_client(request):
            return _json(401, {"error": "invalid_client"})
        form = dict(parse_qsl(request.body.decode("utf-8", "replace")))
        match form.get("grant_type"):
            case "authorization_code":
                granted = self._grant(form.get("code", ""), "code", form.get("redirect_uri"))
            case "refresh_token":
                granted = self._grant(form.get("refresh_token", ""), "refresh", None)
            case _:
                return _json(400, {"error": "unsupported_grant_type"})
        if "error" in granted:
            return _json(400, granted)
        if request.headers.get(HARD_EXPIRY_ASKED) != "true":
            del granted["x_refresh_token_hard_expires_in"]
        return _json(200, granted)

    def _grant(self, presented: str, kind: str, redirect_uri: str | None) -> Json:
        held, now = self.store.token(presented), self.now()
        if held is None or held.kind != kind or held.expires <= now or redirect_uri not in (None, held.redirect_uri):
            return {"error": "invalid_grant", "error_description": "Incorrect or invalid token"}
        if kind == "code" and redirect_uri is None:
            return {"error": "invalid_request", "error_description": "redirect_uri is missing"}
        self.store.drop_token(presented)
        if kind == "refresh" and self.refresh_grace_seconds:
            ends = min(held.expires, now + self.refresh_grace_seconds)
            self.store.keep_token(presented, replace(held, expires=ends))
        hard = int(held.connection.partition("/")[0]) + HARD_SECONDS - int(now)
        access, refresh = (f"{self.environment}.{self.new_token()}" for _ in range(2))
        lives = min(REFRESH_SECONDS, hard)
        for token, kept, seconds in ((access, "access", ACCESS_SECONDS), (refresh, "refresh", lives)):
            self.store.keep_token(token, Token(kept, held.connection, held.realm, "", now + seconds))
        return {
            "token_type": "bearer",
            "access_token": access,
            "expires_in": ACCESS_SECONDS,
            "refresh_token": refresh,
            "x_refresh_token_expires_in": lives,
            "x_refresh_token_hard_expires_in": hard,
        }

    def revoke(self, request: Request) -> Answer:
        if not self._is_our_client(request):
            return _json(401, {"error": "invalid_client"})
        try:
            body = read_json(request.text)
        except Refused:
            body = None
        token = body.get("token") if isinstance(body, dict) else None
        held = self.store.token(token) if isinstance(token, str) else None
        if held is None:
            return _json(400, {"error": "invalid_request"})
        self.store.drop_connection(held.connection)
        return Answer(200, b"")

    def realm_of(self, access_token: str) -> str:
        """The company that an access token opens."""
        environment, dot, _ = access_token.partition(".")
        if dot and environment in CLIENT_IDS and environment != self.environment:
            raise ForeignToken
        held = self.store.token(access_token)
        if held is None or held.kind != "access" or held.expires <= self.now():
            raise Unauthorized
        return held.realm

    def end(self, access_token: str, *, whole_connection: bool) -> None:
        """Ends an access token before its hour; its refresh token goes on, unless the whole connection is over."""
        held = self.store.token(access_token)
        if held is not None and whole_connection:
            self.store.drop_connection(held.connection)
        self.store.drop_token(access_token)

    def refusal(self) -> Answer:
        return unauthorized("Token expired or unknown", self.now())

    @property
    def _client_id(self) -> str:
        return CLIENT_IDS[self.environment]

    def _is_our_client(self, request: Request) -> bool:
        expected = base64.b64encode(f"{self._client_id}:{CLIENT_SECRET}".encode()).decode()
        return request.headers.get("authorization") == f"Basic {expected}"

    def _leads_home(self, uri: str) -> bool:
        """Whether an address is on this machine, the only place the practice company sends a person to; production sends to
        https alone."""
        try:
            parts = urlsplit(uri)
        except ValueError:
            return False
        schemes = ("https",) if self.environment == "production" else ("http", "https")
        here = parts.scheme in schemes and parts.hostname in ("127.0.0.1", "localhost", "::1")
        return here and uri.isascii() and uri.isprintable()


def _json(status: int, value: Json) -> Answer:
    return Answer(status, write_json(value).encode(), headers=(("Cache-Control", "no-store"),))


def _redirect(uri: str, params: Mapping[str, str]) -> Answer:
    glue = "&" if urlsplit(uri).query else "?"
    return Answer(302, b"", "text/plain", (("Location", uri + glue + urlencode(params)),))
