CREATE INDEX ix_entries_open ON entries (client_id, seq) WHERE NOT sealed;
