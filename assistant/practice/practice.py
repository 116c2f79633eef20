"""Any request to the practice server to its answer, or to silence: the doors, the gateway before them, the faults on the way.

| door | what it is |
| --- | --- |
| GET /.well-known/openid_sandbox_configuration | discovery |
| GET /connect/oauth2 · POST /oauth2/v1/tokens/bearer · POST /v2/oauth2/tokens/revoke | OAuth 2 |
| /v3/company/{realm}/… | the accounting API |
| GET /practice/companies | the realms that are open, and their names |
| POST /practice/seed | opens a company (see seeding.py) |
| POST /practice/preferences | {"realm", "preferences"}: sets what the API only shows, such as BookCloseDate; null takes away |
| GET, POST, DELETE /practice/faults | what is scripted, a list to add (see faults.py), none |
| GET /practice/log | {"served", "requests": [{n, method, path, resource, requestid, status, fault, replayed}]} |

`status` in the log is null where no answer was sent; the log, the faults and the rate limit last as long as the process, all else
as long as the store. /practice answers this machine alone: a page in a browser that was led here by another name is refused.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from assistant.practice import api
from assistant.practice.company import PracticeCompany
from assistant.practice.faults import AFTER, Fault, FaultRefused, FaultScript, RateLimit, RequestLog, read_fault
from assistant.practice.oauth import AUTHORIZE, DISCOVERY, REVOKE, TOKENS, Authority, Unauthorized
from assistant.practice.seeding import SeedRefused, seed, with_changes
from assistant.practice.store import Store
from assistant.practice.wire import (
    Answer,
    Error,
    Json,
    Refused,
    Request,
    api_fault,
    read_json,
    service_unavailable,
    throttled,
    write_json,
    wrong_company,
)

RESOURCE_OF = {AUTHORIZE: "authorize", TOKENS: "token", REVOKE: "revoke", **dict.fromkeys(DISCOVERY, "discovery")}


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer: the connection closes after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Served:
    """What one request comes to, and what the log says of it."""

    answer: Answer | Silence
    replayed: bool = False


class Practice:
    """All companies of one store, and what a test scripted for them."""

    def __init__(
        self, store: Store, now: Callable[[], float], new_token: Callable[[], str], requests_per_second: int | None
    ) -> None:
        self.store = store
        self.script = FaultScript()
        self.log = RequestLog()
        self.now = now
        self._authority = Authority(store, now, new_token)
        self._limit = RateLimit(requests_per_second)

    def serve(self, request: Request, base_url: str) -> Answer | Silence:
        """Answers a request; every answer bears an `intuit_tid` by which the service would find it again."""
        if request.path.startswith("/practice/"):
            return self._practice_door(request)
        resource = self._resource(request.path)
        fault = self.script.due(resource, request.method)
        served = self._served(request, base_url, fault)
        answer = served.answer
        number = self.log.add(
            {
                "method": request.method,
                "path": request.path,
                "resource": resource,
                "requestid": request.params.get("requestid"),
                "status": None if isinstance(answer, Silence) else answer.status,
                "fault": None if fault is None else fault.fault,
                "replayed": served.replayed,
            }
        )
        if isinstance(answer, Silence):
            return answer
        trace = f"1-{int(self.now()):08x}-{number:024x}"
        return Answer(answer.status, answer.body, answer.content_type, (*answer.headers, ("intuit_tid", trace)))

    def _resource(self, path: str) -> str:
        parts = path.strip("/").split("/")
        if parts[:2] == ["v3", "company"] and len(parts) > 3:
            return parts[3]
        return RESOURCE_OF.get(path.rstrip("/"), "unknown")

    def _served(self, request: Request, base_url: str, fault: Fault | None) -> Served:
        """Carries the request out, unless a fault stands in its place; what goes wrong is an answer too."""
        if fault is not None and (struck := _before(fault, self.now())) is not None:
            return Served(struck)
        try:
            if fault is not None and fault.fault == "expire_token":
                with self.store.transaction():
                    self._authority.expire(request.bearer_token())
            with self.store.transaction():
                served = self._carried_out(request, base_url)
        except Unauthorized:
            served = Served(self._authority.refusal())
        except Refused as refused:
            served = Served(api_fault(refused, self.now()))
        except sqlite3.Error:
            served = Served(service_unavailable())  # the disk is full or the file went away: trouble in the service
        return Served(_after(fault), served.replayed) if fault is not None and fault.fault in AFTER else served

    def _carried_out(self, request: Request, base_url: str) -> Served:
        match RESOURCE_OF.get(request.path.rstrip("/")):
            case "discovery":
                return Served(self._authority.discovery(base_url))
            case "authorize":
                return Served(self._authority.authorize(request.params))
            case "token":
                return Served(self._authority.tokens(request))
            case "revoke":
                return Served(self._authority.revoke(request))
            case _:
                return self._api_door(request)

    def _api_door(self, request: Request) -> Served:
        parts = request.path.strip("/").split("/")
        if parts[:2] != ["v3", "company"] or not 4 <= len(parts) <= 5:
            return Served(Answer(404, b"", "text/plain"))
        now, realm = self.now(), parts[2]
        if self._authority.realm_of(request.bearer_token()) != realm:
            return Served(wrong_company(now))
        if not self._limit.admits(realm, now):
            return Served(throttled(now))
        company = PracticeCompany(self.store, realm, now)
        return Served(*api.answer(company, request, parts[3], parts[4] if len(parts) == 5 else None))

    # The doors beside the API

    def _practice_door(self, request: Request) -> Answer:
        host = request.headers.get("host", "").partition(":")[0]
        if host not in ("127.0.0.1", "localhost") or "origin" in request.headers:
            return _said(403, {"error": "This door answers programs on this machine, and no page in a browser."})
        try:
            sent = read_json(request.text) if request.body else None
            return _said(200, self._at_practice_door(f"{request.method} {request.path}", sent))
        except (SeedRefused, FaultRefused, Refused) as refused:
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
            case "GET /practice/faults", _:
                return {"faults": self.script.waiting()}
            case "DELETE /practice/faults", _:
                self.script.clear()
                return {"faults": []}
            case "POST /practice/faults", [*rows]:
                self.script.add([read_fault(row if isinstance(row, dict) else {}) for row in rows])
                return {"faults": self.script.waiting()}
            case "POST /practice/seed", dict(document):
                return seed(self.store, document, self.now())
            case "POST /practice/preferences", {"realm": str(realm), "preferences": dict(changes)}:
                return self.set_preferences(realm, changes)
        raise FaultRefused(f"There is no door {door} for such a body.")

    def set_preferences(self, realm: str, changes: Json) -> Json:
        """Changes what the API only shows; answers all preferences as they stand then."""
        with self.store.transaction():
            if realm not in self.store.realms():
                raise SeedRefused(f"There is no company {realm}.")
            self.store.set_preferences(realm, with_changes(self.store.preferences(realm), changes))
            return self.store.preferences(realm)


def _before(fault: Fault, now: float) -> Answer | Silence | None:
    """What the client sees of a request that is not carried out; None where the request goes on."""
    match fault.fault:
        case "throttle":
            return throttled(now)
        case "throttle_fault":
            error = Error("003001", "message=ThrottleExceeded; errorCode=003001; statusCode=429", "")
            return api_fault(Refused(error, status=429, kind="SERVICE"), now)
        case "html_503":
            return service_unavailable()
        case "api_fault" | "fault_in_200":
            errors = [Error(code, "An error that was asked for", f"Scripted fault {code}.") for code in fault.codes]
            return api_fault(Refused(*errors), now, status=200 if fault.fault == "fault_in_200" else fault.status)
        case "stall":
            return Silence(fault.seconds)
        case "drop":
            return Silence(0)
        case _:
            return None


def _after(fault: Fault) -> Answer | Silence:
    """What the client sees of a request that was carried out all the same."""
    match fault.fault:
        case "commit_then_503":
            return service_unavailable()
        case "commit_then_stall":
            return Silence(fault.seconds)
        case _:
            return Silence(0)


def _said(status: int, value: Json) -> Answer:
    return Answer(status, write_json(value).encode())
