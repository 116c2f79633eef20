"""One QuickBooks Online company as the way out, the pull and the reconciliation ask it: each part in a module of its own."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from assistant.adapters.quickbooks import attaching, pulling, reports, sending
from assistant.adapters.quickbooks.asking import Asking, dated
from assistant.adapters.quickbooks.session import QuickBooksSession
from assistant.books.record import Changes, Movement, Record
from assistant.books.remote import RemoteDocument
from assistant.books.snapshot import RemoteAccount, Snapshot
from assistant.stages.documents.shapes import part, text
from assistant.syncing.port import Answer


class QuickBooks:
    """The company of `realm`. Implements syncing.port.RemoteBooks. Every method raises OutsideServiceFailed (faults.py) where
    QuickBooks did not do its part."""

    def __init__(self, api_url: str, realm: str, session: QuickBooksSession) -> None:
        self._company = Asking(api_url, realm, session)

    @property
    def realm(self) -> str:
        return self._company.realm

    def close(self) -> None:
        self._company.close()

    # ── To know the company ──────────────────────────────────────────────────────────────────────────────────────────

    def name(self) -> str:
        return text(self._company.entity(f"companyinfo/{self.realm}", "CompanyInfo"), "CompanyName")

    def home_currency(self) -> str:
        return pulling.preferences_of(self._company).currency

    def accounts(self) -> tuple[RemoteAccount, ...]:
        """All of them, the inactive too."""
        return pulling.accounts(self._company)

    def pull(self, *, at: datetime, known: Snapshot | None = None, values: bool = True) -> Snapshot:
        """All its lists, preferences and figures; with `known`, in fewer reads."""
        return pulling.pull(self._company, at=at, known=known, values=values)

    def changes(self, since: datetime, kinds: Sequence[str], *, at: datetime) -> Changes:
        """What changed of these kinds from `since` to now, `at`."""
        return pulling.changes(self._company, since, kinds, at=at)

    def add_vendor(self, name: str) -> str:
        """Adds a vendor and answers its Id; for a practice company, which has no other door for people."""
        body = json.dumps({"DisplayName": name})
        answer = self._company.post("vendor", body, f"vendor-{hashlib.sha256(body.encode()).hexdigest()[:40]}")
        return text(part(answer, "Vendor"), "Id")

    # ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────

    def send(self, document: RemoteDocument) -> Answer:
        return sending.send(self._company, document)

    def update(self, document: RemoteDocument, sync_token: str, request_id: str) -> Answer:
        return sending.update(self._company, document, sync_token, request_id)

    def delete(self, kind: str, remote_id: str, sync_token: str, request_id: str) -> bool:
        return sending.delete(self._company, kind, remote_id, sync_token, request_id)

    def read(self, kind: str, remote_id: str) -> Record | None:
        return sending.read(self._company, kind, remote_id)

    def find(self, kind: str, number: str) -> tuple[Record, ...]:
        return pulling.numbered(self._company, kind, number)

    def documents(self, kinds: Sequence[str], since: date, until: date) -> tuple[Record, ...]:
        """All of these kinds dated from day to day, whoever made them; none of a kind that the company's plan has not."""
        return tuple(record for kind in kinds for record in pulling.documents(self._company, kind, dated(since, until)))

    def movements(self, items: Sequence[str], since: date, until: date) -> tuple[Movement, ...]:
        return reports.movements(self._company, items, since, until)

    # ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def attach(self, document: RemoteDocument, name: str, content_type: str, content: bytes) -> str:
        return attaching.attach(self._company, document, name, content_type, content)

    def attached(self, document: RemoteDocument) -> Mapping[str, str]:
        return attaching.attached(self._company, document)
