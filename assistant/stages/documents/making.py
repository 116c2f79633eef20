"""A kept plan to its documents, as they are stored before the first byte leaves: number, request id and body of each part.

What may be there already stays as it was first stored, to the byte; what waits is made again from what is now known.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.entry import PostedEntry
from assistant.books.found import FoundThere
from assistant.books.plan import Hold, KeptPlan, PlannedDocument
from assistant.books.remote import DocumentKind, DocumentState, RemoteDocument
from assistant.stages.documents.bodies import Basis, body_of
from assistant.stages.documents.naming import name_of, version_of
from assistant.stages.documents.tasks import instruction
from assistant.stages.rail.holds import why_held
from assistant.stages.rail.seen import seen

STAYS = frozenset(
    {
        DocumentState.SENT, DocumentState.UNKNOWN, DocumentState.DONE, DocumentState.UNCOSTED, DocumentState.AWAITING_MANUAL,
        DocumentState.THEIRS, DocumentState.CHANGED, DocumentState.DELETED,
    }
)  # fmt: skip
"""States in which the company, or a person there, may have it."""


def documents_of(
    kept: KeptPlan, posted: PostedEntry, books: ClientBooks, *, known: Sequence[RemoteDocument] = (), at: datetime
) -> tuple[RemoteDocument, ...] | Hold:
    """The documents in the plan's order, tasks waiting for a person and the others to be sent; why not, where something that
    one of them needs is missing. `known` are those stored of the entry already."""
    connected = books.connected
    assert connected is not None, kept.realm
    assert connected.realm == kept.realm, (connected.realm, kept.realm)
    stored = {document.part: document for document in known}
    open_parts = tuple(each for each in kept.plan.documents if not _stays(stored.get(each.part)))
    if (hold := why_held(replace(kept.plan, documents=open_parts), seen(posted, books), books, connected)) is not None:
        return hold
    basis = Basis(posted, books, connected)
    return tuple(_made(planned, stored.get(planned.part), basis, at) for planned in kept.plan.documents)


def _stays(document: RemoteDocument | None) -> bool:
    return document is not None and document.state in STAYS


def _made(planned: PlannedDocument, known: RemoteDocument | None, basis: Basis, at: datetime) -> RemoteDocument:
    if known is not None and known.state in STAYS:
        return known
    version = version_of(known.request_id) if known is not None else 1
    made = _written(planned, basis, version, at)
    if known is None or not known.attempts:
        return made
    if (made.kind, made.body) != (known.kind, known.body):
        made = _written(planned, basis, version + 1, at)
    return replace(made, attempts=known.attempts)


def _written(planned: PlannedDocument, basis: Basis, version: int, at: datetime) -> RemoteDocument:
    document = _blank(planned.part, planned.suffix, planned.kind, basis.posted, basis.books, basis.connected, version, at)
    document = replace(document, body=body_of(planned, document.number, basis))
    if planned.kind is not DocumentKind.TASK:
        return document
    says = instruction(planned, document.number, basis)
    return replace(document, state=DocumentState.AWAITING_MANUAL, says=says)


def _blank(
    part: int,
    suffix: str,
    kind: str,
    posted: PostedEntry,
    books: ClientBooks,
    connected: Connected,
    version: int,
    at: datetime,
) -> RemoteDocument:
    name = name_of(connected.realm, books.client, posted.number, part, suffix, version)
    state = DocumentState.QUEUED
    return RemoteDocument(connected.realm, posted.number, part, kind, name.request_id, name.number, "", state, at)


def held_document(
    kept: KeptPlan, posted: PostedEntry, books: ClientBooks, hold: Hold, *, known: Sequence[RemoteDocument] = (), at: datetime
) -> RemoteDocument:
    """What is stored of an entry that does not go: the first of its documents that is not there yet, or its number alone."""
    connected = books.connected
    assert connected is not None
    stored = {document.part: document for document in known}
    planned = next((each for each in kept.plan.documents if not _stays(stored.get(each.part))), None)
    part, suffix, kind = (
        (planned.part, planned.suffix, planned.kind) if planned is not None else (1, "A", DocumentKind.JOURNAL_ENTRY)
    )
    document = stored.get(part)
    if document is None or document.state in STAYS:
        document = _blank(part, suffix, kind, posted, books, connected, 1, at)
    says = f"{hold.says} {hold.remedy}".strip()
    return replace(document, state=DocumentState.HELD, held_reason=hold.reason.value, says=says, changed_at=at)


def their_document(posted: PostedEntry, theirs: FoundThere, books: ClientBooks, realm: str, *, at: datetime) -> RemoteDocument:
    """The link of an entry to the document that somebody made there for it: nothing is sent."""
    name = name_of(realm, books.client, posted.number, 1, "A", 1)
    says = f"{theirs.kind} {theirs.number or theirs.remote_id} of {theirs.on} stands for it."
    return RemoteDocument(
        realm, posted.number, 1, theirs.kind, name.request_id, theirs.number or name.number, "", DocumentState.THEIRS, at,
        remote_id=theirs.remote_id, says=says,
    )  # fmt: skip
