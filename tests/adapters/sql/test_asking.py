"""What a sync asks of each of many entries is found by an index: SQLite says how it would go about each statement."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.books.likeness import Likeness
from assistant.books.plan import KeptPlan, Plan
from assistant.books.remote import DocumentState
from tests.adapters.sql.company import REALM, connect, document
from tests.adapters.sql.pottery import NOON, broken, potteries

Asked = list[tuple[str, Any]]
# What there is more of with every entry, by the names that statements give it (`found`: of the documents). What was
# found in the company is of few entries, and read with it.
GROWING = {
    "entries", "lines", "entry_goods", "stock_moves", "layer_moves", "reserve_moves", "outbox", "remote_documents", "found",
    "remote_plans", "remote_drifts", "remote_attachments", "evidence", "evidence_contents", "likenesses", "drafts", "e", "g", "m",
}  # fmt: skip
OF_FEW = {"ix_entries_brought", "ix_lines_naming"}  # of the rows alone that are asked for
FEW = ("max(seq)", "LIMIT :most", "seq BETWEEN :first AND :last")  # one end of the journal, or a stretch: no plan says so
LOSS = Likeness(NOON.date(), (("MUG", "Shop", Decimal(1)),), 415)
QUESTIONS: dict[str, Callable[[SqlTransaction], object]] = {
    "one entry": lambda books: books.entry("WO-1001"),
    "books about an entry": lambda books: books.books_about(["WO-1001"]),
    "the documents of an entry": lambda books: books.documents(REALM, entry="WO-1001"),
    "the documents in a state": lambda books: books.documents(REALM, states=frozenset({DocumentState.UNKNOWN})),
    "the plan of an entry": lambda books: books.plan_of(REALM, "WO-1001"),
    "what was found for an entry": lambda books: books.found(REALM, "WO-1001"),
    "evidence of an entry": lambda books: books.evidence("WO-1001"),
    "attachments of an entry": lambda books: books.attachments(REALM, "WO-1001"),
    "drifts of an entry": lambda books: books.drifts(REALM, entry="WO-1001"),
    "what is to be sent": lambda books: books.to_send(),
    "the company": lambda books: books.connected(),
    "a document kept": lambda books: books.save_document(document()),
    "a plan kept": lambda books: books.save_plan(KeptPlan(REALM, "WO-1001", Plan(), NOON)),
    "an entry that has left": lambda books: books.sent("WO-1001", at=NOON),
    "an entry of the journal": lambda books: books.books().history.find("WO-1001"),
    "what is left of an entry": lambda books: books.books().history.lines_left("WO-1001"),
    "an entry by what a person wrote": lambda books: books.books().history.numbered("1001"),
    "entries of some days and goods": lambda books: books.books().history.recent(5, items=["MUG"], since=NOON.date()),
    "what a reader is told": lambda books: books.books().history.told(5, "reverse 1001"),
    "entries like another": lambda books: books.books().history.like(LOSS),
    "drafts like another": lambda books: books.books().drafted.like(LOSS),
    "entries of an item": lambda books: books.books().history.of_item("MUG"),
    "what entries name": lambda books: books.books().history.naming(),
    "what moved since": lambda books: books.books().history.moved_since("WO-1001", but_kinds=(), but_numbers=["WO-1"]),
    "what an item has in reserve": lambda books: books.books().history.reserve_of("MUG", "USD"),
}


@pytest.fixture
def kiln(tmp_path: Path) -> Iterator[SqlStore]:
    with potteries(str(tmp_path / "books.db")) as store:
        with store.client("kiln") as books:
            connect(books)
            books.post(broken(books.books(), "1"))
        yield store


@contextmanager
def listening(engine: Engine) -> Iterator[Asked]:
    """Every statement that is run meanwhile, with its values."""
    asked: Asked = []

    def keep(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", keep)


def read_whole(engine: Engine, asked: Asked) -> list[str]:
    """The statements that would read a table from end to end, or all that a client or a company has of what grows."""
    assert asked
    with engine.connect() as connection:
        plans = [
            (statement, str(row.detail))
            for statement, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    whole = [(statement, detail) for statement, detail in plans if reads_all(detail)]
    return [f"{detail}: {statement}" for statement, detail in whole if not any(each in statement for each in FEW)]


def reads_all(detail: str) -> bool:
    if detail.startswith("SCAN "):
        return not re.match(r"SCAN (\d+ )?(CONSTANT|json_each|arm\d)", detail)  # a list of values, or parts of an answer
    found = re.match(r"SEARCH (\w+) .*?(\w+) \((.*)\)$", detail)
    if found is None or found[1] not in GROWING or found[2] in OF_FEW:
        return False
    return set(found[3].split(" AND ")) <= {"client_id=?", "realm=?", "seq<?", "seq>?"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_asked_of_each_entry_is_found_by_an_index(kiln: SqlStore, question: str) -> None:
    with kiln.client("kiln") as books, listening(kiln.engine) as asked:
        QUESTIONS[question](books)
    assert read_whole(kiln.engine, asked) == []


def test_the_queue_is_found_by_an_index(kiln: SqlStore) -> None:
    outbox = SqlOutbox(kiln)
    with listening(kiln.engine) as asked:
        claim = outbox.claim("kiln", worker="worker", now=NOON, lasting=timedelta(minutes=1))
        assert claim is not None
        outbox.later(claim, "WO-1001", due=NOON)
        outbox.done(claim, "WO-1001", at=NOON)
        outbox.release(claim)
        outbox.waiting("kiln")
    assert read_whole(kiln.engine, [each for each in asked if "BEGIN" not in each[0]]) == []


def test_a_table_that_is_read_whole_would_show(kiln: SqlStore) -> None:
    for where, value in {"body = ?": "x", "client_id = ? AND body = 'x'": "kiln"}.items():
        assert read_whole(kiln.engine, [(f"SELECT * FROM remote_documents WHERE {where}", (value,))]) != []
