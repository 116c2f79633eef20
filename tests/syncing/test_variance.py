"""Value that moves without units: every cent of a difference is posted once, and no layer gives more than it holds."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Side
from assistant.books.entry import side_total
from assistant.books.goods import Holding, Layer, Stock
from assistant.books.money import Money, total
from assistant.books.policy import CostTolerance
from assistant.syncing.variance import Gap, Layers, variance_entry, within
from tests.syncing.bakery import BROKEN, NOON, OVEN, SHELF, bakery, broken, usd

TOLERANCE = CostTolerance(Decimal(1), Decimal(5))
cents = st.integers(-20_000, 20_000).filter(bool)


def cup(n: int, quantity: Decimal, minor: int) -> Layer:
    return Layer(f"layer-{n}", None, quantity, Decimal(minor) / 100 / quantity if quantity else Decimal(0), Money(minor, "USD"))


layers_held = st.lists(
    st.tuples(st.integers(0, 50).map(Decimal), st.integers(0, 9_000)), min_size=0, max_size=4
).map(lambda rows: tuple(cup(n, quantity, minor if quantity else 0) for n, (quantity, minor) in enumerate(rows)))  # fmt: skip


@given(layers_held, layers_held, st.lists(cents, min_size=1, max_size=4))
def test_what_is_left_carries_what_it_can_and_never_less_than_nothing(
    here: tuple[Layer, ...], elsewhere: tuple[Layer, ...], amounts: list[int]
) -> None:
    holdings = (Holding("MUG", "Shop", SHELF, here), Holding("MUG", "Store", SHELF, elsewhere))
    found = [Gap("MUG", "Shop", SHELF, BROKEN, Money(minor, "USD")) for minor in amounts]
    posted = broken(bakery(), "WO-1001")
    entry = variance_entry(posted, found, Layers(Stock((), holdings)), number="WO-1002", on=date(2026, 11, 20), by="ann", at=NOON)
    assert side_total(entry.lines, Side.DEBIT, "USD") == side_total(entry.lines, Side.CREDIT, "USD")
    net = total(
        (line.amount if line.side is Side.DEBIT else -line.amount for line in entry.lines if line.account == BROKEN), "USD"
    )
    assert net.minor == sum(amounts)
    held = {holding.location: holding for holding in holdings}
    for move in entry.moves:
        assert move.quantity == 0
        assert total((part.value for part in move.layers), "USD") == move.value
        after = held[move.location].after(move.layers)
        assert all(layer.value.minor >= 0 for layer in after.layers)
        assert [layer.quantity for layer in after.layers] == [layer.quantity for layer in held[move.location].layers]
        assert all(layer.unit_cost == layer.value.amount / layer.quantity for layer in after.layers if layer.quantity)
    if any(layer.quantity for layer in (*here, *elsewhere)) and all(minor < 0 for minor in amounts):
        assert total((move.value for move in entry.moves), "USD").minor == -sum(amounts)


def gap(item: str, amount: str, account: str = SHELF) -> Gap:
    return Gap(item, "Shop", account, BROKEN, usd(amount))


def test_near_is_within_a_percent_and_never_more_than_the_most() -> None:
    assert within([gap("MUG", "1.00")], usd("100.00"), TOLERANCE)
    assert not within([gap("MUG", "1.01")], usd("100.00"), TOLERANCE)
    assert within([gap("MUG", "-5.00")], usd("-900.00"), TOLERANCE)
    assert not within([gap("MUG", "5.01")], usd("900.00"), TOLERANCE)
    assert not within([gap("MUG", "0.01")], usd("0.00"), TOLERANCE)


def test_items_do_not_make_up_for_each_other() -> None:
    """One cost more and one less: the sum is nothing, and yet both are far off."""
    assert not within([gap("MUG", "4.00"), gap("BOWL", "-4.00")], usd("100.00"), TOLERANCE)
    assert within([gap("MUG", "0.60"), gap("MUG", "-0.20")], usd("50.00"), TOLERANCE)


def test_goods_that_cost_more_and_goods_that_cost_less_both_show() -> None:
    found = [gap("MUG", "4.00"), gap("BOWL", "-1.50"), gap("FLOUR", "0.25", OVEN)]
    entry = variance_entry(
        broken(bakery(), "WO-1001"), found, Layers(bakery().stock), number="WO-1002", on=date(2026, 11, 20), by="ann", at=NOON
    )  # fmt: skip
    assert [(line.side.short, line.account, line.amount.plain()) for line in entry.lines] == [
        ("Dr", BROKEN, "4.25"),
        ("Dr", SHELF, "1.50"),
        ("Cr", SHELF, "4.00"),
        ("Cr", BROKEN, "1.50"),
        ("Cr", OVEN, "0.25"),
    ]
    assert entry.goods == (("MUG", "Shop", Decimal(0)), ("BOWL", "Shop", Decimal(0)), ("FLOUR", "Shop", Decimal(0)))
