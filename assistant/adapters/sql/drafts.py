"""Texts and drafts to rows and back: the documents, what a queue is filtered by, and the stock that waiting drafts hold back."""

from functools import lru_cache

from sqlalchemy import Connection, bindparam, text

from assistant.adapters.sql.codec import decode, encode
from assistant.adapters.sql.types import day_text, instant_text, micro
from assistant.books.care import glance_at, words_of
from assistant.books.draft import OPEN_STATES, Draft, DraftState
from assistant.books.drafted import Drafted
from assistant.errors import NotFound, WrongUsage
from assistant.stages.duplicates import drafted
from assistant.store import DraftQuery, TextRecord

NEXT = text(
    "INSERT INTO counters (client_id, name, last) VALUES (:client, :name, 1)"
    " ON CONFLICT (client_id, name) DO UPDATE SET last = counters.last + 1 RETURNING last"
)
NTH = "(SELECT coalesce(max(n), 0) + 1 FROM {} WHERE client_id = CAST(:client AS VARCHAR))"  # typed, for PostgreSQL asks for it
SAVE_TEXT = text(
    "INSERT INTO texts (client_id, id, n, batch, place, document)"
    f" VALUES (:client, :id, {NTH.format('texts')}, :batch, :place, :document)"
)
TEXT = text("SELECT document FROM texts WHERE client_id = :client AND id = :id")
# The index of a batch's texts is of those alone that came in one, which the databases must be told.
TEXT_IN_BATCH = text("SELECT document FROM texts WHERE client_id = :client AND batch = :batch AND batch <> '' AND place = :place")
TEXTS_OF_BATCH = text("SELECT document FROM texts WHERE client_id = :client AND batch = :batch AND batch <> '' ORDER BY place")

COLUMNS = (
    "text_id", "state", "version", "kind", "reason", "entry_date", "amount_minor", "confidence", "drafted_by", "drafted_at",
    "words", "summary", "drafted", "document",
)  # fmt: skip
SAVE_DRAFT = text(
    f"INSERT INTO drafts (client_id, id, n, {', '.join(COLUMNS)})"
    f" VALUES (:client, :id, {NTH.format('drafts')}, {', '.join(f':{name}' for name in COLUMNS)})"
    f" ON CONFLICT (client_id, id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in COLUMNS)}"
)
RELEASE_STOCK = text("DELETE FROM draft_stock WHERE client_id = :client AND draft_id = :id")
ADD_HAND = text(
    "INSERT INTO draft_hands (client_id, draft_id, person) VALUES (:client, :id, :person)"
    " ON CONFLICT (client_id, draft_id, person) DO NOTHING"
)
HOLD_STOCK = text(
    "INSERT INTO draft_stock (client_id, draft_id, n, item, location, quantity_micro)"
    " VALUES (:client, :id, :n, :item, :location, :micro)"
)
DRAFT = text("SELECT document FROM drafts WHERE client_id = :client AND id = :id")
DRAFTED = text(
    "SELECT drafted FROM drafts WHERE client_id = :client AND state IN ('waiting', 'blocked') AND drafted <> ''"
    " AND n < coalesce((SELECT n FROM drafts WHERE client_id = :client AND id = :without), 1000000000) ORDER BY n"
)
OPEN_IDS = text(
    "SELECT id FROM drafts WHERE client_id = :client AND state IN ('waiting', 'blocked', 'asked') ORDER BY n DESC LIMIT 5"
)


def next_number(connection: Connection, client: str, name: str) -> int:
    """The next of the client's own sequence `name`, from 1."""
    return int(connection.execute(NEXT, {"client": client, "name": name}).scalar_one())


def save_text(connection: Connection, client: str, record: TextRecord) -> None:
    refuse_unwritable(record.text)
    values = {"client": client, "id": record.id, "batch": record.batch, "place": record.place, "document": encode(record)}
    connection.execute(SAVE_TEXT, values)


def refuse_unwritable(words: str) -> None:
    """Text that is none: halves of characters, as undecodable bytes become, and NUL."""
    try:
        words.encode()
    except UnicodeEncodeError as error:
        raise WrongUsage(f"The text is not readable at character {error.start + 1}.", "Save it as UTF-8 text.") from error
    if "\0" in words:
        raise WrongUsage("The text holds a NUL character, so it is no text.", "Save it as UTF-8 text.")


def read_text(connection: Connection, client: str, text_id: str) -> TextRecord:
    document = connection.execute(TEXT, {"client": client, "id": text_id}).scalar()
    if document is None:
        raise NotFound(f"There is no text {text_id}.", "writeoff queue lists what waits.")
    return decode(TextRecord, document)


