"""One client's books inside one transaction: what is known of its company at QuickBooks, and what went out to it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from assistant.adapters.sql import connected, evidence, outbox, plans
from assistant.adapters.sql.answering import evidence_of
from assistant.adapters.sql.reading import Client
from assistant.books.connected import Connected
from assistant.books.drift import Drift
from assistant.books.evidence import Attachment, EvidenceFile, Waiver
from assistant.books.found import FoundThere
from assistant.books.plan import KeptPlan
from assistant.books.remote import DocumentState, Link, LinkKind, Links, RemoteDocument
from assistant.books.snapshot import Snapshot


class Outgoing:
    """The part of SqlTransaction that is about the company."""

    connection: Connection
    client: Client
    _untold: dict[str, str]

    # ── The company as it was pulled ─────────────────────────────────────────────────────────────────────────────────

    def connected(self) -> Connected | None:
        """None where the client is not connected, or nothing was pulled yet."""
        return connected.read_connected(self.connection, self.client.id, self.client.currency)

    def snapshot(self, realm: str) -> Snapshot | None:
        return connected.read_snapshot(self.connection, self.client.id, realm)

    def save_snapshot(self, realm: str, snapshot: Snapshot, *, unknown_from: str) -> None:
        """The company as it was pulled now, in place of the pull before; its figures know of no entry from that number on."""
        connected.save_snapshot(self.connection, self.client.id, realm, snapshot, unknown_from)

    def links(self, realm: str) -> Links:
        return connected.read_links(self.connection, self.client.id, realm)

    def save_links(self, realm: str, links: Iterable[Link], kinds: Iterable[LinkKind] = ()) -> None:
        """In place of all earlier ones of their kinds, and of `kinds` too. RefusedByBooks for an account or item that the books
        do not have."""
        connected.save_links(self.connection, self.client.id, realm, links, kinds)

    def found(self, realm: str, subject: str = "") -> tuple[FoundThere, ...]:
        """Documents there that we did not make: found for a draft or an entry, or all."""
        return connected.read_found(self.connection, self.client.id, self.client.currency, realm, subject)

    def save_found(self, realm: str, rows: Iterable[FoundThere]) -> None:
        """Each by its subject, kind and Id. What a person said stays where a new look finds the same document again."""
        connected.save_found(self.connection, self.client.id, realm, rows)

    def move_found(self, realm: str, draft: str, entry: str) -> None:
        """What was found for a draft is, once it is posted, found for its entry."""
        connected.move_found(self.connection, self.client.id, realm, draft, entry)

    # ── Entries on their way ─────────────────────────────────────────────────────────────────────────────────────────

    def to_send(self) -> tuple[str, ...]:
        """The numbers of posted entries that are not done with yet, oldest first."""
        return outbox.to_send(self.connection, self.client.id)

    def sent(self, number: str, *, at: datetime) -> None:
        """The entry needs nothing more to be sent."""
        outbox.sent(self.connection, self.client.id, number, at=at)

    def send_again(self, number: str) -> None:
        """The entry is to be worked on once more, now."""
        outbox.send_again(self.connection, self.client.id, number)

    def plan_of(self, realm: str, entry: str) -> KeptPlan | None:
        return plans.read_plan(self.connection, self.client.id, realm, entry)

    def plans(self, realm: str) -> tuple[KeptPlan, ...]:
        """In the order of their entries."""
        return plans.read_plans(self.connection, self.client.id, realm)

    def save_plan(self, kept: KeptPlan) -> None:
        """The plan of a posted entry, in place of an earlier one."""
        plans.save_plan(self.connection, self.client.id, kept)

    def documents(
        self, realm: str, *, entry: str = "", states: frozenset[DocumentState] = frozenset()
    ) -> tuple[RemoteDocument, ...]:
        """The company's documents in the order of their entries and parts: of one entry, or in some states, where those are
        given."""
        client = self.client
        return outbox.read_documents(self.connection, client.id, client.currency, realm, entry=entry, states=states)

    def save_document(self, document: RemoteDocument) -> None:
        """A document as it now stands. RefusedByBooks where what was first stored of one that was sent would change."""
        outbox.save_document(self.connection, self.client.id, document)

    def drop_document(self, document: RemoteDocument) -> None:
        """A document that its entry needs no more is gone. RefusedByBooks where it was sent."""
        outbox.drop_document(self.connection, self.client.id, document)

    def drifts(self, realm: str, *, entry: str = "") -> tuple[Drift, ...]:
        """What somebody did there to documents of ours, in the order it was seen."""
        return plans.read_drifts(self.connection, self.client.id, realm, entry)

    def save_drift(self, drift: Drift) -> None:
        """A drift as it now stands: by its document and when it was seen, in place of one of that document that is still open."""
        plans.save_drift(self.connection, self.client.id, drift)

    # ── Evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def add_evidence(self, file: EvidenceFile, content: bytes) -> None:
        """Keeps the file for its subject; one that the subject has already is left as it is."""
        evidence.add_evidence(self.connection, self.client.id, file, content)
        self._untold[evidence_of(file.subject)] = ""

    def evidence(self, subject: str) -> tuple[EvidenceFile, ...]:
        """The files of a draft or an entry, in the order they came. An entry has those of the draft that it was."""
        return evidence.read_evidence(self.connection, self.client.id, subject)

    def say_what_shows(self, file: EvidenceFile, *, by: str, at: datetime) -> None:
        """What a file that is kept shows, from now on; what was said before stays on record."""
        evidence.say_what_shows(self.connection, self.client.id, file, by=by, at=at)
        self._untold[evidence_of(file.subject)] = ""

    def waivers(self, subject: str) -> tuple[Waiver, ...]:
        """What owners do without of a draft's evidence."""
        return evidence.read_waivers(self.connection, self.client.id, self.client.currency, subject)

    def save_waiver(self, subject: str, waiver: Waiver) -> None:
        """Of one need and one amount the first stays."""
        evidence.save_waiver(self.connection, self.client.id, subject, waiver)
        self._untold[evidence_of(subject)] = ""

    def evidence_content(self, digest: str) -> bytes:
        """What the file of this SHA-256 holds, or NotFound."""
        return evidence.read_content(self.connection, self.client.id, digest)

    def attachments(self, realm: str, entry: str) -> tuple[Attachment, ...]:
        return plans.read_attachments(self.connection, self.client.id, realm, entry)

    def save_attachment(self, attachment: Attachment) -> None:
        """A file at a document, or how far it has come."""
        plans.save_attachment(self.connection, self.client.id, attachment)
