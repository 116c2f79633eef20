"""What became of entries on their way to the company, to rows and back: their plans, what somebody did there, files attached."""

from sqlalchemy import Connection, text

from assistant.adapters.sql.codec import decode, encode
from assistant.adapters.sql.types import instant_text
from assistant.books.drift import Drift
from assistant.books.evidence import Attachment
from assistant.books.plan import KeptPlan

PLAN = text("SELECT document FROM remote_plans WHERE client_id = :client AND realm = :realm AND entry = :entry")
PLANS = text(
    "SELECT plan.document FROM remote_plans plan JOIN entries ON entries.client_id = plan.client_id"
    " AND entries.number = plan.entry WHERE plan.client_id = :client AND plan.realm = :realm ORDER BY entries.seq"
)
SAVE_PLAN = text(
    "INSERT INTO remote_plans (client_id, realm, entry, document) VALUES (:client, :realm, :entry, :document)"
    " ON CONFLICT (client_id, realm, entry) DO UPDATE SET document = excluded.document"
)
# The one of a document that is open comes last, whatever the clocks said when the others were seen.
DRIFTS = (
    "SELECT document FROM remote_drifts WHERE client_id = :client AND realm = :realm{}"
    " ORDER BY disposition = 'open', seen_at, entry, part"
)
ALL_DRIFTS, DRIFTS_OF = text(DRIFTS.format("")), text(DRIFTS.format(" AND entry = :entry"))
DROP_OPEN_DRIFT = text(
    "DELETE FROM remote_drifts WHERE client_id = :client AND realm = :realm AND entry = :entry AND part = :part"
    " AND disposition = 'open'"
)
SAVE_DRIFT = text(
    "INSERT INTO remote_drifts (client_id, realm, entry, part, seen_at, disposition, document)"
    " VALUES (:client, :realm, :entry, :part, :seen_at, :disposition, :document)"
    " ON CONFLICT (client_id, realm, entry, part, seen_at) DO UPDATE SET disposition = excluded.disposition,"
    " document = excluded.document"
)
ATTACHMENTS = text(
    "SELECT realm, entry, part, digest, name, attempts, remote_id, says FROM remote_attachments"
    " WHERE client_id = :client AND realm = :realm AND entry = :entry ORDER BY part, name"
)
SAVE_ATTACHMENT = text(
    "INSERT INTO remote_attachments (client_id, realm, entry, part, digest, name, attempts, remote_id, says)"
    " VALUES (:client, :realm, :entry, :part, :digest, :name, :attempts, :remote_id, :says)"
    " ON CONFLICT (client_id, realm, entry, part, digest) DO UPDATE SET name = excluded.name, attempts = excluded.attempts,"
    " remote_id = excluded.remote_id, says = excluded.says"
)


def read_plan(connection: Connection, client: str, realm: str, entry: str) -> KeptPlan | None:
    document = connection.execute(PLAN, {"client": client, "realm": realm, "entry": entry}).scalar()
    return decode(KeptPlan, document) if document is not None else None


def read_plans(connection: Connection, client: str, realm: str) -> tuple[KeptPlan, ...]:
    """In the order of their entries."""
    found = connection.execute(PLANS, {"client": client, "realm": realm}).scalars()
    return tuple(decode(KeptPlan, document) for document in found)


def save_plan(connection: Connection, client: str, kept: KeptPlan) -> None:
    """The plan of the entry, in place of an earlier one."""
    connection.execute(SAVE_PLAN, {"client": client, "realm": kept.realm, "entry": kept.entry, "document": encode(kept)})


def read_drifts(connection: Connection, client: str, realm: str, entry: str = "") -> tuple[Drift, ...]:
    """Of one entry, or of all: in the order they were seen."""
    values = {"client": client, "realm": realm} | ({"entry": entry} if entry else {})
    found = connection.execute(DRIFTS_OF if entry else ALL_DRIFTS, values).scalars()
    return tuple(decode(Drift, document) for document in found)


def save_drift(connection: Connection, client: str, drift: Drift) -> None:
    """A drift as it now stands: by its document and when it was seen, in place of one of the same document that is still open."""
    of_document = {"client": client, "realm": drift.realm, "entry": drift.entry, "part": drift.part}
    connection.execute(DROP_OPEN_DRIFT, of_document)
    values = {"seen_at": instant_text(drift.seen_at), "disposition": drift.disposition, "document": encode(drift)}
    connection.execute(SAVE_DRIFT, of_document | values)


def read_attachments(connection: Connection, client: str, realm: str, entry: str) -> tuple[Attachment, ...]:
    rows = connection.execute(ATTACHMENTS, {"client": client, "realm": realm, "entry": entry})
    return tuple(Attachment(**row._mapping) for row in rows)


def save_attachment(connection: Connection, client: str, attachment: Attachment) -> None:
    """A file at a document, or how far it has come."""
    values = {name: getattr(attachment, name) for name in Attachment.__dataclass_fields__}
    connection.execute(SAVE_ATTACHMENT, {"client": client} | values)
