ALTER TABLE remote_snapshots DROP COLUMN unknown_from;
