"""The proposals that are committed are proposals, word for word of their texts."""

from pathlib import Path

import pytest

from assistant.evaluation.proposals import hand_written
from assistant.evaluation.suite import read_cases

EVALS = Path(__file__).parents[2] / "evals"


SUITES = sorted(path.parent for path in EVALS.glob("*/cases.jsonl"))


@pytest.mark.parametrize("suite", SUITES, ids=lambda path: path.name)
def test_every_case_of_a_suite_has_its_proposal(suite: Path) -> None:
    known = hand_written([suite]).known
    assert [case.id for case in read_cases(suite / "cases.jsonl") if (case.text, case.today) not in known] == []
