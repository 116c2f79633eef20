"""What is to go out and what became of it, to rows and back: the outbox and the company's documents."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from assistant.adapters.sql.journal import POSTED
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.tables.base import table
from assistant.adapters.sql.tables.journal import EntryRow
from assistant.adapters.sql.tables.outbox import OutboxRow, RemoteDocumentRow
from assistant.books.money import Money
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.errors import RefusedByBooks

ENTRIES, OUTBOX, DOCUMENTS = (table(row) for row in (EntryRow, OutboxRow, RemoteDocumentRow))
KEY = ("realm", "entry", "part")
FIRST_STORED = ("kind", "request_id", "number", "body")
SINCE = ("state", "changed_at", "remote_id", "sync_token", "held_reason", "says", "attempts", "cost_read_at")
# Documents that the company has, or may have; of one that it refused for certain, another may be made.
MAY_BE_THERE = (DocumentState.SENT, DocumentState.UNKNOWN, DocumentState.DONE, DocumentState.UNCOSTED)


def to_send(connection: Connection, client: str) -> tuple[str, ...]:
    """The numbers of posted entries that are not done with yet, oldest first."""
    entry = (ENTRIES.c.client_id == OUTBOX.c.client_id) & (ENTRIES.c.seq == OUTBOX.c.seq)
    waiting = (OUTBOX.c.client_id == client, OUTBOX.c.topic == POSTED, OUTBOX.c.done_at.is_(None))
    found = select(ENTRIES.c.number).join_from(OUTBOX, ENTRIES, entry).where(*waiting).order_by(OUTBOX.c.seq)
    return tuple(connection.execute(found).scalars())


def sent(connection: Connection, client: str, number: str, *, at: datetime) -> None:
    """The entry needs nothing more to be sent."""
    seq = select(ENTRIES.c.seq).where(ENTRIES.c.client_id == client, ENTRIES.c.number == number).scalar_subquery()
    message = (OUTBOX.c.client_id == client, OUTBOX.c.topic == POSTED, OUTBOX.c.seq == seq)
    connection.execute(update(OUTBOX).where(*message).values(done_at=at))


def send_again(connection: Connection, client: str, number: str) -> None:
    """The entry is to be worked on once more, now."""
    seq = select(ENTRIES.c.seq).where(ENTRIES.c.client_id == client, ENTRIES.c.number == number).scalar_subquery()
    message = (OUTBOX.c.client_id == client, OUTBOX.c.topic == POSTED, OUTBOX.c.seq == seq)
    connection.execute(update(OUTBOX).where(*message).values(done_at=None, due_at=None))


def read_documents(
    connection: Connection, client: Client, realm: str, *, entry: str = "", states: frozenset[DocumentState] = frozenset()
) -> tuple[RemoteDocument, ...]:
    """The documents of the company, in the order of their entries; of one entry, or in some states, where those are given."""
    found = select(DOCUMENTS).join_from(
        DOCUMENTS, ENTRIES, (ENTRIES.c.client_id == DOCUMENTS.c.client_id) & (ENTRIES.c.number == DOCUMENTS.c.entry)
    )
    found = found.where(DOCUMENTS.c.client_id == client.id, DOCUMENTS.c.realm == realm)
    if entry:
        found = found.where(DOCUMENTS.c.entry == entry)
    if states:
        found = found.where(DOCUMENTS.c.state.in_([state.value for state in states]))
    rows = connection.execute(found.order_by(ENTRIES.c.seq, DOCUMENTS.c.part))
    return tuple(_document(row, client.currency) for row in rows)


def save_document(connection: Connection, client: Client, document: RemoteDocument) -> None:
    """Stores the document, or how far it has come. RefusedByBooks where one that was sent would change what was sent."""
    key = [DOCUMENTS.c.client_id == client.id, *(DOCUMENTS.c[name] == getattr(document, name) for name in KEY)]
    values = {name: getattr(document, name) for name in (*KEY, *FIRST_STORED, *SINCE)}
    values["cost_minor"] = document.cost.minor if document.cost is not None else None
    known = connection.execute(select(DOCUMENTS).where(*key)).one_or_none()
    if known is None:
        connection.execute(insert(DOCUMENTS), {"client_id": client.id} | values)
        return
    changes = any(known._mapping[name] != values[name] for name in FIRST_STORED)
    if changes and known.state in MAY_BE_THERE:
        says = f"The document of {document.entry} was sent already, and would change."
        raise RefusedByBooks(says, "Send it as it was first stored.")
    connection.execute(update(DOCUMENTS).where(*key).values(values))


def _document(row: Row[Any], currency: str) -> RemoteDocument:
    told = {name: getattr(row, name) for name in (*KEY, *FIRST_STORED, *SINCE)}
    cost = None if row.cost_minor is None else Money(row.cost_minor, currency)
    return RemoteDocument(**told | {"state": DocumentState(row.state), "cost": cost})
