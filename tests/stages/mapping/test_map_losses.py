"""Rules 4 to 6: policy, then the unusual and the routine loss, on charts of any shape."""

import pytest

from assistant.books.accounts import Side
from assistant.books.policy import Policy, ReasonAccounts, UnusualIn
from assistant.books.proposal import Role
from assistant.books.reasons import Cause, Kind, Reason
from tests.stages.mapping.ledger import debit, line, mapped, sample, store, usd, valued, write_off


@pytest.mark.parametrize(
    ("reason", "routine", "unusual"),
    [
        (Reason.DAMAGED, "5110", "6800"),
        (Reason.OPENED_OR_TAMPERED, "5110", "6800"),
        (Reason.DETERIORATED, "5130", "6800"),
        (Reason.EXPIRED, "5130", "6800"),
        (Reason.LOST, "5100", "6800"),
        (Reason.ADMIN_ADJUSTMENT, "5100", "6800"),
        (Reason.PRODUCTION_ERROR, "5150", "6800"),
        (Reason.OBSOLETE, "5140", "6810"),
        (Reason.SUPPLIER_ERROR, "5110", "6800"),
        (Reason.OTHER, "5000", "6800"),
        (Reason.STOLEN, "6830", "6830"),
        (Reason.PROHIBITED, "6840", "6840"),
    ],
)
def test_a_loss_within_and_above_the_limit(reason: Reason, routine: str, unusual: str) -> None:
    assert debit(write_off(store(), reason, "500.00")) == routine
    assert debit(write_off(store(), reason, "500.01")) == unusual


@pytest.mark.parametrize(
    ("cause", "account"),
    [
        (Cause.FIRE, "6820"), (Cause.FLOOD, "6820"), (Cause.STORM, "6820"), (Cause.EXTREME_WEATHER, "6820"),
        (Cause.THEFT, "6830"), (Cause.RECALL, "6840"), (Cause.BAN, "6840"), (Cause.CONTAMINATION, "6800"),
    ],
)  # fmt: skip
def test_a_cause_out_of_the_ordinary_whatever_the_amount(cause: Cause, account: str) -> None:
    assert debit(write_off(store(), Reason.DAMAGED, "10.00", cause=cause)) == account


def test_the_reason_can_be_checked_by_a_person() -> None:
    routine = write_off(store(), Reason.DAMAGED, "85.20").lines[0]
    assert routine.because == "COGS account made for damage; 85.20 is within the limit of 500.00"
    unusual = write_off(store(), Reason.LOST, "932.50").lines[0]
    assert unusual.because == "general write-off account, as none is made for missing stock; 932.50 is above the limit of 500.00"
    theft = write_off(store(), Reason.STOLEN, "20.00").lines[0]
    assert theft.because == "expense account made for theft; theft is out of the ordinary, whatever the amount"


def test_policy_comes_before_the_words_of_the_chart() -> None:
    by_reason = {Reason.DAMAGED: ReasonAccounts("5000", "6820"), Reason.LOST: ReasonAccounts("5110", "5110")}
    books = store(policy=Policy(usd("500.00"), accounts_by_reason=by_reason))
    assert debit(write_off(books, Reason.DAMAGED, "20.00")) == "5000"
    flooded = write_off(books, Reason.DAMAGED, "20.00", cause=Cause.FLOOD).lines[0]
    assert (flooded.account, flooded.chosen_by) == ("6820", "policy")
    assert flooded.because == "policy for damaged, unusual losses; a flood is out of the ordinary, whatever the amount"
    assert write_off(books, Reason.LOST, "9000.00").lines[0].because == "policy for lost"
    assert debit(write_off(books, Reason.SUPPLIER_ERROR, "20.00")) == "5000"  # not credited: as damaged goods


def test_a_policy_account_that_takes_no_posting_is_passed_over() -> None:
    settled = {Reason.DAMAGED: ReasonAccounts("5160", "1310")}  # a heading, and a receivable
    books = store(policy=Policy(usd("500.00"), accounts_by_reason=settled))
    assert debit(write_off(books, Reason.DAMAGED, "20.00")) == "5110"
    assert debit(write_off(books, Reason.DAMAGED, "2000.00")) == "6800"


def test_the_goods_choose_among_accounts_made_for_the_same() -> None:
    assert debit(write_off(store(), Reason.DETERIORATED, "20.00", inventory="1210")) == "5120"
    assert debit(write_off(store(), Reason.DETERIORATED, "20.00", inventory="1200")) == "5130"


def test_an_account_for_each_place() -> None:
    books = store("5101 cogs  Shrink - Reno  -", "5102 cogs  Shrink - Tulsa  -", without=["5100"])
    assert debit(write_off(books, Reason.LOST, "20.00", goods="mugs at Tulsa")) == "5102"


def test_a_chart_without_an_account_for_the_cause() -> None:
    bare = store(without=["5100", "5110", "5130", "5150", "6800", "6810", "6820", "6830", "6840"])
    damaged = write_off(bare, Reason.DAMAGED, "20.00").lines[0]
    assert (damaged.account, damaged.chosen_by) == ("5000", "cost_of_sales")
    assert write_off(bare, Reason.DAMAGED, "2000.00").lines[0].chosen_by == "nearest"
    with_other = store("8900 other  Other Miscellaneous Expense  -", without=["6800", "6810", "6820", "6830", "6840"])
    assert debit(write_off(with_other, Reason.DAMAGED, "2000.00")) == "8900"


