"""What a plan waits for: each reason shown holding, with a remedy, and shown silent."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.books.accounts import Chart
from assistant.books.client_books import ClientBooks
from assistant.books.entry import Line
from assistant.books.found import FoundThere, Verdict
from assistant.books.plan import HeldReason, Hold
from assistant.books.remote import Link, LinkKind, Links
from assistant.books.snapshot import RemoteName
from assistant.stages.mapping.standing import LOSS_TYPES
from assistant.stages.rail.plan import plan
from tests.stages.rail.company import NOON, entry, links, rows, shop, snapshot, told, usd

MUGS = "write_off damaged\n-12 MUG @ Shop 49.80\nDr 5050 49.80\nCr 1200 49.80"
BACK = "write_off supplier_error\n-12 MUG @ Shop 49.80\nDr 2000 49.80 Acme\nCr 1200 49.80"
RACK = "write_off damaged\n-1 RACK @ Shop 30.00\nDr 5050 30.00\nCr 1250 30.00"


def hold(page: str, books: ClientBooks) -> Hold | None:
    return plan(entry(page), books).hold


def held_books() -> dict[str, tuple[ClientBooks, str, HeldReason]]:
    there = snapshot()
    accounts = tuple(replace(each, active=each.id != "85050") for each in there.accounts)
    items = tuple(replace(each, active=each.id != "TMUG", start=date(2026, 10, 3)) for each in there.items)
    started = tuple(replace(each, start=date(2026, 10, 3)) for each in there.items)
    elsewhere = tuple(replace(each, asset_account="81210") if each.id == "TMUG" else each for each in there.items)
    return {
        "an account that is linked to none": (shop(linked=links("5050")), MUGS, HeldReason.ACCOUNT_NOT_LINKED),
        "an account that went inactive": (shop(accounts=accounts), MUGS, HeldReason.ACCOUNT_NOT_LINKED),
        "an account that is gone": (shop(accounts=()), MUGS, HeldReason.ACCOUNT_NOT_LINKED),
        "an account nobody confirmed": (shop(linked=links(unconfirmed=["5050"])), MUGS, HeldReason.LINKS_NOT_CONFIRMED),
        "an item nobody confirmed": (shop(linked=links(unconfirmed=["MUG"])), MUGS, HeldReason.LINKS_NOT_CONFIRMED),
        "the goods' own account nobody confirmed": (
            shop(linked=links(unconfirmed=["1200"])), MUGS, HeldReason.LINKS_NOT_CONFIRMED,
        ),
        "an item that went inactive": (shop(items=items), MUGS, HeldReason.ITEM_NOT_LINKED),
        "goods kept in another account there": (shop(items=elsewhere), MUGS, HeldReason.ACCOUNT_NOT_LINKED),
        "a supplier that is linked to none": (shop(linked=links("Acme")), BACK, HeldReason.SUPPLIER_MISSING),
        "a supplier that went inactive": (
            shop(vendors=(RemoteName("30", "Acme", active=False),)), BACK, HeldReason.SUPPLIER_MISSING,
        ),
        "a supplier nobody confirmed": (shop(linked=links(unconfirmed=["Acme"])), BACK, HeldReason.LINKS_NOT_CONFIRMED),
        "a closed period": (shop(closed_through=date(2026, 10, 2)), MUGS, HeldReason.PERIOD_CLOSED),
        "a quantity in finer parts than it keeps": (
            shop(), MUGS.replace("-12", "-12.000001"), HeldReason.QUANTITY_TOO_FINE,
        ),
        "a day before the goods were tracked": (shop(items=started), MUGS, HeldReason.BEFORE_START),
    }  # fmt: skip


@pytest.mark.parametrize("what", held_books())
def test_it_waits_with_its_documents_and_says_what_for(what: str) -> None:
    books, page, reason = held_books()[what]
    made = plan(entry(page), books)
    assert made.hold is not None
    assert made.hold.reason is reason
    assert made.hold.says
    assert made.hold.remedy
    assert made.documents == plan(entry(page), shop()).documents
    assert made.fingerprint() == plan(entry(page), shop()).fingerprint()  # what holds it up changes nothing of what goes


@pytest.mark.parametrize("page", [MUGS, BACK, RACK])
def test_nothing_holds_what_is_linked_and_open(page: str) -> None:
    assert hold(page, shop(closed_through=date(2026, 10, 1))) is None


def test_untracked_goods_need_only_their_accounts() -> None:
    assert hold(RACK, shop(linked=links("RACK", "MUG", "1200"))) is None


def test_a_payable_without_a_supplier_names_the_line() -> None:
    page = "write_off supplier_error\n-1 RACK @ Shop 30.00\nDr 2000 30.00\nCr 1250 30.00"
    found = hold(page, shop())
    assert found is not None
    assert found.reason is HeldReason.SUPPLIER_MISSING
    assert found.says == "The line to 2000 Accounts Payable names no supplier, and QuickBooks takes none without."


def test_goods_that_nobody_linked_wait_where_quantities_are_tracked() -> None:
    page = "write_off damaged\n-2 NEW @ Shop 4.00\nDr 5050 4.00\nCr 1200 4.00"
    made = plan(entry(page), shop())
    assert told(made) == ["held item_not_linked"]


def test_untracked_goods_in_the_account_of_tracked_ones_are_not_journalled() -> None:
    page = "write_off damaged\n-1 RACK @ Shop 30.00\nDr 5050 30.00\nCr 1200 30.00"
    assert told(plan(entry(page), shop())) == ["held goods_needed"]


AMOUNT = "write_off damaged\nDr 5050 100.00\nCr 1200 100.00"


def test_an_owners_override_lets_the_journal_go_and_stays_on_the_plan() -> None:
    made = plan(entry(AMOUNT), shop(), overridden="no count is possible")
    assert told(made) == rows("""
        A JournalEntry
          Dr 5050 100.00
          Cr 1200 100.00""")
    assert made.overridden == "no count is possible"
    assert plan(entry(AMOUNT), shop(), kept=made) == made
    assert plan(entry(MUGS), shop(), overridden="no count is possible").overridden == ""


def test_a_mixed_entry_keeps_its_goods_out_of_an_overridden_journal() -> None:
    page = "write_off damaged\n-12 MUG @ Shop 49.80\n-1 NEW @ Shop 2.00\nDr 5050 51.80\nCr 1200 51.80"
    assert told(plan(entry(page), shop(), overridden="all the same")) == ["held item_not_linked"]


def test_theirs_stands_and_nothing_is_sent() -> None:
    books = shop()
    assert books.connected is not None
    found = FoundThere(
        "D-1", "VendorCredit", "77", "VC-9", date(2026, 10, 1), usd("49.80"), "the same goods", NOON, Verdict.THEIRS
    )
    theirs = replace(books, connected=replace(books.connected, found=(found,)))
    assert plan(entry(BACK, number="D-1"), theirs).because == ("VendorCredit VC-9 of 2026-10-01 stands for it there.",)
    assert told(plan(entry(BACK, number="D-1"), theirs)) == []
    both = replace(books, connected=replace(books.connected, found=(replace(found, verdict=Verdict.BOTH),)))
    assert told(plan(entry(BACK, number="D-1"), both))[0] == "A VendorCredit 2000 Acme"


def test_what_an_adjustment_made_there_cannot_say_is_told_to_be_booked_by_hand() -> None:
    """The insurer's part: nothing is sent of it either. One of ours that was edited there has its journal beside it."""
    books, insured = shop(), "write_off damaged\n-12 MUG @ Shop 49.80\nDr 1400 30.00\nDr 5050 19.80\nCr 1200 49.80"
    assert books.connected is not None
    found = FoundThere("D-1", "InventoryAdjustment", "77", "17", date(2026, 10, 1), None, "the goods", NOON, Verdict.THEIRS)
    theirs = replace(books, connected=replace(books.connected, found=(found,)))
    stands, more = plan(entry(insured, number="D-1"), theirs).because
    assert stands == "InventoryAdjustment 17 of 2026-10-01 stands for it there."
    assert more.startswith("An adjustment says nothing of Dr 1400 ")
    assert more.endswith(" 30.00: book that there by hand, against the account of its loss.")
    assert len(plan(entry(MUGS, number="D-1"), theirs).because) == 1
    journal = replace(books.connected, found=(replace(found, kind="JournalEntry"),))
    assert len(plan(entry(insured, number="D-1"), replace(books, connected=journal)).because) == 1


