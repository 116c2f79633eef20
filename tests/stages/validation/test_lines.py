"""An entry whose lines are not those that the rules derive is blocked, though it balances."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from assistant.books.accounts import Side
from assistant.books.draft import MappedEntry, MappedLine
from assistant.books.money import Money
from assistant.stages.validation.lines import lines_must_be_as_valued
from assistant.stages.validation.validate import validate
from tests.stages.validation.read import TODAY, entry_of, hardware

MUGS = "12 coffee mugs were dropped, the insurer pays 20"
INSURED = {"source": "insurer", "status": "agreed", "value": {"total": "20"}}
GOODS = {"goods": {"words": "mugs", "quantity": "12"}, "recoveries": INSURED}
AMOUNT = "$240 of stock damaged"
STOCK = {"value": {"total": "240"}}
STAYS = "the 4 desk lamps will bring 5 each"
LOWER = {"kind": "write_down", "goods": {"words": "black desk lamp", "quantity": "4", "nrv": {"each": "5"}}}
RESERVE = "raise the reserve by 300"
RAISED = {"kind": "allowance", "reason": "obsolete", "value": {"total": "300"}}
TEXTS: list[tuple[str, dict[str, Any]]] = [
    (MUGS, GOODS), (AMOUNT, STOCK), (STAYS, LOWER), (RESERVE, RAISED),
]  # fmt: skip
Fault = Callable[[tuple[MappedLine, ...]], tuple[MappedLine, ...]]


def swapped(lines: tuple[MappedLine, ...]) -> tuple[MappedLine, ...]:
    return tuple(replace(line, side=line.side.other) for line in lines)


def without_the_first(lines: tuple[MappedLine, ...]) -> tuple[MappedLine, ...]:
    return lines[1:]


def without_the_last(lines: tuple[MappedLine, ...]) -> tuple[MappedLine, ...]:
    return lines[:-1]


def tenfold(lines: tuple[MappedLine, ...]) -> tuple[MappedLine, ...]:
    return tuple(replace(line, amount=Money(line.amount.minor * 10, line.amount.currency)) for line in lines)


def twice(lines: tuple[MappedLine, ...]) -> tuple[MappedLine, ...]:
    return (*lines, *lines)


def shifted(lines: tuple[MappedLine, ...]) -> tuple[MappedLine, ...]:
    """A cent from the last debit to another line of the same side, or to a new one."""
    debits = [line for line in lines if line.side is Side.DEBIT]
    cent = Money(1, debits[-1].amount.currency)
    less = replace(debits[-1], amount=debits[-1].amount - cent)
    more = replace(debits[0], amount=debits[0].amount + cent) if len(debits) > 1 else replace(debits[0], amount=cent)
    return (more, *debits[1:-1], less, *(line for line in lines if line.side is Side.CREDIT))


FAULTS: list[Fault] = [swapped, without_the_first, without_the_last, tenfold, twice, shifted]


def blocks(entry: MappedEntry, text: str) -> bool:
    return any(finding.blocks for finding in validate(entry, hardware(), today=TODAY, text=text))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
@pytest.mark.parametrize(("text", "event"), TEXTS, ids=["goods", "amount", "write-down", "allowance"])
def test_a_line_that_no_rule_derives_blocks(text: str, event: dict[str, Any], fault: Fault) -> None:
    entry = entry_of(text, event)
    assert not blocks(entry, text)
    assert blocks(replace(entry, lines=fault(entry.lines)), text)


@pytest.mark.parametrize("fault", [swapped, tenfold], ids=lambda fault: fault.__name__)
@pytest.mark.parametrize(("text", "event"), TEXTS[:2], ids=["goods", "amount"])
def test_so_does_one_that_valuing_itself_got_wrong(text: str, event: dict[str, Any], fault: Fault) -> None:
    entry = entry_of(text, event)
    wrong = fault(entry.lines)
    lines = tuple(
        replace(line, side=other.side, amount=other.amount) for line, other in zip(entry.valued.lines, wrong, strict=True)
    )
    assert blocks(replace(entry, lines=wrong, valued=replace(entry.valued, lines=lines)), text)


def test_amounts_that_changed_places_block() -> None:
    entry = entry_of(MUGS, GOODS)
    first, second, credit = entry.lines
    swapped_amounts = (replace(first, amount=second.amount), replace(second, amount=first.amount), credit)
    assert blocks(replace(entry, lines=swapped_amounts), MUGS)


def test_it_says_which_line_is_missing_and_which_is_one_too_many() -> None:
    entry = entry_of(MUGS, GOODS)

    def said(lines: tuple[MappedLine, ...]) -> list[str]:
        found = lines_must_be_as_valued(replace(entry, lines=lines), hardware(), TODAY, MUGS)
        assert {finding.remedy for finding in found} == {
            "Draft the text again; if it stays so, report it: no rule derives this line."
        }
        return [finding.says for finding in lines_must_be_as_valued(replace(entry, lines=lines), hardware(), TODAY, MUGS)]

    assert said(entry.lines[:-1]) == ["Line 3 is none, and the rules derive a credit of 49.80 (inventory)."]
    assert said((*entry.lines, entry.lines[0])) == ["Line 4 is a debit of 20.00 (owed), and the rules derive none."]


def test_it_says_what_the_goods_leave_at() -> None:
    entry = entry_of(MUGS, GOODS)
    found = validate(replace(entry, lines=tenfold(entry.lines)), hardware(), today=TODAY, text=MUGS)
    assert "The lines take 498.00 out of inventory, and the goods leave at 49.80." in [finding.says for finding in found]


def test_it_says_what_is_wrong_with_the_numbers() -> None:
    entry = entry_of(AMOUNT, STOCK)
    found = validate(replace(entry, lines=tenfold(entry.lines)), hardware(), today=TODAY, text=AMOUNT)
    assert [finding.says for finding in found if finding.blocks] == [
        "Line 1 is a debit of 2,400.00 (loss), and the rules derive a debit of 240.00 (loss).",
        "Line 2 is a credit of 2,400.00 (inventory), and the rules derive a credit of 240.00 (inventory).",
        "The lines take 2,400.00 out of inventory, and the text states 240.00.",
    ]
