"""A line's chance, the entry's chance, and what the reading, the goods and the findings leave of them."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assistant.books.accounts import Side
from assistant.books.draft import MappedEntry, Reading
from assistant.books.event import ResolvedGoods
from assistant.books.finding import Finding, Warning
from assistant.books.proposal import Role
from assistant.books.reasons import Reason
from assistant.stages.confidence import with_confidence
from tests.stages.mapping.ledger import line, mapped, store, usd, valued, write_off

RULES = Reading("rules")


def sure(entry: MappedEntry, understood: float = 1.0) -> list[float]:
    """The lines' chances, then the entry's."""
    found = with_confidence(entry, replace(RULES, understood=understood))
    return [*(one.confidence for one in found.lines), found.confidence]


def with_goods(match: float) -> MappedEntry:
    units = [ResolvedGoods("MUG", "", Decimal(2), 0, item_confidence=match)]
    lines = (line(Side.DEBIT, Role.LOSS, usd("9.00")), line(Side.CREDIT, Role.INVENTORY, usd("9.00"), "1200"))
    return mapped(valued(*lines, units=units), store())


def test_a_routine_loss_of_goods_on_record_is_nearly_sure() -> None:
    loss, inventory, entry = sure(write_off(store(), Reason.DAMAGED, "20.00"))
    assert loss >= 0.95
    assert inventory >= 0.98
    assert 0.9 < entry <= min(loss, inventory)


def test_a_fallback_is_less_sure_and_a_near_tie_is_about_even() -> None:
    bare = store(without=["6800", "6810", "6820", "6830", "6840"])
    assert sure(write_off(bare, Reason.DAMAGED, "2000.00"))[0] < 0.75
    twins = store("5111 cogs  Breakage Two  -  Everyday damage")
    assert 0.45 < sure(write_off(twins, Reason.DAMAGED, "20.00"))[0] < 0.75


def test_what_was_not_understood_and_goods_matched_poorly_lower_every_line() -> None:
    whole = sure(with_goods(1.0))
    assert all(less < more for less, more in zip(sure(with_goods(1.0), understood=0.6), whole, strict=True))
    assert all(less < more for less, more in zip(sure(with_goods(0.6)), whole, strict=True))


def test_readers_that_disagree_halve_the_chance() -> None:
    entry = write_off(store(), Reason.DAMAGED, "20.00")
    doubted = replace(entry, findings=(Finding(Warning.READERS_DISAGREE, "The readers differ on the quantity."),))
    assert sure(doubted)[-1] < 0.5 < sure(entry)[-1]


@given(understood=st.floats(0, 1), more=st.floats(0, 1), match=st.floats(0, 1), better=st.floats(0, 1))
def test_an_entry_is_never_surer_than_its_lines_and_more_evidence_never_lowers_it(
    understood: float, more: float, match: float, better: float
) -> None:
    here = sure(with_goods(match), understood)
    assert 0 < here[-1] <= min(here[:-1]) < 1
    surer = sure(with_goods(min(match + better, 1.0)), min(understood + more, 1.0))
    assert all(one <= other for one, other in zip(here, surer, strict=True))
