"""Connections to an outside company, to rows and back: the company, its sealed tokens, and who renews them just now.

Every change of tokens names those that it takes the place of, so that of two who change them one does, and the other learns it.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Update, delete, func, insert, select, text, update

from assistant.adapters.sql.seeing import see_all
from assistant.adapters.sql.tables.base import table
from assistant.adapters.sql.tables.clients import ConnectionRow
from assistant.adapters.sql.tables.outbox import RemoteDocumentRow
from assistant.books.remote import Company, ConnectionState, DocumentState, Environment, Lifetime

COMPANIES, DOCUMENTS = table(ConnectionRow), table(RemoteDocumentRow)
NOT_SENT = (DocumentState.QUEUED, DocumentState.HELD, DocumentState.FAILED, DocumentState.AWAITING_MANUAL)
LONGEST_LEASE = timedelta(hours=1)  # nobody leases for so long, but by a clock that was ahead
FREE: dict[str, Any] = {"lease_holder": "", "lease_until": None}


def read_company(connection: Connection, client: str, service: str) -> Company | None:
    row = connection.execute(select(COMPANIES).where(*_of(client, service))).one_or_none()
    return None if row is None else _company(row)


def save_company(connection: Connection, client: str, company: Company) -> None:
    """The client's company of this service, in place of an earlier one; whoever renewed the earlier one's tokens does so no
    more."""
    forget_company(connection, client, company.service)
    values = {
        "client_id": client, "service": company.service, "realm": company.realm, "environment": company.environment.value,
        "company": company.name, "tokens": company.tokens, "connected_by": company.connected_by,
        "connected_at": company.connected_at, "state": company.state.value, "says": company.says,
        **_until(company.lifetime), **FREE,
    }  # fmt: skip
    connection.execute(insert(COMPANIES).values(values))


def forget_company(connection: Connection, client: str, service: str) -> None:
    """The connection and its tokens; documents and links stay."""
    connection.execute(delete(COMPANIES).where(*_of(client, service)))


def others_at(connection: Connection, client: str, company: Company) -> tuple[str, ...]:
    """The other clients of these books that are connected to the same company; nobody joins them before this transaction ends."""
    if connection.dialect.name == "postgresql":  # on SQLite a transaction that writes is alone with the books
        named = {"company": f"{company.service} {company.environment} {company.realm}"}
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:company))"), named)
    same = (
        COMPANIES.c.client_id.in_([other for other in see_all(connection) if other != client]),
        COMPANIES.c.service == company.service,
        COMPANIES.c.environment == company.environment.value,
        COMPANIES.c.realm == company.realm,
    )
    return tuple(connection.execute(select(COMPANIES.c.client_id).where(*same).order_by(COMPANIES.c.client_id)).scalars())


def documents_sent(connection: Connection, client: str, elsewhere_than: str) -> int:
    """How many documents of the client companies have, or may have, without those of this realm."""
    sent = (
        DOCUMENTS.c.client_id == client,
        DOCUMENTS.c.realm != elsewhere_than,
        DOCUMENTS.c.state.not_in([state.value for state in NOT_SENT]),
    )
    return connection.execute(select(func.count()).select_from(DOCUMENTS).where(*sent)).scalar_one()


# ── Renewing the tokens ──────────────────────────────────────────────────────────────────────────────────────────────


def take_lease(
    connection: Connection, client: str, service: str, *, holder: str, now: datetime, until: datetime
) -> Company | None:
    """The company as it stands, in the holder's hands until then; None while another holds it or it must be connected again."""
    ends = COMPANIES.c.lease_until
    free = ends.is_(None) | (ends <= now) | (ends > now + LONGEST_LEASE) | (COMPANIES.c.lease_holder == holder)
    good = COMPANIES.c.state == ConnectionState.CONNECTED.value
    taken = update(COMPANIES).where(*_of(client, service), good, free).values(lease_holder=holder, lease_until=until)
    return read_company(connection, client, service) if _changed(connection, taken) else None


def drop_lease(connection: Connection, client: str, service: str, *, holder: str) -> None:
    """Lets go of it, where the holder still has it."""
    held = COMPANIES.c.lease_holder == holder
    connection.execute(update(COMPANIES).where(*_of(client, service), held).values(FREE))


def save_tokens(connection: Connection, client: str, service: str, *, old: str, new: str, lifetime: Lifetime) -> bool:
    """Whether the new tokens took the place of the old: not where others did so before, or a person connected again."""
    here = update(COMPANIES).where(*_of(client, service), COMPANIES.c.tokens == old)
    good = {"state": ConnectionState.CONNECTED.value, "says": ""}
    return _changed(connection, here.values(tokens=new, **good, **_until(lifetime), **FREE))


def mark_to_reconnect(connection: Connection, client: str, service: str, *, tokens: str, says: str) -> bool:
    """Whether the connection is marked as one that only a person mends: not where it has other tokens by now."""
    here = update(COMPANIES).where(*_of(client, service), COMPANIES.c.tokens == tokens)
    return _changed(connection, here.values(state=ConnectionState.RECONNECT.value, says=says, **FREE))


def _changed(connection: Connection, statement: Update) -> bool:
    return bool(connection.execute(statement).rowcount)


def _of(client: str, service: str) -> tuple[Any, ...]:
    return COMPANIES.c.client_id == client, COMPANIES.c.service == service


def _until(lifetime: Lifetime) -> dict[str, Any]:
    return {
        "access_until": lifetime.access_until,
        "refresh_until": lifetime.refresh_until,
        "hard_until": lifetime.hard_until,
    }


def _company(row: Row[Any]) -> Company:
    return Company(
        row.service, row.realm, Environment(row.environment), row.company, row.tokens, row.connected_by, row.connected_at,
        Lifetime(row.access_until, row.refresh_until, row.hard_until), ConnectionState(row.state), row.says,
    )  # fmt: skip
