DROP TRIGGER accounts_changed ON accounts;

DROP TRIGGER balances_changed ON accounts;

DROP TRIGGER items_changed ON items;

DROP TRIGGER holdings_changed ON holdings;

DROP TRIGGER layers_changed ON layers;

DROP TRIGGER draft_stock_changed ON draft_stock;

DROP TRIGGER stock_holds_changed ON stock_holds;

DROP TRIGGER differences_changed ON differences;

DROP TRIGGER policies_changed ON policies;

DROP TRIGGER precedents_changed ON precedents;

DROP TRIGGER connections_changed ON connections;

DROP TRIGGER remote_snapshots_changed ON remote_snapshots;

DROP TRIGGER remote_links_changed ON remote_links;

DROP TRIGGER remote_found_changed ON remote_found;

DROP TRIGGER drafts_changed ON drafts;

DROP TRIGGER draft_care_changed ON draft_care;

DROP FUNCTION writeoff_changed();
