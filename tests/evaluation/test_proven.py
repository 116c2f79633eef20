"""The stages after reading, proven on what a perfect reader would have read: the scorer finds next to nothing wrong."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.evaluation.proposals import hand_written
from assistant.evaluation.run import run

EVALS = Path(__file__).parents[2] / "evals"
SUITES = sorted(path.parent for path in EVALS.glob("*/cases.jsonl"))


@pytest.mark.parametrize("suite", SUITES, ids=lambda path: path.name)
def test_a_text_read_right_becomes_the_right_entry(suite: Path, tmp_path: Path) -> None:
    runs = list(run([suite], hand_written([suite])))
    assert [(ran.case, ran.unanswered) for ran in runs if ran.output is None] == []
    outputs = tmp_path / "outputs.jsonl"
    outputs.write_text("".join(f"{json.dumps(ran.output)}\n" for ran in runs))
    command = [sys.executable, str(EVALS / "score.py"), str(outputs), str(suite), "--json"]
    scores = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert scores["outcome"] >= 0.98
    assert scores["exact"] >= 0.98
    assert scores["harm"] <= 0.01
