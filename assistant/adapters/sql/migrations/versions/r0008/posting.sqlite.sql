DROP TRIGGER entries_next;

DROP TRIGGER entries_seal;

DROP TRIGGER audit_events_next;

DROP TRIGGER lines_open;

DROP TRIGGER entry_goods_open;

DROP TRIGGER stock_moves_open;

DROP TRIGGER layer_moves_open;

DROP TRIGGER reserve_moves_open;

-- Several may be open in a transaction: they are sealed in their order, below.
CREATE TRIGGER entries_next BEFORE INSERT ON entries
    WHEN NEW.sealed OR NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entries WHERE client_id = NEW.client_id),
                                               CASE WHEN NEW.brought THEN NEW.seq - 1 ELSE 1000 END) BEGIN
    SELECT RAISE(ABORT, 'an entry is written open, and sealed once it is whole') WHERE NEW.sealed;
    SELECT RAISE(ABORT, 'entries are numbered without gaps');
END;

CREATE TRIGGER entries_keep BEFORE UPDATE OF client_id, seq, id, number, entry_date, kind, reason, memo, text, currency, reverses, draft_id, posted_by, posted_at, brought, sub_reason ON entries BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER entries_seal BEFORE UPDATE ON entries BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed') WHERE OLD.sealed OR NOT NEW.sealed;
    SELECT RAISE(ABORT, 'debits differ from credits')
        WHERE (SELECT coalesce(sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END), 0)
               FROM lines WHERE client_id = NEW.client_id AND seq = NEW.seq) <> 0;
    SELECT RAISE(ABORT, 'the entry before is not sealed')
        WHERE EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq < NEW.seq AND NOT sealed);
END;

-- Asked of the small index of open entries, once the row is there: what an import adds most of.
CREATE TRIGGER lines_open AFTER INSERT ON lines
    WHEN NOT EXISTS (SELECT 1 FROM entries INDEXED BY ix_entries_open
                     WHERE client_id = NEW.client_id AND seq = NEW.seq AND NOT sealed) BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER entry_goods_open BEFORE INSERT ON entry_goods BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed')
        WHERE NOT EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND NOT sealed);
END;

CREATE TRIGGER stock_moves_open BEFORE INSERT ON stock_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed')
        WHERE NOT EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND NOT sealed);
END;

CREATE TRIGGER layer_moves_open BEFORE INSERT ON layer_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed')
        WHERE NOT EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND NOT sealed);
END;

CREATE TRIGGER reserve_moves_open BEFORE INSERT ON reserve_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed')
        WHERE NOT EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND NOT sealed);
END;

CREATE TRIGGER audit_events_next BEFORE INSERT ON audit_events WHEN NOT coalesce(
        (NEW.seq, NEW.previous) = (SELECT seq + 1, hash FROM audit_events WHERE client_id = NEW.client_id ORDER BY seq DESC LIMIT 1),
        NEW.seq = 1 AND NEW.previous = '0000000000000000000000000000000000000000000000000000000000000000') BEGIN
    SELECT RAISE(ABORT, 'an audit event follows the one before it');
END;

-- Few entries reverse one. PostgreSQL keeps the whole index: it does not see of every list asked for that none in it is null.
DROP INDEX ix_entries_reverses;

CREATE INDEX ix_entries_reverses ON entries (client_id, reverses) WHERE reverses IS NOT NULL;
