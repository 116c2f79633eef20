"""Which goods and how many, where words are few: names in capitals, numbers alone, plain kinds, places without a record."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assistant.books.client_books import ClientBooks
from assistant.books.goods import Holding, Item, Layer, Stock
from assistant.books.money import Money
from assistant.books.precedent import Chooses, Precedent, Precedents
from assistant.books.proposal import QuantityRelation
from assistant.books.question import Asks
from assistant.books.reasons import Kind, Reason
from tests.stages.shop import ALL, EXACTLY, after, asked, event, goods, resolved, shop, some, units
from tests.stages.valuation.test_value_reversals import undo
from tests.stages.valuation.valuing import valued


def shelves(*rows: str) -> ClientBooks:
    """Items of 'sku|name|unit|place|on hand', each unit at 1.00."""
    items: dict[str, Item] = {}
    held: list[Holding] = []
    for sku, name, unit, place, on_hand in (row.split("|") for row in rows):
        items[sku] = Item(sku, sku, name, unit)
        layers = (Layer(f"{sku}@{place}", None, Decimal(on_hand), Decimal(1), Money(int(Decimal(on_hand) * 100), "USD")),)
        held += [Holding(sku, place, "1200", layers)] if on_hand != "0" else []
    return shop(held=Stock(tuple(items.values()), tuple(held)))


def meant(words: str, books: ClientBooks, *parts: str) -> str:
    return resolved(event(goods(words, *(parts or ("2",)))), books).goods[0].item


FARM = shelves("F-1|CAN Fertiliser 25kg|bag|Shed|40", "F-2|Lawn Fertiliser 25kg|bag|Shed|9", "40123|Gate Hinge|each|Shed|20")


def test_a_word_in_capitals_is_that_of_one_name() -> None:
    assert meant("CAN", FARM) == "F-1"


@pytest.mark.parametrize("words", ["40123", "no 40123 from the shed"])
def test_a_number_of_five_digits_is_a_code(words: str) -> None:
    assert meant(words, FARM) == "40123"


def test_a_short_number_is_a_code_where_it_is_called_one() -> None:
    books = shelves("712|Gate Hinge|each|Shed|20", "713|Gate Latch|each|Shed|20")
    assert meant("sku 712", books) == "712"
    assert asked(event(goods("712 of those", "2")), books).asks is Asks.ITEM


def test_the_number_said_before_the_name_is_no_part_of_it() -> None:
    assert meant("2 bag lawn fertiliser", FARM, "2 bag") == "F-2"
    assert meant("2 dozen hinges", FARM, "2 dozen") == "40123"


def test_the_plain_kind_is_the_one_with_nothing_beside_its_name() -> None:
    books = shelves("C-1|Charger 30W|each|Shop|20", "C-2|Charger 30W, refurbished|each|Shop|20")
    assert meant("chargers 30W", books) == "C-1"
    assert meant("plain chargers 30W", books) == "C-1"
    mugs = shelves("M-1|Mug White|each|Shop|20", "M-2|Mug with Lid Red|each|Shop|30")
    assert asked(event(goods("mugs", "2")), mugs).asks is Asks.ITEM
    assert meant("ordinary mugs", mugs) == "M-1"  # the name that says least


def test_no_number_tells_siblings_apart_by_their_record() -> None:
    books = shelves("M-1|Enamel Mug Red|each|Shop|20", "M-2|Enamel Mug Blue|each|Shop|30")
    assert asked(event(goods("enamel mugs")), books).asks is Asks.ITEM
    thirty = replace(goods("enamel mugs"), quantity=some(ALL, "30"))
    assert resolved(event(thirty), books).goods[0].item == "M-2"


def test_a_share_that_was_not_said_is_asked_for() -> None:
    no_share = replace(goods("gate hinges"), quantity=some(QuantityRelation.SHARE))
    assert asked(event(no_share), FARM).asks is Asks.QUANTITY


def test_a_count_of_goods_that_lie_nowhere_finds_them_nowhere() -> None:
    books = shelves("B-1|Brass Bell|each|Shop|0", "M-1|Mug|each|Shop|3")
    counted = replace(goods("brass bell"), quantity=some(QuantityRelation.COUNTED, "4"))
    found = resolved(event(counted, kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST), books)
    assert units(found) == []


@pytest.mark.parametrize("relation", [EXACTLY, QuantityRelation.OVER])
def test_goods_on_file_that_lie_nowhere_are_asked_about_and_never_dropped(relation: QuantityRelation) -> None:
    books = shelves("B-1|Brass Bell|each|Shop|0", "M-1|Mug|each|Shop|3")
    bells = replace(goods("brass bell"), quantity=some(relation, "2"))
    for lines in ((bells,), (bells, goods("mugs", "1"))):
        question = asked(event(*lines), books)
        assert (question.asks, question.about) == (Asks.QUANTITY, 0)
        assert question.says == "How many Brass Bell (each) are meant? None are on record."
    placed = resolved(event(replace(bells, place="shop")), books)  # a place said is a place
    assert [abs(found.quantity) for found in placed.goods] == [2]


def test_the_record_that_a_count_quotes_tells_which_place_was_counted() -> None:
    """The place named is that of the whole list; 60 red mugs are on record at the depot alone."""
    counted = replace(goods("red mugs", place="shop floor"), quantity=some(QuantityRelation.COUNTED, "58", booked="60"))
    assert units(resolved(event(counted, kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST), shop())) == ["2 MUG-RED @ Old Depot"]
    agreed = replace(counted, quantity=some(QuantityRelation.COUNTED, "38", booked="40"))
    assert units(resolved(event(agreed, kind=Kind.COUNT_ADJUSTMENT, reason=Reason.LOST), shop())) == ["2 MUG-RED @ Shop Floor"]


def test_what_these_words_meant_before_they_mean_whatever_number_stands_before_them() -> None:
    books = shop()
    assert asked(event(goods("mugs", "2")), books).asks is Asks.ITEM
    noon = datetime(2026, 10, 6, 12, tzinfo=UTC)
    before = Precedent("P-1", Chooses.ITEM, "mugs", "MUG-BLU", 1, "WO-1", noon.date(), "ann", noon, words="mug")
    taught = replace(books, precedents=Precedents((before,)))
    for words, part in (("mugs", "2"), ("case mugs", "1 case"), ("2 case mugs", "2 case"), ("dozen mugs", "1 dozen")):
        assert meant(words, taught, part) == "MUG-BLU"


def test_what_comes_back_is_asked_where_the_words_fit_none_of_the_entry() -> None:
    books = shop()
    books = after(books, "WO-1", valued(event(goods("red mugs", "2", place="depot"), goods("blue mugs", "3")), books))
    question = asked(undo(goods("teapots", "1")), books)
    assert (question.asks, question.says) == (Asks.ITEM, "Which goods of WO-1 come back by “teapots”?")
    assert {choice.value for choice in question.choices} == {"MUG-RED", "MUG-BLU"}
