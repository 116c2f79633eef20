"""Another program's journal into books in a file and in PostgreSQL alike: all of it as it stands, or nothing that is left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.bookkeeping.importing import import_journal
from assistant.bookkeeping.receiving import Received, receive
from assistant.books.accounts import Side
from assistant.books.imported import JournalEntry, JournalLine, Posted
from assistant.books.people import PersonRole
from assistant.books.proposal import DateOrder
from assistant.errors import BadFile, NotAllowed, RefusedByBooks
from tests.adapters.sql.pottery import NOON, TODAY, potteries, usd
from tests.trail import broken_at

ENTRIES = 700  # more than are posted in one stretch


@pytest.fixture
def store(books_url: str) -> Iterator[SqlStore]:
    with potteries(books_url) as store:
        yield store


@dataclass(frozen=True)
class Journal:
    """So many entries, entry n of 1.00 and n cents; `bad` of them names an account that is none."""

    many: int = ENTRIES
    bad: int = -1
    name: str = "gl.csv"

    @property
    def digest(self) -> str:
        return sha256(repr(self).encode()).hexdigest()

    def entries(self, currency: str, order: DateOrder, faults: list[str]) -> Iterator[JournalEntry]:
        for n in range(self.many):
            row, cents = 2 + 3 * n, 100 + n
            lines = (
                JournalLine(row, "5050" if n != self.bad else "Sundries", Side.DEBIT, cents, f"Émile & {n % 3}", "Shop"),
                JournalLine(row + 1, "1200", Side.CREDIT, cents - 1, "", ""),
                JournalLine(row + 2, "Equity", Side.CREDIT, 1, "", ""),
            )
            yield JournalEntry(f"JE-{n}", TODAY - timedelta(days=n % 20), f"it broke, “again” {n}", lines)


def taken(store: SqlStore, journal: Journal, *, by: str = "ann", again: bool = False, id_: str = "i") -> Posted:
    return import_journal(store, "kiln", journal, by=by, today=TODAY, at=NOON, import_id=id_, again=again)


def standing(store: SqlStore, client: str = "kiln") -> tuple[dict[str, int], int, int]:
    """Balances in cents, how many entries, how many events; sums and trail agree with what they are of."""
    with store.client(client, reads=True) as transaction:
        assert transaction.sums_that_differ() == ()
        events = transaction.events()
        assert broken_at(client, events) is None
        assert not transaction.hold_against_trail(()).faults
        books = transaction.books()
        return {each.key: each.balance.minor for each in books.chart}, len(books.history.entries), len(events)


def test_a_journal_is_taken_as_it_stands_after_what_is_there(store: SqlStore) -> None:
    mugs = [Received("MUG", "Shop", Decimal(2), Decimal("4.15"))]
    receive(store, "kiln", mugs, entry_date=TODAY, today=TODAY, by="ann", at=NOON, entry_id="r")
    before, entries, _ = standing(store)
    other = standing(store, "forge")
    total = sum(100 + n for n in range(ENTRIES))
    assert taken(store, Journal()) == Posted("WO-1002", f"WO-{1001 + ENTRIES}", ENTRIES, usd(f"{total / 100:.2f}"))
    after, now, _ = standing(store)
    assert now == entries + ENTRIES
    moved = {key: after[key] - before[key] for key in after if after[key] != before[key]}
    assert moved == {"5050": total, "1200": -(total - ENTRIES), "3000": ENTRIES}
    assert standing(store, "forge") == other
    with store.client("kiln", reads=True) as books:
        last = books.entry(f"WO-{1001 + ENTRIES}")
        assert set(books.to_send()) <= {"WO-1001"}, "what is imported goes nowhere"
    assert (last.memo, last.lines[0].party, last.lines[0].klass) == ("it broke, “again” 699", "Émile & 0", "Shop")
    assert last.text == f"Entry JE-699 of gl.csv, rows {2 + 3 * 699} to {4 + 3 * 699}"


def test_of_a_journal_with_a_fault_nothing_is_left(store: SqlStore) -> None:
    before = standing(store)
    with pytest.raises(BadFile) as refused:
        taken(store, Journal(bad=ENTRIES - 2))
    assert [fault for fault in refused.value.faults if "Sundries" in fault] != []
    assert standing(store) == before
    assert taken(store, Journal(many=2)).first == "WO-1001", "no number is lost"


def test_the_same_journal_is_taken_once_and_by_an_owner(store: SqlStore) -> None:
    few = Journal(many=3)
    with store.client("kiln") as books:
        books.add_person("ben", PersonRole.APPROVER, at=NOON)
    with pytest.raises(NotAllowed):
        taken(store, few, by="ben")
    taken(store, few)
    before = standing(store)
    with pytest.raises(RefusedByBooks, match="imported already, as WO-1001 to WO-1003"):
        taken(store, few, id_="j")
    assert standing(store) == before
    assert taken(store, few, again=True, id_="j").first == "WO-1004"
    assert standing(store)[1] == 6
