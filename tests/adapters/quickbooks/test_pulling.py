"""The company as a snapshot: every row of every page with what is told of it, in few reads; and what changed since."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistant.books.snapshot import Adjustments, Preferences, RemoteItem, RemoteName
from tests.adapters.quickbooks.window import REALM, inside
from tests.practice.stockroom import SEED, seed


def test_the_whole_company_is_pulled() -> None:
    window = inside(seed())
    snapshot = window.quickbooks.pull(at=window.now())
    assert (snapshot.pulled_at, snapshot.name, snapshot.country) == (window.now(), "Harbour Cafe", "US")
    assert snapshot.preferences == Preferences("USD", tracks_quantity=True)
    breakage = next(row for row in snapshot.accounts if row.number == "5050")
    assert (breakage.name, breakage.classification, breakage.type) == ("Cost of goods:Breakage", "Expense", "Cost of Goods Sold")
    inventory = next(row for row in snapshot.accounts if row.number == "1200")
    assert (inventory.balance, inventory.detail_type, inventory.active) == (Decimal("139.80"), "Inventory", True)
    bowl = next(row for row in snapshot.items if row.name == "Bowl")
    assert bowl == RemoteItem(
        id=bowl.id,
        name="Bowl",
        sku="BOWL-01",
        tracked=True,
        active=True,
        quantity=Decimal(20),
        asset_account=inventory.id,
        expense_account=bowl.expense_account,
        start=date(2024, 1, 1),
        purchase_cost=Decimal("4.50"),
    )
    untracked = {row.name: (row.tracked, row.quantity) for row in snapshot.items if not row.tracked}
    assert untracked == {"Napkins": (False, None), "Engraving": (False, None)}
    names = (snapshot.vendors, snapshot.customers, snapshot.classes, snapshot.departments)
    assert [[row.name for row in rows] for rows in names] == [["Acme Pottery"], ["Ada Quay"], ["Kiosk"], ["Quay Street"]]
    mug = next(row.id for row in snapshot.items if row.name == "Mug")
    assert snapshot.values == {bowl.id: Decimal(90), mug: Decimal("49.80")}


def test_preferences_are_what_the_company_says_and_no_more() -> None:
    window = inside(seed())
    accounting = {"BookCloseDate": "2026-09-30", "ClassTrackingPerTxnLine": True, "TrackDepartments": True}
    changes = {
        "AccountingInfoPrefs": accounting,
        "CurrencyPrefs": {"MultiCurrencyEnabled": True},
        "OtherPrefs": {"NameValue": [{"Name": "WarnDuplicateJournalNumber", "Value": "true"}]},
        "ProductAndServicesPrefs": None,
    }
    window.practice.set_preferences(REALM, changes)
    assert window.quickbooks.pull(at=window.now()).preferences == Preferences(
        currency="USD",
        multicurrency=True,
        closed_through=date(2026, 9, 30),
        warns_of_numbers=True,
        tracks_classes=True,
        tracks_locations=True,
        tracks_quantity=False,
    )


def test_all_pages_and_the_inactive_are_read() -> None:
    more = [{"name": f"Account {n}", "type": "Expense", "active": n % 2 == 0} for n in range(2001)]
    window = inside({**SEED, "accounts": [*SEED["accounts"], *more]})
    accounts = window.quickbooks.accounts()
    assert len({account.id for account in accounts}) == 2001 + len(SEED["accounts"])
    assert sum(not account.active for account in accounts) == 1000


def test_a_negative_quantity_comes_in_as_it_is() -> None:
    window = inside(seed())
    window.kept(window.adjustment(units="-25"))
    bowl = next(row for row in window.quickbooks.pull(at=window.now()).items if row.name == "Bowl")
    assert bowl.quantity == -5


# ── Whether quantities can be adjusted ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("company", "adjustments"),
    [
        ({"plan": "Plus"}, Adjustments.ALLOWED),
        ({"plan": "Advanced"}, Adjustments.ALLOWED),
        ({"plan": "Essentials"}, Adjustments.REFUSED),
        ({"plan": "Simple Start"}, Adjustments.REFUSED),
        ({"plan": "Plus", "country": "GB"}, Adjustments.REFUSED),
    ],
)
def test_plan_and_country_say_whether_quantities_can_be_adjusted(company: dict[str, str], adjustments: Adjustments) -> None:
    window = inside(seed(**company))
    assert window.quickbooks.pull(at=window.now()).adjustments is adjustments


@pytest.mark.parametrize(
    ("codes", "adjustments"), [(["5020"], Adjustments.REFUSED), (["5030"], Adjustments.REFUSED), (["4001"], Adjustments.UNTRIED)]
)
def test_a_question_about_adjustments_tells_where_the_plan_does_not(codes: list[str], adjustments: Adjustments) -> None:
    window = inside(seed())
    window.quickbooks.pull(at=window.now())
    nth = window.queried().index("InventoryAdjustment") + 1
    window.script({"on": "query", "nth": nth, "fault": "api_fault", "codes": codes, "status": 400})
    assert window.quickbooks.pull(at=window.now()).adjustments is adjustments


def test_a_refusal_that_was_met_is_believed_until_all_is_pulled_anew() -> None:
    window = inside(seed())
    met = replace(window.quickbooks.pull(at=window.now()), adjustments=Adjustments.REFUSED)
    assert window.quickbooks.pull(at=window.now(), known=met).adjustments is Adjustments.REFUSED
    assert window.quickbooks.pull(at=window.now()).adjustments is Adjustments.ALLOWED


# ── Anew ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_company_that_is_known_is_pulled_in_fewer_reads() -> None:
    window = inside(seed())
    reads = window.reads()
    known = window.quickbooks.pull(at=window.now())
    first, reads = window.reads() - reads, window.reads()
    window.clock.advance(600)
    window.by_someone("create", "Vendor", DisplayName="Kiln & Co")
    window.kept(window.adjustment())
    reads = window.reads()
    anew = window.quickbooks.pull(at=window.now(), known=known)
    assert [row.name for row in anew.vendors] == ["Acme Pottery", "Kiln & Co"]
    assert next(row.quantity for row in anew.items if row.name == "Bowl") == 8
    assert anew.values[next(row.id for row in anew.items if row.name == "Bowl")] == 40
    assert window.reads() - reads == first - 3
    assert replace(anew, pulled_at=known.pulled_at) == replace(window.quickbooks.pull(at=window.now()), pulled_at=known.pulled_at)


def test_what_was_known_long_ago_is_pulled_whole() -> None:
    window = inside(seed())
    known = window.quickbooks.pull(at=window.now())
    window.by_someone("create", "Vendor", DisplayName="Kiln & Co")
    late = window.now() + timedelta(days=31)
    assert [row.name for row in window.quickbooks.pull(at=late, known=known).vendors] == ["Acme Pottery", "Kiln & Co"]


# ── What changed ─────────────────────────────────────────────────────────────────────────────────────────────────────

EVERY = ("Account", "Item", "Vendor", "Customer", "Class", "Department", "JournalEntry", "InventoryAdjustment", "VendorCredit")


@pytest.mark.parametrize("listed", [True, False])
def test_changes_are_told_by_kind_and_deletions_by_id(listed: bool) -> None:
    """Whether the feed tells of adjustments or not: they are asked for by their time of change too."""
    window = inside(seed(cdc_lists_adjustments=listed))
    journal, _ = window.kept(window.journal())
    window.clock.advance(60)
    since = window.now()
    window.clock.advance(60)
    _, adjusted = window.kept(window.adjustment())
    window.by_someone("create", "Vendor", DisplayName="Kiln & Co")
    mug = window.item("Mug")
    window.by_someone("update", "Item", Id=mug, Active=False)
    assert window.quickbooks.delete("JournalEntry", journal.remote_id, "0", "r-del")
    changes = window.quickbooks.changes(since, EVERY, at=window.now())
    assert [record.id for record in changes.records] == [adjusted.id]
    assert changes.deleted == (("JournalEntry", journal.remote_id),)
    assert [(row.id, row.active) for row in changes.items if row.id == mug] == [(mug, False)]
    assert [row.name for row in changes.names["Vendor"]] == ["Kiln & Co"]
    assert changes.names["Class"] == ()
    assert not changes.more


def test_more_than_the_feed_tells_is_said() -> None:
    window = inside({**SEED, "vendors": [f"Vendor {n}" for n in range(1001)]})
    since = window.now() - timedelta(hours=1)
    assert window.quickbooks.changes(since, ("Vendor",), at=window.now()).more
    before = window.reads()
    assert window.quickbooks.changes(window.now() - timedelta(days=30), ("Vendor",), at=window.now()).more
    assert window.reads() == before


def test_nothing_is_asked_about_nothing() -> None:
    window = inside(seed())
    before = window.reads()
    changes = window.quickbooks.changes(window.now(), (), at=window.now())
    assert (changes.records, changes.more, window.reads()) == ((), False, before)


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_documents_of_everybody_are_found_by_their_day() -> None:
    window = inside(seed())
    window.kept(window.journal(on="2026-10-01"))
    _, record = window.kept(window.journal("WO-9-A"))
    vendor, detail = window.vendor(), "AccountBasedExpenseLineDetail"
    line = {"DetailType": detail, "Amount": 5, detail: {"AccountRef": {"value": window.account("5050")}}}
    window.by_someone("create", "Bill", VendorRef={"value": vendor}, TxnDate="2026-11-20", Line=[line])
    found = window.quickbooks.documents(("JournalEntry", "Bill"), date(2026, 11, 1), date(2026, 11, 20))
    assert [(each.kind, each.party, each.lines[0].amount) for each in found] == [
        ("JournalEntry", "", Decimal("49.80")),
        ("Bill", vendor, Decimal(5)),
    ]
    assert found[0].id == record.id


def test_a_company_without_adjustments_has_none_to_be_found() -> None:
    window = inside(seed(plan="Essentials"))
    assert window.quickbooks.documents(("InventoryAdjustment",), date(2026, 11, 1), date(2026, 11, 20)) == ()
    assert window.quickbooks.changes(window.now() - timedelta(hours=1), EVERY, at=window.now()).names["Vendor"] == (
        RemoteName(window.vendor(), "Acme Pottery"),
    )
