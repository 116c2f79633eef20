"""Nothing to the first books: every table, and the triggers that refuse what the code asserts cannot be.

The statements stand beside this file as SQL, frozen: the tables for both databases, the triggers for each.
"""

from importlib.resources import files

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = {"sqlite": "VARCHAR", "postgresql": "TIMESTAMP WITH TIME ZONE"}


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for statement in (*statements("r0001_books.sql"), *statements(f"r0001_triggers.{dialect}.sql")):
        op.get_bind().exec_driver_sql(statement.replace("{instant}", INSTANT[dialect]))


def downgrade() -> None:
    """Drops the tables, the newest reference first; their triggers go with them."""
    bind = op.get_bind()
    for statement in reversed(statements("r0001_books.sql")):
        if statement.startswith("CREATE TABLE "):
            bind.exec_driver_sql(f"DROP TABLE {statement.split()[2]}")
    if bind.dialect.name == "postgresql":
        for statement in statements("r0001_triggers.postgresql.sql"):
            if statement.startswith("CREATE FUNCTION "):
                bind.exec_driver_sql(f"DROP FUNCTION {statement.split()[2]}")


def statements(name: str) -> list[str]:
    """The statements of a file beside this one: a blank line parts them."""
    text = files("assistant.adapters.sql.migrations").joinpath("versions", name).read_text(encoding="utf-8")
    return [statement.strip().removesuffix(";") for statement in text.split("\n\n") if statement.strip()]
