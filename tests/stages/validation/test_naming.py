"""Goods or a place that the text does not name, a day without words and a currency that the reading dropped block the draft."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.books.client_books import ClientBooks
from tests.stages.validation.read import hardware, problems


def of(words: str, **more: Any) -> dict[str, Any]:
    return {"goods": {"words": words, "quantity": "3"}, **more}


@pytest.mark.parametrize("words", ["mugs", "coffe mug", "stoneware mugs", "the mugs"])
def test_goods_that_the_text_names(words: str) -> None:
    assert problems("3 stoneware mugs were dropped", of(words)) == []


def test_goods_that_it_does_not() -> None:
    assert problems("3 stoneware mugs were dropped", of("LMP-DSK")) == [
        "untraced_number: The goods “LMP-DSK” are not named in the text."
    ]


@pytest.mark.parametrize("place", ["warehouse", "whse", "warehse"])
def test_a_place_that_the_text_names(place: str) -> None:
    event = {"goods": {"words": "mugs", "quantity": "3", "place": "Warehouse"}}
    assert problems(f"3 mugs were dropped in the {place}", event) == []


def test_a_place_that_it_does_not() -> None:
    event = {"goods": {"words": "mugs", "quantity": "3", "place": "Store"}}
    assert problems("3 mugs were dropped in the warehouse", event) == [
        "untraced_number: The place “Store” is not named in the text."
    ]
    assert problems("3 mugs were dropped in the warehouse, then the store", event) == []


@pytest.mark.parametrize(
    ("quote", "day"),
    [
        ("on 10/2", "2026-10-02"), ("on 10/2", "2026-02-10"), ("2 Oct", "2026-10-02"), ("October 2nd", "2026-10-02"),
        ("the 2nd", "2026-10-02"), ("2.10.", "2026-10-02"), ("2026-10-02", "2026-10-02"), ("yesterday", "2026-10-05"),
        ("from 28 Sept to 2 Oct", "2026-10-02"), ("the 1st to the 2nd of October", "2026-10-01"),
    ],
)  # fmt: skip
def test_a_day_that_its_words_may_say(quote: str, day: str) -> None:
    books = hardware()
    books = replace(books, policy=replace(books.policy, books_closed_through=None))
    assert problems(f"3 mugs dropped {quote}", of("mugs", entry_date=day, date_quote=quote), books) == []


@pytest.mark.parametrize(
    ("quote", "day"),
    [("on 10/2", "2026-10-03"), ("2 Oct", "2026-09-02"), ("October 2nd", "2026-10-01"), ("the 2nd", "2026-10-03"),
     ("on 10/2", "2026-09-02")],
)  # fmt: skip
def test_a_day_that_they_do_not(quote: str, day: str) -> None:
    found = problems(f"3 mugs dropped {quote}", of("mugs", entry_date=day, date_quote=quote))
    assert found == [f"untraced_number: The day {day} does not stand in “{quote}”."]


def test_a_day_without_words_is_the_one_of_writing_or_none() -> None:
    assert problems("3 mugs dropped", of("mugs", entry_date="2026-10-06")) == []
    assert problems("3 mugs dropped", of("mugs", entry_date="2026-10-05")) == [
        "untraced_number: The text has no words for the day 2026-10-05."
    ]


def in_pounds() -> ClientBooks:
    return replace(hardware(), currency="GBP")


@pytest.mark.parametrize("said", ["€300", "300 EUR", "300 euros", "eur 300", "C$300", "£300 (GBP 300)"])
def test_a_currency_that_the_reading_dropped(said: str) -> None:
    (found,) = problems(f"{said} of stock damaged", {"value": {"total": "300", "quote": "300"}})
    assert found.startswith("foreign_currency: The text has 300 in ")


@pytest.mark.parametrize("said", ["$300", "US$300", "300 USD", "300 dollars", "300"])
def test_a_currency_that_is_the_clients_own(said: str) -> None:
    assert problems(f"{said} of stock damaged", {"value": {"total": "300", "quote": "300"}}) == []


def test_another_amount_of_the_text_may_be_in_any_currency() -> None:
    text = "$300 of stock damaged, which was €280 on the invoice"
    assert problems(text, {"value": {"total": "300"}}) == []
    assert problems(text, {"value": {"total": "300", "quote": "$300"}}) == []
