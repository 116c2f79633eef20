"""The outbox of the books' own database as a queue: whose turn it is, what is due, and what has left.

A claim is a row with an end; who comes after that end takes it over, and where no claim lasts so long, for it was made by a clock
that was ahead. Only the one who holds it puts off or finishes an entry.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, text

from assistant.adapters.sql.journal import POSTED
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.types import instant_text
from assistant.syncing.port import Claim

CLAIM = text(
    "INSERT INTO outbox_claims (client_id, topic, worker, until) VALUES (:client, :topic, :worker, :until)"
    " ON CONFLICT (client_id, topic) DO UPDATE SET worker = excluded.worker, until = excluded.until"
    " WHERE outbox_claims.worker = excluded.worker OR outbox_claims.until <= :now OR outbox_claims.until > :far"
)
RELEASE = text("DELETE FROM outbox_claims WHERE client_id = :client AND topic = :topic AND worker = :worker")
# What is posted here is numbered by its place (a rule of the table), so that the journal need not be asked for the numbers.
WAITING = "SELECT 'WO-' || CAST(seq AS VARCHAR) FROM outbox WHERE client_id = :client AND topic = :topic AND done_at IS NULL"
DUE = text(f"{WAITING} AND (due_at IS NULL OR due_at <= :now OR due_at > :far) ORDER BY seq")
ALL_WAITING = text(f"{WAITING} ORDER BY seq")
FAR = timedelta(hours=1)  # nothing is claimed or put off for so long, but by a clock that was ahead
OF_THE_HOLDER = (
    " WHERE client_id = :client AND topic = :topic AND done_at IS NULL"
    " AND seq = (SELECT seq FROM entries WHERE client_id = :client AND number = :entry)"
    " AND EXISTS (SELECT 1 FROM outbox_claims WHERE client_id = :client AND topic = :topic AND worker = :worker)"
)
MANY = 1000  # clients that one statement asks about
DUE_CLIENTS = text(
    "SELECT DISTINCT client_id FROM outbox WHERE client_id IN :clients AND topic = :topic AND done_at IS NULL"
    " AND (due_at IS NULL OR due_at <= :now OR due_at > :far)"
    " AND NOT EXISTS (SELECT 1 FROM outbox_claims held WHERE held.client_id = outbox.client_id AND held.topic = outbox.topic"
    " AND held.worker <> :worker AND held.until > :now AND held.until <= :far)"
).bindparams(bindparam("clients", expanding=True))
CONNECTED = text(
    "SELECT client_id FROM connections WHERE client_id IN :clients AND service = 'quickbooks' AND state = 'connected'"
).bindparams(bindparam("clients", expanding=True))
LATER = text("UPDATE outbox SET due_at = :at" + OF_THE_HOLDER)
DONE = text("UPDATE outbox SET done_at = :at" + OF_THE_HOLDER)


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    """Implements syncing.port.Outbox. Each method is a transaction of its own, with the errors of SqlStore.client."""

    store: SqlStore

    def claim(self, client: str, *, worker: str, now: datetime, lasting: timedelta) -> Claim | None:
        until = now + lasting
        values = _of(client) | {"worker": worker} | _instants(now=now, until=until, far=now + FAR)
        with self.store.client(client) as books:
            if not books.connection.execute(CLAIM, values).rowcount:
                return None
            due = books.connection.execute(DUE, _of(client) | _instants(now=now, far=now + FAR)).scalars()
            return Claim(client, worker, until, tuple(due))

    def release(self, claim: Claim) -> None:
        with self.store.client(claim.client) as books:
            books.connection.execute(RELEASE, _of(claim.client) | {"worker": claim.worker})

    def later(self, claim: Claim, entry: str, *, due: datetime) -> None:
        with self.store.client(claim.client) as books:
            books.connection.execute(LATER, _held(claim, entry) | {"at": instant_text(due)})

    def done(self, claim: Claim, entry: str, *, at: datetime) -> None:
        with self.store.client(claim.client) as books:
            books.connection.execute(DONE, _held(claim, entry) | {"at": instant_text(at)})

    def waiting(self, client: str) -> tuple[str, ...]:
        with self.store.client(client, reads=True) as books:
            return tuple(books.connection.execute(ALL_WAITING, _of(client)).scalars())

    def due(self, clients: Collection[str], *, worker: str, now: datetime) -> tuple[str, ...]:
        values = {"topic": POSTED, "worker": worker} | _instants(now=now, far=now + FAR)
        found: list[str] = []
        for some in _chunks(sorted(clients)):
            with self.store.across(some) as connection:
                found += connection.execute(DUE_CLIENTS, values | {"clients": some}).scalars()
        return tuple(found)

    def connected(self) -> tuple[str, ...]:
        """The clients of these books whose company takes what is sent."""
        found: list[str] = []
        for some in _chunks(self.store.clients()):
            with self.store.across(some) as connection:
                found += connection.execute(CONNECTED, {"clients": some}).scalars()
        return tuple(found)


def _chunks(clients: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(clients), MANY):
        yield list(clients[start : start + MANY])


def _of(client: str) -> dict[str, str]:
    return {"client": client, "topic": POSTED}


def _instants(**times: datetime) -> dict[str, str]:
    return {name: instant_text(at) for name, at in times.items()}


def _held(claim: Claim, entry: str) -> dict[str, str]:
    return {**_of(claim.client), "worker": claim.worker, "entry": entry}
