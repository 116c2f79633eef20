"""Whose cost: QuickBooks' own is read back and taken into our books, by itself where it is near, else by a person's word."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.adapters.quickbooks.seeding import seed_of
from assistant.bookkeeping.reports import tie_outs
from assistant.books.accounts import Side
from assistant.books.entry import PostedEntry
from assistant.books.people import PersonRole
from assistant.books.policy import StockKeptBy
from assistant.books.reasons import Kind
from assistant.books.remote import DocumentState
from assistant.errors import NotAllowed
from assistant.syncing.run import Orders
from tests.syncing.bakery import BROKEN, CLIENT, DAY, FIRE, OWNER, SHELF, broken, insured, returned, taken_back, usd
from tests.syncing.conftest import Opened
from tests.syncing.harness import Bench

APPROVED = Orders(approved=("WO-1001", "WO-1002", "WO-1003"))


def costing(bench: Bench, item: str, layers: list[dict[str, str]]) -> Bench:
    """Opens the company anew, where the item lies in other layers than ours."""
    rows = seed_of(bench.books(), ())["items"]
    return bench.open(items=[row | ({"layers": layers} if row["sku"] == item else {}) for row in rows])


@pytest.fixture
def dearer(opened: Opened) -> Bench:
    """Bowls cost the company 3.35 each, and us 3.333."""
    return costing(opened(closed=True), "BOWL", [{"quantity": "90", "value": "301.50"}])


def variance_of(bench: Bench, number: str = "WO-1001") -> PostedEntry:
    with bench.store.client(CLIENT, reads=True) as books:
        kept = books.plan_of(bench.realm, number)
    assert kept is not None
    entry = bench.books().history.find(kept.variances[-1])
    assert entry is not None, number
    return entry


def sides(entry: PostedEntry) -> list[tuple[str, str, str]]:
    return [(line.side.short, line.account, line.amount.plain()) for line in entry.lines]


def sound(bench: Bench) -> None:
    """The books hold: every sum is right, and each inventory account is its goods."""
    with bench.store.client(CLIENT, reads=True) as books:
        assert books.sums_that_differ() == ()
    assert {tie.unexplained.minor for tie in tie_outs(bench.books())} == {0}


def test_a_cost_that_is_near_is_taken_over_by_itself(dearer: Bench) -> None:
    """Seven bowls: 23.33 here, 23.45 there, and 1 % of ours is 0.23."""
    dearer.post(insured(dearer.books(), "WO-1001"))
    (synced,) = dearer.sync().synced
    assert [(each.estimate, each.cost, each.difference) for each in synced.documents] == [
        (usd("23.33"), usd("23.45"), usd("0.12")),
        (None, None, None),
    ]
    entry = variance_of(dearer)
    assert synced.variances == (entry.number,) == ("WO-1002",)
    assert (entry.kind, entry.entry_date, entry.memo) == (Kind.COST_VARIANCE, DAY, "QuickBooks' own cost of WO-1001")
    assert sides(entry) == [("Dr", FIRE, "0.12"), ("Cr", SHELF, "0.12")]
    assert [(move.item, move.quantity, move.value) for move in entry.moves] == [("BOWL", Decimal(0), usd("-0.12"))]
    held = dearer.books().stock.at("BOWL", "Shop")
    assert held is not None
    assert held.value("USD") == usd("299.97") - usd("23.45")
    sound(dearer)
    assert dearer.judge({"WO-1001": ("InventoryAdjustment", "JournalEntry")}) == []


def test_the_variance_itself_goes_nowhere(dearer: Bench) -> None:
    dearer.post(insured(dearer.books(), "WO-1001"))
    dearer.sync()
    asked = len(dearer.requests())
    assert dearer.sync().synced == ()
    assert len(dearer.requests()) == asked
    assert dearer.of_entry("WO-1002") == []


def test_a_cost_that_is_not_near_waits_for_a_person(opened: Opened) -> None:
    bench = costing(opened(closed=True), "BOWL", [{"quantity": "90", "value": "360.00"}])
    bench.post(insured(bench.books(), "WO-1001"))
    (held,) = bench.sync().held
    assert (held.reason, held.says) == ("variance_waits", "QuickBooks' own cost of WO-1001 is 28.00, and ours 23.33.")
    assert held.remedy == "Take the difference over: writeoff qbo variance WO-1001 --approve"
    adjustment, journal = bench.documents("WO-1001")
    assert (adjustment.state, adjustment.cost, adjustment.held_reason) == (DocumentState.UNCOSTED, usd("28.00"), "variance_waits")
    assert journal.state is DocumentState.DONE
    assert bench.sync().held[0].reason == "variance_waits"
    (synced,) = bench.sync(Orders(only=("WO-1001",), approved=("WO-1001",))).synced
    assert sides(variance_of(bench)) == [("Dr", FIRE, "4.67"), ("Cr", SHELF, "4.67")]
    assert synced.variances == ("WO-1002",)
    sound(bench)
    assert bench.judge({"WO-1001": ("InventoryAdjustment", "JournalEntry")}) == []


def test_only_who_may_approve_takes_a_cost_over(dearer: Bench) -> None:
    with dearer.store.client(CLIENT) as books:
        books.add_person("bo", PersonRole.BOOKKEEPER, at=dearer.now())
    dearer.post(insured(dearer.books(), "WO-1001"))
    with pytest.raises(NotAllowed):
        dearer.sync(APPROVED, by="bo")
    assert [row.entry for row in dearer.sync(by="bo").synced] == ["WO-1001"]


def test_a_closed_day_is_not_moved_by_itself(dearer: Bench) -> None:
    dearer.post(insured(dearer.books(), "WO-1001"))
    with dearer.store.client(CLIENT) as books:
        books.set_policy(replace(books.policy(), books_closed_through=DAY), by=OWNER, at=dearer.now())
    (held,) = dearer.sync().held
    assert "The books here are closed through 2026-11-20." in held.says
    later = date(2026, 11, 21)
    assert len(dearer.sync(Orders(approved=("WO-1001",), on=later)).synced) == 1
    assert variance_of(dearer).entry_date == later


def test_where_our_stock_leads_nothing_is_taken_over(dearer: Bench) -> None:
    with dearer.store.client(CLIENT) as books:
        books.set_policy(replace(books.policy(), stock_kept_by=StockKeptBy.HERE), by=OWNER, at=dearer.now())
    dearer.post(insured(dearer.books(), "WO-1001"))
    (synced,) = dearer.sync().synced
    assert (synced.variances, synced.documents[0].difference) == ((), usd("0.12"))
    assert [entry.number for entry in dearer.books().history.entries] == ["WO-1001"]


def test_a_reversal_is_valued_by_their_cost_too(dearer: Bench) -> None:
    """Seven bowls come back at what the company says, and what is between the costs is taken over once more."""
    original = insured(dearer.books(), "WO-1001")
    dearer.post(original)
    dearer.sync()
    dearer.post(taken_back(original, "WO-1003"))
    (synced,) = dearer.sync(APPROVED).synced
    assert (synced.entry, synced.documents[0].estimate) == ("WO-1003", usd("-23.33"))
    kinds = ("InventoryAdjustment", "JournalEntry")
    sound(dearer)
    assert dearer.judge({"WO-1001": kinds, "WO-1003": kinds}) == []
    assert dearer.books().stock.on_hand("BOWL") == 90


def test_a_reversal_goes_while_the_cost_of_its_original_waits_for_a_person(opened: Opened) -> None:
    bench = costing(opened(closed=True), "BOWL", [{"quantity": "90", "value": "360.00"}])
    original = insured(bench.books(), "WO-1001")
    bench.post(original)
    assert [row.reason for row in bench.sync().held] == ["variance_waits"]
    bench.post(taken_back(original, "WO-1002"))
    receipt = bench.sync()
    assert {(row.entry, row.reason) for row in receipt.held} == {("WO-1001", "variance_waits"), ("WO-1002", "variance_waits")}
    assert bench.run_to_the_end() == 1
    kinds = ("InventoryAdjustment", "JournalEntry")
    sound(bench)
    assert bench.judge({"WO-1001": kinds, "WO-1002": kinds}) == []


def test_all_that_there_was_went_at_another_cost(opened: Opened) -> None:
    """No bowl is left to carry the difference: it is posted without goods, and said so by the tie-out."""
    bench = costing(opened(closed=True), "BOWL", [{"quantity": "90", "value": "301.50"}])
    bench.post(broken(bench.books(), "WO-1001", "BOWL", "90"))
    assert len(bench.sync(APPROVED).synced) == 1
    entry = variance_of(bench)
    assert (sides(entry), entry.moves) == ([("Dr", BROKEN, "1.53"), ("Cr", SHELF, "1.53")], ())
    (shelf,) = [tie for tie in tie_outs(bench.books()) if tie.account.key == SHELF]
    assert (shelf.amounts, shelf.unexplained) == (usd("-1.53"), usd("0"))


def test_a_vendor_credit_leaves_the_difference_where_the_company_does(opened: Opened) -> None:
    """Ten plates: 21.00 here, 22.00 there; the company books the rest to the item's own cost account."""
    bench = costing(opened(closed=True), "PLATE", [{"quantity": "80", "value": "176.00"}])
    bench.post(returned(bench.books(), "WO-1001"))
    (synced,) = bench.sync(APPROVED).synced
    assert synced.documents[0].difference == usd("1.00")
    (gains, gives) = variance_of(bench).lines
    assert (gains.side, gains.amount, gives.account) == (Side.DEBIT, usd("1.00"), SHELF)
    assert bench.judge({"WO-1001": ("VendorCredit",)}) == []


