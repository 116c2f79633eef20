"""Books of one person at a command line to books of a firm: who may come in, who had a hand in a draft, limits, and what the
review desk keeps beside the books.

The database itself refuses an entry that its poster drafted where two pairs of eyes are wanted, and one above the poster's limit.
"""

from importlib.resources import files

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = {"sqlite": "VARCHAR", "postgresql": "TIMESTAMP WITH TIME ZONE"}
ADDED = (
    ("roles", "limit_minor BIGINT"),
    ("policies", "two_pairs_above_minor BIGINT"),
    ("policies", "colour BIGINT"),
    ("drafts", "summary TEXT NOT NULL DEFAULT ''"),
    ("drafts", "words VARCHAR NOT NULL DEFAULT ''"),
    ("entries", "sub_reason VARCHAR NOT NULL DEFAULT ''"),
)
STAY = (
    ("draft_hands", "who had a hand in a draft stays"),
    ("evidence_shows", "what was said of evidence stays"),
    ("evidence_waivers", "a waiver stays as it was given"),
)


def upgrade() -> None:
    """Whoever drafted what waits has a hand in it; revisions made before are in the trail alone."""
    dialect = op.get_bind().dialect.name
    _run(*(f"ALTER TABLE {table} ADD COLUMN {column}" for table, column in ADDED))
    _run(*_statements("r0007_desk.sql"))
    _run("INSERT INTO draft_hands (client_id, draft_id, person)"
         " SELECT client_id, id, drafted_by FROM drafts WHERE drafted_by <> ''")  # fmt: skip
    _run(*_statements(f"r0007_triggers.{dialect}.sql"))
    for table, says in STAY:
        _run(*(_refusal(table, rule, event, says, dialect) for rule, event in (("keep", "UPDATE"), ("stay", "DELETE"))))
        if dialect == "postgresql":
            _run(f"CREATE TRIGGER {table}_whole_table BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
                 f" EXECUTE FUNCTION writeoff_refuse('{says}')")  # fmt: skip


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    _run("DROP TRIGGER entries_eyes" + (" ON entries" if on_postgresql else ""))
    for statement in reversed(_statements("r0007_desk.sql")):
        what, name = statement.removeprefix("CREATE ").removeprefix("UNIQUE ").split()[:2]
        _run(f"DROP {what} {name}")
    if on_postgresql:
        _run("DROP FUNCTION writeoff_entries_eyes")
    _run(*(f"ALTER TABLE {table} DROP COLUMN {column.split()[0]}" for table, column in ADDED))


def _refusal(table: str, rule: str, event: str, says: str, dialect: str) -> str:
    head = f"CREATE TRIGGER {table}_{rule} BEFORE {event} ON {table} FOR EACH ROW "
    if dialect == "postgresql":
        return head + f"EXECUTE FUNCTION writeoff_refuse('{says}')"
    return head + f"BEGIN SELECT RAISE(ABORT, '{says}'); END"


def _statements(name: str) -> list[str]:
    """The statements of a file beside this one: a blank line parts them."""
    text = files("assistant.adapters.sql.migrations").joinpath("versions", name).read_text(encoding="utf-8")
    return [statement.strip().removesuffix(";") for statement in text.split("\n\n") if statement.strip()]


def _run(*statements: str) -> None:
    bind = op.get_bind()
    for statement in statements:
        bind.exec_driver_sql(statement.replace("{instant}", INSTANT[bind.dialect.name]))
