"""`writeoff eval SUITE --add FILE`: a text and an entry in the notation become a case, or every fault is named and nothing is."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.books.quantity import parse_quantity, plain_quantity
from assistant.evaluation.adding import entry_json
from assistant.evaluation.adding_faults import page_faults
from assistant.evaluation.case_pages import read_wanted, write_wanted
from assistant.evaluation.expected import read_expected
from assistant.evaluation.history import with_history
from assistant.evaluation.suite import read_lines, read_suite
from assistant.surfaces.cli.main import run
from tests.evaluation.pots import Json, PotsSuite, pots_suite

EVALS = Path(__file__).parents[2] / "evals"
SUITES = sorted([*EVALS.glob("dev-*"), *EVALS.glob("suites/own-*")])
HEAD = "client: pots\ntoday: 2026-10-02\ntags: qty, typo\n"
PAGE = """2026-10-02
  write_off damaged
  -12 each  POT-1  @ Shop
  Dr  5050 Breakage and damage     30.00
  or  5000 Cost of goods sold
  Cr  1200 Inventory               30.00
"""
Add = Callable[[str], tuple[int, str]]


@pytest.fixture
def suite(tmp_path: Path) -> PotsSuite:
    suite = pots_suite(tmp_path)
    suite.wrote(("mini-1-004", "please pay the rent", {"outcome": "decline"}))
    return suite


@pytest.fixture
def add(suite: PotsSuite, capsys: pytest.CaptureFixture[str]) -> Add:
    def call(case: str) -> tuple[int, str]:
        file = suite.folder / "case.txt"
        file.write_text(case, "utf-8")
        code = run(["eval", str(suite.folder), "--add", str(file)])
        return code, "".join(capsys.readouterr())

    return call


def written(text: str, expected: str, head: str = HEAD, earlier: str = "") -> str:
    return f"{head}{f'earlier:{chr(10)}{earlier}' if earlier else ''}\ntext:\n{text}\n\nexpected:\n{expected}"


def added(suite: PotsSuite) -> list[Json]:
    return [json.loads(line) for line in suite.cases.read_text("utf-8").splitlines()]


def test_a_text_and_an_entry_become_a_case(suite: PotsSuite, add: Add) -> None:
    code, told = add(written("12 claypots broke", PAGE))
    assert (code, added(suite)[1]) == (0, {
        "id": "mini-1-005", "client": "pots", "today": "2026-10-02", "text": "12 claypots broke", "tags": ["qty", "typo"],
        "expect": {"outcome": "draft", "entries": [{
            "date": "2026-10-02", "kind": "write_off", "reason": "damaged",
            "items": [{"sku": "POT-1", "quantity": "12", "location": "Shop"}],
            "lines": [{"side": "debit", "accounts": ["5050", "5000"], "amount": "30.00"},
                      {"side": "credit", "accounts": ["1200"], "amount": "30.00"}],
        }]},
    })  # fmt: skip
    assert "Added mini-1-005 to" in told
    checker = [sys.executable, str(EVALS / "check_suite.py"), str(suite.folder)]
    assert subprocess.run(checker, capture_output=True, check=False).returncode == 0


def test_it_says_what_the_rules_make_of_it_today(suite: PotsSuite, add: Add) -> None:
    assert "The rules get it right." in add(written("12 clay pots broke", PAGE))[1]
    code, told = add(written("12 clay pots broke!", PAGE.replace("5050 Breakage and damage", "5100 Inventory shrinkage")))
    assert code == 0
    assert "The rules get it wrong today:\n  Dr 30.00 should go to 5100 Inventory shrinkage or 5000" in told


@pytest.mark.parametrize(
    ("ending", "expect"),
    [
        ("ask quantity", {"outcome": "ask", "asks": ["quantity"]}),
        ("ask quantity, item\n", {"outcome": "ask", "asks": ["quantity", "item"]}),
        ("decline", {"outcome": "decline"}),
        ("blocked over_recovery", {"outcome": "blocked", "problems": ["over_recovery"]}),
    ],
)
def test_a_case_may_end_without_an_entry(suite: PotsSuite, add: Add, ending: str, expect: Json) -> None:
    assert add(written("some pots broke", ending))[0] == 0
    assert added(suite)[1]["expect"] == expect


def test_a_blocked_case_has_the_entry_that_would_have_posted_and_warnings(suite: PotsSuite, add: Add) -> None:
    page = PAGE.replace("-12", "-60").replace("30.00", "150.00")
    assert (
        add(written("60 clay pots broke", f"blocked not_enough_stock\nwarnings: place_assumed, tax_to_consider\n\n{page}"))[0]
        == 0
    )
    expect = added(suite)[1]["expect"]
    assert (expect["outcome"], expect["problems"]) == ("blocked", ["not_enough_stock"])
    assert expect["warnings"] == ["place_assumed", "tax_to_consider"]
    assert expect["entries"][0]["items"] == [{"sku": "POT-1", "quantity": "60", "location": "Shop"}]


def test_several_entries_and_a_text_with_what_looks_like_a_heading(suite: PotsSuite, add: Add) -> None:
    text = "Hi,\n\nexpected: 12 pots\ntext:\n12 clay pots broke.\nWe booked as expected:\n\n2 of them twice."
    other = PAGE.replace("2026-10-02", "2026-10-01").replace("-12", "-2").replace("30.00", "5.00")
    assert add(written(text, f"{PAGE}\n\n{other}"))[0] == 0
    case = added(suite)[1]
    assert case["text"] == text
    assert [entry["date"] for entry in case["expect"]["entries"]] == ["2026-10-02", "2026-10-01"]


def test_a_reversal_names_an_earlier_entry(suite: PotsSuite, add: Add) -> None:
    earlier = PAGE.replace("2026-10-02", "2026-09-20  12 clay pots missing  [WO-7]").replace(
        "  or  5000 Cost of goods sold\n", ""
    )
    found = """2026-10-02
  reversal damaged  reverses WO-7
  +12 each  POT-1  @ Shop
  Dr  1200 Inventory               30.00
  Cr  5050 Breakage and damage     30.00
