"""Programs at the firm's API: tokens of its people, and requests in one breath."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

import jsonschema
from fastapi.testclient import TestClient

from assistant import connections
from assistant.bookkeeping import connecting
from assistant.books.identity import Scope, Token, secret_hash
from assistant.books.remote import Environment
from tests.surfaces.firm import ADA, HARDWARE, Firm

BASE = "/api/v1"
AT = f"{BASE}/clients/{HARDWARE}"


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


@cache
def document_of(http: TestClient) -> Any:
    """The API's OpenAPI document."""
    return http.get(f"{BASE}/openapi.json").json()


def operation_of(document: Any, method: str, path: str) -> tuple[str, Any]:
    """The path as the document names it, and the operation; '' and None where it knows none."""
    parts = path.removeprefix(BASE).split("/")
    for template, operations in document["paths"].items():
        named = template.split("/")
        fits = len(named) == len(parts) and all(name[:1] == "{" or name == part for name, part in zip(named, parts, strict=True))
        if fits and method.lower() in operations:
            return template, operations[method.lower()]
    return "", None


def faults_of(document: Any, method: str, path: str, answer: Any) -> list[str]:
    """Where an answer is not what the document says that the operation gives: its status, its kind, its shape."""
    template, operation = operation_of(document, method, path)
    if not template:
        return []
    said = operation["responses"].get(str(answer.status_code))
    if said is None:
        return [f"{answer.status_code} is not said of {method} {template}"]
    kind = answer.headers["content-type"].partition(";")[0]
    if kind not in said["content"]:
        return [f"{kind} is not said of {answer.status_code}"]
    if "json" not in kind:
        return []
    schema = said["content"][kind]["schema"] | {"components": document["components"]}
    found = jsonschema.Draft202012Validator(schema).iter_errors(answer.json())
    return [f"{fault.json_path}: {fault.message}" for fault in found]


@dataclass(frozen=True)
class Program:
    """Somebody's program. A path that begins with no slash is of the hardware shop. Each answer is held to the document."""

    http: TestClient
    secret: str

    def ask(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, **sent: Any) -> Any:
        """The response as it came."""
        where = path if path.startswith("/") else f"{AT}/{path}"
        own = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        answer = self.http.request(method, where, headers=own | dict(headers or {}), **sent)
        assert faults_of(document_of(self.http), method, where.partition("?")[0], answer) == [], (method, where, answer.text)
        return answer

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
