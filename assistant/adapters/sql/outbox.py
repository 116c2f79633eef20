"""What is to go out and what became of it, to rows and back: the outbox, the company, its accounts and its documents."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from assistant.adapters.sql.journal import POSTED
from assistant.adapters.sql.tables.base import table
from assistant.adapters.sql.tables.clients import ConnectionRow, RemoteAccountRow
from assistant.adapters.sql.tables.journal import EntryRow
from assistant.adapters.sql.tables.outbox import OutboxRow, RemoteDocumentRow
from assistant.books.remote import AccountLink, Company, DocumentState, RemoteDocument
from assistant.errors import RefusedByBooks

ENTRIES, OUTBOX, COMPANIES, ACCOUNTS, DOCUMENTS = (
    table(row) for row in (EntryRow, OutboxRow, ConnectionRow, RemoteAccountRow, RemoteDocumentRow)
)
FIRST_STORED = ("kind", "request_id", "number", "body")
# Documents that the company has, or may have; of one that it refused for certain, another may be made.
MAY_BE_THERE = (DocumentState.SENT, DocumentState.UNKNOWN, DocumentState.DONE)


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


def read_company(connection: Connection, client: str, service: str) -> Company | None:
    found = select(COMPANIES).where(*_same(COMPANIES, {"client_id": client, "service": service}))
    row = connection.execute(found).one_or_none()
    if row is None:
        return None
    return Company(row.service, row.realm, row.address, row.company, row.tokens, row.connected_by, row.connected_at)


def save_company(connection: Connection, client: str, company: Company) -> None:
    """The client's company of this service, in place of an earlier one."""
    values = {
        "realm": company.realm, "address": company.address, "company": company.name, "tokens": company.tokens,
        "connected_by": company.connected_by, "connected_at": company.connected_at,
    }  # fmt: skip
    put(connection, COMPANIES, {"client_id": client, "service": company.service}, values)


def read_links(connection: Connection, client: str, realm: str) -> dict[str, AccountLink]:
    """Account key to its link in the company."""
    found = select(ACCOUNTS).where(ACCOUNTS.c.client_id == client, ACCOUNTS.c.realm == realm)
    return {row.account: AccountLink(row.account, row.remote_id, row.remote_name) for row in connection.execute(found)}


def save_links(connection: Connection, client: str, realm: str, links: Iterable[AccountLink]) -> None:
    """The links of the company, in place of all earlier ones."""
    connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.client_id == client, ACCOUNTS.c.realm == realm))
    rows = [{"client_id": client, "realm": realm, **asdict(link)} for link in links]
    if rows:
        connection.execute(insert(ACCOUNTS), rows)


def read_documents(
    connection: Connection, client: str, realm: str, *, entry: str = "", states: frozenset[DocumentState] = frozenset()
) -> tuple[RemoteDocument, ...]:
    """The documents of the company, in the order of their entries; of one entry, or in some states, where those are given."""
    found = select(DOCUMENTS).join_from(
        DOCUMENTS, ENTRIES, (ENTRIES.c.client_id == DOCUMENTS.c.client_id) & (ENTRIES.c.number == DOCUMENTS.c.entry)
    )
    found = found.where(DOCUMENTS.c.client_id == client, DOCUMENTS.c.realm == realm)
    if entry:
        found = found.where(DOCUMENTS.c.entry == entry)
    if states:
        found = found.where(DOCUMENTS.c.state.in_([state.value for state in states]))
    return tuple(_document(row) for row in connection.execute(found.order_by(ENTRIES.c.seq, DOCUMENTS.c.part)))


def save_document(connection: Connection, client: str, document: RemoteDocument) -> None:
    """Stores the document, or how far it has come. RefusedByBooks where one that was sent would change what was sent."""
    key = {"client_id": client, "realm": document.realm, "entry": document.entry, "part": document.part}
    values = {
        name: getattr(document, name)
        for name in (*FIRST_STORED, "state", "remote_id", "sync_token", "held_reason", "says", "attempts", "changed_at")
    }
    known = connection.execute(select(DOCUMENTS).where(*_same(DOCUMENTS, key))).one_or_none()
    changes = known is not None and any(known._mapping[name] != values[name] for name in FIRST_STORED)
    if changes and known is not None and known.state in MAY_BE_THERE:
        says = f"The document of {document.entry} was sent already, and would change."
        raise RefusedByBooks(says, "Send it as it was first stored.")
    put(connection, DOCUMENTS, key, values)


def put(connection: Connection, into: Table, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Changes the row of this key, or adds it."""
    if not connection.execute(update(into).where(*_same(into, key)).values(values)).rowcount:
        connection.execute(insert(into), key | values)


def _same(of: Table, key: dict[str, Any]) -> list[Any]:
    return [of.c[name] == value for name, value in key.items()]


def _document(row: Row[Any]) -> RemoteDocument:
    told = dict(row._mapping)
    del told["client_id"]
    return RemoteDocument(**told | {"state": DocumentState(row.state)})
