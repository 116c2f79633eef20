"""Several at the same books at once: nothing is lost, numbers have no gap, and the last units leave once."""

from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier

from assistant.adapters.sql.store import SqlStore, open_books
from assistant.books.entry import PostedEntry
from assistant.errors import RefusedByBooks
from tests.adapters.sql.pottery import KILN, NOON, broken, draft_of, potteries
from tests.trail import broken_at

EACH = 5


def post_some(store: SqlStore, client: str) -> list[str]:
    """A draft, an entry of one mug and an audit event, five times over."""
    numbers = []
    for _ in range(EACH):
        with store.client(client) as books:
            draft = draft_of(books, "1", place="Store")
            entry = broken(books.books(without_draft=draft.id), "1", place="Store", number=books.next_entry_number())
            books.post(entry)
            books.record(at=NOON, who="ann", what="entry.posted", subject=entry.number, detail={"draft": draft.id})
            numbers.append(entry.number)
    return numbers


def post_some_in(address: str) -> list[str]:
    store = open_books(address)
    try:
        return post_some(store, "kiln")
    finally:
        store.close()


def holds_together(store: SqlStore, client: str, posted: list[str]) -> None:
    with store.client(client, reads=True) as books:
        now, events = books.books(), books.events()
        assert sorted(posted) == [entry.number for entry in now.history.entries]
        assert sorted(posted) == [f"WO-{1001 + n}" for n in range(len(posted))]
        debits = sum(entry.lines[0].amount.minor for entry in now.history.entries)
        assert now.chart["5050"].balance.minor == debits
        assert now.chart["1200"].balance.minor == KILN.chart["1200"].balance.minor - debits
        assert now.stock.on_hand("MUG") == KILN.stock.on_hand("MUG") - len(posted)
        assert books.sums_that_differ() == ()
        assert broken_at(client, events) is None
        assert len(events) == 1 + len(posted)


def test_threads_at_two_clients_books(store: SqlStore) -> None:
    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(post_some, store, client) for client in ("kiln", "forge", "kiln", "forge")]
        kiln, forge, kiln_too, forge_too = (posted.result() for posted in done)
    holds_together(store, "kiln", kiln + kiln_too)
    holds_together(store, "forge", forge + forge_too)


def test_processes_at_one_file(tmp_path: Path) -> None:
    address = str(tmp_path / "books.db")
    with potteries(address) as store:
        with get_context("spawn").Pool(2) as processes:
            posted = processes.map(post_some_in, [address, address])
        holds_together(store, "kiln", [number for numbers in posted for number in numbers])


def test_the_last_units_leave_once(store: SqlStore) -> None:
    """Two decide on what they both saw; the books refuse whoever comes second."""
    together = Barrier(2)
    with store.client("kiln", reads=True) as books:
        seen = books.books()

    def take_all(_: int) -> PostedEntry | RefusedByBooks:
        together.wait()
        try:
            with store.client("kiln") as books:
                entry = broken(seen, "10", number=books.next_entry_number())
                books.post(entry)
                return entry
        except RefusedByBooks as refused:
            return refused

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(take_all, range(2)))
    refusals = [outcome for outcome in outcomes if isinstance(outcome, RefusedByBooks)]
    assert ["more would leave than is on hand" in refusal.says for refusal in refusals] == [True]
    with store.client("kiln") as books:
        assert len(books.books().history.entries) == 1
        assert books.books().stock.on_hand("MUG") == 50


def test_two_who_open_new_books_at_once_open_the_same(books_url: str) -> None:
    together = Barrier(2)

    def open_them(_: int) -> tuple[str, ...]:
        together.wait()
        store = open_books(books_url)
        try:
            return store.clients()
        finally:
            store.close()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(open_them, range(2))) == [(), ()]
