"""Our scores are those of evals/score.py, figure by figure: over perfect outputs, over spoilt ones and over none."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.bounds import at_least, lower_bound
from assistant.evaluation.expected import Expected, expected_of, read_expected
from assistant.evaluation.scoring import lines_match, pooled, score

EVALS = Path(__file__).parents[2] / "evals"
SUITE = EVALS / "dev-1"
TOLD = [json.loads(line) for line in (SUITE / "cases.jsonl").read_text("utf-8").splitlines()]


def shared_scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", EVALS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SHARED = shared_scorer()


def perfect(told: dict[str, Any], confidence: float = 0.9) -> dict[str, Any]:
    """The output that a case asks for, each line in the account that comes first."""
    want = told["expect"]
    entries = [
        {**entry, "lines": [{**line, "account": line["accounts"][0], "confidence": confidence} for line in entry["lines"]]}
        for entry in want.get("entries") or ()
    ]
    return {
        "id": told["id"],
        "outcome": want["outcome"],
        "confidence": confidence,
        "entries": entries,
        **{name: want.get(name) or [] for name in ("problems", "asks", "warnings")},
    }


def figures(outputs: dict[str, dict[str, Any]], suites: list[Path]) -> dict[str, Any]:
    return pooled([score(case, outputs.get(case.case.id)) for suite in suites for case in read_expected(suite)]).figures()


def shared_figures(outputs: dict[str, dict[str, Any]], suites: list[Path], folder: Path) -> Any:
    written = folder / "outputs.jsonl"
    written.write_text("".join(f"{json.dumps(output)}\n" for output in outputs.values()))
    command = [sys.executable, str(EVALS / "score.py"), str(written), *map(str, suites), "--json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_a_perfect_run_scores_one_everywhere(tmp_path: Path) -> None:
    outputs = {told["id"]: perfect(told) for told in TOLD}
    found = figures(outputs, [SUITE])
    assert found == shared_figures(outputs, [SUITE], tmp_path)
    assert {found[name] for name in ("outcome", "exact", "reason", "kind", "warning", "account", "best_account")} == {1.0}
    assert (found["harmful_cases"], found["coverage@99"]) == (0, 1.0)


def test_a_run_without_an_answer_is_wrong_everywhere(tmp_path: Path) -> None:
    found = figures({}, [SUITE])
    assert found == shared_figures({}, [SUITE], tmp_path)
    assert (found["answered"], found["outcome"], found["ece"]) == (0, 0.0, None)


@st.composite
def spoilt(draw: st.DrawFn, told: dict[str, Any]) -> dict[str, Any]:
    """A perfect output with some of it changed, moved to another account, split, dropped or doubled."""
    confidences = st.sampled_from([0.0, 0.5, 0.6, 0.9, 0.95, 1.0])
    output: dict[str, Any] = json.loads(json.dumps(perfect(told, draw(confidences))))
    if draw(st.booleans()):
        output["outcome"] = draw(st.sampled_from(["draft", "blocked", "ask", "decline"]))
    codes = {"problems": ["period_closed", "future_date"], "asks": ["item", "quantity"], "warnings": ["place_assumed"]}
    for name, some in codes.items():
        output[name] += draw(st.lists(st.sampled_from(some), max_size=1))
    if output["entries"] and draw(st.booleans()):
        output["entries"].append(json.loads(json.dumps(draw(st.sampled_from(output["entries"])))))
    for entry in output["entries"]:
        if draw(st.integers(0, 3)) == 0:
            entry[draw(st.sampled_from(["date", "reason", "kind"]))] = "2026-01-01"
        for item in entry.get("items") or ():
            item["quantity"] = draw(st.sampled_from([item["quantity"], "1"]))
        lines = []
        for line in entry["lines"]:
            every = [*line["accounts"], "1"]
            line = {**line, "account": draw(st.sampled_from(every)), "confidence": draw(confidences)}
            half = {**line, "account": draw(st.sampled_from(every)), "amount": "0.01"}
            lines += draw(st.sampled_from([[line], [], [line, half], [line, line]]))
        entry["lines"] = lines
    return output


@given(st.data())
def test_spoilt_outputs_score_the_same_in_both(data: st.DataObject) -> None:
    told = data.draw(st.sampled_from(TOLD))
    output = data.draw(st.none() | spoilt(told))
    right, judged, firsts = SHARED.score_case(told, output)
    ours = score(expected_of(told), output)
    assert {**ours.right, "harm": ours.harm} == right
    assert (list(ours.judged), list(ours.firsts)) == (judged, firsts)


@given(st.lists(st.tuples(st.sampled_from(TOLD), st.sampled_from([0.2, 0.5, 0.5, 0.9]), st.booleans()), max_size=40))
def test_coverage_and_calibration_are_the_same_in_both(drawn: list[tuple[dict[str, Any], float, bool]]) -> None:
    scored = []
    for told, confidence, spoil in drawn:
        output = perfect(told, confidence)
        if spoil:
            output["entries"] = []
        scored.append(score(expected_of(told), output))
    found = pooled(scored)
    judged = [pair for case in scored for pair in case.judged]
    ranked = [(case.confidence, case.accepted) for case in scored if case.confidence is not None]
    drafts = sum(case.expected.outcome == "draft" for case in scored)
    assert (found.ece, found.brier) == pytest.approx(SHARED.calibration(judged))
    for ours, precision in ((found.coverage99, 0.99), (found.coverage996, 0.996)):
        assert ours == SHARED.coverage(ranked, drafts, precision)


def wanted(*lines: tuple[list[str], str]) -> Expected:
    entry = {
        "date": "2026-10-02",
        "kind": "write_off",
        "reason": "lost",
        "lines": [{"side": "debit", "accounts": accounts, "amount": amount} for accounts, amount in lines],
    }
    return expected_of(
        {"id": "one", "client": "a", "today": "2026-10-02", "text": "", "expect": {"outcome": "draft", "entries": [entry]}}
    )


def got(*lines: tuple[str, str]) -> list[dict[str, Any]]:
    booked = [{"side": "debit", "account": account, "amount": amount} for account, amount in lines]
    return [{"date": "2026-10-02", "lines": booked}]


@pytest.mark.parametrize(
    ("booked", "matches"),
    [
        ([("A", "10"), ("B", "5")], True),
        ([("B", "15")], True),  # both sums may stand in B
        ([("A", "4"), ("B", "11")], True),  # one sum met by two of its accounts
        ([("A", "10"), ("B", "4.99")], False),
        ([("A", "10"), ("B", "5"), ("C", "0.01")], False),
        ([("A", "15")], False),
    ],
)
def test_a_sum_is_met_by_any_of_its_accounts_and_nothing_is_left_over(booked: list[tuple[str, str]], matches: bool) -> None:
    assert lines_match(wanted((["A", "B"], "10"), (["B"], "5")).entries, got(*booked)) is matches


@pytest.mark.parametrize(
    ("right", "n", "bound"), [(299, 299, 0.9900), (0, 10, 0.0), (0, 0, 0.0), (10, 10, 0.7411), (9, 10, 0.6058), (95, 100, 0.8978)]
)
def test_a_bound_is_clopper_and_pearsons(right: int, n: int, bound: float) -> None:
    assert lower_bound(right, n) == pytest.approx(bound, abs=0.00006)
    assert round(lower_bound(right, n), 4) == round(SHARED.lower_bound(right, n), 4)


def test_a_bound_holds_for_more_cases_than_a_float_can_count() -> None:
    assert 0.94 < lower_bound(4_800, 5_000) < 0.96
    assert at_least(4_800, 5_000, lower_bound(4_800, 5_000)) == pytest.approx(0.05)
    with pytest.raises(ValueError, match="is no share"):
        lower_bound(3, 2)
