CREATE INDEX ix_drafts_open_by_age ON drafts (drafted_at, client_id, n, id, state)
WHERE state IN ('waiting', 'blocked', 'asked');

CREATE INDEX ix_drafts_open_by_amount ON drafts (coalesce(-amount_minor, 0), client_id, n, id, state)
WHERE state IN ('waiting', 'blocked', 'asked');

CREATE INDEX ix_drafts_beside ON drafts (client_id, confidence, n, id)
WHERE state IN ('waiting', 'blocked', 'asked');
