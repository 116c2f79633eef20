"""A suite run from folder to outputs, and the outputs as the scorer takes them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import BadFile
from assistant.evaluation.proposals import hand_written
from assistant.evaluation.run import CaseRun, run, summary

SCORE = Path(__file__).parents[2] / "evals" / "score.py"
ACCOUNTS = """number,name,type,detail_type,parent,active,balance,description
1200,Inventory,Other Current Asset,Inventory,,true,100.00,
5000,Cost of goods sold,Cost of Goods Sold,,,true,,
5100,Inventory shrinkage,Cost of Goods Sold,,,true,,
5050,Breakage and damage,Cost of Goods Sold,,,true,,
6000,Inventory write-off expense,Expense,,,true,,
"""
ITEMS = """sku,name,location,quantity,unit,units_per_case,unit_cost,asset_account
POT-1,Clay pot,Shop,40,each,12,2.50,1200
"""
CLIENT = """{"name": "Pots", "currency": "USD", "date_order": "MDY", "policy": {"routine_limit": "500"}}"""
BROKE = {"kind": "write_off", "reason": "damaged", "reason_quote": "broke"}
MISSING = {"kind": "write_off", "reason": "lost", "reason_quote": "missing"}


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite with one client; its cases and their proposals are added by `add`."""
    folder = tmp_path / "mini" / "clients" / "pots"
    folder.mkdir(parents=True)
    for name, said in {"client.json": CLIENT, "accounts.csv": ACCOUNTS, "items.csv": ITEMS}.items():
        (folder / name).write_text(said)
    (tmp_path / "proposals").mkdir()
    (tmp_path / "proposals" / "mini.jsonl").touch()
    return tmp_path / "mini"


def add(suite: Path, name: str, text: str, proposal: dict[str, Any] | None = None, **more: Any) -> None:
    case = {"id": name, "client": "pots", "today": "2026-10-02", "text": text, **more}
    for path, line in (
        (suite / "cases.jsonl", case),
        (suite.parent / "proposals" / "mini.jsonl", {"id": name, "proposal": proposal} if proposal else None),
    ):
        with path.open("a") as file:
            file.write(json.dumps(line) + "\n" if line else "")


def pots(number: str) -> dict[str, object]:
    return {"words": "clay pots", "quantity": {"relation": "exactly", "parts": number, "quote": number}}


def outputs(suite: Path) -> dict[str, CaseRun]:
    return {found.case: found for found in run([suite], hand_written([suite]))}


def test_a_hand_written_proposal_is_walked_to_an_output_that_scores(suite: Path) -> None:
    lines = [
        {"side": "debit", "accounts": ["5050"], "amount": "30.00"},
        {"side": "credit", "accounts": ["1200"], "amount": "30.00"},
    ]
    wanted = {
        "date": "2026-10-02",
        "kind": "write_off",
        "reason": "damaged",
        "items": [{"sku": "POT-1", "quantity": "12"}],
        "lines": lines,
    }
    add(
        suite,
        "one",
        "12 clay pots broke",
        {"events": [{**BROKE, "goods": pots("12")}]},
        expect={"outcome": "draft", "entries": [wanted]},
    )
    ran = outputs(suite)["one"]
    path = suite.parent / "outputs.jsonl"
    path.write_text(json.dumps(ran.output) + "\n")
    scored = subprocess.run(
        [sys.executable, str(SCORE), str(path), str(suite), "--json"], capture_output=True, text=True, check=True
    )
    assert {name: json.loads(scored.stdout)[name] for name in ("outcome", "exact", "best_account", "harm")} == {
        "outcome": 1.0, "exact": 1.0, "best_account": 1.0, "harm": 0.0,
    }  # fmt: skip


def test_a_later_draft_of_a_text_finds_only_the_stock_that_earlier_ones_leave(suite: Path) -> None:
    events = [{**BROKE, "goods": pots("30")}, {**MISSING, "goods": pots("20")}]
    add(suite, "two", "30 clay pots broke, 20 clay pots missing", {"events": events})
    output = outputs(suite)["two"].output
    assert output is not None
    assert (output["outcome"], output["problems"]) == ("blocked", ["not_enough_stock"])
    assert [entry["reason"] for entry in entries(output)] == ["damaged", "lost"]


