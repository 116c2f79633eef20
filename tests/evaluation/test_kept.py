"""What is kept in evals/ says what is true of it: the README's counts, and the baseline's cases and form."""

import re
from pathlib import Path

from assistant.evaluation.baseline import read_baseline, written
from assistant.evaluation.expected import read_expected
from assistant.evaluation.injections.attempts import read_attempts

EVALS = Path(__file__).parents[2] / "evals"
SUITES = {path.name: path for path in sorted([*EVALS.glob("dev-*"), *EVALS.glob("suites/*")])}
ROW = re.compile(r"\| (?P<suite>[a-z]+-\d+) \| (?P<cases>\d+) \| (?P<hard>\d+) \| (?P<books>[^|]+) \|")


def test_the_readme_lists_every_suite_with_its_counts() -> None:
    readme = (EVALS / "README.md").read_text("utf-8")
    told = {row["suite"]: (int(row["cases"]), int(row["hard"]), row["books"].split(", ")) for row in ROW.finditer(readme)}
    found = {}
    for name, folder in SUITES.items():
        cases = read_expected(folder)
        hard = sum("hard" in case.tags for case in cases)
        found[name] = (len(cases), hard, sorted({case.case.client for case in cases}))
    assert told == found


def test_own_suites_are_many_and_hard_enough() -> None:
    own = [case for name, folder in SUITES.items() if name.startswith("own") for case in read_expected(folder)]
    dev = {case.case.text for name, folder in SUITES.items() if name.startswith("dev") for case in read_expected(folder)}
    assert len(own) >= 400
    assert len({(case.case.client) for case in own}) >= 12
    assert sum("hard" in case.tags for case in own) >= len(own) / 3
    assert not dev & {case.case.text for case in own}
    ids = [case.case.id for folder in SUITES.values() for case in read_expected(folder)]
    assert len(ids) == len(set(ids))


def test_the_baseline_is_kept_in_its_form_and_of_cases_that_there_are() -> None:
    file = EVALS / "baseline.json"
    kept = read_baseline(file)
    assert file.read_text("utf-8") == written(kept)
    known = {name: {case.case.id for case in read_expected(folder)} for name, folder in SUITES.items()}
    attempts = {attempt.id for attempt in read_attempts(EVALS / "injections")}
    assert set(kept["lanes"]["injections"]["cases"]["injections"]) == attempts
    for lane in kept["lanes"].values():
        for suite, cases in lane["cases"].items():
            assert set(cases) <= (known | {"injections": attempts})[suite]
    assert {suite: set(cases) for suite, cases in kept["lanes"]["rules"]["cases"].items()} == known
