"""`show`: a draft or an entry by its number, and where its documents stand in QuickBooks."""

from pathlib import Path

from tests.terminal import Terminal


def test_an_entry_is_shown_as_the_draft_that_it_was(writeoff: Terminal) -> None:
    writeoff("draft", "12 of the mugs were dropped by the forklift in the warehouse")
    writeoff("approve", "D-1")
    assert writeoff("show", "wo-1001").out == writeoff("show", "D-1").out
    missing = writeoff("show", "WO-1999")
    assert (missing.code, missing.err.splitlines()[0]) == (2, "There is no entry WO-1999.")


def test_documents_are_told_where_they_stand(writeoff: Terminal) -> None:
    writeoff("draft", "a pipe burst in the store: 5 desk lamps ruined, the insurer has agreed to pay 60.00")
    writeoff("approve", "D-1")
    assert "In QuickBooks" not in writeoff("show", "WO-1001").out
    writeoff("qbo", "connect")
    writeoff("qbo", "confirm")
    writeoff("sync")
    told = writeoff("show", "WO-1001").out
    (adjustment, journal) = told.split("In QuickBooks\n")[1].split("\n\n")[0].splitlines()
    assert adjustment.split()[0] == "adjustment"
    assert adjustment.endswith("cost 92.00")
    assert journal.split()[:2] == ["journal", "entry"]
    assert "done" in journal


def test_an_entry_of_the_system_itself_is_shown_too(writeoff: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "received.csv"
    file.write_text("sku,location,quantity,unit_cost\nMUG-01,Store,10,4.20\n", encoding="utf-8")
    assert writeoff("stock", "receive", "--from", str(file)).code == 0
    shown = writeoff("show", "WO-1001")
    assert shown.code == 0
    assert "intake" in shown.out
    assert "entry.posted" in shown.out
