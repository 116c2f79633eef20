"""What a draft does to gross margin and to its accounts, against figures added up by hand; and what changed of it since."""

from datetime import date
from decimal import Decimal

from assistant.books.accounts import Account, AccountType, Chart, Side
from assistant.books.beside import Beside, Margin
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Evidence, MappedLine
from assistant.books.goods import Stock
from assistant.books.money import Money
from assistant.books.policy import Policy
from assistant.books.proposal import DateOrder, Role
from assistant.surfaces.render.changes import changes
from assistant.surfaces.render.impact import impact_of


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def beside(income: str, costs: str, **posted: str) -> Beside:
    chart = Chart((
        Account("1200", "1200", "Inventory", "Inventory", AccountType.OTHER_CURRENT_ASSET, usd("900")),
        Account("5050", "5050", "Breakage", "Breakage", AccountType.COST_OF_GOODS_SOLD, usd(costs)),
        Account("6910", "6910", "Theft", "Theft", AccountType.EXPENSE, usd("0")),
    ))  # fmt: skip
    books = ClientBooks("shop", "Shop", "USD", DateOrder.MDY, Policy(usd("500")), chart, Stock((), ()))
    month = {account.removeprefix("n"): usd(amount) for account, amount in posted.items()}
    return Beside(books, Margin(usd(income), usd(costs)), date(2026, 10, 1), month)


def line(n: int, side: Side, account: str, amount: str) -> MappedLine:
    return MappedLine(n, side, Role.LOSS, usd(amount), account, 0.9, "", "policy", Evidence("policy"))


def test_a_cost_of_sales_lessens_the_gross_margin() -> None:
    stands = beside("1000.00", "400.00", n5050="25.00", n1200="-25.00")
    found = impact_of((line(1, Side.DEBIT, "5050", "100.00"), line(2, Side.CREDIT, "1200", "100.00")), stands)
    assert [(change.label, str(change.before), str(change.after)) for change in found.margin] == [
        ("Income", "1,000.00", "1,000.00"), ("Cost of sales", "400.00", "500.00"), ("Gross margin", "600.00", "500.00"),
    ]  # fmt: skip
    assert found.percent == (Decimal("60.00"), Decimal("50.00"))
    assert [(change.label, str(change.before), str(change.after)) for change in found.accounts] == [
        ("5050 Breakage", "25.00", "125.00"), ("1200 Inventory", "-25.00", "-125.00"),
    ]  # fmt: skip


def test_an_expense_leaves_it_as_it_is() -> None:
    found = impact_of(
        (line(1, Side.DEBIT, "6910", "70.00"), line(2, Side.CREDIT, "1200", "70.00")),
        beside("1000.00", "400.00", n6910="0", n1200="0"),
    )
    assert (found.margin, str(found.gross)) == ((), "600.00")
    assert [str(change.by) for change in found.accounts] == ["70.00", "-70.00"]


def test_without_income_there_is_no_percentage() -> None:
    assert impact_of((line(1, Side.DEBIT, "5050", "1.00"),), beside("0.00", "400.00", n5050="0")).percent is None


def test_lines_to_one_account_are_told_together() -> None:
    lines = (line(1, Side.DEBIT, "5050", "60.00"), line(2, Side.DEBIT, "5050", "40.00"))
    (change,) = impact_of(lines, beside("1000.00", "400.00", n5050="0")).accounts
    assert str(change.after) == "100.00"


def test_what_changed_is_told_fact_by_fact() -> None:
    chart = beside("0", "0").books.chart
    before = {
        "date": "2026-10-02", "reason": "damaged", "goods": [["MUG", "Store", "-12"]], "findings": ["period_closed"],
        "lines": [["Dr", "5050", "49.80", "made"], ["Cr", "1200", "49.80", "records"]], "plan": "a",
    }  # fmt: skip
    after = {
        "date": "2026-10-05", "reason": "damaged", "goods": [["MUG", "Shop", "-12"]], "findings": ["place_assumed"],
        "lines": [["Dr", "6910", "49.80", "person"], ["Cr", "1200", "49.80", "records"]], "plan": "b",
    }  # fmt: skip
    assert changes(before, after, chart) == (
        "date 2026-10-02 to 2026-10-05",
        "MUG at Store -12 to nothing",
        "MUG at Shop nothing to -12",
        "line 1 Dr 5050 Breakage 49.80 to Dr 6910 Theft 49.80",
        "found now: place assumed",
        "no more: period closed",
        "what QuickBooks is sent of it",
    )
    assert changes(after, after, chart) == ()
