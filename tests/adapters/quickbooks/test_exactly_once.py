"""Over real HTTP: whatever goes wrong on the way, an entry is in QuickBooks once or not at all, and ours says which."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import SqlStore, open_books
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.practice.clock import Clock
from assistant.practice.server import start
from assistant.syncing.run import Worker
from assistant.syncing.run import sync as synced
from tests.practice.desk import Tokens
from tests.syncing.bakery import CLIENT, NOON, OWNER, bakery, broken, insured, spilt
from tests.syncing.harness import Bench

JOURNAL, BOTH = ("JournalEntry",), ("InventoryAdjustment", "JournalEntry")
WARNS = {"OtherPrefs": {"NameValue": [{"Name": "WarnDuplicateJournalNumber", "Value": "true"}]}}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = open_books(str(tmp_path / "books.db"))
    store.add_client(bakery(), by=OWNER, at=NOON)
    yield store
    store.close()


@contextmanager
def over_http(store: SqlStore) -> Iterator[Bench]:
    clock = Clock(NOON.timestamp())
    with start(now=clock, new_token=Tokens()) as running:
        yield Bench(store, running=running, clock=clock).open()


@pytest.fixture
def bench(store: SqlStore) -> Iterator[Bench]:
    with over_http(store) as bench:
        yield bench


def document(bench: Bench) -> RemoteDocument:
    return bench.documents("WO-1001")[0]


def test_an_entry_is_there_and_known_by_its_id(bench: Bench) -> None:
    bench.post(insured(bench.books(), "WO-1001"))
    (receipt,) = bench.sync().synced
    there = bench.of_entry("WO-1001")
    assert sorted((each.kind, each.remote_id, each.number) for each in receipt.documents) == sorted(
        (kind, body["Id"], body["DocNumber"]) for kind, body in there
    )
    with bench.store.client(CLIENT, reads=True) as books:
        assert books.to_send() == ()
        (event,) = [event for event in books.events("WO-1001") if event.what == "entry.synced"]
    assert [f"'remote_id': '{each.remote_id}'" in str(event.detail) for each in receipt.documents] == [True, True]
    assert bench.judge({"WO-1001": BOTH}) == []


def test_a_second_sync_asks_nothing(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.sync()
    served = len(bench.requests())
    assert bench.sync().synced == ()
    assert len(bench.requests()) == served


@pytest.mark.parametrize("fault", ["commit_then_stall", "commit_then_drop", "commit_then_503", "truncated", "wrong_type"])
def test_what_was_kept_without_an_answer_is_found_and_not_sent_again(bench: Bench, fault: str) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.strike({"on": "journalentry", "fault": fault, "seconds": 5})
    assert len(bench.sync().synced) == 1
    assert len(bench.posts()) == 1
    assert bench.judge({"WO-1001": JOURNAL}) == []


@pytest.mark.parametrize("fault", ["drop", "stall", "html_503", "html_200", "json_500"])
def test_what_was_not_kept_is_sent_again_as_it_was_once_the_server_must_be_done(bench: Bench, fault: str) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.strike({"on": "journalentry", "fault": fault, "seconds": 5})
    assert len(bench.sync().synced) == 1
    first, again = bench.posts()
    assert first["requestid"] == again["requestid"]
    assert again["at"] - first["at"] >= 120
    assert document(bench).attempts == 2
    assert bench.judge({"WO-1001": JOURNAL}) == []


def test_the_rest_goes_on_while_one_is_in_doubt(bench: Bench) -> None:
    for n in range(5):
        bench.post(spilt(bench.books(), f"WO-{1001 + n}"))
    bench.strike({"on": "journalentry", "fault": "drop"})
    assert len(bench.sync().synced) == 5
    numbers = [body["DocNumber"].rpartition("-A-")[0] for body in bench.there("JournalEntry")]
    assert numbers == ["WO-1002", "WO-1003", "WO-1004", "WO-1005", "WO-1001"]


@pytest.mark.parametrize("fault", ["throttle", "throttle_fault"])
def test_where_too_much_was_asked_a_minute_is_waited(bench: Bench, fault: str) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.strike({"on": "journalentry", "fault": fault})
    assert len(bench.sync().synced) == 1
    first, again = bench.posts()
    assert again["at"] - first["at"] >= 60
    assert bench.judge({"WO-1001": JOURNAL}) == []


def test_a_throttle_that_does_not_end_leaves_the_rest_for_another_day(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    bench.strike(*[{"on": "journalentry", "fault": "throttle"}] * 4)
    receipt = bench.sync()
    assert {(each.entry, each.reason) for each in receipt.failed} == {
        ("WO-1001", "quickbooks_throttled"),
        ("WO-1002", "quickbooks_throttled"),
    }
    assert document(bench).state is DocumentState.QUEUED
    assert [each.entry for each in bench.sync().synced] == ["WO-1001", "WO-1002"]


def test_an_expired_token_is_renewed_once_and_kept(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.strike({"on": "journalentry", "fault": "expire_token"})
    assert len(bench.sync().synced) == 1
    assert len([row for row in bench.requests() if row["resource"] == "token"]) == 2  # the exchange and one refresh
    assert len(bench.posts()) == 2


def test_nothing_is_sent_where_nobody_listens(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    assert bench.running is not None
    bench.running.stop()
    (failed,) = bench.sync(looks=False).failed
    assert (failed.reason, "nothing was sent" in failed.says) == ("quickbooks_not_reached", True)
    assert document(bench).state is DocumentState.QUEUED
    assert bench.waiting() == ("WO-1001",)


def test_two_who_sync_at_once_make_one_entry(bench: Bench) -> None:
    for n in range(3):
        bench.post(broken(bench.books(), f"WO-{1001 + n}"))
    queue = SqlOutbox(bench.store)

    def work(worker: Worker) -> int:
        return len(synced(bench.store, CLIENT, bench.quickbooks(), queue, worker).synced)

    workers = [bench.worker(bench.quickbooks(), name=f"w-{n}", looks=False) for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        done = sum(pool.map(work, workers))
    bench.run_to_the_end()
    assert done <= 3
    assert len(bench.posts()) == 3
    assert bench.judge({f"WO-{1001 + n}": ("InventoryAdjustment",) for n in range(3)}) == []


# ── A number that is another's ───────────────────────────────────────────────────────────────────────────────────────


def stored(bench: Bench) -> RemoteDocument:
    """The document of WO-1001 as it is stored before the first byte leaves, in a company that takes no number twice."""
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.someone("update", "Preferences", **WARNS)
    bench.strike(*[{"on": "journalentry", "fault": "throttle"}] * 4)
    bench.sync()
    return document(bench)


def by_hand(bench: Bench, number: str, amount: str = "42.50") -> dict[str, Any]:
    """A journal that somebody makes there."""
    ids = {row.get("AcctNum"): row["Id"] for row in bench.there("Account")}
    lines = [
        {
            "DetailType": "JournalEntryLineDetail", "Amount": Decimal(amount),
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": ids[account]}},
        }
        for side, account in (("Debit", "5060"), ("Credit", "1210"))
    ]  # fmt: skip
    return bench.someone("create", "JournalEntry", TxnDate="2026-11-20", DocNumber=number, Line=lines)


def test_a_taken_number_is_adopted_where_the_document_is_ours(bench: Bench) -> None:
    """As where a request id is no longer remembered."""
    ours = by_hand(bench, stored(bench).number)
    (synced_,) = bench.sync(looks=False).synced
    assert synced_.documents[0].remote_id == ours["Id"]
    assert [row["status"] for row in bench.posts() if row["status"] != 429] == [400]


def test_a_taken_number_of_another_document_is_said_and_left(bench: Bench) -> None:
    number = stored(bench).number
    theirs = by_hand(bench, number, "99")
    (failed,) = bench.sync(looks=False).failed
    assert failed.reason == "refused"
    assert f"QuickBooks holds {number} (Id {theirs['Id']}) otherwise than WO-1001 has it" in failed.says
    assert [body["Line"][0]["Amount"] for body in bench.there("JournalEntry")] == [99]


def test_somebody_else_may_not_pass_for_ours(bench: Bench) -> None:
    """An answer is lost, and before it is looked up somebody has changed the document in QuickBooks."""
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.strike({"on": "journalentry", "fault": "commit_then_drop"}, *[{"on": "query", "fault": "html_503"}] * 3)
    assert bench.sync(looks=False).failed[0].reason == "quickbooks_fault"
    assert document(bench).state is DocumentState.UNKNOWN
    ((_, there),) = bench.of_entry("WO-1001")
    bench.someone("update", "JournalEntry", Id=there["Id"], TxnDate="2026-11-19")
    (failed,) = bench.sync(looks=False).failed
    assert (failed.reason, "Its date is 2026-11-19" in failed.says) == ("refused", True)
    bench.someone("update", "JournalEntry", Id=there["Id"], TxnDate="2026-11-20")
    assert len(bench.sync(looks=False).synced) == 1
    assert len(bench.posts()) == 1


def test_what_was_there_and_is_deleted_waits_for_a_person(bench: Bench) -> None:
    """Its request would be answered as the first time, so that nothing would be made anew."""
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.strike({"on": "journalentry", "fault": "commit_then_drop"}, *[{"on": "query", "fault": "html_503"}] * 3)
    bench.sync(looks=False)
    ((_, there),) = bench.of_entry("WO-1001")
    bench.someone("update", "JournalEntry", Id=there["Id"], TxnDate="2026-11-19")
    bench.sync(looks=False)
    bench.someone("delete", "JournalEntry", Id=there["Id"])
    (held,) = bench.sync(looks=False).held
    assert (held.reason, held.remedy) == (
        "deleted",
        "Say what is to become of it: writeoff qbo accept, restore or reverse WO-1001",
    )
    assert bench.there("JournalEntry") == []


def test_books_in_postgresql_do_the_same(postgres_url: str) -> None:
    """Several documents at once."""
    store = open_books(postgres_url)
    store.add_client(bakery(), by=OWNER, at=NOON)
    with over_http(store) as bench:
        bench.lanes = 4
        bench.post(insured(bench.books(), "WO-1001"), *[spilt(bench.books(), f"WO-{1002 + n}") for n in range(8)])
        bench.strike({"on": "journalentry", "fault": "expire_token"}, {"on": "journalentry", "fault": "commit_then_503"})
        assert len(bench.sync().synced) == 9
        assert bench.judge({"WO-1001": BOTH, **{f"WO-{1002 + n}": JOURNAL for n in range(8)}}) == []
    store.close()
