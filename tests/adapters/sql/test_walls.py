"""What the database refuses it refuses by walls, all there at the newest migration: without them the same SQL passes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from assistant.adapters.sql.seeing import see
from assistant.adapters.sql.store import SqlStore
from tests.adapters.sql.pottery import draft_of
from tests.adapters.sql.walls import RULES, Rule


@pytest.fixture(scope="module", autouse=True)
def waiting(posted: SqlStore) -> None:
    """D-2, drafted by Ann."""
    with posted.client("kiln") as books:
        books.save_draft(replace(draft_of(books), hands=("ann",)))


@pytest.fixture
def console(posted: SqlStore) -> Iterator[Connection]:
    """At the books, one entry posted and D-2 waiting; nothing of what is done is kept."""
    with posted.engine.connect() as connection:
        yield connection
        connection.rollback()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
            connection.rollback()


def run(connection: Connection, *statements: str) -> None:
    """As somebody who may see the rows of both clients."""
    see(connection, ("kiln", "forge"))
    for statement in statements:
        connection.execute(text(statement.replace(":", r"\:")))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.says)
def test_it_is_refused_and_by_these_walls(console: Connection, rule: Rule) -> None:
    run(console, *rule.before)
    with pytest.raises((IntegrityError, ProgrammingError)) as refusal:
        run(console, *rule.breaks)
    assert isinstance(refusal.value, IntegrityError) or isinstance(refusal.value.orig, InsufficientPrivilege), refusal.value
    console.rollback()
    for wall in rule.walls_on(console.dialect.name):
        wall.take_away(console)
    if console.dialect.name == "sqlite" and any(wall.kind == "unique" for wall in rule.walls):
        return  # an index of SQLite's own, which no statement takes away: it was seen to be there
    run(console, *rule.before, *rule.breaks)
