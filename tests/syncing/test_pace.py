"""A quarter-end goes out as fast as the company's limits let it, and no company waits for another."""

from threading import Event
from typing import Any

from assistant.errors import OutsideServiceFailed, WriteoffError
from assistant.syncing.receipt import Synced, SyncReceipt
from assistant.syncing.worker import Asking, Hands
from tests.syncing.bakery import broken, spilt
from tests.syncing.conftest import Opened

ENTRIES = 1000


def least_seconds(requests: int) -> float:
    """What the limits leave for so many requests: 10 in any second, 500 in any minute."""
    minutes, rest = divmod(requests - 1, 500)
    return minutes * 60 + rest / 10


def test_a_quarter_end_takes_no_longer_than_the_limits_make_it(opened: Opened) -> None:
    bench = opened(units=1, lanes=4, latency_seconds=0.3)
    books = bench.books()
    for n in range(0, ENTRIES, 100):
        bench.post(*[spilt(books, f"WO-{1001 + n + k}") for k in range(100)])
    bench.clock.advance(120)
    before, began = len(bench.requests()), bench.clock()
    assert len(bench.sync().synced) == ENTRIES
    requests = bench.requests()[before:]
    assert len(requests) < ENTRIES * 1.01
    assert [row for row in requests if row["status"] == 429] == []
    assert bench.clock() - began <= 1.05 * least_seconds(len(requests))
    assert len(bench.there("JournalEntry")) == ENTRIES
    assert bench.judge({}) == []


def test_one_approved_entry_is_read_back_within_seconds(opened: Opened) -> None:
    """Three documents or reports of 0.4 s each, and what looks for others' documents before."""
    bench = opened(latency_seconds=0.4)
    bench.post(broken(bench.books(), "WO-1001"))
    began = bench.clock()
    (synced,) = bench.sync().synced
    assert synced.documents[0].cost is not None
    assert bench.clock() - began < 5


def test_reads_stay_few_however_many_entries_there_are(opened: Opened) -> None:
    bench = opened(units=10)
    for n in range(40):
        bench.post(broken(bench.books(), f"WO-{1001 + n}"))
    before = bench.practice.log.read()["metered"]
    assert len(bench.sync().synced) == 40
    assert bench.practice.log.read()["metered"] - before < 10


# ── Several companies ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_company_that_stalls_holds_up_no_other() -> None:
    end, answers = Event(), Event()
    told: list[str] = []
    stopped: list[str] = []

    def run(client: str) -> SyncReceipt:
        if client == "slow":
            answers.wait()  # as long as the others work
            return SyncReceipt()
        if client == "away":
            raise OutsideServiceFailed("QuickBooks could not be reached.")
        if client == "odd":
            raise KeyError("Id")
        if len(told) >= 3:
            answers.set()
            end.set()
            return SyncReceipt()
        return SyncReceipt(synced=(Synced("WO-1001"),))

    def tell(client: str, receipt: SyncReceipt) -> None:
        told.append(client)

    def stop(client: str, error: WriteoffError) -> None:
        stopped.append(f"{client}: {error.says}")

    clients = ["slow", "away", "odd", "quick"]
    Asking(Hands(run, tell, stop), lambda: clients, every_seconds=0.001, lanes=4).until(end)
    assert told == ["quick"] * 3, "one at a time, and each as often as it is due"
    assert sorted(stopped) == [
        "away: QuickBooks could not be reached.",
        "odd: This program failed (KeyError); please report it. It goes on with what waits.",
    ]


def test_a_worker_asks_for_what_waits_only_after_a_while(opened: Opened) -> None:
    from assistant.syncing.run import Orders

    bench = opened()
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.strike({"on": "journalentry", "fault": "api_fault", "codes": ["6000"]})
    due: Any = Orders(due_alone=True)
    assert [row.entry for row in bench.sync(due).failed] == ["WO-1001"]
    asked = len(bench.requests())
    assert bench.sync(due) == SyncReceipt()
    assert len(bench.requests()) == asked
    bench.clock.advance(1000)
    assert [row.entry for row in bench.sync(due).synced] == ["WO-1001"]
