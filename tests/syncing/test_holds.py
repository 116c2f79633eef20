"""What holds an entry on its way out, what lets it go, and a company that can be asked no more: nothing is dropped."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.bookkeeping.confirming import Said, confirm
from assistant.bookkeeping.looking import judge
from assistant.bookkeeping.pulling import pull
from assistant.books.found import Verdict
from assistant.books.plan import KeptPlan
from assistant.books.remote import DocumentState
from assistant.books.snapshot import Adjustments
from assistant.errors import NotAllowed, RefusedByBooks
from assistant.stages.rail.plan import plan as planned
from assistant.syncing.replanning import replan
from assistant.syncing.run import Orders, sync
from assistant.syncing.tasks import see_tasks
from tests.syncing.bakery import BROKEN, CLIENT, FIRE, OWNER, broken, insured, returned, spilt, taken_back
from tests.syncing.conftest import Opened
from tests.syncing.harness import Bench

ADJUSTED = ("InventoryAdjustment",)


def held(bench: Bench) -> tuple[str, str]:
    (row,) = bench.sync().held
    return row.reason, row.says


def pulled(bench: Bench) -> None:
    pull(bench.store, CLIENT, bench.quickbooks(), by=OWNER, today=bench.today, now=bench.now)


def approved(bench: Bench, number: str) -> KeptPlan:
    """The plan of a posted entry, kept as its approval would keep it."""
    books = bench.books()
    entry = books.history.find(number)
    assert entry is not None
    kept = KeptPlan(bench.realm, number, planned(entry, books), bench.now())
    with bench.store.client(CLIENT) as transaction:
        transaction.save_plan(kept)
    return kept


# ── The plan ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_that_would_go_out_otherwise_waits_for_a_person(bench: Bench) -> None:
    """Approved as a journal, when QuickBooks did not track flour yet; now its mug is approved, and goes by another account."""
    bench.post(broken(bench.books(), "WO-1001"))
    shown = approved(bench, "WO-1001")
    other = replace(shown, plan=replace(shown.plan, documents=(replace(shown.plan.documents[0], account="5060"),)))
    with bench.store.client(CLIENT) as books:
        books.save_plan(other)
    reason, says = held(bench)
    assert (reason, bench.posts()) == ("plan_changed", [])
    assert says.startswith("WO-1001 would go out otherwise than it was approved")
    assert bench.documents("WO-1001")[0].state is DocumentState.HELD
    replan(bench.store, CLIENT, "WO-1001", by=OWNER, now=bench.now)
    assert len(bench.sync().synced) == 1
    assert bench.judge({"WO-1001": ADJUSTED}) == []
    with bench.store.client(CLIENT, reads=True) as books:
        assert [event.what for event in books.events("WO-1001")] == ["entry.replanned", "entry.synced"]


def test_what_went_out_is_not_planned_again(bench: Bench) -> None:
    bench.post(broken(bench.books(), "WO-1001"))
    bench.sync()
    with pytest.raises(RefusedByBooks, match="WO-1001 went out already"):
        replan(bench.store, CLIENT, "WO-1001", by=OWNER, now=bench.now)
    with pytest.raises(NotAllowed):
        replan(bench.store, CLIENT, "WO-1001", by="eve", now=bench.now)


def test_nothing_goes_by_a_link_that_nobody_confirmed(opened: Opened) -> None:
    bench = opened()
    with bench.store.client(CLIENT) as books:
        links = books.links(bench.realm).links
        books.save_links(bench.realm, [replace(link, confirmed_by="", confirmed_at=None) for link in links])
    bench.post(broken(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    assert [(row.entry, row.reason) for row in bench.sync().held] == [
        ("WO-1001", "links_not_confirmed"),
        ("WO-1002", "links_not_confirmed"),
    ]
    assert bench.posts() == []
    confirm(bench.store, CLIENT, Said(), by=OWNER, at=bench.now())
    assert len(bench.sync().synced) == 2


# ── What changed there since ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_period_that_was_closed_meanwhile_holds_the_entry_on_its_own_day(bench: Bench) -> None:
    """Not in the last pull: the company itself refuses it, and after a pull nothing is asked."""
    bench.post(broken(bench.books(), "WO-1001"))
    bench.someone("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": "2026-11-30"})
    assert held(bench)[0] == "period_closed"
    assert len(bench.posts()) == 1
    pulled(bench)
    assert held(bench)[0] == "period_closed"
    assert len(bench.posts()) == 1
    bench.someone("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": None})
    pulled(bench)
    assert len(bench.sync().synced) == 1
    assert bench.judge({"WO-1001": ADJUSTED}) == []
    assert [body["TxnDate"] for _, body in bench.of_entry("WO-1001")] == ["2026-11-20"]


def test_an_account_that_went_inactive_is_named(bench: Bench) -> None:
    bench.post(broken(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    key = next(row["Id"] for row in bench.there("Account") if row.get("AcctNum") == BROKEN)
    bench.someone("update", "Account", Id=key, Active=False)
    receipt = bench.sync()
    assert [(row.entry, row.reason) for row in receipt.held] == [("WO-1001", "account_not_linked")]
    assert "Breakage" in receipt.held[0].says
    assert [row.entry for row in receipt.synced] == ["WO-1002"]
    bench.someone("update", "Account", Id=key, Active=True)
    assert len(bench.sync().synced) == 1
    assert bench.judge({"WO-1001": ADJUSTED, "WO-1002": ("JournalEntry",)}) == []


def test_the_company_is_pulled_before_the_first_send_where_that_was_a_day_ago(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.clock.advance(90_000)
    assert len(bench.sync().synced) == 1
    with bench.store.client(CLIENT, reads=True) as books:
        snapshot = books.snapshot(bench.realm)
    assert snapshot is not None
    assert (bench.now() - snapshot.pulled_at).total_seconds() < 60


# ── Already there ────────────────────────────────────────────────────────────────────────────────────────────────────


def adjustment(bench: Bench, units: int, sku: str, number: str) -> dict[str, Any]:
    """Units against the account of this number, as somebody there books them on the day before."""
    item = next(row["Id"] for row in bench.there("Item") if row.get("Sku") == sku)
    account = next(row["Id"] for row in bench.there("Account") if row.get("AcctNum") == number)
    detail = {"ItemRef": {"value": item}, "QtyDiff": units}
    line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
    return {"TxnDate": "2026-11-19", "AdjustAccountRef": {"value": account}, "Line": [line]}


@pytest.mark.parametrize(("verdict", "sent"), [(Verdict.OURS, 1), (Verdict.BOTH, 1), (Verdict.THEIRS, 0)])
def test_what_somebody_booked_there_waits_for_a_verdict(bench: Bench, verdict: Verdict, sent: int) -> None:
    bench.post(broken(bench.books(), "WO-1001"))
    theirs = bench.someone("create", "InventoryAdjustment", **adjustment(bench, -3, "MUG", BROKEN))
    assert held(bench)[0] == "found_there"
    assert held(bench)[0] == "found_there"
    assert bench.posts() == []
    judge(bench.store, CLIENT, "WO-1001", verdict, document=theirs["Id"], today=bench.today, by=OWNER, at=bench.now())
    (synced,) = bench.sync().synced
    assert len(bench.of_entry("WO-1001")) == sent
    assert bench.documents("WO-1001")[0].state is (DocumentState.DONE if sent else DocumentState.THEIRS)
    assert synced.documents[0].remote_id == (theirs["Id"] if not sent else bench.of_entry("WO-1001")[0][1]["Id"])


def test_what_stands_there_takes_the_place_of_every_document_that_waited(bench: Bench) -> None:
    """Both documents of an insured loss were stored, and the first refused, before somebody booked the loss there."""
    bench.post(insured(bench.books(), "WO-1001"))
    bench.someone("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": "2026-11-30"})
    assert held(bench)[0] == "period_closed"
    assert [document.state for document in bench.documents("WO-1001")] == [DocumentState.HELD, DocumentState.QUEUED]
    bench.someone("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": None})
    theirs = bench.someone("create", "InventoryAdjustment", **adjustment(bench, -7, "BOWL", FIRE))
    pulled(bench)
    assert held(bench)[0] == "found_there"
    judge(bench.store, CLIENT, "WO-1001", Verdict.THEIRS, document=theirs["Id"], today=bench.today, by=OWNER, at=bench.now())
    assert [row.entry for row in bench.sync().synced] == ["WO-1001"]
    assert bench.waiting() == ()
    assert [(document.state, document.remote_id) for document in bench.documents("WO-1001")] == [
        (DocumentState.THEIRS, theirs["Id"])
    ]


# ── Where no app may adjust ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_company_that_takes_no_adjustments_gets_a_task_that_a_person_types(opened: Opened) -> None:
    bench = opened(closed=True).open()
    bench.someone("update", "Company", plan="Essentials")
    bench.post(insured(bench.books(), "WO-1001"), broken(bench.books(), "WO-1002"), spilt(bench.books(), "WO-1003"))
    receipt = bench.sync()
    assert [(row.entry, row.reason) for row in receipt.waiting] == [
        ("WO-1001", "awaiting_manual"),
        ("WO-1002", "awaiting_manual"),
    ]
    assert [row.entry for row in receipt.synced] == ["WO-1003"]
    with bench.store.client(CLIENT, reads=True) as books:
        snapshot = books.snapshot(bench.realm)
    assert snapshot is not None
    assert snapshot.adjustments is Adjustments.REFUSED
    asked = len(bench.posts())
    assert len(bench.sync().waiting) == 2
    assert len(bench.posts()) == asked
    (task, journal) = bench.documents("WO-1001")
    assert (task.state, journal.state) == (DocumentState.AWAITING_MANUAL, DocumentState.QUEUED)
    assert '"Bowl" by -7 on 2026-11-20' in task.says
    typed(bench, "BOWL", -7, number=task.number)
    typed(bench, "MUG", -3, number=bench.documents("WO-1002")[0].number)
    see_tasks(bench.store, CLIENT, bench.quickbooks(), by=OWNER, today=bench.today, at=bench.now())
    assert [row.entry for row in bench.sync(Orders(approved=bench.waiting())).synced] == ["WO-1001", "WO-1002"]
    assert bench.judge({"WO-1001": ("InventoryAdjustment", "JournalEntry"), "WO-1002": ADJUSTED}) == []


def typed(bench: Bench, sku: str, units: int, *, number: str) -> dict[str, Any]:
    """A person adjusts the quantity in the web app, with our number."""
    item = next(row["Id"] for row in bench.there("Item") if row.get("Sku") == sku)
    account = next(row["Id"] for row in bench.there("Account") if row.get("AcctNum") == (BROKEN if sku == "MUG" else "6990"))
    detail = {"ItemRef": {"value": item}, "QtyDiff": units}
    line = {"DetailType": "ItemAdjustmentLineDetail", "ItemAdjustmentLineDetail": detail}
    return bench.someone(
        "create", "InventoryAdjustment", TxnDate="2026-11-20", DocNumber=number, AdjustAccountRef={"value": account}, Line=[line]
    )  # fmt: skip


# ── One after another ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lanes", [1, 4])
def test_a_reversal_follows_what_it_reverses(opened: Opened, lanes: int) -> None:
    bench = opened(lanes=lanes)
    original = returned(bench.books(), "WO-1001")
    flour = spilt(bench.books(), "WO-1002")
    bench.post(original, flour, taken_back(flour, "WO-1003"))
    bench.strike({"on": "journalentry", "fault": "commit_then_drop"})
    receipt = bench.sync()
    assert [row.entry for row in receipt.synced] == ["WO-1001", "WO-1002", "WO-1003"] or lanes > 1
    assert len(receipt.synced) == 3
    journals = [body["DocNumber"].rpartition("-")[0] for body in bench.there("JournalEntry")]
    assert journals == ["WO-1002-A", "WO-1003-A"]
    assert bench.judge({}) == []


def test_a_reversal_of_what_is_held_waits_too(bench: Bench) -> None:
    flour = spilt(bench.books(), "WO-1001")
    bench.post(flour, taken_back(flour, "WO-1002"))
    bench.strike({"on": "journalentry", "fault": "api_fault", "codes": ["6000"]})
    receipt = bench.sync()
    assert [(row.entry, row.reason) for row in receipt.failed] == [("WO-1001", "refused")]
    assert [(row.entry, row.reason, row.says) for row in receipt.held] == [
        ("WO-1002", "original_waits", "WO-1002 reverses WO-1001, which is not in QuickBooks yet.")
    ]
    assert [row.entry for row in bench.sync().synced] == ["WO-1001", "WO-1002"]


# ── A company that can be asked no more ──────────────────────────────────────────────────────────────────────────────


def test_a_connection_that_was_ended_keeps_the_queue(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    bench.strike({"on": "journalentry", "fault": "revoke_token"})
    receipt = bench.sync(looks=False)
    assert [(row.entry, row.reason) for row in receipt.failed] == [
        ("WO-1001", "quickbooks_not_connected"),
        ("WO-1002", "quickbooks_not_connected"),
    ]
    assert "writeoff qbo connect" in receipt.failed[0].remedy
    assert bench.waiting() == ("WO-1001", "WO-1002")
    bench.connect()
    assert len(bench.sync(looks=False).synced) == 2
    assert bench.judge({"WO-1001": ("JournalEntry",), "WO-1002": ("JournalEntry",)}) == []


def test_a_company_that_lapsed_keeps_the_queue(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.someone("update", "Company", lapsed=True)
    bench.sync(looks=False)
    assert bench.waiting() == ("WO-1001",)
    bench.someone("update", "Company", lapsed=False)
    assert len(bench.sync(looks=False).synced) == 1


def test_an_unknown_refusal_keeps_the_entry_with_their_words(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))
    bench.strike({"on": "journalentry", "fault": "api_fault", "codes": ["4711"]})
    (failed,) = bench.sync().failed
    assert (failed.reason, "4711" in failed.says) == ("refused", True)
    assert bench.documents("WO-1001")[0].state is DocumentState.FAILED
    assert len(bench.sync().synced) == 1
    assert bench.judge({"WO-1001": ("JournalEntry",)}) == []


def test_another_company_is_never_sent_to(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"))

    class Another:
        realm = "77"

    other: Any = Another()
    with pytest.raises(RefusedByBooks, match="not connected to this company"):
        sync(bench.store, CLIENT, other, SqlOutbox(bench.store), bench.worker(other))
    assert bench.posts() == []


def test_a_defect_of_ours_stops_one_entry_alone(bench: Bench) -> None:
    bench.post(spilt(bench.books(), "WO-1001"), spilt(bench.books(), "WO-1002"))
    company = bench.quickbooks()

    class Odd:
        def __getattr__(self, name: str) -> Any:
            return getattr(company, name)

        def send(self, document: Any) -> Any:
            if document.entry == "WO-1001":
                raise KeyError("Id")
            return company.send(document)

    odd: Any = Odd()
    receipt = sync(bench.store, CLIENT, odd, SqlOutbox(bench.store), bench.worker(odd, looks=False))
    assert [(row.entry, row.reason) for row in receipt.failed] == [("WO-1001", "defect")]
    assert [row.entry for row in receipt.synced] == ["WO-1002"]
    bench.clock.advance(200)
    assert len(bench.sync().synced) == 1
    assert bench.judge({"WO-1001": ("JournalEntry",)}) == []
