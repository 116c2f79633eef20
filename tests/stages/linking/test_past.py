"""Documents of a company to the losses among them: what one account of ours took, in goods and in money."""

from datetime import UTC, date, datetime
from decimal import Decimal

from assistant.books.connected import Connected
from assistant.books.record import Movement, Record, RecordLine
from assistant.books.remote import DocumentKind, Environment, Link, LinkKind, Links
from assistant.books.snapshot import Preferences, RemoteItem, Snapshot
from assistant.stages.linking.past import Past, PastLoss, past_losses
from tests.stages.shop import chart, usd

AT = datetime(2026, 10, 9, 8, 0, tzinfo=UTC)
BANK, STOCK, LOSS, OTHER_LOSS = "10", "81", "91", "92"
MUG, LAMP = "19", "20"
ITEMS = (
    RemoteItem(MUG, "Mug", "MUG-RED", True, True, Decimal(100), STOCK, "90"),
    RemoteItem(LAMP, "Lamp", "", True, True, Decimal(5), STOCK, "90"),
)
LINKS = Links((
    Link(LinkKind.ACCOUNT, "1010", BANK, "Checking"),
    Link(LinkKind.ACCOUNT, "1200", STOCK, "Inventory"),
    Link(LinkKind.ACCOUNT, "5100", LOSS, "Shrinkage"),
    Link(LinkKind.ITEM, "MUG-RED", MUG, "Mug"),
))  # fmt: skip
SNAPSHOT = Snapshot(AT, "The Shop", "US", Preferences("USD"), items=ITEMS)
COMPANY = Connected("9130", "The Shop", Environment.PRACTICE, SNAPSHOT, LINKS)


def adjustment(id_: str, *lines: RecordLine, account: str = LOSS, note: str = "") -> Record:
    return Record(DocumentKind.INVENTORY_ADJUSTMENT.value, id_, "0", f"A-{id_}", "2026-09-30", lines, account=account, note=note)


def journal(id_: str, *lines: tuple[str, str, str, str], note: str = "") -> Record:
    """Lines of 'Debit', account, amount, memo."""
    told = tuple(RecordLine(side, account, Decimal(amount), memo=memo) for side, account, amount, memo in lines)
    return Record(DocumentKind.JOURNAL_ENTRY.value, id_, "0", "", "2026-09-29", told, note=note)


def moved(item: str, units: str) -> RecordLine:
    return RecordLine(item=item, quantity=Decimal(units))


def cost(id_: str, amount: str) -> Movement:
    kind = DocumentKind.INVENTORY_ADJUSTMENT.value
    return Movement(MUG, kind, id_, "", "2026-09-30", Decimal(-1), Decimal(amount))


def past(*records: Record, movements: tuple[Movement, ...] = (), ours: tuple[str, ...] = ()) -> Past:
    return past_losses(records, movements, COMPANY, chart(), ours)


def test_an_adjustment_costs_what_its_movements_do() -> None:
    found = past(adjustment("7", moved(MUG, "-12"), note="dropped"), movements=(cost("7", "-40.00"), cost("7", "-9.80")))
    assert found == Past(1, 1, (
        PastLoss("7", "InventoryAdjustment", "A-7", date(2026, 9, 30), "5100", usd("49.80"), "dropped", {"MUG-RED": Decimal(12)}),
    ))  # fmt: skip
    assert found.losses[0].source == "QuickBooks adjustment A-7"


def test_units_of_what_is_none_of_ours_are_left_out_and_the_loss_is_not() -> None:
    (loss,) = past(adjustment("7", moved(LAMP, "-1"), RecordLine(item=MUG), moved(MUG, "-2"))).losses
    assert loss.units == {"MUG-RED": Decimal(2)}  # the lamp has no link, and a line without a number is of no goods


def test_what_brought_goods_in_or_went_to_no_loss_of_ours_is_none() -> None:
    found = past(
        adjustment("7", moved(MUG, "12")),
        adjustment("8", moved(MUG, "-1"), account=OTHER_LOSS),
        adjustment("9", moved(MUG, "-1"), account=BANK),
        adjustment("10", moved(MUG, "-1")),
        movements=(cost("10", "4.15"),),
    )
    assert found == Past(4, 4, ())


def test_a_journal_tells_each_account_that_took_goods() -> None:
    (loss,) = past(
        journal("5", ("Debit", LOSS, "40.00", "mugs"), ("Credit", STOCK, "50.00", ""), ("Debit", BANK, "10.00", "insurer")),
    ).losses
    assert (loss.account, loss.amount, loss.told, loss.units) == ("5100", usd("40.00"), "mugs", {})
    assert loss.source == "QuickBooks journal entry Id 5"


def test_a_journal_that_brings_goods_in_or_gives_a_loss_back_is_none() -> None:
    back = journal("5", ("Credit", LOSS, "40.00", ""), ("Debit", STOCK, "40.00", ""))
    money = journal("6", ("Debit", LOSS, "40.00", ""), ("Credit", BANK, "40.00", ""))
    assert past(back, money) == Past(2, 1, ())


def test_a_vendor_credit_is_looked_through_and_is_no_loss() -> None:
    credit = Record(DocumentKind.VENDOR_CREDIT.value, "3", "0", "VC-3", "2026-09-28", (moved(MUG, "-2"),), account="83")
    assert past(credit) == Past(1, 1, ())


def test_what_we_sent_taught_already() -> None:
    assert past(adjustment("7", moved(MUG, "-12")), ours=("7",)) == Past(0, 0, ())
