"""Rows of the journal to the canonical records that the audit trail answers for (books/posted_record.py), as they are stored.

What no program of ours wrote, such as a text where an amount should be, gives a record like any other, with another digest.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Connection, CursorResult, text

from assistant.adapters.sql.types import MICRO
from assistant.books.audit import canonical

STRETCH = " WHERE client_id = :client AND seq BETWEEN :first AND :last ORDER BY seq"
ENTRIES = text(
    "SELECT seq, id, number, entry_date, kind, reason, memo, reverses, text, draft_id, posted_by, posted_at, sub_reason,"
    " brought, sealed FROM entries" + STRETCH
)
LINES = text("SELECT seq, n, side, account, amount_minor, role, party, class FROM lines" + STRETCH + ", n")
GOODS = text("SELECT seq, n, item, location, quantity_micro FROM entry_goods" + STRETCH + ", n")
MOVES = text(
    "SELECT seq, n, item, location, account, quantity_micro, value_minor, stated_value FROM stock_moves" + STRETCH + ", n"
)
LAYER_MOVES = text(
    "SELECT seq, n, m, layer, quantity_micro, value_minor, unit_cost, item, location FROM layer_moves" + STRETCH + ", n, m"
)
RESERVES = text("SELECT seq, n, item, quantity_micro, amount_minor FROM reserve_moves" + STRETCH + ", n")
FIELDS = 16  # of a record
Record = dict[str, Any]


def stored_records(connection: Connection, client: str, first: int, last: int) -> Iterator[tuple[int, bool, Record]]:
    """(place, brought, record) of each entry from place `first` to place `last`. What no posted record has says so: an entry that
    is open, a part that is not at its number, a layer's move that is of another item or place, or of no move."""
    stretch = {"client": client, "first": first, "last": last}
    lines, goods, moves, layers, reserves = (
        _Parts(raw_rows(connection.execute(each, stretch))) for each in (LINES, GOODS, MOVES, LAYER_MOVES, RESERVES)
    )
    for row in raw_rows(connection.execute(ENTRIES, stretch)):
        seq, id_, number, day, kind, reason, memo, reverses, said, draft, by, at, sub_reason, brought, sealed = row
        of_layers = layers.of(seq)
        record: Record = {
            "at": _moment(at), "by": by, "date": str(day), "draft": draft or "",
            "goods": _numbered([n, item, place, units_text(units)] for _, n, item, place, units in goods.of(seq)),
            "id": id_, "kind": kind, "memo": memo,
            "lines": [line[2:] if line[1] == n else line[1:] for n, line in enumerate(lines.of(seq), 1)],
            "moves": _numbered(_move(move, of_layers) for move in moves.of(seq)),
            "number": number, "reason": reason,
            "reserves": _numbered([n, item, units_text(of), minor] for _, n, item, of, minor in reserves.of(seq)),
            "reverses": reverses or "", "sub_reason": sub_reason, "text": said,
        }  # fmt: skip
        if not sealed:
            record["open"] = True
        if sum(len(move[-1]) for move in record["moves"]) != len(of_layers):
            record["of_no_move"] = True
        yield seq, bool(brought), record


class _Parts:
    """Rows in the order of their entries, given out entry by entry. No more are at hand than one entry has: of many at hand,
    Python's collector would look through each again and again."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows, self._next = rows, next(rows, None)

    def of(self, seq: int) -> list[tuple[Any, ...]]:
        """Those of the entry at this place, which is not before the last one asked for."""
        found = []
        while self._next is not None and self._next[0] <= seq:
            if self._next[0] == seq:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found


def record_text(record: Record) -> str:
    """Its canonical JSON (books.audit.canonical), written straight down where it is as the program writes it: a journal has
    very many."""
    if len(record) != FIELDS:
        return canonical(record)
    said = encode_basestring
    try:
        lines = ",".join(
            f"[{said(side)},{said(account)},{_whole(minor)},{said(role)},{said(party)},{said(klass)}]"
            for side, account, minor, role, party, klass in record["lines"]
        )
        goods, moves, reserves = (canonical(record[name]) if record[name] else "[]" for name in ("goods", "moves", "reserves"))
        return (
            f'{{"at":{said(record["at"])},"by":{said(record["by"])},"date":{said(record["date"])},"draft":{said(record["draft"])}'
            f',"goods":{goods},"id":{said(record["id"])},"kind":{said(record["kind"])},"lines":[{lines}]'
            f',"memo":{said(record["memo"])},"moves":{moves},"number":{said(record["number"])}'
            f',"reason":{said(record["reason"])},"reserves":{reserves},"reverses":{said(record["reverses"])}'
            f',"sub_reason":{said(record["sub_reason"])},"text":{said(record["text"])}}}'
        )
    except (TypeError, ValueError):  # a part that no posted record has
        return canonical(record)


def _whole(minor: Any) -> int:
    if type(minor) is not int:
        raise TypeError(f"{minor!r} is no whole number")
    return minor


def _numbered(parts: Iterable[list[Any]]) -> list[list[Any]]:
    """Parts without the number that each begins with, where that is its place."""
    return [part[1:] if part[0] == n else part for n, part in enumerate(parts, 1)]


def _move(move: Sequence[Any], layers: Sequence[Any]) -> list[Any]:
    _, n, item, place, account, units, minor, stated = move
    parts = [
        [m, layer, units_text(moved), value, cost, *(() if (its, there) == (item, place) else (its, there))]
        for _, of, m, layer, moved, value, cost, its, there in layers
        if of == n
    ]
    return [n, item, place, account, units_text(units), minor, bool(stated), _numbered(parts)]


def raw_rows(found: CursorResult[Any]) -> Iterator[tuple[Any, ...]]:
    """What the driver gives, row by row: of millions, nothing is made that nobody asks for."""
    cursor = found.cursor
    assert cursor is not None, "rows were asked for"
    try:
        yield from cursor  # type: ignore[misc]
    finally:
        found.close()


@lru_cache(maxsize=4096)
def units_text(micro: Any) -> str:
    """Millionths as plain decimal text: -2500000 is '-2.5'."""
    if type(micro) is not int:
        return repr(micro)
    whole, rest = divmod(abs(micro), MICRO)
    sign = "-" if micro < 0 else ""
    return f"{sign}{whole}.{rest:06}".rstrip("0") if rest else f"{sign}{whole}"


def _moment(at: Any) -> Any:
    """To the microsecond in UTC, as SQLite keeps it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(at, datetime) else at or ""
