"""The rows that the audit trail answers for beside the journal (answering.py), read back as the texts it keeps the SHA-256 of."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, TextClause, text

from assistant.adapters.sql.answering import (
    CLIENT,
    EVIDENCE,
    LISTS,
    PEOPLE,
    POLICIES,
    ROWS,
    digest_of,
    evidence_of,
    row_text,
)
from assistant.adapters.sql.statement import Statement
from assistant.books.audit import canonical

OF = "FROM {} WHERE client_id = :client"
ONE_CLIENT = text("SELECT name, currency, date_order, opened_at, opened_by FROM clients WHERE id = :client")
ACCOUNTS = text(
    f"SELECT key, number, name, full_name, type, detail_type, parent, active, postable, description {OF.format('accounts')}"
)
ITEMS = text(f"SELECT key, sku, name, unit, units_per_case, selling_price {OF.format('items')}")
PLACES = text(f"SELECT item, location, account {OF.format('holdings')}")
DIFFERENCES = text(f"SELECT n, name, account, amount_minor, says {OF.format('differences')}")
ROLES = text(f"SELECT person, role, limit_minor {OF.format('roles')}")
POLICY_ROWS = text(
    f"SELECT version, document, set_by, set_at, two_pairs_above_minor, colour {OF.format('policies')}"
)
_FILES = f"SELECT subject, digest, n, name, content_type, size_bytes, added_by, added_at {OF.format('evidence')}"
_SHOWN = f"SELECT subject, digest, n, shows, said_by, said_at {OF.format('evidence_shows')}"
_WAIVED = f"SELECT subject, need, up_to_minor, because, said_by, said_at {OF.format('evidence_waivers')}"
EVIDENCE_ROWS = {name: text(said) for name, said in (("files", _FILES), ("shows", _SHOWN), ("waived", _WAIVED))}
EVIDENCE_OF = {
    name: text(f"{said} AND subject = :subject") for name, said in (("files", _FILES), ("shows", _SHOWN), ("waived", _WAIVED))
}
TEXT = Statement("SELECT batch, place, document FROM texts WHERE client_id = :client AND id = :id")
DRAFT = Statement("SELECT text_id, state, version, drafted_by, document FROM drafts WHERE client_id = :client AND id = :id")
TELLS = f'"{ROWS}":{{"'
# The keys of an object of digests in an event's detail: a text inside the detail has no likeness of it, for there a quotation
# mark is written \".
TOLD = re.compile(rf'"{ROWS}":\{{((?:"(?:[^"\\]|\\.)*":"[0-9a-f]{{64}}",?)*)\}}')
ONE_TOLD = re.compile(r'"((?:[^"\\]|\\.)*)":"([0-9a-f]{64})"')
FLAGS: Mapping[Any, bool] = {0: False, 1: True}


def told_digests(connection: Connection, client: str, changed: Mapping[str, str]) -> dict[str, str]:
    """What an event tells of these: the digests that are known, and the others worked out from the rows as they are now."""
    return {name: known or digest_of(answer_text(connection, client, name)) for name, known in changed.items()}


def answer_text(connection: Connection, client: str, name: str) -> str:
    """The text of what has this name; of a text or draft that is not there, ''. TypeError and ValueError for rows that no
    program of ours wrote."""
    if name in WHOLE:
        return canonical(WHOLE[name](connection, client))
    if name.startswith(EVIDENCE):
        subject = name.removeprefix(EVIDENCE)
        return canonical(_evidence(connection, EVIDENCE_OF, {"client": client, "subject": subject}).get(subject, {}))
    row = (TEXT if name.startswith("T-") else DRAFT).row(connection, {"client": client, "id": name})
    return row_text(row[:-1], row[-1]) if row is not None else ""


def evidence_texts(connection: Connection, client: str) -> Iterator[tuple[str, object]]:
    """Each name of evidence with the rows whose canonical JSON is its text."""
    for subject, rows in _evidence(connection, EVIDENCE_ROWS, {"client": client}).items():
        yield evidence_of(str(subject)), rows


def told_in(detail: str) -> list[tuple[str, str]]:
    """(name, digest) of all that an event's detail, canonical JSON, tells of."""
    if (begins := detail.find(TELLS)) < 0:
        return []
    name, digest = begins + len(TELLS), detail.find('":"', begins) + 3  # of one alone, as nearly always
    if detail[digest + 64 : digest + 66] == '"}' and (one := detail[name : digest - 3]).isascii() and "\\" not in one:
        return [(one, detail[digest : digest + 64])]
    if (found := TOLD.search(detail)) is None:
        return []
    return [(json.loads(f'"{name}"') if "\\" in name else name, digest) for name, digest in ONE_TOLD.findall(found[1])]


def _rows(connection: Connection, statement: TextClause, values: Mapping[str, object]) -> list[list[Any]]:
    """In an order that no database's collation decides."""
    return sorted((list(map(_plain, row)) for row in connection.execute(statement, values)), key=repr)


def _plain(value: Any) -> Any:
    """A moment as SQLite keeps it."""
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def _evidence(
    connection: Connection, statements: Mapping[str, TextClause], values: Mapping[str, object]
) -> dict[str, dict[str, list[list[Any]]]]:
    """By subject: its files, what they were said to show, and what was waived."""
    found: dict[str, dict[str, list[list[Any]]]] = {}
    for name, statement in statements.items():
        for subject, *row in _rows(connection, statement, values):
            found.setdefault(subject, {each: [] for each in statements})[name].append(row)
    return found


def _lists(connection: Connection, client: str) -> dict[str, object]:
    of = {"client": client}
    accounts = [[*row[:7], *(FLAGS.get(flag, flag) for flag in row[7:9]), row[9]] for row in _rows(connection, ACCOUNTS, of)]
    kept = {"items": ITEMS, "places": PLACES, "differences": DIFFERENCES}
    return {"accounts": accounts} | {name: _rows(connection, statement, of) for name, statement in kept.items()}


def _all_of(statement: TextClause) -> Callable[[Connection, str], object]:
    return lambda connection, client: _rows(connection, statement, {"client": client})


WHOLE: Mapping[str, Callable[[Connection, str], object]] = {
    CLIENT: _all_of(ONE_CLIENT),
    LISTS: _lists,
    PEOPLE: _all_of(ROLES),
    POLICIES: _all_of(POLICY_ROWS),
}