def test_unusual_losses_kept_in_cost_of_sales() -> None:
    extra = ("5900 cogs  Abnormal Inventory Loss - General  -", "5910 cogs  Abnormal Inventory Loss - Theft  -")
    books = store(*extra, policy=Policy(usd("500.00"), unusual_in=UnusualIn.COST_OF_SALES))
    assert debit(write_off(books, Reason.DAMAGED, "2000.00")) == "5900"
    assert debit(write_off(books, Reason.LOST, "2000.00")) == "5900"
    assert debit(write_off(books, Reason.STOLEN, "20.00")) == "5910"
    assert debit(write_off(books, Reason.DAMAGED, "20.00")) == "5110"


def test_additions_to_the_reserve_and_write_downs() -> None:
    assert debit(write_off(store(), Reason.OBSOLETE, "900.00", kind=Kind.ALLOWANCE)) == "6810"
    assert debit(write_off(store(), Reason.OBSOLETE, "90.00", kind=Kind.ALLOWANCE)) == "5140"
    assert debit(write_off(store(), Reason.OBSOLETE, "90.00", kind=Kind.WRITE_DOWN)) == "5140"
    assert debit(write_off(store(), Reason.DAMAGED, "90.00", kind=Kind.WRITE_DOWN)) == "5110"


def test_what_a_count_found_goes_back_where_shortages_go() -> None:
    """A gain is no loss above the limit."""
    found = valued(
        line(Side.DEBIT, Role.INVENTORY, usd("900.00"), "1200"),
        line(Side.CREDIT, Role.LOSS, usd("900.00")),
        reason=Reason.LOST,
        kind=Kind.COUNT_ADJUSTMENT,
        loss=usd("900.00"),
    )
    assert [one.account for one in mapped(found, store()).lines] == ["1200", "5100"]


def test_an_account_named_do_not_use_is_left_alone() -> None:
    assert debit(write_off(store(without=["5100"]), Reason.LOST, "20.00")) == "5000"


ABBREVIATED = (
    "5200 cogs  Shrnk & Cyc Cnt Diff  -", "5210 cogs  Dmg/Brkg  -", "5220 cogs  Spoil & Exp'd  -",
    "6900 expense  Inv W/O - Non-Rtn  -",
    "6910 expense  Thft Loss  -", "6920 expense  Cas Loss  -", "6930 expense  E&O Inv Chg  -",
)  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "amount", "cause", "account"),
    [
        (Reason.LOST, "20.00", None, "5200"), (Reason.DAMAGED, "20.00", None, "5210"), (Reason.EXPIRED, "20.00", None, "5220"),
        (Reason.DAMAGED, "2000.00", None, "6900"), (Reason.STOLEN, "20.00", None, "6910"),
        (Reason.DAMAGED, "20.00", Cause.STORM, "6920"), (Reason.OBSOLETE, "2000.00", None, "6930"),
    ],
)  # fmt: skip
def test_names_in_short(reason: Reason, amount: str, cause: Cause | None, account: str) -> None:
    full = ["5100", "5105", "5110", "5120", "5130", "6800", "6810", "6820", "6830", "6840"]
    assert debit(write_off(store(*ABBREVIATED, without=full), reason, amount, cause=cause)) == account


@pytest.mark.parametrize(
    ("client", "inventory", "reason", "amount", "cause", "account"),
    [
        ("corner-hardware", "1200", Reason.DAMAGED, "85.00", None, "5050"),
        ("corner-hardware", "1200", Reason.PRODUCTION_ERROR, "85.00", None, "5000"),
        ("lakeshore-pharmacy", "1200-10", Reason.EXPIRED, "900.00", None, "6800-20"),
        ("lakeshore-pharmacy", "1200-20", Reason.DETERIORATED, "90.00", None, "5100-50"),
        ("lakeshore-pharmacy", "1200-40", Reason.OTHER, "90.00", None, "5000-20"),
        ("eulenbach-brewery", "3980", Reason.DAMAGED, "90.00", Cause.FLOOD, "4892"),
        ("eulenbach-brewery", "3985", Reason.OTHER, "90.00", None, "4020"),
        ("foxglove-books", "Stock of Goods:New Books", Reason.DAMAGED, "900.00", None, "Shop Running Costs:Stock Written Off"),
        ("foxglove-books", "Stock of Goods:New Books", Reason.OBSOLETE, "900.00", None, "Shop Running Costs:Provision Charge"),
        ("saranga-garments", "Current Assets:Stock-in-Hand:Fabric", Reason.DAMAGED, "900000.00", None,
         "Indirect Expenses:Abnormal Stock Loss"),
        ("saranga-garments", "Current Assets:Stock-in-Hand:Fabric", Reason.DAMAGED, "9.00", Cause.STORM,
         "Indirect Expenses:Loss by Fire, Flood & Monsoon"),
        ("minato-ceramics", "150", Reason.OBSOLETE, "50000", None, "620"),
        ("minato-ceramics", "150", Reason.LOST, "90000", None, "850"),
        ("karri-timber", "1-1310", Reason.DETERIORATED, "90.00", None, "5-2200"),
        ("glenbrack-coop", "14100", Reason.DETERIORATED, "9.00", Cause.CONTAMINATION, "68400"),
        ("voltcrate-electronics", "12100", Reason.LOST, "9000.00", None, "50810"),
    ],
)  # fmt: skip
def test_the_sample_charts(client: str, inventory: str, reason: Reason, amount: str, cause: Cause | None, account: str) -> None:
    assert debit(write_off(sample(client), reason, amount, inventory=inventory, cause=cause)) == account


def test_what_our_own_people_ruined_is_scrap() -> None:
    books = store("5155 cogs  Service Dept Ruined Parts  -", without=["5150"])
    assert debit(write_off(books, Reason.PRODUCTION_ERROR, "20.00")) == "5155"
    assert debit(write_off(books, Reason.DAMAGED, "20.00")) == "5110"
