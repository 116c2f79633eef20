"""The proposals that are committed are proposals, word for word of their texts."""

from pathlib import Path

import pytest

from assistant.evaluation.proposals import hand_written
from assistant.evaluation.suite import read_cases

EVALS = Path(__file__).parents[2] / "evals"


@pytest.mark.parametrize("name", sorted(path.stem for path in (EVALS / "proposals").glob("*.jsonl")))
def test_every_case_of_a_suite_has_its_proposal(name: str) -> None:
    cases = read_cases(EVALS / name / "cases.jsonl")
    reader = hand_written([EVALS / name])
    assert [case.id for case in cases if (case.text, case.today) not in reader.known] == []
