"""Entries for which a document that somebody made in QuickBooks stands, and that says something else."""

from dataclasses import replace
from datetime import date

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import History, Line, PostedEntry
from assistant.books.goods import Stock
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Role
from assistant.books.reasons import Kind, Reason
from assistant.books.record import Record
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.stages.reconciling.papers import Papers
from assistant.stages.reconciling.theirs import standing_otherwise
from tests.stages.test_already import NOW, adjustment, company, journal

ENTRY_DATE = date(2026, 10, 5)


def usd(amount: str) -> Money:
    return Money.parse(amount, "USD")


def books(*lines: Line) -> ClientBooks:
    named = (("5050", "Damage", AccountType.COST_OF_GOODS_SOLD), ("1200", "Inventory", AccountType.OTHER_CURRENT_ASSET),
             ("1300", "Claims", AccountType.OTHER_CURRENT_ASSET))  # fmt: skip
    chart = Chart(tuple(Account(key, key, name, name, of, usd("0.00")) for key, name, of in named))
    entry = PostedEntry("e-1", "WO-1001", ENTRY_DATE, Kind.WRITE_OFF, Reason.DAMAGED, "mugs", lines)
    return ClientBooks(
        "shop", "Shop", "USD", DateOrder.MDY, Policy(usd("500.00")), chart, Stock((), ()), History((entry,)), connected=company()
    )


def insured() -> ClientBooks:
    return books(
        Line(Side.DEBIT, "5050", usd("40.00"), Role.LOSS),
        Line(Side.DEBIT, "1300", usd("60.00"), Role.OWED),
        Line(Side.CREDIT, "1200", usd("100.00"), Role.INVENTORY),
    )


def told(record: Record, held: ClientBooks) -> list[str]:
    document = RemoteDocument(
        "9130", "WO-1001", 1, record.kind, "r-1", record.number, "", DocumentState.THEIRS, NOW, remote_id=record.id
    )  # fmt: skip
    return [each.says for each in standing_otherwise(Papers((document,), (record,)), held, company())]


def test_an_adjustment_says_nothing_of_what_an_insurer_bears() -> None:
    (says,) = told(adjustment("7", "-12"), insured())
    assert says == (
        "InventoryAdjustment 3 stands for WO-1001 in QuickBooks, and says otherwise: it does not say Dr 1300 Claims 60.00. "
        "Book the difference there, or reverse WO-1001 here."
    )


def test_a_document_to_another_account_is_told() -> None:
    elsewhere = replace(adjustment("7", "-12"), account="84")
    plain = books(
        Line(Side.DEBIT, "5050", usd("49.80"), Role.LOSS), Line(Side.CREDIT, "1200", usd("49.80"), Role.INVENTORY)
    )  # fmt: skip
    (says,) = told(elsewhere, plain)
    assert "it does not say Dr 5050 Damage 49.80; it moves Claims, which WO-1001 does not." in says


def test_amounts_are_compared_where_the_document_states_them() -> None:
    plain = books(
        Line(Side.DEBIT, "5050", usd("240.00"), Role.LOSS), Line(Side.CREDIT, "1200", usd("240.00"), Role.INVENTORY)
    )  # fmt: skip
    assert told(journal("7", "240.00"), plain) == []
    (says,) = told(journal("7", "250.00"), plain)
    assert "it does not say Dr 5050 Damage 240.00, Cr 1200 Inventory 240.00." in says


def test_a_document_that_says_the_same_is_not_told() -> None:
    plain = books(
        Line(Side.DEBIT, "5050", usd("49.80"), Role.LOSS), Line(Side.CREDIT, "1200", usd("49.80"), Role.INVENTORY)
    )  # fmt: skip
    assert told(adjustment("7", "-12"), plain) == []
