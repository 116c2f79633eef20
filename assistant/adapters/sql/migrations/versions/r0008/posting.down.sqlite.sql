DROP TRIGGER entries_next;

DROP TRIGGER entries_keep;

DROP TRIGGER entries_seal;

DROP TRIGGER audit_events_next;

DROP TRIGGER lines_open;

DROP TRIGGER entry_goods_open;

DROP TRIGGER stock_moves_open;

DROP TRIGGER layer_moves_open;

DROP TRIGGER reserve_moves_open;

CREATE TRIGGER entries_next BEFORE INSERT ON entries BEGIN
    SELECT RAISE(ABORT, 'an entry is written open, and sealed once it is whole') WHERE NEW.sealed;
    SELECT RAISE(ABORT, 'the entry before is not sealed')
        WHERE EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND NOT sealed);
    SELECT RAISE(ABORT, 'entries are numbered without gaps')
        WHERE NEW.seq <> 1 + coalesce((SELECT max(seq) FROM entries WHERE client_id = NEW.client_id),
                                      CASE WHEN NEW.brought THEN NEW.seq - 1 ELSE 1000 END);
END;

CREATE TRIGGER entries_seal BEFORE UPDATE ON entries BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed') WHERE OLD.sealed OR NOT NEW.sealed OR NOT (
        NEW.client_id IS OLD.client_id AND NEW.seq IS OLD.seq AND NEW.id IS OLD.id AND
        NEW.number IS OLD.number AND NEW.entry_date IS OLD.entry_date AND NEW.kind IS OLD.kind AND
        NEW.reason IS OLD.reason AND NEW.memo IS OLD.memo AND NEW.text IS OLD.text AND
        NEW.currency IS OLD.currency AND NEW.reverses IS OLD.reverses AND NEW.draft_id IS OLD.draft_id AND
        NEW.posted_by IS OLD.posted_by AND NEW.posted_at IS OLD.posted_at AND NEW.brought IS OLD.brought
    );
    SELECT RAISE(ABORT, 'debits differ from credits')
        WHERE (SELECT coalesce(sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END), 0)
               FROM lines WHERE client_id = NEW.client_id AND seq = NEW.seq) <> 0;
END;

CREATE TRIGGER lines_open BEFORE INSERT ON lines BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed')
        WHERE EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND sealed);
END;

CREATE TRIGGER entry_goods_open BEFORE INSERT ON entry_goods BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed')
        WHERE EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND sealed);
END;

CREATE TRIGGER stock_moves_open BEFORE INSERT ON stock_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed')
        WHERE EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND sealed);
END;

CREATE TRIGGER layer_moves_open BEFORE INSERT ON layer_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed')
        WHERE EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND sealed);
END;

CREATE TRIGGER reserve_moves_open BEFORE INSERT ON reserve_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed')
        WHERE EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND sealed);
END;

CREATE TRIGGER audit_events_next BEFORE INSERT ON audit_events BEGIN
    SELECT RAISE(ABORT, 'an audit event follows the one before it')
        WHERE NEW.seq <> 1 + coalesce((SELECT max(seq) FROM audit_events WHERE client_id = NEW.client_id), 0)
        OR NEW.previous <> coalesce((SELECT hash FROM audit_events WHERE client_id = NEW.client_id AND seq = NEW.seq - 1),
                                    '0000000000000000000000000000000000000000000000000000000000000000');
END;

DROP INDEX ix_entries_reverses;

CREATE INDEX ix_entries_reverses ON entries (client_id, reverses);
