"""What pages worked out of the books, kept while the books stay as they are: most who look change nothing.

Beside each piece of work stand the marks of the books that it was worked out of, which move with every change that a database
counts (adapters/sql: changes). Other marks: it is worked out anew. All of it is frozen, for threads share it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

MOST = 256  # pieces of work, of some 50 KB each; those asked for last stay

Work = TypeVar("Work")


class KeptWork:
    """Of one process. `key` must say all that the work depends on beside the books, who asks for it among that."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[Hashable, Any]] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, marks: Hashable, work_out: Callable[[], Work]) -> Work:
        with self._lock:
            found = self._kept.get(key)
            if found is not None and found[0] == marks:
                self._kept.move_to_end(key)
                kept: Work = found[1]
                return kept
        made = work_out()
        with self._lock:
            self._kept[key] = (marks, made)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made
