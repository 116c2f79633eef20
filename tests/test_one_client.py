"""A statement without its client is found, in whatever shape it is written."""

import pytest

from tests.one_client import without_client


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        ("SELECT seq FROM entries", ["entries"]),
        ("SELECT client_id, seq FROM entries ORDER BY client_id", ["entries"]),
        ("SELECT max(seq) FROM entries WHERE client_id = :client", []),
        ("SELECT id FROM clients ORDER BY id", []),
        ("DELETE FROM draft_stock WHERE draft_id = 'client_id = x'", ["draft_stock"]),
        ("UPDATE accounts SET balance_minor = 0 WHERE key = '1200'", ["accounts"]),
        ("UPDATE accounts SET balance_minor = 0 WHERE accounts.client_id = %(client_id_1)s", []),
        ("INSERT INTO counters (name, last) VALUES ('text', 1)", ["counters"]),
        ("INSERT INTO counters (client_id, name, last) VALUES (?, ?, ?), (?, ?, ?)", []),
        ("INSERT INTO counters (client_id, name, last) SELECT client_id, person, 1 FROM roles", ["roles"]),
        ("SELECT l.account FROM entries e JOIN lines l ON l.seq = e.seq WHERE e.client_id = ?", ["lines"]),
        ("SELECT l.account FROM entries e JOIN lines l ON l.client_id = e.client_id AND l.seq = e.seq WHERE e.client_id = ?", []),
        ("SELECT 1 FROM drafts WHERE client_id IN (?, ?) AND (client_id, id) NOT IN (SELECT client_id, draft_id FROM draft_care)",
         ["draft_care"]),
        ("SELECT * FROM (SELECT n FROM drafts) AS found JOIN drafts d ON d.client_id = found.client_id", ["drafts"]),
        ("SELECT 1 FROM drafts WHERE client_id = ? UNION ALL SELECT 1 FROM texts", ["texts"]),
        ("SELECT (SELECT max(seq) FROM audit_events WHERE client_id = clients.id) FROM clients WHERE id IN (?)", []),
        ("SELECT id FROM drafts WHERE (client_id || '') = :client AND state IN ('waiting')", []),
        ("SELECT item FROM layers WHERE client_id = ? AND id IN (SELECT layer FROM layer_moves WHERE seq = 1)", ["layer_moves"]),
        ("PRAGMA table_info(entries)", []),
    ],
)  # fmt: skip
def test_what_is_asked_of_all_clients_is_found(statement: str, tables: list[str]) -> None:
    assert sorted(without_client(statement)) == tables