def test_a_cost_that_is_not_booked_yet_is_asked_for_again(bench: Bench) -> None:
    """The report shows nothing of the document at first: QuickBooks books some costs later."""
    bench.post(broken(bench.books(), "WO-1001"))
    bench.someone("update", "Company", late_seconds=5)
    assert len(bench.sync().synced) == 1
    assert bench.judge({"WO-1001": ("InventoryAdjustment",)}) == []


def test_a_cost_that_stays_away_leaves_the_entry_waiting(bench: Bench) -> None:
    bench.post(insured(bench.books(), "WO-1001"))
    bench.someone("update", "Company", late_seconds=60)
    (waits,) = bench.sync().waiting
    assert (waits.reason, [each.kind for each in waits.documents]) == ("uncosted", ["InventoryAdjustment"])
    bench.clock.advance(600)
    assert len(bench.sync().synced) == 1
    assert bench.judge({"WO-1001": ("InventoryAdjustment", "JournalEntry")}) == []


def test_one_report_tells_the_costs_of_many(opened: Opened) -> None:
    bench = opened(units=3)
    for n in range(20):
        bench.post(broken(bench.books(), f"WO-{1001 + n}"))
    before = len(bench.requests())
    assert len(bench.sync(looks=False).synced) == 20
    asked = [row["resource"] for row in bench.requests()[before:]]
    assert asked == ["inventoryadjustment"] * 20 + ["reports"]


