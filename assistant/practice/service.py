"""A request to the service to what its client meets: the gateway with its limits, the faults on the way, OAuth, the API behind.

The log, the faults and what the limits have counted last as long as the process, all else as long as the store.
"""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.practice import api, attachments, batch, refusals
from assistant.practice.attachments import Attachments, Links
from assistant.practice.company import KINDS, PracticeCompany
from assistant.practice.faults import AFTER, MEDDLING, FaultScript, Strike
from assistant.practice.limits import OFF, Gate, Limits, Refusal
from assistant.practice.log import RequestLog
from assistant.practice.meddling import meddle
from assistant.practice.oauth import AUTHORIZE, DISCOVERY, REVOKE, TOKENS, Authority, ForeignToken, Unauthorized
from assistant.practice.store import Store
from assistant.practice.striking import behind, in_place
from assistant.practice.watch import Watch
from assistant.practice.webhooks import Post, nobody
from assistant.practice.wire import (
    Answer,
    Json,
    Outcome,
    Refused,
    Request,
    api_fault,
    forbidden,
    ok,
    service_unavailable,
    throttled,
    throttled_by_api,
    wrong_company,
)

RESOURCE_OF = {AUTHORIZE: "authorize", TOKENS: "token", REVOKE: "revoke", **dict.fromkeys(DISCOVERY.values(), "discovery")}
QUERIED = re.compile(r"\sfrom\s+(\w{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Setting:
    """What kind of service this is. `now` gives seconds since 1970, `new_token` a text nobody can guess; a refresh token that was
    replaced goes on for `refresh_grace_seconds` (0: it dies at once). `environment` is sandbox or production: the tokens and the
    client of one are refused by the other. `post` sends a webhook."""

    now: Callable[[], float]
    new_token: Callable[[], str]
    limits: Limits = OFF
    environment: str = "sandbox"
    refresh_grace_seconds: float = 0
    post: Post = nobody


@dataclass(frozen=True, slots=True)
class Served:
    """What one request comes to, and what the log says of it."""

    answer: Answer
    replayed: bool = False
    metered: int = 0
    items: int | None = None


class Service:
    """All companies of one store, and what a test scripted for them."""

    def __init__(self, store: Store, setting: Setting) -> None:
        self.store = store
        self.setting = setting
        self.now = setting.now
        self.script = FaultScript()
        self.log = RequestLog()
        self.gate = Gate(setting.limits)
        self.watch = Watch(store, setting.now)
        self._authority = Authority(store, setting.now, setting.new_token, setting.environment, setting.refresh_grace_seconds)
        self._refusing_until = 0.0
        self._link_key = setting.new_token()
        attachments.prepare(store)

    def serve(self, request: Request, base_url: str) -> Outcome:
        """What the client meets; every answer bears an `intuit_tid` by which the service would find it again."""
        now, resource = self.now(), self._resource(request.path)
        if now < self._refusing_until:
            return Outcome(None, refused=True)
        number = self.log.next_number()
        strike = self.script.due(resource, request.method)
        if strike is not None and strike.fault == "refuse":
            self._refusing_until = now + strike.seconds
        served = None if strike is None else in_place(strike, now)
        outcome, came_to = (served, None) if served is not None else self._served(request, base_url, strike)
        answer = outcome.answer
        self.log.add(
            {
                "n": number,
                "at": now,
                "method": request.method,
                "path": request.path,
                "resource": resource,
                "entity": self._entity(request, resource),
                "requestid": request.params.get("requestid"),
                "status": None if answer is None else answer.status,
                "fault": None if strike is None else strike.fault,
                "replayed": came_to is not None and came_to.replayed,
                "metered": 0 if came_to is None else came_to.metered,
                "items": None if came_to is None else came_to.items,
                "waited": outcome.after_seconds,
            }
        )
        if answer is None:
            return outcome
        trace = ("intuit_tid", f"1-{int(now):08x}-{number:024x}")
        return replace(outcome, answer=replace(answer, headers=(*answer.headers, trace)))

    def _resource(self, path: str) -> str:
        parts = path.strip("/").split("/")
        if parts[:2] == ["v3", "company"] and len(parts) > 3:
            return parts[3]
        return RESOURCE_OF.get(path.rstrip("/"), "unknown")

    def _entity(self, request: Request, resource: str) -> str | None:
        """The kind of object that a request is about, as far as its address or its query tells."""
        if resource != "query":
            return KINDS.get(resource)
        found = QUERIED.search(_query_text(request))
        return found[1] if found else None

    def _served(self, request: Request, base_url: str, strike: Strike | None) -> tuple[Outcome, Served]:
        """Carries the request out; what goes wrong is an answer too. Some faults strike behind it."""
        try:
            if strike is not None and strike.fault in ("expire_token", "revoke_token"):
                with self.store.transaction():
                    self._authority.end(request.bearer_token(), whole_connection=strike.fault == "revoke_token")
            with self.watch.writing(), self.store.transaction():
                served = self._carried_out(request, base_url)
            if strike is not None and strike.fault in MEDDLING:
                self._meddle(request, strike)
        except Unauthorized:
            served = Served(self._authority.refusal())
        except ForeignToken:
            served = Served(forbidden(self.now()))
        except Refused as refused:
            served = Served(api_fault(refused, self.now()), metered=_reads(request, self._resource(request.path)))
        except sqlite3.Error:
            served = Served(service_unavailable())  # the disk is full or the file went away: trouble in the service
        struck = strike if strike is not None and strike.fault in AFTER else None
        return behind(struck, served.answer, self.now()), served

    def _meddle(self, request: Request, strike: Strike) -> None:
        parts = request.path.strip("/").split("/")
        if parts[:2] == ["v3", "company"] and len(parts) > 2:
            with self.watch.writing(), self.store.transaction():
                meddle(self.store, parts[2], self.now(), strike.fault)

    def _carried_out(self, request: Request, base_url: str) -> Served:
        match RESOURCE_OF.get(request.path.rstrip("/")):
            case "discovery" if request.path.rstrip("/") == DISCOVERY[self.setting.environment]:
                return Served(self._authority.discovery(base_url))
            case "authorize":
                return Served(self._authority.authorize(request.params))
            case "token":
                return Served(self._authority.tokens(request))
            case "revoke":
                return Served(self._authority.revoke(request))
            case _:
                return self._api_door(request, base_url)

    def _api_door(self, request: Request, base_url: str) -> Served:
        parts = request.path.strip("/").split("/")
        if parts[0] == "download" and len(parts) == 3:
            return Served(self._file(request, base_url, parts[1], parts[2]))
        if parts[:2] != ["v3", "company"] or not 4 <= len(parts) <= 5:
            return Served(Answer(404, b"", "text/plain"))
        now, realm, resource = self.now(), parts[2], parts[3]
        if self._authority.realm_of(request.bearer_token()) != realm:
            return Served(wrong_company(now))
        items = batch.items_of(request) if resource == "batch" and request.method == "POST" else None
        metered = _reads(request, resource) if items is None else batch.reads_of(items)
        refusal = self.gate.refused(realm, now, batch=items is not None, metered=metered)
        if refusal is not None:
            says = throttled_by_api if refusal is Refusal.MINUTE else throttled
            return Served(says(now, self.setting.limits.retry_after_seconds))
        company = PracticeCompany(self.store, realm, now)
        files = self._attachments(company, base_url)
        if items is not None:
            company.must_be_active()
            answer, replayed = self._batch(company, files, request, items)
        else:
            answer, replayed = _answer(company, files, request, resource, parts[4] if len(parts) == 5 else None)
        return Served(answer, replayed, metered, None if items is None else len(items))

    def _batch(self, company: PracticeCompany, files: Attachments, request: Request, items: list[Json]) -> tuple[Answer, bool]:
        def answered() -> Json:
            return batch.answered(company, items, lambda text: _queried(company, files, text))

        return api.once(company, request, answered, batch.LONGEST_REQUEST_ID)

    def _attachments(self, company: PracticeCompany, base_url: str) -> Attachments:
        return Attachments(company, Links(base_url, self._link_key), self.setting.limits.file_bytes)

    def _file(self, request: Request, base_url: str, realm: str, key: str) -> Answer:
        """The file behind a link that needs no token."""
        files = self._attachments(PracticeCompany(self.store, realm, self.now()), base_url)
        if not files.links.opens(request, self.now()):
            return Answer(403, b"This link has ended.", "text/plain")
        return files.file(key)


def _answer(
    company: PracticeCompany, files: Attachments, request: Request, resource: str, key: str | None
) -> tuple[Answer, bool]:
    """What the API answers, and whether it is the repeat of an earlier answer."""
    of_files = resource in ("upload", "attachable", "download")
    if not of_files and not (resource == "query" and _of_attachables(_query_text(request))):
        return api.answer(company, request, resource, key)
    company.must_be_active()
    match request.method, resource, key:
        case "POST", "upload", None:
            return api.once(company, request, lambda: files.upload(request))
        case "POST", "attachable", None:
            return api.once(company, request, lambda: files.write(request))
        case "GET", "attachable", str():
            return ok(files.read(key), company.now), False
        case "GET", "download", str():
            return files.link(key), False
        case _, "query", None:
            return ok({"QueryResponse": files.query(_query_text(request))}, company.now), False
        case _:
            raise refusals.unsupported(f"{request.method} {resource}")


def _queried(company: PracticeCompany, files: Attachments, text: str) -> Json:
    return files.query(text) if _of_attachables(text) else company.query(text)


def _query_text(request: Request) -> str:
    return request.params.get("query", "") if request.method == "GET" else request.body.decode("utf-8", "replace")


def _of_attachables(query: str) -> bool:
    found = QUERIED.search(query)
    return found is not None and found[1] == attachments.ENTITY


def _reads(request: Request, resource: str) -> int:
    """How many metered reads a request of the API is."""
    return 1 if request.method == "GET" or resource == "query" else 0
