"""Texts and drafts to rows and back: the documents, what a queue is filtered by, and the stock that waiting drafts hold back."""

import json
from datetime import date
from functools import lru_cache

from sqlalchemy import Connection, bindparam, text

from assistant.adapters.sql.answering import digest_of, row_text
from assistant.adapters.sql.codec import Unreadable, decode, encode
from assistant.adapters.sql.likenesses import mark_draft
from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.types import day_text, instant_text, micro
from assistant.books.care import glance_at, words_of
from assistant.books.draft import OPEN_STATES, Draft, DraftState
from assistant.errors import NotFound, WrongUsage
from assistant.stages.duplicates import drafted
from assistant.store import DraftQuery, TextRecord

NEXT = Statement(
    "INSERT INTO counters (client_id, name, last) VALUES (:client, :name, 1)"
    " ON CONFLICT (client_id, name) DO UPDATE SET last = counters.last + 1 RETURNING last"
)
NTH = "(SELECT coalesce(max(n), 0) + 1 FROM {} WHERE client_id = CAST(:client AS VARCHAR))"  # typed, for PostgreSQL asks for it
SAVE_TEXT = Statement(
    "INSERT INTO texts (client_id, id, n, batch, place, document)"
    f" VALUES (:client, :id, {NTH.format('texts')}, :batch, :place, :document)"
)
TEXT = Statement("SELECT document FROM texts WHERE client_id = :client AND id = :id")
# The index of a batch's texts is of those alone that came in one, which the databases must be told.
TEXT_IN_BATCH = Statement(
    "SELECT document FROM texts WHERE client_id = :client AND batch = :batch AND batch <> '' AND place = :place"
)
TEXTS_OF_BATCH = Statement(
    "SELECT document FROM texts WHERE client_id = :client AND batch = :batch AND batch <> '' ORDER BY place"
)

COLUMNS = (
    "text_id", "state", "version", "kind", "reason", "entry_date", "amount_minor", "confidence", "drafted_by", "drafted_at",
    "words", "summary", "drafted", "document",
)  # fmt: skip
SAVE_DRAFT = Statement(
    f"INSERT INTO drafts (client_id, id, n, {', '.join(COLUMNS)})"
    f" VALUES (:client, :id, {NTH.format('drafts')}, {', '.join(f':{name}' for name in COLUMNS)})"
    f" ON CONFLICT (client_id, id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in COLUMNS)}"
)
RELEASE_STOCK = Statement("DELETE FROM draft_stock WHERE client_id = :client AND draft_id = :id")
ADD_HAND = Statement(
    "INSERT INTO draft_hands (client_id, draft_id, person) VALUES (:client, :id, :person)"
    " ON CONFLICT (client_id, draft_id, person) DO NOTHING"
)
HOLD_STOCK = Statement(
    "INSERT INTO draft_stock (client_id, draft_id, n, item, location, quantity_micro)"
    " VALUES (:client, :id, :n, :item, :location, :micro)"
)
DRAFT = Statement("SELECT document FROM drafts WHERE client_id = :client AND id = :id")
OPEN_IDS = Statement(
    "SELECT id FROM drafts WHERE client_id = :client AND state IN ('waiting', 'blocked', 'asked') ORDER BY n DESC LIMIT 5"
)


def next_number(connection: Connection, client: str, name: str) -> int:
    """The next of the client's own sequence `name`, from 1."""
    return int(NEXT.value(connection, {"client": client, "name": name}))


def save_text(connection: Connection, client: str, record: TextRecord) -> str:
    """What the trail keeps of the text (answering.py)."""
    refuse_unwritable(record.text)
    document = encode(record)
    values = {"client": client, "id": record.id, "batch": record.batch, "place": record.place, "document": document}
    SAVE_TEXT.run(connection, values)
    return digest_of(row_text((record.batch, record.place), document))


def refuse_unwritable(words: str) -> None:
    """Text that is none: halves of characters, as undecodable bytes become, and NUL."""
    try:
        words.encode()
    except UnicodeEncodeError as error:
        raise WrongUsage(f"The text is not readable at character {error.start + 1}.", "Save it as UTF-8 text.") from error
    if "\0" in words:
        raise WrongUsage("The text holds a NUL character, so it is no text.", "Save it as UTF-8 text.")


def read_text(connection: Connection, client: str, text_id: str) -> TextRecord:
    return decode(TextRecord, _document_of(connection, client, text_id))


def read_day_typed(connection: Connection, client: str, text_id: str) -> date:
    """Each approval asks for it, and for nothing else of the text."""
    try:
        return date.fromisoformat(json.loads(_document_of(connection, client, text_id))["today"])
    except (TypeError, KeyError, ValueError) as error:
        raise Unreadable(f"{text_id} is no text: {error}") from error


def _document_of(connection: Connection, client: str, text_id: str) -> str:
    document: str | None = TEXT.value(connection, {"client": client, "id": text_id})
    if document is None:
        raise NotFound(f"There is no text {text_id}.", "writeoff queue lists what waits.")
    return document


def text_in_batch(connection: Connection, client: str, batch: str, place: int) -> TextRecord | None:
    document = TEXT_IN_BATCH.value(connection, {"client": client, "batch": batch, "place": place})
    return decode(TextRecord, document) if document is not None else None


def texts_of_batch(connection: Connection, client: str, batch: str) -> tuple[TextRecord, ...]:
    found = TEXTS_OF_BATCH.rows(connection, {"client": client, "batch": batch})
    return tuple(decode(TextRecord, document) for (document,) in found)


def save_draft(connection: Connection, client: str, draft: Draft) -> str:
    """Stores the draft in place of its earlier version; what the trail keeps of it (answering.py). Only a waiting draft holds
    stock back, the units that would leave."""
    entry, event, document = draft.entry, draft.event, encode(draft)
    key = {"client": client, "id": draft.id}
    waiting = drafted(draft) if draft.state in OPEN_STATES else None
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
        "drafted": encode(waiting) if waiting is not None else "",
        "document": document,
    }
    SAVE_DRAFT.run(connection, key | values)
    mark_draft(connection, client, draft.id, waiting)
    ADD_HAND.run(connection, *(key | {"person": person} for person in draft.hands))
    RELEASE_STOCK.run(connection, key)
    leaving = [move for move in entry.valued.moves if move.quantity < 0] if entry and draft.state is DraftState.WAITING else []
    HOLD_STOCK.run(
        connection,
        *(
            key | {"n": n, "item": move.item, "location": move.location, "micro": micro(-move.quantity)}
            for n, move in enumerate(leaving, 1)
        ),
    )
    return digest_of(row_text((draft.text_id, draft.state.value, draft.version, draft.drafted_by), document))


def read_draft(connection: Connection, client: str, draft_id: str) -> Draft:
    document = DRAFT.value(connection, {"client": client, "id": draft_id})
    if document is None:
        waiting = ", ".join(each for (each,) in OPEN_IDS.rows(connection, {"client": client}))
        raise NotFound(
            f"There is no draft {draft_id}.", f"Open ones are {waiting}." if waiting else "None is open in these books."
        )
    return _draft(document)


@lru_cache(maxsize=512)
def _draft(document: str) -> Draft:
    """A draft never changes, only what is stored of it does: one document is decoded once, however often its page is opened."""
    return decode(Draft, document)


def read_drafts(connection: Connection, client: str, query: DraftQuery) -> tuple[Draft, ...]:
    # Of one text's few, SQLite would go through all drafts for the sake of their order: the plus keeps it from that.
    order = "confidence, n" if query.least_sure_first else "+n" if query.text_id else "n"
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
