"""A request to one line of JSON: when, how grave, which route, how it ended and how long it took, and whose books were open.

No line holds an address as it was typed, a query, a text, a name that somebody typed, a value of an error, or a secret: a defect
is told by its kind and its places in the code.
"""

import json
import logging
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import TextIO

from starlette.types import Scope

LOG = logging.getLogger("writeoff.desk")
OURS = Path(__file__).parents[3]
PLACES = 8  # of a defect, the innermost last


def write_to(stream: TextIO) -> None:
    """Has the desk's lines, and what the server says of itself, written there as JSON, a line each."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Line())
    for name in ("writeoff.desk", "uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers[:], logger.propagate = [handler], False
        logger.setLevel(logging.INFO if name == "writeoff.desk" else logging.WARNING)


def tell(level: int, at: datetime, request_id: str, **told: object) -> None:
    line = {"time": at.isoformat(), "level": logging.getLevelName(level).lower(), "request": request_id, **told}
    LOG.log(level, "%s", json.dumps(line, ensure_ascii=False))


def answered(scope: Scope, status: int, milliseconds: float, at: datetime) -> None:
    """The line of a request that was answered."""
    state = scope.get("state", {})
    level = logging.ERROR if status >= 500 else logging.WARNING if status in (401, 403, 413, 429) else logging.INFO
    client = scope.get("path_params", {}).get("client", "")
    visit = state.get("visit")
    known = client if visit is not None and visit.place(client) is not None else None
    tell(
        level, at, state["request_id"], method=scope["method"], route=route_of(scope), status=status,
        ms=round(milliseconds, 1), client=known,
    )  # fmt: skip


def route_of(scope: Scope) -> str:
    """The template of the address, such as /c/{client}/queue; empty where nothing is there: then it is what somebody typed."""
    path = getattr(scope.get("route"), "path", "")
    root = scope.get("root_path", "")
    return f"{root}{path}" if path or root else ""


def defect(error: Exception, request_id: str, at: datetime, scope: Scope) -> None:
    """What nobody foresaw, without what it said: that may hold what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_named(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames][-PLACES:]
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    tell(logging.ERROR, at, request_id, defect=kind, places=places, method=scope["method"], route=route_of(scope))


def _named(file: str) -> str:
    path = Path(file)
    return str(path.relative_to(OURS)) if path.is_relative_to(OURS) else path.name


class _Line(logging.Formatter):
    """A line of ours as it is; of the server its own words, which hold nothing of a request, and of its defects the kind."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name == LOG.name:
            return record.getMessage()
        kind = record.exc_info[0].__qualname__ if record.exc_info and record.exc_info[0] else None
        return json.dumps({"level": record.levelname.lower(), "server": kind or record.getMessage()}, ensure_ascii=False)


def to_standard_error() -> None:
    write_to(sys.stderr)
