"""Words and relations of a text to items, places and exact units."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.books.goods import Item
from assistant.books.policy import Policy, WriteDownMethod
from assistant.books.proposal import GoodsSaid, Quantity, QuantityRelation
from assistant.books.question import Asks, Settled
from assistant.books.reasons import Kind, Reason
from assistant.stages.resolution.units import in_units
from tests.stages.shop import ALL, SOME, asked, codes, each, event, goods, part, resolved, shop, some, total, units, usd

BOOKS = shop()


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("MUG-BLU", "MUG-BLU"),
        ("mug blu", "MUG-BLU"),
        ("blue enamle mugs", "MUG-BLU"),
        ("the blue ones, mugs (not the red ones)", "MUG-BLU"),
        ("green tea", "TEA-GRN"),
        ("box of nitrile gloves", "GLV-L"),
        ("house beans (1 kg)", "BRN-1K"),
        ("vintage lamps smashed by the coach party", "Vintage Lamp"),
        ("crayons gone soft", "CRY-64"),
        ("blue mugs (12oz, red ones fine)", "MUG-BLU"),
    ],
)
def test_words_name_an_item(words: str, item: str) -> None:
    assert resolved(event(goods(words, "1")), BOOKS).goods[0].item == item


@pytest.mark.parametrize("words", ["camping hammock", "paper plate", "vintage tractor", "enamel kettle"])
def test_words_that_fit_no_item_are_asked_about(words: str) -> None:
    assert asked(event(goods(words, "2")), BOOKS).asks is Asks.ITEM


def test_siblings_that_fit_equally_are_the_choices() -> None:
    question = asked(event(goods("enamel mugs", "3")), BOOKS)
    assert question.asks is Asks.ITEM
    assert {choice.value for choice in question.choices} == {"MUG-RED", "MUG-BLU"}
    assert question.about == 0


def test_a_word_that_only_a_sibling_lacks_rules_it_out() -> None:
    assert asked(event(goods("green enamel mug 20oz", "1")), BOOKS).asks is Asks.ITEM
    assert units(resolved(event(goods("red mugs", "1", place="shop floor")), BOOKS)) == ["1 MUG-RED @ Shop Floor"]


def test_the_place_or_the_record_may_tell_siblings_apart() -> None:
    assert units(resolved(event(goods("enamel mugs", "3", place="depot")), BOOKS)) == ["3 MUG-RED @ Old Depot"]
    thirty = replace(goods("enamel mugs"), quantity=some(ALL, "30"))
    found = resolved(event(thirty), BOOKS)
    assert units(found) == ["30 MUG-BLU @ Shop Floor"]
    assert found.goods[0].item_confidence < 0.9


def test_an_answer_settles_the_item() -> None:
    found = resolved(event(goods("enamel mugs", "3")), BOOKS, Settled("the blue ones", about=0, item="MUG-BLU"))
    assert units(found) == ["3 MUG-BLU @ Shop Floor"]


@pytest.mark.parametrize(
    ("said", "item", "number"),
    [
        ("2 dozen", "MUG-RED", "24"),
        ("2 case", "MUG-RED", "24"),
        ("2 ctn of 10", "MUG-RED", "20"),
        ("1 gross", "MUG-RED", "144"),
        ("750 g", "TEA-GRN", "0.75"),
        ("1 lb", "TEA-GRN", "0.453592"),
        ("2 bag", "TEA-GRN", "10"),
        ("3 box", "GLV-L", "3"),
        ("3 case", "GLV-L", "30"),
        ("3 box", "CRY-64", "3"),
        ("2 box of 64", "CRY-64", "2"),
        ("2 box", "CUP-12", "2000"),
        ("3 tube", "CUP-12", "3"),
        ("4 kg", "BRN-1K", "4"),
        ("3 bear", "MUG-RED", "3"),
        ("600 cup", "CUP-12", "600"),
        ("4 kg of 2", "TEA-GRN", "4"),
        ("1 pair", "MUG-RED", "2"),
    ],
)
def test_a_quantity_in_the_item_s_unit(said: str, item: str, number: str) -> None:
    held = BOOKS.stock.item(item)
    assert held is not None
    assert in_units((part(said),), held) == Decimal(number)


def test_the_item_s_own_unit_may_be_the_case() -> None:
    assert in_units((part("2 case"),), Item("HW", "HW", "Hand Warmers", "case", Decimal(40))) == 2
    assert in_units((part("12 qt"),), Item("OIL", "OIL", "Motor Oil 5W-30 Quart", "each", Decimal(6))) == 12
    assert in_units((part("12 qt"),), Item("JUG", "JUG", "Motor Oil 5W-30 5-Qt Jug", "each", Decimal(3))) is None
    assert in_units((part("50 carton"),), Item("CTN", "CTN", "Carton 12 Bottle", "each", Decimal(25))) == 50
    assert in_units((part("2 pair"),), Item("SOX", "SOX", "Silk Liner Sock", "pair")) == 2
    assert in_units((part("1 pair"),), Item("GOG", "GOG", "Ski Goggles", "each")) == 1


def test_a_unit_that_cannot_be_turned_into_the_item_s_is_asked_about() -> None:
    question = asked(event(goods("oat bars", "3 kg")), BOOKS)
    assert question.asks is Asks.QUANTITY
    assert "3 kg" in question.says


@pytest.mark.parametrize(
    ("quantity", "place", "expected"),
    [
        (some(ALL), "", ["60 MUG-RED @ Old Depot", "40 MUG-RED @ Shop Floor"]),
        (some(ALL), "depot", ["60 MUG-RED @ Old Depot"]),
        (some(ALL, "40"), "", ["40 MUG-RED @ Shop Floor"]),
        (some(ALL, "62"), "old depot", ["62 MUG-RED @ Old Depot"]),
        (some(QuantityRelation.ALL_BUT, "3"), "shop", ["37 MUG-RED @ Shop Floor"]),
        (some(QuantityRelation.SHARE, share="0.5"), "depot", ["30 MUG-RED @ Old Depot"]),
        (some(QuantityRelation.EXACTLY, "1 case", "6"), "", ["18 MUG-RED @ Old Depot"]),
        (some(QuantityRelation.EXACTLY, "70"), "", ["60 MUG-RED @ Old Depot", "10 MUG-RED @ Shop Floor"]),
        (some(QuantityRelation.EXACTLY, "103"), "", ["63 MUG-RED @ Old Depot", "40 MUG-RED @ Shop Floor"]),
        (some(QuantityRelation.COUNTED, "33", booked="40"), "shop", ["7 MUG-RED @ Shop Floor"]),
        (some(QuantityRelation.COUNTED, "33", booked="40"), "", ["7 MUG-RED @ Shop Floor"]),
        (some(QuantityRelation.COUNTED, "33", booked="36"), "shop", ["7 MUG-RED @ Shop Floor"]),
        (some(QuantityRelation.COUNTED, "45"), "shop", ["-5 MUG-RED @ Shop Floor"]),
        (some(QuantityRelation.COUNTED, "40"), "shop", []),
        (some(QuantityRelation.OVER, "2"), "shop", ["-2 MUG-RED @ Shop Floor"]),
    ],
)
def test_relations_against_the_record(quantity: Quantity, place: str, expected: list[str]) -> None:
    line = replace(goods("red enamel mugs", place=place), quantity=quantity)
    assert units(resolved(event(line), BOOKS)) == expected


def test_what_the_text_says_the_books_show_is_said_where_it_differs() -> None:
    line = replace(goods("red enamel mugs", place="shop"), quantity=some(QuantityRelation.COUNTED, "33", booked="36"))
    assert "the text says the books show 36" in resolved(event(line), BOOKS).goods[0].because


def test_both_places_named_or_every_place() -> None:
    line = replace(goods("red enamel mugs", place="shop floor and old depot"), quantity=some(ALL), every_place=True)
    assert len(resolved(event(line), BOOKS).goods) == 2
    assert len(resolved(event(replace(line, place="")), BOOKS).goods) == 2


def test_two_lines_of_one_item_do_not_take_the_same_units() -> None:
    found = resolved(event(goods("red enamel mugs", "50"), goods("MUG-RED", "20")), BOOKS)
    assert units(found) == ["50 MUG-RED @ Old Depot", "20 MUG-RED @ Shop Floor"]


def test_choosing_between_accounts_is_a_warning() -> None:
    assert codes(resolved(event(goods("red enamel mugs", "5")), BOOKS).findings) == {"place_assumed"}
    assert codes(resolved(event(goods("red enamel mugs", "5", place="shop")), BOOKS).findings) == set()
    every = replace(goods("red enamel mugs"), quantity=some(ALL))
    assert codes(resolved(event(every), BOOKS).findings) == set()


def test_a_write_down_against_the_allowance_chooses_no_account() -> None:
    books = shop(policy=Policy(usd("300"), WriteDownMethod.ALLOWANCE))
    down = event(goods("red enamel mugs", "5", nrv=each("1")), kind=Kind.WRITE_DOWN, reason=Reason.OBSOLETE)
    assert codes(resolved(down, books).findings) == set()
    assert codes(resolved(down, BOOKS).findings) == {"place_assumed"}


@pytest.mark.parametrize("quantity", [None, some(SOME)])
def test_an_unstated_number_is_asked_for(quantity: Quantity | None) -> None:
    question = asked(event(replace(goods("red enamel mugs"), quantity=quantity)), BOOKS)
    assert (question.asks, question.or_asks) == (Asks.QUANTITY, (Asks.AMOUNT,))


@pytest.mark.parametrize("number", ["-3", "999999999999", "1e30"])
def test_a_number_that_cannot_be_right_is_asked_for(number: str) -> None:
    assert asked(event(goods("oat bars", number)), BOOKS).asks is Asks.QUANTITY


def test_half_of_an_odd_number_is_asked_about() -> None:
    half = replace(goods("oat bars"), quantity=some(QuantityRelation.SHARE, share="0.5"))
    assert asked(event(half), BOOKS).asks is Asks.QUANTITY


def test_a_settled_quantity_and_place_stand_over_the_reading() -> None:
    read = event(replace(goods("red enamel mugs", place="depot"), quantity=some(SOME)))
    found = resolved(
        read, BOOKS, Settled("four", quantity=some(QuantityRelation.EXACTLY, "4")), Settled("shop", place="Shop Floor")
    )
    assert units(found) == ["4 MUG-RED @ Shop Floor"]


def test_other_facts_settled_since() -> None:

    read = event(goods("oat bars", "2"))
    found = resolved(read, BOOKS, Settled(entry_date=date(2026, 9, 30), reason=Reason.EXPIRED, note="past date"))
    assert found.entry_date == date(2026, 9, 30)
    assert (found.event.reason, found.event.note) == (Reason.EXPIRED, "past date")


def test_no_day_is_today() -> None:
    assert "today" in resolved(event(goods("oat bars", "2")), BOOKS).date_because


def test_an_amount_answers_for_goods_without_a_number() -> None:
    read = event(replace(goods("red enamel mugs"), quantity=some(SOME)))
    found = resolved(read, BOOKS, Settled("$60", about=0, amount=total("60")))
    assert found.amount == 60
    assert found.inventory is not None
    assert found.goods == ()


def test_goods_without_words_need_more() -> None:
    question = asked(event(GoodsSaid("", quantity=some(QuantityRelation.EXACTLY, "3"))), BOOKS)
    assert {question.asks, *question.or_asks} == {Asks.AMOUNT, Asks.QUANTITY, Asks.ITEM}


def test_the_question_that_settles_most_is_asked_first() -> None:
    """Which item before how many; and of the items what most lines call alike."""
    few = replace(goods("crayons"), quantity=some(SOME))
    assert (asked(event(few, goods("mugs", "3")), BOOKS).asks, asked(event(few), BOOKS).asks) == (Asks.ITEM, Asks.QUANTITY)
    alike = event(goods("widgets", "1"), goods("mugs", "3"), goods("the mug", "2"))
    assert asked(alike, BOOKS).about == 1
    assert asked(event(goods("widgets", "1"), goods("mugs", "3")), BOOKS).about == 0
