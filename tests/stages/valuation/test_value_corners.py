"""What seldom happens to a value: no cost on record, a reserve that is short, a count that changes nothing, half a thing."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.books.accounts import Chart
from assistant.books.client_books import ClientBooks
from assistant.books.draft import ValuedEntry
from assistant.books.goods import Holding, Item, Layer, Stock
from assistant.books.policy import Policy, WriteDownMethod
from assistant.books.proposal import (
    EntrySaid,
    Event,
    GoodsSaid,
    RecoverySaid,
    RecoverySource,
    RecoveryStatus,
    Value,
    ValueRelation,
)
from assistant.books.question import Asks, Declined, Question
from assistant.books.reasons import Kind, Reason
from assistant.stages.valuation.combinations import Shelf, lot_worth
from assistant.stages.valuation.figures import worked_out
from assistant.stages.valuation.relief import carried, spread
from assistant.stages.valuation.value import value
from tests.stages.shop import after, each, event, goods, moves, page, reserved, resolved, shop, stock, total, usd
from tests.stages.valuation.valuing import valued

BOOKS = shop()
BY_ALLOWANCE = Policy(usd("300"), WriteDownMethod.ALLOWANCE)


def came_to(said: Event, books: ClientBooks = BOOKS) -> ValuedEntry | Question | Declined:
    return value(resolved(said, books), books)


def asked(said: Event, books: ClientBooks = BOOKS) -> Question:
    question = came_to(said, books)
    assert isinstance(question, Question), question
    return question


def down(*lines: GoodsSaid) -> Event:
    return event(*lines, kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE)


# ── A reserve brought to an amount ───────────────────────────────────────────────────────────────────────────────────


def reserve_at(amount: str, *, release: bool = False) -> Event:
    said = event(kind=Kind.ALLOWANCE, reason=Reason.OBSOLETE, value=Value(ValueRelation.COUNTED_TOTAL, Decimal(amount)))
    return replace(said, release=release)


def test_a_reserve_is_raised_to_what_it_should_be() -> None:
    entry = valued(reserve_at("80.00"))
    assert page(entry) == ["Dr loss 30.00", "Cr allowance 30.00"]
    assert entry.derived == ("30.00, from 50.00 to 80.00",)


def test_a_reserve_is_released_down_to_what_it_should_be() -> None:
    assert page(valued(reserve_at("20.00", release=True))) == ["Dr allowance 30.00", "Cr loss 30.00"]


@pytest.mark.parametrize(("amount", "release"), [("40.00", False), ("50.00", False), ("80.00", True)])
def test_a_reserve_that_would_move_the_other_way_is_asked_about(amount: str, release: bool) -> None:
    question = asked(reserve_at(amount, release=release))
    assert (question.asks, question.says) == (Asks.AMOUNT, f"By what amount is the reserve changed to come to {amount}?")


def test_which_of_two_reserves_is_meant_is_not_guessed() -> None:
    name = "Reserve for Slow Stock"
    second = replace(BOOKS.chart["1290"], key="1291", number="1291", name=name, full_name=name)
    books = replace(BOOKS, chart=Chart((*BOOKS.chart, second)))
    assert asked(reserve_at("80.00"), books).asks is Asks.AMOUNT


# ── Who bears it ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reserve_by_name_gives_no_more_than_the_account_has() -> None:
    books = shop(reserved("MUG-BLU", "30", "60.00"), policy=BY_ALLOWANCE)
    entry = valued(event(goods("blue mugs", "30")), books)
    assert page(entry) == ["Dr allowance 50.00", "Dr loss 74.50", "Cr inventory 1200 124.50"]
    assert [(move.quantity, move.amount) for move in entry.reserve_moves] == [(Decimal(-30), -usd("50.00"))]


def test_a_recovery_in_full_is_of_what_the_reserve_leaves() -> None:
    books = shop(reserved("MUG-BLU", "12", "20.00"), policy=BY_ALLOWANCE)
    in_full = RecoverySaid(RecoverySource.INSURER, RecoveryStatus.AGREED, total("49.80"))
    entry = valued(replace(event(goods("blue mugs", "12")), recoveries=(in_full,)), books)
    assert page(entry) == ["Dr allowance 20.00", "Dr owed 29.80", "Cr inventory 1200 49.80"]
    assert entry.findings == ()


@pytest.mark.parametrize("said", [Value(ValueRelation.EACH, Decimal(5)), Value(ValueRelation.COST_LESS), each("5")])
def test_what_the_text_leaves_open_is_worked_out_to_nothing(said: Value) -> None:
    assert worked_out(said, cost=Decimal(100), units=None) is None


def test_a_reserve_takes_back_its_part_wherever_its_line_stands() -> None:
    books = shop(reserved("MUG-BLU", "20", "35.00"), policy=BY_ALLOWANCE)
    loss = valued(event(goods("blue mugs", "15")), books)
    books = after(books, "WO-2", replace(loss, lines=loss.lines[::-1]))
    back = replace(event(goods("blue mugs", "6"), kind=Kind.REVERSAL, reason=Reason.OTHER), entry=EntrySaid("WO-2"))
    assert page(valued(back, books)) == ["Dr inventory 1200 24.90", "Cr allowance allowance 10.50", "Cr loss loss 14.40"]


# ── No cost on record ────────────────────────────────────────────────────────────────────────────────────────────────


def test_goods_that_lie_nowhere_have_no_cost() -> None:
    shelf = stock()
    books = shop(held=Stock((*shelf.items, Item("BELL", "BELL", "Brass Bell")), shelf.holdings))
    question = asked(event(goods("brass bell", "2", place="depot")), books)
    assert (question.asks, question.says) == (Asks.AMOUNT, "The books have no cost for Brass Bell: what did the 2 each cost?")


def test_a_write_down_of_goods_without_a_cost_asks_what_they_cost() -> None:
    question = asked(down(goods("vintage lamp", "2", nrv=each("3.00"))))
    assert question.asks is Asks.AMOUNT


def test_goods_written_down_where_the_record_has_none_move_no_layer() -> None:
    entry = valued(down(goods("blue mugs", "2", place="depot", nrv=each("3.00"))))
    assert page(entry) == ["Dr loss 2.30", "Cr inventory 1210 2.30"]
    assert moves(entry) == ["0 MUG-BLU @ Old Depot -2.30"]
    assert entry.moves[0].layers == ()


def test_a_value_that_recovered_needs_a_cost_to_rise_to() -> None:
    lamps = replace(goods("vintage lamp", "2", nrv=each("3.00")), stated=(total("40.00"),))
    books = after(BOOKS, "WO-1", valued(down(lamps)))
    back = event(goods("vintage lamp", "2", nrv=each("10.00")), kind=Kind.REVERSAL, reason=Reason.OBSOLETE)
    question = asked(replace(back, entry=EntrySaid("WO-1"), value_recovered=True), books)
    assert question.asks is Asks.AMOUNT


def test_a_part_of_goods_without_a_cost_comes_back_by_number() -> None:
    lamps = event(goods("vintage lamp", "2", stated=[total("20.00")]), goods("free poster", "2"))
    books = after(BOOKS, "WO-1", replace(valued(lamps), moves=()))
    back = replace(event(goods("vintage lamp", "1"), kind=Kind.REVERSAL, reason=Reason.OTHER), entry=EntrySaid("WO-1"))
    assert page(valued(back, books)) == ["Dr inventory 1200 5.00", "Cr loss loss 5.00"]  # four pieces of 20.00, by their number


def test_a_shop_without_an_inventory_account_names_none() -> None:
    books = replace(BOOKS, chart=Chart(tuple(one for one in BOOKS.chart if one.detail_type != "Inventory")), stock=Stock((), ()))
    assert page(valued(event(value=total("40.00")), books)) == ["Dr loss 40.00", "Cr inventory 40.00"]
    counted = event(kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST, value=Value(ValueRelation.COUNTED_TOTAL, Decimal(90)))
    question = asked(counted, books)
    assert (question.asks, question.says) == (Asks.ACCOUNT, "Which inventory account was counted?")


def test_goods_of_an_earlier_entry_that_lie_nowhere_now_come_back_by_number() -> None:
    books = after(BOOKS, "WO-1", replace(valued(event(goods("blue mugs", "3"), goods("crayons", "1"))), moves=()))
    gone = replace(books, stock=Stock(books.stock.items, tuple(each for each in books.stock.holdings if each.item == "BAR-01")))
    back = replace(event(goods("crayons", "1"), kind=Kind.REVERSAL, reason=Reason.OTHER), entry=EntrySaid("WO-1"))
    assert page(valued(back, gone)) == ["Dr inventory 1200 3.80", "Cr loss loss 3.80"]  # a fourth of 15.20
    assert page(valued(back, books)) == ["Dr inventory 1200 2.75", "Cr loss loss 2.75"]


def test_a_write_down_of_earlier_books_comes_back_by_what_its_goods_cost() -> None:
    both = down(goods("blue mugs", "2", nrv=total("1.30")), goods("crayons", "1", nrv=total("1.75")))
    books = after(BOOKS, "WO-1", replace(valued(both), moves=()))
    back = replace(event(goods("crayons", "1"), kind=Kind.REVERSAL, reason=Reason.OTHER), entry=EntrySaid("WO-1"))
    assert page(valued(back, books)) == ["Dr inventory 1200 1.99", "Cr loss loss 1.99"]  # 8.00 by 8.30 and 2.75


def test_units_beyond_a_record_that_holds_no_layer_are_worth_nothing() -> None:
    shelf = stock()
    empty = Holding("BELL", "Shop Floor", "1200", ())
    books = shop(held=Stock((*shelf.items, Item("BELL", "BELL", "Brass Bell")), (*shelf.holdings, empty)))
    entry = valued(event(goods("brass bell", "2")), books)
    assert (page(entry), moves(entry)) == ([], ["-2 BELL @ Shop Floor 0.00"])


# ── Written down at two places ───────────────────────────────────────────────────────────────────────────────────────


def test_a_direct_write_down_taken_back_at_one_place_leaves_the_other() -> None:
    books = after(BOOKS, "WO-1", valued(down(goods("red mugs", "70", nrv=total("100")))))
    back = event(goods("red mugs", "10", place="shop floor"), kind=Kind.REVERSAL, reason=Reason.OBSOLETE)
    entry = valued(replace(back, entry=EntrySaid("WO-1")), books)
    assert moves(entry) == ["0 MUG-RED @ Shop Floor 27.21"]
    elsewhere = replace(back, goods=(goods("red mugs", "10", place="bakery"),), entry=EntrySaid("WO-1"))
    assert moves(valued(elsewhere, books)) == ["0 MUG-RED @ Old Depot 27.22"]


# ── What an amount pays for ──────────────────────────────────────────────────────────────────────────────────────────


def shelf_of(unit: str, *layers: Layer) -> Shelf:
    return Shelf(Item("X", "X", "Thing", unit, Decimal(6)), "Shop", (Holding("X", "Shop", "1200", layers),))


def layer(units: str, cost: str, value: str) -> Layer:
    return Layer(f"{units} at {cost}", None, Decimal(units), Decimal(cost), usd(value))


def test_half_a_thing_is_sold_by_weight_alone() -> None:
    at_four = layer("10", "4.00", "40.00")
    assert lot_worth(shelf_of("each", at_four), usd("10.00")) is None
    by_weight = lot_worth(shelf_of("kg", at_four), usd("10.00"))
    assert by_weight is not None
    assert (by_weight.quantity, by_weight.value) == (Decimal("2.5"), usd("10.00"))


def test_a_layer_that_cost_nothing_and_carries_something_pays_for_no_number() -> None:
    worthless = layer("9", "0", "5.00")
    assert lot_worth(shelf_of("each", worthless), usd("4.00")) is None


# ── Counts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_count_that_finds_what_the_books_say_changes_nothing() -> None:
    said = event(kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST, value=Value(ValueRelation.COUNTED_TOTAL, Decimal("100.00")))
    books = replace(BOOKS, chart=Chart(tuple(one for one in BOOKS.chart if one.key not in ("1200", "1210"))))
    books = replace(books, stock=Stock((), ()))
    assert isinstance(came_to(said, books), Declined)


def test_goods_that_are_worth_nothing_take_no_share_of_an_amount() -> None:
    posters = carried(resolved(event(goods("free posters", "3")), BOOKS), BOOKS)
    mugs = carried(resolved(event(goods("blue mugs", "2"), goods("crayons", "2")), BOOKS), BOOKS)
    assert isinstance(posters, tuple)
    assert isinstance(mugs, tuple)
    assert spread(usd("5.00"), posters) == (usd("0.00"),)
    assert spread(usd("6.90"), mugs) == (usd("4.15"), usd("2.75"))
