"""Every statement about rows of clients says whose: each that a test has the program run is looked at, once.

One client's rows can then lie on one server of many (Citus distributes tables by such a column), and no statement asks them all.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import FrameType
from typing import Any

from sqlalchemy import Engine, event

from assistant.adapters.sql import tables
from assistant.adapters.sql.tables.base import METADATA

for _module in iter_modules(tables.__path__, f"{tables.__name__}."):
    import_module(_module.name)
OF_CLIENTS = frozenset(name for name, table in METADATA.tables.items() if "client_id" in table.c)
ROOT = Path(__file__).parents[1]
OURS = tuple(f"{ROOT / folder}/" for folder in ("assistant", "tests", "bench"))  # an environment may lie in the house, too
LITERAL = re.compile(r"'(?:[^']|'')*'")
INNER = re.compile(r"\(([^()]*)\)")
ASKS = re.compile(r"\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
SELECTS = re.compile(r"\s*(?:SELECT|WITH)\b", re.IGNORECASE)
NAMES = re.compile(
    r"\b(?:FROM|JOIN|UPDATE|USING)\s+(?P<table>\w+)(?:\s+(?:AS\s+)?(?!(?:ON|WHERE|SET|JOIN|LEFT|ORDER|GROUP|LIMIT|UNION|FOR)\b)(?P<alias>\w+))?",
    re.IGNORECASE,
)
INSERTS = re.compile(r"\bINSERT\s+(?:OR\s+\w+\s+)?INTO\s+(?P<table>\w+)\s*(?P<columns>\([^()]*\))?", re.IGNORECASE)
WORDS_AFTER = r"\s*(?:=|\|\||\bIN\b)"


def without_client(statement: str) -> Iterator[str]:
    """The tables of clients that the statement asks, changes or adds to without saying whose rows it means."""
    if not ASKS.match(statement):
        return
    for block in _blocks(LITERAL.sub("''", statement.replace('"', ""))):
        for found in INSERTS.finditer(block):
            if found["table"] in OF_CLIENTS and "client_id" not in (found["columns"] or ""):
                yield found["table"]
        asked = [found for found in NAMES.finditer(INSERTS.sub("", block)) if found["table"] != "SET"]
        for found in asked:
            if found["table"] in OF_CLIENTS and not _says_whose(block, found["alias"] or found["table"], alone=len(asked) == 1):
                yield found["table"]


def _blocks(statement: str) -> Iterator[str]:
    """Each SELECT by itself, without those inside it; what else stands in parentheses stays."""
    kept: list[str] = []
    while (inner := INNER.search(statement)) is not None:
        if SELECTS.match(inner[1]):
            yield _whole(inner[1], kept)
            statement = f"{statement[: inner.start()]} subselect {statement[inner.end() :]}"
        else:
            kept.append(inner[0])
            statement = f"{statement[: inner.start()]}\x00{len(kept) - 1}\x01{statement[inner.end() :]}"
    for part in re.split(r"\bUNION(?:\s+ALL)?\b", statement, flags=re.IGNORECASE):
        yield _whole(part, kept)


def _whole(block: str, kept: list[str]) -> str:
    while (found := re.search("\x00(\\d+)\x01", block)) is not None:
        block = f"{block[: found.start()]}{kept[int(found[1])]}{block[found.end() :]}"
    return block


def _says_whose(block: str, name: str, *, alone: bool) -> bool:
    column = rf"(?<![\w.])(?:{name}\.)?client_id" if alone else rf"(?<![\w.]){name}\.client_id"
    among = rf"\(\s*{column}\s*,[^()]*\)\s*(?:NOT\s+)?IN\b"
    said = (rf"{column}{WORDS_AFTER}", rf"=\s*{column}\b", among, r"USING\s*\(\s*client_id")
    return any(re.search(each, block, re.IGNORECASE) for each in said)


class Listening:
    """Hears every statement of every engine. `heard` are those that the program ran, `tables` what they named."""

    def __init__(self) -> None:
        self.heard: set[str] = set()
        self.faults: list[str] = []

    def begin(self) -> None:
        event.listen(Engine, "before_cursor_execute", self._hear)

    def end(self) -> None:
        event.remove(Engine, "before_cursor_execute", self._hear)

    def named(self) -> set[str]:
        return {table for statement in self.heard for table in OF_CLIENTS if re.search(rf"\b{table}\b", statement)}

    def _hear(self, _connection: Any, _cursor: Any, statement: str, *_further: Any) -> None:
        if statement in self.heard or not _of_the_program(_callers()):
            return
        self.heard.add(statement)
        faults = sorted(set(without_client(statement)))
        if faults:
            self.faults.append(f"{', '.join(faults)} without a client: {statement}")
            raise AssertionError(self.faults[-1])


def _callers() -> Iterator[str]:
    """The files of this house that led here, the nearest first."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename.startswith(OURS) and frame.f_code.co_filename != __file__:
            yield str(Path(frame.f_code.co_filename).relative_to(ROOT))
        frame = frame.f_back


def _of_the_program(callers: Iterable[str]) -> bool:
    """Not a test's own, nor a migration's, which is about all rows there are."""
    first = ""
    for caller in callers:
        first = first or caller
        if "/migrations/" in caller:
            return False
    return first.startswith("assistant")
