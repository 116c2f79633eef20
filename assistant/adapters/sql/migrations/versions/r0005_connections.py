"""Connections to a practice company with tokens in the clear to none: connections with sealed tokens, an end and a lease.

Whoever was connected connects once more; the documents and accounts of the company stay.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = {"sqlite": "VARCHAR", "postgresql": "TIMESTAMP WITH TIME ZONE"}
KEYS = """
    CONSTRAINT pk_connections PRIMARY KEY (client_id, service),
    CONSTRAINT fk_connections_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
"""
SEALED = f"""
CREATE TABLE connections (
    client_id VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    environment VARCHAR NOT NULL,
    company VARCHAR NOT NULL,
    tokens VARCHAR NOT NULL,
    connected_by VARCHAR NOT NULL,
    connected_at {{instant}} NOT NULL,
    access_until {{instant}} NOT NULL,
    refresh_until {{instant}} NOT NULL,
    hard_until {{instant}} NOT NULL,
    state VARCHAR NOT NULL,
    says VARCHAR NOT NULL,
    lease_holder VARCHAR NOT NULL,
    lease_until {{instant}},
    CONSTRAINT ck_connections_state CHECK (state IN ('connected', 'reconnect')),{KEYS})
"""
CLEAR = f"""
CREATE TABLE connections (
    client_id VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    company VARCHAR NOT NULL,
    tokens VARCHAR NOT NULL,
    connected_by VARCHAR NOT NULL,
    connected_at {{instant}} NOT NULL,{KEYS})
"""


def upgrade() -> None:
    _anew(SEALED)


def downgrade() -> None:
    _anew(CLEAR)


def _anew(statement: str) -> None:
    bind = op.get_bind()
    bind.exec_driver_sql("DROP TABLE connections")
    bind.exec_driver_sql(statement.format(instant=INSTANT[bind.dialect.name]))
