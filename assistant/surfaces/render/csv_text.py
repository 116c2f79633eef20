"""Rows to the text of a CSV file: UTF-8, a row of headings, ISO dates, plain decimal numbers (RFC 4180).

What is a number here is written as one, and may begin with a minus; every text is made harmless to spreadsheets first.
"""

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

from assistant.adapters.exports.table import harmless
from assistant.books.money import Money
from assistant.books.quantity import plain_quantity

Cell = str | int | Decimal | Money | date | bool | None


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for row in rows:
        assert len(row) == len(header), row
        writer.writerow([cell_text(cell) for cell in row])
    return text.getvalue()


def cell_text(cell: Cell) -> str:
    """'-12.50', '2026-10-06', '2026-10-06T12:00:00+00:00', 'yes'; empty for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Money):
        return cell.plain()
    if isinstance(cell, Decimal):
        return plain_quantity(cell)
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(cell) if isinstance(cell, str) else str(cell)
