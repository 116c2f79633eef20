"""Python values to the bytes of an answer, and bytes of a request to Python values: JSON, times, the two spellings of a fault.

The API writes `Fault`, the gateway in front of it writes lower-case `fault` and, for a token of another company, XML; trouble in
the service comes as an HTML page. A client has to understand all of them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

Json = dict[str, Any]

PACIFIC = timezone(timedelta(hours=-8))
"""Where the service lives: a date it fills in by itself is this zone's day, not UTC's and not the company's."""


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request, read whole. `params` keeps the last value of a parameter that is given twice."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text; what is not UTF-8 is refused as the API does."""
        try:
            return self.body.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused(Error("500", "Unsupported Operation", "The request is not UTF-8.")) from None

    def bearer_token(self) -> str:
        """The access token, or an empty text where there is none."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    body: bytes
    content_type: str = "application/json;charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a client meets `after_seconds`: an answer, or without one a connection that closes. `cut` sends half of the body that
    was announced; `refused` means that the connection is not even taken."""

    answer: Answer | None
    after_seconds: float = 0
    cut: bool = False
    refused: bool = False


def read_request(method: str, address: str, headers: Mapping[str, str], body: bytes) -> Request:
    """A request by its address, whole or from the path on; names of headers are read in any case."""
    parts = urlsplit(address)
    return Request(method, parts.path, dict(parse_qsl(parts.query)), {n.lower(): v for n, v in headers.items()}, body)


@dataclass(frozen=True, slots=True)
class Error:
    """One line of a fault's list. `code` is text and may carry leading zeros."""

    code: str
    message: str
    detail: str
    element: str = ""


class Refused(Exception):
    """The API says no; nothing that the request did is kept."""

    def __init__(self, *errors: Error, status: int = 400, kind: str = "ValidationFault") -> None:
        super().__init__("; ".join(f"{error.code} {error.detail}" for error in errors))
        self.errors = errors
        self.status = status
        self.kind = kind


def read_json(text: str) -> Any:
    """JSON to values, numbers with a point as exact `Decimal`; text that is no JSON is refused (2010)."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(Error("2010", "Request has invalid or unsupported property", "The request is not JSON.")) from None


def _no_constant(name: str) -> None:
    raise ValueError(name)


def write_json(value: Any) -> str:
    """Values to JSON; an amount becomes a number, exact because the API allows it 15 digits and no more."""
    return json.dumps(value, default=_number, ensure_ascii=False, separators=(",", ":"))


def _number(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer.")


def timestamp(seconds: float) -> str:
    """Seconds since 1970 to the API's own time text, such as 2026-11-21T09:30:00-08:00."""
    return datetime.fromtimestamp(int(seconds), tz=PACIFIC).isoformat()


def ok(value: Json, now: float) -> Answer:
    """An answer of the API: the value, and the time beside it."""
    return Answer(200, write_json({**value, "time": timestamp(now)}).encode())


def api_fault(refused: Refused, now: float, *, status: int | None = None) -> Answer:
    """The API's own fault. `status` overrides the HTTP status: the service is known to send a fault with 200."""
    body = {"Fault": fault_of(refused), "time": timestamp(now)}
    return Answer(status or refused.status, write_json(body).encode())


def fault_of(refused: Refused) -> Json:
    """What stands under `Fault`."""
    errors = [{"Message": e.message, "Detail": e.detail, "code": e.code, "element": e.element} for e in refused.errors]
    return {"Error": errors, "type": refused.kind}


def gateway_fault(status: int, reason: str, code: str, kind: str, detail: str | None, now: float) -> Answer:
    """The gateway's fault: lower-case, its code with leading zeros in the message and without them in `code`."""
    error = {
        "message": f"message={reason}; errorCode={int(code):06d}; statusCode={status}",
        "detail": detail,
        "code": code,
        "element": None,
    }
    body: Json = {
        "warnings": None,
        "intuitObject": None,
        "fault": {"error": [error], "type": kind},
        "queryResponse": None,
        "batchItemResponse": [],
        "requestId": None,
        "time": int(now * 1000),
        "status": None,
    }
    return Answer(status, write_json(body).encode())


def unauthorized(detail: str, now: float) -> Answer:
    """401 for a token that is absent, unknown, revoked or expired."""
    return gateway_fault(401, "AuthenticationFailed", "3200", "AUTHENTICATION", detail, now)


def throttled(now: float, retry_after_seconds: int | None = None) -> Answer:
    """429 from the gateway, which names no time to wait unless it is told to."""
    answer = gateway_fault(429, "ThrottleExceeded", "3001", "SERVICE", None, now)
    return answer if retry_after_seconds is None else replace(answer, headers=(("Retry-After", str(retry_after_seconds)),))


def throttled_by_api(now: float, retry_after_seconds: int | None = None) -> Answer:
    """429 in the API's own spelling, its code with leading zeros."""
    error = Error("003001", "message=ThrottleExceeded; errorCode=003001; statusCode=429", "")
    answer = api_fault(Refused(error, status=429, kind="SERVICE"), now)
    return answer if retry_after_seconds is None else replace(answer, headers=(("Retry-After", str(retry_after_seconds)),))


def forbidden(now: float) -> Answer:
    """403 for an app or a token that this environment does not know for the company."""
    return gateway_fault(403, "ApplicationAuthorizationFailed", "3100", "SERVICE", None, now)


def wrong_company(now: float) -> Answer:
    """401 for a good token used on another company: XML, whatever the client asked for, with code 100."""
    body = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<IntuitResponse time="{timestamp(now)}" xmlns="http://schema.intuit.com/finance/v3">'
        '<Fault type="AUTHENTICATION"><Error code="100"><Message>General Authentication Error</Message>'
        "<Detail>The token was not issued for this company.</Detail></Error></Fault></IntuitResponse>"
    )
    return Answer(401, body.encode(), "application/xml")


def html_page(status: int, title: str, body: str = "") -> Answer:
    """A page for people. `body` is HTML already escaped by the caller."""
    page = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    return Answer(status, page.encode(), "text/html;charset=UTF-8")


TROUBLES = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Temporarily Unavailable", 504: "Gateway Time-out"}


def service_unavailable(status: int = 503) -> Answer:
    """5xx as HTML, as from a balancer that reached no server."""
    return html_page(status, f"{status} {TROUBLES.get(status, 'Error')}")
