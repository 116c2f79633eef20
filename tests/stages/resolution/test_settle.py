"""What a person states stands over what was read: each fact in its place, the others left as they were."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.books.proposal import EntrySaid, Event, RecoverySaid, RecoverySource, RecoveryStatus, Value, ValueRelation
from assistant.books.question import Settled
from assistant.books.reasons import Kind, Reason
from assistant.stages.resolution.settle import apply
from tests.stages.shop import EXACTLY, each, event, goods, some, total

MUGS = event(goods("red mugs", "12", place="depot", stated=[total("40")]))
TWO = event(goods("red mugs", "12", place="depot"), goods("blue mugs", "3"))


def settled(of: Event, **facts: object) -> Event:
    return apply(of, (Settled("said", **facts),))  # type: ignore[arg-type]


def test_facts_of_the_event() -> None:
    assert settled(MUGS, kind=Kind.WRITE_DOWN) == replace(MUGS, kind=Kind.WRITE_DOWN)
    assert settled(MUGS, reason=Reason.LOST) == replace(MUGS, reason=Reason.LOST)
    assert settled(MUGS, entry_date=date(2026, 9, 1)).entry_date == date(2026, 9, 1)
    assert settled(MUGS, note="by the forklift").note == "by the forklift"
    assert settled(MUGS, entry="WO-7").entry == EntrySaid("WO-7")


def test_a_recovery_takes_the_place_of_that_sources_alone() -> None:
    insurer = RecoverySaid(RecoverySource.INSURER, RecoveryStatus.AGREED, None)
    supplier = RecoverySaid(RecoverySource.SUPPLIER, RecoveryStatus.AGREED, total("5"))
    agreed = RecoverySaid(RecoverySource.INSURER, RecoveryStatus.AGREED, total("20"))
    assert settled(replace(MUGS, recoveries=(insurer, supplier)), recovery=agreed).recoveries == (supplier, agreed)


def test_an_amount_is_of_the_event_or_of_the_line_it_is_about() -> None:
    assert settled(MUGS, amount=total("60")).value == total("60")
    assert settled(TWO, amount=total("60"), about=1).goods[1].stated == (total("60"),)
    nothing = event()
    assert settled(nothing, amount=total("60"), about=0).value == total("60")  # no goods are there for it to be of


def test_facts_of_the_one_line() -> None:
    (line,) = settled(MUGS, item="MUG-BLU").goods
    assert (line.words, line.place) == ("MUG-BLU", "depot")
    assert settled(MUGS, quantity=some(EXACTLY, "5")).goods[0].quantity == some(EXACTLY, "5")
    assert settled(MUGS, place="shop floor").goods[0].place == "shop floor"
    with_costs = replace(MUGS, goods=(replace(MUGS.goods[0], cost_to_sell=each("1")),))
    (line,) = settled(with_costs, nrv=each("3")).goods
    assert (line.nrv, line.cost_to_sell) == (each("3"), None)


def test_of_several_lines_a_place_or_a_value_is_of_all_and_goods_of_none() -> None:
    assert [line.place for line in settled(TWO, place="shop floor").goods] == ["shop floor", "shop floor"]
    assert [line.nrv for line in settled(TWO, nrv=each("3")).goods] == [each("3"), each("3")]
    assert settled(TWO, item="CUP-12") == TWO
    assert settled(TWO, quantity=some(EXACTLY, "5")) == TWO
    assert [line.words for line in settled(TWO, item="CUP-12", about=1).goods] == ["red mugs", "CUP-12"]
    assert settled(TWO, item="CUP-12", about=2) == TWO


def test_goods_in_place_of_those_that_were_read() -> None:
    cups = (goods("paper cups", "100"),)
    assert settled(TWO, goods=cups).goods == cups
    assert settled(TWO, goods=cups, about=1).goods == (TWO.goods[0], *cups)


def test_a_counts_total_of_one_line_is_the_value_of_the_event() -> None:
    total_found = Value(ValueRelation.COUNTED_TOTAL, Decimal(90))
    counted = event(goods("red mugs", stated=[total_found]), kind=Kind.COUNT_ADJUSTMENT)
    after = apply(counted, ())
    assert (after.value, after.goods[0].stated) == (total_found, ())
    assert apply(replace(counted, value=total("5")), ()).value == total("5")


def test_the_last_of_two_facts_stands() -> None:
    assert apply(MUGS, (Settled("a", place="depot"), Settled("b", place="shop floor"))).goods[0].place == "shop floor"