def test_an_earlier_entry_that_changes_what_a_later_one_cost_is_followed(opened: Opened) -> None:
    """The oldest bowls cost the company 3.00, the others 3.40; what is dated earlier takes the older ones, whenever it comes."""
    layers = [
        {"quantity": "10", "value": "30.00", "date": "2026-01-05"},
        {"quantity": "80", "value": "272.00", "date": "2026-02-05"},
    ]
    bench = costing(opened(closed=True), "BOWL", layers)
    bench.someone("update", "Company", costs_again=True)
    bench.post(broken(bench.books(), "WO-1001", "BOWL", "10"))
    assert len(bench.sync(APPROVED).synced) == 1
    assert (bench.documents("WO-1001")[0].cost, len(bench.books().history.entries)) == (usd("30.00"), 2)
    bench.post(replace(broken(bench.books(), "WO-1003", "BOWL", "10"), entry_date=date(2026, 11, 10)))
    receipt = bench.sync(APPROVED)
    assert [(row.entry, row.variances) for row in receipt.synced] == [
        ("WO-1003", ("WO-1004",)),
        ("WO-1001", ("WO-1002", "WO-1005")),
    ]
    assert [bench.documents(number)[0].cost for number in ("WO-1001", "WO-1003")] == [usd("34.00"), usd("30.00")]
    sound(bench)
    assert bench.judge({"WO-1001": ("InventoryAdjustment",), "WO-1003": ("InventoryAdjustment",)}) == []


def test_a_cost_that_changed_by_much_brings_a_settled_entry_back_for_a_person(opened: Opened) -> None:
    layers = [
        {"quantity": "10", "value": "30.00", "date": "2026-01-05"},
        {"quantity": "80", "value": "272.00", "date": "2026-02-05"},
    ]
    bench = costing(opened(closed=True), "BOWL", layers)
    bench.someone("update", "Company", costs_again=True)
    bench.post(broken(bench.books(), "WO-1001", "BOWL", "10"))
    bench.sync(APPROVED)
    bench.post(replace(broken(bench.books(), "WO-1003", "BOWL", "10"), entry_date=date(2026, 11, 10)))
    (held,) = bench.sync(Orders(approved=("WO-1003",))).held
    assert (held.entry, held.says) == ("WO-1001", "QuickBooks' own cost of WO-1001 is 34.00, and ours 30.00.")
    assert bench.waiting() == ("WO-1001",)
    assert len(bench.sync(APPROVED).synced) == 1
    assert bench.judge({"WO-1001": ("InventoryAdjustment",), "WO-1003": ("InventoryAdjustment",)}) == []