def test_books_without_a_company_send_nothing() -> None:
    assert told(plan(entry(MUGS), replace(shop(), connected=None))) == []


# ── Classes and locations ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_class_goes_with_the_loss() -> None:
    insured = entry("write_off damaged\n-12 MUG @ Shop 49.80\nDr 1400 30.00\nDr 5050 19.80\nCr 1200 49.80")
    lines = tuple(replace(line, klass="Retail") if line.account == "5050" else line for line in insured.lines)
    made = plan(replace(insured, lines=lines), shop(tracks_classes=True))
    assert told(made) == rows("""
        A InventoryAdjustment 5050
          -12 MUG @ Shop -49.80 Retail
        B JournalEntry after A
          Dr 1400 30.00
          Cr 5050 30.00 Retail""")
    gone = plan(replace(insured, lines=lines), shop(tracks_classes=True, classes=()))
    assert gone.hold is not None
    assert gone.hold.reason is HeldReason.CLASS_MISSING
    assert plan(replace(insured, lines=lines), shop(classes=())).hold is None


@pytest.mark.parametrize(("there", "holds"), [("50", False), ("51", True), ("52", True)])
def test_a_class_that_is_linked_goes_by_its_link_alone(there: str, holds: bool) -> None:
    """Here it is called 'Shop floor'; there the link leads to a class of another name, to an inactive one, or to none."""
    mugs = entry(MUGS)
    loss, inventory = mugs.lines
    mugs = replace(mugs, lines=(replace(loss, klass="Shop floor"), inventory))
    linked = Links((*links().links, Link(LinkKind.CLASS, "Shop floor", there, "Retail", "ann", NOON)))
    classes = (RemoteName("50", "Retail"), RemoteName("51", "Wholesale", active=False), RemoteName("53", "Shop floor"))
    found = plan(mugs, shop(linked=linked, tracks_classes=True, classes=classes)).hold
    assert (found is not None and found.reason is HeldReason.CLASS_MISSING) is holds


