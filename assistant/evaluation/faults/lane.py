"""The lane of injected faults: suites, what a model read of each case, and the rules, to the share of faults that is stopped."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from assistant.books.reading_context import reading_context
from assistant.errors import WriteoffError
from assistant.evaluation.expected import Expected, read_expected
from assistant.evaluation.faults.trying import CLASSES, ChanceOf, Outcome, Stopped, faults_of
from assistant.evaluation.history import with_history
from assistant.evaluation.lane import Lane
from assistant.evaluation.offline import no_network
from assistant.evaluation.run import CaseRun, Reader, alone
from assistant.evaluation.suite import Suite, read_suite

Counts = dict[str, int]  # how many were stopped by what, by the words of Stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultLane(Lane):
    """`reader` is the model's, alone; `rules` the other. Of the classes for readings `most` are tried a case (0: all)."""

    rules: Reader
    chance_of: ChanceOf
    most: int = 0

    def run(self, suites: Sequence[Path], *, only: Collection[str] = ()) -> Iterator[CaseRun]:
        """Every case with what became of its faults as its output; a case that the model has no reading of is left out."""
        plays = self.cassettes is not None and not self.cassettes.records
        with no_network() if plays else nullcontext():
            for path in suites:
                suite = read_suite(path)
                for expected in read_expected(path):
                    if (not only or expected.case.id in only) and expected.case.client not in suite.refused:
                        yield from self._case(expected, suite)

    def _case(self, expected: Expected, suite: Suite) -> Iterator[CaseRun]:
        case = expected.case
        books = with_history(suite.clients[case.client], case.history)
        around = self.cassettes.around if self.cassettes is not None else alone
        try:
            with around(suite, case):
                proposal = self.reader.interpret(case.text, reading_context(books, case.today))
        except WriteoffError as error:
            yield CaseRun(case.id, None, error.says)
            return
        yield CaseRun(case.id, told(faults_of(expected, proposal, books, self.rules, self.chance_of, most=self.most)))


def told(outcome: Outcome) -> dict[str, object]:
    """As the output of a case: {"tried": {class: {how it was stopped: how often}}, "clean": {what holds a draft back: …}}."""
    tried: dict[str, Counts] = {}
    for one in outcome.tried:
        stopped = tried.setdefault(one.fault, {})
        stopped[one.stopped] = stopped.get(one.stopped, 0) + 1
    return {"tried": tried, "clean": dict(Counter(held.value for held in outcome.clean))}


@dataclass(frozen=True, slots=True)
class Tally:
    """The faults of many cases, each class in the order of its module, and their clean drafts."""

    by_class: dict[str, Counts] = field(default_factory=dict)
    clean: Counts = field(default_factory=dict)

    @property
    def faults(self) -> int:
        return sum(map(_all, self.by_class.values()))

    @property
    def stopped(self) -> float:
        """The share of faults that is stopped before posting."""
        let_through = sum(counts.get(Stopped.NOT, 0) for counts in self.by_class.values())
        return 1 - let_through / self.faults if self.faults else 1.0

    @property
    def held_back(self) -> float:
        """The share of clean drafts that is held back."""
        return 1 - self.clean.get(Stopped.NOT, 0) / _all(self.clean) if self.clean else 0.0

    def lines(self) -> Iterator[str]:
        """The figures, and each class with how its faults were stopped."""
        yield (
            f"{self.faults:,} faults in {len(self.by_class)} classes: {self.stopped:.2%} stopped before posting; "
            f"of {_all(self.clean):,} clean drafts {self.held_back:.2%} held back{_how(self.clean)}"
        )
        for name, counts in self.by_class.items():
            yield f"  {name}: {_all(counts) - counts.get(Stopped.NOT, 0)} of {_all(counts)} stopped{_how(counts)}"

    def document(self) -> dict[str, object]:
        classes = [
            {"class": name, "says": CLASSES[name], "faults": _all(counts), "stopped": counts}
            for name, counts in self.by_class.items()
        ]
        shares = {"stopped": round(self.stopped, 4), "held_back": round(self.held_back, 4)}
        return {"faults": self.faults, "clean": _all(self.clean), **shares, "clean_held_by": self.clean, "classes": classes}


def tally(runs: Iterable[CaseRun]) -> Tally:
    by_class: dict[str, Counter[str]] = {name: Counter() for name in CLASSES}
    clean: Counter[str] = Counter()
    for run in runs:
        if run.output is not None:
            tried, held = run.output["tried"], run.output["clean"]
            assert isinstance(tried, dict)
            assert isinstance(held, dict)
            clean.update(held)
            for name, counts in tried.items():
                by_class[name].update(counts)
    return Tally({name: _in_order(counts) for name, counts in by_class.items() if counts}, _in_order(clean))


def _in_order(counts: Counter[str]) -> Counts:
    return {stopped.value: counts[stopped] for stopped in Stopped if counts[stopped]}


def _all(counts: Counts) -> int:
    return sum(counts.values())


def _how(counts: Counts) -> str:
    ways = ", ".join(f"{number} {stopped}" for stopped, number in counts.items() if stopped != Stopped.NOT)
    return f" ({ways})" if ways else ""
