"""Stored rows to posted entries: a stretch of a client's journal, some entries by their places, or one of a number or draft."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, bindparam, text

from assistant.adapters.sql.statement import Found, Statement
from assistant.adapters.sql.types import day, moment, quantity
from assistant.books.accounts import Side
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import LayerMove, ReserveMove, StockMove
from assistant.books.money import Money
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason

BEFORE_FIRST = 1000  # so that the first entry is WO-1001
LAST = 2**62
# What texts tell of: without what is imported, comes in or follows from QuickBooks, which may be many. The words of two indexes.
FROM_TEXT = "kind NOT IN ('cost_variance', 'intake', 'journal')"
POSTED = "entry.posted"  # the outbox topic of an entry that was posted


@dataclass(frozen=True, slots=True)
class Parts:
    """The statements for what some entries consist of, in their order."""

    lines: Statement
    goods: Statement
    moves: Statement
    layer_moves: Statement
    reserve_moves: Statement


def _parts(of: str) -> Parts:
    def statement(columns: str, table: str, order: str = "n") -> Statement:
        return Statement(f"SELECT {columns} FROM {table} WHERE client_id = :client AND {of} ORDER BY seq, {order}")

    return Parts(
        statement("seq, side, account, amount_minor, role, party, class", "lines"),
        statement("seq, item, location, quantity_micro", "entry_goods"),
        statement("seq, n, item, location, account, quantity_micro, value_minor, stated_value", "stock_moves"),
        statement("seq, n, layer, quantity_micro, value_minor, unit_cost", "layer_moves", "n, m"),
        statement("seq, item, quantity_micro, amount_minor", "reserve_moves"),
    )


OF_STRETCH, OF_PLACES = "seq BETWEEN :first AND :last", "seq IN :places"
STRETCH, PLACES = _parts(OF_STRETCH), _parts(OF_PLACES)


def heads(where: str) -> Statement:
    """The entries themselves, without what they consist of (Head); none that is still being written."""
    columns = "seq, id, number, entry_date, kind, reason, memo, reverses, text, draft_id, posted_by, posted_at, sub_reason"
    return Statement(f"SELECT {columns} FROM entries WHERE client_id = :client AND sealed AND {where}")


class Head(NamedTuple):
    """A row of the entries."""

    seq: int
    id: str
    number: str
    entry_date: date | str
    kind: str
    reason: str
    memo: str
    reverses: str | None
    text: str
    draft_id: str | None
    posted_by: str
    posted_at: datetime | str | None
    sub_reason: str


HEADS, HEADS_AT = heads(f"{OF_STRETCH} ORDER BY seq"), heads(f"{OF_PLACES} ORDER BY seq")
SEQ_OF_NUMBER = Statement("SELECT seq FROM entries WHERE client_id = :client AND number = :name AND sealed")
SEQ_OF_DRAFT = Statement("SELECT seq FROM entries WHERE client_id = :client AND draft_id = :name AND sealed")
RELATED = text(  # two questions, for an index answers each
    " UNION ".join(
        f"SELECT seq, number, reverses FROM entries WHERE client_id = :client AND {name} IN :numbers AND sealed"
        for name in ("number", "reverses")
    )
).bindparams(bindparam("numbers", expanding=True))
ASKED_AT_ONCE = 500  # numbers in one query
LATEST = Statement("SELECT coalesce(max(seq), :before) FROM entries WHERE client_id = :client")

Part = TypeVar("Part")


def latest(connection: Connection, client: str) -> int:
    """The place of the last entry in the journal; 1000 where there is none."""
    return int(LATEST.value(connection, {"client": client, "before": BEFORE_FIRST}))


def seq_of(connection: Connection, statement: Statement, client: str, name: str) -> int | None:
    place: int | None = statement.value(connection, {"client": client, "name": name})
    return place


def related(connection: Connection, client: str, currency: str, numbers: Collection[str]) -> tuple[PostedEntry, ...]:
    """The entries of these numbers, those that they reverse and those that reverse them, and so on; oldest first."""
    places: dict[str, int] = {}
    wanted, asked = set(numbers), set[str]()
    while new := sorted(wanted - asked)[:ASKED_AT_ONCE]:
        asked.update(new)
        for row in connection.execute(RELATED, {"client": client, "numbers": new}):
            places[row.number] = row.seq
            wanted |= {row.number, row.reverses or row.number}
    at = {"client": client, "places": sorted(places.values())}
    return whole(connection, currency, [Head(*row) for row in HEADS_AT.rows(connection, at)], PLACES, at)


def journal(connection: Connection, client: str, currency: str, first: int, last: int) -> tuple[PostedEntry, ...]:
    """The entries from place `first` to place `last`, oldest first."""
    stretch = {"client": client, "first": first, "last": last}
    return whole(connection, currency, [Head(*row) for row in HEADS.rows(connection, stretch)], STRETCH, stretch)


def whole(
    connection: Connection, currency: str, found: Sequence[Head], parts: Parts, values: Mapping[str, object]
) -> tuple[PostedEntry, ...]:
    """The entries with all that they consist of, which `parts` asks for by these values."""
    if not found:
        return ()

    def of(statement: Statement, make: Callable[[Found], Part], key: int = 1) -> dict[Any, list[Part]]:
        """Parts by their entry's place, or by the first `key` columns where those name what they are parts of."""
        made: dict[Any, list[Part]] = {}
        for row in statement.rows(connection, values):
            made.setdefault(row[0] if key == 1 else row[:key], []).append(make(row))
        return made

    def money(minor: int) -> Money:
        return Money(minor, currency)

    lines = of(parts.lines, lambda r: Line(Side(r[1]), r[2], money(r[3]), Role(r[4]), r[5], r[6]))
    goods = of(parts.goods, lambda r: (r[1], r[2], quantity(r[3])))
    layers = of(
        parts.layer_moves, lambda r: LayerMove(r[2], quantity(r[3]), money(r[4]), Decimal(r[5])), key=2
    )  # fmt: skip
    moves = of(
        parts.moves,
        lambda r: StockMove(
            item=r[2], location=r[3], account=r[4], quantity=quantity(r[5]), value=money(r[6]),
            layers=tuple(layers.get(r[:2], ())), stated_value=bool(r[7]),
        ),
    )  # fmt: skip
    reserves = of(parts.reserve_moves, lambda r: ReserveMove(r[1], quantity(r[2]), money(r[3])))
    return tuple(
        PostedEntry(
            id=head.id,
            number=head.number,
            entry_date=day(head.entry_date),
            kind=Kind(head.kind),
            reason=Reason(head.reason),
            memo=head.memo,
            sub_reason=head.sub_reason,
            lines=tuple(lines.get(head.seq, ())),
            goods=tuple(goods.get(head.seq, ())),
            moves=tuple(moves.get(head.seq, ())),
            reserve_moves=tuple(reserves.get(head.seq, ())),
            reverses=head.reverses or "",
            text=head.text,
            draft_id=head.draft_id or "",
            posted_by=head.posted_by,
            posted_at=moment(head.posted_at) if head.posted_at is not None else None,
        )
        for head in found
    )
