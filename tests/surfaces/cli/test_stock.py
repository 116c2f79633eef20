"""Goods on hand and goods received: stock and its account go up alike, and the check explains each account to the cent."""

from pathlib import Path

from tests.terminal import Terminal


def received(tmp_path: Path, *rows: str) -> str:
    file = tmp_path / "received.csv"
    file.write_text("\n".join(["sku,location,quantity,unit_cost", *rows]) + "\n", encoding="utf-8")
    return str(file)


def test_stock_is_listed_by_place(writeoff: Terminal) -> None:
    rows = writeoff("stock", "MUG-01", "--json").document["rows"]
    assert [(row["location"], row["on_hand"], row["value"]) for row in rows] == [
        ("Warehouse", "144", "597.60"),
        ("Store", "36", "149.40"),
    ]


def test_goods_received_strike_a_new_average(writeoff: Terminal, tmp_path: Path) -> None:
    receipt = writeoff("stock", "receive", "--from", received(tmp_path, "MUG-01,Store,12,4.55"))
    assert receipt.out == """\
Opened the account Stock received, not billed for it.
2026-10-02  Goods received  [WO-1001]
  intake other
  +12 each  MUG-01  @ Store
  Dr  1200 Inventory                 54.60
  Cr  Stock received, not billed     54.60
"""
    (_, store) = writeoff("stock", "MUG-01", "--json").document["rows"]
    assert (store["on_hand"], store["value"], store["layers"][0]["unit_cost"]) == ("48", "204.00", "4.25")
    assert writeoff("stock", "--check").code == 0


def test_every_fault_of_a_receipt_is_named_and_nothing_is_taken_in(writeoff: Terminal, tmp_path: Path) -> None:
    rows = ("NOPE,Store,1,1.00", "MUG-01,,5,4.15", "LMP-DSK,Store,-1,18.40", "HAM-16,Store,x,8.60", "KEY-BLK,,10,0.42")
    refused = writeoff("stock", "receive", "--from", received(tmp_path, *rows))
    assert refused.code == 2
    assert [line.split(":")[0].strip() for line in refused.err.splitlines()[1:-1]] == [
        "received.csv row 2, column sku",
        "received.csv row 3, column location",
        "received.csv row 4, column quantity",
        "received.csv row 5, column quantity",
    ]
    assert writeoff("entries", "--json").document["rows"] == []


def test_goods_received_in_a_closed_period_are_refused(writeoff: Terminal, tmp_path: Path) -> None:
    file = received(tmp_path, "MUG-01,Store,1,4.15")
    refused = writeoff("stock", "receive", "--from", file, "--date", "2026-06-30", "--json")
    assert (refused.code, refused.document["error"]["code"]) == (1, "period_closed")


def test_the_history_of_an_item_is_every_entry_that_names_it(writeoff: Terminal, tmp_path: Path) -> None:
    writeoff("stock", "receive", "--from", received(tmp_path, "MUG-01,Store,12,4.55", "HAM-16,Store,1,8.60"))
    (row,) = writeoff("history", "MUG-01", "--json").document["rows"]
    assert (row["entry"], row["quantity"], row["value"], row["location"]) == ("WO-1001", "12", "54.60", "Store")
    assert writeoff("history", "NOPE").code == 2


def test_goods_are_set_aside_and_let_go(writeoff: Terminal) -> None:
    held = writeoff("stock", "hold", "MUG-01=4", "--at", "Store", "--awaiting", "claim", "--note", "insurer looks on Friday")
    assert (held.code, held.err) == (0, "")
    assert held.out.splitlines()[1].startswith("H-1  4  MUG-01  @ Store  awaiting claim  ana, ")
    shown = writeoff("stock", "MUG-01").out
    assert "insurer looks on Friday" in shown
    (warehouse, store) = writeoff("stock", "MUG-01", "--json").document["rows"]
    assert (store["on_hand"], store["held"], store["available"]) == ("36", "4", "32")
    assert (warehouse["held"], warehouse["available"]) == ("0", "144")
    writeoff("draft", "34 mugs were smashed in the store")
    writeoff("approve", "D-1")
    assert "only 2 of them are still there" in writeoff("stock", "MUG-01").out
    assert "H-1  3  MUG-01" in writeoff("stock", "release", "h-1", "--quantity", "1").out
    assert writeoff("stock", "release", "1").out == "H-1 is released.\n"
    assert writeoff("stock", "MUG-01", "--json").document["holds"] == []


def test_what_cannot_be_set_aside_is_refused(writeoff: Terminal) -> None:
    assert writeoff("stock", "hold", "MUG-01=999", "--at", "Store", "--awaiting", "claim").code == 1
    assert writeoff("stock", "hold", "MUG-01", "--awaiting", "claim").code == 2
    assert writeoff("stock", "hold", "MUG-01=many", "--awaiting", "claim").code == 2
    assert writeoff("stock", "release", "soon").code == 2
    assert writeoff("stock", "release", "H-1").code == 2
