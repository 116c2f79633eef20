"""Books held against a company in which someone works: each difference by its name, cause and mend, in few reads."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.bookkeeping.evidence import add
from assistant.books.accounts import Side
from assistant.books.evidence import Handed
from assistant.books.finding import Problem
from assistant.books.people import PersonRole
from assistant.books.policy import StockKeptBy
from assistant.errors import NotAllowed, OutsideServiceFailed, RefusedByBooks
from assistant.stages.reconciling.names import Name
from tests.bookkeeping.beside import BROKEN, SPOILT, Beside
from tests.syncing.bakery import CLAIM, CLIENT, OWNER, SHAPES
from tests.syncing.conftest import Opened, opened
from tests.syncing.test_costs import costing
from tests.syncing.test_tasks import ESSENTIALS, pulled

__all__ = ["opened"]
DROPPED = [{"on": "query", "fault": "drop"}] * 60


@pytest.fixture
def beside(opened: Opened) -> Beside:
    return Beside(opened())


def names(beside: Beside) -> Counter[Name]:
    return Counter(each.name for each in beside.reconcile().differences)


# ── In agreement ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_shape_of_entry_in_agreement(beside: Beside) -> None:
    bench = beside.bench
    for make in (shape.make for shape in SHAPES.values()):
        with bench.store.client(CLIENT, reads=True) as books:
            number = books.next_entry_number()
        bench.post(make(bench.books(), number))
        bench.run_to_the_end(looks=False)
    found = beside.reconcile()
    assert found.differences == ()
    assert (found.documents, found.items, found.accounts) == (sum(len(each.documents) for each in SHAPES.values()), 4, 1)
    assert found.pulled_at <= bench.now()


def test_few_reads_however_many_documents(opened: Opened) -> None:
    beside = Beside(opened(units=10), asks=False)
    for _ in range(12):
        beside.approve(beside.draft(BROKEN))
    beside.bench.run_to_the_end(looks=False)
    beside.bench.clock.advance(3600)
    before = beside.bench.practice.log.read()["metered"]
    assert beside.reconcile().documents == 12
    assert beside.bench.practice.log.read()["metered"] - before <= 12


def test_what_waits_is_named_and_its_goods_are_on_their_way(beside: Beside) -> None:
    entry = beside.approve(beside.draft(BROKEN))
    (waits,) = beside.reconcile().differences
    assert (waits.name, waits.subject, waits.mend) == (Name.WAITING, entry.number, "writeoff sync")
    beside.sync()
    assert beside.reconcile().clean


def test_only_the_days_asked_about_and_all_of_the_goods(beside: Beside) -> None:
    beside.posted(BROKEN)
    beside.approve(beside.draft(SPOILT))
    found = beside.reconcile(since=date(2026, 11, 22))
    assert (found.documents, found.entries, found.items, found.clean) == (0, 0, 4, True)
    assert not beside.reconcile(until=date(2026, 11, 21)).clean


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_document_that_is_there_twice(beside: Beside) -> None:
    """Somebody copied ours, number and all."""
    entry = beside.posted(SPOILT)
    (document,) = beside.bench.documents(entry.number)
    copied = beside.journal("42.50", on="2026-11-21", number=document.number)
    (twice,) = beside.reconcile().differences
    assert (twice.name, twice.subject, twice.mend) == (Name.DUPLICATE, entry.number, f"Delete Id {copied} in QuickBooks.")


def test_a_number_of_ours_that_nothing_here_has(beside: Beside) -> None:
    beside.posted(SPOILT)
    beside.journal("7.00", on="2026-11-21", number="WO-4711-A-ABCDEFGH")
    (orphan,) = beside.reconcile().differences
    assert (orphan.name, orphan.subject, orphan.document) == (Name.ORPHAN, "WO-4711", "WO-4711-A-ABCDEFGH")


def test_what_the_plan_shows_no_more_is_compared_by_its_goods(beside: Beside) -> None:
    """A company that went to a lesser plan: whether an adjustment of ours still stands, its quantities and values tell."""
    beside.posted(BROKEN)
    spoilt = beside.posted(SPOILT)
    beside.bench.someone("update", "Company", plan="Essentials")
    found = beside.reconcile()
    assert (found.differences, found.documents, found.entries) == ((), 1, 2)
    (told,) = found.listed
    assert told.says.startswith("The company's plan shows no InventoryAdjustment any more: 1 of ours")
    beside.delete(spoilt)
    beside.adjust("3", on="2026-11-21")
    assert names(beside) == {Name.DELETED: 1, Name.QUANTITY: 1}


def test_an_outcome_that_nobody_knows(beside: Beside) -> None:
    entry = beside.approve(beside.draft(SPOILT))
    beside.bench.strike({"on": "journalentry", "fault": "commit_then_drop"}, *DROPPED)
    beside.bench.sync(looks=False)
    beside.bench.practice.script.clear()
    (unknown,) = beside.reconcile().differences
    assert (unknown.name, unknown.subject) == (Name.UNKNOWN, entry.number)
    beside.sync()
    assert beside.reconcile().clean


def test_what_is_held_says_what_would_mend_it(beside: Beside) -> None:
    beside.bench.someone("update", "Preferences", AccountingInfoPrefs={"BookCloseDate": "2026-11-30"})
    entry = beside.approve(beside.draft(SPOILT))
    beside.bench.sync()
    (held,) = beside.reconcile().differences
    assert (held.name, held.subject) == (Name.HELD, entry.number)
    assert "closed" in held.says


def test_files_that_are_not_attached_yet(beside: Beside) -> None:
    draft = beside.draft(SPOILT)
    add(beside.bench.store, CLIENT, draft.id, [Handed("photo.jpg", "image/jpeg", b"photo")], by="ann", at=beside.bench.now())
    entry = beside.approve(draft)
    beside.bench.strike({"on": "upload", "fault": "json_500"})
    beside.bench.sync()
    beside.bench.practice.script.clear()
    missing = [each for each in beside.reconcile().differences if each.name is Name.FILE_MISSING]
    assert [each.subject for each in missing] == [entry.number]
    beside.sync()
    assert beside.reconcile().clean


# ── Goods and accounts ───────────────────────────────────────────────────────────────────────────────────────────────


def test_units_that_somebody_took_out_there(beside: Beside) -> None:
    beside.adjust("-2", on="2026-11-21")
    (quantity,) = beside.reconcile().differences
    assert (quantity.name, quantity.subject, quantity.mend) == (Name.QUANTITY, "MUG", "writeoff qbo place MUG=-2 --at PLACE")
    assert quantity.says.endswith("they hold 2 more than there is.")


def test_where_our_stock_leads_theirs_is_adjusted(beside: Beside) -> None:
    bench = beside.bench
    with bench.store.client(CLIENT) as books:
        policy = replace(books.policy(), stock_kept_by=StockKeptBy.HERE)
        books.set_policy(policy, by="ann", at=bench.now())
    beside.adjust("-2", on="2026-11-21")
    (quantity,) = beside.reconcile().differences
    assert quantity.mend == "Adjust it in QuickBooks by 2; here our stock leads."


def test_a_journal_to_the_account_of_goods_parts_it_from_them(beside: Beside) -> None:
    """The classic: the balance sheet moves there, and no unit."""
    beside.journal("80.10", debit="5050", credit="1200")
    found = {each.name: each.says for each in beside.reconcile().differences}
    assert set(found) == {Name.BALANCE, Name.VALUATION}
    assert "-80.10 was posted to it without goods" in found[Name.VALUATION]


def test_what_an_owner_had_go_as_a_journal_is_listed_for_good_and_hides_nothing_else(beside: Beside) -> None:
    """Its amount parts the account from its goods, as was said; what somebody else posted without goods is still found."""
    draft = beside.draft("write off $16.00 of damaged mugs")
    assert [each.code for each in draft.problems] == [Problem.GOODS_NEEDED]
    beside.keeper().override(CLIENT, draft.id, because="no count is possible", by=OWNER, today=beside.bench.today)
    entry = beside.approve(draft)
    beside.sync()
    found = beside.reconcile()
    assert found.differences == ()
    assert [(each.subject, "no count is possible" in each.says) for each in found.listed] == [(entry.number, True)]
    beside.journal("80.10", debit="5050", credit="1200")
    found = beside.reconcile()
    (apart,) = (each.says for each in found.differences if each.name is Name.VALUATION)
    assert "-80.10 was posted to it without goods besides the -16.00 that an owner had go so" in apart
    assert [each.subject for each in found.listed] == [entry.number]


def test_the_clearing_account_is_told_as_it_stands_in_quickbooks(opened: Opened) -> None:
    """The loss that waits there for a quantity is in no account of ours."""
    bench = opened(closed=True)
    with bench.store.client(CLIENT) as books:
        books.set_policy(replace(books.policy(), manual_clearing=CLAIM), by=OWNER, at=bench.now())
    beside = Beside(bench.open(company=ESSENTIALS))
    entry = beside.posted(BROKEN)
    (told,) = beside.reconcile().listed
    loss = sum(line.amount.amount for line in entry.lines if line.side is Side.DEBIT)
    assert f"stands at {-loss} in QuickBooks and at 0.00 here, and waits for the tasks of {entry.number}." in told.says
    beside.adjust("-3", on="2026-11-21")  # against another account, which then has the loss twice
    pulled(bench)
    beside.sync()
    (left,) = beside.reconcile().differences
    assert left.name is Name.BALANCE
    assert f"stands at {-loss} in QuickBooks, and should at 0.00" in left.says
    beside.journal(str(loss), debit=CLAIM, credit="5050", on="2026-11-21")
    assert beside.reconcile().clean


def test_goods_there_that_are_none_of_ours(beside: Beside) -> None:
    bench = beside.bench
    accounts = {number: {"value": beside.account(number)} for number in ("1200", "4000", "5050")}
    bench.someone(
        "create", "Item", Name="Teapot", Type="Inventory", TrackQtyOnHand=True, QtyOnHand=5, InvStartDate="2026-11-01",
        AssetAccountRef=accounts["1200"], IncomeAccountRef=accounts["4000"], ExpenseAccountRef=accounts["5050"],
        PurchaseCost=Decimal(4),
    )  # fmt: skip
    differences = {each.name: each for each in beside.reconcile().differences}
    assert differences[Name.NOT_LINKED].subject == "Teapot"


def test_what_quickbooks_costs_anew_is_read_again(opened: Opened) -> None:
    """The oldest bowls cost the company 3.00, the others 3.40: somebody's earlier adjustment takes those that ours had."""
    layers = [
        {"quantity": "10", "value": "30.00", "date": "2026-01-05"},
        {"quantity": "80", "value": "272.00", "date": "2026-02-05"},
    ]
    beside = Beside(costing(opened(closed=True), "BOWL", layers))
    beside.bench.someone("update", "Company", costs_again=True)
    entry = beside.posted("10 bowls broke in the shop")
    assert Name.COST_NOT_READ not in names(beside)  # though it opened with bowls of another value than ours
    beside.adjust("-10", sku="BOWL", on="2026-11-10")
    found = {each.name: each for each in beside.reconcile().differences}
    assert found[Name.COST_NOT_READ].says.endswith("QuickBooks costs it 34.00 now; it was 30.00 when that was taken over.")
    beside.sync()
    (document,) = beside.bench.documents(entry.number)
    assert str(document.cost) == "34.00"
    assert Name.COST_NOT_READ not in names(beside)


# ── Who, and whether it can ──────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_found_is_kept_once_and_mends_nothing(beside: Beside) -> None:
    entry = beside.posted(BROKEN)
    beside.delete(entry)
    posts = len(beside.bench.posts())
    assert beside.differences() == beside.differences() == [f"deleted {entry.number}"]
    assert len(beside.drifts(entry.number)) == 1
    assert len(beside.bench.posts()) == posts
    told = list(beside.trail("quickbooks.reconciled"))
    assert [each["differences"] for each in told] == [[["deleted", entry.number]]] * 2


def test_who_only_reads_does_not_ask_quickbooks(beside: Beside) -> None:
    beside.hire("eve", PersonRole.AUDITOR)
    with pytest.raises(NotAllowed):
        beside.reconcile(by="eve")


def test_a_company_that_does_not_answer(beside: Beside) -> None:
    beside.posted(BROKEN)
    beside.bench.strike(*DROPPED)
    with pytest.raises(OutsideServiceFailed):
        beside.reconcile()


def test_books_without_a_company(beside: Beside) -> None:
    with beside.bench.store.client(CLIENT) as books:
        books.forget_company()
    with pytest.raises(RefusedByBooks, match="connected to no QuickBooks company"):
        beside.reconcile()
