CREATE TRIGGER audit_heads_keep BEFORE UPDATE ON audit_heads
    FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('a signed head of the audit trail stays');

CREATE TRIGGER audit_heads_stay BEFORE DELETE ON audit_heads
    FOR EACH ROW EXECUTE FUNCTION writeoff_refuse('a signed head of the audit trail stays');

CREATE TRIGGER audit_heads_whole_table BEFORE TRUNCATE ON audit_heads
    FOR EACH STATEMENT EXECUTE FUNCTION writeoff_refuse('a signed head of the audit trail stays');
