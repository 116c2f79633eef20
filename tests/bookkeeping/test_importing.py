"""Another program's journal, taken in through the use case: the same books on both databases, and a process left as it was."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.files.client import read_client
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.bookkeeping.importing import import_journal
from assistant.bookkeeping.reports import TrialBalance, trial_balance
from assistant.books.audit import AuditEvent
from assistant.books.entry import PostedEntry
from assistant.books.imported import Posted
from assistant.errors import BadFile
from assistant.surfaces.said.general_journal import read_journal
from tests.bookkeeping.conftest import AT, HARDWARE

TODAY, MANY = date(2026, 10, 2), 1_203  # more than are written in one statement, and the last of them fewer
HEADING = "entry,date,account,debit,credit,memo,party,class\n"


@pytest.fixture
def both(tmp_path: Path, postgres_url: str) -> Iterator[tuple[SqlStore, SqlStore]]:
    """The same books in a file and in PostgreSQL, opened by ana."""
    with closing(open_books(str(tmp_path / "books.db"))) as one, closing(open_books(postgres_url)) as other:
        for store in (one, other):
            store.add_client(read_client(Path("coa_samples") / HARDWARE, HARDWARE), by="ana", at=AT)
        yield one, other


def journal(folder: Path, last: str = "") -> Path:
    file = folder / "gl.csv"
    rows = "".join(
        f'JE-{n},2026-09-{1 + n % 28:02},6150,{n}.{n % 100:02},,"Crêpe ""{n}""",Bright & Co,Shop\n,,1010,,{n}.{n % 100:02},,,\n'
        for n in range(1, MANY + 1)
    )
    file.write_text(HEADING + rows + last, encoding="utf-8")
    return file


def taken(store: SqlStore, file: Path) -> Posted:
    return import_journal(
        store, HARDWARE, read_journal(file), by="ana", today=TODAY, at=AT, import_id="import-1", again=False
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    entries: tuple[PostedEntry, ...]
    balance: TrialBalance
    trail: tuple[AuditEvent, ...]


def kept(store: SqlStore) -> Kept:
    with store.client(HARDWARE, reads=True) as books:
        assert not books.sums_that_differ()
        return Kept(books.entries(limit=MANY + 1).rows, trial_balance(books.books_about(())), books.events())


def test_a_journal_makes_the_same_books_on_both_databases(both: tuple[SqlStore, SqlStore], tmp_path: Path) -> None:
    sqlite, postgresql = both
    before = kept(sqlite).balance
    file = journal(tmp_path)
    assert taken(sqlite, file) == taken(postgresql, file)
    here, there = kept(sqlite), kept(postgresql)
    assert here == there
    assert [entry.number for entry in here.entries] == [f"WO-{1001 + n}" for n in range(MANY)]
    assert (here.entries[7].memo, here.entries[7].lines[0].party, here.entries[7].lines[0].amount.minor) == (
        'Crêpe "8"', "Bright & Co", 808,
    )  # fmt: skip
    minor = sum(100 * n + n % 100 for n in range(1, MANY + 1))
    moved = {
        new.account.key: (new.debit.minor - new.credit.minor) - (old.debit.minor - old.credit.minor)
        for new, old in zip(here.balance.rows, before.rows, strict=True)
        if (new.debit, new.credit) != (old.debit, old.credit)
    }
    assert moved == {"6150": minor, "1010": -minor}


def test_a_fault_at_the_end_undoes_all_of_it_on_both_databases(both: tuple[SqlStore, SqlStore], tmp_path: Path) -> None:
    file = journal(tmp_path, "JE-X,2026-09-30,6150,1.00,,,,\n,,1010,,2.00,,,\n")
    for store in both:
        before = kept(store)
        with pytest.raises(BadFile, match="a fault"):
            taken(store, file)
        assert kept(store) == before


def test_a_process_that_imported_has_no_larger_cache_afterwards(store: SqlStore, tmp_path: Path) -> None:
    def cache() -> int:
        with store.engine.connect() as connection:  # there is one in the pool: the one that imports
            return int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())

    before = cache()
    taken(store, journal(tmp_path))
    assert cache() == before
    with pytest.raises(BadFile):
        taken(store, journal(tmp_path, "JE-X,2026-09-30,6150,1.00,,,,\n"))
    assert cache() == before
