"""The latest posted entries that texts can tell of, as readers are told of them, and others whose number a text may mean."""

import re
from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Connection

from assistant.adapters.sql.journal import BEFORE_FIRST, FROM_TEXT, PLACES, Head, heads
from assistant.adapters.sql.kept import Latest, kept_of
from assistant.adapters.sql.statement import Statement
from assistant.adapters.sql.types import day, quantity
from assistant.books.numbered import stands_in
from assistant.books.proposal import EarlierEntry
from assistant.books.reasons import Kind, Reason

NUMBERED = heads("number IN :numbers AND seq + 0 <= :top ORDER BY seq + 0")  # a sum: see history.UP_TO_TOP
LATEST = heads(f"seq <= :top AND {FROM_TEXT} ORDER BY seq DESC LIMIT :most")
SINCE = heads(f"seq >= :start AND seq <= :top AND {FROM_TEXT} ORDER BY seq LIMIT :most")
BROUGHT = Statement("SELECT number FROM entries WHERE client_id = :client AND brought AND seq <= :top ORDER BY seq")


def told(connection: Connection, client: str, top: int, most: int, text: str, *, keeps: bool) -> tuple[EarlierEntry, ...]:
    """Of the entries up to place `top`, as Journal.told. What is read is kept for others where the transaction `keeps` it."""
    latest = _latest(connection, client, top, most, keeps=keeps)
    shown = {entry.ref for entry in latest.earlier}
    figures = {found for found in re.findall(r"\d{1,15}", text) if BEFORE_FIRST < int(found) <= top}
    meant = {*(f"WO-{each}" for each in figures), *(number for number in latest.brought if stands_in(number, text))}
    if not meant - shown:
        return latest.earlier
    numbers = {"client": client, "top": top, "numbers": sorted(meant - shown)}
    return (*_earlier(connection, client, [Head(*row) for row in NUMBERED.rows(connection, numbers)]), *latest.earlier)


def brought(connection: Connection, client: str, top: int) -> list[str]:
    """The numbers of the client's earlier books, oldest first."""
    return [number for (number,) in BROUGHT.rows(connection, {"client": client, "top": top})]


def _latest(connection: Connection, client: str, top: int, most: int, *, keeps: bool) -> Latest:
    """What is kept, with what was posted since; read anew where its last entry is not the books' own, or much was."""
    kept, values = kept_of(connection), {"client": client, "top": top, "most": most}
    known = kept.latest(client, most)
    since = [Head(*row) for row in SINCE.rows(connection, values | {"start": known.seq})] if known is not None else []
    if known is not None and since and (since[0].seq, since[0].id) == (known.seq, known.id) and len(since) < most:
        if len(since) == 1:
            return known
        earlier, theirs = (*known.earlier, *_earlier(connection, client, since[1:])), known.brought
    else:
        since = [Head(*row) for row in LATEST.rows(connection, values)][::-1]
        earlier, theirs = _earlier(connection, client, since), tuple(brought(connection, client, top))
    last = since[-1] if since else None
    latest = Latest(last.seq if last else 0, last.id if last else "", earlier[-most:], theirs)
    if keeps:
        kept.keep_latest(client, most, latest)
    return latest


def _earlier(connection: Connection, client: str, found: Sequence[Head]) -> tuple[EarlierEntry, ...]:
    """As books.entry.told, without reading what readers do not learn."""
    goods: dict[int, list[tuple[str, Decimal]]] = {}
    places = [head.seq for head in found]
    for seq, item, _, micro in PLACES.goods.rows(connection, {"client": client, "places": places}) if places else ():
        goods.setdefault(seq, []).append((item, quantity(micro)))
    return tuple(
        EarlierEntry(
            head.number, day(head.entry_date), head.text, Kind(head.kind), Reason(head.reason), tuple(goods.get(head.seq, ()))
        )
        for head in found
    )
