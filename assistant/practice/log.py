"""Served requests to a log: counted from the start, the latest 20,000 in detail. No query, body or token is kept."""

from collections import Counter, deque
from itertools import islice
from threading import Lock

from assistant.practice.wire import Json

REMEMBERED_REQUESTS = 20_000


class RequestLog:
    """What was served, and how often it came to what."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._served = 0
        self._metered = 0
        self._statuses: Counter[str] = Counter()
        self._rows: deque[Json] = deque(maxlen=REMEMBERED_REQUESTS)

    def next_number(self) -> int:
        """The number of a request that is about to be answered."""
        with self._lock:
            self._served += 1
            return self._served

    def add(self, row: Json) -> None:
        with self._lock:
            self._metered += row["metered"]
            self._statuses["none" if row["status"] is None else str(row["status"])] += 1
            self._rows.append(row)

    def latest(self, most: int) -> list[Json]:
        """The last rows, the latest first."""
        with self._lock:
            return list(islice(reversed(self._rows), most))

    def read(self) -> Json:
        with self._lock:
            return {
                "served": self._served,
                "metered": self._metered,
                "statuses": dict(sorted(self._statuses.items())),
                "requests": list(self._rows),
            }
