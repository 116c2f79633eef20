"""Rows into a table, many in one statement, and statements of our own, given to the driver as they are.

A database spends as much on beginning a statement (its savepoint, its triggers' programs) as on a row.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from assistant.adapters.sql.statement import Found, ask

AT_ONCE = 500  # rows in one statement: within what either database takes of values in one
Values = Sequence[Any]


def run(connection: Connection, statement: str, *values: Any) -> list[Found]:
    """A statement with `?` for each value, on either database; what it answers, where it is a question."""
    answers = statement.startswith("SELECT")
    return ask(connection, _spelt(statement, connection.dialect.paramstyle), values, answers=answers)


def run_each(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """The statement once with the values of each row."""
    if rows:
        ask(connection, _spelt(statement, connection.dialect.paramstyle), list(rows), answers=False, many=True)


def insert(connection: Connection, table: str, columns: tuple[str, ...], rows: Sequence[Values]) -> None:
    """Adds the rows in their order; their values are those of `columns`."""
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        statement = _inserting(table, columns, len(some))
        run(connection, statement, *chain.from_iterable(some))


@lru_cache(maxsize=512)
def _inserting(table: str, columns: tuple[str, ...], rows: int) -> str:
    row = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * rows)}"


@lru_cache(maxsize=1024)
def _spelt(statement: str, paramstyle: str) -> str:
    return statement if paramstyle == "qmark" else statement.replace("?", "%s")
