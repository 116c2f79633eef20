DROP INDEX ix_entries_open;
