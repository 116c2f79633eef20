"""How far a document has come, stored: only in place of what it was when the worker last saw it, so that no one who was overtaken
writes over what another worker did since."""

from collections.abc import Collection

from assistant.books.remote import DocumentState, RemoteDocument
from assistant.syncing.deciding import all_settled
from assistant.syncing.doors import Shift, SyncTransaction


class Overtaken(Exception):
    """Another worker has brought this document further."""


def change(shift: Shift, before: RemoteDocument, after: RemoteDocument) -> RemoteDocument:
    """Stores `after` in place of `before`, in a transaction of its own. Errors: Overtaken."""
    with shift.store.client(shift.client) as transaction:
        return put(transaction, shift, before, after)


def put(transaction: SyncTransaction, shift: Shift, before: RemoteDocument, after: RemoteDocument) -> RemoteDocument:
    """The same in the caller's transaction. The trail says, once, when all documents of an entry are there and costed."""
    parts = _parts(transaction, shift, before)
    if not _same(parts.get(before.part), before):
        raise Overtaken(before.number)
    transaction.save_document(after)
    now = parts | {after.part: after}
    if all_settled(now.values()) and not all_settled(parts.values()):
        record(transaction, shift, tuple(now.values()))
    return after


def stands(transaction: SyncTransaction, shift: Shift, document: RemoteDocument) -> bool:
    """Whether the document is as this worker last saw it."""
    return _same(_parts(transaction, shift, document).get(document.part), document)


def _parts(transaction: SyncTransaction, shift: Shift, document: RemoteDocument) -> dict[int, RemoteDocument]:
    return {each.part: each for each in transaction.documents(shift.realm, entry=document.entry)}


def _same(known: RemoteDocument | None, document: RemoteDocument) -> bool:
    return known is not None and _mark(known) == _mark(document)


def _mark(document: RemoteDocument) -> tuple[object, ...]:
    return document.state, document.attempts, document.request_id, document.remote_id, document.changed_at


def record(transaction: SyncTransaction, shift: Shift, documents: Collection[RemoteDocument]) -> None:
    """To the trail: where the documents of an entry are, and what their goods cost there."""
    first = next(iter(documents))
    told = [
        {
            "document": document.number,
            "kind": document.kind,
            "remote_id": document.remote_id,
            "cost": None if document.cost is None else document.cost.plain(),
            "theirs": document.state is DocumentState.THEIRS,
        }
        for document in documents
    ]
    detail: dict[str, object] = {"realm": shift.realm, "documents": told}
    transaction.record(at=shift.now(), who=shift.by, what="entry.synced", subject=first.entry, detail=detail)
