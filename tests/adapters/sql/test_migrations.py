"""The tables as the migrations make them are the tables as the code knows them, on both databases, and go away again."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from assistant.adapters.sql.engine import REVISIONS, bring_up_to_date, migrate, open_engine
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.adapters.sql.tables import (
    clients,
    desk,
    drafts,
    evidence,
    goods,
    identity,
    journal,
    likenesses,
    outbox,
    precedents,
    remote,
    working,
)
from assistant.adapters.sql.tables.base import INSTALLATION, METADATA
from assistant.books.plan import KeptPlan, Plan
from assistant.books.remote import DocumentState, Link, LinkKind, Links
from assistant.errors import BooksUnavailable
from tests.adapters.sql.company import SNAPSHOT, connect
from tests.adapters.sql.pottery import KILN, NOON, broken, draft_of, usd
from tests.adapters.sql.test_evidence import PHOTO, file_of
from tests.adapters.sql.test_precedents import CONFIRMATION, PRECEDENT

# Imported, so that METADATA knows their tables.
KNOWN = (clients, desk, identity, drafts, goods, journal, likenesses, outbox, precedents, evidence, remote, working)
POSTED = ("entry_goods", "layer_moves", "lines", "reserve_moves", "stock_moves")
KEPT = (
    *POSTED, "audit_events", "audit_heads", "policies", "texts", "evidence", "evidence_contents", "remote_documents",
    "remote_plans", "draft_hands", "evidence_shows", "evidence_waivers",
)  # fmt: skip
OF_CLIENTS = {name for name, table in METADATA.tables.items() if "client_id" in table.c}
BESIDE_ANOTHER = {*POSTED, "changes"}  # rows that only come with another of their client
TRIGGERS = {
    *(f"{table}_whose" for table in OF_CLIENTS),
    *(f"{table}_{what}" for table in KEPT for what in ("keep", "stay")),
    *(f"{table}_open" for table in POSTED),
    "entries_next", "entries_keep", "entries_seal", "entries_eyes", "entries_stay", "layer_moves_enough", "audit_events_next",
    "policies_next",
    "remote_documents_forward", "outbox_stay",
}  # fmt: skip
# What is counted when a row of a part of the books is added, changed or gone; on PostgreSQL by one trigger for all three.
COUNTED = (
    "accounts", "items", "holdings", "layers", "draft_stock", "stock_holds", "differences", "precedents", "connections",
    "remote_snapshots", "remote_links", "remote_found", "drafts", "draft_care",
)  # fmt: skip
OF_THE_DIALECT = {
    "sqlite": {
        "texts_once", "balances_changed", "policies_added",
        *(f"{table}_{what}" for table in COUNTED for what in ("added", "changed", "gone")),
        *(f"{table}_client" for table in OF_CLIENTS - BESIDE_ANOTHER),
    },
    "postgresql": {
        "balances_changed", "policies_changed", *(f"{table}_changed" for table in COUNTED),
        "entries_whole", "entries_whole_table", "outbox_whole_table", *(f"{table}_whole_table" for table in KEPT),
    },
}  # fmt: skip
TRIGGERS_OF = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.fixture
def engine(books_url: str) -> Iterator[Engine]:
    engine, _ = open_engine(books_url)
    yield engine
    engine.dispose()


# SQLite does not tell what an index of an expression is of: that one is compared on PostgreSQL.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index ix_drafts_open_by_amount")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index 'ix_drafts_open_by_amount'")
def test_the_tables_made_are_the_tables_known(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": "migrations"})
        assert compare_metadata(context, METADATA) == []


def test_the_checks_made_are_the_checks_known(engine: Engine) -> None:
    """alembic compares no checks."""
    with engine.connect() as connection:
        found = {name: {check["name"] for check in inspect(connection).get_check_constraints(name)} for name in METADATA.tables}
    known = {
        name: {constraint.name for constraint in table.constraints if str(constraint.name).startswith("ck_")}
        for name, table in METADATA.tables.items()
    }
    assert found == known


def test_every_trigger_is_there_at_head(engine: Engine) -> None:
    dialect = engine.dialect.name
    with engine.connect() as connection:
        found = set(connection.execute(text(TRIGGERS_OF[dialect])).scalars())
    assert found == TRIGGERS | OF_THE_DIALECT[dialect]


def test_every_table_of_clients_shows_its_rows_to_who_named_the_client(engine: Engine) -> None:
    """By a policy that holds for the owner of the tables too. SQLite has none."""
    if engine.dialect.name == "sqlite":
        return
    walled = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
    with engine.connect() as connection:
        assert set(connection.execute(text(walled)).scalars()) == OF_CLIENTS
        found = connection.execute(text("SELECT tablename, policyname, cmd FROM pg_policies ORDER BY 1, 2"))
        policies = {(row.tablename, row.policyname, row.cmd) for row in found}
    further = {("roles", "of_person", "SELECT"), ("policies", "of_person", "SELECT")}
    assert policies == {(table, "of_client", "ALL") for table in OF_CLIENTS} | further


def test_every_key_starts_with_the_client() -> None:
    others = {name: [column.name for column in table.primary_key] for name, table in METADATA.tables.items()}
    assert {name: key for name, key in others.items() if key[0] != "client_id"} == {
        "clients": ["id"], "people": ["name"], "logins": ["person"], "invitations": ["token_hash"], "sessions": ["id_hash"],
        "tokens": ["id"], "attempts": ["bucket"],
    }  # fmt: skip
    assert set(INSTALLATION) == {
        "clients", "people", "logins", "invitations", "sessions", "tokens", "attempts", "migrations",
    }  # fmt: skip


def test_money_and_quantities_are_whole_numbers() -> None:
    columns = [column for table in METADATA.tables.values() for column in table.c]
    assert [str(column) for column in columns if column.type.python_type is float] == ["drafts.confidence"]
    units = [column for column in columns if column.name.endswith(("_minor", "_micro"))]
    assert {str(column.type) for column in units} == {"BIGINT"}


def test_the_program_knows_every_migration_by_name() -> None:
    config = Config()
    config.set_main_option("script_location", "assistant.adapters.sql:migrations")
    script = ScriptDirectory.from_config(config)
    assert tuple(revision.revision for revision in script.walk_revisions())[::-1] == REVISIONS


@pytest.mark.parametrize("filled", [False, True])
def test_down_and_up_again(books_url: str, filled: bool) -> None:
    engine, place = open_engine(books_url)
    store = SqlStore(engine, place)
    store.add_client(KILN, by="ann", at=NOON)
    if filled:
        with store.client("kiln") as books:
            draft_of(books)
            books.post(broken(books.books(), "3"))
    with engine.begin() as connection:
        migrate(connection, "base")
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == ["migrations"]
        if engine.dialect.name == "postgresql":
            assert connection.execute(text("SELECT count(*) FROM pg_proc WHERE proname LIKE 'writeoff%'")).scalar() == 0
    bring_up_to_date(engine, place)
    assert store.clients() == ()
    store.add_client(KILN, by="ann", at=NOON)
    engine.dispose()


def test_books_from_before_they_learned_go_on(books_url: str) -> None:
    """Down to the first tables, what was learned is gone and all else stays; up again, approvals teach anew."""
    engine, place = open_engine(books_url)
    store = SqlStore(engine, place)
    store.add_client(KILN, by="ann", at=NOON)
    with store.client("kiln") as books:
        books.confirm(PRECEDENT, CONFIRMATION)
    with engine.begin() as connection:
        migrate(connection, "0001")
    with engine.connect() as connection:
        assert not {"precedents", "confirmations"} & set(inspect(connection).get_table_names())
    engine.dispose()
    with closing(open_books(books_url)) as again, again.client("kiln") as books:
        assert books.books() == KILN
        assert books.confirm(PRECEDENT, CONFIRMATION).times == 1


def test_books_that_sent_journal_entries_go_on_with_plans(books_url: str) -> None:
    """Up, accounts that were matched wait for a person, and what was sent is as it was; down, it still is."""
    engine, place = open_engine(books_url)
    store = SqlStore(engine, place)
    store.add_client(KILN, by="ann", at=NOON)
    states = ("queued", "sent", "unknown", "done", "held", "failed")
    with store.client("kiln") as books:
        for n, _ in enumerate(states):
            books.post(broken(books.books(), "1", number=f"WO-{1001 + n}"))
    with engine.begin() as connection:
        migrate(connection, "0005")
        connection.execute(text("INSERT INTO remote_accounts VALUES ('kiln', '9130', '1200', '81', 'Inventory')"))
        for n, state in enumerate(states):
            sent = f"'JournalEntry', 'r{n}', 'n{n}', 'body', '{state}', '', '', '', '', 1, '{NOON}'"
            row = f"'kiln', '9130', 'WO-{1001 + n}', 1, {sent}"
            connection.execute(text(f"INSERT INTO remote_documents VALUES ({row})".replace(":", r"\:")))
    bring_up_to_date(engine, place)
    later = (DocumentState.UNCOSTED, DocumentState.THEIRS, DocumentState.AWAITING_MANUAL, DocumentState.DELETED)
    with store.client("kiln") as books:
        assert books.links("9130") == Links((Link(LinkKind.ACCOUNT, "1200", "81", "Inventory"),))
        documents = books.documents("9130")
        assert [(each.state, each.body, each.number) for each in documents] == [
            (s, "body", f"n{n}") for n, s in enumerate(states)
        ]
        assert books.to_send() == tuple(f"WO-{1001 + n}" for n, _ in enumerate(states))
        for each, state in zip((documents[1], documents[0], documents[4], documents[3]), later, strict=True):
            books.save_document(replace(each, state=state, cost=usd("4.15"), cost_read_at=NOON))
        connect(books)
        books.save_plan(KeptPlan("9130", "WO-1001", Plan(), NOON))
        books.add_evidence(file_of(PHOTO), PHOTO)
    with engine.begin() as connection:
        migrate(connection, "0005")
        found = connection.execute(text("SELECT state FROM remote_documents ORDER BY entry")).scalars().all()
        assert found == ["done", "done", "unknown", "failed", "held", "failed"]
        accounts = connection.execute(text("SELECT account, remote_id FROM remote_accounts ORDER BY account"))
        assert [tuple(row) for row in accounts] == [("1200", "81"), ("5050", "82")]
    engine.dispose()
    with closing(open_books(books_url)) as again, again.client("kiln") as books:
        assert [each.number for each in books.documents("9130")] == [f"n{n}" for n, _ in enumerate(states)]
        assert [entry.number for entry in books.books().history.entries] == list(books.to_send())
        assert books.sums_that_differ() == ()


def test_a_pull_from_before_knows_by_its_clock_which_entries_came_later(books_url: str) -> None:
    engine, place = open_engine(books_url)
    store = SqlStore(engine, place)
    store.add_client(KILN, by="ann", at=NOON)
    with store.client("kiln") as books:
        connect(books)
        for n, hours in enumerate((-1, 0, 1)):
            entry = broken(books.books(), "1", number=f"WO-{1001 + n}")
            books.post(replace(entry, posted_at=NOON + timedelta(hours=hours)))
    with engine.begin() as connection:
        migrate(connection, "0007")
    engine.dispose()
    with closing(open_books(books_url)) as again, again.client("kiln", reads=True) as books:
        known = books.connected()
        assert known is not None
        assert (known.snapshot, known.unknown_from) == (SNAPSHOT, "WO-1003")


def test_books_of_a_newer_program_are_left_alone(books_url: str) -> None:
    engine, _ = open_engine(books_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE migrations SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(BooksUnavailable, match="newer version of this program") as refused:
        open_engine(books_url)
    assert refused.value.remedy == "Install the newer version, or name other books."


def test_another_programs_tables_are_left_alone(books_url: str) -> None:
    engine, _ = open_engine(books_url)
    with engine.begin() as connection:
        migrate(connection, "base")
        connection.execute(text("DROP TABLE migrations"))
        connection.execute(text("CREATE TABLE songs (title VARCHAR)"))
    engine.dispose()
    with pytest.raises(BooksUnavailable, match="tables of another program"):
        open_engine(books_url)
