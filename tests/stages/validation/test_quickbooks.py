"""What a draft's plan of documents is found to lack: blocking, a warning, or nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.books.draft import MappedEntry
from assistant.books.finding import Finding
from assistant.books.found import FoundThere, Verdict
from assistant.books.money import Money
from assistant.books.offer import Lot, Offer
from assistant.books.plan import HeldReason, Hold, Plan
from assistant.books.reasons import Kind
from assistant.stages.validation.quickbooks import check_plan
from tests.stages.rail.company import NOON, shop
from tests.stages.validation.read import entry_of

AMOUNT: tuple[str, dict[str, Any]] = ("$240 of stock damaged", {"value": {"total": "240"}})
GOODS: tuple[str, dict[str, Any]] = ("12 mugs broken", {"goods": {"words": "mugs", "quantity": "12"}})
OFFER = Offer((Lot("MUG-01", "", Decimal(12), Money(4980, "USD")), Lot("LMP-DSK", "", Decimal(1), Money(1850, "USD"))))


def found(plan: Plan, of: MappedEntry, *rows: FoundThere, offers: tuple[Offer, ...] = ()) -> tuple[Finding, ...]:
    connected = shop().connected
    assert connected is not None
    return check_plan(plan, of, replace(connected, found=rows), "D-7", offers)


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, bool]]:
    return [(finding.code.value, finding.blocks) for finding in findings]


def held(reason: HeldReason) -> Plan:
    return Plan(hold=Hold(reason, "It waits.", "Mend it."))


@pytest.mark.parametrize(
    ("reason", "code", "blocks"),
    [
        (HeldReason.GOODS_NEEDED, "goods_needed", True),
        (HeldReason.PERIOD_CLOSED, "period_closed", True),
        (HeldReason.LINKS_NOT_CONFIRMED, "held_in_quickbooks", False),
        (HeldReason.ACCOUNT_NOT_LINKED, "held_in_quickbooks", False),
        (HeldReason.ITEM_NOT_LINKED, "held_in_quickbooks", False),
        (HeldReason.SUPPLIER_MISSING, "held_in_quickbooks", False),
        (HeldReason.BEFORE_START, "held_in_quickbooks", False),
    ],
)
def test_what_could_never_go_blocks_and_what_can_be_mended_warns(reason: HeldReason, code: str, blocks: bool) -> None:
    (finding,) = found(held(reason), entry_of(*AMOUNT))
    assert codes((finding,)) == [(code, blocks)]
    assert "It waits." in finding.says
    assert finding.remedy


def test_a_plan_that_goes_is_silent() -> None:
    assert found(Plan(), entry_of(*GOODS)) == ()


def test_the_ways_out_fit_the_entry() -> None:
    (amount,) = found(held(HeldReason.GOODS_NEEDED), entry_of(*AMOUNT), offers=(OFFER,))
    assert amount.remedy.split("\nOr: ") == [
        "Take goods that make the amount (12 MUG-01 + 1 LMP-DSK): writeoff revise D-7 --offer 1",
        "Say which goods: writeoff revise D-7 --item SKU --quantity N",
        "Set an allowance aside until they are known: writeoff revise D-7 --kind allowance",
        'An owner may have it go all the same: writeoff override D-7 --because "..."',
    ]
    entry = entry_of(*GOODS)
    lower = replace(entry, valued=replace(entry.valued, kind=Kind.WRITE_DOWN))
    (direct,) = found(held(HeldReason.GOODS_NEEDED), lower)
    assert direct.remedy.startswith("Write it down against the allowance: writeoff policy set write_down_method allowance")


def test_a_reversal_is_never_blocked_for_want_of_goods() -> None:
    entry = entry_of(*AMOUNT)
    back = replace(entry, valued=replace(entry.valued, kind=Kind.REVERSAL))
    (finding,) = found(held(HeldReason.GOODS_NEEDED), back)
    assert codes((finding,)) == [("held_in_quickbooks", False)]
    assert finding.remedy == (
        "Where what it takes back never went, neither does this; where it went as a journal, an owner has this go so: "
        'writeoff override D-7 --because "..."'
    )
    (other,) = found(held(HeldReason.SUPPLIER_MISSING), back)
    assert (other.says, other.remedy) == ("Posted, it would wait before it goes to QuickBooks: It waits.", "Mend it.")


def test_of_goods_that_are_named_only_an_owner_may_have_them_go_as_a_journal() -> None:
    (named,) = found(held(HeldReason.GOODS_NEEDED), entry_of(*GOODS))
    assert named.remedy == 'An owner may have it go all the same: writeoff override D-7 --because "..."'


def test_an_override_stays_in_sight() -> None:
    (finding,) = found(Plan(overridden="no count is possible"), entry_of(*AMOUNT))
    assert codes((finding,)) == [("goods_overridden", False)]
    assert finding.says.endswith("to the account of goods that QuickBooks tracks: “no count is possible”.")
    assert finding.remedy == "Reconciliation lists it from then on; a revision takes it back."


def test_a_closed_period_there_has_two_ways_out() -> None:
    (finding,) = found(held(HeldReason.PERIOD_CLOSED), entry_of(*AMOUNT))
    assert finding.remedy == (
        "Date it in an open period, with the true date in the memo (writeoff revise D-7 --date ... --note ...); "
        "or have the period reopened in QuickBooks, and pull: writeoff qbo pull"
    )


def test_what_is_there_already_blocks_until_a_person_says_what_it_is() -> None:
    row = FoundThere("D-7", "JournalEntry", "81", "JE-3", date(2026, 10, 1), None, "The same accounts at 240.00.", NOON)
    (finding,) = found(Plan(), entry_of(*AMOUNT), row)
    assert codes((finding,)) == [("found_in_quickbooks", True)]
    assert finding.says == "The same accounts at 240.00."
    assert finding.remedy == "Say which stands: writeoff qbo found D-7 --document 81 --theirs, --ours or --both"
    for other in (replace(row, subject="D-8"), *(replace(row, verdict=said) for said in Verdict if said is not Verdict.OPEN)):
        assert found(Plan(), entry_of(*AMOUNT), other) == ()
