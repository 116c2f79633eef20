"""Faults in the baseline: the class that got through is named with its case, and so is a clean draft that is held back."""

from pathlib import Path

from assistant.evaluation.baseline import EMPTY, compare, kept_with
from assistant.evaluation.bench import CaseDone, LaneDone
from assistant.evaluation.faults.kept import TriedLane
from assistant.evaluation.run import CaseRun

Tried = dict[str, dict[str, int]]


def lane(**cases: tuple[Tried, dict[str, int]]) -> TriedLane:
    """Cases of one suite: what became of their faults by class, and what holds back their clean drafts."""
    done = [
        CaseDone(Path("dev-1"), CaseRun(name.replace("_", "-"), {"tried": tried, "clean": clean}))
        for name, (tried, clean) in cases.items()
    ]
    return TriedLane(LaneDone("faults", tuple(done)))


STOPPED: tuple[Tried, dict[str, int]] = ({"wrong_digit": {"refused": 2}, "wrong_unit": {"asked": 1}}, {"not stopped": 1})
THROUGH: tuple[Tried, dict[str, int]] = ({"wrong_digit": {"refused": 1, "not stopped": 1}}, {"not stopped": 1})
HELD: tuple[Tried, dict[str, int]] = ({}, {"disagreed": 1})


def test_each_case_says_what_got_through_and_what_is_held_back() -> None:
    tried = lane(a_1=STOPPED, a_2=THROUGH, a_3=HELD)
    assert tried.states == {"dev-1": {"a-1": "right", "a-2": "wrong: wrong_digit", "a-3": "wrong: held_back"}}
    assert tried.figures() == {"dev": {"cases": 3, "faults": 5, "stopped": 0.8, "held_back": 0.3333}}
    assert tried.figures([("dev-1", "a-1")])["dev"] == {"cases": 1, "faults": 3, "stopped": 1.0, "held_back": 0.0}


def test_a_fault_that_gets_through_where_it_did_not_is_a_regression_with_its_class() -> None:
    kept = kept_with(EMPTY, [lane(a_1=STOPPED, a_2=THROUGH)])
    found = compare(kept, [lane(a_1=THROUGH, a_2=STOPPED)], ["dev-1"], whole=True)
    assert [change.says() for change in found.regressions] == ["a-1 (faults): right, now wrong: wrong_digit"]
    assert [change.case for change in found.improvements] == ["a-2"]
    assert not found.holds


def test_more_clean_drafts_held_back_are_named_and_counted() -> None:
    kept = kept_with(EMPTY, [lane(a_1=STOPPED)])
    found = compare(kept, [lane(a_1=({}, {"unsure": 1}))], ["dev-1"], whole=True)
    assert [change.now for change in found.regressions] == ["wrong: held_back"]
    assert [(change.name, change.now) for change in found.fallen] == [("held_back", 1.0)]


def test_a_case_whose_recording_is_gone_is_named() -> None:
    kept = kept_with(EMPTY, [lane(a_1=STOPPED, a_2=STOPPED)])
    found = compare(kept, [lane(a_1=STOPPED)], ["dev-1"], whole=True)
    assert [change.says() for change in found.gone] == ["a-2 (faults): right, now not run"]
