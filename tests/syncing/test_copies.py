"""Books that were put back as they once were, while the company has what was sent since: nothing of it goes there again."""

import sqlite3
from contextlib import closing

import pytest

from assistant.adapters.sql.store import open_books
from assistant.bookkeeping.looking import judge
from assistant.books.found import Verdict
from tests.syncing.bakery import CLIENT, OWNER, broken, insured, returned, spilt
from tests.syncing.conftest import Opened
from tests.syncing.harness import Bench

MADE = (broken, spilt, insured, returned)
NUMBERS = tuple(f"WO-{1001 + at}" for at in range(len(MADE)))


def _forget(bench: Bench) -> None:
    """The company no longer knows which requests it answered."""
    with bench.practice.store.transaction():
        bench.practice.store.run("DELETE FROM answered", ())


@pytest.mark.parametrize("stored", [False, True], ids=["nothing made yet", "documents made, none sent"])
def test_what_older_books_have_not_sent_is_found_there(opened: Opened, stored: bool) -> None:
    bench = opened()
    for number, make in zip(NUMBERS, MADE, strict=True):
        bench.post(make(bench.books(), number))
    if stored:
        bench.strike(*[{"on": kind, "fault": "throttle"} for kind in ("inventoryadjustment", "journalentry")] * 9)
        bench.sync()
        bench.practice.script.clear()
        assert {(document.attempts, bool(document.body)) for document in bench.documents()} == {(0, True)}
    older = _kept(bench)
    bench.clock.advance(600)
    bench.run_to_the_end()
    there = {kind: len(bench.there(kind)) for kind in ("JournalEntry", "InventoryAdjustment", "VendorCredit")}
    bench.store.close()
    bench.store = open_books(older)
    _forget(bench)
    bench.clock.advance(3600)
    bench.run_to_the_end(3)
    assert {row.entry: row.reason for row in bench.receipts[-1].held} == dict.fromkeys(NUMBERS, "found_there")
    assert {kind: len(bench.there(kind)) for kind in there} == there
    id_ = next(body["Id"] for body in bench.there("JournalEntry") if body["DocNumber"].startswith("WO-1002"))
    judge(bench.store, CLIENT, "WO-1002", Verdict.THEIRS, document=id_, by=OWNER, today=bench.today, at=bench.now())
    bench.sync()
    assert "WO-1002" not in bench.waiting()
    bench.store.close()


def _kept(bench: Bench) -> str:
    """A copy of the books as they are."""
    path = f"{bench.store.place}.older"
    with closing(sqlite3.connect(bench.store.place)) as now, closing(sqlite3.connect(path)) as then:
        now.backup(then)
    return path
