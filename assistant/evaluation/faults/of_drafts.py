"""Entries that went wrong after they were valued: lines with sides swapped, left out or altered, before they are checked."""

from collections.abc import Callable
from dataclasses import replace

from assistant.books.accounts import Side
from assistant.books.draft import MappedEntry, MappedLine
from assistant.books.money import Money
from assistant.evaluation.faults.altering import Chance

Lines = tuple[MappedLine, ...]
Alter = Callable[[MappedEntry, Chance], MappedEntry | None]


def swapped_sides(entry: MappedEntry, chance: Chance) -> MappedEntry | None:
    """Debits as credits and credits as debits; the entry still balances."""
    return _with(entry, tuple(replace(line, side=line.side.other) for line in entry.lines))


def dropped_line(entry: MappedEntry, chance: Chance) -> MappedEntry | None:
    """A line left out."""
    if not entry.lines:
        return None
    at = chance.choice(range(len(entry.lines)))
    return _with(entry, (*entry.lines[:at], *entry.lines[at + 1 :]))


def doubled_line(entry: MappedEntry, chance: Chance) -> MappedEntry | None:
    """A debit and a credit booked twice, so that the entry still balances only where it had these two alone."""
    if not entry.lines:
        return None
    return _with(entry, (*entry.lines, entry.lines[0], entry.lines[-1]))


def altered_amounts(entry: MappedEntry, chance: Chance) -> MappedEntry | None:
    """Another amount on every line, both sides alike: ten times, a tenth, a cent more."""
    times, more = chance.choice(((10, 0), (2, 0), (1, 1)))
    lines = tuple(replace(line, amount=Money(line.amount.minor * times + more, line.amount.currency)) for line in entry.lines)
    return _with(entry, lines)


def shifted_amount(entry: MappedEntry, chance: Chance) -> MappedEntry | None:
    """A part of one line moved to another of the same side: what the insurer owes and what is lost."""
    for side in (Side.DEBIT, Side.CREDIT):
        lines = [line for line in entry.lines if line.side is side]
        if len(lines) > 1:
            part = Money(max(lines[0].amount.minor // 2, 1), lines[0].amount.currency)
            moved = {lines[0].n: lines[0].amount - part, lines[1].n: lines[1].amount + part}
            return _with(entry, tuple(replace(line, amount=moved.get(line.n, line.amount)) for line in entry.lines))
    return None


def _with(entry: MappedEntry, lines: Lines) -> MappedEntry | None:
    return replace(entry, lines=lines) if lines != entry.lines else None


FAULTS: tuple[Alter, ...] = (swapped_sides, dropped_line, doubled_line, altered_amounts, shifted_amount)
