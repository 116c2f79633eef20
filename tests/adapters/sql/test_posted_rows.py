"""What the tables hold of posted entries, row by row: each amount, unit and name in its own column, and nothing beside."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from assistant.adapters.sql.store import SqlStore
from assistant.books.accounts import Side
from assistant.books.entry import History, Line, PostedEntry
from assistant.books.goods import LayerMove, ReserveMove, StockMove
from assistant.books.proposal import Role
from assistant.books.reasons import Kind, Reason
from tests.adapters.sql.pottery import KILN, NOON, broken, draft_of, mended, usd

ORDERS = {
    "entries": "seq", "lines": "seq, n", "entry_goods": "seq, n", "reserve_moves": "seq, n", "stock_moves": "seq, n",
    "layer_moves": "seq, n, m", "holdings": "position", "layers": "item, location, position", "outbox": "seq",
}  # fmt: skip

PARTS = {
    "lines": "seq, n, side, account, amount_minor, role, party, class",
    "entry_goods": "seq, n, item, location, quantity_micro",
    "reserve_moves": "seq, n, item, quantity_micro, amount_minor",
    "stock_moves": "seq, n, item, location, account, quantity_micro, value_minor",
    "layer_moves": "seq, n, m, item, location, layer, quantity_micro, value_minor, unit_cost",
}
KEPT = "quantity_micro, value_minor, unit_cost"
RESERVED = (ReserveMove("MUG", Decimal(-5), usd("-6.00")), ReserveMove("Clay", Decimal("-0.25"), usd("-0.01")))


def rows(store: SqlStore, table: str, columns: str, client: str = "kiln") -> list[str]:
    """The rows of the client's table, a line each, '-' for nothing."""
    with store.client(client) as books:
        asked = f"SELECT {columns} FROM {table} WHERE client_id = '{client}' ORDER BY {ORDERS[table]}"
        found = books.connection.exec_driver_sql(asked).fetchall()
    return ["|".join(_shown(value) for value in row) for row in found]


def parts(store: SqlStore, *tables: str) -> dict[str, list[str]]:
    """What the client's entries consist of, in these tables."""
    return {table: rows(store, table, PARTS[table]) for table in tables}


def _shown(value: object) -> str:
    """Alike from both databases."""
    if isinstance(value, datetime):
        value = value.isoformat()
    return "-" if value is None else str(int(value) if isinstance(value, bool) else value)


def received(number: str, item: str, place: str, *layers: LayerMove, kind: Kind = Kind.INTAKE) -> PostedEntry:
    """Units that come in, against equity."""
    units, value = sum((layer.quantity for layer in layers), Decimal(0)), sum((layer.value for layer in layers), usd("0"))
    lines = (Line(Side.DEBIT, "1200", value, Role.INVENTORY), Line(Side.CREDIT, "3000", value, Role.CONTROL))
    return PostedEntry(
        id=f"the id of {number}", number=number, entry_date=date(2026, 11, 19), kind=kind, reason=Reason.OTHER, memo="received",
        lines=lines if value else (), goods=((item, place, -units),),
        moves=(StockMove(item, place, "1200", units, value, layers),), posted_by="bob", posted_at=NOON,
    )  # fmt: skip


def test_a_loss_is_kept_with_all_that_it_says(store: SqlStore) -> None:
    with store.client("kiln") as books:
        draft = draft_of(books)
        loss = broken(KILN, "32", place="Store")
        lines = (replace(loss.lines[0], party="Glaze & Sons"), replace(loss.lines[1], klass="Retail"))
        loss = replace(loss, lines=lines, draft_id=draft.id, sub_reason="kiln fault", reserve_moves=RESERVED)
        books.post(loss)
        books.post(mended(replace(loss, reserve_moves=(), sub_reason=""), "WO-1002"))
    assert rows(store, "entries", "seq, id, number, entry_date, kind, reason, sub_reason, memo, text, currency") == [
        "1001|the id of WO-1001|WO-1001|2026-11-20|write_off|damaged|kiln fault|dropped|32 mugs dropped|USD",
        "1002|the id of WO-1002|WO-1002|2026-11-20|reversal|damaged||dropped|32 mugs dropped|USD",
    ]
    assert rows(store, "entries", "reverses, draft_id, posted_by") == [f"-|{draft.id}|ann", "WO-1001|-|ann"]
    assert parts(store, "lines", "entry_goods", "reserve_moves") == {
        "lines": [
            "1001|1|debit|5050|12900|loss|Glaze & Sons|",
            "1001|2|credit|1200|12900|inventory||Retail",
            "1002|1|credit|5050|12900|loss|Glaze & Sons|",
            "1002|2|debit|1200|12900|inventory||Retail",
        ],
        "entry_goods": ["1001|1|MUG|Store|32000000", "1002|1|MUG|Store|-32000000"],
        "reserve_moves": ["1001|1|MUG|-5000000|-600", "1001|2|Clay|-250000|-1"],
    }


