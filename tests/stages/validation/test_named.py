"""What a person has named since stands, though the text does not have it; what nobody named is found, with what to do."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.books.draft import Reading
from assistant.books.finding import Finding, Problem
from assistant.books.proposal import GoodsSaid, Quantity, QuantityPart, QuantityRelation
from assistant.books.question import Settled
from assistant.evaluation.proposal_json import read_proposal
from assistant.stages.validation.naming import day_must_be_said, goods_must_be_named
from assistant.walk import Checked, EventRead, walk
from tests.stages.validation.read import TODAY, hardware

BOOKS = hardware()
TEXT = "3 stoneware mugs were dropped"
MUGS: dict[str, Any] = {"words": "mugs", "quantity": "3"}
LAMPS: dict[str, Any] = {"words": "LMP-DSK", "quantity": "3"}
IN_STORE: dict[str, Any] = {**MUGS, "place": "Store"}
THREE = Quantity(QuantityRelation.EXACTLY, (QuantityPart(Decimal(3)),))


def found(text: str, goods: dict[str, Any], *settled: Settled, **more: Any) -> list[Finding]:
    """What is found of the goods, their place and the day, after people settled this."""
    said = {"kind": "write_off", "reason": "damaged", "goods": goods, **more}
    (event,) = read_proposal({"events": [said]}, text, "written").events
    outcome = walk(EventRead(event, text, TODAY, Reading("written"), settled), BOOKS, today=TODAY)
    assert isinstance(outcome, Checked), outcome
    checks = (goods_must_be_named, day_must_be_said)
    return [finding for check in checks for finding in check(outcome.entry, BOOKS, TODAY, text)]


def untraced(says: str, remedy: str) -> Finding:
    return Finding(Problem.UNTRACED_NUMBER, says, remedy)


NO_LAMPS = untraced("The goods “LMP-DSK” are not named in the text.", "Name the item yourself (revise), or draft the text again.")
NO_STORE = untraced("The place “Store” is not named in the text.", "Name the place yourself (revise), or draft the text again.")
NO_WORDS = untraced("The text has no words for the day 2026-10-05.", "State the day yourself (revise), or draft the text again.")


def test_goods_a_place_and_a_day_that_nobody_named() -> None:
    assert found(TEXT, {**LAMPS, "place": "Store"}, entry_date="2026-10-05") == [NO_LAMPS, NO_STORE, NO_WORDS]


@pytest.mark.parametrize("words", ["black desk lamp", "desk lamp, black"])
def test_goods_that_the_text_shortens_are_named(words: str) -> None:
    assert found("3 dsk lmps fell", {"words": words, "quantity": "3"}) == []


@pytest.mark.parametrize("fact", [Settled(item="LMP-DSK"), Settled(goods=(GoodsSaid("LMP-DSK", quantity=THREE),))])
def test_an_item_that_a_person_chose_since_is_named(fact: Settled) -> None:
    assert found(TEXT, MUGS, fact) == []


def test_what_people_settled_of_something_else_names_no_goods() -> None:
    assert found(TEXT, LAMPS, Settled(quantity=THREE)) == [NO_LAMPS]
    assert found(TEXT, LAMPS, Settled(place="Store")) == [NO_LAMPS]


@pytest.mark.parametrize("fact", [Settled(place="Store"), Settled(goods=(GoodsSaid("mugs", quantity=THREE, place="Store"),))])
def test_a_place_that_a_person_gave_since_is_named(fact: Settled) -> None:
    assert found(TEXT, MUGS, fact) == []


def test_what_people_settled_of_something_else_names_no_place() -> None:
    assert found(TEXT, IN_STORE, Settled(item="MUG-01")) == [NO_STORE]
    assert found(TEXT, IN_STORE, Settled(quantity=THREE)) == [NO_STORE]


def test_a_day_that_a_person_gave_since_needs_no_words() -> None:
    assert found(TEXT, MUGS, Settled(entry_date=date(2026, 10, 5))) == []
    assert found(TEXT, MUGS, Settled(quantity=THREE), entry_date="2026-10-05") == [NO_WORDS]
