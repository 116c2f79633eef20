"""`writeoff eval --baseline`: what fell is named and ends the run with exit code 1; what is new or better does not."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.surfaces.cli.main import run
from tests.evaluation.pots import Json, PotsSuite, draft, pots_suite

TWELVE = ("mini-001", "12 clay pots broke", draft())
RENT = ("mini-002", "please pay the rent", {"outcome": "decline"})
SOME = ("mini-003", "some clay pots broke", {"outcome": "ask", "asks": ["quantity"]})


@dataclass(frozen=True)
class Ran:
    code: int
    document: Json
    page: str

    @property
    def changes(self) -> dict[str, list[str]]:
        baseline = self.document["baseline"]
        return {name: [each["id"] for each in baseline[name]] for name in ("regressions", "gone", "improvements", "new")}


Eval = Callable[..., Ran]


@pytest.fixture
def suite(tmp_path: Path) -> PotsSuite:
    return pots_suite(tmp_path)


@pytest.fixture
def writeoff(capsys: pytest.CaptureFixture[str]) -> Eval:
    """`writeoff eval` by the rules, told as a document, or as a page where the words ask for it."""

    def call(*words: str | PotsSuite, page: bool = False) -> Ran:
        capsys.readouterr()
        told = [str(word.folder) if isinstance(word, PotsSuite) else word for word in words]
        code = run(["eval", *told, "--reader", "rules", *([] if page else ["--json"])])
        out, err = capsys.readouterr()
        return Ran(code, {} if page else json.loads(out), out + err)

    return call


def kept(suite: PotsSuite) -> Json:
    told: Json = json.loads((suite.folder.parent / "baseline.json").read_text("utf-8"))
    return told


def test_a_run_that_is_kept_holds(suite: PotsSuite, writeoff: Eval) -> None:
    suite.wrote(TWELVE, RENT, SOME)
    assert writeoff(suite, "--keep-baseline").code == 0
    assert kept(suite)["lanes"]["rules"]["cases"] == {"mini-1": {"mini-001": "right", "mini-002": "right", "mini-003": "right"}}
    again = writeoff(suite, "--baseline")
    assert (again.code, again.document["baseline"]["holds"]) == (0, True)
    assert again.changes == {"regressions": [], "gone": [], "improvements": [], "new": []}


def test_the_file_is_sorted_and_keeps_what_each_case_got_wrong(suite: PotsSuite, writeoff: Eval) -> None:
    suite.wrote(("mini-001", TWELVE[1], draft(debit="5000")), ("mini-002", TWELVE[1] + "!", draft(reason="lost")))
    writeoff(suite, "--keep-baseline")
    file = suite.folder.parent / "baseline.json"
    assert kept(suite)["lanes"]["rules"]["cases"]["mini-1"] == {
        "mini-001": "wrong: exact, best_account, harm",
        "mini-002": "wrong: reason",
    }
    assert file.read_text("utf-8") == json.dumps(kept(suite), indent=1, sort_keys=True) + "\n"
    assert kept(suite)["lanes"]["rules"]["scores"]["mini"]["exact"] == 0.5


def test_a_case_that_fell_is_named_and_so_is_one_that_rose(suite: PotsSuite, writeoff: Eval) -> None:
    suite.wrote(TWELVE, ("mini-002", RENT[1], draft()), SOME)
    writeoff(suite, "--keep-baseline")
    suite.wrote(("mini-001", TWELVE[1], draft(amount="31.00")), RENT, SOME)
    told = writeoff(suite, "--baseline")
    assert told.code == 1
    assert told.changes == {"regressions": ["mini-001"], "gone": [], "improvements": ["mini-002"], "new": []}
    assert told.document["baseline"]["regressions"] == [
        {"lane": "rules", "id": "mini-001", "before": "right", "now": "wrong: exact, harm"}
    ]
    page = writeoff(suite, "--baseline", page=True).page
    assert "mini-001 (rules): right, now wrong: exact, harm" in page
    assert "mini-002 (rules): wrong: outcome, exact, reason, kind, now right" in page
    assert "Below the baseline: 1 cases are worse" in page


def test_a_case_wrong_in_another_way_than_before_is_worse_and_in_fewer_ways_better(suite: PotsSuite, writeoff: Eval) -> None:
    both = draft(amount="31.00", reason="lost")
    suite.wrote(("mini-001", TWELVE[1], both), ("mini-002", "12 pots of clay broke", draft(amount="31.00")))
    writeoff(suite, "--keep-baseline")
    suite.wrote(("mini-001", TWELVE[1], draft(reason="lost")), ("mini-002", "12 pots of clay broke", draft(reason="lost")))
    assert writeoff(suite, "--baseline").changes == {
        "regressions": ["mini-002"], "gone": [], "improvements": ["mini-001"], "new": [],
    }  # fmt: skip


def test_a_case_that_the_baseline_does_not_know_is_no_regression(suite: PotsSuite, writeoff: Eval) -> None:
    suite.wrote(TWELVE)
    writeoff(suite, "--keep-baseline")
    suite.wrote(TWELVE, ("mini-002", RENT[1], draft()))
    told = writeoff(suite, "--baseline")
    assert (told.code, told.changes["new"]) == (0, ["mini-002"])
    assert "Not in the baseline: 1, of which wrong: 1" in writeoff(suite, "--baseline", page=True).page


def test_a_case_that_a_whole_run_does_not_come_to_is_named(suite: PotsSuite, writeoff: Eval) -> None:
    suite.wrote(TWELVE, RENT)
    writeoff(suite, "--keep-baseline")
    assert writeoff(suite, "--baseline", "--cases", "mini-001").code == 0
    suite.wrote(TWELVE)
    told = writeoff(suite, "--baseline")
    assert (told.code, told.changes["gone"]) == (1, ["mini-002"])


@pytest.mark.parametrize(
    ("score", "before", "fell"),
    [("ece", 0.0, True), ("ece", 0.9, False), ("coverage@99", 1.0, False), ("coverage@99", 0.5, False), ("account", 1.0, False)],
)
def test_a_pooled_score_that_fell_further_than_it_may_is_named(
    suite: PotsSuite, writeoff: Eval, score: str, before: float, fell: bool
) -> None:
    suite.wrote(TWELVE, RENT)
    writeoff(suite, "--keep-baseline")
    told = kept(suite)
    told["lanes"]["rules"]["scores"]["mini"][score] = before
    (suite.folder.parent / "other.json").write_text(json.dumps(told))
    ran = writeoff(suite, "--baseline", str(suite.folder.parent / "other.json"))
    assert ran.code == (1 if fell else 0)
    assert [(each["score"], each["before"]) for each in ran.document["baseline"]["fallen"]] == ([(score, before)] if fell else [])


def test_a_new_case_does_not_move_the_scores_that_are_compared(suite: PotsSuite, writeoff: Eval) -> None:
    suite.wrote(TWELVE, RENT)
    writeoff(suite, "--keep-baseline")
    wrong = [(f"mini-1{n}", f"{n} clay pots broke", draft(amount="1.00")) for n in range(3, 9)]
    suite.wrote(TWELVE, RENT, *wrong)
    ran = writeoff(suite, "--baseline")
    assert (ran.code, ran.document["baseline"]["fallen"]) == (0, [])
    assert ran.document["scores"]["rules"]["mini"]["exact"] < 0.5


def test_keeping_a_part_leaves_the_rest_and_drops_the_scores_that_no_longer_stand(tmp_path: Path, writeoff: Eval) -> None:
    one, other = pots_suite(tmp_path, "mini-1"), pots_suite(tmp_path, "mini-2")
    one.wrote(TWELVE)
    other.wrote(("mini-101", "3 clay pots broke", draft(units="3", amount="7.50")))
    writeoff(one, other, "--keep-baseline")
    assert kept(one)["lanes"]["rules"]["scores"]["mini"]["cases"] == 2
    writeoff(one, "--keep-baseline")
    assert kept(one)["lanes"]["rules"]["cases"] == {"mini-1": {"mini-001": "right"}, "mini-2": {"mini-101": "right"}}
    assert kept(one)["lanes"]["rules"]["scores"] == {}
    assert writeoff(one, other, "--baseline").code == 0


@pytest.mark.parametrize("said", [None, "", "[]", '{"lanes": {"rules": {"cases": {"mini-1": {"mini-001": 1}}, "scores": {}}}}'])
def test_what_is_no_baseline_is_refused(suite: PotsSuite, writeoff: Eval, said: str | None) -> None:
    suite.wrote(TWELVE)
    if said is not None:
        (suite.folder.parent / "baseline.json").write_text(said)
    ran = writeoff(suite, "--baseline", page=True)
    assert ran.code == 2
    assert "is no baseline" in ran.page


def test_an_unanswered_case_fell_and_the_run_says_first_that_it_is_unanswered(suite: PotsSuite, writeoff: Eval) -> None:
    suite.wrote(TWELVE)
    writeoff(suite, "--keep-baseline")
    (suite.folder / "clients" / "pots" / "items.csv").write_text("nothing")
    ran = writeoff(suite, "--baseline")
    assert (ran.code, ran.changes["regressions"]) == (4, ["mini-001"])


def test_where_no_reader_is_named_the_rules_are_compared(suite: PotsSuite, writeoff: Eval) -> None:
    suite.wrote(TWELVE, RENT, SOME)
    writeoff(suite, "--keep-baseline")
    suite.wrote(("mini-001", TWELVE[1], draft(amount="31.00")), RENT, SOME)
    assert run(["eval", str(suite.folder), "--baseline"]) == 1
