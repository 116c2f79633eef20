"""Files of evidence to rows and back: each content once in a client's books, however often it is given."""

import hashlib

from sqlalchemy import Connection, LargeBinary, bindparam, text

from assistant.adapters.sql.types import Instant, instant_text
from assistant.books.evidence import EvidenceFile
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
FILES = text(
    "SELECT digest, name, content_type, size_bytes, subject, added_by, added_at FROM evidence"
    " WHERE client_id = :client AND (subject = :subject"
    " OR subject = (SELECT draft_id FROM entries WHERE client_id = :client AND number = :subject))"
    " ORDER BY added_at, n"
).columns(added_at=Instant)


def add_evidence(connection: Connection, client: str, file: EvidenceFile, content: bytes) -> None:
    """Keeps the file for its subject; one that the subject has already is left as it is.

    WrongUsage where the content is not what the file says of it.
    """
    if hashlib.sha256(content).hexdigest() != file.digest or len(content) != file.size or not content:
        raise WrongUsage(f"{file.name} is empty, or changed while it was read.", "Add it once more.")
    connection.execute(SAVE_CONTENT, {"client": client, "digest": file.digest, "content": content})
    values = {
        "client": client, "subject": file.subject, "digest": file.digest, "name": file.name, "size": file.size,
        "content_type": file.content_type, "by": file.added_by, "at": instant_text(file.added_at),
    }  # fmt: skip
    connection.execute(SAVE_FILE, values)


def read_evidence(connection: Connection, client: str, subject: str) -> tuple[EvidenceFile, ...]:
    """The files of a draft or an entry, in the order they came. An entry has those of the draft that it was."""
    rows = connection.execute(FILES, {"client": client, "subject": subject})
    seen: dict[str, EvidenceFile] = {}
    for row in rows:
        file = EvidenceFile(row.digest, row.name, row.content_type, row.size_bytes, row.subject, row.added_by, row.added_at)
        seen.setdefault(row.digest, file)
    return tuple(seen.values())


def read_content(connection: Connection, client: str, digest: str) -> bytes:
    content = connection.execute(CONTENT, {"client": client, "digest": digest}).scalar()
    if content is None:
        raise NotFound(f"There is no file {digest[:12]} here.", "writeoff evidence list names those of a draft or an entry.")
    return bytes(content)
