"""The company at QuickBooks, to rows and back: as it was last pulled, which of its rows is which of ours, what was found there.

Plain SQL: every draft of a connected client is made with it.
"""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Date, Row, text

from assistant.adapters.sql.codec import decode, encode
from assistant.adapters.sql.types import Instant, day_text, instant_text, moment
from assistant.books.connected import Connected
from assistant.books.found import FoundThere, Verdict
from assistant.books.money import Money
from assistant.books.remote import ConnectionState, Environment, Link, LinkKind, Links
from assistant.books.snapshot import Snapshot

COMPANIES_KEPT = 16  # in the process, those read last; a large one takes some 10 MB

COMPANY = text("SELECT realm, environment, company, state FROM connections WHERE client_id = :client AND service = 'quickbooks'")
DIGEST = text("SELECT digest FROM remote_snapshots WHERE client_id = :client AND realm = :realm")
UNKNOWN_FROM = text("SELECT unknown_from FROM remote_snapshots WHERE client_id = :client AND realm = :realm")
SNAPSHOT = text("SELECT document FROM remote_snapshots WHERE client_id = :client AND realm = :realm")
SAVE_SNAPSHOT = text(
    "INSERT INTO remote_snapshots (client_id, realm, pulled_at, digest, document, unknown_from)"
    " VALUES (:client, :realm, :pulled_at, :digest, :document, :unknown_from) ON CONFLICT (client_id, realm) DO UPDATE SET"
    " pulled_at = excluded.pulled_at, digest = excluded.digest, document = excluded.document,"
    " unknown_from = excluded.unknown_from"
)
LINKS = text(
    "SELECT kind, ours, remote_id, remote_name, confirmed_by, confirmed_at FROM remote_links"
    " WHERE client_id = :client AND realm = :realm ORDER BY kind, ours"
)
FORGET_LINKS = text("DELETE FROM remote_links WHERE client_id = :client AND realm = :realm AND kind = :kind")
SAVE_LINK = text(
    "INSERT INTO remote_links"
    " (client_id, realm, kind, ours, account, item, remote_id, remote_name, confirmed_by, confirmed_at)"
    " VALUES (:client, :realm, :kind, :ours, :account, :item, :remote_id, :remote_name, :confirmed_by, :confirmed_at)"
)
FOUND = (
    "SELECT subject, kind, remote_id, number, on_date, amount_minor, because, found_at, verdict, said_by FROM remote_found"
    " WHERE client_id = :client AND realm = :realm{} ORDER BY subject, on_date, kind, remote_id"
)
ALL_FOUND = text(FOUND.format("")).columns(on_date=Date, found_at=Instant)
FOUND_FOR = text(FOUND.format(" AND subject = :subject")).columns(on_date=Date, found_at=Instant)
SAVE_FOUND = text(  # what a person said stays where a new look has no verdict; what was gone may be there again
    "INSERT INTO remote_found (client_id, realm, subject, kind, remote_id, number, on_date, amount_minor, because, found_at,"
    " verdict, said_by) VALUES (:client, :realm, :subject, :kind, :remote_id, :number, :on_date, :minor, :because, :found_at,"
    " :verdict, :by) ON CONFLICT (client_id, realm, subject, kind, remote_id) DO UPDATE SET number = excluded.number,"
    " on_date = excluded.on_date, amount_minor = excluded.amount_minor, because = excluded.because,"
    " said_by = CASE excluded.verdict WHEN 'open' THEN remote_found.said_by ELSE excluded.said_by END,"
    " verdict = CASE WHEN excluded.verdict = 'open' AND remote_found.verdict <> 'gone' THEN remote_found.verdict"
    " ELSE excluded.verdict END"
)
MOVE_FOUND = text("UPDATE remote_found SET subject = :entry WHERE client_id = :client AND realm = :realm AND subject = :draft")


def read_connected(connection: Connection, client: str, currency: str) -> Connected | None:
    """None where the client is not connected, or nothing was pulled yet."""
    company = connection.execute(COMPANY, {"client": client}).one_or_none()
    snapshot = read_snapshot(connection, client, company.realm) if company is not None else None
    if company is None or snapshot is None:
        return None
    return Connected(
        realm=company.realm,
        name=company.company,
        environment=Environment(company.environment),
        snapshot=snapshot,
        links=read_links(connection, client, company.realm),
        found=read_found(connection, client, currency, company.realm),
        state=ConnectionState(company.state),
        unknown_from=connection.execute(UNKNOWN_FROM, {"client": client, "realm": company.realm}).scalar_one(),
    )


