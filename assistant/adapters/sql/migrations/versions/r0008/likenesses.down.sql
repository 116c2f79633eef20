DROP INDEX ix_reserve_moves_item;

DROP INDEX ix_lines_naming;

DROP INDEX ix_entries_brought;

DROP TABLE likenesses;
