"""Edits that people have begun, and the draft they looked at last: to rows and back. Neither is part of the books."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, text

from assistant.adapters.sql.codec import Unreadable
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.types import instant_text, moment
from assistant.books.care import Typing

OF_ONE = "client_id = :client AND draft_id = :draft AND person = :person"
TYPING = Statement(f"SELECT version, document, at FROM draft_typing WHERE {OF_ONE}")
SAVE_TYPING = text(
    "INSERT INTO draft_typing (client_id, draft_id, person, version, document, at)"
    " VALUES (:client, :draft, :person, :version, :document, :at) ON CONFLICT (client_id, draft_id, person)"
    " DO UPDATE SET version = excluded.version, document = excluded.document, at = excluded.at"
)
TYPED_AT = Statement("SELECT person, at FROM draft_typing WHERE client_id = :client AND draft_id = :draft ORDER BY at DESC")
CLEAR_TYPING = text(f"DELETE FROM draft_typing WHERE {OF_ONE}")
RESTING = Statement("SELECT draft_id FROM resting WHERE client_id = :client AND person = :person")
REST = Statement(
    "INSERT INTO resting (client_id, person, draft_id, at) VALUES (:client, :person, :draft, :at)"
    " ON CONFLICT (client_id, person) DO UPDATE SET draft_id = excluded.draft_id, at = excluded.at"
)
LAST_AT = text(
    "SELECT client_id, draft_id FROM resting WHERE person = :person AND client_id IN :clients ORDER BY at DESC, client_id LIMIT 1"
).bindparams(bindparam("clients", expanding=True))


class TypingKept:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client

    def typing(self, draft: str, person: str) -> Typing | None:
        """What the person has typed into the draft's form and not sent."""
        found = TYPING.row(self.connection, self._one(draft, person))
        if found is None:
            return None
        version, document, at = found
        try:
            told = json.loads(document)
            return Typing(draft, person, version, told["fields"], moment(at), told["shown"])
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(f"what {person} typed at {draft} is no edit") from error

    def save_typing(self, typing: Typing) -> None:
        """In place of what the person had typed there before."""
        document = json.dumps({"fields": dict(typing.fields), "shown": dict(typing.shown)})
        values = {"version": typing.version, "document": document, "at": instant_text(typing.at)}
        self.connection.execute(SAVE_TYPING, self._one(typing.draft, typing.person) | values)

    def typed_at(self, draft: str) -> tuple[tuple[str, datetime], ...]:
        """Who has begun an edit of the draft, and when they last typed, the latest first."""
        found = TYPED_AT.rows(self.connection, {"client": self.client.id, "draft": draft})
        return tuple((person, moment(at)) for person, at in found)

    def clear_typing(self, draft: str, person: str) -> None:
        self.connection.execute(CLEAR_TYPING, self._one(draft, person))

    def resting(self, person: str) -> str:
        """The draft that the person looked at last in these books; '' for none."""
        return str(RESTING.value(self.connection, {"client": self.client.id, "person": person}) or "")

    def _one(self, draft: str, person: str) -> dict[str, object]:
        return {"client": self.client.id, "draft": draft, "person": person}


def rest(connection: Connection, client: str, person: str, draft: str, *, at: datetime) -> None:
    """The person looks at the draft now."""
    REST.run(connection, {"client": client, "person": person, "draft": draft, "at": instant_text(at)})


def last_at(connection: Connection, person: str, clients: Collection[str]) -> tuple[str, str] | None:
    """The client and the draft that the person looked at last, of these clients."""
    if not clients:
        return None
    found = connection.execute(LAST_AT, {"person": person, "clients": list(clients)}).one_or_none()
    return (found.client_id, found.draft_id) if found is not None else None
