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
        dialect = connection.dialect
        said = self._sqlite if dialect.name == "sqlite" else self._postgresql
        if self._lists:
            as_told = json.dumps if dialect.name == "sqlite" else list
            values = {**values, **{name: as_told(list(values[name])) for name in self._lists}}
        cursor = connection.connection.cursor()
        for heard in connection.dispatch.before_cursor_execute:
            heard(connection, cursor, said, values, None, False)
        try:
            cursor.execute(said, values)
            return list(cursor.fetchall()) if self._answers else []
        except dialect.loaded_dbapi.Error as error:
            raise DBAPIError.instance(said, None, error, dialect.loaded_dbapi.Error, dialect=dialect) from error
