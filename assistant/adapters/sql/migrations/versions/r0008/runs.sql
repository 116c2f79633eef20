CREATE TABLE runs (
    client_id VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    number BIGINT NOT NULL,
    begun_by VARCHAR NOT NULL,
    began_at {instant} NOT NULL,
    held_until {instant} NOT NULL,
    says VARCHAR NOT NULL,
    settled BIGINT NOT NULL,
    out_of BIGINT NOT NULL,
    ended_at {instant},
    result TEXT NOT NULL,
    code VARCHAR NOT NULL,
    error VARCHAR NOT NULL,
    remedy VARCHAR NOT NULL,
    CONSTRAINT pk_runs PRIMARY KEY (client_id, what),
    CONSTRAINT fk_runs_client_id FOREIGN KEY(client_id) REFERENCES clients (id),
    CONSTRAINT uq_runs_number UNIQUE (client_id, number),
    CONSTRAINT ck_runs_progress CHECK (settled >= 0 AND out_of >= 0)
);

CREATE UNIQUE INDEX ix_runs_at_work ON runs (client_id) WHERE ended_at IS NULL;

CREATE TABLE company_paces (
    client_id VARCHAR NOT NULL,
    environment VARCHAR NOT NULL,
    realm VARCHAR NOT NULL,
    requests TEXT NOT NULL,
    batches TEXT NOT NULL,
    closed_until BIGINT NOT NULL,
    CONSTRAINT pk_company_paces PRIMARY KEY (client_id, environment, realm),
    CONSTRAINT fk_company_paces_client_id FOREIGN KEY(client_id) REFERENCES clients (id)
);
