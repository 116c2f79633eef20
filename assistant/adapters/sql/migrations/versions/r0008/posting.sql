CREATE INDEX ix_entries_told ON entries (client_id, seq) WHERE kind NOT IN ('cost_variance', 'intake', 'journal');

CREATE INDEX ix_entries_told_of_days ON entries (client_id, entry_date, seq) WHERE kind NOT IN ('cost_variance', 'intake', 'journal');

CREATE INDEX ix_entries_open ON entries (client_id, seq) WHERE NOT sealed;
