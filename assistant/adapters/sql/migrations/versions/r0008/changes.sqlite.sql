CREATE TABLE changes (
    client_id VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    n BIGINT NOT NULL,
    born VARCHAR DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
    CONSTRAINT pk_changes PRIMARY KEY (client_id, part, key),
    CONSTRAINT fk_changes_client_id FOREIGN KEY (client_id) REFERENCES clients (id)
);

CREATE INDEX ix_changes_n ON changes (client_id, n);

INSERT INTO changes (client_id, part, key, n) SELECT id, 'policies', '', 1 FROM clients;

CREATE TRIGGER accounts_added AFTER INSERT ON accounts BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'accounts', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER accounts_gone AFTER DELETE ON accounts BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'accounts', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER accounts_changed AFTER UPDATE OF position, number, name, full_name, type, detail_type, parent, active, postable, description ON accounts BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'accounts', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER balances_changed AFTER UPDATE OF balance_minor ON accounts BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'balances', NEW.key,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER items_added AFTER INSERT ON items BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'items', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER items_gone AFTER DELETE ON items BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'items', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER items_changed AFTER UPDATE ON items BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'items', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER holdings_added AFTER INSERT ON holdings BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'holdings', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER holdings_gone AFTER DELETE ON holdings BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'holdings', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER holdings_changed AFTER UPDATE ON holdings BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'holdings', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER layers_added AFTER INSERT ON layers BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'layers', NEW.item,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER layers_gone AFTER DELETE ON layers BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'layers', OLD.item,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER layers_changed AFTER UPDATE ON layers BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'layers', NEW.item,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER draft_stock_added AFTER INSERT ON draft_stock BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'draft_stock', NEW.item,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER draft_stock_gone AFTER DELETE ON draft_stock BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'draft_stock', OLD.item,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER draft_stock_changed AFTER UPDATE ON draft_stock BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'draft_stock', NEW.item,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER stock_holds_added AFTER INSERT ON stock_holds BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'stock_holds', NEW.item,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER stock_holds_gone AFTER DELETE ON stock_holds BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'stock_holds', OLD.item,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER stock_holds_changed AFTER UPDATE ON stock_holds BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'stock_holds', NEW.item,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER differences_added AFTER INSERT ON differences BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'differences', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER differences_gone AFTER DELETE ON differences BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'differences', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER differences_changed AFTER UPDATE ON differences BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'differences', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER policies_added AFTER INSERT ON policies BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'policies', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER precedents_added AFTER INSERT ON precedents BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'precedents', NEW.id,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER precedents_gone AFTER DELETE ON precedents BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'precedents', OLD.id,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER precedents_changed AFTER UPDATE ON precedents BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'precedents', NEW.id,
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER connections_added AFTER INSERT ON connections BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'connections', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER connections_gone AFTER DELETE ON connections BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'connections', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER connections_changed AFTER UPDATE OF realm, environment, company, state ON connections BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'connections', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER remote_snapshots_added AFTER INSERT ON remote_snapshots BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'remote_snapshots', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER remote_snapshots_gone AFTER DELETE ON remote_snapshots BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'remote_snapshots', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER remote_snapshots_changed AFTER UPDATE ON remote_snapshots BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'remote_snapshots', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER remote_links_added AFTER INSERT ON remote_links BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'remote_links', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER remote_links_gone AFTER DELETE ON remote_links BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'remote_links', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER remote_links_changed AFTER UPDATE ON remote_links BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'remote_links', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER remote_found_added AFTER INSERT ON remote_found BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'remote_found', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER remote_found_gone AFTER DELETE ON remote_found BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'remote_found', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER remote_found_changed AFTER UPDATE ON remote_found BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'remote_found', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER drafts_added AFTER INSERT ON drafts BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'drafts', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER drafts_gone AFTER DELETE ON drafts BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'drafts', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER drafts_changed AFTER UPDATE ON drafts BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'drafts', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER draft_care_added AFTER INSERT ON draft_care BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'draft_care', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER draft_care_gone AFTER DELETE ON draft_care BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (OLD.client_id, 'draft_care', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = OLD.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;

CREATE TRIGGER draft_care_changed AFTER UPDATE ON draft_care BEGIN
    INSERT INTO changes (client_id, part, key, n) VALUES (NEW.client_id, 'draft_care', '',
        1 + (SELECT coalesce(max(n), 0) FROM changes WHERE client_id = NEW.client_id))
        ON CONFLICT (client_id, part, key) DO UPDATE SET n = excluded.n;
END;
