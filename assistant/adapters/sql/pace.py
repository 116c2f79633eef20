"""The pace of a client's company, kept with the books: every process that serves them asks the company under one limit.

The clock is the database's own, so that machines whose clocks differ share a pace too.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, text

from assistant.adapters.quickbooks.pace import Moments
from assistant.adapters.sql.store import SqlStore

MILLI = 1000
NOW = {
    "sqlite": text("SELECT (julianday('now') - 2440587.5) * 86400.0"),  # the Julian day of 1970-01-01 is 2440587.5
    "postgresql": text("SELECT CAST(extract(epoch FROM clock_timestamp()) AS DOUBLE PRECISION)"),
}
OF_COMPANY = " WHERE client_id = :client AND environment = :environment AND realm = :realm"
KEPT = text(f"SELECT requests, batches, closed_until FROM company_paces{OF_COMPANY}")
CLOSED = text(f"SELECT closed_until FROM company_paces{OF_COMPANY}")
KEEP = text(
    "INSERT INTO company_paces (client_id, environment, realm, requests, batches, closed_until)"
    " VALUES (:client, :environment, :realm, :requests, :batches, :closed_until)"
    " ON CONFLICT (client_id, environment, realm) DO UPDATE SET requests = excluded.requests, batches = excluded.batches,"
    " closed_until = excluded.closed_until"
)


@dataclass(frozen=True, slots=True)
class SqlMoments:
    """Implements adapters.quickbooks.pace.Kept. Each method is a transaction of its own, with the errors of SqlStore.client;
    `clock` measures how long they take, and only goes forward."""

    store: SqlStore
    client: str
    environment: str
    realm: str
    clock: Callable[[], float]

    @contextmanager
    def changing(self) -> Iterator[Moments]:
        with self.store.client(self.client) as books:
            row = books.connection.execute(KEPT, self._of_company()).one_or_none()
            moments = Moments(_now(books.connection), read_at=self.clock())
            if row is not None:
                moments.requests, moments.batches = _moments(row.requests), _moments(row.batches)
                moments.closed_until = row.closed_until / MILLI
            yield moments
            told = {"requests": _text(moments.requests), "batches": _text(moments.batches)}
            books.connection.execute(KEEP, self._of_company() | told | {"closed_until": round(moments.closed_until * MILLI)})

    def read(self) -> Moments:
        """Without what left."""
        with self.store.client(self.client, reads=True) as books:
            closed = books.connection.execute(CLOSED, self._of_company()).scalar()
            return Moments(_now(books.connection), closed_until=(closed or 0) / MILLI)

    def since(self, moments: Moments) -> float:
        return self.clock() - moments.read_at

    def _of_company(self) -> dict[str, object]:
        return {"client": self.client, "environment": self.environment, "realm": self.realm}


def _now(connection: Connection) -> float:
    return float(connection.execute(NOW[connection.dialect.name]).scalar_one())


def _text(moments: list[float]) -> str:
    """Each but the first as what it is later than the one before: a third as long."""
    whole = [round(moment * MILLI) for moment in moments]
    return " ".join(str(now - before) for before, now in pairwise([0, *whole]))


def _moments(told: str) -> list[float]:
    moments, at = [], 0
    for later in told.split():
        at += int(later)
        moments.append(at / MILLI)
    return moments
