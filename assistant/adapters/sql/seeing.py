"""Whose rows a transaction may see: on PostgreSQL a client's rows are shown to, and taken from, who named the client alone.

A second wall behind the `client_id` of every statement (row level security, postgresql.org/docs/current/ddl-rowsecurity.html).
What was named holds until the transaction ends. SQLite has no such thing: there, nothing is done.
"""

from collections.abc import Collection

from sqlalchemy import Connection, text

# What the policies of r0008/rows.postgresql.sql ask: slugs, as the text of an array.
NAMED = "coalesce(nullif(current_setting('writeoff.clients', true), ''), '{}')"
AND_THIS = f"set_config('writeoff.clients', array_append(CAST({NAMED} AS text[]), CAST(id AS text))\\:\\:text, true)"
SEE = text(f"SELECT set_config('writeoff.clients', (CAST({NAMED} AS text[]) || CAST(:clients AS text[]))\\:\\:text, true)")
SEE_AS = text("SELECT set_config('writeoff.person', :person, true)")
EVERY_CLIENT = text("SELECT id FROM clients ORDER BY id")


def see(connection: Connection, clients: Collection[str]) -> None:
    """The rows of these clients too, for the rest of the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(SEE, {"clients": list(clients)})


def see_all(connection: Connection) -> tuple[str, ...]:
    """The rows of every client, for what is done to the books as a whole: the clients."""
    clients = tuple(connection.execute(EVERY_CLIENT).scalars())
    see(connection, clients)
    return clients


def see_as(connection: Connection, person: str) -> None:
    """In whose books the person works, and in what role, whichever clients were named."""
    if connection.dialect.name == "postgresql":
        connection.execute(SEE_AS, {"person": person})
