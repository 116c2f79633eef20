CREATE INDEX ix_entries_open ON entries (client_id) WHERE NOT sealed;
