"""Goods tried out, given to those who work here, kept by one person, or sent to us wrong: to why they left, and how many."""

import pytest

from assistant.books.reasons import Reason, Use
from tests.readers.rules.shop import read


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("2 kg of the smoked salmon used up testing the new chowder recipe", Use.TESTING),
        ("4 kg smoked salmon went into test batches of the pâté", Use.TESTING),
        ("1 kg smoked salmon, used developing the new dish", Use.TESTING),
        ("3 kg of smoked salmon spent trying out a milder recipe", Use.TESTING),
        ("Christmas present for our staff: 20 blue mugs, handed out today", Use.STAFF),
        ("Eid gift to the crew: 6 green mugs handed out", Use.STAFF),
        ("6 blue mugs for our people at the summer party, given out on the night", Use.STAFF),
        ("12 blue mugs handed out to customers free of charge", Use.SAMPLE),
        ("gave away 6 green mugs at the trade fair", Use.SAMPLE),
    ],
)
def test_what_goods_were_used_for(text: str, use: Use) -> None:
    (event,) = read(text).events
    assert (event.reason, event.use) == (Reason.INTERNAL_USE, use)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Hale (our owner) took the desk lamp out of the store to her cottage for herself. She did not pay.",
        "the owner has taken the box fan home for his own living room",
        "The desk lamp from the store is now in our office, used by reception",
        "the director kept the power bank, for her flat",
    ],
)
def test_one_thing_that_a_person_keeps(text: str) -> None:
    (event,) = read(text).events
    (goods,) = event.goods
    assert goods.quantity is not None
    assert [part.number for part in goods.quantity.parts] == [1]


def test_many_things_that_a_person_keeps_are_asked_about() -> None:
    (event,) = read("the owner took the blue mugs home for his family").events
    assert [goods.quantity for goods in event.goods] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Brightco sent us 6 desk lamps with the wrong plug. Their driver took them back today and they agreed a full credit.",
        "Kerr & Son delivered us 9 kg of smoked salmon without an allergen label; collected by their van, credit agreed",
        "They sold us 10 blue mugs with no safety mark, the rep took them away and promised a credit note",
        "Nordic Light sent us 4 box fans in the wrong finish, they have agreed to credit them all and collected them",
    ],
)
def test_goods_that_came_wrong(text: str) -> None:
    (event,) = read(text).events
    assert event.reason is Reason.SUPPLIER_ERROR
    assert event.recoveries
