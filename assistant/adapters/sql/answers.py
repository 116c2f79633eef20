"""What requests were answered, by the key their sender gave them: to rows and back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.types import Instant, instant_text

AT_WORK = 0  # the status of a request that has no answer yet
BEGIN = text(
    "INSERT INTO answers (client_id, person, key, fingerprint, status, body, at)"
    " VALUES (:client, :person, :key, :fingerprint, 0, '', :at) ON CONFLICT (client_id, person, key) DO NOTHING"
)
FIND = text(
    "SELECT fingerprint, status, body, at FROM answers WHERE client_id = :client AND person = :person AND key = :key"
).columns(at=Instant)
TAKE_OVER = text(
    "UPDATE answers SET at = :at WHERE client_id = :client AND person = :person AND key = :key AND status = 0"
)
KEEP = text(
    "UPDATE answers SET status = :status, body = :body, at = :at"
    " WHERE client_id = :client AND person = :person AND key = :key"
)
RELEASE = text("DELETE FROM answers WHERE client_id = :client AND person = :person AND key = :key AND status = 0")
FORGET = text("DELETE FROM answers WHERE client_id = :client AND person = :person AND at < :before")


@dataclass(frozen=True, slots=True)
class Given:
    """What stands under a key: the request's fingerprint, its answer, and when it began or was answered. `status` is AT_WORK
    while there is no answer."""

    fingerprint: str
    status: int
    body: str
    at: datetime


class Answers:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client

    def begin_answer(self, person: str, key: str, fingerprint: str, *, at: datetime, lost_before: datetime) -> Given | None:
        """None where this request is the one to do the work: nothing stood under the key, or the same request whose first try
        began before `lost_before` and left no answer. Else what stands there."""
        under = {"client": self.client.id, "person": person, "key": key}
        begun = self.connection.execute(BEGIN, under | {"fingerprint": fingerprint, "at": instant_text(at)})
        if begun.rowcount == 1:
            return None
        given = Given(*self.connection.execute(FIND, under).one())
        if given.fingerprint == fingerprint and given.status == AT_WORK and given.at < lost_before:
            self.connection.execute(TAKE_OVER, under | {"at": instant_text(at)})
            return None
        return given

    def keep_answer(self, person: str, key: str, status: int, body: str, *, at: datetime) -> None:
        """The answer of the request that did the work."""
        values = {"client": self.client.id, "person": person, "key": key, "status": status, "body": body}
        self.connection.execute(KEEP, values | {"at": instant_text(at)})

    def release_answer(self, person: str, key: str) -> None:
        """A request that was refused did nothing: its key is free again."""
        self.connection.execute(RELEASE, {"client": self.client.id, "person": person, "key": key})

    def forget_answers(self, person: str, *, before: datetime) -> None:
        """Answers of the person older than that: nobody sends their request again."""
        values = {"client": self.client.id, "person": person, "before": instant_text(before)}
        self.connection.execute(FORGET, values)
