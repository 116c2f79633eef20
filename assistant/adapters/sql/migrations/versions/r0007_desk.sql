CREATE TABLE logins (
    person VARCHAR NOT NULL,
    password_hash VARCHAR NOT NULL,
    changed_at {instant} NOT NULL,
    firm BOOLEAN NOT NULL,
    second_factor VARCHAR NOT NULL,
    last_step BIGINT NOT NULL,
    recovery_codes VARCHAR NOT NULL,
    disabled_at {instant},
    CONSTRAINT pk_logins PRIMARY KEY (person),
    CONSTRAINT fk_logins_person FOREIGN KEY(person) REFERENCES people (name)
);

CREATE TABLE invitations (
    token_hash VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    invited_by VARCHAR NOT NULL,
    made_at {instant} NOT NULL,
    ends_at {instant} NOT NULL,
    used_at {instant},
    CONSTRAINT pk_invitations PRIMARY KEY (token_hash),
    CONSTRAINT fk_invitations_person FOREIGN KEY(person) REFERENCES people (name)
);

CREATE TABLE sessions (
    id_hash VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    csrf VARCHAR NOT NULL,
    began_at {instant} NOT NULL,
    seen_at {instant} NOT NULL,
    ends_at {instant} NOT NULL,
    ended_at {instant},
    agent VARCHAR NOT NULL,
    CONSTRAINT pk_sessions PRIMARY KEY (id_hash),
    CONSTRAINT fk_sessions_person FOREIGN KEY(person) REFERENCES people (name)
);

CREATE INDEX ix_sessions_person ON sessions (id_hash, person);

CREATE TABLE tokens (
    id VARCHAR NOT NULL,
    token_hash VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    scopes VARCHAR NOT NULL,
    clients VARCHAR NOT NULL,
    made_at {instant} NOT NULL,
    ends_at {instant} NOT NULL,
    ended_at {instant},
    used_at {instant},
    CONSTRAINT pk_tokens PRIMARY KEY (id),
    CONSTRAINT fk_tokens_person FOREIGN KEY(person) REFERENCES people (name)
);

CREATE UNIQUE INDEX ix_tokens_person ON tokens (token_hash, person);

CREATE TABLE attempts (
    bucket VARCHAR NOT NULL,
    count BIGINT NOT NULL,
    since {instant} NOT NULL,
    CONSTRAINT pk_attempts PRIMARY KEY (bucket)
);

CREATE TABLE draft_hands (
    client_id VARCHAR NOT NULL,
    draft_id VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    CONSTRAINT pk_draft_hands PRIMARY KEY (client_id, draft_id, person),
    CONSTRAINT fk_draft_hands_client_id_draft_id FOREIGN KEY(client_id, draft_id) REFERENCES drafts (client_id, id),
    CONSTRAINT fk_draft_hands_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE draft_care (
    client_id VARCHAR NOT NULL,
    draft_id VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    said_by VARCHAR NOT NULL,
    said_at {instant} NOT NULL,
    note VARCHAR NOT NULL,
    snoozed_until DATE,
    CONSTRAINT pk_draft_care PRIMARY KEY (client_id, draft_id),
    CONSTRAINT fk_draft_care_client_id_draft_id FOREIGN KEY(client_id, draft_id) REFERENCES drafts (client_id, id),
    CONSTRAINT fk_draft_care_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE draft_typing (
    client_id VARCHAR NOT NULL,
    draft_id VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    at {instant} NOT NULL,
    CONSTRAINT pk_draft_typing PRIMARY KEY (client_id, draft_id, person),
    CONSTRAINT fk_draft_typing_client_id_draft_id FOREIGN KEY(client_id, draft_id) REFERENCES drafts (client_id, id),
    CONSTRAINT fk_draft_typing_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE evidence_shows (
    client_id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    n INTEGER NOT NULL,
    shows VARCHAR NOT NULL,
    said_by VARCHAR NOT NULL,
    said_at {instant} NOT NULL,
    CONSTRAINT pk_evidence_shows PRIMARY KEY (client_id, subject, digest, n),
    CONSTRAINT fk_evidence_shows_client_id_subject_digest FOREIGN KEY(client_id, subject, digest)
        REFERENCES evidence (client_id, subject, digest),
    CONSTRAINT fk_evidence_shows_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE evidence_waivers (
    client_id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    need VARCHAR NOT NULL,
    up_to_minor BIGINT NOT NULL,
    because VARCHAR NOT NULL,
    said_by VARCHAR NOT NULL,
    said_at {instant} NOT NULL,
    CONSTRAINT pk_evidence_waivers PRIMARY KEY (client_id, subject, need, up_to_minor),
    CONSTRAINT fk_evidence_waivers_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE INDEX ix_entry_goods_item ON entry_goods (client_id, item, seq);

CREATE TABLE stock_holds (
    client_id VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    item VARCHAR NOT NULL,
    location VARCHAR NOT NULL,
    quantity_micro BIGINT NOT NULL,
    awaiting VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    held_by VARCHAR NOT NULL,
    held_at {instant} NOT NULL,
    released_by VARCHAR NOT NULL,
    released_at {instant},
    CONSTRAINT pk_stock_holds PRIMARY KEY (client_id, n),
    CONSTRAINT fk_stock_holds_client_id_item_location FOREIGN KEY(client_id, item, location) REFERENCES holdings (client_id, item, location),
    CONSTRAINT ck_stock_holds_units_held CHECK (quantity_micro > 0),
    CONSTRAINT ck_stock_holds_awaiting CHECK (awaiting IN ('return', 'disposal', 'claim')),
    CONSTRAINT fk_stock_holds_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE batches (
    client_id VARCHAR NOT NULL,
    id VARCHAR NOT NULL,
    document TEXT NOT NULL,
    given_by VARCHAR NOT NULL,
    given_at {instant} NOT NULL,
    today DATE NOT NULL,
    finished_at {instant},
    lease_holder VARCHAR NOT NULL,
    lease_until {instant},
    CONSTRAINT pk_batches PRIMARY KEY (client_id, id),
    CONSTRAINT fk_batches_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE resting (
    client_id VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    draft_id VARCHAR NOT NULL,
    at {instant} NOT NULL,
    CONSTRAINT pk_resting PRIMARY KEY (client_id, person),
    CONSTRAINT fk_resting_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE TABLE answers (
    client_id VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    "key" VARCHAR NOT NULL,
    fingerprint VARCHAR NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    at {instant} NOT NULL,
    CONSTRAINT pk_answers PRIMARY KEY (client_id, person, "key"),
    CONSTRAINT ck_answers_fingerprint CHECK (length(fingerprint) = 64),
    CONSTRAINT fk_answers_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);

CREATE INDEX ix_drafts_open ON drafts (confidence, client_id, n, id, state, amount_minor, drafted_at, drafted_by, reason, kind, words)
    WHERE state IN ('waiting', 'blocked', 'asked');

CREATE INDEX ix_audit_events_what ON audit_events (client_id, what, at);

CREATE INDEX ix_audit_events_subject ON audit_events (client_id, subject, seq);

CREATE INDEX ix_entries_entry_date ON entries (client_id, entry_date);

CREATE INDEX ix_draft_stock_item ON draft_stock (client_id, item, location);
