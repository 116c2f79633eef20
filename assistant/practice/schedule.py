"""A seed, a turn or a list to a plan of faults: what strikes the n-th request of each kind, the same each time.

| document | what it does |
| --- | --- |
| {"seed": 7, "rate": 0.1, "faults": […], "on": […]} | each request is struck with that chance, by one of the faults |
| {"every": 5, "faults": […], "on": […]} | every fifth request of each kind is struck, by the faults in turn |
| {"points": [{"on", "method", "n", "fault", …}]} | these alone; what a plan has struck (`GET /practice/faults`) is such a list |

`faults` are names of faults.py (TRANSIENT unless said), `on` resources (all of the API unless said; OAuth doors only by name),
`seconds` (30) how long a stall, a slow answer or a refusal lasts. A kind is a resource and a method. A fault that does not fit a
kind (`expire_token` on the token door, say) is passed over for it. `alone` gives every fault at every point, one plan for each.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.practice.faults import AFTER, ALL, BEFORE, MEDDLING, FaultRefused, Plan, Strike, read_fault
from assistant.practice.wire import Json

OAUTH = ("discovery", "authorize", "token", "revoke")
TERMINAL = frozenset("revoke_token invalid_grant forbidden wrong_realm api_fault fault_in_200 gateway_fault".split())
"""After these the same request does not go through by being sent again."""

OF_COMPANIES = MEDDLING | {"expire_token", "revoke_token", "forbidden", "wrong_realm"}
"""These befall a request to a company, and none of OAuth's."""

TRANSIENT = tuple(sorted((BEFORE | AFTER) - TERMINAL))
MILLION = 1_000_000


def fits(fault: str, resource: str) -> bool:
    """Whether this may befall such a request."""
    if fault == "invalid_grant":
        return resource == "token"
    return resource not in OAUTH or fault not in OF_COMPANIES


@dataclass(frozen=True, slots=True)
class _Among:
    """The faults of a plan and the resources that it concerns; none named are all of the API."""

    faults: tuple[str, ...]
    on: tuple[str, ...]
    seconds: float

    def for_kind(self, resource: str) -> list[str]:
        concerned = resource in self.on if self.on else resource not in OAUTH
        return [fault for fault in self.faults if fits(fault, resource)] if concerned else []

    def strike(self, fault: str) -> Strike:
        return Strike(fault, self.seconds)

    def document(self) -> Json:
        return {"faults": list(self.faults), "on": list(self.on), "seconds": self.seconds}


@dataclass(frozen=True, slots=True)
class ByChance:
    """Decided for each request by its kind and number and the seed, whatever else is asked beside it."""

    seed: str
    rate: float
    among: _Among

    def strike(self, resource: str, method: str, n: int) -> Strike | None:
        faults = self.among.for_kind(resource)
        drawn = int.from_bytes(hashlib.sha256(f"{self.seed}/{method} {resource}/{n}".encode()).digest()[:16])
        if not faults or drawn % MILLION >= self.rate * MILLION:
            return None
        return self.among.strike(faults[drawn // MILLION % len(faults)])

    def document(self) -> Json:
        return {"seed": self.seed, "rate": self.rate, **self.among.document()}


@dataclass(frozen=True, slots=True)
class InTurn:
    """So that each kind of request meets each fault, as often as the others."""

    every: int
    among: _Among

    def strike(self, resource: str, method: str, n: int) -> Strike | None:
        faults = self.among.for_kind(resource)
        if not faults or n % self.every:
            return None
        return self.among.strike(faults[(n // self.every - 1) % len(faults)])

    def document(self) -> Json:
        return {"every": self.every, **self.among.document()}


@dataclass(frozen=True, slots=True)
class AtPoints:
    """These strikes, by resource, method and number."""

    points: Mapping[tuple[str, str, int], Strike]

    def strike(self, resource: str, method: str, n: int) -> Strike | None:
        return self.points.get((resource, method, n))

    def document(self) -> Json:
        points = self.points.items()
        return {"points": [{"on": on, "method": method, "n": n, **strike.row()} for (on, method, n), strike in points]}


def read_schedule(document: Mapping[str, Any]) -> Plan:
    """A document to the plan it describes. Errors: `FaultRefused`."""
    match document:
        case {"points": [*rows]}:
            return AtPoints(dict(_point(row) for row in rows))
        case {"seed": int() | str() as seed, "rate": int() | float() | Decimal() as rate} if 0 <= rate <= 1:
            return ByChance(str(seed), float(rate), _among(document, {"seed", "rate"}))
        case {"every": int() as every} if every >= 1:
            return InTurn(every, _among(document, {"every"}))
    raise FaultRefused("A schedule has a seed and a rate from 0 to 1, or every (from 1), or points.")


def _point(row: Mapping[str, Any]) -> tuple[tuple[str, str, int], Strike]:
    fault = read_fault({("nth" if key == "n" else key): value for key, value in row.items()})
    if not fault.method:
        raise FaultRefused(f"A point needs a method: {dict(row)}.")
    return (fault.on, fault.method, fault.nth), fault.strike


def _among(document: Mapping[str, Any], besides: set[str]) -> _Among:
    faults, on, seconds = document.get("faults") or TRANSIENT, document.get("on") or (), document.get("seconds", 30)
    unknown = set(document) - besides - {"faults", "on", "seconds"} | set(faults) - ALL
    if unknown or not isinstance(seconds, int | float | Decimal):
        raise FaultRefused(f"A schedule knows no {', '.join(sorted(map(str, unknown))) or 'such seconds'}.")
    return _Among(tuple(faults), tuple(on), float(seconds))


def alone(kinds: Mapping[tuple[str, str], int], faults: Iterable[str] = TRANSIENT, seconds: float = 30) -> Iterator[AtPoints]:
    """Every fault at every point, each as a plan of its own. `kinds` says how many requests of each resource and method a run
    without faults makes."""
    for fault in faults:
        for (resource, method), count in kinds.items():
            for n in range(1, count + 1) if fits(fault, resource) else ():
                yield AtPoints({(resource, method, n): Strike(fault, seconds)})
