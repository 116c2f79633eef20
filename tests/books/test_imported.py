"""Where an entry of another program's journal stands in its file."""

from datetime import date

import pytest

from assistant.books.accounts import Side
from assistant.books.imported import JournalEntry, JournalLine


@pytest.mark.parametrize(("rows", "place"), [((12, 13, 15), "rows 12 to 15"), ((2,), "row 2"), ((4, 4), "row 4")])
def test_an_entry_is_found_by_its_rows(rows: tuple[int, ...], place: str) -> None:
    lines = tuple(JournalLine(row, "Inventory", Side.CREDIT, 100, "", "") for row in rows)
    assert JournalEntry("J-7", date(2026, 10, 2), "", lines).place == place
