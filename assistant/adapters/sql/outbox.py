"""What is to go out and what became of it, to rows and back: the outbox and the company's documents.

Plain SQL: of a large sync, most of the time here would go to making statements.
"""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, TextualSelect, bindparam, text

from assistant.adapters.sql.journal import POSTED
from assistant.adapters.sql.types import Instant, instant_text
from assistant.books.money import Money
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.errors import RefusedByBooks

TO_SEND = text(
    "SELECT entries.number FROM outbox JOIN entries ON entries.client_id = outbox.client_id AND entries.seq = outbox.seq"
    " WHERE outbox.client_id = :client AND outbox.topic = :topic AND outbox.done_at IS NULL ORDER BY outbox.seq"
)
OF_ENTRY = (
    " WHERE client_id = :client AND topic = :topic AND seq ="
    " (SELECT seq FROM entries WHERE client_id = :client AND number = :entry)"
)
SENT = text("UPDATE outbox SET done_at = :at" + OF_ENTRY)
SEND_AGAIN = text("UPDATE outbox SET done_at = NULL, due_at = NULL" + OF_ENTRY)

FIRST_STORED = ("kind", "request_id", "number", "body")
COLUMNS = (
    "realm", "entry", "part", *FIRST_STORED, "state", "changed_at", "remote_id", "sync_token", "held_reason", "says", "attempts",
    "cost_minor", "cost_read_at",
)  # fmt: skip
# Documents that the company has, or may have; of one that it refused for certain, another may be made.
MAY_BE_THERE = (DocumentState.SENT, DocumentState.UNKNOWN, DocumentState.DONE, DocumentState.UNCOSTED)

DOCUMENTS = (
    f"SELECT {', '.join(f'found.{name}' for name in COLUMNS)} FROM remote_documents found JOIN entries"
    " ON entries.client_id = found.client_id AND entries.number = found.entry"
    " WHERE found.client_id = :client AND found.realm = :realm{} ORDER BY entries.seq, found.part"
)
FIRST = text(
    f"SELECT state, {', '.join(FIRST_STORED)} FROM remote_documents"
    " WHERE client_id = :client AND realm = :realm AND entry = :entry AND part = :part"
)
DROP = text("DELETE FROM remote_documents WHERE client_id = :client AND realm = :realm AND entry = :entry AND part = :part")
SAVE = text(
    f"INSERT INTO remote_documents (client_id, {', '.join(COLUMNS)})"
    f" VALUES (:client, {', '.join(f':{name}' for name in COLUMNS)}) ON CONFLICT (client_id, realm, entry, part) DO UPDATE SET"
    f" {', '.join(f'{name} = excluded.{name}' for name in COLUMNS[3:])}"
)


def to_send(connection: Connection, client: str) -> tuple[str, ...]:
    """The numbers of posted entries that are not done with yet, oldest first."""
    return tuple(connection.execute(TO_SEND, {"client": client, "topic": POSTED}).scalars())


def sent(connection: Connection, client: str, number: str, *, at: datetime) -> None:
    """The entry needs nothing more to be sent."""
    connection.execute(SENT, {"client": client, "topic": POSTED, "entry": number, "at": instant_text(at)})


def send_again(connection: Connection, client: str, number: str) -> None:
    """The entry is to be worked on once more, now."""
    connection.execute(SEND_AGAIN, {"client": client, "topic": POSTED, "entry": number})


def read_documents(
    connection: Connection, client: str, currency: str, realm: str, *, entry: str, states: frozenset[DocumentState]
) -> tuple[RemoteDocument, ...]:
    """The documents of the company, in the order of their entries; of one entry, or in some states, where those are given."""
    values = {"client": client, "realm": realm, "entry": entry, "states": sorted(states)}
    needed = {"client", "realm"} | ({"entry"} if entry else set()) | ({"states"} if states else set())
    rows = connection.execute(_documents(of_entry=bool(entry), in_states=bool(states)), {name: values[name] for name in needed})
    return tuple(_document(row, currency) for row in rows)


@cache
def _documents(*, of_entry: bool, in_states: bool) -> TextualSelect:
    where = (" AND found.entry = :entry" if of_entry else "") + (" AND found.state IN :states" if in_states else "")
    statement = text(DOCUMENTS.format(where))
    if in_states:
        statement = statement.bindparams(bindparam("states", expanding=True))
    return statement.columns(changed_at=Instant, cost_read_at=Instant)


def save_document(connection: Connection, client: str, document: RemoteDocument) -> None:
    """Stores the document, or how far it has come. RefusedByBooks where one that was sent would change what was sent."""
    values = {name: getattr(document, name) for name in COLUMNS if name != "cost_minor"} | {
        "client": client,
        "changed_at": instant_text(document.changed_at),
        "cost_minor": document.cost.minor if document.cost is not None else None,
        "cost_read_at": instant_text(document.cost_read_at) if document.cost_read_at is not None else None,
    }
    known = connection.execute(FIRST, values).one_or_none()
    changes = known is not None and any(known._mapping[name] != values[name] for name in FIRST_STORED)
    if changes and known is not None and known.state in MAY_BE_THERE:
        says = f"The document of {document.entry} was sent already, and would change."
        raise RefusedByBooks(says, "Send it as it was first stored.")
    connection.execute(SAVE, values)


def drop_document(connection: Connection, client: str, document: RemoteDocument) -> None:
    """A document that its entry needs no more is gone. The database refuses it of one that was sent."""
    connection.execute(DROP, {"client": client, "realm": document.realm, "entry": document.entry, "part": document.part})


def _document(row: Row[Any], currency: str) -> RemoteDocument:
    told = dict(row._mapping)
    minor = told.pop("cost_minor")
    cost = None if minor is None else Money(minor, currency)
    return RemoteDocument(**told | {"state": DocumentState(row.state), "cost": cost})
