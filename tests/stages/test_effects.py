"""What a document does to the company's accounts: ours as planned, and one that somebody made there."""

from dataclasses import replace
from decimal import Decimal

from assistant.books.accounts import Side
from assistant.books.plan import AccountLine, GoodsLine, PlannedDocument
from assistant.books.record import Movement, Record, RecordLine
from assistant.books.remote import DocumentKind
from assistant.stages.already.effects import of_documents, of_record
from tests.stages.test_already import CLAIM, LOSS, MUG, STOCK, company, dollars

PAYABLE, COST = "95", "90"  # the mug's cost account is 90


def amounts(effect: object) -> dict[str, str]:
    return {account: str(amount) for account, amount in dict(effect).items()}  # type: ignore[call-overload]


def test_a_vendor_credit_of_ours_debits_what_is_left_to_the_payable() -> None:
    mugs = GoodsLine("MUG-01", "B", Decimal(-12), dollars("-49.80"))
    goods = (mugs, GoodsLine("no item there", "B", Decimal(-1), dollars("-5.00")))
    lines = (AccountLine(Side.CREDIT, "1300", dollars("3.00")), AccountLine(Side.DEBIT, "5050", dollars("10.00")))
    document = PlannedDocument(1, DocumentKind.VENDOR_CREDIT, "returned", goods=goods, lines=lines, account="1200")
    assert amounts(of_documents([document], company())) == {CLAIM: "-3.00", LOSS: "10.00", STOCK: "-2.00"}
    alone = replace(document, goods=(), lines=(), account="5050")
    assert amounts(of_documents([alone], company())) == {}


def test_lines_without_a_side_go_against_the_account_of_the_whole() -> None:
    lines = (RecordLine(account=LOSS, amount=Decimal("12.00")), RecordLine(account=CLAIM))
    bill = Record("Bill", "7", "0", "1", "2026-10-05", lines, account=PAYABLE)
    assert amounts(of_record(bill, (), company())) == {LOSS: "12.00", PAYABLE: "-12.00"}
    credit = replace(bill, kind="VendorCredit")
    assert amounts(of_record(credit, (), company())) == {LOSS: "-12.00", PAYABLE: "12.00"}
    assert amounts(of_record(replace(bill, account=""), (), company())) == {LOSS: "12.00"}


def test_items_of_a_vendor_credit_go_by_their_price_and_their_cost() -> None:
    lines = (
        RecordLine(item=MUG, amount=Decimal("48.00"), quantity=Decimal(-12)), RecordLine(item="no such", amount=Decimal(5)),
        RecordLine(item=MUG),
    )  # fmt: skip
    credit = Record("VendorCredit", "7", "0", "1", "2026-10-05", lines, account=PAYABLE)
    cost = Movement(MUG, "Vendor Credit", "7", "1", "2026-10-05", Decimal(-12), Decimal("-49.80"))
    other = replace(cost, id="8")
    unknown = replace(cost, item="no such")
    effect = of_record(credit, (cost, other, unknown), company())
    assert amounts(effect) == {PAYABLE: "48.00", STOCK: "-49.80", COST: "1.80"}


def test_an_adjustment_there_goes_against_its_own_account() -> None:
    line = RecordLine(item=MUG, quantity=Decimal(-12))
    adjusted = Record("InventoryAdjustment", "7", "0", "3", "2026-10-05", (line,), account=LOSS)
    cost = Movement(MUG, "Inventory Qty Adjust", "7", "3", "2026-10-05", Decimal(-12), Decimal("-49.80"))
    assert amounts(of_record(adjusted, (cost,), company())) == {STOCK: "-49.80", LOSS: "49.80"}
    assert amounts(of_record(adjusted, (), company())) == {}
