"""An amount that the text has in another currency than the reading: found at the amount's own words, and told once."""

from typing import Any

import pytest

from assistant.books.finding import Finding, Problem
from tests.stages.validation.read import checked


def foreign(text: str, **value: str) -> list[Finding]:
    event: dict[str, Any] = {"value": value}
    return [found for found in checked(text, event).findings if found.code is Problem.FOREIGN_CURRENCY]


def test_the_sign_beside_the_amount_is_told_with_what_to_give_instead() -> None:
    assert foreign("€1,300.50 of stock damaged", total="1300.50", quote="1,300.50") == [
        Finding(
            Problem.FOREIGN_CURRENCY,
            "The text has 1,300.50 in EUR; these books are kept in USD.",
            "Give the amount in USD.",
        )
    ]


@pytest.mark.parametrize("text", ["EUR 300 of stock damaged", "300 EUR of stock damaged"])
def test_so_is_a_code_before_or_after_it(text: str) -> None:
    assert [found.says for found in foreign(text, total="300", quote="300")] == [
        "The text has 300 in EUR; these books are kept in USD."
    ]


def test_the_same_number_elsewhere_says_nothing_of_an_amount_whose_words_are_known() -> None:
    text = "300 of stock damaged, beside 300 EUR of tools that are not ours"
    assert foreign(text, total="300", quote="300") == []
    assert [found.says for found in foreign(text, total="300")] == ["The text has 300 in EUR; these books are kept in USD."]


@pytest.mark.parametrize("text", ["$5 / €5 of stock damaged", "€5 / $5 of stock damaged"])
def test_nor_does_the_amount_next_to_it(text: str) -> None:
    assert foreign(text, total="5", quote="$5") == []


def test_one_that_the_reading_has_in_its_currency_is_told_once() -> None:
    assert [found.says for found in foreign("€300 of stock damaged", total="300", currency="EUR", quote="€300")] == [
        "The amount is in EUR; these books are kept in USD. It is shown as the number stated."
    ]


@pytest.mark.parametrize("text", ["$300 audio gear damaged", "$300 Cadbury bars damaged", "stock of Zeus 300 damaged"])
def test_a_word_that_begins_or_ends_like_a_code_is_none(text: str) -> None:
    assert foreign(text, total="300", quote="300") == []


@pytest.mark.parametrize("text", ["rupees 300 of stock damaged", "300 rupees of stock damaged"])
def test_a_word_for_a_currency_is_heard_in_whole(text: str) -> None:
    assert [found.says for found in foreign(text, total="300", quote="300")] == [
        "The text has 300 in INR; these books are kept in USD."
    ]
