"""Books of a firm to books that hold under load and prove it: each part in files of its own beside this one (r0008/).

`PART.sql` is run on both databases, then `PART.DIALECT.sql`; down, the same with `down` in the name, the parts in reverse. A part
without a file for a database has nothing to do there.
"""

from importlib.resources import files

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANT = {"sqlite": "VARCHAR", "postgresql": "TIMESTAMP WITH TIME ZONE"}
PARTS = (
    "posting",  # what an entry costs the database
    "likenesses",  # what is asked of a journal that nobody reads whole
    "figures",  # which entries came after the figures of a company
    "changes",  # which change last touched a row, so that books kept in memory are brought up to date
    "heads",  # signed heads of the audit trail
    "queue",  # what is open in the orders that it is looked through in
    "runs",  # what a worker does for somebody who waits for it
    "rows",  # each row to its client's transactions alone: last, for it is about every table
)
OF_CLIENTS = {
    "sqlite": "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
    " WHERE m.type = 'table' AND c.name = 'client_id' ORDER BY m.name",
    "postgresql": "SELECT table_name FROM information_schema.columns"
    " JOIN information_schema.tables USING (table_schema, table_name)"
    " WHERE table_schema = current_schema() AND column_name = 'client_id' AND table_type = 'BASE TABLE' ORDER BY table_name",
}
# Rows that only come beside another of their client: a part of an open entry, and what a trigger of another table writes.
BESIDE_ANOTHER = ("lines", "entry_goods", "stock_moves", "layer_moves", "reserve_moves", "changes")


def upgrade() -> None:
    for part in PARTS:
        _run(f"{part}.sql", f"{part}.{op.get_bind().dialect.name}.sql")
    _keep_whose()


def downgrade() -> None:
    _drop_whose()
    for part in reversed(PARTS):
        _run(f"{part}.down.{op.get_bind().dialect.name}.sql", f"{part}.down.sql")


def _run(*names: str) -> None:
    """The statements of those files that are there: a blank line parts them."""
    bind = op.get_bind()
    folder = files("assistant.adapters.sql.migrations").joinpath("versions", "r0008")
    for file in (folder.joinpath(name) for name in names):
        for statement in file.read_text(encoding="utf-8").split("\n\n") if file.is_file() else ():
            if statement.strip():
                bind.exec_driver_sql(statement.strip().removesuffix(";").replace("{instant}", INSTANT[bind.dialect.name]))


def _keep_whose() -> None:
    """A row never goes from one client to another. On SQLite, whose foreign keys hold only for a connection that asks for them,
    the tables ask by themselves that a row's client is one; PostgreSQL's rows have policies (rows.postgresql.sql)."""
    bind = op.get_bind()
    for table in _of_clients():
        head = f"CREATE TRIGGER {table}_whose BEFORE UPDATE OF client_id ON {table} FOR EACH ROW "
        says = "the client of a row is never changed"
        if bind.dialect.name == "postgresql":
            bind.exec_driver_sql(f"{head} EXECUTE FUNCTION writeoff_refuse('{says}')")
            continue
        bind.exec_driver_sql(f"{head} BEGIN SELECT RAISE(ABORT, '{says}'); END")
        if table not in BESIDE_ANOTHER:
            asked = "WHEN NOT EXISTS (SELECT 1 FROM clients WHERE id = NEW.client_id)"
            refused = "BEGIN SELECT RAISE(ABORT, 'a row belongs to a client'); END"
            bind.exec_driver_sql(f"CREATE TRIGGER {table}_client BEFORE INSERT ON {table} {asked} {refused}")


def _drop_whose() -> None:
    bind = op.get_bind()
    for table in _of_clients():
        if bind.dialect.name == "postgresql":
            bind.exec_driver_sql(f"DROP TRIGGER {table}_whose ON {table}")
        else:
            bind.exec_driver_sql(f"DROP TRIGGER {table}_whose")
            bind.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_client")


def _of_clients() -> list[str]:
    bind = op.get_bind()
    return list(bind.exec_driver_sql(OF_CLIENTS[bind.dialect.name]).scalars())
