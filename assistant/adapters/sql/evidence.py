"""Files of evidence to rows and back: each content once in a client's books, however often it is given."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, LargeBinary, bindparam, text

from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.types import instant_text, moment
from assistant.books.evidence import EvidenceFile, EvidenceKind, Waiver
from assistant.books.money import Money
from assistant.errors import NotFound, WrongUsage

SAVE_CONTENT = text(
    "INSERT INTO evidence_contents (client_id, digest, content) VALUES (:client, :digest, :content)"
    " ON CONFLICT (client_id, digest) DO NOTHING"
).bindparams(bindparam("content", type_=LargeBinary))
CONTENT = text("SELECT content FROM evidence_contents WHERE client_id = :client AND digest = :digest").columns(
    content=LargeBinary
)
SAVE_FILE = text(
    "INSERT INTO evidence (client_id, subject, digest, n, name, content_type, size_bytes, added_by, added_at)"
    " VALUES (:client, :subject, :digest, (SELECT coalesce(max(n), 0) + 1 FROM evidence"
    " WHERE client_id = CAST(:client AS VARCHAR) AND subject = CAST(:subject AS VARCHAR)),"
    " :name, :content_type, :size, :by, :at) ON CONFLICT (client_id, subject, digest) DO NOTHING"
)
FILES = Statement(
    "SELECT digest, name, content_type, size_bytes, subject, added_by, added_at, coalesce((SELECT shows FROM evidence_shows said"
    " WHERE said.client_id = evidence.client_id AND said.subject = evidence.subject AND said.digest = evidence.digest"
    " ORDER BY said.n DESC LIMIT 1), '') AS shows FROM evidence WHERE client_id = :client AND (subject = :subject"
    " OR subject = (SELECT draft_id FROM entries WHERE client_id = :client AND number = :subject))"
    " ORDER BY added_at, n"
)
SAY = text(
    "INSERT INTO evidence_shows (client_id, subject, digest, n, shows, said_by, said_at)"
    " VALUES (:client, :subject, :digest, (SELECT coalesce(max(n), 0) + 1 FROM evidence_shows"
    " WHERE client_id = CAST(:client AS VARCHAR) AND subject = CAST(:subject AS VARCHAR) AND digest = CAST(:digest AS VARCHAR)),"
    " :shows, :by, :at)"
)
SAVE_WAIVER = text(
    "INSERT INTO evidence_waivers (client_id, subject, need, up_to_minor, because, said_by, said_at)"
    " VALUES (:client, :subject, :need, :up_to, :because, :by, :at)"
    " ON CONFLICT (client_id, subject, need, up_to_minor) DO NOTHING"
)
WAIVERS = Statement(
    "SELECT need, up_to_minor, because, said_by, said_at FROM evidence_waivers WHERE client_id = :client AND subject = :subject"
    " ORDER BY said_at, need"
)


def add_evidence(connection: Connection, client: str, file: EvidenceFile, content: bytes) -> None:
    """Keeps the file for its subject, with what it shows where somebody said; one that the subject has already is left as it is.

    WrongUsage where the content is not what the file says of it.
    """
    if hashlib.sha256(content).hexdigest() != file.digest or len(content) != file.size or not content:
        raise WrongUsage(f"{file.name} is empty, or changed while it was read.", "Add it once more.")
    connection.execute(SAVE_CONTENT, {"client": client, "digest": file.digest, "content": content})
    values = {
        "client": client, "subject": file.subject, "digest": file.digest, "name": file.name, "size": file.size,
        "content_type": file.content_type, "by": file.added_by, "at": instant_text(file.added_at),
    }  # fmt: skip
    if connection.execute(SAVE_FILE, values).rowcount and file.shows:
        say_what_shows(connection, client, file, by=file.added_by, at=file.added_at)


def say_what_shows(connection: Connection, client: str, file: EvidenceFile, *, by: str, at: datetime) -> None:
    """What the file shows, from now on; what was said before stays on record."""
    said = " ".join(kind.value for kind in file.shows)
    values = {"client": client, "subject": file.subject, "digest": file.digest, "shows": said, "by": by, "at": instant_text(at)}
    connection.execute(SAY, values)


def save_waiver(connection: Connection, client: str, subject: str, waiver: Waiver) -> None:
    values = {
        "client": client, "subject": subject, "need": waiver.need, "up_to": waiver.up_to.minor, "because": waiver.because,
        "by": waiver.by, "at": instant_text(waiver.at),
    }  # fmt: skip
    connection.execute(SAVE_WAIVER, values)


def read_waivers(connection: Connection, client: str, currency: str, subject: str) -> tuple[Waiver, ...]:
    """The waivers of a draft, in the order they were given."""
    rows = WAIVERS.rows(connection, {"client": client, "subject": subject})
    return tuple(Waiver(need, because, Money(up_to, currency), by, moment(at)) for need, up_to, because, by, at in rows)


def read_evidence(connection: Connection, client: str, subject: str) -> tuple[EvidenceFile, ...]:
    """The files of a draft or an entry, in the order they came. An entry has those of the draft that it was."""
    seen: dict[str, EvidenceFile] = {}
    for digest, name, content_type, size, of, by, at, said in FILES.rows(connection, {"client": client, "subject": subject}):
        shows = tuple(EvidenceKind(kind) for kind in said.split())
        seen.setdefault(digest, EvidenceFile(digest, name, content_type, size, of, by, moment(at), shows))
    return tuple(seen.values())


def read_content(connection: Connection, client: str, digest: str) -> bytes:
    content = connection.execute(CONTENT, {"client": client, "digest": digest}).scalar()
    if content is None:
        raise NotFound(f"There is no file {digest[:12]} here.", "writeoff evidence list names those of a draft or an entry.")
    return bytes(content)
