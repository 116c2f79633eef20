"""Rows to a CSV file that a browser saves: UTF-8, a row of headings, ISO dates, plain decimal numbers (RFC 4180).

What is a number here is written as one, and may begin with a minus; every text is made harmless to spreadsheets first.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

from fastapi.responses import Response

from assistant.adapters.exports.table import harmless
from assistant.books.money import Money
from assistant.books.quantity import plain_quantity

Cell = str | int | Decimal | Money | date | bool | None
UNCLEAN = re.compile(r"[^A-Za-z0-9_.-]+")


def csv_answer(name: Sequence[str], header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A download; `name` are the parts of its file's name, such as the client, the page and the day."""
    headers = {"Content-Disposition": f'attachment; filename="{file_name(*name)}.csv"', "X-Content-Type-Options": "nosniff"}
    return Response(csv_text(header, rows), media_type="text/csv; charset=utf-8; header=present", headers=headers)


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


def file_name(*parts: str) -> str:
    """The parts joined, of letters, digits and '-' alone: it can name no folder and end no header."""
    return "-".join(filter(None, (UNCLEAN.sub("-", part).strip(".-") for part in parts)))[:100]
