"""Rows that a test wrote to faults that wait for their request.

    {"on": "journalentry", "nth": 1, "fault": "commit_then_stall", "seconds": 30}

`on` is a resource: the word after the realm in an API address (`journalentry`, `query`, `account`, …), `discovery`, `authorize`,
`token`, `revoke`, or `*`. `nth` counts the requests to it since the fault was scripted, from 1 (the default); each fault strikes
once, and of two that are due the one scripted first strikes, the other at the next request. `method` narrows it to GET or POST.

| fault | what the client sees | is the request carried out |
| --- | --- | --- |
| throttle | 429, the gateway's spelling; `Retry-After` where `retry_after` (seconds) is given | no |
| throttle_fault | 429, the API's spelling, code "003001" | no |
| expire_token | 401: the access token it carries dies now, for later requests too | no |
| revoke_token | 401: the whole connection of that token is over, its refresh token too | no |
| invalid_grant | 400 from the token door | no |
| forbidden | 403, code 3100, from the gateway | no |
| wrong_realm | 401, code 100, as XML | no |
| html_503 | 503 (or `status`) and an HTML page | no |
| html_200 | 200 and an HTML page, as from a proxy that wants a sign-in | no |
| json_500 | 500 (or `status`) and the API's Fault, code 10000 | no |
| api_fault | HTTP 400 (or `status`) and a Fault with `codes` (["6000"]) | no |
| fault_in_200 | HTTP 200 and a Fault with `codes` | no |
| gateway_fault | HTTP 400 (or `status`) and the gateway's spelling of the first of `codes` | no |
| stall | no answer for `seconds` (30), then the connection closes | no |
| drop | the connection closes | no |
| refuse | this and every request for `seconds` finds no server: over a socket it is dropped, in process refused | no |
| commit_then_stall · commit_then_drop · commit_then_503 · commit_then_500 | as stall, drop, html_503 and json_500 | yes |
| slow | the answer, after `seconds` | yes |
| truncated | the first half of the body, as if it were all | yes |
| cut_off | the connection closes in the middle of the body | yes |
| wrong_type | the answer, called text/html | yes |
| someone_notes · someone_edits · someone_deletes · someone_enters | the answer; someone is at work too (meddling.py) | yes |

What becomes of each is in striking.py; whole plans of faults, by a seed or in turn, are in schedule.py.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock
from typing import Any, Protocol

from assistant.practice.wire import Json

BEFORE = frozenset(
    "throttle throttle_fault expire_token revoke_token invalid_grant forbidden wrong_realm html_503 html_200 json_500 "
    "api_fault fault_in_200 gateway_fault stall drop refuse".split()
)
AFTER = frozenset("commit_then_stall commit_then_drop commit_then_503 commit_then_500 slow truncated cut_off wrong_type".split())
MEDDLING = frozenset("someone_notes someone_edits someone_deletes someone_enters".split())
ALL = BEFORE | AFTER | MEDDLING
KEYS = frozenset({"on", "fault", "nth", "method", "seconds", "status", "codes", "retry_after"})
STRUCK_REMEMBERED = 100_000


class FaultRefused(Exception):
    """What was scripted is no fault that can be had."""


@dataclass(frozen=True, slots=True)
class Strike:
    """What happens to one request. `status` None is the usual one of its fault."""

    fault: str
    seconds: float = 30
    status: int | None = None
    codes: tuple[str, ...] = ("6000",)
    retry_after: int | None = None

    def row(self) -> Json:
        """As it is written in a script."""
        row: Json = {"fault": self.fault, "seconds": self.seconds}
        if self.fault in ("api_fault", "fault_in_200", "gateway_fault"):
            row["codes"] = list(self.codes)
        optional = {"status": self.status, "retry_after": self.retry_after}
        return row | {key: value for key, value in optional.items() if value is not None}


@dataclass(slots=True)
class Fault:
    """A strike that waits for its request, and how many have passed it."""

    on: str
    strike: Strike
    nth: int = 1
    method: str = ""
    seen: int = 0

    def counts(self, resource: str, method: str) -> bool:
        return self.on in ("*", resource) and self.method in ("", method)


def read_fault(row: Mapping[str, Any]) -> Fault:
    """A row of the script to a fault; what is misspelt is refused, so that no test passes for want of its fault."""
    if set(row) - KEYS or row.get("fault") not in ALL or not isinstance(row.get("on"), str):
        raise FaultRefused(f"No such fault: {dict(row)}. It needs on, and fault as one of {', '.join(sorted(ALL))}.")
    nth, seconds, status, wait = row.get("nth", 1), row.get("seconds", 30), row.get("status"), row.get("retry_after")
    numbers = isinstance(nth, int) and isinstance(seconds, int | float | Decimal)
    if not numbers or nth < 1 or not all(isinstance(n, int | None) for n in (status, wait)):
        raise FaultRefused("nth counts from 1; seconds, status and retry_after are numbers.")
    if not isinstance(row.get("codes", []), list):
        raise FaultRefused("codes is a list.")
    codes = tuple(str(code) for code in row.get("codes", ["6000"]))
    strike = Strike(row["fault"], float(seconds), status, codes, wait)
    return Fault(row["on"], strike, nth, str(row.get("method", "")).upper())


class Plan(Protocol):
    """A schedule: what strikes the n-th request of a kind, and the document that makes it again."""

    def strike(self, resource: str, method: str, n: int) -> Strike | None: ...
    def document(self) -> Json: ...


class FaultScript:
    """The faults that wait for their request, in the order they were scripted, then what a plan says; and what struck so far."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: list[Fault] = []
        self._plan: Plan | None = None
        self._seen: Counter[tuple[str, str]] = Counter()
        self._struck: list[Json] = []

    def add(self, faults: list[Fault]) -> None:
        with self._lock:
            self._waiting.extend(faults)

    def follow(self, plan: Plan | None) -> None:
        """Strikes by this plan from the next request on, counted from 1 for each kind; None goes by no plan."""
        with self._lock:
            self._plan = plan
            self._seen.clear()
            self._struck.clear()

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()
        self.follow(None)

    def waiting(self) -> list[Json]:
        with self._lock:
            return [{"on": f.on, "fault": f.strike.fault, "nth": f.nth, "seen": f.seen} for f in self._waiting]

    def plan(self) -> Json | None:
        with self._lock:
            return None if self._plan is None else self._plan.document()

    def struck(self) -> list[Json]:
        """What the plan has done so far: rows by which schedule.py does the same again."""
        with self._lock:
            return list(self._struck)

    def due(self, resource: str, method: str) -> Strike | None:
        """Counts the request, and gives what strikes it."""
        with self._lock:
            return self._scripted(resource, method) or self._planned(resource, method)

    def _scripted(self, resource: str, method: str) -> Strike | None:
        concerned = [fault for fault in self._waiting if fault.counts(resource, method)]
        for fault in concerned:
            fault.seen += 1
        struck = next((fault for fault in concerned if fault.seen >= fault.nth), None)
        if struck is None:
            return None
        self._waiting.remove(struck)
        return struck.strike

    def _planned(self, resource: str, method: str) -> Strike | None:
        if self._plan is None:
            return None
        self._seen[resource, method] += 1
        n = self._seen[resource, method]
        strike = self._plan.strike(resource, method, n)
        if strike is not None and len(self._struck) < STRUCK_REMEMBERED:
            self._struck.append({"on": resource, "method": method, "n": n, **strike.row()})
        return strike
