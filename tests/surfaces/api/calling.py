"""Programs at the firm's API: tokens of its people, and requests in one breath."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi.testclient import TestClient

from assistant import connections
from assistant.bookkeeping import connecting
from assistant.books.identity import Scope, Token, secret_hash
from assistant.books.remote import Environment
from tests.surfaces.firm import ADA, HARDWARE, Firm

AT = f"/api/v1/clients/{HARDWARE}"


def token_of(
    firm: Firm, person: str, scopes: Sequence[Scope] = tuple(Scope), clients: Sequence[str] = (), *, days: int = 30
) -> str:
    """A token's secret, made as the desk makes one."""
    secret, now = firm.new_secret(32), firm.clock.now()
    ends_at = now + timedelta(days=days)
    token = Token(f"t-{secret[:12]}", person, f"{person}'s program", tuple(scopes), tuple(clients), now, ends_at)
    with firm.house.identity.transaction() as identity:
        identity.add_token(token, secret_hash(secret))
    return secret


@dataclass(frozen=True)
class Program:
    """Somebody's program. Paths that begin with no slash are of the hardware shop."""

    http: TestClient
    secret: str

    def ask(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **sent: Any) -> Any:
        """The response as it came."""
        where = path if path.startswith("/") else f"{AT}/{path}"
        own = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        return self.http.request(method, where, headers=own | dict(headers or {}), **sent)

    def get(self, path: str, **asked: Any) -> Any:
        return self.ask("GET", path, params=asked)

    def post(self, path: str, body: Any = None, *, key: str = "", seen: str = "") -> Any:
        """A request that does something, under a key and with the version that was seen, where these are given."""
        headers = ({"Idempotency-Key": key} if key else {}) | ({"If-Match": seen} if seen else {})
        return self.ask("POST", path, headers=headers, json=body if body is not None else None)

    def draft(self, text: str) -> Any:
        """The first draft (or question) of a text, as it is shown."""
        told = self.post("texts", {"text": text})
        assert told.status_code == 201, told.text
        read = told.json()["texts"][0]
        return self.get(f"drafts/{[*read['drafts'], *read['questions']][0]['id']}")


def connect(firm: Firm, client: str = HARDWARE) -> None:
    """The client, connected to a practice company of its own."""
    house = firm.house
    with connections.addresses(house.store, client, Environment.PRACTICE, house.settings) as where:
        connecting.connect(
            house.store, client, lambda: connections.access(client, where, house.settings, connections.practice_consent(client)),
            by=ADA, at=house.now(), another_company=False,
        )  # fmt: skip


def program(firm: Firm, person: str | None, **made: Any) -> Program:
    http = TestClient(firm.app, base_url="https://testserver", raise_server_exceptions=False)
    return Program(http, token_of(firm, person, **made) if person is not None else "")
