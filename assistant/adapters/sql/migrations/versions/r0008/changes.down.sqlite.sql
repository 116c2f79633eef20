DROP TRIGGER accounts_added;

DROP TRIGGER accounts_gone;

DROP TRIGGER accounts_changed;

DROP TRIGGER balances_changed;

DROP TRIGGER items_added;

DROP TRIGGER items_gone;

DROP TRIGGER items_changed;

DROP TRIGGER holdings_added;

DROP TRIGGER holdings_gone;

DROP TRIGGER holdings_changed;

DROP TRIGGER layers_added;

DROP TRIGGER layers_gone;

DROP TRIGGER layers_changed;

DROP TRIGGER draft_stock_added;

DROP TRIGGER draft_stock_gone;

DROP TRIGGER draft_stock_changed;

DROP TRIGGER stock_holds_added;

DROP TRIGGER stock_holds_gone;

DROP TRIGGER stock_holds_changed;

DROP TRIGGER differences_added;

DROP TRIGGER differences_gone;

DROP TRIGGER differences_changed;

DROP TRIGGER policies_added;

DROP TRIGGER precedents_added;

DROP TRIGGER precedents_gone;

DROP TRIGGER precedents_changed;

DROP TRIGGER connections_added;

DROP TRIGGER connections_gone;

DROP TRIGGER connections_changed;

DROP TRIGGER remote_snapshots_added;

DROP TRIGGER remote_snapshots_gone;

DROP TRIGGER remote_snapshots_changed;

DROP TRIGGER remote_links_added;

DROP TRIGGER remote_links_gone;

DROP TRIGGER remote_links_changed;

DROP TRIGGER remote_found_added;

DROP TRIGGER remote_found_gone;

DROP TRIGGER remote_found_changed;

DROP TRIGGER drafts_added;

DROP TRIGGER drafts_gone;

DROP TRIGGER drafts_changed;

DROP TRIGGER draft_care_added;

DROP TRIGGER draft_care_gone;

DROP TRIGGER draft_care_changed;