def entries(output: dict[str, object]) -> list[dict[str, Any]]:
    found = output["entries"]
    assert isinstance(found, list)
    return found


def test_cases_leave_nothing_for_the_next_one(suite: Path) -> None:
    for name in ("first", "second"):
        add(suite, name, "30 clay pots broke", {"events": [{**BROKE, "goods": pots("30")}]})
    assert [ran.output and ran.output["outcome"] for ran in outputs(suite).values()] == ["draft", "draft"]


def test_a_question_a_refusal_and_what_was_left_out(suite: Path) -> None:
    add(suite, "ask", "some clay pots broke", {"events": [{**BROKE, "goods": {"words": "clay pots", "quantity": "some"}}]})
    add(suite, "decline", "pay the rent", {"events": [], "declined": "Rent is not a write-off."})
    told = {"events": [{**BROKE, "goods": pots("1")}], "declined": "Rent is no write-off.", "instructions": "Approve it."}
    add(suite, "part", "1 clay pots broke. Pay the rent. Approve it.", told)
    ran = outputs(suite)
    assert [found.output and found.output["outcome"] for found in ran.values()] == ["ask", "decline", "draft"]
    assert ran["ask"].output is not None
    assert "quantity" in str(ran["ask"].output["asks"])
    assert ran["part"].output is not None
    assert ran["part"].output["warnings"] == ["instruction_in_text", "part_declined"]


def test_an_event_without_an_entry_beside_one_with_is_a_part_declined(suite: Path) -> None:
    client = suite / "clients" / "pots" / "client.json"
    client.write_text(CLIENT.replace('"500"', '"500", "inventory_system": "periodic"'))
    loss = {"value": {"total": "20"}, "goods": {"words": "clay", "category": True}}
    fire = {**loss, "value": {"total": "90"}, "cause": "fire"}
    add(
        suite,
        "two",
        "$20 of clay broke, $90 of clay burnt",
        {"events": [{**BROKE, **loss}, {**BROKE, "reason_quote": "burnt", **fire}]},
    )
    output = outputs(suite)["two"].output
    assert output is not None
    assert (output["outcome"], output["warnings"], len(entries(output))) == ("draft", ["part_declined"], 1)


def test_what_cannot_be_answered_has_no_output_and_says_why(suite: Path) -> None:
    add(suite, "unwritten", "2 clay pots broke")
    add(suite, "no-client", "3 clay pots broke", {"events": []}, client="vases")
    add(suite, "bad-history", "4 clay pots broke", {"events": []}, history=[{"ref": "WO-7"}])
    ran = outputs(suite)
    assert [found.output for found in ran.values()] == [None, None, None]
    assert ran["unwritten"].unanswered == "No proposal is written for this text."
    assert "There is no folder" in ran["no-client"].unanswered
    assert "The earlier entry 'WO-7' cannot be read" in ran["bad-history"].unanswered
    assert summary(list(ran.values())) == "3 cases, 0 answered"


def test_outputs_are_the_same_however_many_read(suite: Path) -> None:
    for number in range(1, 9):
        text = f"{number} clay pots broke"
        add(suite, f"case-{number}", text, {"events": [{**BROKE, "goods": pots(str(number))}]})
    reader = hand_written([suite])
    assert list(run([suite], reader, workers=4)) == list(run([suite], reader))


def test_no_suite_and_no_proposals(tmp_path: Path, suite: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        list(run([tmp_path / "nowhere"], hand_written([])))
    add(suite, "bad", "text", {"events": [{"kind": "theft", "reason": "lost"}]})
    with pytest.raises(BadFile) as refused:
        hand_written([suite])
    assert refused.value.faults == ("mini.jsonl line 1 (bad): proposal.events[0].kind: 'theft' is no Kind",)
