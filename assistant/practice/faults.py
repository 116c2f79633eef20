"""Faults that a test asked for to the request they strike, the rate limit, and the log of what was served.

    {"on": "journalentry", "nth": 1, "fault": "commit_then_stall", "seconds": 30}

`on` is a resource: the word after the realm in an API address (`journalentry`, `query`, `account`, …), `discovery`, `authorize`,
`token`, `revoke`, or `*`. `nth` counts the requests to it since the fault was scripted, from 1 (the default); each fault strikes
once, and of two that are due the one scripted first strikes, the other at the next request. `method` narrows it to GET or POST.

| fault | what the client sees | is the request carried out |
| --- | --- | --- |
| throttle | 429, the gateway's spelling | no |
| throttle_fault | 429, the API's spelling, code "003001" | no |
| expire_token | 401: the access token it carries dies now, for later requests too | no |
| html_503 | 503 and an HTML page | no |
| api_fault | HTTP 400 (or `status`) and a Fault with `codes` (["6000"]) | no |
| fault_in_200 | HTTP 200 and a Fault with `codes` | no |
| stall | no answer for `seconds` (30), then the connection closes | no |
| drop | the connection closes | no |
| commit_then_stall · commit_then_drop · commit_then_503 | as stall, drop and html_503 | yes |
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock
from typing import Any

from assistant.practice.wire import Json

BEFORE = frozenset({"throttle", "throttle_fault", "expire_token", "html_503", "api_fault", "fault_in_200", "stall", "drop"})
AFTER = frozenset({"commit_then_stall", "commit_then_drop", "commit_then_503"})
REMEMBERED_REQUESTS = 10_000


class FaultRefused(Exception):
    """What was scripted is no fault that can be had."""


@dataclass(slots=True)
class Fault:
    """One fault and how many requests have passed it."""

    on: str
    fault: str
    nth: int
    method: str
    seconds: float
    status: int
    codes: tuple[str, ...]
    seen: int = 0

    def counts(self, resource: str, method: str) -> bool:
        return self.on in ("*", resource) and self.method in ("", method)


def read_fault(row: Mapping[str, Any]) -> Fault:
    """A row of the script to a fault; what is misspelt is refused, so that no test passes for want of its fault."""
    unknown = set(row) - {"on", "fault", "nth", "method", "seconds", "status", "codes"}
    if unknown or row.get("fault") not in BEFORE | AFTER or not isinstance(row.get("on"), str):
        raise FaultRefused(f"No such fault: {dict(row)}. It needs on, and fault as one of {', '.join(sorted(BEFORE | AFTER))}.")
    nth, seconds, status = row.get("nth", 1), row.get("seconds", 30), row.get("status", 400)
    numbers = isinstance(nth, int) and isinstance(status, int) and isinstance(seconds, int | float | Decimal)
    if not numbers or nth < 1 or not isinstance(row.get("codes", []), list):
        raise FaultRefused("nth counts from 1, seconds and status are numbers, codes is a list.")
    codes = tuple(str(code) for code in row.get("codes", ["6000"]))
    return Fault(row["on"], row["fault"], nth, str(row.get("method", "")).upper(), float(seconds), status, codes)


class FaultScript:
    """The faults that wait for their request, in the order they were scripted."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: list[Fault] = []

    def add(self, faults: list[Fault]) -> None:
        with self._lock:
            self._waiting.extend(faults)

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def waiting(self) -> list[Json]:
        with self._lock:
            return [{"on": fault.on, "fault": fault.fault, "nth": fault.nth, "seen": fault.seen} for fault in self._waiting]

    def due(self, resource: str, method: str) -> Fault | None:
        """Counts the request, and gives the fault that strikes it."""
        with self._lock:
            concerned = [fault for fault in self._waiting if fault.counts(resource, method)]
            for fault in concerned:
                fault.seen += 1
            struck = next((fault for fault in concerned if fault.seen >= fault.nth), None)
            if struck is not None:
                self._waiting.remove(struck)
            return struck


class RateLimit:
    """At most so many requests a second for each company; without a number, any."""

    def __init__(self, per_second: int | None) -> None:
        self._per_second = per_second
        self._lock = Lock()
        self._times: dict[str, deque[float]] = {}

    def admits(self, realm: str, now: float) -> bool:
        if self._per_second is None:
            return True
        with self._lock:
            times = self._times.setdefault(realm, deque())
            while times and times[0] <= now - 1:
                times.popleft()
            if len(times) >= self._per_second:
                return False
            times.append(now)
            return True


class RequestLog:
    """What was served: counted from the start, the latest 10,000 in detail. No query, body or token is kept."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._served = 0
        self._rows: deque[Json] = deque(maxlen=REMEMBERED_REQUESTS)

    def add(self, row: Json) -> int:
        """Adds a row, with the request's number."""
        with self._lock:
            self._served += 1
            self._rows.append({"n": self._served, **row})
            return self._served

    def read(self) -> Json:
        with self._lock:
            return {"served": self._served, "requests": list(self._rows)}
