"""Lists page by page: a cursor that says where to go on, opaque to who sends it back."""

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from assistant.errors import WrongUsage

MOST = 200
Row = TypeVar("Row")
Limit = Annotated[int, Query(ge=1, le=MOST, description="At most so many rows", examples=[50])]
Cursor = Annotated[str, Query(max_length=400, description="`next` of the page before; empty for the first", examples=[""])]


def cursor_of(place: str) -> str:
    """The cursor that goes on after this place; empty where there is none."""
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=") if place else ""


def place_of(cursor: str) -> str:
    """Where a cursor goes on. WrongUsage for one that was not given out."""
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise bad_cursor() from error


def bad_cursor() -> WrongUsage:
    remedy = "Send `next` as it came, or none for the first page."
    return WrongUsage("This cursor is none that a page gave.", remedy, code="bad_cursor")


def number_of(cursor: str) -> int:
    """The place of a cursor over rows that are counted; 0 for the first page."""
    place = place_of(cursor)
    if place and not (place.isascii() and place.isdigit() and len(place) < 16):
        raise bad_cursor()
    return int(place or 0)


def paged(rows: Sequence[Row], limit: int, cursor: str) -> tuple[Sequence[Row], str | None]:
    """A page of rows that are all at hand, and the cursor of the next."""
    start = number_of(cursor)
    end = start + limit
    return rows[start:end], cursor_of(str(end)) if len(rows) > end else None
