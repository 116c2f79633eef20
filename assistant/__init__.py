"""Plain English to posted entries: `Bookkeeper` is the walk, the errors are what may stop it.

`Bookkeeper` is imported when it is first asked for: `writeoff --help` needs none of it.
"""

from typing import TYPE_CHECKING, Any

from assistant.errors import (
    BadFile,
    BooksUnavailable,
    ChangedSinceShown,
    NotAllowed,
    NotFound,
    OutsideServiceFailed,
    RefusedByBooks,
    ToldToStop,
    WaitsForAnswer,
    WriteoffError,
    WrongUsage,
)

if TYPE_CHECKING:
    from assistant.workflow import Bookkeeper

__all__ = [
    "BadFile",
    "Bookkeeper",
    "BooksUnavailable",
    "ChangedSinceShown",
    "NotAllowed",
    "NotFound",
    "OutsideServiceFailed",
    "RefusedByBooks",
    "ToldToStop",
    "WaitsForAnswer",
    "WriteoffError",
    "WrongUsage",
]


def __getattr__(name: str) -> Any:
    if name == "Bookkeeper":
        from assistant.workflow import Bookkeeper

        return Bookkeeper
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
