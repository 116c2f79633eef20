"""A case's earlier entries as the journal would hold them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.files.client import read_client
from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry
from assistant.books.proposal import Role
from assistant.books.reasons import Kind
from assistant.errors import BadFile
from assistant.evaluation.history import with_history

ACCOUNTS = """number,name,type,detail_type,parent,active,balance,description
1000,Checking,Bank,Checking,,true,,
1200,Stock - Shop,Other Current Asset,Inventory,,true,,
1210,Stock - Barn,Other Current Asset,Inventory,,true,,
1290,Inventory Reserve,Other Current Asset,Inventory,,true,,
1300,Insurance Claims,Other Current Asset,,,true,,
2300,Refunds Due,Other Current Liability,,,true,,
3100,Drawings,Equity,,,true,,
5000,Shrinkage,Cost of Goods Sold,,,true,,
"""
ITEMS = """sku,name,location,quantity,unit,units_per_case,unit_cost,asset_account
POT,Clay pot,Shop,40,each,12,2.50,1200
POT,Clay pot,Barn,60,each,12,2.50,1210
JUG,Jug,Barn,10,each,,4.00,1210
"""
CLIENT = """{"name": "Pots", "currency": "USD", "date_order": "MDY", "policy": {"routine_limit": "500"}}"""


@pytest.fixture
def books(tmp_path: Path) -> ClientBooks:
    for name, said in {"client.json": CLIENT, "accounts.csv": ACCOUNTS, "items.csv": ITEMS}.items():
        (tmp_path / name).write_text(said)
    return read_client(tmp_path, "pots")


def row(text: str, *lines: str, items: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """A row from 'Dr 5000 10.00' lines."""
    parts = [line.split() for line in lines]
    sides = {"Dr": "debit", "Cr": "credit"}
    return {
        "ref": "WO-1", "date": "2026-09-20", "text": text, "reason": "lost",
        "items": [{"sku": sku, "quantity": quantity} for sku, quantity in (items or {}).items()],
        "lines": [{"side": sides[side], "account": key, "amount": amount} for side, key, amount in parts],
        **more,
    }  # fmt: skip


def load(books: ClientBooks, *rows: dict[str, Any]) -> tuple[PostedEntry, ...]:
    return with_history(books, rows).history.entries


def test_goods_leave_the_place_whose_account_is_credited_at_line_amount_by_quantity(books: ClientBooks) -> None:
    (entry,) = load(books, row("4 pots gone", "Dr 5000 11.00", "Cr 1200 11.00", items={"POT": "4"}))
    assert (entry.kind, entry.goods) == (Kind.WRITE_OFF, (("POT", "Shop", Decimal(4)),))
    assert [(line.side, line.role) for line in entry.lines] == [(Side.DEBIT, Role.LOSS), (Side.CREDIT, Role.INVENTORY)]
    (move,) = entry.moves
    assert (move.quantity, move.value.plain(), move.layers[0].unit_cost) == (Decimal(-4), "-11.00", Decimal("2.75"))
    assert move.layers[0].layer == "POT@Shop#1"


def test_the_place_the_text_names_comes_first(books: ClientBooks) -> None:
    (entry,) = load(books, row("4 pots gone from the BARN.", "Dr 5000 10.00", "Cr 1210 10.00", items={"POT": "4"}))
    assert entry.goods == (("POT", "Barn", Decimal(4)),)


def test_goods_of_one_account_share_its_line_by_their_cost(books: ClientBooks) -> None:
    (entry,) = load(books, row("barn", "Dr 5000 18.00", "Cr 1210 18.00", items={"POT": "4", "JUG": "2"}))
    assert [move.value.plain() for move in entry.moves] == ["-10.00", "-8.00"]


@pytest.mark.parametrize(
    ("lines", "items", "kind"),
    [
        (("Dr 5000 9.00", "Cr 1290 9.00"), {"POT": "4"}, Kind.WRITE_DOWN),
        (("Dr 5000 9.00", "Cr 1290 9.00"), {}, Kind.ALLOWANCE),
        (("Dr 1290 9.00", "Cr 5000 9.00"), {}, Kind.ALLOWANCE),
        (("Dr 1290 9.00", "Cr 1200 9.00"), {"POT": "4"}, Kind.WRITE_OFF),
        (("Dr 1200 9.00", "Cr 5000 9.00"), {"POT": "-4"}, Kind.COUNT_ADJUSTMENT),
        (("Dr 5000 9.00", "Cr 1200 9.00"), {}, Kind.WRITE_OFF),
    ],
)
def test_the_kind_is_told_by_the_lines(books: ClientBooks, lines: tuple[str, ...], items: dict[str, str], kind: Kind) -> None:
    (entry,) = load(books, row("x", *lines, items=items))
    assert entry.kind is kind


def test_roles_are_told_by_the_accounts(books: ClientBooks) -> None:
    lost = row("x", "Dr 1300 3.00", "Dr 1000 2.00", "Dr 3100 1.00", "Cr 1200 6.00")
    back = row("y", "Dr 1200 6.00", "Cr 1300 3.00", "Cr 2300 2.00", "Cr 3100 1.00", ref="WO-2", reverses="WO-1")
    first, second = load(books, lost, back)
    assert [line.role for line in first.lines] == [Role.OWED, Role.RECEIVED, Role.OWNER, Role.INVENTORY]
    assert (second.kind, second.lines[2].role) == (Kind.REVERSAL, Role.REPAY)
    assert with_history(books, [lost, back]).history.lines_left("WO-1") == ()


def test_a_reversal_brings_units_back_where_they_left(books: ClientBooks) -> None:
    lost = row("4 pots gone from the barn", "Dr 5000 10.00", "Cr 1210 10.00", items={"POT": "4"})
    back = row("found in the shop", "Dr 1210 5.00", "Cr 5000 5.00", items={"POT": "2"}, ref="WO-2", reverses="WO-1")
    history = with_history(books, [lost, back]).history
    assert history.units_left("WO-1") == {("POT", "Barn"): Decimal(2)}
    assert [(move.quantity, move.value.plain()) for move in history.entries[1].moves] == [(Decimal(2), "5.00")]


def test_a_write_down_builds_a_reserve_by_name_that_later_entries_use(books: ClientBooks) -> None:
    down = row("pots down to 1.00", "Dr 5000 15.00", "Cr 1290 15.00", items={"POT": "10"})
    off = row("4 pots binned", "Dr 1290 6.00", "Dr 5000 4.00", "Cr 1200 10.00", items={"POT": "4"}, ref="WO-2", date="2026-09-21")
    after = with_history(books, [off, down])  # the order of the days, not of the rows
    assert [entry.number for entry in after.history.entries] == ["WO-1", "WO-2"]
    assert after.history.entries[0].moves == ()
    reserve = after.history.reserve_of("POT", "USD")
    assert (reserve.quantity, reserve.amount.plain()) == (Decimal(6), "9.00")


def test_a_value_that_recovered_in_part_leaves_its_units_reserved(books: ClientBooks) -> None:
    down = row("pots down to 1.00", "Dr 5000 15.00", "Cr 1290 15.00", items={"POT": "10"})
    up = row("pots at 1.60 again", "Dr 1290 6.00", "Cr 5000 6.00", items={"POT": "10"}, ref="WO-2", reverses="WO-1")
    rest = row("pots fine", "Dr 1290 9.00", "Cr 5000 9.00", items={"POT": "10"}, ref="WO-3", reverses="WO-1")
    found = []
    for rows in ([down, up], [down, up, rest]):
        reserve = (history := with_history(books, rows).history).reserve_of("POT", "USD")
        found.append((reserve.quantity, reserve.amount.plain(), history.units_left("WO-1")))
    assert found == [(Decimal(10), "9.00", {("POT", "Barn"): Decimal(10)}), (Decimal(0), "0.00", {})]
    barn = row("60 pots fine", "Dr 1290 90.00", "Cr 5000 90.00", items={"POT": "60"}, ref="WO-2", reverses="WO-1")
    every = row("All 100 pots down to 1.00", "Dr 5000 150.00", "Cr 1290 150.00", items={"POT": "100"})
    assert with_history(books, [every, barn]).history.reserve_of("POT", "USD").quantity == 40


def test_goods_written_down_lie_where_the_books_hold_them(books: ClientBooks) -> None:
    down = row("All 100 pots down to 1.00", "Dr 5000 150.00", "Cr 1290 150.00", items={"POT": "100"})
    back = row("80 pots up again", "Dr 1290 120.00", "Cr 5000 120.00", items={"POT": "80"}, ref="WO-2", reverses="WO-1")
    first, second = load(books, down, back)
    assert first.goods == (("POT", "Barn", Decimal(60)), ("POT", "Shop", Decimal(40)))
    assert second.goods == (("POT", "Barn", Decimal(-60)), ("POT", "Shop", Decimal(-20)))


def test_a_direct_write_down_changes_value_and_no_units(books: ClientBooks) -> None:
    down = row("pots now 2.50 each", "Dr 5000 15.00", "Cr 1200 15.00", items={"POT": "10"}, kind="write_down")
    (entry,) = load(books, down)
    (move,) = entry.moves
    assert (move.quantity, move.value.plain(), entry.reserve_moves) == (Decimal(0), "-15.00", ())
    assert [(layer.quantity, layer.value.plain(), layer.unit_cost) for layer in move.layers] == [
        (Decimal(-10), "-40.00", Decimal(4)), (Decimal(10), "25.00", Decimal("2.5")),
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", [{"reason": "rotten"}, {"date": "soon"}, {"kind": "theft"}])
def test_a_row_that_is_no_entry_is_named(books: ClientBooks, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadFile, match="The earlier entry 'WO-1' cannot be read"):
        load(books, row("x", "Dr 5000 9.00", "Cr 1200 9.00", **wrong))
