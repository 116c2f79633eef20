CREATE TABLE likenesses (
    client_id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    mark VARCHAR NOT NULL,
    posted BOOLEAN NOT NULL,
    entry_date DATE NOT NULL,
    place BIGINT NOT NULL,
    CONSTRAINT pk_likenesses PRIMARY KEY (client_id, subject, mark),
    CONSTRAINT fk_likenesses_client_id FOREIGN KEY (client_id) REFERENCES clients (id)
);

-- The units of each item that posted entries took, less what their reversals brought back.
INSERT INTO likenesses (client_id, subject, mark, posted, entry_date, place)
SELECT e.client_id, e.id, CAST(CAST(sum(g.quantity_micro) AS BIGINT) AS VARCHAR) || ' ' || g.item, true, e.entry_date, e.seq
FROM entries e
JOIN (SELECT client_id, seq, number AS subject FROM entries UNION ALL
      SELECT client_id, seq, reverses FROM entries WHERE reverses IS NOT NULL) x
  ON x.client_id = e.client_id AND x.subject = e.number
JOIN entry_goods g ON g.client_id = x.client_id AND g.seq = x.seq
WHERE e.kind IN ('write_off', 'count_adjustment', 'write_down', 'allowance')
GROUP BY e.client_id, e.id, e.entry_date, e.seq, g.item
HAVING sum(g.quantity_micro) <> 0;

-- What their debits come to, less what was taken back: of those that name goods while some of these are left.
INSERT INTO likenesses (client_id, subject, mark, posted, entry_date, place)
SELECT e.client_id, e.id,
    CASE WHEN EXISTS (SELECT 1 FROM entry_goods g WHERE g.client_id = e.client_id AND g.seq = e.seq) THEN 'worth ' ELSE 'amount ' END
        || CAST(CAST(sum(l.amount_minor) AS BIGINT) AS VARCHAR), true, e.entry_date, e.seq
FROM entries e
JOIN (SELECT n.client_id, n.number AS subject, d.amount_minor FROM entries n
      JOIN lines d ON d.client_id = n.client_id AND d.seq = n.seq AND d.side = 'debit'
      UNION ALL
      SELECT r.client_id, r.reverses, -c.amount_minor FROM entries r
      JOIN lines c ON c.client_id = r.client_id AND c.seq = r.seq AND c.side = 'credit' WHERE r.reverses IS NOT NULL) l
  ON l.client_id = e.client_id AND l.subject = e.number
WHERE e.kind IN ('write_off', 'count_adjustment', 'write_down', 'allowance')
  AND (EXISTS (SELECT 1 FROM likenesses k WHERE k.client_id = e.client_id AND k.subject = e.id)
       OR NOT EXISTS (SELECT 1 FROM entry_goods g WHERE g.client_id = e.client_id AND g.seq = e.seq))
GROUP BY e.client_id, e.id, e.entry_date, e.seq
HAVING sum(l.amount_minor) > 0;

CREATE INDEX ix_entries_brought ON entries (client_id, seq) WHERE brought;

CREATE INDEX ix_lines_naming ON lines (client_id, seq, n) WHERE party <> '' OR class <> '';

CREATE INDEX ix_reserve_moves_item ON reserve_moves (client_id, item);
