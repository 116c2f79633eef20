CREATE TABLE changes (
    client_id VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    born VARCHAR DEFAULT md5(random()::text || clock_timestamp()::text) NOT NULL,
    CONSTRAINT pk_changes PRIMARY KEY (client_id, part, key),
    CONSTRAINT fk_changes_client_id FOREIGN KEY (client_id) REFERENCES clients (id)
);

CREATE INDEX ix_changes_n ON changes (client_id, n);

INSERT INTO changes (client_id, part, key, n) SELECT id, 'policies', '', 1 FROM clients;

CREATE FUNCTION writeoff_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched record;
    its_key text := '';
BEGIN
    touched := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    IF TG_ARGV[1] = 'key' THEN
        its_key := touched.key;
    ELSIF TG_ARGV[1] = 'item' THEN
        its_key := touched.item;
    ELSIF TG_ARGV[1] = 'id' THEN
        its_key := touched.id;
    END IF;
    INSERT INTO changes (client_id, part, key, n) VALUES (touched.client_id, TG_ARGV[0], its_key,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = touched.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
    RETURN NULL;
END $$;

CREATE TRIGGER accounts_changed AFTER INSERT OR DELETE OR UPDATE OF position, number, name, full_name, type, detail_type, parent, active, postable, description ON accounts
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('accounts');

CREATE TRIGGER balances_changed AFTER UPDATE OF balance_minor ON accounts
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('balances', 'key');

CREATE TRIGGER items_changed AFTER INSERT OR DELETE OR UPDATE ON items
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('items');

CREATE TRIGGER holdings_changed AFTER INSERT OR DELETE OR UPDATE ON holdings
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('holdings');

CREATE TRIGGER layers_changed AFTER INSERT OR DELETE OR UPDATE ON layers
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('layers', 'item');

CREATE TRIGGER draft_stock_changed AFTER INSERT OR DELETE OR UPDATE ON draft_stock
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('draft_stock', 'item');

CREATE TRIGGER stock_holds_changed AFTER INSERT OR DELETE OR UPDATE ON stock_holds
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('stock_holds', 'item');

CREATE TRIGGER differences_changed AFTER INSERT OR DELETE OR UPDATE ON differences
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('differences');

CREATE TRIGGER policies_changed AFTER INSERT ON policies
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('policies');

CREATE TRIGGER precedents_changed AFTER INSERT OR DELETE OR UPDATE ON precedents
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('precedents', 'id');

CREATE TRIGGER connections_changed AFTER INSERT OR DELETE OR UPDATE OF realm, environment, company, state ON connections
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('connections');

CREATE TRIGGER remote_snapshots_changed AFTER INSERT OR DELETE OR UPDATE ON remote_snapshots
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('remote_snapshots');

CREATE TRIGGER remote_links_changed AFTER INSERT OR DELETE OR UPDATE ON remote_links
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('remote_links');

CREATE TRIGGER remote_found_changed AFTER INSERT OR DELETE OR UPDATE ON remote_found
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('remote_found');

CREATE TRIGGER drafts_changed AFTER INSERT OR DELETE OR UPDATE ON drafts
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('drafts');

CREATE TRIGGER draft_care_changed AFTER INSERT OR DELETE OR UPDATE ON draft_care
    FOR EACH ROW EXECUTE FUNCTION writeoff_changed('draft_care');
