"""Answers in plain words: what a person types at a question, and the fact it settles."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.books.proposal import (
    DateOrder,
    EarlierEntry,
    Event,
    GoodsName,
    GoodsSaid,
    QuantityRelation,
    ReadingContext,
    Value,
    ValueRelation,
)
from assistant.books.question import Asks, Choice, Question, Settled, Unanswered
from assistant.books.reasons import Kind, Reason
from assistant.readers.rules.answers import RulesAnswerReader

LAMPS = (Choice("LMP-WAL", "Desk lamp walnut"), Choice("LMP-OAK", "Desk lamp oak"), Choice("LMP-BLK", "Floor lamp black"))
CONTEXT = ReadingContext(
    today=date(2026, 10, 6),
    date_order=DateOrder.MDY,
    currency="USD",
    goods=(*(GoodsName(lamp.value, lamp.label) for lamp in LAMPS), GoodsName("MUG-01", "Stoneware mug", "each", Decimal(12))),
    earlier=(
        EarlierEntry("WO-1", date(2026, 9, 1), "6 mugs chipped", Kind.WRITE_OFF, Reason.DAMAGED),
        EarlierEntry("WO-12", date(2026, 9, 2), "4 mugs lost", Kind.WRITE_OFF, Reason.LOST),
    ),
)
EVENT = Event(Kind.WRITE_OFF, Reason.DAMAGED, goods=(GoodsSaid("goods"),))


def settle(asks: Asks, answer: str, *choices: Choice, or_asks: tuple[Asks, ...] = ()) -> Settled | None:
    """The one thing that an answer settles, of an event that names one line of goods."""
    settled = RulesAnswerReader().settle(Question(asks, "Which?", choices, or_asks=or_asks), EVENT, answer, CONTEXT)
    if isinstance(settled, Unanswered):
        return None
    assert len(settled) == 1, settled
    return settled[0]


@pytest.mark.parametrize(
    ("answer", "item"),
    [
        ("the walnut one", "LMP-WAL"),
        ("2", "LMP-OAK"),
        ("LMP-BLK", "LMP-BLK"),
        ("the last one", "LMP-BLK"),
        ("walnutt", "LMP-WAL"),
    ],
)
def test_an_item_is_chosen_by_what_tells_it_apart(answer: str, item: str) -> None:
    settled = settle(Asks.ITEM, answer, *LAMPS)
    assert settled == Settled(words=answer, item=item)


def test_an_item_off_the_list_of_choices_is_found_in_the_stock() -> None:
    settled = settle(Asks.ITEM, "stoneware mug", *LAMPS)
    assert settled is not None
    assert settled.item == "MUG-01"


@pytest.mark.parametrize("answer", ["lamp", "desk lamp", "the green one", "?", "9", ""])
def test_an_answer_that_fits_none_or_several_settles_nothing(answer: str) -> None:
    assert settle(Asks.ITEM, answer, *LAMPS) is None


@pytest.mark.parametrize(
    ("answer", "relation", "number", "unit"),
    [
        ("12", QuantityRelation.EXACTLY, "12", ""),
        ("2 cases", QuantityRelation.EXACTLY, "2", "case"),
        ("it was a dozen", QuantityRelation.EXACTLY, "12", ""),
        ("all but three", QuantityRelation.ALL_BUT, "3", ""),
        ("2.5 kg I think", QuantityRelation.EXACTLY, "2.5", "kg"),
    ],
)
def test_a_number_of_units_is_read(answer: str, relation: QuantityRelation, number: str, unit: str) -> None:
    settled = settle(Asks.QUANTITY, answer)
    assert settled is not None
    assert settled.quantity is not None
    said = settled.quantity
    total = sum((part.number * (12 if part.unit == "dozen" else 1) for part in said.parts), Decimal(0))
    assert (said.relation, total) == (relation, Decimal(number))
    assert [part.unit for part in said.parts if part.unit != "dozen"] in ([unit], [])


@pytest.mark.parametrize("answer", ["some", "a few", "no idea", "$40"])
def test_what_is_no_number_of_units_settles_no_quantity(answer: str) -> None:
    assert settle(Asks.QUANTITY, answer) is None


def test_an_amount_answers_a_quantity_where_it_would_do_as_well() -> None:
    settled = settle(Asks.QUANTITY, "about $240 at cost", or_asks=(Asks.AMOUNT,))
    assert settled is not None
    assert settled.amount is not None
    assert (settled.amount.relation, settled.amount.amount) == (ValueRelation.TOTAL, Decimal(240))


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("$240", Value(ValueRelation.TOTAL, Decimal(240))),
        ("240.50", Value(ValueRelation.TOTAL, Decimal("240.50"))),
        ("4.15 each", Value(ValueRelation.EACH, Decimal("4.15"))),
        ("USD 1.250,50", Value(ValueRelation.TOTAL, Decimal("1250.50"))),
        ("it was 240 in total", Value(ValueRelation.TOTAL, Decimal(240))),
    ],
)
def test_an_amount_is_read(answer: str, value: Value) -> None:
    settled = settle(Asks.AMOUNT, answer)
    assert settled is not None
    assert settled.amount is not None
    assert (settled.amount.relation, settled.amount.amount, settled.amount.currency) == (
        value.relation,
        value.amount,
        value.currency,
    )


@pytest.mark.parametrize(
    ("answer", "relation"),
    [
        ("$3", ValueRelation.EACH),
        ("60% of cost", ValueRelation.SHARE_OF_COST),
        ("down by 40%", ValueRelation.LESS_SHARE_OF_COST),
        ("$90 for the lot", ValueRelation.TOTAL),
    ],
)
def test_what_goods_will_bring_is_for_one_unless_it_says_all(answer: str, relation: ValueRelation) -> None:
    settled = settle(Asks.NET_REALIZABLE_VALUE, answer)
    assert settled is not None
    assert settled.nrv is not None
    assert settled.nrv.relation is relation


@pytest.mark.parametrize(("answer", "entry"), [("WO-1", "WO-1"), ("wo-12 please", "WO-12"), ("the second", "WO-12")])
def test_an_entry_is_chosen_by_its_number_or_place(answer: str, entry: str) -> None:
    choices = (Choice("WO-1", "6 mugs chipped, 1 September"), Choice("WO-12", "4 mugs lost, 2 September"))
    settled = settle(Asks.WHICH_ENTRY, answer, *choices)
    assert settled is not None
    assert settled.entry == entry
