"""A part of an earlier entry that is asked back: what the entry is made of decides, and what is open is asked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.books.accounts import Side
from assistant.books.entry import Line, PostedEntry
from assistant.books.proposal import EntrySaid, Event, Role, Value, ValueRelation
from assistant.books.question import Asks, Settled
from assistant.books.reasons import Kind, Reason
from tests.stages.shop import ALL, EXACTLY, SOME, asked, event, goods, resolved, shop, some, total, units, usd


def posted(number: str, kind: Kind, *moved: tuple[str, str, Decimal]) -> PostedEntry:
    amount = usd("80.00")
    lines = (Line(Side.DEBIT, "5100", amount, Role.LOSS), Line(Side.CREDIT, "1200", amount, Role.INVENTORY))
    return PostedEntry(number, number, date(2026, 10, 1), kind, Reason.DAMAGED, "", lines, moved, text=number)


BOOKS = shop(
    posted("WO-1", Kind.WRITE_OFF),
    posted("WO-2", Kind.WRITE_OFF, ("MUG-RED", "Shop Floor", Decimal(-20))),
    posted("WO-3", Kind.ALLOWANCE, ("MUG-RED", "Shop Floor", Decimal(20))),
)
UNSTATED = Value(ValueRelation.TOTAL)


def back(ref: str, value: Value | None = None, **said: object) -> Event:
    lines = [replace(goods(""), **said)] if said else []  # type: ignore[arg-type]
    return replace(event(*lines, kind=Kind.REVERSAL, reason=Reason.OTHER, value=value), entry=EntrySaid(ref))


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        (back("WO-2", total("30.00")), Asks.QUANTITY),
        (back("WO-2", Value(ValueRelation.COST_LESS, Decimal(30))), Asks.QUANTITY),
        (back("WO-2", UNSTATED), Asks.QUANTITY),
        (back("WO-1", UNSTATED), Asks.AMOUNT),
        (back("WO-1", Value(ValueRelation.COST_LESS, Decimal(80))), Asks.AMOUNT),
        (back("WO-1", quantity=some(EXACTLY, "5")), Asks.AMOUNT),
        (back("WO-1", quantity=some(SOME)), Asks.AMOUNT),
    ],
)
def test_what_does_not_fit_the_entry_is_asked(said: Event, asks: Asks) -> None:
    assert asked(said, BOOKS).asks is asks


@pytest.mark.parametrize(
    ("said", "comes_back"),
    [
        (back("WO-1"), []),
        (back("WO-1", total("30.00")), []),
        (back("WO-1", quantity=some(ALL)), []),
        (back("WO-2"), ["20 MUG-RED @ Shop Floor"]),
        (back("WO-2", total("80.00")), ["20 MUG-RED @ Shop Floor"]),
        (back("WO-2", quantity=some(EXACTLY, "5")), ["5 MUG-RED @ Shop Floor"]),
    ],
)
def test_what_fits_it_comes_back(said: Event, comes_back: list[str]) -> None:
    assert [unit.removeprefix("-") for unit in units(resolved(said, BOOKS))] == comes_back


def test_the_units_answered_come_back() -> None:
    settled = Settled(quantity=some(EXACTLY, "5"))
    assert [unit.removeprefix("-") for unit in units(resolved(back("WO-2", total("30.00")), BOOKS, settled))] == [
        "5 MUG-RED @ Shop Floor"
    ]


def test_the_amount_answered_comes_back() -> None:
    found = resolved(back("WO-1", UNSTATED), BOOKS, Settled(amount=total("30.00")))
    assert found.event.value == total("30.00")


def test_a_value_that_recovered_is_no_part_of_an_entry() -> None:
    risen = replace(back("WO-2", Value(ValueRelation.EACH, Decimal(3))), value_recovered=True)
    assert resolved(risen, BOOKS).reverses is not None
