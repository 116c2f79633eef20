"""What the company says has changed there since it was last pulled, to what somebody did to documents of ours.

The change feed tells of edits and deletions within 30 days and up to a thousand objects, and not of every kind; what it does not
tell is found when the company is reconciled.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from assistant.bookkeeping.reconciling import ReconcilingStore, There, keep_drifts
from assistant.books.drift import Drift
from assistant.books.record import Changes
from assistant.books.remote import DocumentKind
from assistant.stages.reconciling.drifting import key_there

KINDS = (DocumentKind.JOURNAL_ENTRY.value, DocumentKind.INVENTORY_ADJUSTMENT.value, DocumentKind.VENDOR_CREDIT.value)


class Telling(Protocol):
    """The company, as far as it tells what changed there. Raises OutsideServiceFailed where it does not answer."""

    @property
    def realm(self) -> str: ...
    def changes(self, since: datetime, kinds: Sequence[str], *, at: datetime) -> Changes: ...


def notice(store: ReconcilingStore, client: str, remote: Telling, *, since: datetime, at: datetime) -> tuple[Drift, ...]:
    """Keeps each edit and deletion of a document of ours that the company tells of, for a person to say which is right. Nothing
    is asked where it has none of ours."""
    with store.client(client, reads=True) as transaction:
        documents = [document for document in transaction.documents(remote.realm) if document.remote_id]
    if not documents:
        return ()
    told = remote.changes(since, KINDS, at=at)
    records = {(record.kind, record.id): record for record in told.records}
    keys = {*records, *told.deleted}
    touched = [document for document in documents if key_there(document) in keys]
    seen = keep_drifts(store, client, touched, There(records), at=at) if touched else ()
    return tuple(each.drift for each in seen)
