"""What is worked out of a large tuple (all goods of a client) once, and kept while the tuple is handed on as it is."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

From = TypeVar("From")
Made = TypeVar("Made")
MOST_KEPT = 64


def by_identity(make: Callable[[From], Made]) -> Callable[[From], Made]:
    """`make`, asked once for the same value: the same object, not an equal one, as comparing ten thousand goods takes as long as
    reading a text. The latest results are kept, with what they were made of."""
    kept: list[tuple[From, Made]] = []

    @wraps(make)
    def once(of: From) -> Made:
        for known, made in reversed(kept):
            if known is of:
                return made
        made = make(of)
        kept.append((of, made))
        del kept[:-MOST_KEPT]
        return made

    return once
