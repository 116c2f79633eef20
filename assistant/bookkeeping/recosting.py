"""Documents whose goods QuickBooks has costed anew since we read their cost, back to those whose cost the next sync takes over.

What is dated earlier takes the layers that a later transaction had; a sync sees that where it reads costs, a reconciliation where
values differ.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from assistant.books.money import Money
from assistant.books.record import Movement
from assistant.books.remote import DocumentState, RemoteDocument


class RecostingTransaction(Protocol):
    def documents(self, realm: str, *, entry: str = "") -> tuple[RemoteDocument, ...]: ...
    def save_document(self, document: RemoteDocument) -> None: ...
    def send_again(self, number: str) -> None: ...


class RecostingStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[RecostingTransaction]: ...


def recosted(
    documents: Iterable[RemoteDocument], movements: Iterable[Movement], *, at: datetime
) -> tuple[RemoteDocument, ...]:  # fmt: skip
    """Those that are settled at another cost than the movements now tell, their cost to be read."""
    costs: dict[str, Decimal] = {}
    for row in movements:
        costs[row.id] = costs.get(row.id, Decimal(0)) - row.cost
    found = []
    for document in documents:
        if document.state is not DocumentState.DONE or document.cost is None or document.remote_id not in costs:
            continue
        now = Money.rounded(costs[document.remote_id], document.cost.currency)
        if now != document.cost:
            says = f"QuickBooks costs it {now} now; it was {document.cost} when that was taken over."
            found.append(replace(document, state=DocumentState.UNCOSTED, says=says, changed_at=at))
    return tuple(found)


def keep_recosted(
    store: RecostingStore, client: str, documents: Sequence[RemoteDocument], movements: Iterable[Movement], *, at: datetime
) -> tuple[RemoteDocument, ...]:
    """Stores these, for the next sync; one that came further meanwhile is left alone."""
    again = recosted(documents, movements, at=at)
    before = {(each.entry, each.part): each for each in documents}
    kept = []
    with store.client(client) as transaction:
        for document in again:
            stored = transaction.documents(document.realm, entry=document.entry)
            if before[document.entry, document.part] in stored:
                transaction.save_document(document)
                transaction.send_again(document.entry)
                kept.append(document)
    return tuple(kept)
