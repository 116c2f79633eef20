"""Stored rows to posted entries: all of a client's journal, a stretch of it, or the one entry of a number or draft."""

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Connection, Date, Row, TextClause, bindparam, text

from assistant.adapters.sql.types import Instant, quantity
from assistant.books.accounts import Side
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import LayerMove, ReserveMove, StockMove
from assistant.books.money import Money
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason

BEFORE_FIRST = 1000  # so that the first entry is WO-1001
LAST = 2**62
POSTED = "entry.posted"  # the outbox topic of an entry that was posted

STRETCH = " WHERE client_id = :client AND seq BETWEEN :first AND :last ORDER BY seq"
ENTRIES = text(
    "SELECT seq, id, number, entry_date, kind, reason, memo, reverses, text, draft_id, posted_by, posted_at, sub_reason"
    " FROM entries WHERE client_id = :client AND seq BETWEEN :first AND :last AND sealed ORDER BY seq"
).columns(entry_date=Date, posted_at=Instant)
LINES = text("SELECT seq, side, account, amount_minor, role, party, class AS klass FROM lines" + STRETCH + ", n")
GOODS = text("SELECT seq, item, location, quantity_micro FROM entry_goods" + STRETCH + ", n")
MOVES = text(
    "SELECT seq, n, item, location, account, quantity_micro, value_minor, stated_value FROM stock_moves" + STRETCH + ", n"
)
LAYER_MOVES = text("SELECT seq, n, layer, quantity_micro, value_minor, unit_cost FROM layer_moves" + STRETCH + ", n, m")
RESERVE_MOVES = text("SELECT seq, item, quantity_micro, amount_minor FROM reserve_moves" + STRETCH + ", n")
SEQ_OF_NUMBER = text("SELECT seq FROM entries WHERE client_id = :client AND number = :name AND sealed")
SEQ_OF_DRAFT = text("SELECT seq FROM entries WHERE client_id = :client AND draft_id = :name AND sealed")
RELATED = text(  # two questions, for an index answers each
    " UNION ".join(
        f"SELECT seq, number, reverses FROM entries WHERE client_id = :client AND {name} IN :numbers AND sealed"
        for name in ("number", "reverses")
    )
).bindparams(bindparam("numbers", expanding=True))
ASKED_AT_ONCE = 500  # numbers in one query
READ_OVER = 20  # a few entries between two are read sooner than asked around
LATEST = text("SELECT coalesce(max(seq), :before) FROM entries WHERE client_id = :client")

Part = TypeVar("Part")


def latest(connection: Connection, client: str) -> int:
    """The place of the last entry in the journal; 1000 where there is none."""
    return int(connection.execute(LATEST, {"client": client, "before": BEFORE_FIRST}).scalar_one())


def seq_of(connection: Connection, statement: TextClause, client: str, name: str) -> int | None:
    return connection.execute(statement, {"client": client, "name": name}).scalar()


def related(connection: Connection, client: str, currency: str, numbers: Collection[str]) -> tuple[PostedEntry, ...]:
    """The entries of these numbers, those that they reverse and those that reverse them, and so on; oldest first."""
    places: dict[str, int] = {}
    wanted, asked = set(numbers), set[str]()
    while new := sorted(wanted - asked)[:ASKED_AT_ONCE]:
        asked.update(new)
        for row in connection.execute(RELATED, {"client": client, "numbers": new}):
            places[row.number] = row.seq
            wanted |= {row.number, row.reverses or row.number}
    found: list[PostedEntry] = []
    for first, last in _runs(sorted(places.values())):
        found += (entry for entry in journal(connection, client, currency, first, last) if entry.number in places)
    return tuple(found)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Stretches of the journal that hold these places (in order) and little else."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place - runs[-1][1] <= READ_OVER:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def journal(connection: Connection, client: str, currency: str, first: int, last: int) -> tuple[PostedEntry, ...]:
    """The entries from place `first` to place `last`, oldest first."""
    stretch = {"client": client, "first": first, "last": last}

    def parts(statement: TextClause, make: Callable[[Row[Any]], Part], key: int = 1) -> dict[Any, list[Part]]:
        """Parts by their entry's place, or by the first `key` columns where those name what they are parts of."""
        found: dict[Any, list[Part]] = {}
        for row in connection.execute(statement, stretch):
            found.setdefault(row[0] if key == 1 else tuple(row[:key]), []).append(make(row))
        return found

    def money(minor: int) -> Money:
        return Money(minor, currency)

    lines = parts(LINES, lambda r: Line(Side(r.side), r.account, money(r.amount_minor), Role(r.role), r.party, r.klass))
    goods = parts(GOODS, lambda r: (r.item, r.location, quantity(r.quantity_micro)))
    layers = parts(
        LAYER_MOVES,
        lambda r: LayerMove(r.layer, quantity(r.quantity_micro), money(r.value_minor), Decimal(r.unit_cost)),
        key=2,
    )
    moves = parts(
        MOVES,
        lambda r: StockMove(
            item=r.item,
            location=r.location,
            account=r.account,
            quantity=quantity(r.quantity_micro),
            value=money(r.value_minor),
            layers=tuple(layers.get((r.seq, r.n), ())),
            stated_value=bool(r.stated_value),
        ),
    )
    reserves = parts(RESERVE_MOVES, lambda r: ReserveMove(r.item, quantity(r.quantity_micro), money(r.amount_minor)))
    return tuple(
        PostedEntry(
            id=row.id,
            number=row.number,
            entry_date=row.entry_date,
            kind=Kind(row.kind),
            reason=Reason(row.reason),
            memo=row.memo,
            sub_reason=row.sub_reason,
            lines=tuple(lines.get(row.seq, ())),
            goods=tuple(goods.get(row.seq, ())),
            moves=tuple(moves.get(row.seq, ())),
            reserve_moves=tuple(reserves.get(row.seq, ())),
            reverses=row.reverses or "",
            text=row.text,
            draft_id=row.draft_id or "",
            posted_by=row.posted_by,
            posted_at=row.posted_at,
        )
        for row in connection.execute(ENTRIES, stretch)
    )
