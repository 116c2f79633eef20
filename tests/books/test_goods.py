"""Cost layers: the oldest leave first, the last unit takes what is left, and what comes back lies where it lay."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.goods import Holding, Item, Layer, LayerMove, Stock
from assistant.books.money import Money, total


def layer(name: str, quantity: str, unit_cost: str, value: str | None = None) -> Layer:
    units, cost = Decimal(quantity), Decimal(unit_cost)
    worth = Money.parse(value, "USD") if value else Money.rounded(units * cost, "USD")
    return Layer(name, date(2026, 1, 1), units, cost, worth)


def holding(*layers: Layer) -> Holding:
    return Holding("MUG-01", "B", "1200", layers)


def back(moves: tuple[LayerMove, ...]) -> tuple[LayerMove, ...]:
    return tuple(LayerMove(move.layer, -move.quantity, -move.value, move.unit_cost) for move in moves)


def relieved(lying: Holding, quantity: str) -> str:
    return str(-total((move.value for move in lying.relieve(Decimal(quantity), "USD")), "USD"))


def test_twelve_mugs_leave_at_cost() -> None:
    assert relieved(holding(layer("a", "144", "4.15")), "12") == "49.80"


def test_a_layer_that_is_used_up_gives_nothing() -> None:
    lying = holding(layer("a", "0", "9.00"), layer("b", "10", "4.15"))
    assert [(move.layer, move.quantity) for move in lying.relieve(Decimal(2), "USD")] == [("b", Decimal(-2))]
    assert relieved(lying, "2") == "8.30"


def test_a_fraction_of_a_cent_is_rounded_half_up_once_for_the_item() -> None:
    assert relieved(holding(layer("a", "60", "7.75")), "2.5") == "19.38"
    assert relieved(holding(layer("a", "5", "0.333", "1.67"), layer("b", "100", "0.335")), "15") == "5.02"


def test_the_oldest_layers_leave_first() -> None:
    lying = holding(layer("old", "10", "1.00"), layer("new", "10", "2.00"))
    assert [(move.layer, move.quantity, str(move.value)) for move in lying.relieve(Decimal(14), "USD")] == [
        ("old", Decimal(-10), "-10.00"),
        ("new", Decimal(-4), "-8.00"),
    ]


def test_the_units_that_empty_a_layer_take_all_that_is_left_of_it() -> None:
    assert relieved(holding(layer("a", "3", "3.33", "10.00")), "3") == "10.00"


def test_a_layer_never_gives_more_than_its_value() -> None:
    assert relieved(holding(layer("a", "10", "5.00", "7.00")), "4") == "7.00"


def test_more_than_is_on_hand_cannot_leave() -> None:
    with pytest.raises(ValueError, match="cannot leave"):
        holding(layer("a", "3", "1.00")).relieve(Decimal(4), "USD")


def test_units_beyond_the_stock_are_shown_at_the_last_unit_cost() -> None:
    assert str(holding(layer("a", "9", "37.60")).carrying_value(Decimal(12), "USD")) == "451.20"


def test_units_that_come_back_at_another_cost_strike_a_new_average() -> None:
    lying = holding(layer("a", "10", "2.00"))
    after = lying.after([LayerMove("a", Decimal(10), Money.parse("40.00", "USD"), Decimal("4.00"))])
    assert after.layers[0].unit_cost == Decimal(3)


LAYERS = st.lists(
    st.tuples(st.decimals("0.001", 500, places=3), st.decimals(0, 90, places=4), st.integers(-3, 3)), min_size=1, max_size=5
)


@given(LAYERS, st.decimals(0, 1, places=3))
def test_relief_never_exceeds_value_and_reversal_restores_every_layer(
    rows: list[tuple[Decimal, Decimal, int]], share: Decimal
) -> None:
    layers = []
    for index, (units, cost, drift) in enumerate(rows):
        worth = Money(max(0, Money.rounded(units * cost, "USD").minor + drift), "USD")
        layers.append(Layer(f"l{index}", None, units, cost, worth))
    lying = holding(*layers)
    quantity = (lying.on_hand * share).quantize(Decimal("0.001"))
    moves = lying.relieve(quantity, "USD")
    after = lying.after(moves)
    assert -sum((move.quantity for move in moves), Decimal(0)) == quantity
    assert all(left.value.minor >= 0 and left.quantity >= 0 for left in after.layers)
    assert all(not left.value for left in after.layers if not left.quantity)
    assert after.value("USD") - lying.value("USD") == total((move.value for move in moves), "USD")
    assert after.after(back(moves)) == lying


def test_changed_holdings_stand_in_their_places() -> None:
    items = tuple(Item(key, key, key) for key in ("A", "B"))
    held = [Holding("A", "Shop", "1200", ()), Holding("B", "Shop", "1200", ()), Holding("A", "Store", "1200", ())]
    stock = Stock(items, tuple(held))
    fewer = replace(held[2], cost_known=False)
    assert stock.with_holdings([fewer]) == Stock(items, (held[0], held[1], fewer))
    assert stock.with_holdings([fewer]).held("A") == (held[0], fewer)
    assert stock.with_holdings([fewer]).items is items
    assert stock.with_holdings([]) == stock == Stock(items, tuple(held))


def test_units_are_held_back_where_they_lie() -> None:
    stock = Stock((Item("A", "A", "A"),), (Holding("A", "Shop", "1200", (), reserved=Decimal(2)),))
    found = stock.reserving({("A", "Shop"): Decimal(3), ("A", "Moon"): Decimal(1), ("B", "Shop"): Decimal(1)})
    assert [each.reserved for each in found.holdings] == [Decimal(5)]
