"""One SQLite file to a company that survives a restart: objects, Ids, answered requests, tokens. Postings and stock lie in it
too; ledger.py and stock.py read and write their tables by `run`.

What is written outlives a process that is killed; a power cut may damage the file, which a practice company can bear.
Every call runs inside `transaction()`, which is also the lock between the server's threads: a request sees the books as the
request before it left them. Tokens are kept as digests, so the file gives nobody access.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

from assistant.practice.tables import TABLES
from assistant.practice.wire import Json, read_json, write_json

APPLICATION_ID = 0x51424F50  # "QBOP": the mark by which a practice file is known, so that no other books are written into
FORMAT = 3


APP, SOMEONE = "app", "someone"
"""Who writes: an app through the API, or a person in the web app."""


class StoreUnusable(Exception):
    """The file cannot be a practice company's store: it is another program's, damaged, or may not be written."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An object as it is kept. `name` is what must be unique or is looked up: a full name, or a document number.

    `day` is a transaction's date; `author` says who wrote it last, an app by its connection or a person in the web app.
    """

    entity: str
    id: str
    name: str | None
    updated: int
    body: Json
    deleted: bool = False
    day: str | None = None
    author: str = APP


@dataclass(frozen=True, slots=True)
class Token:
    """A code, an access token or a refresh token: one company, one connection, until `expires` (seconds since 1970)."""

    kind: str
    connection: str
    realm: str
    redirect_uri: str
    expires: float


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Store:
    """The file at `path`; without a path the company lives in memory and ends with the process."""

    def __init__(self, path: Path | None) -> None:
        where = ":memory:" if path is None else str(path)
        self._lock = RLock()
        self.noticed: Callable[[str, Kept], None] | None = None  # told of every object that is written, with its realm
        try:
            self._db = sqlite3.connect(where, isolation_level=None, check_same_thread=False, timeout=30)
        except sqlite3.Error as error:
            raise StoreUnusable(f"{where} cannot be opened: {error}. Name a file in a folder that may be written.") from None
        try:
            self._prepare(where)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = OFF")
        except sqlite3.Error as error:
            self._db.close()
            raise StoreUnusable(f"{where} cannot hold a practice company: {error}. Name another file.") from None
        except StoreUnusable:
            self._db.close()
            raise

    def _prepare(self, where: str) -> None:
        with self.transaction():
            known = self._db.execute("PRAGMA application_id").fetchone()[0]
            if known == APPLICATION_ID:
                if self._db.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                    raise StoreUnusable(f"{where} was written by another version of the practice company. Name another file.")
                return
            if known or self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
                raise StoreUnusable(f"{where} belongs to another program. Name another file.")
            self._db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._db.execute(f"PRAGMA user_version = {FORMAT}")
            for statement in TABLES.strip().split(";\n"):
                self._db.execute(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: an exception takes back what was written since the outermost call."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        with self._lock:
            self._db.close()

    # Companies

    def realms(self) -> list[str]:
        return [realm for (realm,) in self._db.execute("SELECT realm FROM company ORDER BY realm")]

    def open_company(self, realm: str, info: Json, preferences: Json, traits: Json, seed: str) -> None:
        row = (realm, write_json(info), write_json(preferences), write_json(traits), seed)
        self._db.execute("INSERT INTO company (realm, info, preferences, traits, seed) VALUES (?, ?, ?, ?, ?)", row)

    def seed_of(self, realm: str) -> str | None:
        """The digest of what the company was seeded with, or None where there is no such company."""
        row = self._db.execute("SELECT seed FROM company WHERE realm = ?", (realm,)).fetchone()
        return None if row is None else str(row[0])

    def info(self, realm: str) -> Json:
        return self._company_part(realm, "info")

    def preferences(self, realm: str) -> Json:
        return self._company_part(realm, "preferences")

    def traits(self, realm: str) -> Json:
        """What kind of company it is; see seeding.py."""
        return self._company_part(realm, "traits")

    def _company_part(self, realm: str, part: str) -> Json:
        (text,) = self._db.execute(f"SELECT {part} FROM company WHERE realm = ?", (realm,)).fetchone()
        value: Json = read_json(text)
        return value

    def set_preferences(self, realm: str, preferences: Json) -> None:
        self._db.execute("UPDATE company SET preferences = ? WHERE realm = ?", (write_json(preferences), realm))
        if self.noticed is not None:
            self.noticed(realm, Kept("Preferences", "1", None, 0, preferences))

    def set_traits(self, realm: str, traits: Json) -> None:
        self._db.execute("UPDATE company SET traits = ? WHERE realm = ?", (write_json(traits), realm))

    # Objects

    def next_id(self, realm: str, sequence: str) -> str:
        """The next Id of a sequence: accounts have their own small numbers, transactions share theirs."""
        sql = (
            "INSERT INTO last_id (realm, sequence, id) VALUES (?, ?, 1) "
            "ON CONFLICT (realm, sequence) DO UPDATE SET id = id + 1 RETURNING id"
        )
        return str(self._db.execute(sql, (realm, sequence)).fetchone()[0])

    def keep(self, realm: str, kept: Kept) -> None:
        """Writes an object, in place of the one with its Id."""
        row = (
            realm,
            kept.entity,
            int(kept.id),
            kept.name,
            kept.day,
            kept.updated,
            kept.deleted,
            kept.author,
            write_json(kept.body),
        )
        self._db.execute(
            "INSERT OR REPLACE INTO object (realm, entity, id, name, day, updated, deleted, author, body) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        if self.noticed is not None:
            self.noticed(realm, kept)

    def find(self, realm: str, entity: str, key: str) -> Kept | None:
        """The object with this Id, deleted ones included."""
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            return None
        rows = self.select(realm, entity, "id = ?", (int(key),))
        return rows[0] if rows else None

    def name_of(self, realm: str, entity: str, key: str) -> str:
        """The name of an object that is there: a full name, or a document number, empty where it has none."""
        sql = "SELECT name FROM object WHERE realm = ? AND entity = ? AND id = ?"
        (name,) = self._db.execute(sql, (realm, entity, int(key))).fetchone()
        return str(name or "")

    def named(self, realm: str, entity: str, name: str) -> list[Kept]:
        """The objects that bear this name, in any case; deleted ones have none."""
        return self.select(realm, entity, "name = ? AND NOT deleted", (name,))

    def all(self, realm: str, entity: str) -> list[Kept]:
        """Every object of a kind in the order of Ids, without the deleted."""
        return self.select(realm, entity, "NOT deleted")

    def changed(self, realm: str, entity: str, since: int) -> list[Kept]:
        """What was written or deleted at or after `since` (seconds since 1970)."""
        return self.select(realm, entity, "updated >= ?", (since,))

    def count(self, realm: str, entity: str) -> int:
        """How many objects of a kind there are, without the deleted."""
        sql = "SELECT count(*) FROM object WHERE realm = ? AND entity = ? AND NOT deleted"
        return int(self._db.execute(sql, (realm, entity)).fetchone()[0])

    def select(self, realm: str, entity: str, condition: str, values: tuple[object, ...] = ()) -> list[Kept]:
        """The objects of a kind that meet a condition in SQL on id, name, day, updated, deleted and author, in the order of
        Ids."""
        sql = (
            "SELECT entity, id, name, updated, body, deleted, day, author FROM object "
            f"WHERE realm = ? AND entity = ? AND {condition}"
        )
        rows = self._db.execute(sql, (realm, entity, *values)).fetchall()
        return [
            Kept(entity, str(key), name, updated, read_json(body), bool(deleted), day, author)
            for entity, key, name, updated, body, deleted, day, author in sorted(rows, key=lambda row: int(row[1]))
        ]

    def run(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        """One statement on the tables of postings and stock, and all its rows."""
        return self._db.execute(sql, values).fetchall()

    # Requests that were answered

    def answer_to(self, realm: str, request_id: str) -> bytes | None:
        sql = "SELECT body FROM answered WHERE realm = ? AND request_id = ?"
        row = self._db.execute(sql, (realm, request_id)).fetchone()
        return None if row is None else bytes(row[0])

    def keep_answer(self, realm: str, request_id: str, body: bytes) -> None:
        self._db.execute("INSERT INTO answered (realm, request_id, body) VALUES (?, ?, ?)", (realm, request_id, body))

    # Tokens

    def keep_token(self, token: str, kept: Token) -> None:
        row = (digest(token), kept.kind, kept.connection, kept.realm, kept.redirect_uri, kept.expires)
        sql = "INSERT INTO token (digest, kind, connection, realm, redirect_uri, expires) VALUES (?, ?, ?, ?, ?, ?)"
        self._db.execute(sql, row)

    def token(self, token: str) -> Token | None:
        sql = "SELECT kind, connection, realm, redirect_uri, expires FROM token WHERE digest = ?"
        row = self._db.execute(sql, (digest(token),)).fetchone()
        return None if row is None else Token(*row)

    def drop_token(self, token: str) -> None:
        self._db.execute("DELETE FROM token WHERE digest = ?", (digest(token),))

    def drop_connection(self, connection: str) -> None:
        self._db.execute("DELETE FROM token WHERE connection = ?", (connection,))
