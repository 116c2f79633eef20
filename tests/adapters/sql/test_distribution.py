"""One client is one shard: each key of a client's table begins with the client, no number is given out for all, and on PostgreSQL
nobody sees the rows of a client that they did not name. Read from the schema as the migrations make it: it is what Citus asks of
tables that it distributes (docs.citusdata.com, on distribution columns and on unique and foreign keys)."""


import pytest
from sqlalchemy import Connection, Engine, inspect, text

from assistant.adapters.sql.identity import SqlIdentity
from assistant.adapters.sql.seeing import see, see_as
from assistant.adapters.sql.store import SqlStore
from tests.one_client import OF_CLIENTS

# Tables of the installation that those of clients refer to: reference tables, in Citus' words.
REFERENCES = {"clients", "people"}


@pytest.fixture(scope="module")
def engine(posted: SqlStore) -> Engine:
    return posted.engine


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")  # PostgreSQL tells of it
def test_every_key_of_a_clients_table_begins_with_the_client(engine: Engine) -> None:
    inspector = inspect(engine)
    for table in OF_CLIENTS:
        (column,) = [each for each in inspector.get_columns(table) if each["name"] == "client_id"]
        assert (str(column["type"]), column["nullable"]) == ("VARCHAR", False), table
        assert inspector.get_pk_constraint(table)["constrained_columns"][0] == "client_id", table
        unique = [list[str | None](each["column_names"]) for each in inspector.get_unique_constraints(table)]
        unique += [each["column_names"] for each in inspector.get_indexes(table) if each["unique"]]
        assert all(columns[0] == "client_id" for columns in unique), (table, unique)


def test_what_refers_to_another_row_refers_to_one_of_its_client(engine: Engine) -> None:
    inspector = inspect(engine)
    for table in inspector.get_table_names():
        for key in inspector.get_foreign_keys(table):
            there = key["referred_table"]
            if there in OF_CLIENTS:
                pairs = dict(zip(key["constrained_columns"], key["referred_columns"], strict=True))
                assert pairs.get("client_id") == "client_id", (table, key)
                assert key["constrained_columns"][0] == "client_id", (table, key)
            else:
                assert there in REFERENCES, (table, key)


def test_no_number_is_given_out_by_the_database(engine: Engine) -> None:
    """A sequence would be of all clients, and Citus distributes none."""
    inspector = inspect(engine)
    columns = [(table, each) for table in inspector.get_table_names() for each in inspector.get_columns(table)]
    assert [(table, each["name"]) for table, each in columns if each.get("identity") or "nextval" in str(each["default"])] == []
    if engine.dialect.name == "postgresql":
        assert inspector.get_sequence_names() == []


def _seen(connection: Connection, table: str) -> set[str]:
    return set(connection.execute(text(f"SELECT DISTINCT client_id FROM {table}")).scalars())


def test_only_the_rows_of_clients_that_were_named_are_there(engine: Engine) -> None:
    """SQLite shows all to whoever opens the file."""
    unnamed = {"kiln", "forge"} if engine.dialect.name == "sqlite" else set()
    with engine.connect() as connection:
        assert _seen(connection, "accounts") == unnamed
        assert set().union(*(_seen(connection, table) for table in OF_CLIENTS)) == unnamed
        see(connection, ("forge",))
        assert set().union(*(_seen(connection, table) for table in OF_CLIENTS)) == (unnamed or {"forge"})
        see(connection, ("kiln",))
        assert _seen(connection, "accounts") == {"kiln", "forge"}
        connection.rollback()
        assert _seen(connection, "accounts") == unnamed  # what was named ended with its transaction
        see_as(connection, "ann")
        assert (_seen(connection, "roles"), _seen(connection, "accounts")) == ({"kiln", "forge"}, unnamed)


def test_where_a_person_works_is_found_without_naming_clients(posted: SqlStore) -> None:
    with SqlIdentity(posted).transaction(reads=True) as identity:
        assert [place.client for place in identity.places("ann")] == ["forge", "kiln"]
        assert identity.places("nobody") == ()
