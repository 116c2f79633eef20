"""The kept baseline: what each reader got right case by case, and its pooled scores, in a file for people to review.

A run is compared with it case by case, so that what fell is named. A case that the baseline does not know cannot fall.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.errors import BadFile
from assistant.evaluation.scored import RIGHT, CaseKey, Figures, family
from assistant.evaluation.suite import home_of

FILE = "baseline.json"
LESS_IS_BETTER = ("harm", "ece", "brier", "held_back", "changed")
# How far a pooled score may fall that no case names by itself; shares of cases have no play, for there a case that fell is named.
PLAY = {
    "ece": 0.002,
    "brier": 0.002,
    "coverage@99": 0.01,
    "coverage@99.6": 0.01,
    "account": 0.001,
    "best_account": 0.001,
    "stopped": 0.001,
    "held_back": 0.005,
    "warned": 0.005,
}
COUNTS = ("cases", "answered", "harmful_cases", "exact_lower_95", "faults")  # they say how many there are, not how right
EMPTY_LANE: Mapping[str, Any] = {"cases": {}, "scores": {}}
EMPTY: Mapping[str, Any] = {"lanes": {}}
Json = dict[str, Any]


class Lane(Protocol):
    """What a baseline can be kept of: scored cases, or faults tried."""

    @property
    def reader(self) -> str: ...

    @property
    def states(self) -> Mapping[str, Mapping[str, str]]:
        """By suite and case: 'right', or 'wrong: ' and the names of what is wrong."""

    def figures(self, among: Collection[CaseKey] | None = None) -> Mapping[str, Figures]:
        """The scores of each pool, over these cases alone where they are given; `cases` is how many they are of."""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case whose wrongs are others than the baseline's; '' where one of the two does not know it."""

    reader: str
    suite: str
    case: str
    before: str
    now: str

    def says(self) -> str:
        return f"{self.case} ({self.reader}): {self.before or 'not in the baseline'}, now {self.now or 'not run'}"


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A pooled score over the cases that the baseline was kept with."""

    reader: str
    pool: str
    name: str
    before: float | None
    now: float | None

    @property
    def gain(self) -> float:
        """By how much it is better than it was, whichever way is better; below zero where it is worse."""
        change = (self.now or 0.0) - (self.before or 0.0)
        return -change if self.name in LESS_IS_BETTER else change

    @property
    def fell(self) -> bool:
        return round(-self.gain, 6) > PLAY.get(self.name, 0.0)

    def says(self) -> str:
        return f"{self.name} of {self.pool} ({self.reader}): {self.before}, now {self.now}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`gone` are cases that the baseline has and a whole run did not come to: a suite or a recording lost them."""

    regressions: tuple[CaseChange, ...] = ()
    improvements: tuple[CaseChange, ...] = ()
    new: tuple[CaseChange, ...] = ()
    gone: tuple[CaseChange, ...] = ()
    scores: tuple[ScoreChange, ...] = ()

    @property
    def fallen(self) -> tuple[ScoreChange, ...]:
        return tuple(change for change in self.scores if change.fell)

    @property
    def holds(self) -> bool:
        return not (self.regressions or self.gone or self.fallen)


def wrongs_in(state: str) -> frozenset[str]:
    return frozenset(state.removeprefix("wrong: ").split(", ")) - {RIGHT}


# ── Compare ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def compare(kept: Mapping[str, Any], lanes: Sequence[Lane], suites: Collection[str], *, whole: bool) -> Comparison:
    """The lanes over these suites (their names) against what the file says of them. `whole`: every case was to be run."""
    regressions, improvements, new, gone = [], [], [], []
    for change in changed_cases(kept, lanes, suites):
        before, now = wrongs_in(change.before), wrongs_in(change.now)
        if not change.before:
            new.append(change)
        elif not change.now:
            gone.append(change)
        elif now - before:
            regressions.append(change)
        else:
            improvements.append(change)
    changes = tuple(changed_scores(kept, lanes))
    return Comparison(tuple(regressions), tuple(improvements), tuple(new), tuple(gone) if whole else (), changes)


def changed_cases(kept: Mapping[str, Any], lanes: Iterable[Lane], suites: Collection[str]) -> Iterator[CaseChange]:
    for lane in lanes:
        known = kept["lanes"].get(lane.reader, {}).get("cases", {})
        for suite in suites:
            before: Mapping[str, str] = known.get(suite, {})
            now = lane.states.get(suite, {})
            for case in dict.fromkeys((*now, *before)):
                if before.get(case) != now.get(case):
                    yield CaseChange(lane.reader, suite, case, before.get(case, ""), now.get(case, ""))


def changed_scores(kept: Mapping[str, Any], lanes: Iterable[Lane]) -> Iterator[ScoreChange]:
    """Each pool that was run in full, over the cases that the baseline was kept with."""
    for lane in lanes:
        told = kept["lanes"].get(lane.reader, EMPTY_LANE)
        known = {(suite, case) for suite, cases in told["cases"].items() for case in cases}
        for pool, now in lane.figures(known).items():
            before: Figures = told["scores"].get(pool, {})
            if before.get("cases") == now["cases"]:
                yield from (
                    ScoreChange(lane.reader, pool, name, value, now.get(name))
                    for name, value in before.items()
                    if name not in COUNTS
                )


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def baseline_of(suites: Sequence[Path]) -> Path:
    """Where the baseline is kept unless a file is named: beside the suites."""
    return home_of(suites[0]) / FILE


def read_baseline(path: Path) -> Json:
    """The file's parts. BadFile where it cannot be read or is none."""
    try:
        told: Json = json.loads(path.read_text(encoding="utf-8"))
        for lane in told["lanes"].values():
            if not all(isinstance(state, str) for cases in lane["cases"].values() for state in cases.values()):
                raise ValueError("a case's state is no text")
            if not all(isinstance(figures, dict) for figures in lane["scores"].values()):
                raise ValueError("a pool's scores are no object")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        remedy = "Keep one: writeoff eval SUITE... --keep-baseline"
        raise BadFile(f"{path} is no baseline ({type(error).__name__}: {error}).", remedy) from error
    return told


def kept_with(kept: Mapping[str, Any], lanes: Iterable[Lane]) -> Json:
    """The baseline with what these lanes came to in place of what it said of their suites; a pool that was run in part has no
    scores until it is run in full."""
    told: Json = {"lanes": {name: dict(lane) for name, lane in kept["lanes"].items()}}
    for lane in lanes:
        before = told["lanes"].get(lane.reader, EMPTY_LANE)
        cases = {**before["cases"], **lane.states}
        in_pool = Counter(family(suite) for suite, held in cases.items() for _ in held)
        scores = {pool: one for pool, one in {**before["scores"], **lane.figures()}.items() if one["cases"] == in_pool[pool]}
        told["lanes"][lane.reader] = {"cases": cases, "scores": scores}
    return told


def written(kept: Mapping[str, Any]) -> str:
    """A line a case and a line a score, sorted, so that a change reads as one."""
    return json.dumps(kept, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
