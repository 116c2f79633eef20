"""Entries to the documents that QuickBooks keeps of them, page by page (plans.txt): every row of the table in
docs/accounting-rules.md, every kind of entry."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry, ValuedEntry, ValuedLine
from assistant.books.event import ResolvedEvent, ResolvedGoods
from assistant.books.goods import StockMove
from assistant.books.policy import Policy, StockKeptBy
from assistant.books.proposal import Event, GoodsSaid, Role
from assistant.books.reasons import Cause, Kind, Reason
from assistant.books.snapshot import Adjustments
from assistant.stages.mapping.map import map_accounts
from assistant.stages.rail.plan import plan
from tests.stages.rail.company import DAY, entry, page_of, pages, rows, shop, told, usd

PAGES = pages(Path(__file__).with_name("plans.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("what", PAGES)
def test_an_entry_becomes_these_documents(what: str) -> None:
    said, expected = PAGES[what]
    assert (page_of(said) or ["nothing"]) == expected


ONE_LOSS = """
    write_off damaged
    -12 MUG @ Shop 49.80
    Dr 1400 30.00
    Dr 5050 19.80
    Cr 1200 49.80"""
BY_OTHERS = Policy(usd("500.00"), stock_kept_by=StockKeptBy.OTHER)


@pytest.mark.parametrize("books", [shop(adjustments=Adjustments.REFUSED), shop(policy=BY_OTHERS)])
def test_where_no_app_may_adjust_a_person_types_it(books: ClientBooks) -> None:
    assert page_of(ONE_LOSS, books) == rows("""
        A Task 5050
          -12 MUG @ Shop -49.80
        B JournalEntry after A
          Dr 1400 30.00
          Cr 5050 30.00""")


def test_the_loss_may_wait_in_a_clearing_account_meanwhile() -> None:
    books = shop(policy=Policy(usd("500.00"), manual_clearing="1900"), adjustments=Adjustments.REFUSED)
    assert page_of(ONE_LOSS, books) == rows("""
        A JournalEntry
          Dr 1400 30.00
          Dr 5050 19.80
          Cr 1900 49.80
        B Task 1900 after A
          -12 MUG @ Shop -49.80""")
    free = shop(policy=Policy(usd("500.00"), manual_clearing="1900"))
    assert page_of(ONE_LOSS, free)[0] == "A InventoryAdjustment 5050"


def test_a_vendor_credit_needs_no_adjustment() -> None:
    said = PAGES["returned to a named vendor at cost"][0]
    refused = shop(adjustments=Adjustments.REFUSED, policy=Policy(usd("500.00"), manual_clearing="1900"))
    assert page_of(said, refused)[0] == "A VendorCredit 2000 Acme"
    assert page_of(said, shop(policy=BY_OTHERS))[0] == "A Task 5050"


def test_a_plan_says_why_and_whether_its_amounts_are_estimates() -> None:
    made = plan(entry(ONE_LOSS), shop())
    assert [document.because for document in made.documents] == [
        "QuickBooks tracks the quantity of MUG: an adjustment takes out the units at its own cost, against"
        " 5050 Damage and Breakage.",
        "The rest of the entry, which no adjustment can say; it goes once QuickBooks' own cost is read back.",
    ]
    assert (made.through, made.estimated) == ("5050", False)
    leads = shop(policy=Policy(usd("500.00"), stock_kept_by=StockKeptBy.QUICKBOOKS))
    assert plan(entry(ONE_LOSS), leads).estimated
    assert not plan(entry(PAGES["untracked goods: a journal"][0]), leads).estimated


def test_what_was_approved_keeps_the_account_it_goes_through() -> None:
    insured = entry(PAGES["insured in full: through the account that such a loss would take"][0])
    kept = plan(insured, shop())
    other = replace(kept, through="6910")
    assert told(plan(insured, shop(), kept=other))[0] == "A InventoryAdjustment 6910"
    assert plan(insured, shop(), kept=kept) == kept


@pytest.mark.parametrize(("cause", "account"), [(None, "5050"), (Cause.FIRE, "6910")])
def test_a_draft_that_others_bear_goes_against_the_account_that_its_cause_calls_for(cause: Cause | None, account: str) -> None:
    """A fire is unusual whatever the amount. Once posted, the account that was approved stands (`through`)."""
    event = Event(Kind.WRITE_OFF, Reason.DAMAGED, (GoodsSaid("mugs"),), cause=cause)
    resolved = ResolvedEvent(event, (), DAY, "today", (ResolvedGoods("MUG", "Shop", Decimal(12), 0),))
    lines = (
        ValuedLine(Side.DEBIT, Role.OWED, usd("49.80"), account="1400"),
        ValuedLine(Side.CREDIT, Role.INVENTORY, usd("49.80"), account="1200"),
    )
    moves = (StockMove("MUG", "Shop", "1200", Decimal(-12), -usd("49.80")),)
    drafted = map_accounts(ValuedEntry(resolved, Kind.WRITE_OFF, Reason.DAMAGED, lines, moves, loss=usd("49.80")), shop())
    assert isinstance(drafted, MappedEntry)
    made = plan(drafted, shop())
    assert told(made)[0] == f"A InventoryAdjustment {account}"
    posted = entry("write_off damaged\n-12 MUG @ Shop 49.80\nDr 1400 49.80\nCr 1200 49.80")
    assert plan(posted, shop(), kept=made).documents == made.documents


def test_a_reversal_goes_against_what_the_original_went_against() -> None:
    insured = entry(PAGES["insured in full: through the account that such a loss would take"][0])
    back = entry(
        """
        reversal damaged WO-1
        12 MUG @ Shop 49.80
        Dr 1200 49.80
        Cr 1400 49.80""",
        number="WO-2",
    )
    assert told(plan(back, shop(insured))) == rows("""
        A InventoryAdjustment 5050
          12 MUG @ Shop 49.80
        B JournalEntry after A
          Dr 5050 49.80
          Cr 1400 49.80""")


@pytest.mark.parametrize("kind", ["intake", "cost_variance"])
def test_what_takes_back_an_entry_that_never_went_out_does_not_either(kind: str) -> None:
    came = entry(f"{kind} other\n10 MUG @ Shop 41.50\nDr 1200 41.50\nCr 3900 41.50")
    back = entry("reversal other WO-1\n-10 MUG @ Shop 41.50\nDr 3900 41.50\nCr 1200 41.50", number="WO-2")
    assert told(plan(back, shop(came))) == []


def test_goods_that_cost_nothing_and_are_not_tracked_send_nothing() -> None:
    made = plan(entry("write_off damaged\n-1 RACK @ Shop 0.00"), shop())
    assert made.documents == ()
    assert made.because == ("The goods cost nothing and QuickBooks tracks no quantity of them: there is nothing to send.",)


def test_of_many_goods_the_first_are_named() -> None:
    page = "write_off damaged\n-1 MUG @ Shop 4.15\n-1 JUG @ Shop 9.00\n-1 TEA @ Shop 19.80\n-1 GIFT @ Shop 0.00"
    (adjustment,) = plan(entry(f"{page}\nDr 5050 32.95\nCr 1200 13.15\nCr 1210 19.80"), shop()).documents
    assert adjustment.because.startswith("QuickBooks tracks the quantity of MUG, JUG and 2 others: an adjustment takes out")


def test_what_the_goods_leave_to_their_account_is_one_line_with_what_it_had() -> None:
    """The insurer's 30.00 and a gain of 10.00, both credited to the account that the adjustment debits in full."""
    page = "write_off damaged\n-12 MUG @ Shop 49.80\nDr 1400 40.00\nDr 5050 19.80\nCr 5050 10.00\nCr 1200 49.80"
    assert page_of(page)[2:] == rows("""
        B JournalEntry after A
          Dr 1400 40.00
          Cr 5050 40.00""")
