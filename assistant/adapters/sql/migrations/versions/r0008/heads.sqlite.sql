CREATE TRIGGER audit_heads_keep BEFORE UPDATE ON audit_heads BEGIN
    SELECT RAISE(ABORT, 'a signed head of the audit trail stays');
END;

CREATE TRIGGER audit_heads_stay BEFORE DELETE ON audit_heads BEGIN
    SELECT RAISE(ABORT, 'a signed head of the audit trail stays');
END;