def read_snapshot(connection: Connection, client: str, realm: str) -> Snapshot | None:
    of_company = {"client": client, "realm": realm}
    digest = connection.execute(DIGEST, of_company).scalar()
    if digest is None:
        return None
    kept = _kept(digest)
    if not kept:
        kept.append(decode(Snapshot, connection.execute(SNAPSHOT, of_company).scalar_one()))
    return kept[0]


@lru_cache(maxsize=COMPANIES_KEPT)
def _kept(_digest: str) -> list[Snapshot]:
    """Where the snapshot of this digest is kept once it was read: a large one takes longer to read than a draft to make."""
    return []


def save_snapshot(connection: Connection, client: str, realm: str, snapshot: Snapshot, unknown_from: str) -> None:
    """The company as it was pulled now, in place of the pull before; `unknown_from` is that of Connected."""
    document = encode(snapshot)
    values = {
        "client": client, "realm": realm, "pulled_at": instant_text(snapshot.pulled_at), "document": document,
        "digest": hashlib.sha256(document.encode()).hexdigest(), "unknown_from": unknown_from,
    }  # fmt: skip
    connection.execute(SAVE_SNAPSHOT, values)


def read_links(connection: Connection, client: str, realm: str) -> Links:
    return _links(tuple(tuple(row) for row in connection.execute(LINKS, {"client": client, "realm": realm})))


@lru_cache(maxsize=COMPANIES_KEPT)
def _links(rows: tuple[tuple[Any, ...], ...]) -> Links:
    """A company of many goods has as many links: the same rows are made into them once."""
    return Links(
        tuple(
            Link(LinkKind(kind), ours, remote_id, name, by, moment(at) if at else None)
            for kind, ours, remote_id, name, by, at in rows
        )
    )


def save_links(connection: Connection, client: str, realm: str, links: Iterable[Link], kinds: Iterable[LinkKind] = ()) -> None:
    """In place of all earlier ones of the kinds that the links have, and of these kinds too."""
    of_company: dict[str, str | None] = {"client": client, "realm": realm}
    given = tuple(links)
    for kind in dict.fromkeys([*kinds, *(link.kind for link in given)]):
        connection.execute(FORGET_LINKS, of_company | {"kind": kind})
    rows = [
        of_company | {
            "kind": link.kind, "ours": link.ours, "remote_id": link.remote_id, "remote_name": link.remote_name,
            "account": link.ours if link.kind is LinkKind.ACCOUNT else None,
            "item": link.ours if link.kind is LinkKind.ITEM else None,
            "confirmed_by": link.confirmed_by,
            "confirmed_at": instant_text(link.confirmed_at) if link.confirmed_at else None,
        }
        for link in given
    ]  # fmt: skip
    if rows:
        connection.execute(SAVE_LINK, rows)


def read_found(connection: Connection, client: str, currency: str, realm: str, subject: str = "") -> tuple[FoundThere, ...]:
    """What was found for a draft or an entry; for all where none is named."""
    values = {"client": client, "realm": realm} | ({"subject": subject} if subject else {})
    return tuple(_found(row, currency) for row in connection.execute(FOUND_FOR if subject else ALL_FOUND, values))


def _found(row: Row[Any], currency: str) -> FoundThere:
    amount = None if row.amount_minor is None else Money(row.amount_minor, currency)
    return FoundThere(
        row.subject, row.kind, row.remote_id, row.number, row.on_date, amount, row.because, row.found_at, Verdict(row.verdict),
        row.said_by,
    )  # fmt: skip


def save_found(connection: Connection, client: str, realm: str, rows: Iterable[FoundThere]) -> None:
    """Each by its subject, kind and Id. What a person said stays where a new look finds the same document again."""
    values = [
        {
            "client": client, "realm": realm, "subject": row.subject, "kind": row.kind, "remote_id": row.remote_id,
            "number": row.number, "on_date": day_text(row.on), "minor": row.amount.minor if row.amount is not None else None,
            "because": row.because, "found_at": instant_text(row.found_at), "verdict": row.verdict, "by": row.by,
        }
        for row in rows
    ]  # fmt: skip
    if values:
        connection.execute(SAVE_FOUND, values)


def move_found(connection: Connection, client: str, realm: str, draft: str, entry: str) -> None:
    """What was found for a draft is, once it is posted, found for its entry."""
    connection.execute(MOVE_FOUND, {"client": client, "realm": realm, "draft": draft, "entry": entry})
