"""A practice company in this process, and an app's requests to it: no socket, and one clock for both."""

from copy import copy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from assistant.practice.clock import Clock
from assistant.practice.limits import OFF, Limits
from assistant.practice.oauth import CLIENT_ID, SCOPE
from assistant.practice.practice import Practice
from assistant.practice.service import Setting
from assistant.practice.store import Store
from assistant.practice.transport import PracticeTransport
from tests.practice.desk import BASIC, CAFE, CALLBACK, Tokens

NOON = 1_795_262_400.0  # 2026-11-21


@dataclass
class Inside:
    """An app that is connected to the cafe."""

    limits: Limits = OFF
    latency_seconds: float = 0
    refresh_grace_seconds: float = 0
    realm: str = "9130"
    seconds: float = NOON
    tokens: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = Clock(self.seconds)
        setting = Setting(self.clock, Tokens(), self.limits, refresh_grace_seconds=self.refresh_grace_seconds)
        self.practice = Practice(Store(None), setting)
        self.practice.seed(CAFE)
        self.transport = PracticeTransport(self.practice, self.clock, self.latency_seconds)
        self.sign_in()

    def sign_in(self) -> None:
        """A session and tokens of its own."""
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.mount(self.transport.base_url, self.transport)
        self.connect()

    def beside(self, realm: str) -> "Inside":
        """The app at work for another company of the same service."""
        other = copy(self)
        other.realm = realm
        other.sign_in()
        return other

    def connect(self) -> None:
        consent = {"client_id": CLIENT_ID, "response_type": "code", "scope": SCOPE, "redirect_uri": CALLBACK, "state": "s-1"}
        url = f"{self.transport.base_url}/connect/oauth2"
        back = self.session.get(url, params={**consent, "company": self.realm}, allow_redirects=False, timeout=10)
        code = parse_qs(urlsplit(back.headers["Location"]).query)["code"][0]
        self.tokens = self.token(grant_type="authorization_code", code=code, redirect_uri=CALLBACK).json()

    def token(self, **form: str) -> requests.Response:
        url = f"{self.transport.base_url}/oauth2/v1/tokens/bearer"
        return self.session.post(url, data=form, headers={"Authorization": BASIC}, timeout=10)

    def send(self, method: str, resource: str, timeout: float | None = 10, **options: Any) -> requests.Response:
        url = f"{self.transport.api_url}/company/{self.realm}/{resource}"
        bearer = {"Authorization": f"Bearer {self.tokens['access_token']}"}
        return self.session.request(method, url, headers=bearer, timeout=timeout, **options)

    def get(self, resource: str, **params: str) -> requests.Response:
        return self.send("GET", resource, params=params)

    def breakage(self, number: str = "WO-1", amount: float = 49.80) -> dict[str, Any]:
        """The usual entry: breakage against inventory."""
        rows = self.get("query", query="SELECT * FROM Account").json()["QueryResponse"]["Account"]
        ids = {row["Name"]: row["Id"] for row in rows}
        lines = [
            {
                "DetailType": "JournalEntryLineDetail",
                "Amount": amount,
                "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": ids[name]}},
            }
            for side, name in (("Debit", "Breakage"), ("Credit", "Inventory"))
        ]
        return {"DocNumber": number, "TxnDate": "2026-10-02", "Line": lines}

    def entries(self) -> int:
        count: int = self.get("query", query="SELECT COUNT(*) FROM JournalEntry").json()["QueryResponse"]["totalCount"]
        return count
