"""A morning at the hardware shop, as its bookkeeper types it: losses, a count, a recovery, a write-down, a mistake taken back."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

# What is typed, and the page of the ledger that an approver sees posted.
MORNING = [
    (
        "12 of the mugs were dropped by the forklift in the warehouse",
        """\
2026-10-02  12 of the mugs were dropped by the forklift in the warehouse  [WO-1001]
  write_off damaged
  -12 each  MUG-01  @ Warehouse
  Dr  5050 Damage & Breakage     49.80
  Cr  1200 Inventory             49.80""",
    ),
    (
        "write off $2,400 damaged stock",
        """\
2026-10-02  write off $2,400 damaged stock  [WO-1002]
  write_off damaged
  Dr  6910 Inventory Write-Off Expense  2,400.00
  Cr  1200 Inventory                    2,400.00""",
    ),
    (
        "counted 33 mugs in the store this morning, books say 36",
        """\
2026-10-02  counted 33 mugs in the store this morning, books say 36  [WO-1003]
  count_adjustment lost
  -3 each  MUG-01  @ Store
  Dr  5060 Inventory Shrinkage     12.45
  Cr  1200 Inventory               12.45""",
    ),
    (
        "9/29: 9 box fans were soaked by a leaking roof; the insurer has agreed to pay $100",
        """\
2026-09-29  9/29: 9 box fans were soaked by a leaking roof; the insurer has agreed to pay $100  [WO-1004]
  write_off damaged
  -9 each  FAN-BOX  @ Warehouse
  Dr  1310 Insurance Claims Receivable    100.00
  Dr  5050 Damage & Breakage               58.40
  Cr  1200 Inventory                      158.40""",
    ),
    (
        "Write down 45 bags of grass seed in the warehouse to $6.00 each, slow moving",
        """\
2026-10-02  Write down 45 bags of grass seed in the warehouse to $6.00 each, slow moving  [WO-1005]
  write_down obsolete
  45 each  SED-GRS  @ Warehouse  stays
  Dr  5080 Obsolete & Slow Stock             195.75
  Cr  1290 Inventory Obsolescence Reserve    195.75""",
    ),
]
PROGRAM = Path(sys.executable).with_name("writeoff")


@pytest.fixture
def morning(writeoff: Terminal) -> Terminal:
    """The shop after its morning: every text drafted and approved as it was drafted."""
    for n, (text, _) in enumerate(MORNING, 1):
        assert writeoff("draft", text).code == 0, text
        assert writeoff("approve", f"D-{n}").code == 0
    return writeoff


def test_each_text_becomes_its_page(morning: Terminal) -> None:
    pages = morning("entries").out.strip().split("\n\n")
    assert pages == [page for _, page in reversed(MORNING)]


def test_the_accounts_move_by_what_was_posted_and_balance(morning: Terminal) -> None:
    balance = morning("trial-balance", "--json").document
    rows = {row["account"]: (row["debit"], row["credit"]) for row in balance["rows"]}
    assert balance["totals"]["debit"] == balance["totals"]["credit"]
    assert (rows["1200"], rows["1290"], rows["1310"]) == (("12314.95", "0.00"), ("0.00", "845.75"), ("100.00", "0.00"))
    assert morning("stock", "--check").out.endswith("Stock and accounts agree.\n")


def test_what_turns_up_again_comes_back_at_what_it_left_at(morning: Terminal) -> None:
    found = morning("reverse", "WO-1001", "--quantity", "MUG-01=4", "--because", "found unbroken", "--approve")
    assert (found.code, "D-6  posted as WO-1006" in found.out) == (0, True)
    assert (
        morning("history", "MUG-01").out
        == """\
2026-10-02  WO-1001  write_off damaged      -12  @ Warehouse  -49.80  12 of the mugs were dropped by the…
2026-10-02  WO-1003  count_adjustment lost   -3  @ Store      -12.45  counted 33 mugs in the store this…
2026-10-02  WO-1006  reversal damaged         4  @ Warehouse   16.60  found unbroken
"""
    )
    assert morning("stock", "MUG-01", "--json").document["rows"][0]["on_hand"] == "136"


def test_a_question_is_answered_and_a_problem_is_not_posted(morning: Terminal) -> None:
    assert "How many Desk Lamp Black" in morning("draft", "some desk lamps in the store went missing").out
    assert morning("approve", "D-6").code == 5
    assert morning("answer", "D-6", "3").code == 0
    assert morning("approve", "D-6").code == 0
    assert morning("draft", "write off 400 box fans, water damage").code == 1
    assert "7 are on hand" in morning("approve", "D-7").out
    assert morning("reject", "D-7", "--because", "typed 400 for 4").code == 0
    assert morning("queue").out == "Nothing waits.\n"


def test_quickbooks_gets_each_entry_once(morning: Terminal) -> None:
    """An amount that was posted before anybody knew that its goods are tracked there waits for an owner's word."""
    assert morning("qbo", "connect").code == 0
    assert morning("qbo", "confirm").code == 0
    sent = morning("sync", "--json").document
    documents = {each["entry"]: [document["kind"] for document in each["documents"]] for each in sent["synced"]}
    assert documents == {
        "WO-1001": ["InventoryAdjustment"],
        "WO-1003": ["InventoryAdjustment"],
        "WO-1004": ["InventoryAdjustment", "JournalEntry"],
        "WO-1005": ["JournalEntry"],
    }
    assert [(each["entry"], each["reason"]) for each in sent["held"]] == [("WO-1002", "goods_needed")]
    assert morning("override", "WO-1002", "--because", "posted before the company was connected").code == 0
    assert [each["entry"] for each in morning("sync", "--json").document["synced"]] == ["WO-1002"]
    again = morning("sync", "--json").document
    assert (again["synced"], again["held"], again["failed"]) == ([], [], [])
    compared = morning("qbo", "reconcile")
    assert (compared.code, "In agreement: 6 documents of 5 entries" in compared.out) == (0, True)


def test_another_program_finds_the_same_balances(morning: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "shop.beancount"
    assert morning("export", "--to", "beancount", "--output", str(file)).code == 0
    program = Path(sys.executable).with_name("bean-check")
    assert subprocess.run([program, file], capture_output=True, text=True).stderr == ""


def test_the_trail_tells_the_morning_and_shows_an_edit(morning: Terminal) -> None:
    told = morning("show", "D-1", "--json").document["trail"]
    assert [event["what"] for event in told] == ["text.read", "draft.drafted", "draft.approved", "entry.posted"]
    assert told[0]["detail"]["text"] == MORNING[0][0]
    assert morning("audit", "verify").code == 0


def test_the_demo_walks_and_its_last_lines_work_as_they_stand(tmp_path: Path) -> None:
    done = subprocess.run([PROGRAM, "demo"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.split("Yours to try:\n\n")[1].strip().splitlines()
    assert len(lines) == 3
    for line in lines:
        pasted = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True)
        assert (pasted.returncode, pasted.stderr) == (0, ""), line


def test_the_demo_leaves_a_folder_that_is_none_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "thesis.txt").write_text("mine", encoding="utf-8")
    done = subprocess.run([PROGRAM, "demo"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, "is no former demo" in done.stderr) == (2, True)
    assert (tmp_path / "demo" / "thesis.txt").read_text(encoding="utf-8") == "mine"
