"""Any request to the practice server to what its client meets: the service's doors, those for tests and tools, and the page.

| door | what it is |
| --- | --- |
| GET /.well-known/openid_sandbox_configuration | discovery (`openid_configuration` where the server stands for production) |
| GET /connect/oauth2 · POST /oauth2/v1/tokens/bearer · POST /v2/oauth2/tokens/revoke | OAuth 2 |
| /v3/company/{realm}/… | the accounting API |
| GET /practice/companies | the realms that are open, and their names |
| POST /practice/seed | opens a company (see seeding.py) |
| POST /practice/preferences | {"realm", "preferences"}: sets what the API only shows, such as BookCloseDate; null takes away |
| POST /practice/someone | {"realm", "operation", "entity", "body"}: what a person does in the web app (see someone.py) |
| GET, POST, DELETE /practice/faults | {"faults", "schedule", "struck"}; a list to add (faults.py) or a schedule (schedule.py) |
| GET /practice/limits | {"limits", "metered"} |
| GET, POST, DELETE /practice/webhooks | {"url", "waiting", "failed"}; {"url", "verifier"} tells changes there |
| GET /practice/log | {"served", "metered", "statuses": {"200": n, "none": n}, "requests": [row]} |

A row of the log: {n, at (the clock's seconds), method, path, resource, entity, requestid, status (null where no answer was sent),
fault, replayed, metered (reads counted), items (of a batch), waited (seconds before the answer)}.

The page at / is told in page.py. /practice answers this machine alone: a page in a browser that was led here by another name is
refused.
"""

import sqlite3
from dataclasses import asdict

from assistant.practice.faults import FaultRefused, read_fault
from assistant.practice.page import Page
from assistant.practice.schedule import read_schedule
from assistant.practice.seeding import SeedRefused, seed, with_changes
from assistant.practice.service import Service, Setting
from assistant.practice.someone import act
from assistant.practice.store import Store
from assistant.practice.webhooks import AddressRefused, Webhooks
from assistant.practice.wire import Answer, Json, Outcome, Refused, Request, read_json, service_unavailable, write_json


class Practice:
    """A service at work, and the doors beside it."""

    def __init__(self, store: Store, setting: Setting) -> None:
        self.store = store
        self.now = setting.now
        self.service = Service(store, setting)
        self.script, self.log = self.service.script, self.service.log
        self.webhooks = Webhooks(setting.now, setting.post)
        self.service.watch.told = self.webhooks.noticed
        self._page = Page(self.service, setting.new_token())

    def serve(self, request: Request, base_url: str) -> Outcome:
        """What the client meets. `base_url` is the address by which it came, for the links in what it is told."""
        if request.path.startswith("/practice/"):
            return Outcome(self._practice_door(request))
        if self._page.concerns(request.path):
            return Outcome(self._page.answer(request))
        return self.service.serve(request, base_url)

    def _practice_door(self, request: Request) -> Answer:
        host = request.headers.get("host", "").partition(":")[0]
        if host not in ("127.0.0.1", "localhost") or "origin" in request.headers:
            return _said(403, {"error": "This door answers programs on this machine, and no page in a browser."})
        try:
            sent = read_json(request.text) if request.body else None
            return _said(200, self._at_practice_door(f"{request.method} {request.path}", sent))
        except (SeedRefused, FaultRefused, AddressRefused, Refused) as refused:
            return _said(400, {"error": str(refused)})
        except sqlite3.Error:
            return service_unavailable()

    def _at_practice_door(self, door: str, sent: object) -> Json:
        match door, sent:
            case "GET /practice/log", _:
                return self.log.read()
            case "GET /practice/companies", _:
                with self.store.transaction():
                    names = [(realm, self.store.info(realm)["CompanyName"]) for realm in self.store.realms()]
                return {"companies": [{"realm": realm, "name": name} for realm, name in names]}
            case "GET /practice/limits", _:
                gate = self.service.gate
                return {"limits": asdict(gate.limits), "metered": gate.reads(self.now())}
            case "GET /practice/faults", _:
                return self.faults()
            case "DELETE /practice/faults", _:
                self.script.clear()
                return self.faults()
            case "POST /practice/faults", [*rows]:
                self.script.add([read_fault(row if isinstance(row, dict) else {}) for row in rows])
                return self.faults()
            case "POST /practice/faults", dict(document):
                self.script.follow(read_schedule(document))
                return self.faults()
            case "GET /practice/webhooks", _:
                return self.webhooks.state()
            case "DELETE /practice/webhooks", _:
                self.webhooks.subscribe(None, "")
                return self.webhooks.state()
            case "POST /practice/webhooks", {"url": str(url), "verifier": str(verifier)}:
                self.webhooks.subscribe(url, verifier)
                return self.webhooks.state()
            case "POST /practice/seed", dict(document):
                return self.seed(document)
            case "POST /practice/someone", dict(asked):
                return self.someone(asked)
            case "POST /practice/preferences", {"realm": str(realm), "preferences": dict(changes)}:
                return self.set_preferences(realm, changes)
        raise FaultRefused(f"There is no door {door} for such a body.")

    def faults(self) -> Json:
        """What waits, the schedule that is followed, and the points at which it has struck."""
        return {"faults": self.script.waiting(), "schedule": self.script.plan(), "struck": self.script.struck()}

    def seed(self, document: Json) -> Json:
        """Opens a company; see seeding.py. Errors: `SeedRefused`."""
        return seed(self.store, document, self.now())

    def someone(self, asked: Json) -> Json:
        """Does what a person does in the web app; see someone.py. Errors: `SeedRefused`, `Refused`."""
        with self.service.watch.writing():
            return act(self.store, self.now(), asked)

    def set_preferences(self, realm: str, changes: Json) -> Json:
        """Changes what the API only shows; answers all preferences as they stand then."""
        with self.service.watch.writing(), self.store.transaction():
            if realm not in self.store.realms():
                raise SeedRefused(f"There is no company {realm}.")
            self.store.set_preferences(realm, with_changes(self.store.preferences(realm), changes))
            return self.store.preferences(realm)


def _said(status: int, value: Json) -> Answer:
    return Answer(status, write_json(value).encode())
