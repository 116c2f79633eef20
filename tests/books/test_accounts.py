"""What an account is by its own words: a heading, goods, or what stands against goods."""

from dataclasses import replace

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


def test_other_balances_keep_what_was_worked_out_while_none_changes_its_side_or_its_rank() -> None:
    kind = AccountType.COST_OF_GOODS_SOLD
    chart = Chart((account("Cost of sales", 900, "", type_=kind), account("Breakage", 20, "", type_=kind), account("Stock", 500)))
    assert chart.kept("asked", lambda: "first") == "first"

    def asked(after: Chart) -> str:
        return after.kept("asked", lambda: "anew")

    def of(**minor: int) -> dict[str, Money]:
        return {name.replace("_", " "): Money(amount, "USD") for name, amount in minor.items()}

    more = chart.with_balances(of(Breakage=30, Stock=400))
    assert (asked(more), more["Breakage"].balance.minor, more.inventory()[0].balance.minor) == ("first", 30, 400)
    assert more == Chart(tuple(more)) != chart
    assert asked(chart.with_balances(of(Breakage=950))) == "anew"  # the largest now
    assert asked(chart.with_balances(of(Stock=-1))) == "anew"
    assert asked(chart.with_balances(of(Cost_of_sales=0))) == "anew"


def test_whichever_of_some_accounts_is_the_largest_is_asked_anew_where_another_is() -> None:
    kind = AccountType.COST_OF_GOODS_SOLD
    old, mugs, jugs = (account(name, minor, "", type_=kind) for name, minor in (("Old costs", 900), ("Mugs", 30), ("Jugs", 20)))
    chart = Chart((replace(old, active=False), mugs, jugs))

    def largest(of: Chart) -> str:
        return of.kept("largest", lambda: max(of.of_type(kind), key=lambda each: each.balance.minor).key)

    assert largest(chart) == "Mugs"
    assert largest(chart.with_balances({"Jugs": Money(40, "USD")})) == "Jugs"
    assert largest(chart.with_balances({"Jugs": Money(25, "USD")})) == "Mugs"


def test_a_chart_called_in_english_has_the_balances_of_the_chart_it_is() -> None:
    chart = Chart((account("Bruch", 10), account("Waren", 500)))
    english = chart.called({"Bruch": "Breakage"})
    assert english is chart.called({"Bruch": "Breakage"})
    later = chart.with_balances({"Bruch": Money(15, "USD")}).called({"Bruch": "Breakage"})
    assert [(each.wording, each.balance.minor) for each in later] == [("Breakage", 15), ("Waren", 500)]
    assert english.kept("asked", lambda: "first") == later.kept("asked", lambda: "anew")


def test_what_is_kept_of_a_chart_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.books.accounts.MOST_KEPT", 3)
    chart = Chart((account("Stock", 500),))
    made = [chart.kept(name, lambda: "made") for name in ("a", "b", "c", "d", "e", "f")]
    assert made == ["made"] * 6
    assert (chart.kept("f", lambda: "anew"), chart.kept("a", lambda: "anew")) == ("made", "anew")
