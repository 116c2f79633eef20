"""Which of two earlier entries a text takes back: the one it says to, or the later of two that repeat each other."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.books.proposal import EarlierEntry
from assistant.books.reasons import Kind, Reason
from tests.readers.rules.shop import read, shop

TWICE = tuple(
    EarlierEntry(ref, day, "5 desk lamps crushed", Kind.WRITE_OFF, Reason.DAMAGED, (("LMP-01", Decimal(5)),))
    for ref, day in (("WO-205", date(2026, 10, 8)), ("WO-206", date(2026, 10, 9)))
)


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        (
            "The five crushed desk lamps got keyed twice. WO-205 is right, WO-206 is the duplicate. Please reverse 206 only.",
            "WO-206",
        ),
        ("WO-205 and WO-206 are the same lamps, entered twice. Keep WO-205, take WO-206 out.", "WO-206"),
        ("I booked the desk lamps twice: leave 205 as it is, undo 206", "WO-206"),
        ("WO-205 stands. Void WO-206, same lamps.", "WO-206"),
        ("WO-205 was correct but WO-206 was entered by mistake, cancel that one", "WO-206"),
        ("same lamps booked as WO-205 and again as WO-206, please reverse the second one", "WO-206"),
        ("Both WO-205 and WO-206 cover the same lamps. Cancel the duplicate.", "WO-206"),
        ("Reversing WO-206 (a repeat of WO-205), nothing new was crushed", "WO-206"),
        ("WO-205 is wrong, WO-206 is the one to keep. Reverse 205.", "WO-205"),
        ("Reverse WO-205, not WO-206. The lamps are fine", "WO-205"),
    ],
)
def test_which_entry_is_meant(text: str, ref: str) -> None:
    (event,) = read(text, shop(earlier=TWICE)).events
    assert event.kind is Kind.REVERSAL
    assert event.entry is not None
    assert event.entry.ref == ref
    assert not any(goods.quantity and goods.quantity.parts and goods.quantity.parts[0].number != 5 for goods in event.goods)


def test_figures_that_count_goods_name_no_entry() -> None:
    (event,) = read("205 desk lamps were crushed", replace(shop(), earlier=TWICE)).events
    assert event.kind is Kind.WRITE_OFF
