"""Stock and its accounts held against a company's figures: units, value, balance and valuation, each told by its name."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.books.accounts import Chart
from assistant.books.client_books import ClientBooks
from assistant.books.policy import Policy, StockKeptBy
from assistant.stages.reconciling.goods import compare_goods
from assistant.stages.reconciling.names import Difference, Name
from assistant.stages.reconciling.under_way import UnderWay
from tests.stages.rail.company import shop, snapshot, usd

NOTHING_ON_ITS_WAY = UnderWay({}, {}, frozenset(), frozenset(), {})
QUANTITIES = {"TMUG": "100", "TJUG": "12", "TTEA": "7.5", "TGIFT": "30"}
WORTH = {"TMUG": "415.00", "TJUG": "108.00", "TTEA": "148.50", "TGIFT": "0.00"}
BALANCES = {"1200": "523.00", "1210": "148.50"}


def books(
    *, kept_by: StockKeptBy = StockKeptBy.HERE, worth: dict[str, str] | None = None, balances: dict[str, str | None] | None = None
) -> ClientBooks:
    """In agreement, but for what a company that says so values its items at, and its accounts stand at, there."""
    there, stands = snapshot(), {f"8{key}": amount for key, amount in (BALANCES | (balances or {})).items()}
    items = tuple(replace(item, quantity=Decimal(QUANTITIES[item.id]) if item.tracked else None) for item in there.items)
    told = {id_: Decimal(amount) for id_, amount in (WORTH if worth is None else worth).items()}
    rows = tuple(
        replace(row, balance=Decimal(amount) if (amount := stands.get(row.id)) is not None else None) for row in there.accounts
    )
    ours = shop(policy=Policy(usd("500.00"), stock_kept_by=kept_by), items=items, values=told, accounts=rows)
    chart = Chart(tuple(replace(each, balance=usd(BALANCES.get(each.key, "0"))) for each in ours.chart))
    return replace(ours, chart=chart)


def differences(of: ClientBooks, way: UnderWay = NOTHING_ON_ITS_WAY) -> list[Difference]:
    items, accounts, found = compare_goods(of, way)
    assert (items, accounts) == (4, 2)
    return found


def test_books_in_agreement_differ_in_nothing() -> None:
    assert differences(books()) == []


def test_stock_that_another_system_keeps_is_not_compared() -> None:
    assert compare_goods(books(kept_by=StockKeptBy.OTHER, balances={"1200": "9999.00"}), NOTHING_ON_ITS_WAY) == (0, 0, [])


DEARER_TEA = WORTH | {"TTEA": "150.00"}


@pytest.mark.parametrize(
    ("kept_by", "mend"),
    [
        (StockKeptBy.HERE, "Here our stock leads: adjust its value in QuickBooks, or its bills there."),
        (StockKeptBy.QUICKBOOKS, "writeoff qbo revalue TEA"),
    ],
)
def test_equal_units_at_another_value_are_told_once_for_goods_and_account(kept_by: StockKeptBy, mend: str) -> None:
    (found,) = differences(books(kept_by=kept_by, worth=DEARER_TEA, balances={"1210": "150.00"}))
    assert (found.name, found.subject, found.mend) == (Name.VALUE, "TEA", mend)
    assert found.says.startswith("Tea (TEA) is carried at 148.50 here and at 150.00 in QuickBooks, 1.50 apart")


def test_a_value_that_its_account_does_not_show_is_told_of_both() -> None:
    """The goods are dearer by 1.50, and the account there stands as ours: 1.50 was posted to it without goods."""
    found = differences(books(worth=DEARER_TEA))
    assert [(each.name, each.subject) for each in found] == [(Name.VALUE, "TEA"), (Name.VALUATION, "There Tea Stock")]
    assert "-1.50 was posted to it without goods" in found[1].says


def test_a_company_that_tells_no_values_is_compared_by_units_and_balances() -> None:
    assert differences(books(worth={})) == []
    (found,) = differences(books(worth={}, balances={"1210": "140.00"}))
    assert (found.name, found.subject) == (Name.BALANCE, "1210 Tea Stock")
    assert found.says == "1210 Tea Stock stands at 148.50 here (less what is on its way) and at 140.00 in QuickBooks."


def test_an_account_whose_balance_it_does_not_tell_is_left_out() -> None:
    assert differences(books(worth=WORTH | {"TGIFT": "0.00"}, balances={"1200": None})) == []


def test_what_is_on_its_way_is_no_difference() -> None:
    """Two mugs that were broken here and are still there: their units, and their cost on the account."""
    moved = books(balances={"1200": "531.30"}, worth=WORTH | {"TMUG": "423.30"})
    way = UnderWay({}, {"81200": Decimal("-8.30")}, frozenset({"MUG"}), frozenset(), {})
    assert moved.connected is not None
    assert differences(moved, way) == []
