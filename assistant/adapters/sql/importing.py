"""One client's books inside one transaction: a general journal, posted many entries at a time while more of them are made."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from json.encoder import encode_basestring

from sqlalchemy import Connection

from assistant.adapters.sql import audit
from assistant.adapters.sql.ahead import ahead
from assistant.adapters.sql.journal import latest
from assistant.adapters.sql.posted_rows import PostedRows, posted_rows
from assistant.adapters.sql.reading import Client
from assistant.adapters.sql.rows import run
from assistant.books.entry import PostedEntry
from assistant.books.imported import Posted
from assistant.books.money import Money
from assistant.books.posted_record import DIGEST, entry_digest

IMPORTS = "SELECT detail FROM audit_events WHERE client_id = ? AND what = 'journal.imported' ORDER BY at, seq"
AT_ONCE = 1_000  # entries made while as many are written
CACHE_KIB = 65_536  # so that SQLite writes a page once, and not each time its cache is full


class Imports:
    """The part of SqlTransaction that is about imports."""

    connection: Connection
    client: Client
    _has_posted: bool

    def imports(self) -> Iterator[Mapping[str, object]]:
        """What the trail says of each file that was imported, oldest first."""
        for (detail,) in run(self.connection, IMPORTS, self.client.id):
            yield json.loads(detail)

    def post_journal(self, entries: Iterable[PostedEntry], *, who: str, at: datetime) -> Posted | None:
        """Posts entries of the next numbers, in their order, each with its event in the trail; None where there are none."""
        from assistant.adapters.sql.posting import write

        self._has_posted = True
        first, tail = latest(self.connection, self.client.id) + 1, audit.tail(self.connection, self.client.id)
        last, debits = first - 1, 0
        with _room(self.connection), ahead(lambda: _batches(self.client, iter(entries), first, tail, who, at)) as batches:
            for rows, events in batches:
                write(self.connection, self.client, rows)
                audit.append(self.connection, events)
                last, debits = rows.last, debits + rows.debited
        if last < first:
            return None
        return Posted(f"WO-{first}", f"WO-{last}", last + 1 - first, Money(debits, self.client.currency))


@contextmanager
def _room(connection: Connection) -> Iterator[None]:
    """SQLite keeps more pages in memory meanwhile."""
    if connection.dialect.name != "sqlite":
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {before}")


def _batches(
    client: Client, entries: Iterator[PostedEntry], first: int, tail: audit.Tail, who: str, at: datetime
) -> Iterator[tuple[PostedRows, list[audit.Event]]]:
    while batch := list(islice(entries, AT_ONCE)):
        assert not any(entry.moves for entry in batch), "a general journal moves no goods"
        yield posted_rows(client.id, client.currency, batch, first=first), _events(batch, tail, who, at)
        first += len(batch)


def _events(entries: Sequence[PostedEntry], tail: audit.Tail, who: str, at: datetime) -> list[audit.Event]:
    """The event of each entry, which follow one another; its detail is written straight down, as canonical JSON."""
    events = []
    for entry in entries:
        detail = f'{{"{DIGEST}":"{entry_digest(entry)}","kind":"{entry.kind}","memo":{encode_basestring(entry.memo)}}}'
        events.append(tail.follow(at=at, who=who, what="entry.posted", subject=entry.number, detail=detail))
    return events
