"""A statement of the way that every draft and posting takes, given to the driver as it is.

SQLAlchemy takes several times as long over one as SQLite does. Its connection, transaction and errors stay, and who listens to
its connections hears of these statements too.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

Values = Mapping[str, Any]
Found = tuple[Any, ...]
_LIST = re.compile(r"IN :(\w+)")
_NAMED = re.compile(r"(?<!:):(\w+)")


class Statement:
    """SQL with values by name (`:client`), as both drivers are to be told it. A list of texts (`IN :keys`) is one value."""

    def __init__(self, said: str) -> None:
        self._answers = said.startswith(("SELECT", "WITH")) or " RETURNING " in said
        self._lists = tuple(_LIST.findall(said))
        self._sqlite = _LIST.sub(r"IN (SELECT value FROM json_each(:\1))", said)
        self._postgresql = _NAMED.sub(r"%(\1)s", _LIST.sub(r"= ANY(:\1)", said.replace("%", "%%")))

    def rows(self, connection: Connection, values: Values) -> list[Found]:
        return self._ask(connection, values)

    def row(self, connection: Connection, values: Values) -> Found | None:
        """The first row, where there is one."""
        found = self._ask(connection, values)
        return found[0] if found else None

    def value(self, connection: Connection, values: Values) -> Any:
        """The first column of the first row; None where there is no row."""
        found = self._ask(connection, values)
        return found[0][0] if found else None

    def run(self, connection: Connection, *each: Values) -> None:
        """Once with each of these values."""
        for values in each:
            self._ask(connection, values)

    def _ask(self, connection: Connection, values: Values) -> list[Found]:
        sqlite = connection.dialect.name == "sqlite"
        if self._lists:
            as_told = json.dumps if sqlite else list
            values = {**values, **{name: as_told(list(values[name])) for name in self._lists}}
        return ask(connection, self._sqlite if sqlite else self._postgresql, values, answers=self._answers)


def ask(connection: Connection, said: str, values: Any, *, answers: bool = True, many: bool = False) -> list[Found]:
    """What the database answers to SQL in its driver's own words; nothing where it is no question. `many`: once with each of
    these values."""
    cursor = connection.connection.cursor()
    for heard in connection.dispatch.before_cursor_execute:
        heard(connection, cursor, said, values, None, many)
    try:
        (cursor.executemany if many else cursor.execute)(said, values)
        return list(cursor.fetchall()) if answers else []
    except connection.dialect.loaded_dbapi.Error as error:
        dbapi = connection.dialect.loaded_dbapi.Error
        raise DBAPIError.instance(said, None, error, dbapi, dialect=connection.dialect) from error
