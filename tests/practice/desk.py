"""A test's words to HTTP calls on a practice company: accounts by their numbers, entries as pages, replies as they came."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from assistant.practice.oauth import CLIENT_ID, CLIENT_SECRET, SCOPE
from assistant.practice.server import Running

Json = dict[str, Any]
CALLBACK = "http://127.0.0.1:9/callback"
BASIC = "Basic " + base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()

CAFE: Json = {
    "realm": "9130",
    "company": {"name": "Harbour Cafe", "currency": "USD"},
    "accounts": [
        {"number": "1000", "name": "Checking", "type": "Bank", "balance": "5000.00"},
        {"number": "1100", "name": "Receivables", "type": "Accounts Receivable", "balance": "300.00"},
        {"number": "1200", "name": "Inventory", "type": "Other Current Asset", "detail_type": "Inventory", "balance": "1000.00"},
        {"number": "1210", "name": "Old stock", "type": "Other Current Asset", "active": False, "balance": "0"},
        {"number": "2000", "name": "Payables", "type": "Accounts Payable", "balance": "700.00"},
        {"number": "4000", "name": "Sales", "type": "Income", "balance": "9000.00"},
        {"number": "5000", "name": "Cost of goods", "type": "Cost of Goods Sold", "balance": "4000.00"},
        {"number": "5050", "name": "Breakage", "type": "Cost of Goods Sold", "parent": "5000", "balance": "12.50"},
        {"name": "Theft", "type": "Other Expense"},
    ],
    "items": [
        {"name": "Mug", "sku": "MUG-01", "type": "Inventory", "quantity": "12", "cost": "4.15", "asset_account": "1200"},
        {"name": "Napkins", "type": "NonInventory"},
    ],
    "vendors": ["Acme Pottery"],
    "customers": ["Ada Quay"],
    "classes": ["Kiosk"],
    "departments": ["Quay Street"],
}


@dataclass
class Clock:
    """Seconds since 1970 that pass only when told to: 2026-11-21, noon UTC."""

    seconds: float = 1_795_262_400.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Tokens:
    """Texts nobody could mistake for each other."""

    made: list[str] = field(default_factory=list)

    def __call__(self) -> str:
        self.made.append(f"token-{len(self.made):04d}")
        return self.made[-1]


@dataclass(frozen=True)
class Reply:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.text)

    @property
    def error(self) -> Json:
        """The first error of an API fault."""
        found: Json = self.json["Fault"]["Error"][0]
        return found

    @property
    def code(self) -> str:
        return str(self.error["code"])


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


OPENER = build_opener(_NoRedirect)


def http(method: str, url: str, body: bytes | None = None, **headers: str) -> Reply:
    """One request, whatever its status; redirects are not followed."""
    request = Request(url, data=body, method=method, headers={key.replace("_", "-"): value for key, value in headers.items()})
    try:
        with OPENER.open(request, timeout=20) as response:
            return Reply(response.status, response.read().decode(), dict(response.headers))
    except HTTPError as error:
        with error:
            return Reply(error.code, error.read().decode(), dict(error.headers))


def authorize(running: Running, **changes: str) -> Reply:
    """Follows a person to the consent page; `company` makes their choice."""
    params = {
        "client_id": CLIENT_ID,
        "response_type": "code",
        "scope": SCOPE,
        "redirect_uri": CALLBACK,
        "state": "s-1",
        **changes,
    }
    return http("GET", f"{running.base_url}/connect/oauth2?{urlencode(params)}")


def callback(reply: Reply) -> dict[str, str]:
    """What the redirect brings back to the app."""
    assert reply.status == 302
    return {key: values[0] for key, values in parse_qs(urlsplit(reply.headers["Location"]).query).items()}


def token(running: Running, authorization: str = BASIC, **form: str) -> Reply:
    return http(
        "POST",
        f"{running.base_url}/oauth2/v1/tokens/bearer",
        urlencode(form).encode(),
        Authorization=authorization,
        Content_Type="application/x-www-form-urlencoded",
    )


def connect(running: Running, realm: str) -> Json:
    """The whole way from consent to tokens."""
    code = callback(authorize(running, company=realm))["code"]
    reply = token(running, grant_type="authorization_code", code=code, redirect_uri=CALLBACK)
    assert reply.status == 200, reply.text
    tokens: Json = reply.json
    return tokens


class Desk:
    """A connected app's window on one company."""

    def __init__(self, running: Running, realm: str = "9130") -> None:
        self.running, self.realm = running, realm
        self.tokens = connect(running, realm)

    def get(self, resource: str, **params: str) -> Reply:
        return self.send("GET", resource, None, **params)

    def post(self, resource: str, body: object, **params: str) -> Reply:
        return self.send("POST", resource, json.dumps(body).encode(), **params)

    def send(self, method: str, resource: str, body: bytes | None, **params: str) -> Reply:
        url = f"{self.running.api_url}/company/{self.realm}/{resource}?{urlencode(params)}"
        bearer = f"Bearer {self.tokens['access_token']}"
        return http(method, url, body, Authorization=bearer, Content_Type="application/json", Accept="application/json")

    def query(self, text: str) -> Reply:
        return self.get("query", query=text)

    def rows(self, text: str) -> list[Json]:
        """The rows of a query that must be answered."""
        reply = self.query(text)
        assert reply.status == 200, reply.text
        answer: dict[str, Any] = reply.json["QueryResponse"]
        return next((value for value in answer.values() if isinstance(value, list)), [])

    def account(self, number_or_name: str) -> Json:
        accounts = self.rows("SELECT * FROM Account WHERE Active IN (true, false) MAXRESULTS 1000")
        (found,) = [row for row in accounts if number_or_name in (row.get("AcctNum"), row["Name"])]
        return found

    def id_of(self, number_or_name: str) -> str:
        return str(self.account(number_or_name)["Id"])

    def balances(self, *numbers: str) -> list[float]:
        return [self.account(number)["CurrentBalance"] for number in numbers]

    def line(self, side: str, account: str, amount: object, **detail: object) -> Json:
        return {
            "DetailType": "JournalEntryLineDetail",
            "Amount": amount,
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": self.id_of(account)}, **detail},
        }

    def page(self, *lines: tuple[str, str, object], date: object = "2026-10-02", **fields: object) -> Json:
        """An entry as it is sent: ("Dr", "5050", 49.80), ("Cr", "1200", 49.80)."""
        sides = {"Dr": "Debit", "Cr": "Credit"}
        return {"TxnDate": date, **fields, "Line": [self.line(sides[side], account, amount) for side, account, amount in lines]}

    def breakage(self, amount: object = 49.80, **fields: object) -> Json:
        """The usual entry of these tests."""
        return self.page(("Dr", "5050", amount), ("Cr", "1200", amount), **fields)

    def posted(self, body: Json, **params: str) -> Json:
        reply = self.post("journalentry", body, **params)
        assert reply.status == 200, reply.text
        kept: Json = reply.json["JournalEntry"]
        return kept
