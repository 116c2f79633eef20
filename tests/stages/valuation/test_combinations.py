"""An amount alone, and the goods on hand that make it at cost: what is offered, in what order, and that each posts the amount."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.goods import Holding, Item, Layer, Stock
from assistant.books.money import Money
from assistant.books.money import total as total_of
from assistant.books.policy import InventorySystem, Policy
from assistant.books.proposal import Event, GoodsSaid, Value, ValueRelation
from assistant.books.reasons import Kind
from assistant.stages.valuation.combinations import goods_that_make
from assistant.stages.valuation.value import value
from tests.stages.shop import event, goods, page, resolved, shop, total, usd
from tests.stages.valuation.valuing import valued


def offered(
    amount: str, books: ClientBooks | None = None, *, of: str = "", place: str = "", kind: Kind = Kind.WRITE_OFF
) -> list[str]:
    """['12 MUG-RED @ Old Depot + 2 GLV-L'] of what is offered for an amount, or for one of a kind of goods."""
    books = books or shop()
    lines = (GoodsSaid(of, place=place, category=True),) if of or place else ()
    entry = valued(event(*lines, kind=kind, value=total(amount)), books)
    offers = goods_that_make(entry, books)
    assert all(total_of((lot.value for lot in offer.lots), "USD") == usd(amount) for offer in offers)
    return [
        " + ".join(
            f"{lot.quantity.normalize():f} {lot.item}" + (f" @ {lot.location}" if lot.location else "") for lot in offer.lots
        )
        for offer in offers
    ]


def holding(item: str, place: str, *layers: tuple[str, str], value: str = "") -> Holding:
    """Layers of so many units at so much each; `value` is what the only one is carried at, where that is another."""
    stack = tuple(
        Layer(
            f"{n}",
            None,
            Decimal(units),
            Decimal(cost),
            usd(value) if value else Money.rounded(Decimal(units) * Decimal(cost), "USD"),
        )
        for n, (units, cost) in enumerate(layers)
    )
    return Holding(item, place, "1200", stack)


def books_of(*holdings: Holding, unit: str = "each", case: int | None = None) -> ClientBooks:
    items = dict.fromkeys(held.item for held in holdings)
    per_case = Decimal(case) if case else None
    return shop(held=Stock(tuple(Item(key, key, f"The {key}", unit, per_case) for key in items), holdings))


def test_one_item_in_whole_units_is_offered_all_on_hand_and_whole_cases_first() -> None:
    held = [holding(key, "A", (units, "10.00")) for key, units in (("ANY", "90"), ("ALL", "24"), ("TENS", "80"))]
    assert offered("240.00", books_of(*held)) == ["24 ALL", "24 ANY", "24 TENS"]
    cased = Stock(
        (Item("ANY", "ANY", "Any"), Item("CASED", "CASED", "Cased", units_per_case=Decimal(8))),
        (holding("ANY", "A", ("90", "10.00")), holding("CASED", "A", ("90", "10.00"))),
    )
    assert offered("240.00", shop(held=cased)) == ["24 CASED", "24 ANY"]


def test_nothing_is_offered_where_nothing_makes_the_amount() -> None:
    assert offered("240.01", books_of(holding("A", "Shop", ("90", "10.00")))) == []
    assert offered("1000.00", books_of(holding("A", "Shop", ("90", "10.00")))) == []


def test_goods_of_the_kind_that_the_text_names_alone_are_offered() -> None:
    assert offered("98.50", of="gloves") == ["10 GLV-L"]
    assert offered("98.50", of="crayons") == []
    assert offered("41.50", of="enamel mugs") == ["10 MUG-BLU", "10 MUG-RED @ Old Depot", "10 MUG-RED @ Shop Floor"]


def test_a_place_that_the_text_names_is_where_they_lie() -> None:
    assert offered("41.50", of="red mugs", place="old depot") == ["10 MUG-RED @ Old Depot"]


def test_units_that_only_several_places_have_together() -> None:
    books = books_of(holding("A", "Shop", ("90", "10.00")), holding("A", "Depot", ("60", "10.00")))
    assert offered("1200.00", books) == ["120 A"]


def test_oldest_layers_give_first() -> None:
    books = books_of(holding("A", "Shop", ("10", "1.00"), ("10", "2.50")))
    assert offered("20.00", books) == ["14 A"]
    assert offered("12.00", books) == []  # ten at 1.00, and no number at 2.50


def test_units_that_empty_an_item_take_all_of_its_value() -> None:
    books = books_of(holding("A", "Shop", ("3", "3.333333"), value="10.00"))
    assert (offered("10.00", books), offered("6.67", books)) == (["3 A"], ["2 A"])


def test_goods_are_weighed_in_tenths_and_counted_whole() -> None:
    assert offered("29.70", of="green tea") == ["1.5 TEA-GRN"]
    assert offered("29.70", books_of(holding("A", "Shop", ("90", "19.80")))) == []
    opened = books_of(holding("A", "Shop", ("0.25", "10.00"), ("10", "1.00")), unit="kg")
    assert offered("5.50", opened) == []  # all of the opened bag and 3 more are 3.25, which nobody weighs
    assert offered("12.50", opened) == ["10.25 A"]  # all there is


def test_what_waiting_drafts_hold_is_not_on_hand() -> None:
    held = replace(holding("A", "Shop", ("24", "10.00")), reserved=Decimal(4))
    assert (offered("240.00", books_of(held)), offered("200.00", books_of(held))) == ([], ["20 A"])
    a, b = holding("A", "Shop", ("8", "10.00")), holding("B", "Shop", ("5", "13.00"))
    promised = replace(holding("C", "Shop", ("7", "9.00")), reserved=Decimal(7))  # all of it
    assert offered("145.00", books_of(a, b, promised)) == ["8 A + 5 B"]
    assert offered("143.00", books_of(a, promised)) == []  # 8 A + 7 C, were they there


@pytest.mark.parametrize(
    ("amount", "offers"),
    [
        ("145.00", ["8 A + 5 B"]),  # all of both
        ("69.00", ["3 A + 3 B"]),
        ("693.00", ["7 C"]),  # one item makes it, so that no sum is looked for
        ("7.00", []),
    ],
)
def test_two_items_together(amount: str, offers: list[str]) -> None:
    a, b, c = holding("A", "Shop", ("8", "10.00")), holding("B", "Shop", ("5", "13.00")), holding("C", "Shop", ("7", "99.00"))
    assert offered(amount, books_of(a, b, c)) == offers


def test_goods_that_cost_nothing_are_no_part_of_an_amount() -> None:
    a, b = holding("A", "Shop", ("8", "10.00")), holding("B", "Shop", ("5", "13.00"))
    assert offered("69.00", books_of(holding("FREE", "Shop", ("9", "0.00")), a, b)) == ["3 A + 3 B"]


def test_of_very_many_units_no_sums_are_searched() -> None:
    a, b = holding("A", "Shop", ("80000", "10.00")), holding("B", "Shop", ("50000", "13.00"))
    assert offered("69.01", books_of(a, b)) == []
    assert offered("39.00", books_of(a, b)) == ["3 B"]  # one item that makes it is found among however many


def test_three_items_that_lie_together() -> None:
    books = books_of(holding("A", "X", ("7", "11.00")), holding("B", "X", ("5", "13.00")), holding("C", "X", ("3", "17.00")))
    assert offered("193.00", books) == ["7 A + 5 B + 3 C"]


@pytest.mark.parametrize(
    "said",
    [
        event(goods("red mugs", "12", place="depot")),
        event(kind=Kind.ALLOWANCE, value=total("98.50")),
        event(
            GoodsSaid("gloves", category=True),
            kind=Kind.COUNT_ADJUSTMENT,
            value=Value(ValueRelation.COUNTED_TOTAL, Decimal("98.50")),
        ),
        event(GoodsSaid("gloves", category=True), value=Value(ValueRelation.TOTAL, Decimal("98.50"), "EUR")),
    ],
)
def test_only_an_amount_of_goods_that_are_gone_has_offers(said: Event) -> None:
    assert goods_that_make(valued(said, shop()), shop()) == ()


def test_books_without_item_records_have_none() -> None:
    periodic = shop(policy=Policy(routine_limit=usd("1.00"), inventory_system=InventorySystem.PERIODIC))
    assert goods_that_make(valued(event(value=total("98.50")), periodic), periodic) == ()


@given(st.integers(1, 40_000), st.sampled_from(["", "mugs", "gloves", "crayons", "tea", "beans"]))
def test_every_offer_taken_posts_the_amount_to_the_cent(minor: int, of: str) -> None:
    books, amount = shop(), str(Money(minor, "USD").amount)
    lines = (GoodsSaid(of, category=True),) if of else ()
    said = event(*lines, value=total(amount))
    for offer in goods_that_make(valued(said, books), books):
        taken = value(resolved(said, books, offer.settled()), books)
        assert isinstance(taken, ValuedEntry)
        assert page(taken)[0] == f"Dr loss {Money(minor, 'USD')}"
        assert [finding.code for finding in taken.findings] == []
