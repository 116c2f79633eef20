CREATE TRIGGER entries_eyes BEFORE UPDATE ON entries WHEN NEW.sealed AND NEW.draft_id IS NOT NULL AND NOT NEW.brought BEGIN
    SELECT RAISE(ABORT, 'who drafted or revised an entry does not approve it where two pairs of eyes are wanted')
        WHERE EXISTS (SELECT 1 FROM draft_hands WHERE client_id = NEW.client_id AND draft_id = NEW.draft_id AND person = NEW.posted_by)
        AND (SELECT sum(amount_minor) FROM lines WHERE client_id = NEW.client_id AND seq = NEW.seq AND side = 'debit')
            > (SELECT two_pairs_above_minor FROM policies WHERE client_id = NEW.client_id ORDER BY version DESC LIMIT 1);
    SELECT RAISE(ABORT, 'the entry is above what its approver may approve')
        WHERE (SELECT sum(amount_minor) FROM lines WHERE client_id = NEW.client_id AND seq = NEW.seq AND side = 'debit')
            > (SELECT limit_minor FROM roles WHERE client_id = NEW.client_id AND person = NEW.posted_by);
END;
