"""Goods by narrow statements are those of the books read whole: levels, layers, what holds them back, and what moved them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.adapters.sql.store import SqlStore
from assistant.adapters.sql.transaction import SqlTransaction
from assistant.bookkeeping.reports import item_history
from assistant.books.accounts import Side
from assistant.books.entry import Line, PostedEntry
from assistant.books.goods import LayerMove, StockMove
from assistant.books.hold import Awaiting, Hold
from assistant.books.money import total
from assistant.books.proposal import Role
from assistant.books.quantity import plain_quantity
from assistant.books.reasons import Kind, Reason
from assistant.books.shelf import ItemRow, Only, Order, PlaceRow, ShelfQuery, Taken
from assistant.errors import NotFound
from tests.adapters.sql.pottery import NOON, broken, draft_of, mended, potteries, usd
from tests.conftest import new_database


def hold(n: int, units: str, place: str = "Shop") -> Hold:
    return Hold(n, "MUG", place, Decimal(units), Awaiting.CLAIM, "", "ann", NOON)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def busy(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """8 mugs broke in the Shop and 3 of them came back; 5 broke in the Store; a draft reserves 2 there; 9 are set aside in the
    Shop, where 5 are left, and 4 in the Store. Every test leaves it so."""
    address = str(tmp_path_factory.mktemp("shelves") / "books.db")
    if request.param == "postgresql":
        address = new_database(request.getfixturevalue("postgres"), "shelves")
    with potteries(address) as store:
        with store.client("kiln") as books:
            fill(books)
        yield store


def fill(books: SqlTransaction) -> None:
    books.post(first := broken(books.books(), "8"))
    books.post(broken(books.books(), "5", place="Store", number="WO-1002"))
    back = mended(first, "WO-1003")
    (move,) = back.moves
    (layer,) = move.layers
    part = replace(layer, quantity=Decimal(3), value=usd("12.45"))
    lines = tuple(replace(line, amount=usd("12.45")) for line in back.lines)
    some = replace(move, quantity=Decimal(3), value=usd("12.45"), layers=(part,))
    books.post(replace(back, goods=(("MUG", "Shop", Decimal(-3)),), lines=lines, moves=(some,)))
    draft_of(books, "2", place="Store")
    books.save_hold(hold(1, "9"))
    books.save_hold(hold(2, "4", "Store"))
    books.save_hold(replace(hold(3, "1"), released_by="ann", released_at=NOON))


def levels(row: ItemRow | PlaceRow) -> str:
    """On hand, reserved, set aside, usable."""
    return " ".join(plain_quantity(each) for each in (row.on_hand, row.reserved, row.held, row.usable))


def agree(row: ItemRow, books: SqlTransaction) -> None:
    held = books.books().stock.held(row.item.key)
    assert [(p.location, p.account, p.on_hand, p.reserved, p.held, p.usable) for p in row.places] == [
        (h.location, h.account, h.on_hand, h.reserved, h.held, h.usable) for h in held
    ]
    assert row.value == total((h.value("USD") for h in held if h.cost_known), "USD")
    assert books.holdings_of(row.item.key) == held


@pytest.mark.parametrize("client", ["kiln", "forge"])
def test_a_page_of_goods_is_what_the_books_hold(busy: SqlStore, client: str) -> None:
    with busy.client(client, reads=True) as books:
        shelf = books.shelf(ShelfQuery())
        assert [row.item for row in shelf.rows] == list(books.books().stock.items)
        for row in shelf.rows:
            agree(row, books)
        assert (shelf.count, shelf.next) == (2, 0)
        assert shelf.value == total((row.value for row in shelf.rows), "USD")


def test_what_is_set_aside_counts_as_far_as_it_is_there(busy: SqlStore) -> None:
    with busy.client("kiln", reads=True) as books:
        (mug, clay) = books.shelf(ShelfQuery()).rows
    assert [(each.location, levels(each)) for each in mug.places] == [("Shop", "5 0 5 0"), ("Store", "45 2 4 39")]
    assert levels(mug) == "50 2 9 39"
    assert (clay.cost_known, clay.value, clay.places[0].value) == (False, usd("0"), None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (ShelfQuery("mug"), ["MUG"]),
        (ShelfQuery("BLUE mUg"), ["MUG"]),
        (ShelfQuery("mug red"), []),
        (ShelfQuery("%"), []),
        (ShelfQuery(place="Store"), ["MUG"]),
        (ShelfQuery(place="Attic"), []),
        (ShelfQuery(only=Only.HELD), ["MUG"]),
        (ShelfQuery(only=Only.RESERVED), ["MUG"]),
        (ShelfQuery(only=Only.ON_HAND), ["MUG", "Clay"]),
        (ShelfQuery(order=Order.NAME), ["Clay", "MUG"]),
        (ShelfQuery(order=Order.SKU), ["Clay", "MUG"]),
        (ShelfQuery(order=Order.VALUE), ["MUG", "Clay"]),
        (ShelfQuery(start=1, limit=1), ["Clay"]),
    ],
)
def test_goods_are_found_by_words_place_and_state(busy: SqlStore, query: ShelfQuery, found: list[str]) -> None:
    with busy.client("kiln", reads=True) as books:
        assert [row.item.key for row in books.shelf(query).rows] == found


def test_a_page_says_where_the_next_begins_and_sums_all(busy: SqlStore) -> None:
    with busy.client("kiln", reads=True) as books:
        first, whole = books.shelf(ShelfQuery(limit=1)), books.shelf(ShelfQuery(limit=0))
        assert (len(first.rows), first.count, first.next, first.value) == (1, 2, 1, whole.value)
        assert books.shelf(ShelfQuery(place="Store")).rows[0].on_hand == 45
        assert books.places() == ("Shop", "Store")


def test_what_moved_an_item_is_what_the_journal_says_of_it(busy: SqlStore) -> None:
    with busy.client("kiln", reads=True) as books:
        found = books.item_history("MUG")
        whole = item_history(books.books(), "MUG")
        assert [(row.number, row.location, row.quantity, row.value) for row in found.rows] == [
            (move.entry, move.location, move.quantity, move.value) for move in reversed(whole)
        ]
        states = {row.number: (row.taken_back, str(row.left), row.reversed_by, row.may_be_cancelled) for row in found.rows}
        assert books.item_history("Clay").rows == ()
    assert states == {
        "WO-1001": (Taken.PART, "5", ("WO-1003",), True),
        "WO-1002": (Taken.NONE, "5", (), True),
        "WO-1003": (Taken.NONE, "-3", (), False),
    }


def test_goods_whose_value_recovered_in_part_are_written_down_still(books_url: str) -> None:
    with potteries(books_url) as store, store.client("kiln") as books:
        books.post(down := revalued("WO-1001", "4", "-4.00"))
        books.post(replace(revalued("WO-1002", "-4", "1.00"), kind=Kind.REVERSAL, reverses=down.number))
        rows = {row.number: (row.taken_back, row.left, row.may_be_cancelled) for row in books.item_history("MUG").rows}
        assert rows["WO-1001"] == (Taken.PART, Decimal(4), True)
        assert books.books().history.units_left("WO-1001") == {("MUG", "Shop"): Decimal(4)}
        books.post(replace(revalued("WO-1003", "-4", "3.00"), kind=Kind.REVERSAL, reverses=down.number))
        rows = {row.number: (row.taken_back, row.left, row.may_be_cancelled) for row in books.item_history("MUG").rows}
        assert rows["WO-1001"] == (Taken.ALL, Decimal(0), False)
        assert (books.books().history.units_left("WO-1001"), books.books().history.lines_left("WO-1001")) == ({}, ())


def revalued(number: str, units: str, change: str) -> PostedEntry:
    """Mugs in the Shop that are worth as much more or less, and stay."""
    value, (debit, credit) = usd(change), (Side.DEBIT, Side.CREDIT) if change[0] != "-" else (Side.CREDIT, Side.DEBIT)
    lines = (Line(debit, "1200", abs(value), Role.INVENTORY), Line(credit, "5050", abs(value), Role.LOSS))
    part = LayerMove("MUG@Shop#1", Decimal(0), value, Decimal(4))
    return PostedEntry(
        f"the id of {number}", number, NOON.date(), Kind.WRITE_DOWN, Reason.OBSOLETE, "worth less", lines,
        (("MUG", "Shop", Decimal(units)),), (StockMove("MUG", "Shop", "1200", Decimal(0), value, (part,)),), posted_at=NOON,
    )  # fmt: skip


def test_the_history_comes_in_pages_of_whole_entries(busy: SqlStore) -> None:
    with busy.client("kiln", reads=True) as books:
        first = books.item_history("MUG", limit=2)
        assert ([row.number for row in first.rows], first.next) == (["WO-1003", "WO-1002"], "WO-1002")
        rest = books.item_history("MUG", after=first.next, limit=2)
        assert ([row.number for row in rest.rows], rest.next) == (["WO-1001"], "")
        with pytest.raises(NotFound):
            books.item_history("MUG", after="WO-9999")


def test_the_drafts_that_hold_an_item_back_are_named(busy: SqlStore) -> None:
    with busy.client("kiln", reads=True) as books:
        (row,) = books.reserving("MUG")
        assert (row.draft, row.location, str(row.quantity), row.reason, row.drafted_by) == ("D-1", "Store", "2", "damaged", "ann")
        assert row.text == "3 mugs dropped"
        assert books.reserving("Clay") == ()
        with pytest.raises(NotFound, match="There is no item NOPE"):
            books.item("NOPE")
