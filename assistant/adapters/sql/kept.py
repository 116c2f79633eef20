"""Posted entries that a process has read: what is posted never changes, so it is read once and kept while there is room."""

from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Pool

from assistant.books.entry import PostedEntry
from assistant.books.proposal import EarlierEntry

MOST_ENTRIES, MOST_CLIENTS = 12_000, 64


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest entries of a client as readers are told of them, up to the one of place `seq` and this `id`: by it is seen
    whether they still are the books'. `brought` are the numbers of the client's earlier books."""

    seq: int
    id: str
    earlier: tuple[EarlierEntry, ...]
    brought: tuple[str, ...]


@dataclass(slots=True)
class Kept:
    """Of one database, for all threads. Nothing that was not committed comes here. What came first goes first."""

    _entries: dict[tuple[str, str, str], PostedEntry] = field(default_factory=dict)
    _latest: dict[tuple[str, int], Latest] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def entry(self, client: str, id_: str, number: str) -> PostedEntry | None:
        return self._entries.get((client, id_, number))

    def keep(self, client: str, entry: PostedEntry) -> None:
        with self._lock:
            if len(self._entries) >= MOST_ENTRIES:
                del self._entries[next(iter(self._entries))]
            self._entries[client, entry.id, entry.number] = entry

    def latest(self, client: str, most: int) -> Latest | None:
        return self._latest.get((client, most))

    def keep_latest(self, client: str, most: int, latest: Latest) -> None:
        with self._lock:
            if (client, most) not in self._latest and len(self._latest) >= MOST_CLIENTS:
                del self._latest[next(iter(self._latest))]
            self._latest[client, most] = latest


_OF: WeakKeyDictionary[Pool, Kept] = WeakKeyDictionary()


def kept_of(connection: Connection) -> Kept:
    """What this process keeps of the connection's database."""
    return _OF.setdefault(connection.engine.pool, Kept())
