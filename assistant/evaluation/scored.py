"""A reader's run with the scores of its cases, by suite and pooled with suites of its family."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.bench import CaseDone, LaneDone
from assistant.evaluation.expected import Expected, read_expected
from assistant.evaluation.scoring import CaseScore, Scores, pooled, score

RIGHT = "right"
CaseKey = tuple[str, str]  # the name of its suite, its id
Figures = Mapping[str, float | int | None]


@dataclass(frozen=True, slots=True)
class ScoredCase:
    """One case: what was expected of it, what came of it, and how that scores."""

    done: CaseDone
    score: CaseScore

    @property
    def id(self) -> str:
        return self.score.expected.case.id

    @property
    def suite(self) -> str:
        return self.done.suite.name

    @property
    def wrong(self) -> tuple[str, ...]:
        """The names of what is wrong with it, in a fixed order; none of a case that is right."""
        if not self.score.answered:
            return ("unanswered",)
        names = [name for name, right in self.score.right.items() if not right]
        if not all(self.score.firsts):
            names.append("best_account")
        return (*names, *(["harm"] if self.score.harm else []))

    @property
    def state(self) -> str:
        return state(self.wrong)


@dataclass(frozen=True, slots=True)
class ScoredLane:
    """`unplayed` names recordings that no case plays."""

    reader: str
    cases: tuple[ScoredCase, ...]
    unplayed: tuple[str, ...] = ()

    @property
    def suites(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(case.suite for case in self.cases))

    @property
    def pools(self) -> Mapping[str, tuple[ScoredCase, ...]]:
        """The cases by family of suites ('dev' of dev-1, dev-2)."""
        return grouped(self.cases, lambda case: [family(case.suite)])

    @property
    def states(self) -> Mapping[str, Mapping[str, str]]:
        """By suite, what each case got wrong: evaluation/baseline.py."""
        return {suite: {case.id: case.state for case in self.cases if case.suite == suite} for suite in self.suites}

    def scores(self) -> Mapping[str, Scores]:
        return {pool: pooled([case.score for case in cases]) for pool, cases in self.pools.items()}

    def figures(self, among: Collection[CaseKey] | None = None) -> Mapping[str, Figures]:
        """The figures of each pool, over these cases alone where they are given."""
        held = {
            pool: [case.score for case in cases if among is None or (case.suite, case.id) in among]
            for pool, cases in self.pools.items()
        }
        return {pool: pooled(scores).figures() for pool, scores in held.items()}


def state(wrong: Collection[str]) -> str:
    """'right', or 'wrong: exact, harm'."""
    return f"wrong: {', '.join(wrong)}" if wrong else RIGHT


def family(suite: str) -> str:
    """'own' of 'own-3': suites that differ in their number alone are pooled."""
    name, _, number = suite.rpartition("-")
    return name if name and number.isdigit() else suite


def grouped(cases: Iterable[ScoredCase], names: Callable[[ScoredCase], Iterable[str]]) -> dict[str, tuple[ScoredCase, ...]]:
    """The cases under each name that they go by, in the order in which the names first come up."""
    found: dict[str, list[ScoredCase]] = {}
    for case in cases:
        for name in names(case):
            found.setdefault(name, []).append(case)
    return {name: tuple(held) for name, held in found.items()}


def expected_in(suites: Sequence[Path]) -> dict[tuple[Path, str], Expected]:
    """What the cases of these suites expect, by suite and id. BadFile for a case that does not say it."""
    return {(suite, expected.case.id): expected for suite in suites for expected in read_expected(suite)}


def scored(lane: LaneDone, expected: Mapping[tuple[Path, str], Expected]) -> ScoredLane:
    cases = [ScoredCase(done, score(expected[done.suite, done.run.case], done.run.output)) for done in lane.cases]
    return ScoredLane(lane.reader, tuple(cases), lane.unplayed)
