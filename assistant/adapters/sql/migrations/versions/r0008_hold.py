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
    "changes",  # which change last touched a row, so that books kept in memory are brought up to date
    "heads",  # signed heads of the audit trail
    "runs",  # what a worker does for somebody who waits for it
    "rows",  # each row to its client's transactions alone: last, for it is about every table
)


def upgrade() -> None:
    for part in PARTS:
        _run(f"{part}.sql", f"{part}.{op.get_bind().dialect.name}.sql")


def downgrade() -> None:
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