def text_in_batch(connection: Connection, client: str, batch: str, place: int) -> TextRecord | None:
    document = connection.execute(TEXT_IN_BATCH, {"client": client, "batch": batch, "place": place}).scalar()
    return decode(TextRecord, document) if document is not None else None


def texts_of_batch(connection: Connection, client: str, batch: str) -> tuple[TextRecord, ...]:
    found = connection.execute(TEXTS_OF_BATCH, {"client": client, "batch": batch}).scalars()
    return tuple(decode(TextRecord, document) for document in found)


def save_draft(connection: Connection, client: str, draft: Draft) -> None:
    """Stores the draft in place of its earlier version. Only a waiting draft holds stock back, the units that would leave."""
    entry, event = draft.entry, draft.event
    key = {"client": client, "id": draft.id}
    values = {
        "text_id": draft.text_id,
        "state": draft.state.value,
        "version": draft.version,
        "kind": entry.valued.kind if entry else event.kind if event else "",
        "reason": entry.valued.reason if entry else event.reason if event else "",
        "entry_date": day_text(entry.entry_date) if entry else None,
        "amount_minor": sum(line.amount.minor for line in entry.lines if line.side == "debit") if entry else None,
        "confidence": entry.confidence if entry else 0.0,
        "drafted_by": draft.drafted_by,
        "drafted_at": instant_text(draft.drafted_at) if draft.drafted_at else None,
        "words": words_of(draft),
        "summary": encode(glance_at(draft)),
        "drafted": encode(waiting) if (waiting := drafted(draft)) and draft.state in OPEN_STATES else "",
        "document": encode(draft),
    }
    connection.execute(SAVE_DRAFT, key | values)
    if draft.hands:
        connection.execute(ADD_HAND, [key | {"person": person} for person in draft.hands])
    connection.execute(RELEASE_STOCK, key)
    leaving = [move for move in entry.valued.moves if move.quantity < 0] if entry and draft.state is DraftState.WAITING else []
    if leaving:
        rows = [
            key | {"n": n, "item": move.item, "location": move.location, "micro": micro(-move.quantity)}
            for n, move in enumerate(leaving, 1)
        ]
        connection.execute(HOLD_STOCK, rows)


def read_draft(connection: Connection, client: str, draft_id: str) -> Draft:
    document = connection.execute(DRAFT, {"client": client, "id": draft_id}).scalar()
    if document is None:
        waiting = ", ".join(connection.execute(OPEN_IDS, {"client": client}).scalars())
        raise NotFound(
            f"There is no draft {draft_id}.", f"Open ones are {waiting}." if waiting else "None is open in these books."
        )
    return _draft(document)


@lru_cache(maxsize=512)
def _draft(document: str) -> Draft:
    """A draft never changes, only what is stored of it does: one document is decoded once, however often its page is opened."""
    return decode(Draft, document)


def read_drafted(connection: Connection, client: str, *, without_draft: str = "") -> tuple[Drafted, ...]:
    """What waits for a person and was drafted before `without_draft`, oldest first."""
    found = connection.execute(DRAFTED, {"client": client, "without": without_draft}).scalars()
    return tuple(_drafted(document) for document in found)


@lru_cache(maxsize=16_384)
def _drafted(document: str) -> Drafted:
    """Every draft is compared with all that wait: in a batch each is decoded once."""
    return decode(Drafted, document)


def read_drafts(connection: Connection, client: str, query: DraftQuery) -> tuple[Draft, ...]:
    order = "confidence, n" if query.least_sure_first else "n"
    where = ["client_id = :client"]
    values: dict[str, object] = {"client": client}
    if query.states:
        where.append("state IN :states")
        values["states"] = [state.value for state in sorted(query.states)]
    if query.text_id:
        where.append("text_id = :text_id")
        values["text_id"] = query.text_id
    if query.drafted_by:
        where.append("drafted_by = :drafted_by")
        values["drafted_by"] = query.drafted_by
    if query.after:
        read_draft(connection, client, query.after)
        where.append(f"({order}) > (SELECT {order} FROM drafts WHERE client_id = :client AND id = :after)")
        values["after"] = query.after
    statement = f"SELECT document FROM drafts WHERE {' AND '.join(where)} ORDER BY {order}"
    if query.limit:
        statement += " LIMIT :limit"
        values["limit"] = query.limit
    clause = text(statement)
    if query.states:
        clause = clause.bindparams(bindparam("states", expanding=True))
    return tuple(decode(Draft, document) for document in connection.execute(clause, values).scalars())
