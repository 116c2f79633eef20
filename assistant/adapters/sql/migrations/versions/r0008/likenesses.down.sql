DROP INDEX ix_reserve_moves_item;

DROP INDEX ix_lines_naming;

DROP INDEX ix_entries_brought;

DROP INDEX ix_entries_posted_at;

DROP TABLE likenesses;
