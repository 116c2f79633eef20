"""Changes in companies to signed notices at an app's address: CloudEvents, as the live service has sent them since 2026.

    [{"specversion": "1.0", "id": "…", "source": "intuit.…", "type": "qbo.journalentry.created.v1", "datacontenttype":
      "application/json", "time": "2026-11-21T12:00:00Z", "intuitentityid": "12", "intuitaccountid": "9130", "data": {}}]

One delivery carries all that waits, of every company. It bears `intuit-signature`: the HMAC-SHA256 of the body by the app's
verifier token, in base64. An answer other than 200 within 3 seconds is a failure; the delivery is tried again after longer and
longer waits, and what happened since waits behind it. Adjustments of inventory and attachments are not told of: they are not in
the service's list.
"""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from urllib.parse import urlsplit

from assistant.practice.wire import Json, write_json

TOLD_OF = frozenset(
    "Account Bill BillPayment Budget Class CreditMemo Customer Department Deposit Employee Estimate Invoice Item JournalCode "
    "JournalEntry Payment PaymentMethod Preferences Purchase PurchaseOrder RefundReceipt SalesReceipt TaxAgency Term "
    "TimeActivity Transfer Vendor VendorCredit".split()
)
PATIENCE_SECONDS = 3
RETRIES_AFTER_SECONDS = (10, 30, 60, 300, 900, 3600, 7200, 14400, 21600)
"""Of these only the first and the last are known; after the last the delivery is given up."""

Post = Callable[[str, bytes, Mapping[str, str]], int | None]
"""Sends a body with headers to an address: the answer's status, or None where none came in time."""


HERE = ("127.0.0.1", "localhost", "::1")


class AddressRefused(Exception):
    """The address is not on this machine, the only place the practice company sends to."""


def nobody(url: str, body: bytes, headers: Mapping[str, str]) -> int | None:
    """Where nothing can be sent, no answer comes."""
    return None


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to one object. `operation` is created, updated or deleted."""

    realm: str
    entity: str
    key: str
    operation: str
    at: float


@dataclass(slots=True)
class _Delivery:
    body: bytes
    tries: int = 0
    due: float = 0.0


@dataclass(slots=True)
class Webhooks:
    """One app's subscription, if it has one, and what waits for it."""

    now: Callable[[], float]
    post: Post
    url: str | None = None
    verifier: str = ""
    _lock: Lock = field(default_factory=Lock)
    _waiting: list[Event] = field(default_factory=list)
    _delivery: _Delivery | None = None
    _told: int = 0

    def subscribe(self, url: str | None, verifier: str) -> None:
        """Sends to this address from here on; None ends it. What waited for the address before is forgotten. Errors:
        `AddressRefused`."""
        if url is not None and urlsplit(url).hostname not in HERE:
            raise AddressRefused(f"{url:.100} is not on this machine.")
        with self._lock:
            self.url, self.verifier, self._delivery = url, verifier, None
            self._waiting.clear()

    def noticed(self, events: list[Event]) -> None:
        """Keeps what the app has to be told."""
        with self._lock:
            if self.url is not None:
                self._waiting.extend(event for event in events if event.entity in TOLD_OF)

    def deliver(self) -> int | None:
        """Makes the next delivery if one is due: its status, 0 where no answer came, None where nothing was due."""
        with self._lock:
            url, now = self.url, self.now()
            if self._delivery is None and self._waiting:
                self._delivery = _Delivery(self._body(self._waiting))
                self._waiting.clear()
            delivery = self._delivery
            if url is None or delivery is None or delivery.due > now:
                return None
        headers = {"Content-Type": "application/json", "intuit-signature": self._sign(delivery.body)}
        status = self.post(url, delivery.body, headers)
        with self._lock:
            if status == 200 or delivery.tries == len(RETRIES_AFTER_SECONDS):
                self._delivery = None
            else:
                delivery.due = self.now() + RETRIES_AFTER_SECONDS[delivery.tries]
                delivery.tries += 1
        return status or 0

    def state(self) -> Json:
        with self._lock:
            behind = self._delivery
            return {
                "url": self.url,
                "waiting": len(self._waiting),
                "failed": None if behind is None else {"tries": behind.tries, "next_try_at": behind.due},
            }

    def _body(self, events: list[Event]) -> bytes:
        return write_json([self._told_as(event) for event in events]).encode()

    def _told_as(self, event: Event) -> Json:
        self._told += 1
        source = base64.b64encode(hashlib.sha256(event.realm.encode()).digest()).decode()
        name = f"{self._told}/{event.realm}/{event.entity}/{event.key}/{event.at}"
        return {
            "specversion": "1.0",
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
            "source": f"intuit.{source}",
            "type": f"qbo.{event.entity.lower()}.{event.operation}.v1",
            "datacontenttype": "application/json",
            "time": datetime.fromtimestamp(event.at, tz=UTC).isoformat().replace("+00:00", "Z"),
            "intuitentityid": event.key,
            "intuitaccountid": event.realm,
            "data": {},
        }

    def _sign(self, body: bytes) -> str:
        return base64.b64encode(hmac.new(self.verifier.encode(), body, hashlib.sha256).digest()).decode()
