"""One request to one answer that is right: the HTTP session that python-quickbooks talks through.

The library's own has no time-out, loses the status, sends a stale token for ever and logs tokens. This one waits so long and no
longer, keeps the company's pace, gets a new token once where the one it has is refused, and raises what went wrong with all that
is known of it. It speaks to one environment's address, follows no redirect, takes nothing from this machine's surroundings.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, RequestException
from urllib3.exceptions import MaxRetryError, NewConnectionError

from assistant.adapters.quickbooks.environments import Addresses
from assistant.adapters.quickbooks.faults import (
    CONNECT_AGAIN,
    AsksToWait,
    Fault,
    NoAnswer,
    NotConnected,
    NotReached,
    QuickBooksFault,
    fault_in,
)
from assistant.adapters.quickbooks.pace import THROTTLED_SECONDS, Pace

# Why an access is not taken though it is fresh, by the code of the fault (Intuit's "Common errors"; XML code 100: its forum).
WHY_LOST = {
    "100": "The access belongs to another QuickBooks company than the one that the client is connected to.",
    "120": "The person who connected QuickBooks may no longer use that company: one of its administrators must connect it.",
    "3100": "The QuickBooks company does not let this app in: it was ended there, or it is of another environment.",
    "3200": "QuickBooks does not accept the access to the company, not even renewed.",
}


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds. QuickBooks gives a request up after 120, so who has waited longer knows that it is over; it asks for a minute
    where too much was asked. `most_throttled` is how often that minute is waited for one request."""

    connect_seconds: float = 10
    read_seconds: float = 130
    throttled_seconds: float = THROTTLED_SECONDS
    most_throttled: int = 3


class Keys(Protocol):
    """The access token, a new one where that is refused, and what becomes of them where QuickBooks takes neither."""

    def access_token(self) -> str: ...
    def renewed(self, refused: str) -> str: ...
    def lost(self, says: str) -> None: ...


class QuickBooksSession:
    """All that python-quickbooks asks of a session: `access_token` and `request`."""

    def __init__(
        self, addresses: Addresses, keys: Keys, pace: Pace, *, waits: Waits = Waits(), transport: BaseAdapter | None = None
    ) -> None:
        self._addresses, self._keys, self._pace, self._waits = addresses, keys, pace, waits
        self._transport = transport
        self._of_thread = threading.local()

    @property
    def access_token(self) -> str:
        return self._keys.access_token()

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        data: Any = None,
    ) -> requests.Response:
        """The answer, with status 200 and JSON without a fault. Errors: those of faults.py."""
        if not self._addresses.is_of_api(url):
            raise AssertionError("a token would leave for another address")
        token, renewed, throttled = self._keys.access_token(), False, 0
        while True:
            sent = {**(headers or {}), "Authorization": f"Bearer {token}"}
            self._pace.wait(batch=urlsplit(url).path.endswith("/batch"))
            response = self._once(method, url, sent, params, data)
            fault = fault_in(response)
            if fault is None:
                return response
            if fault.status == 401 and not renewed:
                token, renewed = self._keys.renewed(token), True
            elif fault.throttled and throttled < self._waits.most_throttled:
                throttled += 1
                self._pace.leave_alone(max(self._waits.throttled_seconds, fault.retry_after_seconds or 0))
            else:
                raise self._error(fault)

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], params: Mapping[str, Any] | None, data: Any
    ) -> requests.Response:
        timeout = (self._waits.connect_seconds, self._waits.read_seconds)
        try:
            return self._http().request(
                method, url, headers=headers, params=params, data=data, timeout=timeout, allow_redirects=False
            )
        except RequestException as error:
            if never_left(error):
                says, remedy = "QuickBooks could not be reached; nothing was sent.", "Check the connection, then try again."
                raise NotReached(says, remedy) from None
            raise NoAnswer("QuickBooks gave no answer.", "Try again in a while.") from None

    def _http(self) -> requests.Session:
        """One HTTP session a thread: they are not made to be shared."""
        found: requests.Session | None = getattr(self._of_thread, "http", None)
        if found is None:
            found = self._of_thread.http = requests.Session()
            found.trust_env = False
            if self._transport is not None:
                found.mount(self._addresses.api, self._transport)
        return found

    def close(self) -> None:
        self._http().close()

    def _error(self, fault: Fault) -> Exception:
        if fault.unauthorized:
            why = next((WHY_LOST[code] for code in fault.codes if code in WHY_LOST), "")
            if why:  # a page without a code may be trouble in the service, and marks nothing
                self._keys.lost(f"{why} What is still to be sent waits here.")
            return NotConnected(why or "QuickBooks no longer accepts this connection.", CONNECT_AGAIN)
        if fault.throttled:
            return AsksToWait("QuickBooks takes no more requests for now.", "Try again in a minute.")
        return QuickBooksFault(fault)


def never_left(error: RequestException) -> bool:
    """Whether the connection was not even made, so that nothing can have been carried out."""
    if isinstance(error, ConnectTimeout):
        return True
    cause = error.args[0] if isinstance(error, NoConnection) and error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
