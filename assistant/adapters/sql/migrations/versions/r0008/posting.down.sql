DROP INDEX ix_entries_told;

DROP INDEX ix_entries_told_of_days;

DROP INDEX ix_entries_open;
