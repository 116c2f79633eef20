"""Goods that stay and are worth less: from carrying cost less allowance to what they will bring. And the allowance itself."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.books.policy import Policy, WriteDownMethod
from assistant.books.proposal import Event, GoodsSaid, Value, ValueRelation
from assistant.books.question import Asks, Question
from assistant.books.reasons import Kind, Reason
from assistant.stages.valuation.value import value
from tests.stages.shop import after, codes, each, event, goods, moves, page, reserved, resolved, shop, total, usd
from tests.stages.valuation.valuing import valued

DIRECT = shop()
BY_ALLOWANCE = Policy(usd("300"), WriteDownMethod.ALLOWANCE)
ALLOWANCE = shop(policy=BY_ALLOWANCE)


def down(*lines: GoodsSaid) -> Event:
    return event(*lines, kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE)


@pytest.mark.parametrize(
    ("nrv", "amount"),
    [
        (each("3.00"), "13.80"),
        (total("30"), "19.80"),
        (Value(ValueRelation.SHARE_OF_COST, share=Decimal("0.6")), "19.92"),
        (Value(ValueRelation.LESS_SHARE_OF_COST, share=Decimal("0.4")), "19.92"),
        (Value(ValueRelation.COST_LESS, Decimal(5)), "5.00"),
        (each("0"), "49.80"),
    ],
)
def test_down_to_net_realizable_value(nrv: Value, amount: str) -> None:
    said = down(goods("blue mugs", "12", nrv=nrv))
    direct, by_allowance = valued(said, DIRECT), valued(said, ALLOWANCE)
    assert page(direct) == [f"Dr loss {amount}", f"Cr inventory 1200 {amount}"]
    assert page(by_allowance) == [f"Dr loss {amount}", f"Cr allowance {amount}"]
    assert direct.loss == by_allowance.loss == usd(amount)
    assert moves(direct) == [f"0 MUG-BLU @ Shop Floor -{amount}"]
    assert moves(by_allowance) == []
    assert [(move.quantity, move.amount) for move in by_allowance.reserve_moves] == [(Decimal(12), usd(amount))]


def test_the_same_goods_at_two_values_are_written_down_part_by_part() -> None:
    said = down(goods("blue mugs", "5", nrv=each("2.00")), goods("blue mugs", "3", nrv=each("1.00")))
    entry = valued(said, DIRECT)
    assert page(entry) == ["Dr loss 20.20", "Cr inventory 1200 20.20"]  # 5 x 2.15 and 3 x 3.15
    assert moves(entry) == ["0 MUG-BLU @ Shop Floor -20.20"]
    assert [(line.item, line.quantity) for line in entry.resolved.goods] == [("MUG-BLU", Decimal(5)), ("MUG-BLU", Decimal(3))]
    one_without = down(goods("blue mugs", "5", nrv=each("2.00")), goods("blue mugs", "3"))
    asked = value(resolved(one_without, DIRECT), DIRECT)
    assert isinstance(asked, Question)
    assert (asked.asks, asked.about) == (Asks.NET_REALIZABLE_VALUE, 1)


def test_costs_to_sell_come_off_what_the_goods_bring() -> None:
    line = replace(goods("blue mugs", "12", nrv=each("3.00")), cost_to_sell=each("0.50"))
    assert page(valued(down(line), DIRECT))[0] == "Dr loss 19.80"
    a_share_of_what_they_bring = replace(line, cost_to_sell=Value(ValueRelation.SHARE_OF_COST, share=Decimal("0.25")))
    assert page(valued(down(a_share_of_what_they_bring), DIRECT))[0] == "Dr loss 22.80"
    never_below_nothing = replace(line, cost_to_sell=each("9"))
    assert page(valued(down(never_below_nothing), DIRECT))[0] == "Dr loss 49.80"


def test_each_place_s_account_takes_its_part() -> None:
    entry = valued(down(goods("red mugs", "70", nrv=total("100"))), DIRECT)
    assert page(entry) == ["Dr loss 190.50", "Cr inventory 1210 163.29", "Cr inventory 1200 27.21"]


def test_without_the_value_it_is_written_down_to_it_is_asked_for() -> None:
    question = value(resolved(down(goods("blue mugs", "12")), DIRECT), DIRECT)
    assert isinstance(question, Question)
    assert (question.asks, question.about) == (Asks.NET_REALIZABLE_VALUE, 0)


def test_goods_worth_their_cost_take_no_part() -> None:
    entry = valued(down(goods("blue mugs", "12", nrv=each("3")), goods("crayons", "5", nrv=each("2.75"))), DIRECT)
    assert page(entry) == ["Dr loss 13.80", "Cr inventory 1200 13.80"]
    assert [line.item for line in entry.resolved.goods] == ["MUG-BLU"]


def test_nothing_left_to_write_down_is_a_problem() -> None:
    entry = valued(down(goods("crayons", "5", nrv=each("9"))), DIRECT)
    assert codes(entry.findings) == {"nothing_to_write_down"}


def test_a_second_write_down_starts_from_the_first_one_s_value() -> None:
    books = shop(reserved("MUG-BLU", "12", "13.80"), policy=BY_ALLOWANCE)
    entry = valued(down(goods("blue mugs", "12", nrv=each("2.00"))), books)
    assert page(entry) == ["Dr loss 12.00", "Cr allowance 12.00"]
    assert [(move.quantity, move.amount) for move in entry.reserve_moves] == [(Decimal(0), usd("12.00"))]
    halved = valued(down(goods("blue mugs", "12", nrv=Value(ValueRelation.SHARE_OF_COST, share=Decimal("0.5")))), books)
    assert page(halved)[0] == "Dr loss 18.00"


def test_after_a_direct_write_down_the_goods_leave_at_their_new_cost() -> None:
    first = valued(down(goods("blue mugs", "30", nrv=each("3.00"))), DIRECT)
    books = after(DIRECT, "WO-1", first)
    assert page(valued(event(goods("blue mugs", "10")), books))[0] == "Dr loss 30.00"
    again = valued(down(goods("blue mugs", "30", nrv=each("2.00"))), books)
    assert page(again)[0] == "Dr loss 30.00"


def test_an_amount_to_write_down_without_goods() -> None:
    said = event(kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE, value=total("500"))
    assert page(valued(said, ALLOWANCE)) == ["Dr loss 500.00", "Cr allowance 500.00"]
    assert page(valued(said, DIRECT)) == ["Dr loss 500.00", "Cr inventory 1200 500.00"]


def test_an_allowance_is_raised_or_released() -> None:
    raised = event(kind=Kind.ALLOWANCE, reason=Reason.OBSOLETE, value=total("600"))
    assert page(valued(raised, DIRECT)) == ["Dr loss 600.00", "Cr allowance 600.00"]
    assert page(valued(replace(raised, release=True), DIRECT)) == ["Dr allowance 600.00", "Cr loss 600.00"]
    assert valued(raised, DIRECT).loss == usd("600.00")


def test_a_release_may_name_the_reserved_goods_that_were_sold() -> None:
    books = shop(reserved("MUG-BLU", "12", "24.00"))
    sold = replace(event(goods("blue mugs", "3"), kind=Kind.ALLOWANCE, reason=Reason.OBSOLETE), release=True)
    entry = valued(sold, books)
    assert page(entry) == ["Dr allowance 6.00", "Cr loss 6.00"]
    assert [(move.quantity, move.amount) for move in entry.reserve_moves] == [(Decimal(-3), usd("-6.00"))]
    assert (entry.moves, entry.resolved.goods) == ((), ())
    stated = valued(replace(sold, value=total("5.00")), books)
    assert page(stated)[0] == "Dr allowance 5.00"
    assert isinstance(value(resolved(sold, DIRECT), DIRECT), Question)
