CREATE TABLE audit_heads (
    client_id VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    seq BIGINT NOT NULL,
    hash VARCHAR NOT NULL,
    made_at {instant} NOT NULL,
    key VARCHAR NOT NULL,
    signature VARCHAR NOT NULL,
    CONSTRAINT pk_audit_heads PRIMARY KEY (client_id, period),
    CONSTRAINT fk_audit_heads_client_id FOREIGN KEY(client_id) REFERENCES clients (id),
    CONSTRAINT fk_audit_heads_client_id_seq FOREIGN KEY(client_id, seq) REFERENCES audit_events (client_id, seq)
);
