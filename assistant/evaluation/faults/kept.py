"""The faults tried in a run, as the report shows them and the kept baseline has them: what got through, case by case."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assistant.evaluation.bench import CaseDone, LaneDone
from assistant.evaluation.faults.lane import Tally, tally
from assistant.evaluation.faults.trying import Stopped
from assistant.evaluation.scored import CaseKey, Figures, family, state

FAULTS = "faults"  # what the lane is called where readers' lanes go by their reader
HELD_BACK = "held_back"  # a clean draft of the case is


@dataclass(frozen=True, slots=True)
class TriedLane:
    """`done` is a run of the lane of faults, in which each output is what became of a case's faults."""

    done: LaneDone

    @property
    def reader(self) -> str:
        return FAULTS

    @property
    def tally(self) -> Tally:
        return tally(case.run for case in self.done.cases)

    @property
    def states(self) -> Mapping[str, Mapping[str, str]]:
        """By suite, the classes of faults that got through in each case, and whether a clean draft of it is held back."""
        found: dict[str, dict[str, str]] = {}
        for case in self.done.cases:
            found.setdefault(case.suite.name, {})[case.run.case] = state(wrong_of(case))
        return found

    def figures(self, among: Collection[CaseKey] | None = None) -> Mapping[str, Figures]:
        """The shares stopped and held back of each family of suites, over these cases alone where they are given."""
        pools: dict[str, list[CaseDone]] = {}
        for case in self.done.cases:
            if among is None or (case.suite.name, case.run.case) in among:
                pools.setdefault(family(case.suite.name), []).append(case)
        return {pool: figures_of(cases) for pool, cases in pools.items()}


def wrong_of(case: CaseDone) -> list[str]:
    found = tally([case.run])
    through = [name for name, counts in found.by_class.items() if counts.get(Stopped.NOT)]
    return [*through, *([HELD_BACK] if found.held_back else [])] if case.run.output is not None else ["unanswered"]


def figures_of(cases: Collection[CaseDone]) -> Figures:
    found = tally(case.run for case in cases)
    return {
        "cases": len(cases),
        "faults": found.faults,
        "stopped": round(found.stopped, 4),
        "held_back": round(found.held_back, 4),
    }
