"""A cell to what a spreadsheet shows: numbers stay numbers, and no text is run."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from assistant.books.money import Money
from assistant.surfaces.render.csv_text import Cell, cell_text, csv_text
from assistant.surfaces.serving.csv import csv_answer, file_name


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_a_spreadsheet_would_run_is_quoted(begins: str) -> None:
    assert cell_text(f"{begins}1+1") == f"'{begins}1+1"
    assert cell_text(f"a {begins} b") == f"a {begins} b"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Money.parse("-1234.50", "USD"), "-1234.50"),
        (Money.parse("7", "JPY"), "7"),
        (Decimal("-0.5"), "-0.5"),
        (-3, "-3"),
        (date(2026, 10, 6), "2026-10-06"),
        (datetime(2026, 10, 6, 12, 0, 1, 5, tzinfo=UTC), "2026-10-06T12:00:01+00:00"),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        ("Café, “two”", "Café, “two”"),
    ],
)
def test_what_is_no_text_is_written_plainly(cell: Cell, shown: str) -> None:
    assert cell_text(cell) == shown


def test_commas_quotes_and_lines_stay_in_their_cell() -> None:
    assert csv_text(("a", "b"), [('say "x", then', "two\nlines")]) == 'a,b\r\n"say ""x"", then","two\nlines"\r\n'


def test_a_file_has_a_clean_name() -> None:
    assert file_name("../../corner hardware", 'x"\r\ny', "2026-10-06") == "corner-hardware-x-y-2026-10-06"
    answer = csv_answer(("shop", "entries"), ("a",), [("é",)])
    assert answer.headers["content-disposition"] == 'attachment; filename="shop-entries.csv"'
    assert answer.body == "a\r\né\r\n".encode()
