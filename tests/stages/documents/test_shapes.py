"""A part of an answer is what it should be, or absent; nothing that comes over a network is taken on trust."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assistant.stages.documents import shapes

ODD: tuple[Any, ...] = (None, "", "x", True, "NaN", "Infinity", "1e999", [], {}, 1.5)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (5, Decimal(5)),
        (Decimal("5.10"), Decimal("5.10")),
        ("1,200.50", Decimal("1200.50")),
        ("-3", Decimal(-3)),
        *((odd, None) for odd in ODD),
    ],
)
def test_a_number_is_exact_or_none(value: Any, number: Decimal | None) -> None:
    assert shapes.number({"n": value}, "n") == number


@pytest.mark.parametrize(("value", "text"), [("a", "a"), (7, "7"), (None, ""), (True, ""), ([], ""), ({}, "")])
def test_a_text_is_a_text_or_empty(value: Any, text: str) -> None:
    assert shapes.text({"t": value}, "t") == text
    assert shapes.ref({"r": {"value": value}}, "r") == text


def test_objects_are_taken_from_lists_and_the_rest_is_left() -> None:
    assert shapes.parts({"rows": [{"a": 1}, None, 3, {"b": 2}]}, "rows") == [{"a": 1}, {"b": 2}]
    assert shapes.parts({"rows": {"a": 1}}, "rows") == []
    assert shapes.part({"p": [1]}, "p") == {}
    assert shapes.named_value({"NameValue": [{"Name": "a", "Value": "1"}, {"Name": "b"}]}, "a") == "1"
    assert shapes.named_value({"NameValue": [{"Name": "a", "Value": "1"}, {"Name": "b"}]}, "b") == ""


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-11-20T09:00:00Z", date(2026, 11, 20)),
        ("2026-13-45", None),
        (20261120, date(2026, 11, 20)),
        (None, None),
    ],
)
def test_a_day_is_a_day_or_none(value: Any, day: date | None) -> None:
    assert shapes.day({"d": value}, "d") == day
