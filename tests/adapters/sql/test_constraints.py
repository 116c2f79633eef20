"""What the code asserts, the database refuses: plain SQL against both, as a person with a console would write it."""

from dataclasses import replace

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from assistant.adapters.sql.seeing import see
from assistant.adapters.sql.store import SqlStore
from assistant.books.plan import KeptPlan, Plan
from assistant.books.remote import DocumentState
from tests.adapters.sql.company import REALM, document
from tests.adapters.sql.pottery import NOON, broken
from tests.adapters.sql.test_evidence import PHOTO, file_of

OPEN_ENTRY = (
    "INSERT INTO entries (client_id, seq, id, number, entry_date, kind, reason, memo, text, currency, posted_by, brought, sealed)"
    " VALUES ('kiln', 1002, 'x', 'WO-1002', '2026-11-20', 'write_off', 'lost', '', '', 'USD', 'eve', false, false)"
)
LINE = "INSERT INTO lines VALUES ('kiln', {}, {}, '{}', '{}', {}, 'loss', '', '')"
SEAL = "UPDATE entries SET sealed = true WHERE client_id = 'kiln' AND seq = 1002"
MOVE = (
    "INSERT INTO stock_moves (client_id, seq, n, item, location, account, quantity_micro, value_minor, stated_value)"
    " VALUES ('kiln', 1002, 1, 'MUG', 'Shop', '1200', -1000000, -415, false)"
)
LAYER_MOVE = (
    "INSERT INTO layer_moves (client_id, seq, n, m, item, location, layer, quantity_micro, value_minor, unit_cost)"
    " VALUES ('kiln', 1002, 1, 1, 'MUG', 'Shop', 'MUG@Shop#1', {}, {}, '4.15')"
)
AUDIT = (
    "INSERT INTO audit_events (client_id, seq, at, who, what, subject, detail, previous, hash)"
    " VALUES ('kiln', {}, '2026-11-21T12:00:00+00:00', 'eve', 'x', 'x', '{{}}', '{}', 'h')"
)

POLICY = (
    "INSERT INTO policies (client_id, version, document, set_by, set_at)"
    " VALUES ('kiln', 9, '{}', 'eve', '2026-11-21T12:00:00+00:00')"
)


def run(store: SqlStore, *statements: str) -> None:
    """At a console that may see the rows of both."""
    with store.engine.begin() as connection:
        see(connection, ("kiln", "forge"))
        for statement in statements:
            connection.execute(text(statement.replace(":", r"\:")))


def refused(store: SqlStore, *statements: str) -> str:
    """What the database says; the books are as before."""
    with store.client("kiln", reads=True) as books:
        before = books.books(), books.events()
    with pytest.raises((IntegrityError, ProgrammingError)) as refusal:
        run(store, *statements)
    with store.client("kiln", reads=True) as books:
        assert (books.books(), books.events()) == before
    assert isinstance(refusal.value, IntegrityError) or isinstance(refusal.value.orig, InsufficientPrivilege), refusal.value
    return str(refusal.value.orig)


def test_a_whole_entry_in_plain_sql_is_taken(store: SqlStore) -> None:
    whole = (OPEN_ENTRY, LINE.format(1002, 1, "debit", "5050", 500), LINE.format(1002, 2, "credit", "1200", 500), SEAL)
    run(store, *(statement.replace("1002", "1001") for statement in whole))
    with store.client("kiln") as books:
        assert [entry.number for entry in books.books().history.entries] == ["WO-1001"]


# ── An entry is whole ────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_that_does_not_balance(posted: SqlStore) -> None:
    one_cent_out = (LINE.format(1002, 1, "debit", "5050", 500), LINE.format(1002, 2, "credit", "1200", 499))
    assert "debits differ from credits" in refused(posted, OPEN_ENTRY, *one_cent_out, SEAL)


@pytest.mark.parametrize(
    "line",
    [
        LINE.format(1002, 1, "both", "5050", 500),
        LINE.format(1002, 1, "debit", "5050", 0),
        LINE.format(1002, 1, "debit", "5050", -500),
        LINE.format(1002, 1, "debit", "9999", 500),
        LINE.format(1009, 1, "debit", "5050", 500),
    ],
    ids=["one side", "not zero", "not negative", "an account", "an entry"],
)
def test_a_line_has_one_side_a_positive_amount_an_account_and_an_entry(posted: SqlStore, line: str) -> None:
    refused(posted, OPEN_ENTRY, line)


def test_an_entry_that_is_left_open_stops_the_next(store: SqlStore) -> None:
    first = OPEN_ENTRY.replace("1002", "1001")
    if store.engine.dialect.name == "postgresql":
        assert "not sealed" in refused(store, first)  # at the end of the transaction
    else:
        assert "not sealed" in refused(store, first, OPEN_ENTRY.replace("'x'", "'y'"), SEAL)


def test_an_entry_that_comes_sealed(posted: SqlStore) -> None:
    assert "sealed once it is whole" in refused(posted, OPEN_ENTRY.replace("false, false", "false, true"))


