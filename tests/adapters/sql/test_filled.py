"""Books with something of everything, in either database: every page, copies made while others write, the way down and up."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from assistant.adapters.sql.copies import back_up, load, opened
from assistant.adapters.sql.engine import REVISIONS, bring_up_to_date, migrate
from assistant.adapters.sql.store import open_books
from assistant.bookkeeping.copying import proofs, record_restored, refuse_amiss
from assistant.errors import BooksUnavailable, RefusedByBooks, WrongUsage
from tests.adapters.sql.filled import Rows, as_far_as, filled, rows_of
from tests.adapters.sql.pottery import NOON
from tests.conftest import new_database
from tests.one_client import OF_CLIENTS, Listening
from tests.surfaces.api.calling import program
from tests.surfaces.firm import ADA, CAFE, CAL, HARDWARE
from tests.surfaces.matrix import DOOR, SAFE, Matrix

ENDED = {("sessions", "ended_at"), ("invitations", "used_at"), ("tokens", "ended_at")}
ANEW = {*ENDED, ("changes", "born")}
# What no such day leaves behind.
EMPTY = {"remote_found", "remote_drifts", "remote_attachments", "company_paces", "outbox_claims", "reserve_moves"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        return str(tmp_path_factory.mktemp("filled") / "firm.db")
    return new_database(request.getfixturevalue("postgres"), "filled")


@pytest.fixture(scope="module")
def desk(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Matrix]:
    made = filled(address, tmp_path_factory.mktemp("desk"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def copy(desk: Matrix, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made while two others write."""
    file = tmp_path_factory.mktemp("copies") / "copy.db"
    done = threading.Event()

    def write() -> None:
        caller = program(desk.firm, CAL)
        while not done.is_set():
            caller.post("texts", {"text": "write off 2 mugs, dropped in the store"})

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        back_up(desk.firm.store, file)
    finally:
        done.set()
        for writer in writers:
            writer.join()
    return file


def test_every_page_says_whose_rows_it_asks_for(desk: Matrix, statements: Listening) -> None:
    """Each statement that brought it is held to that by the tests' own ear; together they name every table of clients."""
    for method, path in desk.routes():
        if method in SAFE and "{token}" not in path and "{job}" not in path:
            assert desk.answered(method, path, ADA) in ("200", "303", "422", DOOR), path
    assert OF_CLIENTS - statements.named() <= {"company_paces"}  # of companies that have a pace, as a practice company has none


def test_a_copy_made_while_others_write_is_whole_and_restores_into_either_database(
    desk: Matrix, copy: Path, postgres: str, tmp_path: Path
) -> None:
    with opened(copy) as kept:
        found, rows = proofs(kept), rows_of(kept.engine)
    assert [(proof.client, proof.amiss) for proof in found] == [(HARDWARE, ()), (CAFE, ())]
    assert {name for name in OF_CLIENTS if not rows[name]} <= EMPTY
    assert (copy.stat().st_mode & 0o777, [file.name for file in copy.parent.iterdir()]) == (0o600, ["copy.db"])
    for address in (str(tmp_path / "again.db"), new_database(postgres, "again")):
        with closing(open_books(address)) as store, opened(copy) as kept:
            load(kept, store, at=NOON)
            back = rows_of(store.engine)
            assert all(row[ended] for table, ended in ENDED for row in back[table])
            assert not {row["born"] for row in back["changes"]} & {row["born"] for row in rows["changes"]}
            assert _alike(back) == _alike(rows)
            assert proofs(store) == found
            with store.client(HARDWARE) as books, pytest.raises(Exception, match="never changed"):
                books.connection.execute(text("UPDATE lines SET amount_minor = 1 WHERE client_id = 'corner-hardware'"))
            record_restored(store, found, file="copy.db", by=ADA, at=NOON)
            with store.client(HARDWARE, reads=True) as books:
                assert (books.events()[-1].what, books.hold_against_trail().faults) == ("books.restored", ())
            with pytest.raises(RefusedByBooks, match="not empty"):
                load(kept, store, at=NOON)


def _alike(rows: Rows) -> Rows:
    """As either database tells them: moments by their text in UTC, yes and no as numbers; without what a restore changes."""
    return {
        name: sorted(({key: _value(row[key]) for key in row if (name, key) not in ANEW} for row in each), key=repr)
        for name, each in rows.items()
    }


def _value(value: object) -> str:
    if isinstance(value, datetime):
        value = value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(int(value) if isinstance(value, bool) else value)


def test_no_copy_takes_the_place_of_another_and_a_damaged_one_is_not_brought_back(
    desk: Matrix, copy: Path, tmp_path: Path
) -> None:
    with pytest.raises(WrongUsage, match="already"):
        back_up(desk.firm.store, copy)
    with pytest.raises(WrongUsage, match="no folder"):
        back_up(desk.firm.store, tmp_path / "nowhere" / "copy.db")
    other = tmp_path / "damaged.db"
    with closing(sqlite3.connect(copy)) as there, closing(sqlite3.connect(other)) as here:
        there.backup(here)
        here.executescript("DROP TRIGGER lines_keep; UPDATE lines SET amount_minor = amount_minor + 1 WHERE seq = 1001 AND n = 1")
    with opened(other) as kept, pytest.raises(RefusedByBooks, match="WO-1001"):
        refuse_amiss(proofs(kept))
    other.write_bytes(b"SQLite format 3\0" + bytes(4000))
    with pytest.raises(BooksUnavailable), opened(other):
        raise AssertionError
    with pytest.raises(BooksUnavailable, match="no file"), opened(tmp_path / "missing.db"):
        raise AssertionError


# What an earlier version holds otherwise: a document's state in the nearest it knew, no tokens that were in the clear.
LOST = {"0005": {"remote_documents"}, "0004": {"connections"}}


def test_down_to_each_version_and_up_again_loses_what_that_version_cannot_hold_and_no_more(
    desk: Matrix, copy: Path, postgres: str, tmp_path: Path
) -> None:
    of_a_file = desk.firm.store.engine.dialect.name == "sqlite"
    address = str(tmp_path / "down.db") if of_a_file else new_database(postgres, "down")
    with closing(open_books(address)) as store, opened(copy) as kept:
        load(kept, store, at=NOON)
        before = rows_of(store.engine)
        for revision in REVISIONS[-2::-1]:
            with store.engine.begin() as connection:
                migrate(connection, revision)
            down = rows_of(store.engine)
            held, alike = as_far_as(before, down), as_far_as(down, before)
            assert {name for name in held if held[name] != alike[name]} <= LOST.get(revision, set()), revision
            bring_up_to_date(store.engine, store.place)
            before = rows_of(store.engine)
            assert as_far_as(before, down) == as_far_as(down, before), revision
