DROP INDEX ix_drafts_beside;

DROP INDEX ix_drafts_open_by_amount;

DROP INDEX ix_drafts_open_by_age;
