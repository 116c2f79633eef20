"""An amount without goods leaves inventory as stated; without item records a part of it may wait for the next count."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.draft import MappedEntry, MappedLine
from assistant.books.finding import Finding, Problem
from assistant.books.money import Money
from assistant.books.policy import InventorySystem
from assistant.stages.validation.lines import amount_must_be_as_stated
from tests.stages.validation.read import TODAY, checked, entry_of, hardware

BOOKS = hardware()
PERIODIC = replace(BOOKS, policy=replace(BOOKS.policy, inventory_system=InventorySystem.PERIODIC))
STOCK: dict[str, Any] = {"value": {"total": "240"}}
INSURED: dict[str, Any] = {**STOCK, "recoveries": {"source": "insurer", "status": "agreed", "value": {"total": "100"}}}
REMEDY = "Draft the text again; if it stays so, report it: no rule derives this line."


def found(entry: MappedEntry, books: ClientBooks = BOOKS) -> list[Finding]:
    return list(amount_must_be_as_stated(entry, books, TODAY, ""))


def taking(entry: MappedEntry, amount: str) -> MappedEntry:
    """The entry with this amount in each of its lines."""
    return replace(entry, lines=tuple(of(line, amount) for line in entry.lines))


def of(line: MappedLine, amount: str, side: Side | None = None) -> MappedLine:
    return replace(line, amount=Money.parse(amount, "USD"), side=side or line.side)


@pytest.mark.parametrize("amount", ["120.00", "239.99", "240.01", "480.00"])
def test_more_or_less_than_stated_is_found(amount: str) -> None:
    entry = entry_of("$240 of stock damaged", STOCK)
    assert found(entry) == []
    assert found(taking(entry, amount)) == [
        Finding(Problem.UNTRACED_NUMBER, f"The lines take {amount} out of inventory, and the text states 240.00.", REMEDY)
    ]


def test_what_inventory_gives_is_its_credits_less_its_debits() -> None:
    entry = entry_of("$240 of stock damaged", STOCK)
    loss, inventory = entry.lines
    back = of(inventory, "60.00", Side.DEBIT)
    assert found(replace(entry, lines=(loss, back, of(inventory, "300.00")))) == []
    assert [finding.says for finding in found(replace(entry, lines=(loss, back, inventory)))] == [
        "The lines take 180.00 out of inventory, and the text states 240.00."
    ]


def insured() -> MappedEntry:
    """The insurer's 100.00 is booked; the routine 140.00 are left to the next count."""
    outcome = checked("$240 of stock damaged, the insurer pays 100", INSURED, PERIODIC)
    assert not outcome.blocked, outcome.findings
    return outcome.entry


def test_without_item_records_a_part_may_wait_for_the_next_count() -> None:
    entry = insured()
    assert [(line.side.short, line.role.value, str(line.amount)) for line in entry.lines] == [
        ("Dr", "owed", "100.00"), ("Cr", "periodic", "100.00"),
    ]  # fmt: skip
    assert found(entry, PERIODIC) == []


@pytest.mark.parametrize("amount", ["0.00", "240.01"])
def test_but_not_all_of_it_and_no_more_is_taken_than_stated(amount: str) -> None:
    assert [finding.says for finding in found(taking(insured(), amount), PERIODIC)] == [
        f"The lines take {amount} out of inventory, and the text states 240.00."
    ]


def test_what_a_count_came_to_is_no_amount_to_take_out() -> None:
    entry = entry_of("the damaged stock is out, the count came to $14,695.60", {"value": {"counted_total": "14695.60"}})
    assert [str(line.amount) for line in entry.lines] == ["240.00", "240.00"]  # of the 14,935.60 in the account
    assert found(entry) == []
