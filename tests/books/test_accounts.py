"""What an account is by its own words: a heading, goods, or what stands against goods."""

import pytest

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.money import Money

CURRENT = AccountType.OTHER_CURRENT_ASSET


def account(
    name: str, balance: int = 0, detail: str = "Inventory", description: str = "", type_: AccountType = CURRENT
) -> Account:
    return Account(name, "", name, name, type_, Money(balance, "USD"), detail, description=description)


@pytest.mark.parametrize(
    ("name", "balance", "detail", "description"),
    [
        ("Reserve for Obsolete Inventory", -3600, "Inventory", "Contra to 1200"),
        ("Stock Provision", 0, "Inventory", ""),
        ("Less Prov'n for Slow-Moving Stock", -850, "Inventory", ""),
        ("Inv Resv - E&O", -100, "Inventory", ""),
        ("Allow. for Slow Stock", -100, "", ""),
        ("Slow & Obsolete Stock (less)", -100, "Inventory", ""),
        ("Inventory Allowance - Raw & Packaging", -840, "Inventory", ""),
        ("LCNRV on Stock", -10, "Inventory", "contra"),
        ("Inventory Valuation Reserve", -10, "OtherCurrentAssets", ""),
    ],
)
def test_what_stands_against_stock(name: str, balance: int, detail: str, description: str) -> None:
    found = account(name, balance, detail, description)
    assert (found.is_allowance, found.holds_goods) == (True, False)


@pytest.mark.parametrize(
    ("name", "balance", "detail"),
    [
        ("Merchandise Inventory", 100, "Inventory"),
        ("WIP - Bulk Wine in Tank & Barrel", 100, "Inventory"),
        ("Inventory in Transit", 100, "Inventory"),
        ("Reserve Wines", 9000, "Inventory"),  # goods held in reserve: a debit
        ("Discontinued Lines", 100, "Inventory"),
        ("Green Coffee", -40, "Inventory"),  # oversold, not a contra account
        ("Stock on Hand", 100, ""),
        ("Raw Materials", 100, "OtherCurrentAssets"),
    ],
)
def test_what_holds_goods(name: str, balance: int, detail: str) -> None:
    found = account(name, balance, detail)
    assert (found.is_allowance, found.holds_goods) == (False, True)


@pytest.mark.parametrize(
    ("name", "balance", "detail"),
    [
        ("Allowance for Doubtful Accounts", -300, "AllowanceForBadDebts"),
        ("Provision for Doubtful Debts", -300, "OtherCurrentAssets"),
        ("Deposits Paid on Stock", 300, "OtherCurrentAssets"),
        ("Stock Insurance Claims Receivable", 0, "OtherCurrentAssets"),
        ("Tax Provision", -20, "OtherCurrentAssets"),
        ("Prepaid Expenses", 300, "PrepaidExpenses"),
        ("Vendor Credits Receivable", 10, "OtherCurrentAssets"),
    ],
)
def test_what_has_nothing_to_do_with_goods(name: str, balance: int, detail: str) -> None:
    found = account(name, balance, detail)
    assert (found.is_allowance, found.holds_goods) == (False, False)


def test_a_heading_takes_no_posting_however_it_is_marked() -> None:
    described = account("INVENTORY", description="Heading - post to the sub-accounts")
    marked = Account("S", "", "Stock", "Stock", CURRENT, Money(0, "USD"), "Inventory", postable=False)
    plain = account("Stock", description="Headlamps and headings of pipe")
    assert (described.usable, marked.usable, plain.usable) == (False, False, True)
    assert Chart((described, marked, plain)).inventory() == (plain,)


def test_the_side_of_a_type() -> None:
    assert account("Stock").normal_side is Side.DEBIT
    assert account("Sales", type_=AccountType.INCOME).normal_side is Side.CREDIT
