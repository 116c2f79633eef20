-- Several may be open in a transaction: each is sealed by its end, as the deferred check asks (r0001).
CREATE OR REPLACE FUNCTION writeoff_entries_next() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    latest bigint;
BEGIN
    IF NEW.sealed THEN
        RAISE EXCEPTION 'an entry is written open, and sealed once it is whole' USING ERRCODE = 'check_violation';
    END IF;
    SELECT max(seq) INTO latest FROM entries WHERE client_id = NEW.client_id;
    IF NEW.seq <> 1 + coalesce(latest, CASE WHEN NEW.brought THEN NEW.seq - 1 ELSE 1000 END) THEN
        RAISE EXCEPTION 'entries are numbered without gaps' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER entries_keep BEFORE UPDATE OF client_id, seq, id, number, entry_date, kind, reason, memo, text, currency, reverses, draft_id, posted_by, posted_at, brought, sub_reason ON entries FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('what is posted is never changed');

CREATE OR REPLACE FUNCTION writeoff_entries_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sealed OR NOT NEW.sealed THEN
        RAISE EXCEPTION 'what is posted is never changed' USING ERRCODE = 'check_violation';
    END IF;
    IF (SELECT coalesce(sum(CASE side WHEN 'debit' THEN amount_minor ELSE -amount_minor END), 0)
        FROM lines WHERE client_id = NEW.client_id AND seq = NEW.seq) <> 0 THEN
        RAISE EXCEPTION 'debits differ from credits' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION writeoff_part_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM entries WHERE client_id = NEW.client_id AND seq = NEW.seq AND NOT sealed) THEN
        RAISE EXCEPTION 'what is posted is never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION writeoff_audit_events_next() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    latest record;
BEGIN
    SELECT seq, hash INTO latest FROM audit_events WHERE client_id = NEW.client_id ORDER BY seq DESC LIMIT 1;
    IF NEW.seq <> 1 + coalesce(latest.seq, 0) OR NEW.previous <> coalesce(latest.hash, repeat('0', 64)) THEN
        RAISE EXCEPTION 'an audit event follows the one before it' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