def test_units_leave_their_layers_and_come_back_into_them(store: SqlStore) -> None:
    with store.client("kiln") as books:
        loss = broken(KILN, "32", place="Store")
        stated = StockMove("Clay", "", "1200", Decimal(0), usd("0"), (), stated_value=True)
        books.post(replace(loss, moves=(*loss.moves, stated)))
    assert parts(store, "stock_moves", "layer_moves") == {
        "stock_moves": ["1001|1|MUG|Store|1200|-32000000|-12900", "1001|2|Clay||1200|0|0"],
        "layer_moves": ["1001|1|1|MUG|Store|old|-30000000|-12000|4", "1001|1|2|MUG|Store|new|-2000000|-900|4.5"],
    }
    kept = f"item, location, id, {KEPT}"
    left = ["Clay||Clay@#1|12500000|417|0.333333", "MUG|Shop|MUG@Shop#1|10000000|4150|4.15"]
    assert rows(store, "layers", kept) == [*left, "MUG|Store|old|0|0|4", "MUG|Store|new|18000000|8100|4.5"]
    with store.client("kiln") as books:
        moves = books.entry("WO-1001").moves
        assert [move.stated_value for move in moves] == [False, True]
        books.post(mended(loss, "WO-1002"))
    assert rows(store, "layers", kept) == [*left, "MUG|Store|old|30000000|12000|4", "MUG|Store|new|20000000|9000|4.5"]
    assert rows(store, "layers", kept, "forge") == [*left, "MUG|Store|old|30000000|12000|4", "MUG|Store|new|20000000|9000|4.5"]


def test_a_place_and_its_layers_are_made_where_units_come_in(store: SqlStore) -> None:
    first = LayerMove("March", Decimal(3), usd("12.00"), Decimal(4))
    second = LayerMove("April", Decimal("1.5"), usd("7.50"), Decimal(5))
    with store.client("kiln") as books:
        books.post(received("WO-1001", "MUG", "Attic", first, second))
        books.post(received("WO-1002", "MUG", "Attic", replace(second, layer="May", unit_cost=Decimal("5.25"))))
        books.post(received("WO-1003", "Clay", "Cellar", replace(first, layer="Clay@Cellar#1")))
    assert rows(store, "holdings", "item, location, position, account, cost_known") == [
        "MUG|Shop|1|1200|1", "MUG|Store|2|1200|1", "Clay||3|1200|0", "MUG|Attic|4|1200|1", "Clay|Cellar|5|1200|1",
    ]  # fmt: skip
    columns = "location, id, position, received, opening_micro, opening_minor, opening_unit_cost, " + KEPT
    assert [row for row in rows(store, "layers", columns) if row.startswith(("Attic", "Cellar"))] == [
        "Cellar|Clay@Cellar#1|1|2026-11-19|0|0|4|3000000|1200|4",
        "Attic|March|1|2026-11-19|0|0|4|3000000|1200|4",
        "Attic|April|2|2026-11-19|0|0|5|1500000|750|5",
        "Attic|May|3|2026-11-19|0|0|5.25|1500000|750|5.25",
    ]


def test_a_cost_is_known_once_units_came_in_at_one(store: SqlStore) -> None:
    def clay(number: str, value: str, kind: Kind = Kind.INTAKE) -> PostedEntry:
        return received(number, "Clay", "", LayerMove("Clay@#1", Decimal(1), usd(value), Decimal(value)), kind=kind)

    def known() -> list[bool]:
        with store.client("kiln") as books:
            return [held.cost_known for held in books.books().stock.holdings]

    with store.client("kiln") as books:
        books.post(clay("WO-1001", "0.00"))
    assert known() == [True, True, False]
    with store.client("kiln") as books:
        books.post(clay("WO-1002", "0.30", kind=Kind.COUNT_ADJUSTMENT))
    assert known() == [True, True, False]
    with store.client("kiln") as books:
        books.post(clay("WO-1003", "0.01"))
    assert known() == [True, True, True]


def test_what_goes_out_is_noted_and_what_stays_here_is_not(store: SqlStore) -> None:
    with store.client("kiln") as books:
        books.post(broken(KILN, "1"))
        books.post(replace(broken(KILN, "1", number="WO-1002"), kind=Kind.JOURNAL, moves=(), goods=()))
        books.post(replace(broken(KILN, "1", number="WO-1003"), moves=()))
    assert rows(store, "outbox", "topic, seq") == ["entry.posted|1001", "entry.posted|1003"]
    assert {row[:19].replace(" ", "T") for row in rows(store, "outbox", "written_at")} == {"2026-11-21T12:00:00"}


def test_entries_of_earlier_books_change_no_balance_and_no_layer_and_go_nowhere(store: SqlStore) -> None:
    earlier = broken(KILN, "2")
    later = mended(broken(KILN, "1", number="WO-1"), "WO-1002")
    brought = replace(KILN, client="annex", history=History((earlier, replace(later, reverses="WO-1001"))))
    store.add_client(brought, by="ann", at=NOON)
    with store.client("annex") as books:
        after = books.books()
        books.post(broken(after, "3", number="WO-1003"))
        assert books.sums_that_differ() == ()
    assert (after.chart, after.stock) == (KILN.chart, KILN.stock)
    assert [entry.number for entry in after.history.entries] == ["WO-1001", "WO-1002"]
    assert rows(store, "entries", "seq, number, brought", "annex") == ["1001|WO-1001|1", "1002|WO-1002|1", "1003|WO-1003|0"]
    assert rows(store, "stock_moves", "seq, quantity_micro", "annex") == ["1001|-2000000", "1002|1000000", "1003|-3000000"]
    assert rows(store, "outbox", "seq", "annex") == ["1003"]
