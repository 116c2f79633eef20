"""Lists of texts that are being drafted: to rows and back, one process at a time at each."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, text

from assistant.adapters.sql.codec import decode, encode
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.types import Instant, instant_text
from assistant.books.batch import Batch, Given, Standing
from assistant.books.draft import Draft
from assistant.errors import NotFound
from assistant.store import TextRecord

COLUMNS = "id, document, given_by, given_at, today, finished_at, lease_holder, lease_until"
ADD = text(
    "INSERT INTO batches (client_id, id, document, given_by, given_at, today, finished_at, lease_holder, lease_until)"
    " VALUES (:client, :id, :document, :given_by, :given_at, :today, NULL, '', NULL) ON CONFLICT (client_id, id) DO NOTHING"
)
INSTANTS = {"given_at": Instant, "finished_at": Instant, "lease_until": Instant}
BATCH = text(f"SELECT {COLUMNS} FROM batches WHERE client_id = :client AND id = :id").columns(**INSTANTS)
LATEST = text(
    f"SELECT {COLUMNS} FROM batches WHERE client_id = :client AND (given_by = :person OR CAST(:person AS VARCHAR) = '')"
    " ORDER BY given_at DESC, id LIMIT :limit"
).columns(**INSTANTS)
FAR = timedelta(hours=1)  # no lease lasts so long, but one taken by a clock that was ahead
# Whoever holds the lease may take it anew; anybody else once it has ended.
TAKE = text(
    "UPDATE batches SET lease_holder = :holder, lease_until = :until WHERE client_id = :client AND id = :id"
    " AND finished_at IS NULL AND (lease_holder IN ('', :holder) OR lease_until IS NULL OR lease_until <= :now"
    " OR lease_until > :far)"
)
FREE = "lease_holder = '', lease_until = NULL WHERE client_id = :client AND id = :id"
GIVE_UP = text(f"UPDATE batches SET {FREE} AND lease_holder = :holder")
FINISH = text(f"UPDATE batches SET finished_at = :at, {FREE}")
REOPEN = text("UPDATE batches SET finished_at = NULL WHERE client_id = :client AND id = :id")
CHANGE = text("UPDATE batches SET document = :document, finished_at = NULL WHERE client_id = :client AND id = :id")
UNFINISHED = text("SELECT id FROM batches WHERE client_id = :client AND finished_at IS NULL ORDER BY given_at, id")
# The index of a batch's texts is of those alone that came in one, which the databases must be told.
DRAFTED = text("SELECT place FROM texts WHERE client_id = :client AND batch = :id AND batch <> ''")
TEXTS_AT = text(
    "SELECT document FROM texts WHERE client_id = :client AND batch = :id AND batch <> '' AND place IN :places ORDER BY place"
).bindparams(bindparam("places", expanding=True))
OF_PERSON = text("SELECT document FROM drafts WHERE client_id = :client AND drafted_by = :person ORDER BY n DESC LIMIT :limit")


class Batches:
    """A part of SqlTransaction."""

    connection: Connection
    client: Client

    def add_batch(self, batch: Batch) -> bool:
        """Keeps it, unfinished and in nobody's hands; False where one of that id is kept already, which stays as it is."""
        values = {
            "client": self.client.id, "id": batch.id, "document": encode(batch), "given_by": batch.given_by,
            "given_at": instant_text(batch.given_at), "today": batch.said_on.isoformat(),
        }  # fmt: skip
        return self.connection.execute(ADD, values).rowcount == 1

    def batch(self, batch_id: str) -> Standing:
        """NotFound where there is none of that id."""
        row = self.connection.execute(BATCH, self._of(batch_id)).one_or_none()
        if row is None:
            raise NotFound(f"There is no list {batch_id} here.", "What was given lately is listed under Describe.")
        return _standing(row)

    def latest_batches(self, *, given_by: str = "", limit: int = 20) -> tuple[Standing, ...]:
        """The latest first: of one person, or of everybody where none is named."""
        values = {"client": self.client.id, "person": given_by, "limit": limit}
        return tuple(_standing(row) for row in self.connection.execute(LATEST, values))

    def unfinished_batches(self) -> tuple[str, ...]:
        """Their ids, oldest first."""
        return tuple(self.connection.execute(UNFINISHED, {"client": self.client.id}).scalars())

    def take_batch(self, batch_id: str, holder: str, *, now: datetime, until: datetime) -> bool:
        """Whether the batch is this holder's to draft from now on; False where it is finished or another's lease still runs."""
        times = {"now": instant_text(now), "until": instant_text(until), "far": instant_text(now + FAR)}
        return self.connection.execute(TAKE, self._of(batch_id) | {"holder": holder} | times).rowcount == 1

    def give_up_batch(self, batch_id: str, holder: str) -> None:
        """The holder's lease ends now."""
        self.connection.execute(GIVE_UP, self._of(batch_id) | {"holder": holder})

    def finish_batch(self, batch_id: str, *, at: datetime) -> None:
        self.connection.execute(FINISH, self._of(batch_id) | {"at": instant_text(at)})

    def reopen_batch(self, batch_id: str) -> None:
        """There is something to do for it again."""
        self.connection.execute(REOPEN, self._of(batch_id))

    def change_given(self, batch_id: str, place: int, change: Callable[[Given], Given]) -> Batch:
        """The batch with the text at this place as `change` makes it; it is unfinished again."""
        batch = self.batch(batch_id).batch
        texts = tuple(change(given) if n == place else given for n, given in enumerate(batch.texts))
        changed = replace(batch, texts=texts)
        self.connection.execute(CHANGE, self._of(batch_id) | {"document": encode(changed)})
        return changed

    def places_drafted(self, batch_id: str) -> frozenset[int]:
        """The places of the batch whose texts were read and drafted."""
        return frozenset(self.connection.execute(DRAFTED, self._of(batch_id)).scalars())

    def texts_at(self, batch_id: str, places: Iterable[int]) -> tuple[TextRecord, ...]:
        """What was read at these places of the batch, of those that were."""
        wanted = sorted(places)
        found = self.connection.execute(TEXTS_AT, self._of(batch_id) | {"places": wanted}).scalars() if wanted else ()
        return tuple(decode(TextRecord, document) for document in found)

    def drafts_by(self, person: str, *, limit: int) -> tuple[Draft, ...]:
        """What the person drafted, the latest first."""
        values = {"client": self.client.id, "person": person, "limit": limit}
        return tuple(decode(Draft, document) for document in self.connection.execute(OF_PERSON, values).scalars())

    def _of(self, batch_id: str) -> dict[str, object]:
        return {"client": self.client.id, "id": batch_id.replace("\0", "")}  # no database keeps one


def _standing(row: Row[Any]) -> Standing:
    batch = decode(Batch, row.document)
    return Standing(batch, row.finished_at, row.lease_holder, row.lease_until)