"""
    assert add(written("the 12 missing pots turned up", found, earlier=earlier))[0] == 0
    case = added(suite)[1]
    assert case["history"] == [{
        "ref": "WO-7", "date": "2026-09-20", "text": "12 clay pots missing", "kind": "write_off", "reason": "damaged",
        "items": [{"sku": "POT-1", "quantity": "12", "location": "Shop"}],
        "lines": [{"side": "debit", "account": "5050", "amount": "30.00"},
                  {"side": "credit", "account": "1200", "amount": "30.00"}],
    }]  # fmt: skip
    assert case["expect"]["entries"][0]["items"][0]["quantity"] == "-12"
    code, told = add(written("the 12 pots turned up", found))
    assert (code, "the reversal names an entry that stands under 'earlier:', and WO-7 does not" in told) == (2, True)


def test_an_id_of_ones_own_and_a_suite_without_cases(suite: PotsSuite, add: Add) -> None:
    suite.cases.unlink()
    assert add(written("12 clay pots broke", PAGE, head="id: breakage-1\n" + HEAD))[0] == 0
    assert add(written("12 clay pots broke", "decline", head=HEAD.replace("10-02", "10-03")))[0] == 0
    assert [case["id"] for case in added(suite)] == ["breakage-1", "mini-1-001"]


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("5050 Breakage and damage", "5055 Breakage and damage", "the chart has no account 5055 Breakage and damage"),
        ("5050 Breakage and damage", "5050 Breakages", "account 5050 is Breakage and damage, not Breakages"),
        ("5050 Breakage and damage", "6900 Old write-offs", "account 6900 Old write-offs takes no entries"),
        ("or  5000 Cost", "or  5001 Cost", "the chart has no account 5001"),
        ("Inventory               30.00", "Inventory               31.00", "does not balance"),
        ("30.00", "31.00", "the goods are carried at 30.00 and 31.00 is credited for them; the tag 'mixed' says"),
        ("POT-1  ", "POT-9  ", "there is no item POT-9"),
        ("-12 each", "-1 dozen", "POT-1 is held by the each, not the dozen"),
        ("@ Shop", "@ Shed", "POT-1 is not held at Shed"),
        ("-12", "-41", "POT-1: 41 leave and 40 are on hand; say blocked not_enough_stock if that is meant"),
        ("@ Shop", "@ Shop  stays", "'stays' is for goods that a write-down values anew"),
        ("2026-10-02\n  write", "2 October\n  write", "is no line of a page"),
        ("write_off damaged", "write_off broken", "'broken' is not a valid Reason"),
        (PAGE, f"ask quantity\n\n{PAGE}", "ask has no entry"),
        (PAGE, "ask when", "ask is followed by one or more of amount, quantity"),
        (PAGE, "draft", "draft needs the entry that is to come of it"),
        (PAGE, "blocked period_closed", "blocked needs the entry"),
        (PAGE, "draft\ndecline", "it ends in one way: draft or decline"),
        (PAGE, f"warnings: rain\n{PAGE}", "rain is no warning"),
        (PAGE, f"decline now\n{PAGE}", "decline stands alone"),
        ("  Dr  5050", "  or  5000 Cost of goods sold\n  Dr  5050", "stands below the line that it would do for"),
        ("client: pots", "client: vases", "There is no folder"),
        ("client: pots\n", "", "it does not say client:"),
        ("today: 2026-10-02", "today: today", "a day such as 2026-10-06"),
        ("tags:", "labels:", "the lines above 'text:' are client:, today:, tags: and id:"),
        ("\ntext:", "\nsaid:", "it needs a line 'text:'"),
        ("12 clay pots broke", "  ", "the text is empty"),
        ("12 clay pots broke", "please pay the rent", "mini-1-004 is the same text on the same day"),
        (HEAD, f"id: mini-1-004\n{HEAD}", "there is a case mini-1-004 already"),
    ],
)
def test_what_does_not_fit_the_books_is_named_and_nothing_is_added(
    suite: PotsSuite, add: Add, was: str, now: str, fault: str
) -> None:
    before = suite.cases.read_bytes()
    code, told = add(written("12 clay pots broke", PAGE).replace(was, now))
    assert (code, suite.cases.read_bytes()) == (2, before)
    assert fault in told


def test_amounts_that_are_meant_to_differ_are_tagged_so(suite: PotsSuite, add: Add) -> None:
    page = PAGE.replace("30.00", "31.00")
    assert add(written("12 clay pots broke", page, head=HEAD.replace("typo", "mixed")))[0] == 0


def test_it_adds_to_one_suite_and_from_a_file_that_is_there(suite: PotsSuite, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", str(suite.folder), str(suite.folder), "--add", "case.txt"]) == 2
    assert "--add adds to one suite." in capsys.readouterr().err
    assert run(["eval", str(suite.folder), "--add", str(suite.folder / "nothing.txt")]) == 2
    assert "is no case" in capsys.readouterr().err


@pytest.mark.parametrize("folder", SUITES, ids=lambda path: path.name)
def test_every_case_there_is_could_have_been_added_so(folder: Path) -> None:
    """What each case expects, written in the notation, reads back to the same, and the books have nothing against it."""
    suite = read_suite(folder)
    told = {str(case["id"]): case for _, case in read_lines(folder / "cases.jsonl")}
    for expected in read_expected(folder):
        books = with_history(suite.clients[expected.case.client], expected.case.history)
        expect: Json = told[expected.case.id]["expect"]  # type: ignore[assignment]
        for entry, wanted in zip(expect.get("entries") or (), expected.entries, strict=True):
            (page,) = read_wanted(write_wanted(wanted, books), books.currency)
            assert as_compared(entry_json(page)) == as_compared(entry)
            assert list(page_faults(page, books, expect, mixed="mixed" in expected.tags)) == []


def as_compared(entry: Json) -> Json:
    """With every number written one way."""
    lines = [{**line, "amount": parse_quantity(line["amount"])} for line in entry["lines"]]
    items = [{**item, "quantity": plain_quantity(parse_quantity(item["quantity"]))} for item in entry.get("items") or ()]
    return {**entry, "lines": lines, "items": items}


def test_the_example_that_the_readme_shows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    example = (EVALS / "README.md").read_text("utf-8").partition("```text\n")[2].partition("```")[0]
    suite = tmp_path / "own-1"
    shutil.copytree(EVALS / "suites" / "own-1", suite)
    (tmp_path / "case.txt").write_text(example, "utf-8")
    assert run(["eval", str(suite), "--add", str(tmp_path / "case.txt")]) == 0
    assert "The rules get it right." in capsys.readouterr().out
    checker = [sys.executable, str(EVALS / "check_suite.py"), str(suite)]
    assert subprocess.run(checker, capture_output=True, check=False).returncode == 0
