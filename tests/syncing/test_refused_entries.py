"""What QuickBooks refuses, by every code it has: the entry gets a state and a sentence with its remedy, stays here, and goes out
once when nothing stands against it any more. Nothing is posted elsewhere, moved in date or dropped."""

import pytest

from assistant.books.plan import HeldReason
from assistant.books.remote import ConnectionState, DocumentState, Environment
from assistant.books.snapshot import Adjustments
from assistant.syncing.port import NOT_ENTITLED
from tests.adapters.quickbooks.codes import CODES, No
from tests.syncing.bakery import CLIENT, broken, spilt
from tests.syncing.harness import Bench

HOLDS = {reason.value for reason in HeldReason}


def state_of(no: No) -> DocumentState:
    """An error stops the run and leaves what was queued queued; a hold waits for a person; any other no has failed."""
    if not isinstance(no.comes_to, str):
        return DocumentState.QUEUED
    return DocumentState.HELD if no.comes_to in HOLDS else DocumentState.FAILED


STOPPING = [no for no in CODES if not isinstance(no.comes_to, str)]
REFUSING = [no for no in CODES if isinstance(no.comes_to, str)]


def test_each_refused_entry_says_why_waits_and_goes_out_once(bench: Bench) -> None:
    """One entry a code, all in one run; none holds up the next."""
    numbers = [f"WO-{1001 + n}" for n in range(len(REFUSING))]
    for number in numbers:
        bench.post(spilt(bench.books(), number))
    rows = ({"fault": "api_fault", "codes": [no.code], "status": no.status} for no in REFUSING)
    bench.strike(*({"on": "journalentry", **row} for row in rows))
    receipt = bench.sync()
    unsent = {row.entry: row for row in (*receipt.held, *receipt.waiting, *receipt.failed)}
    for number, no in zip(numbers, REFUSING, strict=True):
        (document,) = bench.documents(number)
        assert (no.code, document.state) == (no.code, state_of(no))
        told = f"{unsent[number].says} {unsent[number].remedy} {document.says}"
        assert no.says in told
        assert no.remedy in told
    assert bench.waiting() == tuple(numbers)
    assert bench.there("JournalEntry") == []
    bench.run_to_the_end()
    assert bench.judge(dict.fromkeys(numbers, ("JournalEntry",))) == []


@pytest.mark.parametrize("no", STOPPING, ids=str)
def test_what_stops_a_run_says_why_and_keeps_its_queue(bench: Bench, no: No) -> None:
    bench.post(spilt(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    fault = {"on": "journalentry", "fault": "api_fault", "codes": [no.code], "status": no.status}
    bench.strike(*[fault] * (2 if no.status == 401 else 1))  # a token that is refused is renewed once
    receipt = bench.sync()
    assert bench.documents("WO-1001")[0].state is state_of(no)
    told = [f"{row.says} {row.remedy}" for row in (*receipt.held, *receipt.waiting, *receipt.failed)]
    assert len(told) == 2
    assert all(no.says in says and no.remedy in says for says in told)
    assert bench.waiting() == ("WO-1001", "WO-1002")
    assert bench.there("JournalEntry") == []
    bench.connect()  # as a person does who was told to; for a company that lapsed it changes nothing
    bench.run_to_the_end()
    assert bench.judge({"WO-1001": ("JournalEntry",), "WO-1002": ("JournalEntry",)}) == []


@pytest.mark.parametrize("code", ["5020", "5030"])
def test_a_company_that_turns_out_to_take_no_adjustment_gets_a_task(bench: Bench, code: str) -> None:
    bench.post(broken(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    bench.strike({"on": "inventoryadjustment", "method": "POST", "fault": "api_fault", "codes": [code], "status": 403})
    bench.run_to_the_end(3)
    with bench.store.client(CLIENT, reads=True) as books:
        snapshot = books.snapshot(bench.realm)
    assert snapshot is not None
    assert snapshot.adjustments is Adjustments.REFUSED
    (task,) = bench.documents("WO-1001")
    assert (task.kind, task.state) == ("Task", DocumentState.AWAITING_MANUAL)
    assert bench.waiting() == ("WO-1001",)
    assert bench.there("InventoryAdjustment") == []
    assert len(bench.of_entry("WO-1002")) == 1
    assert NOT_ENTITLED not in HOLDS


def test_a_period_closed_there_moves_no_date(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.someone("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": "2026-11-30"})
    bench.run_to_the_end(2)
    assert (bench.waiting(), bench.there("JournalEntry")) == (("WO-1001",), [])
    bench.someone("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": None})
    bench.clock.advance(90_000)  # a day later the company is pulled anew
    bench.run_to_the_end()
    assert [body["TxnDate"] for body in bench.there("JournalEntry")] == ["2026-11-20"]
    assert bench.judge({"WO-1001": ("JournalEntry",)}) == []


def test_a_lapsed_company_keeps_its_queue(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"), broken(bench.books(), "WO-1002"))
    bench.someone("update", "Company", lapsed=True)
    receipt = bench.sync()
    told = [f"{row.says} {row.remedy}" for row in (*receipt.held, *receipt.waiting, *receipt.failed)]
    assert len(told) == 2
    assert all("subscription has lapsed" in says for says in told)
    bench.someone("update", "Company", lapsed=False)
    bench.run_to_the_end()
    assert bench.judge({"WO-1001": ("JournalEntry",), "WO-1002": ("InventoryAdjustment",)}) == []


def test_a_connection_that_somebody_ended_marks_the_company_and_keeps_the_queue(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.strike({"on": "journalentry", "fault": "revoke_token"})
    bench.sync()
    with bench.store.client(CLIENT, reads=True) as books:
        company = books.company()
    assert company is not None
    assert (company.state, company.environment) == (ConnectionState.RECONNECT, Environment.PRACTICE)
    assert bench.waiting() == ("WO-1001",)
    bench.connect()
    bench.run_to_the_end()
    assert bench.judge({"WO-1001": ("JournalEntry",)}) == []
