CREATE FUNCTION writeoff_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION writeoff_entries_next() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    latest bigint;
BEGIN
    IF NEW.sealed THEN
        RAISE EXCEPTION 'an entry is written open, and sealed once it is whole' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND NOT sealed) THEN
        RAISE EXCEPTION 'the entry before is not sealed' USING ERRCODE = 'check_violation';
    END IF;
    SELECT max(seq) INTO latest FROM entries WHERE client_id = NEW.client_id;
    IF NEW.seq <> 1 + coalesce(latest, CASE WHEN NEW.brought THEN NEW.seq - 1 ELSE 1000 END) THEN
        RAISE EXCEPTION 'entries are numbered without gaps' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION writeoff_entries_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sealed OR NOT NEW.sealed OR to_jsonb(NEW) - 'sealed' <> to_jsonb(OLD) - 'sealed' THEN
        RAISE EXCEPTION 'what is posted is never changed' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT coalesce(sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END), 0)
        FROM lines WHERE client_id = NEW.client_id AND seq = NEW.seq) <> 0 THEN
        RAISE EXCEPTION 'debits differ from credits' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION writeoff_entries_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND NOT sealed) THEN
        RAISE EXCEPTION 'the entry is not sealed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION writeoff_part_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND sealed) THEN
        RAISE EXCEPTION 'what is posted is never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION writeoff_layer_moves_enough() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM layers
               WHERE client_id = NEW.client_id AND item = NEW.item AND location = NEW.location AND id = NEW.layer
               AND (quantity_micro + NEW.quantity_micro < 0 OR value_minor + NEW.value_minor < 0))
       AND NOT EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND brought) THEN
        RAISE EXCEPTION 'more would leave than is on hand' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION writeoff_audit_events_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq <> 1 + coalesce((SELECT max(seq) FROM audit_events WHERE client_id = NEW.client_id), 0)
       OR NEW.previous <> coalesce((SELECT hash FROM audit_events WHERE client_id = NEW.client_id AND seq = NEW.seq - 1),
                                   repeat('0', 64)) THEN
        RAISE EXCEPTION 'an audit event follows the one before it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION writeoff_policies_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version <> 1 + coalesce((SELECT max(version) FROM policies WHERE client_id = NEW.client_id), 0) THEN
        RAISE EXCEPTION 'a policy follows the one before it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER entries_next BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION writeoff_entries_next();

CREATE TRIGGER entries_seal BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION writeoff_entries_seal();

CREATE CONSTRAINT TRIGGER entries_whole AFTER INSERT ON entries DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION writeoff_entries_whole();

CREATE TRIGGER entries_stay BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER entries_whole_table BEFORE TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER lines_keep BEFORE UPDATE ON lines FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER lines_stay BEFORE DELETE ON lines FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER lines_whole_table BEFORE TRUNCATE ON lines FOR EACH STATEMENT EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER entry_goods_keep BEFORE UPDATE ON entry_goods FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER entry_goods_stay BEFORE DELETE ON entry_goods FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER entry_goods_whole_table BEFORE TRUNCATE ON entry_goods FOR EACH STATEMENT EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER stock_moves_keep BEFORE UPDATE ON stock_moves FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER stock_moves_stay BEFORE DELETE ON stock_moves FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER stock_moves_whole_table BEFORE TRUNCATE ON stock_moves FOR EACH STATEMENT EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER layer_moves_keep BEFORE UPDATE ON layer_moves FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER layer_moves_stay BEFORE DELETE ON layer_moves FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER layer_moves_whole_table BEFORE TRUNCATE ON layer_moves FOR EACH STATEMENT EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER reserve_moves_keep BEFORE UPDATE ON reserve_moves FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER reserve_moves_stay BEFORE DELETE ON reserve_moves FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER reserve_moves_whole_table BEFORE TRUNCATE ON reserve_moves FOR EACH STATEMENT EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE TRIGGER audit_events_keep BEFORE UPDATE ON audit_events FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('the audit trail is only added to');

CREATE TRIGGER audit_events_stay BEFORE DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('the audit trail is only added to');

CREATE TRIGGER audit_events_whole_table BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION writeoff_refuse('the audit trail is only added to');

CREATE TRIGGER texts_keep BEFORE UPDATE ON texts FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('a text stays as typed');

CREATE TRIGGER texts_stay BEFORE DELETE ON texts FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('a text stays as typed');

CREATE TRIGGER texts_whole_table BEFORE TRUNCATE ON texts FOR EACH STATEMENT EXECUTE FUNCTION writeoff_refuse('a text stays as typed');

CREATE TRIGGER policies_keep BEFORE UPDATE ON policies FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('a policy that was set is only followed by another');

CREATE TRIGGER policies_stay BEFORE DELETE ON policies FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('a policy that was set is only followed by another');

CREATE TRIGGER policies_whole_table BEFORE TRUNCATE ON policies FOR EACH STATEMENT EXECUTE FUNCTION writeoff_refuse('a policy that was set is only followed by another');

CREATE TRIGGER lines_open BEFORE INSERT ON lines FOR EACH ROW EXECUTE FUNCTION writeoff_part_open();

CREATE TRIGGER entry_goods_open BEFORE INSERT ON entry_goods FOR EACH ROW EXECUTE FUNCTION writeoff_part_open();

CREATE TRIGGER stock_moves_open BEFORE INSERT ON stock_moves FOR EACH ROW EXECUTE FUNCTION writeoff_part_open();

CREATE TRIGGER layer_moves_open BEFORE INSERT ON layer_moves FOR EACH ROW EXECUTE FUNCTION writeoff_part_open();

CREATE TRIGGER reserve_moves_open BEFORE INSERT ON reserve_moves FOR EACH ROW EXECUTE FUNCTION writeoff_part_open();

CREATE TRIGGER layer_moves_enough BEFORE INSERT ON layer_moves FOR EACH ROW
    WHEN (NEW.quantity_micro < 0 OR NEW.value_minor < 0) EXECUTE FUNCTION writeoff_layer_moves_enough();

CREATE TRIGGER audit_events_next BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION writeoff_audit_events_next();

CREATE TRIGGER policies_next BEFORE INSERT ON policies FOR EACH ROW EXECUTE FUNCTION writeoff_policies_next();
