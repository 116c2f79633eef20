CREATE TABLE clients (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    currency VARCHAR NOT NULL,
    date_order VARCHAR NOT NULL,
    opened_at {instant} NOT NULL,
    opened_by VARCHAR NOT NULL,
    CONSTRAINT pk_clients PRIMARY KEY (id),
    CONSTRAINT uq_clients_currency UNIQUE (id, currency),
    CONSTRAINT ck_clients_named CHECK (id <> '')
);

CREATE TABLE people (
    name VARCHAR NOT NULL,
    added_at {instant} NOT NULL,
    CONSTRAINT pk_people PRIMARY KEY (name)
);

CREATE TABLE roles (
    client_id VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    CONSTRAINT pk_roles PRIMARY KEY (client_id, person),
    CONSTRAINT fk_roles_client_id FOREIGN KEY(client_id) REFERENCES clients (id),
    CONSTRAINT fk_roles_person FOREIGN KEY(person) REFERENCES people (name)
);

CREATE TABLE policies (
    client_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    set_by VARCHAR NOT NULL,
    set_at {instant} NOT NULL,
    CONSTRAINT pk_policies PRIMARY KEY (client_id, version),
    CONSTRAINT fk_policies_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE differences (
    client_id VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    amount_minor BIGINT NOT NULL,
    says VARCHAR NOT NULL,
    CONSTRAINT pk_differences PRIMARY KEY (client_id, n),
    CONSTRAINT fk_differences_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE counters (
    client_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    last BIGINT NOT NULL,
    CONSTRAINT pk_counters PRIMARY KEY (client_id, name),
    CONSTRAINT fk_counters_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE accounts (
    client_id VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    number VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    full_name VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    detail_type VARCHAR NOT NULL,
    parent VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    postable BOOLEAN NOT NULL,
    description VARCHAR NOT NULL,
    opening_minor BIGINT NOT NULL,
    balance_minor BIGINT NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (client_id, key),
    CONSTRAINT fk_accounts_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE items (
    client_id VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    sku VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    units_per_case VARCHAR,
    CONSTRAINT pk_items PRIMARY KEY (client_id, key),
    CONSTRAINT fk_items_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE holdings (
    client_id VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    account VARCHAR NOT NULL,
    cost_known BOOLEAN NOT NULL,
    CONSTRAINT pk_holdings PRIMARY KEY (client_id, item, location),
    CONSTRAINT fk_holdings_client_id_item FOREIGN KEY(client_id, item) REFERENCES items (client_id, key),
    CONSTRAINT fk_holdings_client_id_account FOREIGN KEY(client_id, account) REFERENCES accounts (client_id, key),
    CONSTRAINT fk_holdings_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE layers (
    client_id VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    received DATE,
    opening_micro BIGINT NOT NULL,
    opening_minor BIGINT NOT NULL,
    opening_unit_cost VARCHAR NOT NULL,
    quantity_micro BIGINT NOT NULL,
    value_minor BIGINT NOT NULL,
    unit_cost VARCHAR NOT NULL,
    CONSTRAINT pk_layers PRIMARY KEY (client_id, item, location, id),
    CONSTRAINT fk_layers_client_id_item_location FOREIGN KEY(client_id, item, location) REFERENCES holdings (client_id, item, location),
    CONSTRAINT ck_layers_units_on_hand CHECK (quantity_micro >= 0),
    CONSTRAINT fk_layers_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE texts (
    client_id VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    batch VARCHAR NOT NULL,
    place INTEGER NOT NULL,
    document TEXT NOT NULL,
    CONSTRAINT pk_texts PRIMARY KEY (client_id, id),
    CONSTRAINT uq_texts_n UNIQUE (client_id, n),
    CONSTRAINT fk_texts_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE UNIQUE INDEX ix_texts_batch ON texts (client_id, batch, place) WHERE batch <> '';

CREATE TABLE drafts (
    client_id VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    text_id VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    entry_date DATE,
    amount_minor BIGINT,
    confidence FLOAT NOT NULL,
    drafted_by VARCHAR NOT NULL,
    drafted_at {instant},
    document TEXT NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (client_id, id),
    CONSTRAINT uq_drafts_n UNIQUE (client_id, n),
    CONSTRAINT fk_drafts_client_id_text_id FOREIGN KEY(client_id, text_id) REFERENCES texts (client_id, id),
    CONSTRAINT fk_drafts_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE INDEX ix_drafts_state ON drafts (client_id, state, n);

CREATE INDEX ix_drafts_text_id ON drafts (client_id, text_id);

CREATE TABLE draft_stock (
    client_id VARCHAR NOT NULL,
    draft_id VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    quantity_micro BIGINT NOT NULL,
    CONSTRAINT pk_draft_stock PRIMARY KEY (client_id, draft_id, n),
    CONSTRAINT fk_draft_stock_client_id_draft_id FOREIGN KEY(client_id, draft_id) REFERENCES drafts (client_id, id),
    CONSTRAINT ck_draft_stock_units_leave CHECK (quantity_micro > 0),
    CONSTRAINT fk_draft_stock_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE entries (
    client_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    id VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    entry_date DATE NOT NULL,
    kind VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    memo VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    currency VARCHAR NOT NULL,
    reverses VARCHAR,
    draft_id VARCHAR,
    posted_by VARCHAR NOT NULL,
    posted_at {instant},
    brought BOOLEAN NOT NULL,
    sealed BOOLEAN NOT NULL,
    CONSTRAINT pk_entries PRIMARY KEY (client_id, seq),
    CONSTRAINT uq_entries_number UNIQUE (client_id, number),
    CONSTRAINT uq_entries_id UNIQUE (client_id, id),
    CONSTRAINT uq_entries_draft_id UNIQUE (client_id, draft_id),
    CONSTRAINT fk_entries_client_id_draft_id FOREIGN KEY(client_id, draft_id) REFERENCES drafts (client_id, id),
    CONSTRAINT fk_entries_client_id_reverses FOREIGN KEY(client_id, reverses) REFERENCES entries (client_id, number),
    CONSTRAINT fk_entries_client_id_currency FOREIGN KEY(client_id, currency) REFERENCES clients (id, currency),
    CONSTRAINT ck_entries_numbered_by_place CHECK (brought OR number = 'WO-' || CAST(seq AS VARCHAR)),
    CONSTRAINT fk_entries_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE INDEX ix_entries_reverses ON entries (client_id, reverses);

CREATE TABLE lines (
    client_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    n INTEGER NOT NULL,
    side VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    amount_minor BIGINT NOT NULL,
    role VARCHAR NOT NULL,
    party VARCHAR NOT NULL,
    CONSTRAINT pk_lines PRIMARY KEY (client_id, seq, n),
    CONSTRAINT fk_lines_client_id_seq FOREIGN KEY(client_id, seq) REFERENCES entries (client_id, seq),
    CONSTRAINT fk_lines_client_id_account FOREIGN KEY(client_id, account) REFERENCES accounts (client_id, key),
    CONSTRAINT ck_lines_one_side CHECK (side IN ('debit', 'credit')),
    CONSTRAINT ck_lines_positive CHECK (amount_minor > 0)
);

CREATE INDEX ix_lines_account ON lines (client_id, account, seq);

CREATE TABLE entry_goods (
    client_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    n INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    quantity_micro BIGINT NOT NULL,
    CONSTRAINT pk_entry_goods PRIMARY KEY (client_id, seq, n),
    CONSTRAINT fk_entry_goods_client_id_seq FOREIGN KEY(client_id, seq) REFERENCES entries (client_id, seq),
    CONSTRAINT fk_entry_goods_client_id_item FOREIGN KEY(client_id, item) REFERENCES items (client_id, key)
);

CREATE TABLE stock_moves (
    client_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    n INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    quantity_micro BIGINT NOT NULL,
    value_minor BIGINT NOT NULL,
    stated_value BOOLEAN NOT NULL,
    CONSTRAINT pk_stock_moves PRIMARY KEY (client_id, seq, n),
    CONSTRAINT fk_stock_moves_client_id_seq FOREIGN KEY(client_id, seq) REFERENCES entries (client_id, seq),
    CONSTRAINT fk_stock_moves_client_id_item_location FOREIGN KEY(client_id, item, location) REFERENCES holdings (client_id, item, location),
    CONSTRAINT fk_stock_moves_client_id_account FOREIGN KEY(client_id, account) REFERENCES accounts (client_id, key)
);

CREATE INDEX ix_stock_moves_item ON stock_moves (client_id, item, location, seq);

CREATE TABLE layer_moves (
    client_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    n INTEGER NOT NULL,
    m INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    layer VARCHAR NOT NULL,
    quantity_micro BIGINT NOT NULL,
    value_minor BIGINT NOT NULL,
    unit_cost VARCHAR NOT NULL,
    CONSTRAINT pk_layer_moves PRIMARY KEY (client_id, seq, n, m),
    CONSTRAINT fk_layer_moves_client_id_seq_n FOREIGN KEY(client_id, seq, n) REFERENCES stock_moves (client_id, seq, n),
    CONSTRAINT fk_layer_moves_client_id_item_location_layer FOREIGN KEY(client_id, item, location, layer) REFERENCES layers (client_id, item, location, id)
);

CREATE INDEX ix_layer_moves_item ON layer_moves (client_id, item, location, layer);

CREATE TABLE reserve_moves (
    client_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    n INTEGER NOT NULL,
    item VARCHAR NOT NULL,
    quantity_micro BIGINT NOT NULL,
    amount_minor BIGINT NOT NULL,
    CONSTRAINT pk_reserve_moves PRIMARY KEY (client_id, seq, n),
    CONSTRAINT fk_reserve_moves_client_id_seq FOREIGN KEY(client_id, seq) REFERENCES entries (client_id, seq),
    CONSTRAINT fk_reserve_moves_client_id_item FOREIGN KEY(client_id, item) REFERENCES items (client_id, key)
);

CREATE TABLE audit_events (
    client_id VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    at {instant} NOT NULL,
    who VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    detail TEXT NOT NULL,
    previous VARCHAR NOT NULL,
    hash VARCHAR NOT NULL,
    CONSTRAINT pk_audit_events PRIMARY KEY (client_id, seq),
    CONSTRAINT fk_audit_events_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE outbox (
    client_id VARCHAR NOT NULL,
    topic VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    written_at {instant},
    done_at {instant},
    CONSTRAINT pk_outbox PRIMARY KEY (client_id, topic, seq),
    CONSTRAINT fk_outbox_client_id_seq FOREIGN KEY(client_id, seq) REFERENCES entries (client_id, seq),
    CONSTRAINT fk_outbox_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE INDEX ix_outbox_topic ON outbox (client_id, topic, seq) WHERE done_at IS NULL;

CREATE TABLE connections (
    client_id VARCHAR NOT NULL,
    service VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    company VARCHAR NOT NULL,
    tokens VARCHAR NOT NULL,
    connected_by VARCHAR NOT NULL,
    connected_at {instant} NOT NULL,
    CONSTRAINT pk_connections PRIMARY KEY (client_id, service),
    CONSTRAINT fk_connections_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE remote_accounts (
    client_id VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    account VARCHAR NOT NULL,
    remote_id VARCHAR NOT NULL,
    remote_name VARCHAR NOT NULL,
    CONSTRAINT pk_remote_accounts PRIMARY KEY (client_id, realm, account),
    CONSTRAINT fk_remote_accounts_client_id_account FOREIGN KEY(client_id, account) REFERENCES accounts (client_id, key),
    CONSTRAINT fk_remote_accounts_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

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
    changed_at {instant} NOT NULL,
    CONSTRAINT pk_remote_documents PRIMARY KEY (client_id, realm, entry, part),
    CONSTRAINT uq_remote_documents_realm UNIQUE (client_id, realm, request_id),
    CONSTRAINT fk_remote_documents_client_id_entry FOREIGN KEY(client_id, entry) REFERENCES entries (client_id, number),
    CONSTRAINT ck_remote_documents_state CHECK (state IN ('queued', 'sent', 'unknown', 'done', 'held', 'failed')),
    CONSTRAINT fk_remote_documents_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE INDEX ix_remote_documents_state ON remote_documents (client_id, state);