def test_tracked_goods_without_any_account_for_a_loss_wait_for_one() -> None:
    insured = "write_off damaged\n-12 MUG @ Shop 49.80\n-1 JUG @ Shop 9.00\nDr 1400 58.80\nCr 1200 58.80"
    books = shop()
    no_loss = replace(books, chart=Chart(tuple(each for each in books.chart if each.type not in LOSS_TYPES)))
    found = hold(insured, no_loss)
    assert found is not None
    assert found.reason is HeldReason.ACCOUNT_NOT_LINKED
    assert found.says.startswith("QuickBooks adjusts the quantity of MUG and JUG against a loss account, and the chart has none")
    assert plan(entry(insured), no_loss).documents == ()


def located(*places: tuple[str, str], confirmed: bool = True) -> Links:
    by = ("ann", NOON) if confirmed else ()
    return Links((*links().links, *(Link(LinkKind.LOCATION, ours, there, f"There {ours}", *by) for ours, there in places)))


TWO_PLACES = "write_off damaged\n-2 MUG @ Shop 8.30\n-1 MUG @ Depot 4.15\nDr 1400 2.45\nDr 5050 10.00\nCr 1200 12.45"


def test_places_in_two_locations_are_two_adjustments() -> None:
    linked = located(("Shop", "61"), ("Depot", "62"))
    assert told(plan(entry(TWO_PLACES), shop(linked=linked, tracks_locations=True))) == rows("""
        A InventoryAdjustment 5050
          -2 MUG @ Shop -8.30
        B InventoryAdjustment 5050
          -1 MUG @ Depot -4.15
        C JournalEntry after B
          Dr 1400 2.45
          Cr 5050 2.45""")


def test_places_in_one_location_are_one_and_the_journal_is_there_too() -> None:
    linked = located(("Shop", "61"), ("Depot", "61"))
    made = told(plan(entry(TWO_PLACES), shop(linked=linked, tracks_locations=True)))
    assert made[0] == "A InventoryAdjustment 5050"
    assert made[3] == "B JournalEntry after A"
    assert [line.rpartition(" @ ")[2] for line in made[4:]] == ["Depot", "Depot"]
    assert not any("@ Depot" in line for line in told(plan(entry(TWO_PLACES), shop(linked=linked)))[4:])


def test_a_location_that_nobody_confirmed_holds() -> None:
    made = plan(entry(MUGS), shop(linked=located(("Shop", "61"), confirmed=False), tracks_locations=True))
    assert made.hold is not None
    assert made.hold.reason is HeldReason.LINKS_NOT_CONFIRMED


def test_a_line_of_another_client_type_names_its_customer() -> None:
    """Accounts receivable is no account of a write-off; where a person put it there, QuickBooks wants the customer."""
    books = shop()
    chart = tuple(replace(each, type=type(each.type).ACCOUNTS_RECEIVABLE) if each.key == "1400" else each for each in books.chart)
    books = replace(books, chart=type(books.chart)(chart))
    page = "write_off damaged\n-12 MUG @ Shop 49.80\nDr 1400 49.80 Cora\nCr 1200 49.80"
    assert hold(page, books) is None
    nobody = tuple(Line(line.side, line.account, line.amount, line.role) for line in entry(page).lines)
    found = plan(replace(entry(page), lines=nobody), books).hold
    assert found is not None
    assert found.reason is HeldReason.CUSTOMER_MISSING
