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

CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER lines_keep BEFORE UPDATE ON lines BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER lines_stay BEFORE DELETE ON lines BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER entry_goods_keep BEFORE UPDATE ON entry_goods BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER entry_goods_stay BEFORE DELETE ON entry_goods BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER stock_moves_keep BEFORE UPDATE ON stock_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER stock_moves_stay BEFORE DELETE ON stock_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER layer_moves_keep BEFORE UPDATE ON layer_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER layer_moves_stay BEFORE DELETE ON layer_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER reserve_moves_keep BEFORE UPDATE ON reserve_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER reserve_moves_stay BEFORE DELETE ON reserve_moves BEGIN
    SELECT RAISE(ABORT, 'what is posted is never changed');
END;

CREATE TRIGGER audit_events_keep BEFORE UPDATE ON audit_events BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;

CREATE TRIGGER audit_events_stay BEFORE DELETE ON audit_events BEGIN
    SELECT RAISE(ABORT, 'the audit trail is only added to');
END;

CREATE TRIGGER texts_keep BEFORE UPDATE ON texts BEGIN
    SELECT RAISE(ABORT, 'a text stays as typed');
END;

CREATE TRIGGER texts_stay BEFORE DELETE ON texts BEGIN
    SELECT RAISE(ABORT, 'a text stays as typed');
END;

CREATE TRIGGER policies_keep BEFORE UPDATE ON policies BEGIN
    SELECT RAISE(ABORT, 'a policy that was set is only followed by another');
END;

CREATE TRIGGER policies_stay BEFORE DELETE ON policies BEGIN
    SELECT RAISE(ABORT, 'a policy that was set is only followed by another');
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

CREATE TRIGGER layer_moves_enough BEFORE INSERT ON layer_moves WHEN NEW.quantity_micro < 0 OR NEW.value_minor < 0 BEGIN
    SELECT RAISE(ABORT, 'more would leave than is on hand')
        WHERE EXISTS (SELECT 1 FROM layers
                      WHERE client_id = NEW.client_id AND item = NEW.item AND location = NEW.location AND id = NEW.layer
                      AND (quantity_micro + NEW.quantity_micro < 0 OR value_minor + NEW.value_minor < 0))
        AND NOT EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND brought);
END;

CREATE TRIGGER audit_events_next BEFORE INSERT ON audit_events BEGIN
    SELECT RAISE(ABORT, 'an audit event follows the one before it')
        WHERE NEW.seq <> 1 + coalesce((SELECT max(seq) FROM audit_events WHERE client_id = NEW.client_id), 0)
        OR NEW.previous <> coalesce((SELECT hash FROM audit_events WHERE client_id = NEW.client_id AND seq = NEW.seq - 1),
                                    '0000000000000000000000000000000000000000000000000000000000000000');
END;

CREATE TRIGGER texts_once BEFORE INSERT ON texts BEGIN
    SELECT RAISE(ABORT, 'a text stays as typed')
        WHERE EXISTS (SELECT 1 FROM texts WHERE client_id = NEW.client_id AND id = NEW.id);
END;

CREATE TRIGGER policies_next BEFORE INSERT ON policies BEGIN
    SELECT RAISE(ABORT, 'a policy follows the one before it')
        WHERE NEW.version <> 1 + coalesce((SELECT max(version) FROM policies WHERE client_id = NEW.client_id), 0);
END;
