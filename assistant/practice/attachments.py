"""Files and notes to attachables, and attachables to files: what hangs on a company's documents.

| request | what it does |
| --- | --- |
| POST /upload, multipart: `file_content_01`, maybe `file_metadata_01` (JSON), then 02 … | an Attachable for each file |
| POST /attachable · with Id and SyncToken · `?operation=delete` | a note without a file, a change, an end |
| GET /attachable/{id} · GET /download/{id} | the Attachable · a link to its file |
| `SELECT * FROM Attachable WHERE AttachableRef.EntityRef.Type = 'JournalEntry' AND AttachableRef.EntityRef.value = '12'` | |

A file that is refused is a `Fault` within `AttachableResponse`, with HTTP 200. A file is kept once for each content. What it
hangs on must be there when it is attached and may be deleted later: the attachable stays. Links end after 15 minutes.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.practice import refusals
from assistant.practice.company import KINDS, PracticeCompany
from assistant.practice.multipart import Part, parts_of
from assistant.practice.query import Kind, matching, page, parse
from assistant.practice.store import Kept, Store
from assistant.practice.wire import Answer, Error, Json, Refused, Request, fault_of, read_json, timestamp

TABLES = (
    "CREATE TABLE IF NOT EXISTS content (digest TEXT PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS attached (realm TEXT NOT NULL, id INTEGER NOT NULL, digest TEXT NOT NULL, "
    "PRIMARY KEY (realm, id))",
)
ENTITY = "Attachable"
LINK_SECONDS = 900
LONGEST = {"FileName": 1000, "Note": 2000, "Category": 100, "ContentType": 100}
READ_ONLY = frozenset({"Id", "SyncToken", "MetaData", "domain", "sparse", "Size", "FileAccessUri", "TempDownloadUri"})
QUERIED: Mapping[str, Kind] = {
    **dict.fromkeys(("Id", "FileName", "Note", "ContentType", "Category"), Kind.TEXT),
    **dict.fromkeys(("AttachableRef.EntityRef.Type", "AttachableRef.EntityRef.type"), Kind.TEXT),
    "AttachableRef.EntityRef.value": Kind.TEXT,
    "Size": Kind.NUMBER,
    "MetaData.CreateTime": Kind.MOMENT,
    "MetaData.LastUpdatedTime": Kind.MOMENT,
}


def prepare(store: Store) -> None:
    """Makes room for files in the store."""
    with store.transaction():
        for statement in TABLES:
            store.run(statement)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses that open a file without a token, for a while. `key` is known to this server alone."""

    base_url: str
    key: str

    def to(self, realm: str, attachable: str, now: float) -> str:
        path, until = f"/download/{realm}/{attachable}", int(now) + LINK_SECONDS
        return f"{self.base_url}{path}?until={until}&signature={self._signature(path, str(until))}"

    def opens(self, request: Request, now: float) -> bool:
        until, signature = request.params.get("until", ""), request.params.get("signature", "")
        in_time = until.isascii() and until.isdigit() and len(until) < 13 and int(until) > now
        return in_time and hmac.compare_digest(signature.encode(), self._signature(request.path, until).encode())

    def _signature(self, path: str, until: str) -> str:
        return hmac.new(self.key.encode(), f"{path}?{until}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Attachments:
    """The attachables of one company. `most_bytes` is the size above which a file is refused."""

    company: PracticeCompany
    links: Links
    most_bytes: int

    # Reading

    def read(self, key: str) -> Json:
        return {ENTITY: self._shown(self._existing(key))}

    def query(self, text: str) -> Json:
        """As the company answers queries of its own kinds."""
        asked = parse(text)
        rows = [row for kept in self.company.store.all(self.company.realm, ENTITY) for row in _by_reference(kept.body)]
        found = list({row["Id"]: row for row in matching(asked, rows, QUERIED)}.values())
        if asked.counts:
            return {"totalCount": len(found)}
        shown = [self._shown(self._existing(row["Id"])) for row in page(asked, found)]
        return {ENTITY: shown, "startPosition": asked.start, "maxResults": len(shown)} if shown else {}

    def link(self, key: str) -> Answer:
        """The address of the file, as plain text."""
        kept = self._existing(key)
        if "Size" not in kept.body:
            raise refusals.not_found("file")
        return Answer(200, self.links.to(self.company.realm, key, self.company.now).encode(), "text/plain;charset=UTF-8")

    def file(self, key: str) -> Answer:
        """The file itself, byte for byte."""
        kept = self._existing(key)
        sql = "SELECT data FROM content WHERE digest = (SELECT digest FROM attached WHERE realm = ? AND id = ?)"
        found = self.company.store.run(sql, (self.company.realm, int(kept.id)))
        if not found:
            raise refusals.not_found("file")
        safe = (("Content-Disposition", "attachment"), ("X-Content-Type-Options", "nosniff"))
        return Answer(200, found[0][0], "application/octet-stream", safe)

    def _existing(self, key: str) -> Kept:
        kept = self.company.store.find(self.company.realm, ENTITY, key)
        if kept is None or kept.deleted:
            raise refusals.not_found("attachment")
        return kept

    def _shown(self, kept: Kept) -> Json:
        body = {**kept.body, "domain": "QBO", "sparse": False}
        if "Size" in body:
            realm = self.company.realm
            body["FileAccessUri"] = f"/v3/company/{realm}/download/{kept.id}"
            body["TempDownloadUri"] = self.links.to(realm, kept.id, self.company.now)
        return body

    # Writing

    def upload(self, request: Request) -> Json:
        """An answer for each file, in the order of their numbers."""
        try:
            parts = {part.name: part for part in parts_of(request.headers.get("content-type", ""), request.body)}
        except ValueError:
            raise refusals.unsupported_property("body", "is no multipart form") from None
        numbers = sorted(name.removeprefix("file_content_") for name in parts if name.startswith("file_content_"))
        if not numbers:
            raise refusals.missing("file_content_01")
        uploaded = [self._uploaded(parts[f"file_content_{n}"], parts.get(f"file_metadata_{n}")) for n in numbers]
        return {"AttachableResponse": uploaded}

    def _uploaded(self, content: Part, metadata: Part | None) -> Json:
        try:
            if len(content.data) > self.most_bytes:
                says = f"File size {len(content.data)} exceeds the maximum of {self.most_bytes} bytes."
                raise Refused(Error("6030", "Attachment size exceeds the limit", says))
            sent = {} if metadata is None else read_json(metadata.data.decode("utf-8", "replace"))
            if not isinstance(sent, dict):
                raise refusals.unsupported_property("file_metadata", "is not an object")
            named = {"FileName": content.file_name or "file", "ContentType": content.content_type or "application/octet-stream"}
            body = {**named, **self._checked(sent), "Size": len(content.data)}
        except Refused as refused:
            return {"Fault": fault_of(refused)}
        kept = self._keep(body, None)
        digest = hashlib.sha256(content.data).hexdigest()
        store = self.company.store
        store.run("INSERT OR IGNORE INTO content (digest, data) VALUES (?, ?)", (digest, content.data))
        store.run("INSERT INTO attached (realm, id, digest) VALUES (?, ?, ?)", (self.company.realm, int(kept.id), digest))
        return {ENTITY: self._shown(kept)}

    def write(self, request: Request) -> Json:
        """A note, or a change of what is there; a full update empties what it leaves out, but never the file."""
        sent = read_json(request.text)
        if not isinstance(sent, dict):
            raise refusals.unsupported_property("body", "is not an object")
        if request.params.get("operation") == "delete":
            existing = self._to_change(sent)
            gone = {"Id": existing.id, "domain": "QBO", "status": "Deleted"}
            stamps = {"MetaData": {"LastUpdatedTime": timestamp(self.company.now)}}
            kept = Kept(ENTITY, existing.id, None, int(self.company.now), {**gone, **stamps}, deleted=True)
            self.company.store.keep(self.company.realm, kept)
            return {ENTITY: gone}
        checked = self._checked(sent)
        if not sent.get("Id"):
            if not checked.get("Note"):
                raise refusals.missing("Note")
            return {ENTITY: self._shown(self._keep(checked, None))}
        existing = self._to_change(sent)
        before = existing.body if sent.get("sparse") is True else {k: v for k, v in existing.body.items() if k in _OF_FILE}
        return {ENTITY: self._shown(self._keep({**before, **checked}, existing))}

    def _to_change(self, sent: Json) -> Kept:
        existing = self._existing(str(sent.get("Id") or ""))
        if str(sent.get("SyncToken") or "") != existing.body["SyncToken"]:
            raise refusals.stale()
        return existing

    def _checked(self, sent: Json) -> Json:
        body: Json = {}
        for name, value in sent.items():
            if name in READ_ONLY or value is None:
                continue
            if name == "AttachableRef":
                body[name] = [self._reference(row) for row in (value if isinstance(value, list) else [value])]
            elif name in LONGEST:
                if len(str(value)) > LONGEST[name]:
                    raise refusals.too_long(name, len(str(value)), LONGEST[name])
                body[name] = str(value)
        return body

    def _reference(self, row: Any) -> Json:
        match row:
            case {"EntityRef": {"type": str(kind), "value": str() | int() as value}}:
                entity = KINDS.get(kind.lower())
            case _:
                raise refusals.missing("AttachableRef.EntityRef")
        if entity is None:
            raise Refused(Error("6050", "Unsupported reference type", f"An attachment may not hang on a {kind:.40}."))
        found = self.company.store.find(self.company.realm, entity, str(value))
        if found is None or found.deleted:
            raise refusals.made_inactive()
        return {"EntityRef": {"type": entity, "value": str(value)}, "IncludeOnSend": row.get("IncludeOnSend") is True}

    def _keep(self, body: Json, existing: Kept | None) -> Kept:
        company, now = self.company, timestamp(self.company.now)
        key = existing.id if existing is not None else company.store.next_id(company.realm, ENTITY)
        token = "0" if existing is None else str(int(existing.body["SyncToken"]) + 1)
        created = now if existing is None else existing.body["MetaData"]["CreateTime"]
        stamps = {"Id": key, "SyncToken": token, "MetaData": {"CreateTime": created, "LastUpdatedTime": now}}
        kept = Kept(ENTITY, key, body.get("FileName"), int(company.now), {**body, **stamps})
        company.store.keep(company.realm, kept)
        return kept


_OF_FILE = ("FileName", "ContentType", "Size")


def _by_reference(body: Json) -> list[Json]:
    """A row for each document that an attachable hangs on, with the one under `AttachableRef`: so a query asks for it."""
    size = {"Size": Decimal(body["Size"])} if "Size" in body else {}
    refs = [row["EntityRef"] for row in body.get("AttachableRef", ())] or [{}]
    return [{**body, **size, "AttachableRef": {"EntityRef": {**ref, "Type": ref.get("type")}}} for ref in refs]
