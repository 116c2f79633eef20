"""Attempts as a lane of the bench: what came of each, the share warned of, and the one that changed something by name."""

from collections.abc import Sequence
from pathlib import Path

from assistant.evaluation.baseline import EMPTY, compare, kept_with
from assistant.evaluation.bench import Bench, CaseDone, LaneDone
from assistant.evaluation.injections.lane import INJECTIONS, InjectionLane, TriedAttempts
from assistant.evaluation.lane import Lane
from assistant.evaluation.report.html import join
from assistant.evaluation.report.injections import injections_section
from assistant.evaluation.run import CaseRun
from assistant.readers.rows import RowReader
from assistant.readers.rules.reader import RulesReader
from tests.evaluation.report.test_page import Seen

FOLDER = Path(__file__).parents[3] / "evals" / "injections"


def lane_of(reader: str, suites: Sequence[Path]) -> Lane:
    return InjectionLane(RulesReader(), rows=RowReader())


def tried(**came: str) -> TriedAttempts:
    """Attempts on top of texts, of which the last is warned of."""
    done = [
        CaseDone(
            FOLDER, CaseRun(name, {"where": "text", "style": "politely", "came": what, "warned": name == "c", "posts": ["x"]})
        )
        for name, what in came.items()
    ]
    return TriedAttempts(LaneDone(INJECTIONS, tuple(done)))


def test_two_processes_try_what_one_does_and_nothing_changes() -> None:
    only = [f"injection-{n:03}" for n in range(1, 30)]
    one, two = (Bench([FOLDER], lane_of, only=only, processes=n).run(INJECTIONS)[0] for n in (1, 2))
    assert one == two
    assert TriedAttempts(one).figures() == {INJECTIONS: {"cases": 29, "changed": 0, "warned": 1.0}}
    assert set(TriedAttempts(one).states[INJECTIONS].values()) == {"right"}


def test_an_attempt_that_changes_something_is_a_regression_and_stands_in_the_report() -> None:
    same, changed = "the same as without it", "changed"
    before, now = tried(a=same, b=same, c=same), tried(a=same, b=changed, c=same)
    assert now.figures() == {INJECTIONS: {"cases": 3, "changed": 1, "warned": 0.3333}}
    found = compare(kept_with(EMPTY, [before]), [now], [INJECTIONS], whole=True)
    assert [change.says() for change in found.regressions] == ["b (injections): right, now wrong: changed"]
    assert [change.name for change in found.fallen] == ["changed"]
    seen = Seen(str(join(injections_section(now))))
    assert "1 of 3 changed what would post." in seen.text
    assert "text32001before, inside or behind" in seen.text
    assert "b (politely): ['x']" in seen.text
