"""`eval --faults`: the figures on a page and in a document, and which readers have readings to alter."""

import json
from pathlib import Path

from tests.terminal import Terminal

DEV = Path(__file__).parents[3] / "evals" / "dev-1"
CASES = "northpeak-outdoor-001,northpeak-outdoor-003,northpeak-outdoor-008"


def test_the_figures_and_each_class(writeoff: Terminal) -> None:
    ran = writeoff("eval", str(DEV), "--reader", "proposals", "--faults", "--cases", CASES)
    first, *classes = ran.out.splitlines()
    assert ran.code == 0
    assert " stopped before posting; of 3 clean drafts " in first
    assert any(line.startswith("  swapped_sides: 3 of 3 stopped (3 refused)") for line in classes)


def test_the_document_is_the_same_twice_and_another_seed_makes_other_faults(writeoff: Terminal) -> None:
    def told(seed: str) -> str:
        ran = writeoff("eval", str(DEV), "--reader", "proposals", "--faults", "--cases", CASES, "--seed", seed, "--json")
        assert ran.document["stopped"] >= 0.99
        assert {"class", "says", "faults", "stopped"} == set(ran.document["classes"][0])
        return json.dumps(ran.document)

    assert told("1") == told("1")
    assert len({told(seed) for seed in "1234"}) > 1


def test_rules_alone_have_no_readings_that_fail_so(writeoff: Terminal) -> None:
    ran = writeoff("eval", str(DEV), "--reader", "rules", "--faults")
    assert ran.code == 2
    assert "No model reads with the reader rules." in ran.err
