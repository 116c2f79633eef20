"""Documents in QuickBooks that may be of the same loss as an entry on its way out."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assistant.books.accounts import Side
from assistant.books.connected import Connected
from assistant.books.found import FoundThere
from assistant.books.money import Money
from assistant.books.plan import AccountLine, GoodsLine, Plan, PlannedDocument
from assistant.books.policy import CostTolerance
from assistant.books.record import Movement, Record, RecordLine
from assistant.books.remote import DocumentKind, Environment, Link, LinkKind, Links
from assistant.books.snapshot import Preferences, RemoteAccount, RemoteItem, Snapshot
from assistant.stages.already.candidates import Looked, Ours, candidates, window

DAY = date(2026, 10, 6)
NOW = datetime(2026, 10, 7, 9, tzinfo=UTC)
LOSS, STOCK, CLAIM, MUG = "91", "81", "84", "19"


def dollars(text: str) -> Money:
    return Money.parse(text, "USD")


def company() -> Connected:
    accounts = tuple(
        RemoteAccount(id_, number, name, "Asset", True)
        for id_, number, name in ((LOSS, "5050", "Damage"), (STOCK, "1200", "Inventory"), (CLAIM, "1300", "Claims"))
    )
    mug = RemoteItem(MUG, "Mug", "MUG-01", True, True, Decimal(100), STOCK, "90")
    links = Links((
        *(Link(LinkKind.ACCOUNT, account.number, account.id, account.name) for account in accounts),
        Link(LinkKind.ITEM, "MUG-01", MUG, "Mug"),
    ))  # fmt: skip
    snapshot = Snapshot(NOW, "Corner Hardware", "US", Preferences("USD"), accounts=accounts, items=(mug,))
    return Connected("9130", "Corner Hardware", Environment.PRACTICE, snapshot, links)


def journal_plan(amount: str) -> Plan:
    lines = (AccountLine(Side.DEBIT, "5050", dollars(amount)), AccountLine(Side.CREDIT, "1200", dollars(amount)))
    return Plan((PlannedDocument(1, DocumentKind.JOURNAL_ENTRY, "untracked", lines=lines),))


def adjustment_plan(units: str = "-12", value: str = "-49.80") -> Plan:
    goods = (GoodsLine("MUG-01", "B", Decimal(units), dollars(value)),)
    return Plan(
        (PlannedDocument(1, DocumentKind.INVENTORY_ADJUSTMENT, "tracked", goods=goods, account="5050"),), estimated=True
    )  # fmt: skip


def journal(id_: str, amount: str, on: str = "2026-10-05", number: str = "JE-7", debit: str = LOSS) -> Record:
    sides = (("Debit", debit), ("Credit", STOCK))
    lines = tuple(RecordLine(side, account, Decimal(amount)) for side, account in sides)
    return Record("JournalEntry", id_, "0", number, on, lines, note="broken mugs")


def adjustment(id_: str, units: str, number: str = "3", on: str = "2026-10-05") -> Record:
    return Record(
        "InventoryAdjustment", id_, "0", number, on, (RecordLine(item=MUG, quantity=Decimal(units)),), account=LOSS
    )  # fmt: skip


def look(plan: Plan, looked: Looked, ours: Ours | None = None) -> tuple[FoundThere, ...]:
    tolerance = CostTolerance(Decimal(1), Decimal(5))
    return candidates("D-1", DAY, plan, company(), looked, ours or Ours(), tolerance, at=NOW)


def test_the_same_accounts_at_the_same_amount_are_found() -> None:
    (found,) = look(journal_plan("240.00"), Looked((journal("7", "240.00"), journal("8", "240.01"))))
    assert (found.kind, found.remote_id, found.number, found.amount) == ("JournalEntry", "7", "JE-7", dollars("240.00"))
    assert found.because == (
        "Journal entry JE-7 (Id 7) of 2026-10-05 ('broken mugs') debits Damage with 240.00, as this does."
    )  # fmt: skip


@pytest.mark.parametrize(("told", "day"), [("2026-10-05", date(2026, 10, 5)), ("2026-10-05T23:00:00-07:00", DAY)])
def test_a_document_stands_at_its_day_and_at_the_entrys_where_it_tells_none(told: str, day: date) -> None:
    (found,) = look(journal_plan("240.00"), Looked((journal("7", "240.00", told),)))
    assert found.on == day


def test_one_account_alone_at_the_same_amount_is_another_matter() -> None:
    assert not look(journal_plan("240.00"), Looked((journal("7", "240.00", debit=CLAIM),)))


def test_what_others_bear_hides_no_loss_booked_in_full() -> None:
    lines = (
        AccountLine(Side.DEBIT, "5050", dollars("40.00")),
        AccountLine(Side.DEBIT, "1300", dollars("60.00")),
        AccountLine(Side.CREDIT, "1200", dollars("100.00")),
    )
    plan = Plan((PlannedDocument(1, DocumentKind.JOURNAL_ENTRY, "untracked", lines=lines),))
    (found,) = look(plan, Looked((journal("7", "100.00"),)))
    assert "credits Inventory with 100.00" in found.because


def test_only_45_days_each_side_count() -> None:
    assert window(DAY) == (date(2026, 8, 22), date(2026, 11, 20))
    records = tuple(
        journal(str(n), "240.00", on) for n, on in enumerate(("2026-08-21", "2026-08-22", "2026-11-20", "2026-11-21"))
    )  # fmt: skip
    assert [found.remote_id for found in look(journal_plan("240.00"), Looked(records))] == ["1", "2"]


def test_ours_are_known_by_id_and_by_number() -> None:
    looked = Looked((journal("7", "240.00"), journal("8", "240.00", number="WO-1-A-XYZ")))
    assert not look(journal_plan("240.00"), looked, Ours({"7"}, {"WO-1-A-XYZ"}))


def test_an_estimate_is_the_same_within_the_cost_tolerance() -> None:
    records = (journal("7", "50.29"), journal("8", "50.31"))
    assert [found.remote_id for found in look(adjustment_plan(), Looked(records))] == ["7"]


def test_an_adjustment_of_the_same_item_is_found_whatever_its_units() -> None:
    same, other = look(adjustment_plan(), Looked((adjustment("7", "-12"), adjustment("8", "-5"), adjustment("9", "3"))))
    assert same.because == "Inventory adjustment 3 (Id 7) of 2026-10-05 moves -12 of Mug (as this does)."
    assert other.because == "Inventory adjustment 3 (Id 8) of 2026-10-05 moves -5 of Mug (this moves -12)."


def test_an_adjustment_that_only_a_report_shows_is_found() -> None:
    moved = (
        Movement(MUG, "Inventory Qty Adjust", "7", "3", "2026-10-05", Decimal(-12), Decimal("-50.40")),
        Movement(MUG, "Invoice", "8", "1001", "2026-10-05", Decimal(-12), Decimal("-50.40")),
        Movement(MUG, "Inventory Qty Adjust", "9", "WO-9-A-ABC", "2026-10-05", Decimal(-12), Decimal("-50.40")),
    )
    (found,) = look(adjustment_plan(), Looked(movements=moved), Ours(numbers={"WO-9-A-ABC"}))
    assert (found.kind, found.remote_id, found.amount) == ("InventoryAdjustment", "7", dollars("50.40"))


def test_a_fall_that_sales_explain_is_none() -> None:
    sold = (Movement(MUG, "Invoice", "8", "1001", "2026-10-05", Decimal(-10), Decimal("-42.00")),)
    assert not look(adjustment_plan(), Looked(movements=sold, unplaced={"MUG-01": Decimal(-10)}))
    (found,) = look(adjustment_plan(), Looked(movements=sold, unplaced={"MUG-01": Decimal(-22)}))
    assert (found.kind, found.remote_id, found.amount) == ("quantity", MUG, None)
    assert found.because.startswith("QuickBooks has 12 fewer of Mug than our places hold")


def test_goods_that_the_company_has_no_item_for_are_looked_for_by_their_accounts_alone() -> None:
    (document,) = adjustment_plan().documents
    unknown = GoodsLine("no item there", "B", Decimal(-1), dollars("-5.00"))
    plan = Plan((PlannedDocument(1, document.kind, "tracked", goods=(unknown, *document.goods), account="5050"),), estimated=True)
    (found,) = look(plan, Looked((adjustment("7", "-12"),)))
    assert found.remote_id == "7"
