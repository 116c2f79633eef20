"""Changes told to an app: what, signed how, and what becomes of an app that does not listen."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from quickbooks import QuickBooks

from assistant.practice.clock import Clock
from assistant.practice.practice import Practice
from assistant.practice.service import Setting
from assistant.practice.store import Store
from assistant.practice.webhooks import AddressRefused
from tests.practice.desk import CAFE, Desk, Tokens, http
from tests.practice.inside import NOON

URL = "http://127.0.0.1:9/hook"


@dataclass
class App:
    """Takes notices and answers each with the next of its statuses, the last one for ever."""

    statuses: list[int | None] = field(default_factory=lambda: [200])
    taken: list[tuple[bytes, Mapping[str, str]]] = field(default_factory=list)

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int | None:
        assert url == URL
        self.taken.append((body, headers))
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]

    def events(self) -> list[dict[str, Any]]:
        return [event for body, _ in self.taken for event in json.loads(body)]


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def app() -> App:
    return App()


@pytest.fixture
def practice(clock: Clock, app: App) -> Practice:
    practice = Practice(Store(None), Setting(clock, Tokens(), post=app))
    practice.seed(CAFE)
    practice.webhooks.subscribe(URL, "verifier-1")
    return practice


def closed(practice: Practice, day: str) -> None:
    """A change that the service tells of."""
    practice.set_preferences("9130", {"AccountingInfoPrefs": {"BookCloseDate": day}})


def test_a_notice_is_an_array_of_events_signed_with_the_verifier(practice: Practice, app: App) -> None:
    closed(practice, "2026-01-31")
    assert practice.webhooks.deliver() == 200
    ((body, headers),) = app.taken
    (event,) = json.loads(body)
    assert event == {
        "specversion": "1.0",
        "id": event["id"],
        "source": event["source"],
        "type": "qbo.preferences.updated.v1",
        "datacontenttype": "application/json",
        "time": "2026-11-21T12:00:00Z",
        "intuitentityid": "1",
        "intuitaccountid": "9130",
        "data": {},
    }
    mac = hmac.new(b"verifier-1", body, hashlib.sha256).digest()
    assert headers["intuit-signature"] == base64.b64encode(mac).decode()
    books = QuickBooks(company_id="9130", minorversion=75)
    assert books.validate_webhook_signature(body.decode(), headers["intuit-signature"], "verifier-1")
    assert practice.webhooks.deliver() is None, "told once"


def test_what_someone_does_in_quickbooks_is_told_and_an_adjustment_is_not(practice: Practice, app: App) -> None:
    practice.someone({"realm": "9130", "operation": "create", "entity": "Vendor", "body": {"DisplayName": "Quay Glass"}})
    line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": {"ItemRef": {"value": "1"}, "QtyDiff": -1}}
    body = {"AdjustAccountRef": {"value": "1"}, "Line": [line]}
    practice.someone({"realm": "9130", "operation": "create", "entity": "InventoryAdjustment", "body": body})
    practice.webhooks.deliver()
    assert [event["type"] for event in app.events()] == ["qbo.vendor.created.v1"]


def test_events_of_all_companies_wait_for_one_notice(practice: Practice, app: App) -> None:
    practice.seed({**CAFE, "realm": "9131"})
    closed(practice, "2026-01-31")
    practice.set_preferences("9131", {"AccountingInfoPrefs": {"BookCloseDate": "2026-01-31"}})
    practice.webhooks.deliver()
    assert [event["intuitaccountid"] for event in app.events()] == ["9130", "9131"]
    assert len({event["id"] for event in app.events()}) == 2


def test_who_does_not_listen_is_told_again_later_and_what_came_since_waits(practice: Practice, app: App, clock: Clock) -> None:
    app.statuses = [503, None, 200]
    closed(practice, "2026-01-31")
    assert practice.webhooks.deliver() == 503
    closed(practice, "2026-02-28")
    assert practice.webhooks.deliver() is None
    clock.advance(10)
    assert practice.webhooks.deliver() == 0
    clock.advance(29)
    assert practice.webhooks.deliver() is None
    clock.advance(1)
    assert [practice.webhooks.deliver(), practice.webhooks.deliver()] == [200, 200]
    bodies = [body for body, _ in app.taken]
    assert bodies[0] == bodies[1] == bodies[2] != bodies[3]


def test_a_notice_is_given_up_after_its_last_wait(practice: Practice, app: App, clock: Clock) -> None:
    app.statuses = [500]
    closed(practice, "2026-01-31")
    tries = 0
    while practice.webhooks.state()["failed"] or practice.webhooks.state()["waiting"]:
        tries += practice.webhooks.deliver() is not None
        clock.advance(6 * 3600)
    assert tries == len(app.taken) == 10
    assert practice.webhooks.deliver() is None


def test_nothing_waits_for_an_app_that_asked_for_nothing(practice: Practice, app: App) -> None:
    practice.webhooks.subscribe(None, "")
    closed(practice, "2026-01-31")
    practice.webhooks.subscribe(URL, "verifier-1")
    assert practice.webhooks.deliver() is None
    assert app.taken == []


def test_nothing_is_told_to_another_machine(practice: Practice) -> None:
    with pytest.raises(AddressRefused):
        practice.webhooks.subscribe("https://example.com/hook", "v")


def test_entries_made_changed_and_deleted_over_http_and_what_is_refused_is_not_told(desk: Desk) -> None:
    taken: list[dict[str, Any]] = []
    all_taken = Event()

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.extend(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if len(taken) >= 3:
                all_taken.set()
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as hook:
        thread = Thread(target=hook.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        door = f"{desk.running.base_url}/practice/webhooks"
        sent = json.dumps({"url": f"http://127.0.0.1:{hook.server_port}/", "verifier": "v"}).encode()
        assert http("POST", door, sent).status == 200
        kept = desk.posted(desk.breakage(DocNumber="WO-1"))
        same = {"Id": kept["Id"], "SyncToken": "0"}
        assert desk.post("journalentry", {"Line": []}).status == 400
        assert desk.post("journalentry", {**same, "sparse": True, "PrivateNote": "n"}).status == 200
        assert desk.post("journalentry", {**same, "SyncToken": "1"}, operation="delete").status == 200
        assert all_taken.wait(20)
        assert http("DELETE", door).json["url"] is None
        hook.shutdown()
    assert [event["type"] for event in taken] == [f"qbo.journalentry.{what}.v1" for what in ("created", "updated", "deleted")]
    assert {event["intuitentityid"] for event in taken} == {kept["Id"]}
