"""A connection to migrations run on it: alembic's way in. The caller gives the connection, and commits."""

from alembic import context

from assistant.adapters.sql.tables import clients, drafts, evidence, goods, journal, likenesses, outbox, precedents, remote
from assistant.adapters.sql.tables.base import METADATA

# Imported so that METADATA knows every table.
TABLES = (clients, goods, drafts, journal, likenesses, outbox, precedents, evidence, remote)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table="migrations",
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
