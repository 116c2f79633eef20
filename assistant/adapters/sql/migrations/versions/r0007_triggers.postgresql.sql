CREATE FUNCTION writeoff_entries_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    amount bigint;
BEGIN
    IF NEW.draft_id IS NULL OR NEW.brought OR NOT NEW.sealed THEN
        RETURN NEW;
    END IF;
    SELECT sum(amount_minor) INTO amount FROM lines WHERE client_id = NEW.client_id AND seq = NEW.seq AND side = 'debit';
    IF amount > (SELECT two_pairs_above_minor FROM policies WHERE client_id = NEW.client_id ORDER BY version DESC LIMIT 1)
       AND EXISTS (SELECT 1 FROM draft_hands
                   WHERE client_id = NEW.client_id AND draft_id = NEW.draft_id AND person = NEW.posted_by) THEN
        RAISE EXCEPTION 'who drafted or revised an entry does not approve it where two pairs of eyes are wanted'
            USING ERRCODE = 'check_violation';
    END IF;
    IF amount > (SELECT limit_minor FROM roles WHERE client_id = NEW.client_id AND person = NEW.posted_by) THEN
        RAISE EXCEPTION 'the entry is above what its approver may approve' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER entries_eyes BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION writeoff_entries_eyes();
