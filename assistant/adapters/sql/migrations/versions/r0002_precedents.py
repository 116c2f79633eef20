"""Books that learn nothing to books with precedents: what stands, and what each was learned from."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE precedents (
        client_id VARCHAR NOT NULL,
        id VARCHAR NOT NULL,
        n BIGINT NOT NULL,
        document TEXT NOT NULL,
        CONSTRAINT pk_precedents PRIMARY KEY (client_id, id),
        CONSTRAINT uq_precedents_n UNIQUE (client_id, n),
        CONSTRAINT fk_precedents_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
    )
    """,
    """
    CREATE TABLE confirmations (
        client_id VARCHAR NOT NULL,
        precedent VARCHAR NOT NULL,
        n INTEGER NOT NULL,
        entry VARCHAR NOT NULL,
        document TEXT NOT NULL,
        CONSTRAINT pk_confirmations PRIMARY KEY (client_id, precedent, n),
        CONSTRAINT fk_confirmations_client_id_precedent
            FOREIGN KEY(client_id, precedent) REFERENCES precedents (client_id, id),
        CONSTRAINT fk_confirmations_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
    )
    """,
    "CREATE INDEX ix_confirmations_entry ON confirmations (client_id, entry)",
)


def upgrade() -> None:
    for statement in TABLES:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    """What was learned goes with the tables; the entries that it was learned from stay."""
    for table in ("confirmations", "precedents"):
        op.get_bind().exec_driver_sql(f"DROP TABLE {table}")
