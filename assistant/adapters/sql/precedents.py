"""Precedents and their confirmations to rows and back. Plain SQL: every draft is mapped by them."""

from collections.abc import Collection

from sqlalchemy import Connection

from assistant.adapters.sql.codec import decode, encode
from assistant.adapters.sql.statement import Statement
from assistant.books.precedent import Confirmation, Precedent, Precedents, confirmed, standing
from assistant.errors import NotFound

ALL = Statement("SELECT document FROM precedents WHERE client_id = :client ORDER BY n")
# In no order, for it SQLite would go through all of them.
SOME = Statement("SELECT n, document FROM precedents WHERE client_id = :client AND id IN :ids")
ONE = Statement("SELECT document FROM precedents WHERE client_id = :client AND id = :id")
# Typed, for PostgreSQL asks for it.
NTH = "(SELECT coalesce(max(n), 0) + 1 FROM precedents WHERE client_id = CAST(:client AS VARCHAR))"
SAVE = Statement(
    f"INSERT INTO precedents (client_id, id, n, document) VALUES (:client, :id, {NTH}, :document)"
    " ON CONFLICT (client_id, id) DO UPDATE SET document = excluded.document"
)
FORGET = Statement("DELETE FROM precedents WHERE client_id = :client AND id = :id")
CONFIRMATIONS = Statement("SELECT document FROM confirmations WHERE client_id = :client AND precedent = :id ORDER BY n")
LAST = Statement("SELECT coalesce(max(n), 0) FROM confirmations WHERE client_id = :client AND precedent = :id")
CONFIRM = Statement(
    "INSERT INTO confirmations (client_id, precedent, n, entry, document) VALUES (:client, :id, :n, :entry, :document)"
)
CONFIRMED_IN = Statement(
    "SELECT DISTINCT precedent FROM confirmations WHERE client_id = :client AND entry = :entry ORDER BY precedent"
)
TAKE_BACK = Statement("DELETE FROM confirmations WHERE client_id = :client AND precedent = :id AND entry = :entry")
TAKE_ALL_BACK = Statement("DELETE FROM confirmations WHERE client_id = :client AND precedent = :id")


def read_precedents(connection: Connection, client: str) -> Precedents:
    return Precedents(tuple(decode(Precedent, document) for (document,) in ALL.rows(connection, {"client": client})))


def read_some_precedents(connection: Connection, client: str, ids: Collection[str]) -> tuple[Precedent, ...]:
    """Those of these ids that there are, oldest first."""
    found = sorted(SOME.rows(connection, {"client": client, "ids": ids}))
    return tuple(decode(Precedent, document) for _, document in found)


def read_precedent(connection: Connection, client: str, precedent_id: str) -> Precedent:
    document = ONE.value(connection, {"client": client, "id": precedent_id})
    if document is None:
        raise NotFound(f"There is no precedent {precedent_id}.", "writeoff precedents lists them.")
    return decode(Precedent, document)


def read_confirmations(connection: Connection, client: str, precedent_id: str) -> tuple[Confirmation, ...]:
    """Oldest first."""
    found = CONFIRMATIONS.rows(connection, {"client": client, "id": precedent_id})
    return tuple(decode(Confirmation, document) for (document,) in found)


def confirm(connection: Connection, client: str, precedent: Precedent, confirmation: Confirmation) -> Precedent:
    """The precedent, new or known, confirmed once more (or corrected): as it stands then."""
    of_it = {"client": client, "id": precedent.id}
    last = int(LAST.value(connection, of_it))
    stands = confirmed(precedent, confirmation, before=last > 0)
    SAVE.run(connection, of_it | {"document": encode(stands)})
    CONFIRM.run(connection, of_it | {"n": last + 1, "entry": confirmation.entry, "document": encode(confirmation)})
    return stands


def confirmed_in(connection: Connection, client: str, entry: str) -> tuple[Precedent, ...]:
    """The precedents that the entry confirmed."""
    ids = [precedent_id for (precedent_id,) in CONFIRMED_IN.rows(connection, {"client": client, "entry": entry})]
    return tuple(read_precedent(connection, client, precedent_id) for precedent_id in ids)


def take_back(connection: Connection, client: str, precedent: Precedent, entry: str) -> Precedent | None:
    """The precedent without what the entry confirmed; None, and it is forgotten, where nothing else did."""
    of_it = {"client": client, "id": precedent.id}
    TAKE_BACK.run(connection, of_it | {"entry": entry})
    stands = standing(precedent, read_confirmations(connection, client, precedent.id))
    if stands is None:
        FORGET.run(connection, of_it)
    else:
        SAVE.run(connection, of_it | {"document": encode(stands)})
    return stands


def forget(connection: Connection, client: str, precedent_id: str) -> None:
    """The precedent and what confirmed it, gone; the audit trail keeps what it was."""
    TAKE_ALL_BACK.run(connection, {"client": client, "id": precedent_id})
    FORGET.run(connection, {"client": client, "id": precedent_id})