# ── Numbers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seq", [1, 1000, 1001, 1003, 5000])
def test_entries_are_numbered_without_gaps(posted: SqlStore, seq: int) -> None:
    refused(posted, OPEN_ENTRY.replace("1002", str(seq)))


def test_the_first_number_is_1001(store: SqlStore) -> None:
    assert "without gaps" in refused(store, OPEN_ENTRY)


def test_a_number_that_is_not_its_place(posted: SqlStore) -> None:
    assert "numbered_by_place" in refused(posted, OPEN_ENTRY.replace("WO-1002", "WO-1003"))


def test_a_second_entry_for_a_draft(posted: SqlStore) -> None:
    again = OPEN_ENTRY.replace("posted_by,", "draft_id, posted_by,").replace("'eve',", "'D-1', 'eve',")
    assert "draft_id" in refused(posted, again)


def test_another_currency_than_the_clients(posted: SqlStore) -> None:
    refused(posted, OPEN_ENTRY.replace("'USD'", "'EUR'"))


# ── What is posted stays ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET memo = 'better'",
        "UPDATE entries SET sealed = false",
        "UPDATE entries SET client_id = 'forge'",
        "DELETE FROM entries",
        "UPDATE lines SET amount_minor = amount_minor + 1",
        "DELETE FROM lines",
        LINE.format(1001, 3, "debit", "5050", 1),
        "UPDATE stock_moves SET quantity_micro = 0",
        "DELETE FROM stock_moves",
        "UPDATE layer_moves SET value_minor = 0",
        "DELETE FROM layer_moves",
        "UPDATE entry_goods SET quantity_micro = 1",
        "DELETE FROM entry_goods",
        MOVE.replace("1002, 1", "1001, 2"),
        LAYER_MOVE.format(-1000000, -415).replace("1002, 1, 1", "1001, 1, 2"),
        "INSERT INTO entry_goods VALUES ('kiln', 1001, 2, 'MUG', 'Shop', 1)",
        "INSERT INTO reserve_moves VALUES ('kiln', 1001, 1, 'MUG', 1, 1)",
    ],
)
def test_nothing_posted_is_added_to_changed_or_deleted(posted: SqlStore, statement: str) -> None:
    assert "never changed" in refused(posted, statement)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit_events SET who = 'ann'", "only added to"),
        ("DELETE FROM audit_events", "only added to"),
        (AUDIT.format(3, "0" * 64), "follows the one before"),
        (AUDIT.format(2, "0" * 64), "follows the one before"),
        ("UPDATE texts SET document = '{}'", "stays as typed"),
        ("DELETE FROM texts", "as typed"),
        ("UPDATE policies SET document = '{}'", "followed by another"),
        ("DELETE FROM policies", "followed by another"),
        (POLICY, "follows the one before"),
    ],
)
def test_what_was_done_said_or_settled_is_only_added_to(posted: SqlStore, statement: str, says: str) -> None:
    assert says in refused(posted, statement)


@pytest.mark.parametrize("table", ["entries", "lines", "stock_moves", "layer_moves", "audit_events", "texts", "policies"])
def test_no_table_is_emptied_or_replaced(posted: SqlStore, table: str) -> None:
    if posted.engine.dialect.name == "postgresql":
        refused(posted, f"TRUNCATE {table} CASCADE")
    else:
        refused(posted, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        refused(posted, f"UPDATE OR REPLACE {table} SET client_id = client_id")


# ── Stock ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("micro", "minor"), [(-7000001, -100), (-1000000, -99999)], ids=["units", "value"])
def test_a_move_that_takes_more_than_a_layer_has(posted: SqlStore, micro: int, minor: int) -> None:
    assert "more would leave than is on hand" in refused(posted, OPEN_ENTRY, MOVE, LAYER_MOVE.format(micro, minor))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE layers SET quantity_micro = -1 WHERE client_id = 'kiln' AND id = 'MUG@Shop#1'",
        "INSERT INTO draft_stock VALUES ('kiln', 'D-1', 9, 'MUG', 'Shop', 0)",
        "INSERT INTO draft_stock VALUES ('kiln', 'D-7', 1, 'MUG', 'Shop', 1)",
        "INSERT INTO holdings VALUES ('kiln', 'JUG', 'Shop', 9, '1200', true)",
        "INSERT INTO holdings VALUES ('kiln', 'MUG', 'Attic', 9, '9999', true)",
    ],
)
def test_stock_is_never_below_zero_and_always_of_something_somewhere(posted: SqlStore, statement: str) -> None:
    refused(posted, statement)


# ── A client's own ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("client", ["NULL", "''", "'nobody'"])
@pytest.mark.parametrize(
    "statement",
    [
        OPEN_ENTRY.replace("1002", "1001"),
        LINE.format(1001, 3, "debit", "5050", 1),
        AUDIT.format(1, "0" * 64),
        "INSERT INTO counters VALUES ('kiln', 'x', 1)",
        "INSERT INTO items VALUES ('kiln', 'JUG', 9, '', 'Jug', 'each', NULL, NULL)",
        "INSERT INTO roles VALUES ('kiln', 'ann', 'owner', NULL)",
    ],
)
def test_a_row_belongs_to_a_client(posted: SqlStore, statement: str, client: str) -> None:
    refused(posted, statement.replace("'kiln'", client, 1))


