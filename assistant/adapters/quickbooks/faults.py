"""An HTTP answer of QuickBooks to what went wrong, if anything: status, codes and words, out of every shape that faults come in.

The API writes `Fault`, the gateway before it `fault` in lower case, a token of another company meets XML, trouble in the service
comes as HTML, and a fault may come with HTTP 200 (developer.intuit.com, error codes).
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import requests

from assistant.errors import OutsideServiceFailed

XML_CODE = re.compile(r'<Error\b[^>]*\bcode="(\d+)"')
THROTTLED, WRONG_TOKEN, SYSTEM_FAILURE = "3001", frozenset({"3200", "3100", "120", "100"}), "10000"
FORBIDDEN = 403
CONNECT_AGAIN = "Connect it again: writeoff qbo connect"


@dataclass(frozen=True, slots=True)
class Fault:
    """What an answer says went wrong. `codes` bear no leading zeros and are empty where the answer could not be read; `trace` is
    the service's own number of the request."""

    status: int
    codes: tuple[str, ...]
    words: str
    trace: str = ""
    retry_after_seconds: float | None = None

    @property
    def throttled(self) -> bool:
        return self.status == 429 or THROTTLED in self.codes

    @property
    def unauthorized(self) -> bool:
        """The access token opens nothing (any more), or not this company."""
        return self.status == 401 or bool(WRONG_TOKEN & set(self.codes))

    @property
    def readable(self) -> bool:
        """Whether the answer is one of the API's, rather than a page or a piece of something."""
        return bool(self.codes)

    @property
    def definite(self) -> bool:
        """Whether it is a no: nothing was carried out, and asking again changes nothing. Anything else may have been done."""
        return self.status == FORBIDDEN or (self.readable and self.status < 500 and SYSTEM_FAILURE not in self.codes)


class QuickBooksFault(OutsideServiceFailed):
    """QuickBooks answered with a fault; sentences.py has better words for the codes it knows."""

    code = "quickbooks_fault"

    def __init__(self, fault: Fault, says: str = "", remedy: str = "Try again in a while.") -> None:
        trace = f", its request {fault.trace}" if fault.trace else ""
        codes = f" {', '.join(fault.codes)}" if fault.codes else ""
        plain = f"QuickBooks answered with HTTP {fault.status}{codes}{trace}: {fault.words or 'no words'}"
        super().__init__(says or plain, remedy)
        self.fault = fault


class NoAnswer(OutsideServiceFailed):
    """The request left, and no answer came that can be read: it may have been carried out."""

    code = "quickbooks_silent"


class NotReached(OutsideServiceFailed):
    """The request never left this machine."""

    code = "quickbooks_not_reached"


class NotConnected(OutsideServiceFailed):
    """The connection is no longer good, and only a person can make it so."""

    code = "quickbooks_not_connected"


class Lapsed(OutsideServiceFailed):
    """The company's subscription is over: QuickBooks neither tells nor keeps anything until it is renewed."""

    code = "quickbooks_lapsed"


class AsksToWait(OutsideServiceFailed):
    """More was asked than the service takes in a minute; nothing was carried out."""

    code = "quickbooks_throttled"


def fault_in(response: requests.Response) -> Fault | None:
    """The fault that the answer holds; None where it is the answer that was asked for."""
    try:
        body = json.loads(response.text)
    except (ValueError, RecursionError):  # nested deeper than any answer is
        codes = tuple(XML_CODE.findall(response.text)) if "xml" in response.headers.get("Content-Type", "") else ()
        return _fault(response, codes, "The answer is no JSON.")
    if not isinstance(body, dict):
        return _fault(response, (), "The answer is no object.")
    told = body.get("Fault") or body.get("fault")
    return _fault(response, *told_in(told)) if told or response.status_code != 200 else None


def told_in(told: Any) -> tuple[tuple[str, ...], str]:
    """The codes and the words of a fault, in either spelling."""
    errors = _errors(told)
    codes = tuple(str(error["code"]).lstrip("0") for error in errors if error.get("code"))
    return codes, " ".join(filter(None, map(_words, errors)))


def _fault(response: requests.Response, codes: tuple[str, ...], words: str) -> Fault:
    wait = response.headers.get("Retry-After", "")
    seconds = float(wait) if wait.isascii() and wait.isdecimal() else None
    return Fault(response.status_code, codes, readable(words), response.headers.get("intuit_tid", ""), seconds)


def readable(words: str) -> str:
    """A service's words as one line of a sentence of ours."""
    return " ".join("".join(char if char.isprintable() else " " for char in words[:500]).split())


def _errors(told: Any) -> list[dict[str, Any]]:
    found = (told.get("Error") or told.get("error")) if isinstance(told, dict) else None
    return [error for error in found if isinstance(error, dict)] if isinstance(found, list) else []


def _words(error: dict[str, Any]) -> str:
    """The detail, which says more than the message, which only names the code."""
    return str(error.get("Detail") or error.get("detail") or error.get("Message") or error.get("message") or "")
