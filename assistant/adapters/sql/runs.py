"""Work done for somebody who waits, to rows and back: one at a time for a client, whichever process does it, and the last of each
kind.

A run is held by its process until a time that the process puts off while it lives; one whose time is over is at work no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, text

from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.types import Instant, instant_text
from assistant.books.run import KeptRun, Stopped

COLUMNS = "what, number, begun_by, began_at, held_until, says, settled, out_of, ended_at, result, code, error, remedy"
INSTANTS = {"began_at": Instant, "held_until": Instant, "ended_at": Instant}
AT_WORK = text(f"SELECT {COLUMNS} FROM runs WHERE client_id = :client AND ended_at IS NULL").columns(**INSTANTS)
LAST = (
    text(f"SELECT {COLUMNS} FROM runs WHERE client_id = :client AND what IN :whats ORDER BY number DESC LIMIT 1")
    .bindparams(bindparam("whats", expanding=True))
    .columns(**INSTANTS)
)
NEXT = text("SELECT coalesce(max(number), 0) + 1 FROM runs WHERE client_id = :client")
NEW = tuple(COLUMNS.split(", "))[1:]
BEGIN = text(
    f"INSERT INTO runs (client_id, {COLUMNS})"
    " VALUES (:client, :what, :number, :by, :at, :until, '', 0, 0, NULL, '', '', '', '')"
    f" ON CONFLICT (client_id, what) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in NEW)}"
)
STILL = " WHERE client_id = :client AND number = :number AND ended_at IS NULL"
TELL = text(f"UPDATE runs SET says = :says, settled = :settled, out_of = :of, held_until = :until{STILL}")
END = text(
    "UPDATE runs SET ended_at = :at, says = :says, settled = :settled, out_of = :of, result = :result, code = :code,"
    f" error = :error, remedy = :remedy{STILL}"
)
GIVE_UP = text("UPDATE runs SET ended_at = held_until WHERE client_id = :client AND number = :number")


@dataclass(frozen=True, slots=True)
class SqlRuns:
    """Each method is a transaction of its own, with the errors of SqlStore.client. `lasting` is how long a process may be silent
    before it counts as dead."""

    store: SqlStore
    lasting: timedelta = timedelta(seconds=60)

    def begin(self, client: str, what: str, *, by: str, now: datetime) -> KeptRun | None:
        """A new run, in place of the last of its kind; None while another is at work for the client."""
        until = now + self.lasting
        with self.store.client(client) as books:
            row = books.connection.execute(AT_WORK, {"client": client}).one_or_none()
            if row is not None and _run(client, row).is_working(now):
                return None
            if row is not None:  # its process died
                books.connection.execute(GIVE_UP, {"client": client, "number": row.number})
            number = books.connection.execute(NEXT, {"client": client}).scalar_one()
            values = {"client": client, "what": what, "number": number, "by": by}
            books.connection.execute(BEGIN, values | {"at": instant_text(now), "until": instant_text(until)})
        return KeptRun(client, number, what, by, now, until)

    def tell(self, run: KeptRun, *, now: datetime) -> bool:
        """How far it has come, and that its process lives; False where another process gave it up, and it is to go no further."""
        until = instant_text(now + self.lasting)
        with self.store.client(run.client) as books:
            return books.connection.execute(TELL, _progress(run) | {"until": until}).rowcount == 1

    def end(self, run: KeptRun) -> None:
        """Keeps what it came to, as it stands in `run`."""
        assert run.ended_at is not None
        stopped = run.stopped or Stopped("", "")
        said = {"result": run.result, "code": stopped.code, "error": stopped.says, "remedy": stopped.remedy}
        with self.store.client(run.client) as books:
            books.connection.execute(END, _progress(run) | said | {"at": instant_text(run.ended_at)})

    def working(self, client: str, *, now: datetime) -> KeptRun | None:
        """What is at work for the client."""
        with self.store.client(client, reads=True) as books:
            row = books.connection.execute(AT_WORK, {"client": client}).one_or_none()
        run = None if row is None else _run(client, row)
        return run if run is not None and run.is_working(now) else None

    def last(self, client: str, whats: Sequence[str]) -> KeptRun | None:
        """The one of these kinds that was begun last."""
        with self.store.client(client, reads=True) as books:
            row = books.connection.execute(LAST, {"client": client, "whats": list(whats)}).one_or_none()
        return None if row is None else _run(client, row)


def _progress(run: KeptRun) -> dict[str, object]:
    return {"client": run.client, "number": run.number, "says": run.says, "settled": run.settled, "of": run.of}


def _run(client: str, row: Row[Any]) -> KeptRun:
    stopped = Stopped(row.code, row.error, row.remedy) if row.code else None
    return KeptRun(
        client, row.number, row.what, row.begun_by, row.began_at, row.held_until, row.says, row.settled, row.out_of, row.ended_at,
        row.result, stopped,
    )  # fmt: skip