# ── The company ──────────────────────────────────────────────────────────────────────────────────────────────────────

DOCUMENT = "UPDATE remote_documents SET {} WHERE client_id = 'kiln'"


@pytest.fixture
def sent(store: SqlStore, request: pytest.FixtureRequest) -> SqlStore:
    """Books whose one entry went out: a plan, a document in the state of the parameter, a file."""
    with store.client("kiln") as books:
        books.post(broken(books.books(), "3"))
        books.save_plan(KeptPlan(REALM, "WO-1001", Plan(), NOON))
        books.save_document(replace(document(), state=DocumentState(request.param)))
        books.add_evidence(file_of(PHOTO), PHOTO)
    return store


@pytest.mark.parametrize("sent", ["sent", "unknown", "done", "uncosted"], indirect=True)
def test_what_was_sent_stays_as_it_was_sent(sent: SqlStore) -> None:
    for change in ("kind = 'Task'", "request_id = 'x'", "number = 'x'", "body = '{}'", "part = 2", "realm = '9131'"):
        assert "stays as it was sent" in refused(sent, DOCUMENT.format(change))
    assert "stays as it was sent" in refused(sent, "DELETE FROM remote_documents")
    run(sent, DOCUMENT.format("says = 'x', attempts = 9, remote_id = '5', sync_token = '1'"))


@pytest.mark.parametrize("sent", ["done", "uncosted"], indirect=True)
def test_what_is_there_does_not_go_back(sent: SqlStore) -> None:
    for state in ("queued", "sent", "unknown", "held", "failed", "awaiting_manual", "theirs"):
        assert "is or may be there" in refused(sent, DOCUMENT.format(f"state = '{state}'"))
    for state in ("changed", "deleted"):
        run(sent, DOCUMENT.format(f"state = '{state}'"))


@pytest.mark.parametrize("sent", ["unknown"], indirect=True)
def test_what_may_be_there_is_not_waiting_to_be_sent(sent: SqlStore) -> None:
    for state in ("queued", "held", "awaiting_manual", "theirs"):
        assert "is or may be there" in refused(sent, DOCUMENT.format(f"state = '{state}'"))
    run(sent, DOCUMENT.format("state = 'sent'"), DOCUMENT.format("state = 'unknown'"), DOCUMENT.format("state = 'failed'"))


@pytest.mark.parametrize("sent", ["queued", "held", "failed"], indirect=True)
def test_what_is_certainly_not_there_may_be_made_anew_or_dropped(sent: SqlStore) -> None:
    run(sent, DOCUMENT.format("kind = 'Task', request_id = 'x', number = 'x', body = '{}'"), "DELETE FROM remote_documents")


@pytest.mark.parametrize("sent", ["done"], indirect=True)
def test_a_posted_entry_keeps_its_plan_its_place_in_the_outbox_and_its_evidence(sent: SqlStore) -> None:
    for statement, says in {
        "DELETE FROM remote_plans": "stays its own",
        "UPDATE remote_plans SET entry = 'WO-1002'": "stays its own",
        "UPDATE remote_plans SET realm = 'x'": "stays its own",
        "DELETE FROM outbox": "stays to be sent",
        "DELETE FROM evidence": "as evidence stays",
        "UPDATE evidence SET name = 'x'": "as evidence stays",
        "DELETE FROM evidence_contents": "as evidence stays",
        "UPDATE evidence_contents SET content = ''": "as evidence stays",
    }.items():
        assert says in refused(sent, statement), statement
    for table in ("remote_documents", "remote_plans", "outbox", "evidence", "evidence_contents"):
        if sent.engine.dialect.name == "postgresql":
            refused(sent, f"TRUNCATE {table} CASCADE")
        else:
            refused(sent, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("sent", ["queued"], indirect=True)
def test_what_is_kept_of_the_company_is_of_something(sent: SqlStore) -> None:
    for statement in (
        DOCUMENT.format("state = 'lost'"),
        DOCUMENT.format("part = 0"),
        "INSERT INTO remote_links VALUES ('kiln', '1', 'account', '1200', NULL, NULL, '81', '', '', NULL)",
        "INSERT INTO remote_links VALUES ('kiln', '1', 'account', '1200', '5050', NULL, '81', '', '', NULL)",
        "INSERT INTO remote_links VALUES ('kiln', '1', 'vendor', 'Acme', NULL, 'MUG', '81', '', '', NULL)",
        "INSERT INTO remote_links VALUES ('kiln', '1', 'pet', 'Rex', NULL, NULL, '81', '', '', NULL)",
        "INSERT INTO remote_links VALUES ('kiln', '1', 'vendor', 'Acme', NULL, NULL, '81', '', 'ann', NULL)",
        "INSERT INTO evidence VALUES ('kiln', 'D-1', 'nothing', 9, '', '', 1, '', '2026-11-21T12:00:00+00:00')",
        "INSERT INTO remote_plans VALUES ('kiln', '1', 'WO-1009', '{}')",
    ):
        assert refused(sent, statement), statement
