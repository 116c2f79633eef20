"""Books that post journal entries to QuickBooks to books that know the company there: its lists, links of every kind, the plan of
each entry, documents in parts, what somebody did there, evidence, and a queue that one worker holds at a time.

Accounts that were matched are links that a person has still to confirm. Down again, a document is in the nearest state there was.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = {"sqlite": "VARCHAR", "postgresql": "TIMESTAMP WITH TIME ZONE"}
BYTES = {"sqlite": "BLOB", "postgresql": "BYTEA"}

DOCUMENTS = """
CREATE TABLE remote_documents (
    client_id VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    entry VARCHAR NOT NULL,
    part INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    request_id VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    body TEXT NOT NULL,
    state VARCHAR NOT NULL,
    remote_id VARCHAR NOT NULL,
    sync_token VARCHAR NOT NULL,
    held_reason VARCHAR NOT NULL,
    says VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    changed_at {instant} NOT NULL,{more}
    CONSTRAINT pk_remote_documents PRIMARY KEY (client_id, realm, entry, part),
    CONSTRAINT uq_remote_documents_realm UNIQUE (client_id, realm, request_id),
    CONSTRAINT fk_remote_documents_client_id_entry FOREIGN KEY(client_id, entry) REFERENCES entries (client_id, number),
    {checks},
    CONSTRAINT fk_remote_documents_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
"""
STATES_INDEX = "CREATE INDEX ix_remote_documents_state ON remote_documents (client_id, state)"
ONE_KIND = {
    "more": "",
    "checks": "CONSTRAINT ck_remote_documents_state CHECK (state IN ('queued', 'sent', 'unknown', 'done', 'held', 'failed'))",
}
SEVERAL_KINDS = {
    "more": """
    cost_minor BIGINT,
    cost_read_at {instant},""",
    "checks": """CONSTRAINT ck_remote_documents_state CHECK (state IN ('queued', 'sent', 'unknown', 'done', 'uncosted', 'held',
        'failed', 'awaiting_manual', 'theirs', 'changed', 'deleted')),
    CONSTRAINT ck_remote_documents_part CHECK (part > 0)""",
}
OLD_COLUMNS = (
    "client_id, realm, entry, part, kind, request_id, number, body, state, remote_id, sync_token, held_reason, says, attempts,"
    " changed_at"
)
NEAREST_STATE = """
UPDATE remote_documents SET state = CASE
    WHEN state IN ('uncosted', 'theirs', 'changed') THEN 'done'
    WHEN state = 'awaiting_manual' THEN 'held'
    WHEN state = 'deleted' THEN 'failed'
    ELSE state END
"""

LINKS = """
CREATE TABLE remote_links (
    client_id VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    ours VARCHAR NOT NULL,
    account VARCHAR,
    item VARCHAR,
    remote_id VARCHAR NOT NULL,
    remote_name VARCHAR NOT NULL,
    confirmed_by VARCHAR NOT NULL,
    confirmed_at {instant},
    CONSTRAINT pk_remote_links PRIMARY KEY (client_id, realm, kind, ours),
    CONSTRAINT fk_remote_links_client_id_account FOREIGN KEY(client_id, account) REFERENCES accounts (client_id, key),
    CONSTRAINT fk_remote_links_client_id_item FOREIGN KEY(client_id, item) REFERENCES items (client_id, key),
    CONSTRAINT ck_remote_links_kind CHECK (kind IN ('account', 'item', 'vendor', 'customer', 'class', 'location')),
    CONSTRAINT ck_remote_links_account CHECK (coalesce(account, '') = CASE kind WHEN 'account' THEN ours ELSE '' END),
    CONSTRAINT ck_remote_links_item CHECK (coalesce(item, '') = CASE kind WHEN 'item' THEN ours ELSE '' END),
    CONSTRAINT ck_remote_links_confirmed CHECK ((confirmed_by = '') = (confirmed_at IS NULL)),
    CONSTRAINT fk_remote_links_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
"""
LINKS_FROM_ACCOUNTS = """
INSERT INTO remote_links (client_id, realm, kind, ours, account, remote_id, remote_name, confirmed_by)
SELECT client_id, realm, 'account', account, account, remote_id, remote_name, '' FROM remote_accounts
"""
ACCOUNTS = """
CREATE TABLE remote_accounts (
    client_id VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    remote_id VARCHAR NOT NULL,
    remote_name VARCHAR NOT NULL,
    CONSTRAINT pk_remote_accounts PRIMARY KEY (client_id, realm, account),
    CONSTRAINT fk_remote_accounts_client_id_account FOREIGN KEY(client_id, account) REFERENCES accounts (client_id, key),
    CONSTRAINT fk_remote_accounts_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
"""
ACCOUNTS_FROM_LINKS = """
INSERT INTO remote_accounts (client_id, realm, account, remote_id, remote_name)
SELECT client_id, realm, account, remote_id, remote_name FROM remote_links WHERE kind = 'account'
"""

NEW = (
    """
CREATE TABLE remote_snapshots (
    client_id VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    pulled_at {instant} NOT NULL,
    digest VARCHAR NOT NULL,
    document TEXT NOT NULL,
    CONSTRAINT pk_remote_snapshots PRIMARY KEY (client_id, realm),
    CONSTRAINT fk_remote_snapshots_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
    """,
    """
CREATE TABLE remote_plans (
    client_id VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    entry VARCHAR NOT NULL,
    document TEXT NOT NULL,
    CONSTRAINT pk_remote_plans PRIMARY KEY (client_id, realm, entry),
    CONSTRAINT fk_remote_plans_client_id_entry FOREIGN KEY(client_id, entry) REFERENCES entries (client_id, number),
    CONSTRAINT fk_remote_plans_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
    """,
    """
CREATE TABLE remote_found (
    client_id VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    remote_id VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    on_date DATE NOT NULL,
    amount_minor BIGINT,
    because VARCHAR NOT NULL,
    found_at {instant} NOT NULL,
    verdict VARCHAR NOT NULL,
    said_by VARCHAR NOT NULL,
    CONSTRAINT pk_remote_found PRIMARY KEY (client_id, realm, subject, kind, remote_id),
    CONSTRAINT ck_remote_found_verdict CHECK (verdict IN ('open', 'theirs', 'ours', 'both', 'gone')),
    CONSTRAINT fk_remote_found_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
    """,
    """
CREATE TABLE remote_drifts (
    client_id VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    entry VARCHAR NOT NULL,
    part INTEGER NOT NULL,
    seen_at {instant} NOT NULL,
    disposition VARCHAR NOT NULL,
    document TEXT NOT NULL,
    CONSTRAINT pk_remote_drifts PRIMARY KEY (client_id, realm, entry, part, seen_at),
    CONSTRAINT fk_remote_drifts_client_id_realm_entry_part FOREIGN KEY(client_id, realm, entry, part)
        REFERENCES remote_documents (client_id, realm, entry, part),
    CONSTRAINT ck_remote_drifts_disposition CHECK (disposition IN ('open', 'accept', 'restore', 'reverse')),
    CONSTRAINT fk_remote_drifts_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
    """,
    "CREATE UNIQUE INDEX ix_remote_drifts_realm ON remote_drifts (client_id, realm, entry, part) WHERE disposition = 'open'",
    """
CREATE TABLE evidence_contents (
    client_id VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    content {bytes} NOT NULL,
    CONSTRAINT pk_evidence_contents PRIMARY KEY (client_id, digest),
    CONSTRAINT ck_evidence_contents_digest CHECK (length(digest) = 64),
    CONSTRAINT fk_evidence_contents_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
    """,
    """
CREATE TABLE evidence (
    client_id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    content_type VARCHAR NOT NULL,
    size_bytes BIGINT NOT NULL,
    added_by VARCHAR NOT NULL,
    added_at {instant} NOT NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (client_id, subject, digest),
    CONSTRAINT fk_evidence_client_id_digest FOREIGN KEY(client_id, digest) REFERENCES evidence_contents (client_id, digest),
    CONSTRAINT ck_evidence_holds_something CHECK (size_bytes > 0),
    CONSTRAINT fk_evidence_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
    """,
    """
CREATE TABLE remote_attachments (
    client_id VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    entry VARCHAR NOT NULL,
    part INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    remote_id VARCHAR NOT NULL,
    says VARCHAR NOT NULL,
    CONSTRAINT pk_remote_attachments PRIMARY KEY (client_id, realm, entry, part, digest),
    CONSTRAINT fk_remote_attachments_client_id_realm_entry_part FOREIGN KEY(client_id, realm, entry, part)
        REFERENCES remote_documents (client_id, realm, entry, part),
    CONSTRAINT fk_remote_attachments_client_id_digest FOREIGN KEY(client_id, digest)
        REFERENCES evidence_contents (client_id, digest),
    CONSTRAINT fk_remote_attachments_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
    """,
    """
CREATE TABLE outbox_claims (
    client_id VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    worker VARCHAR NOT NULL,
    until {instant} NOT NULL,
    CONSTRAINT pk_outbox_claims PRIMARY KEY (client_id, topic),
    CONSTRAINT fk_outbox_claims_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
)
    """,
    "ALTER TABLE outbox ADD COLUMN due_at {instant}",
    "ALTER TABLE lines ADD COLUMN class VARCHAR NOT NULL DEFAULT ''",
)
GONE = (
    "outbox_claims", "remote_attachments", "evidence", "evidence_contents", "remote_drifts", "remote_found", "remote_plans",
    "remote_snapshots",
)  # fmt: skip

# What the database refuses: the table, the rule's name, what is refused where that holds of the row, and the sentence.
SENT_ANEW = """
    OLD.state IN ('sent', 'unknown', 'done', 'uncosted') AND (
        NEW.client_id <> OLD.client_id OR NEW.realm <> OLD.realm OR NEW.entry <> OLD.entry OR NEW.part <> OLD.part
        OR NEW.kind <> OLD.kind OR NEW.request_id <> OLD.request_id OR NEW.number <> OLD.number OR NEW.body <> OLD.body)
"""
BACK = """
    OLD.state IN ('done', 'uncosted') AND NEW.state NOT IN ('done', 'uncosted', 'changed', 'deleted')
    OR OLD.state = 'unknown' AND NEW.state IN ('queued', 'held', 'awaiting_manual', 'theirs')
"""
MAY_BE_THERE = "OLD.state IN ('sent', 'unknown', 'done', 'uncosted', 'changed', 'deleted')"
OF_ANOTHER = "NEW.client_id <> OLD.client_id OR NEW.realm <> OLD.realm OR NEW.entry <> OLD.entry"
EVIDENCE = "what was given as evidence stays"
RULES = (
    ("remote_documents", "keep", "UPDATE", SENT_ANEW, "what was sent stays as it was sent"),
    ("remote_documents", "forward", "UPDATE", BACK, "a document that is or may be there is not waiting to be sent"),
    ("remote_documents", "stay", "DELETE", MAY_BE_THERE, "what was sent stays as it was sent"),
    ("remote_plans", "keep", "UPDATE", OF_ANOTHER, "the plan of a posted entry stays its own"),
    ("remote_plans", "stay", "DELETE", "", "the plan of a posted entry stays its own"),
    ("outbox", "stay", "DELETE", "", "a posted entry stays to be sent"),
    *(
        (table, rule, event, "", EVIDENCE)
        for table in ("evidence_contents", "evidence")
        for rule, event in (("keep", "UPDATE"), ("stay", "DELETE"))
    ),
)
WHOLE_TABLES = tuple((table, says) for table, rule, _, _, says in RULES if rule == "stay")


def upgrade() -> None:
    _documents(SEVERAL_KINDS)
    _run(LINKS, LINKS_FROM_ACCOUNTS, "DROP TABLE remote_accounts", *NEW)
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    _run(*(_trigger(*rule, on_postgresql=on_postgresql) for rule in RULES))
    if on_postgresql:
        _run(*(
            f"CREATE TRIGGER {table}_whole_table BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
            f" EXECUTE FUNCTION writeoff_refuse('{says}')"
            for table, says in WHOLE_TABLES
        ))  # fmt: skip


def downgrade() -> None:
    """What was known of the company goes with the tables; the documents that were sent stay."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    rules = [(table, rule) for table, rule, _, _, _ in RULES]
    rules += [(table, "whole_table") for table, _ in WHOLE_TABLES] if on_postgresql else []
    _run(*(f"DROP TRIGGER {table}_{rule}" + (f" ON {table}" if on_postgresql else "") for table, rule in rules))
    _run("ALTER TABLE lines DROP COLUMN class", "ALTER TABLE outbox DROP COLUMN due_at")
    _run(*(f"DROP TABLE {table}" for table in GONE), ACCOUNTS, ACCOUNTS_FROM_LINKS, "DROP TABLE remote_links", NEAREST_STATE)
    _documents(ONE_KIND)


def _trigger(table: str, rule: str, event: str, where: str, says: str, *, on_postgresql: bool) -> str:
    head = f"CREATE TRIGGER {table}_{rule} BEFORE {event} ON {table} FOR EACH ROW" + (f" WHEN ({where})" if where else "")
    refuses = f"EXECUTE FUNCTION writeoff_refuse('{says}')" if on_postgresql else f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    return f"{head} {refuses}"


def _documents(shape: dict[str, str]) -> None:
    """The table anew with its rows, for SQLite changes no check of a table that is there."""
    _run(
        "CREATE TABLE remote_documents_before AS SELECT * FROM remote_documents",
        "DROP TABLE remote_documents",
        DOCUMENTS.replace("{more}", shape["more"]).replace("{checks}", shape["checks"]),
        f"INSERT INTO remote_documents ({OLD_COLUMNS}) SELECT {OLD_COLUMNS} FROM remote_documents_before",
        "DROP TABLE remote_documents_before",
        STATES_INDEX,
    )


def _run(*statements: str) -> None:
    bind = op.get_bind()
    kinds = {"{instant}": INSTANT[bind.dialect.name], "{bytes}": BYTES[bind.dialect.name]}
    for statement in statements:
        for name, kind in kinds.items():
            statement = statement.replace(name, kind)
        bind.exec_driver_sql(statement)
