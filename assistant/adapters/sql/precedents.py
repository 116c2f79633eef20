"""Precedents and their confirmations to rows and back. Plain SQL: every draft is mapped by them."""

from sqlalchemy import Connection, text

from assistant.adapters.sql.codec import decode, encode
from assistant.books.precedent import Confirmation, Precedent, Precedents, standing
from assistant.errors import NotFound

ALL = text("SELECT document FROM precedents WHERE client_id = :client ORDER BY n")
ONE = text("SELECT document FROM precedents WHERE client_id = :client AND id = :id")
# Typed, for PostgreSQL asks for it.
NTH = "(SELECT coalesce(max(n), 0) + 1 FROM {} WHERE client_id = CAST(:client AS VARCHAR){})"
SAVE = text(
    f"INSERT INTO precedents (client_id, id, n, document) VALUES (:client, :id, {NTH.format('precedents', '')}, :document)"
    " ON CONFLICT (client_id, id) DO UPDATE SET document = excluded.document"
)
FORGET = text("DELETE FROM precedents WHERE client_id = :client AND id = :id")
CONFIRMATIONS = text("SELECT document FROM confirmations WHERE client_id = :client AND precedent = :id ORDER BY n")
CONFIRM = text(
    "INSERT INTO confirmations (client_id, precedent, n, entry, document) VALUES (:client, :id,"
    f" {NTH.format('confirmations', ' AND precedent = CAST(:id AS VARCHAR)')}, :entry, :document)"
)
CONFIRMED_IN = text(
    "SELECT DISTINCT precedent FROM confirmations WHERE client_id = :client AND entry = :entry ORDER BY precedent"
)
TAKE_BACK = text("DELETE FROM confirmations WHERE client_id = :client AND precedent = :id AND entry = :entry")
TAKE_ALL_BACK = text("DELETE FROM confirmations WHERE client_id = :client AND precedent = :id")


def read_precedents(connection: Connection, client: str) -> Precedents:
    found = connection.execute(ALL, {"client": client}).scalars()
    return Precedents(tuple(decode(Precedent, document) for document in found))


def read_precedent(connection: Connection, client: str, precedent_id: str) -> Precedent:
    document = connection.execute(ONE, {"client": client, "id": precedent_id}).scalar()
    if document is None:
        raise NotFound(f"There is no precedent {precedent_id}.", "writeoff precedents lists them.")
    return decode(Precedent, document)


def read_confirmations(connection: Connection, client: str, precedent_id: str) -> tuple[Confirmation, ...]:
    """Oldest first."""
    found = connection.execute(CONFIRMATIONS, {"client": client, "id": precedent_id}).scalars()
    return tuple(decode(Confirmation, document) for document in found)


def confirm(connection: Connection, client: str, precedent: Precedent, confirmation: Confirmation) -> Precedent:
    """The precedent, new or known, confirmed once more (or corrected): as it stands then."""
    of_it = {"client": client, "id": precedent.id}
    connection.execute(SAVE, of_it | {"document": encode(precedent)})
    connection.execute(CONFIRM, of_it | {"entry": confirmation.entry, "document": encode(confirmation)})
    stands = standing(precedent, read_confirmations(connection, client, precedent.id))
    assert stands is not None, precedent
    connection.execute(SAVE, of_it | {"document": encode(stands)})
    return stands


def confirmed_in(connection: Connection, client: str, entry: str) -> tuple[Precedent, ...]:
    """The precedents that the entry confirmed."""
    ids = connection.execute(CONFIRMED_IN, {"client": client, "entry": entry}).scalars().all()
    return tuple(read_precedent(connection, client, precedent_id) for precedent_id in ids)


def take_back(connection: Connection, client: str, precedent: Precedent, entry: str) -> Precedent | None:
    """The precedent without what the entry confirmed; None, and it is forgotten, where nothing else did."""
    of_it = {"client": client, "id": precedent.id}
    connection.execute(TAKE_BACK, of_it | {"entry": entry})
    stands = standing(precedent, read_confirmations(connection, client, precedent.id))
    if stands is None:
        connection.execute(FORGET, of_it)
    else:
        connection.execute(SAVE, of_it | {"document": encode(stands)})
    return stands


def forget(connection: Connection, client: str, precedent_id: str) -> None:
    """The precedent and what confirmed it, gone; the audit trail keeps what it was."""
    connection.execute(TAKE_ALL_BACK, {"client": client, "id": precedent_id})
    connection.execute(FORGET, {"client": client, "id": precedent_id})
