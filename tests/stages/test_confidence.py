"""A line's chance, the entry's chance, and what the reading, the goods and the findings leave of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Side
from assistant.books.draft import MappedEntry, Reading
from assistant.books.event import ResolvedGoods
from assistant.books.finding import Finding, Warning
from assistant.books.proposal import Role, Unclaimed
from assistant.books.reasons import Reason
from assistant.stages.confidence import FITTED, with_confidence
from tests.stages.mapping.ledger import line, mapped, store, usd, valued, write_off

RULES = Reading("rules")
NOTHING = Unclaimed()


def sure(entry: MappedEntry, understood: float = 1.0, left: Unclaimed = NOTHING, agreed: bool | None = None) -> list[float]:
    """The lines' chances, then the entry's."""
    found = with_confidence(entry, replace(RULES, understood=understood, unclaimed=left, agreed=agreed))
    return [*(one.confidence for one in found.lines), found.confidence]


def with_event(entry: MappedEntry, **facts: Any) -> MappedEntry:
    """The entry, its event read with these facts."""
    resolved = entry.valued.resolved
    read = replace(resolved, event=replace(resolved.event, **facts))
    return replace(entry, valued=replace(entry.valued, resolved=read))


def with_goods(match: float) -> MappedEntry:
    units = [ResolvedGoods("MUG", "", Decimal(2), 0, item_confidence=match)]
    lines = (line(Side.DEBIT, Role.LOSS, usd("9.00")), line(Side.CREDIT, Role.INVENTORY, usd("9.00"), "1200"))
    return mapped(valued(*lines, units=units), store())


def test_a_routine_loss_of_goods_on_record_is_nearly_sure() -> None:
    loss, inventory, entry = sure(write_off(store(), Reason.DAMAGED, "20.00"))
    assert loss >= 0.9
    assert inventory >= 0.97
    assert 0.8 < entry <= min(loss, inventory)


def test_a_fallback_is_less_sure_and_a_near_tie_less_still() -> None:
    made_for = sure(write_off(store(), Reason.DAMAGED, "20.00"))[0]
    bare = store(without=["6800", "6810", "6820", "6830", "6840"])
    assert sure(write_off(bare, Reason.DAMAGED, "2000.00"))[0] < 0.75
    twins = store("5111 cogs  Breakage Two  -  Everyday damage")
    assert sure(write_off(twins, Reason.DAMAGED, "20.00"))[0] < made_for - 0.02


@pytest.mark.parametrize("sign", ["words not understood", "another reason", "unclaimed numbers", "unclaimed amounts"])
def test_what_speaks_against_a_reading_weighs_against_the_entry_and_for_no_line(sign: str) -> None:
    """How much of it is a line's doubt and how much the whole entry's, the fit says."""
    assert FITTED.entry[sign] < 0
    assert FITTED.line[sign] <= 0


def test_goods_matched_poorly_lower_every_line() -> None:
    assert all(less < more for less, more in zip(sure(with_goods(0.6)), sure(with_goods(1.0)), strict=True))


@pytest.mark.parametrize(
    "left", [Unclaimed(numbers=1), Unclaimed(amounts=1), Unclaimed(days=1)], ids=["a number", "an amount", "a day"]
)
def test_what_no_fact_has_lowers_the_entry(left: Unclaimed) -> None:
    entry = write_off(store(), Reason.DAMAGED, "20.00")
    assert sure(entry, left=left)[-1] < sure(entry)[-1]


def test_a_day_left_over_counts_only_where_the_entry_took_none() -> None:
    entry = write_off(store(), Reason.DAMAGED, "20.00")
    dated = with_event(entry, entry_date=date(2026, 10, 1))
    assert sure(dated, left=Unclaimed(days=2)) == sure(dated)


def test_words_that_speak_for_another_reason_raise_no_line() -> None:
    entry = write_off(store(), Reason.DAMAGED, "20.00")
    speaking, against = (sure(with_event(entry, lead=Decimal(lead))) for lead in ("3.1", "-3.1"))
    assert speaking == sure(entry)
    assert all(less <= more for less, more in zip(against, speaking, strict=True))


def test_readers_that_agree_raise_and_readers_that_disagree_lower_every_line() -> None:
    entry = write_off(store(), Reason.DAMAGED, "20.00")
    one, both, neither = (sure(entry, agreed=agreed) for agreed in (None, True, False))
    assert all(low < mid < high for low, mid, high in zip(neither, one, both, strict=True))


def test_a_finding_that_doubts_the_reading_lowers_the_entry() -> None:
    entry = write_off(store(), Reason.DAMAGED, "20.00")
    doubted = replace(entry, findings=(Finding(Warning.POSSIBLE_DUPLICATE, "Booked as WO-7 on the same day."),))
    assert sure(doubted)[-1] < sure(entry)[-1]


@given(
    understood=st.floats(0, 1),
    more=st.floats(0, 1),
    match=st.floats(0, 1),
    better=st.floats(0, 1),
    numbers=st.integers(0, 9),
    lead=st.decimals(-9, 9, places=2),
    fewer=st.integers(0, 9),
)
def test_an_entry_is_never_surer_than_its_lines_and_more_evidence_never_lowers_it(
    understood: float, more: float, match: float, better: float, numbers: int, lead: Decimal, fewer: int
) -> None:
    left = Unclaimed(numbers, numbers, numbers)
    here = sure(with_event(with_goods(match), lead=lead), understood, left)
    assert 0 < here[-1] <= min(here[:-1]) < 1
    less = Unclaimed(*(max(numbers - fewer, 0) for _ in range(3)))
    surer = sure(with_event(with_goods(min(match + better, 1.0)), lead=lead + fewer), min(understood + more, 1.0), less)
    assert all(one <= other for one, other in zip(here, surer, strict=True))
