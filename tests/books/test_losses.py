"""What an entry cost the business, and where its goods lay."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.books.accounts import Side
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import StockMove
from assistant.books.losses import Loss, loss_of
from assistant.books.money import Money
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason

DAY = date(2026, 10, 2)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def dr(role: Role, amount: str) -> Line:
    return Line(Side.DEBIT, role.value, usd(amount), role)


def cr(role: Role, amount: str) -> Line:
    return Line(Side.CREDIT, role.value, usd(amount), role)


def entry(*lines: Line, goods: dict[str, str] | None = None, values: dict[str, str] | None = None) -> PostedEntry:
    """`goods` are the units by place, `values` what left it by place."""
    units = tuple(("MUG", place, Decimal(number)) for place, number in (goods or {}).items())
    moves = tuple(StockMove("MUG", place, "1200", Decimal(-1), -usd(value)) for place, value in (values or {}).items())
    return PostedEntry("e", "WO-1", DAY, Kind.WRITE_OFF, Reason.DAMAGED, "", lines, units, moves, sub_reason="forklift")


@pytest.mark.parametrize(
    ("lines", "amount"),
    [
        ((dr(Role.LOSS, "49.80"), cr(Role.INVENTORY, "49.80")), "49.80"),
        ((dr(Role.OWED, "30.00"), dr(Role.LOSS, "19.80"), cr(Role.INVENTORY, "49.80")), "19.80"),  # an insurer bears the rest
        ((dr(Role.OWN_USE, "8.00"), dr(Role.DONATION, "4.00"), cr(Role.INVENTORY, "12.00")), "12.00"),
        ((dr(Role.INVENTORY, "49.80"), cr(Role.LOSS, "49.80")), "-49.80"),  # a reversal takes it back
        ((dr(Role.LOSS, "10.00"), cr(Role.LOSS, "10.00")), "0.00"),
    ],
)
def test_a_loss_is_what_the_business_itself_bears(lines: tuple[Line, ...], amount: str) -> None:
    assert loss_of(entry(*lines), "USD") == Loss("WO-1", DAY, Kind.WRITE_OFF, Reason.DAMAGED, "forklift", usd(amount))


@pytest.mark.parametrize(
    "lines",
    [(), (dr(Role.SUPPLIER, "49.80"), cr(Role.INVENTORY, "49.80")), (dr(Role.INVENTORY, "5.00"), cr(Role.CONTROL, "5.00"))],
)
def test_an_entry_that_cost_nothing_is_no_loss(lines: tuple[Line, ...]) -> None:
    assert loss_of(entry(*lines), "USD") is None


@pytest.mark.parametrize(
    ("goods", "values", "places"),
    [
        ({"Shop": "2", "Depot": "6"}, {"Shop": "10.00", "Depot": "30.00"}, {"Depot": "30.00", "Shop": "10.00"}),
        ({"Shop": "2", "Depot": "6"}, {}, {"Depot": "6", "Shop": "2"}),  # written down where they lie: by the units
        ({"Shop": "2", "Depot": "6"}, {"Shop": "0.00", "Depot": "0.00"}, {"Depot": "6", "Shop": "2"}),  # worth nothing
        ({"Shop": "2", "Depot": "6"}, {"Shop": "0.00", "Depot": "5.00"}, {"Depot": "5.00"}),
        ({}, {}, {}),
    ],
)
def test_goods_weigh_by_their_value_else_by_their_number(
    goods: dict[str, str], values: dict[str, str], places: dict[str, str]
) -> None:
    loss = loss_of(entry(dr(Role.LOSS, "40.00"), cr(Role.INVENTORY, "40.00"), goods=goods, values=values), "USD")
    assert loss is not None
    assert loss.places == tuple((place, Decimal(weight)) for place, weight in places.items())
