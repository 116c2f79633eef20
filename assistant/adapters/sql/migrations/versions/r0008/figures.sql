ALTER TABLE remote_snapshots ADD COLUMN unknown_from VARCHAR NOT NULL DEFAULT '';

-- Of a pull from before, the clock is all there is that says which entries came later.
UPDATE remote_snapshots SET unknown_from = 'WO-' || CAST(1 + coalesce((SELECT max(e.seq) FROM entries e
    WHERE e.client_id = remote_snapshots.client_id AND e.posted_at <= remote_snapshots.pulled_at), 1000) AS VARCHAR);
