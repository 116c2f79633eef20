"""Another program's general journal: every entry as it stood, or a refusal that names every row, and then nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.terminal import Terminal

JOURNAL = """\
entry,date,account,debit,credit,memo,party,class
JE-1,2026-09-14,6150,120.00,,Window  cleaning,Bright & Co,Shop
,,1010,,"1,120.00",,,
,,6500,1000,,and the postage,,
JE-2,09/30/2026,Inventory,45.5,0.00,,,
JE-2,2026-09-30,4000 Store Sales,0,45.50,,,
"""


def journal(folder: Path, text: str = JOURNAL, name: str = "gl.csv") -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.fixture
def shop(writeoff: Terminal) -> Terminal:
    """The hardware shop, its books open since July."""
    return writeoff


def lines(entry: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    return [(line["side"], line["account"], line["amount"], line["party"] or "", line["class"] or "") for line in entry["lines"]]


def test_entries_are_taken_as_they_stand(shop: Terminal, tmp_path: Path) -> None:
    before = shop("trial-balance", "--json").document
    taken = shop("import", journal(tmp_path))
    assert (taken.code, taken.out) == (0, "Imported 2 entries of gl.csv, WO-1001 to WO-1002: 1,165.50 on each side.\n")
    second, first = shop("entries", "--json").document["rows"]
    assert [(e["entry"], e["date"], e["kind"], e["memo"]) for e in (first, second)] == [
        ("WO-1001", "2026-09-14", "journal", "Window cleaning"),
        ("WO-1002", "2026-09-30", "journal", "Entry JE-2"),
    ]
    assert lines(first) == [
        ("debit", "6150", "120.00", "Bright & Co", "Shop"),
        ("credit", "1010", "1120.00", "", ""),
        ("debit", "6500", "1000.00", "", ""),
    ]
    assert lines(second) == [("debit", "1200", "45.50", "", ""), ("credit", "4000", "45.50", "", "")]
    after = shop("trial-balance", "--json").document
    moved = {
        row["account"]: (row["debit"], row["credit"], old["debit"], old["credit"])
        for row, old in zip(after["rows"], before["rows"], strict=True)
        if row != old
    }
    assert sorted(moved) == ["1010", "1200", "4000", "6150", "6500"]
    assert shop("stock", "--check").code == 0
    assert shop("audit", "verify").code == 0


def test_an_entry_says_where_it_came_from(shop: Terminal, tmp_path: Path) -> None:
    shop("import", journal(tmp_path))
    assert shop("show", "WO-1001", "--json").document["text"] == "Entry JE-1 of gl.csv, rows 2 to 4"


def test_the_same_file_is_taken_once(shop: Terminal, tmp_path: Path) -> None:
    shop("import", journal(tmp_path))
    again = shop("import", journal(tmp_path, name="a copy.csv"))
    assert again.code == 1
    assert again.err == (
        "This file was imported already, as WO-1001 to WO-1002.\n"
        "Import it with --again where it is to be booked twice.\n"
    )  # fmt: skip
    assert shop("import", journal(tmp_path), "--again", "--json").document["first"] == "WO-1003"
    assert shop("import", journal(tmp_path, JOURNAL.replace("45.5", "46.5"))).code == 0


def test_the_trial_balance_is_printed_with_it(shop: Terminal, tmp_path: Path) -> None:
    taken = shop("import", journal(tmp_path), "--balance").out
    assert taken == f"Imported 2 entries of gl.csv, WO-1001 to WO-1002: 1,165.50 on each side.\n\n{shop('trial-balance').out}"
    again = shop("import", journal(tmp_path), "--again", "--balance", "--json").document
    assert again["trial_balance"] == shop("trial-balance", "--json").document


def test_what_was_imported_is_reversed_as_any_other(shop: Terminal, tmp_path: Path) -> None:
    shop("import", journal(tmp_path))
    assert shop("reverse", "WO-1001", "--because", "booked in the wrong year", "--approve").code == 0
    back = shop("entries", "--json").document["rows"][0]
    assert back["reverses"] == "WO-1001"
    assert sorted(lines(back)) == sorted([
        ("credit", "6150", "120.00", "Bright & Co", "Shop"),
        ("debit", "1010", "1120.00", "", ""),
        ("credit", "6500", "1000.00", "", ""),
    ])  # fmt: skip


def test_it_stays_in_these_books(shop: Terminal, tmp_path: Path) -> None:
    shop("import", journal(tmp_path, JOURNAL.replace("Inventory", "1020")))
    assert shop("qbo", "connect", "--json").code == 0
    assert shop("sync", "--json").document["synced"] == []
    assert shop("qbo", "reconcile", "--json").document["differences"] == []
    shop("reverse", "WO-1002", "--because", "twice", "--approve")
    assert [(each["entry"], each["documents"]) for each in shop("sync", "--json").document["synced"]] == [("WO-1003", [])]


def test_however_much_is_imported_a_loss_before_it_is_found_by_its_words(shop: Terminal, tmp_path: Path) -> None:
    shop("draft", "write off $240 of damaged stock")
    shop("approve", "D-1")
    rows = [f"JE-{n},2026-10-01,6150,1.00,\n,,1010,,1.00\n" for n in range(520)]
    assert shop("import", journal(tmp_path, "entry,date,account,debit,credit\n" + "".join(rows))).code == 0
    back = shop("draft", "take back the write-off of the damaged stock", "--json").document["texts"][0]["drafts"][0]
    assert (back["kind"], back["reverses"]) == ("reversal", "WO-1001")


def test_only_an_owner_imports(shop: Terminal, tmp_path: Path) -> None:
    shop("user", "add", "ben", "--role", "approver")
    refused = shop("import", journal(tmp_path), person="ben")
    assert (refused.code, "ben" in refused.err) == (3, True)
    assert shop("entries", "--json").document["rows"] == []


FAULTS = {
    "JE-1,2026-13-14,6150,1,,,,": "row 2, column date: '2026-13-14' is no day; write it such as 2026-10-02.",
    ",2026-09-14,6150,1,,,,": "row 2, column entry: is empty; say which entry the row is of.",
    "JE-1,2026-09-14,,1,,,,": "row 2, column account: is empty; name the account.",
    "JE-1,2026-09-14,6150,x,,,,": "row 2, column debit: 'x' is not an amount such as 1,234.56.",
    "JE-1,2026-09-14,6150,,0.005,,,": "row 2, column credit: 0.005 has a fraction of the smallest unit of USD.",
    "JE-1,2026-09-14,6150,-1,,,,": "row 2, column debit: -1 is negative; write it without the sign, on the other side.",
    "JE-1,2026-09-14,6150,1,1,,,": "row 2, columns debit and credit: both hold an amount; a row is on one side.",
    "JE-1,2026-09-14,6150,,,,,": "row 2, columns debit and credit: hold no amount; fill one in.",
    "JE-1,2026-09-14,6150,1,,,,,,9": "row 2: has 10 cells under 8 columns; quote a cell that holds a comma.",
    'JE-1,2026-09-14,6150,1,,"a\nb",,': "row 2, column memo: holds a line break or another control character; take it out.",
    f"JE-1,2026-09-14,6150,1,,{'m' * 4001},,": "row 2, column memo: holds 4,001 characters; shorten it to 4,000.",
    "JE-1,2026-09-14,6150,1,,,,\nJE-2,2026-09-14,1010,,1,,,\nJE-1,2026-09-14,1010,,1,,,": (
        "row 4, column entry: JE-1 stands above already; keep the rows of an entry together."
    ),
    "JE-1,2026-09-14,6150,1,,,,\nJE-1,2026-09-15,1010,,1,,,": (
        "row 3, column date: 2026-09-15 is another day than 2026-09-14, which entry JE-1 began with."
    ),
    "JE-1,2026-09-14,6150,1,,,,\nJE-1,,1010,,2,,,": (
        "rows 2 to 3, entry JE-1: does not balance: 1.00 on debit and 2.00 on credit."
    ),
    "JE-1,2026-09-14,6150,1,,,,\nJE-1,,1999,,1,,,": (
        "row 3, column account: There is no account '1999'. writeoff accounts lists them."
    ),
    "JE-1,2026-10-03,6150,1,,,,\nJE-1,,1010,,1,,,": "rows 2 to 3, entry JE-1: is of 2026-10-03, which is after today.",
    "JE-1,2026-06-30,6150,1,,,,\nJE-1,,1010,,1,,,": (
        "rows 2 to 3, entry JE-1: is of 2026-06-30, and the books are closed through 2026-06-30."
    ),
    'JE-1,2026-09-14,"6150,1,,,,': "line 2: cannot be split into cells (unexpected end of data); see to its quotation marks.",
}  # fmt: skip


@pytest.mark.parametrize("rows", FAULTS)
def test_a_fault_is_named_with_its_row(shop: Terminal, tmp_path: Path, rows: str) -> None:
    refused = shop("import", journal(tmp_path, "entry,date,account,debit,credit,memo,party,class\n" + rows + "\n"))
    assert refused.code == 2
    assert f"gl.csv {FAULTS[rows]}" in refused.err
    assert shop("entries", "--json").document["rows"] == []


def test_every_fault_is_in_one_refusal_and_nothing_is_booked(shop: Terminal, tmp_path: Path) -> None:
    good = "".join(f"A-{n},2026-09-14,6150,1,,,,\nA-{n},,1010,,1,,,\n" for n in range(700))
    bad = "B-1,2026-09-14,6150,1,,,,\nB-1,,1010,,2,,,\nB-2,2026-09-14,Sundries,1,,,,\nB-2,,1010,x,1,,,\n"
    refused = shop("import", journal(tmp_path, JOURNAL.splitlines()[0] + "\n" + good + bad), "--json")
    told = refused.document["error"]
    assert told["says"] == "gl.csv cannot be imported: 2 faults. Nothing was."
    places = [fault.split(":")[0] for fault in told["faults"]]
    assert places == ["gl.csv rows 1402 to 1403, entry B-1", "gl.csv row 1405, column debit"]
    assert shop("entries", "--json").document["rows"] == []
    assert shop("audit", "verify").code == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "lacks the column entry, date, account, debit, credit"),
        (b"entry,date,account,debit,credit\n", "holds no entry"),
        (b"entry;date;account;debit;credit\n", "separated by semicolons"),
        (b"entry,entry,date,account,debit,credit\n", "names the column entry twice"),
        (b"PK\x03\x04 and so on", "is a spreadsheet workbook"),
        (b"entry,date,account,debit,credit\nJE-1,2026-09-14,Caf\xe9,1,\n", "looks like Windows-1252 (line 2"),
    ],
)
def test_what_is_no_journal_is_refused(shop: Terminal, tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "gl.csv").write_bytes(content)
    refused = shop("import", str(tmp_path / "gl.csv"))
    assert (refused.code, says in refused.err) == (2, True), refused.err


def test_a_file_that_is_not_there(shop: Terminal, tmp_path: Path) -> None:
    assert "cannot be read" in shop("import", str(tmp_path / "none.csv")).err


def test_many_faults_are_counted(shop: Terminal, tmp_path: Path) -> None:
    rows = "".join(f"A-{n},2026-09-14,6150,1,,,,\n" for n in range(150))
    refused = shop("import", journal(tmp_path, JOURNAL.splitlines()[0] + "\n" + rows), "--json")
    faults = json.loads(refused.out)["error"]["faults"]
    assert (len(faults), faults[-1]) == (101, "gl.csv: and 50 faults more.")
