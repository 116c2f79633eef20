"""The section on faults: the shares by family of suites, each class with what stopped it, and the cases where one got through."""

from pathlib import Path

from assistant.evaluation.bench import CaseDone, LaneDone
from assistant.evaluation.faults.kept import TriedLane
from assistant.evaluation.report.faults import faults_section
from assistant.evaluation.report.html import join
from assistant.evaluation.run import CaseRun
from tests.evaluation.report.test_page import Seen

STOPPED = {"tried": {"wrong_digit": {"refused": 3, "asked": 1}}, "clean": {"not stopped": 2}}
THROUGH = {"tried": {"wrong_digit": {"not stopped": 1}}, "clean": {"disagreed": 1}}


def test_the_shares_the_classes_and_what_got_through() -> None:
    done = [
        CaseDone(Path("evals/dev-1"), CaseRun("a-1", STOPPED)),
        CaseDone(Path("evals/suites/own-1"), CaseRun("b-1", THROUGH)),
    ]
    seen = Seen(str(join(faults_section(TriedLane(LaneDone("faults", tuple(done)))))))
    assert seen.open == []
    for told in (
        "80.00% of 5 faults stopped before posting in 1 classes; 33.33% of 3 clean drafts held back.",
        "dev141.00.0",  # cases, faults, share stopped, share held back
        "own110.01.0",
        "wrong digit5431",  # tried, stopped, refused, asked
        "Cases with a fault that got through, or a clean draft held back: 1",
        "b-1 (own-1) wrong_digit, held_back",
    ):
        assert told in seen.text
