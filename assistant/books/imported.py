"""Entries of another program's general journal as its file says them, accounts in the file's words; and what came of them."""

from datetime import date
from typing import NamedTuple

from assistant.books.accounts import Side
from assistant.books.money import Money


class JournalLine(NamedTuple):
    """One row: `minor` whole minor units on one side. `row` is the file's, as a spreadsheet counts it."""

    row: int
    account: str
    side: Side
    minor: int
    party: str
    klass: str


class JournalEntry(NamedTuple):
    """Rows that stand together under one label."""

    label: str
    entry_date: date
    memo: str
    lines: tuple[JournalLine, ...]

    @property
    def place(self) -> str:
        """'rows 12 to 15'."""
        first, last = self.lines[0].row, self.lines[-1].row
        return f"rows {first} to {last}" if last > first else f"row {first}"


class Posted(NamedTuple):
    """What was posted in one go: the numbers of the first and the last entry, how many, and the sum of their debits."""

    first: str
    last: str
    entries: int
    debits: Money
