"""Rows to a CSV file that a browser saves (render/csv_text.py)."""

import re
from collections.abc import Iterable, Sequence

from fastapi.responses import Response

from assistant.surfaces.render.csv_text import Cell, csv_text

UNCLEAN = re.compile(r"[^A-Za-z0-9_.-]+")


def csv_answer(name: Sequence[str], header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A download; `name` are the parts of its file's name, such as the client, the page and the day."""
    headers = {"Content-Disposition": f'attachment; filename="{file_name(*name)}.csv"', "X-Content-Type-Options": "nosniff"}
    return Response(csv_text(header, rows), media_type="text/csv; charset=utf-8; header=present", headers=headers)


def file_name(*parts: str) -> str:
    """The parts joined, of letters, digits and '-' alone: it can name no folder and end no header."""
    return "-".join(filter(None, (UNCLEAN.sub("-", part).strip(".-") for part in parts)))[:100]
