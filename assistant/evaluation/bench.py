"""Suites and readers to what came of every case, over as many processes as are given, in the order of the suites' files."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal

from assistant.errors import NotFound
from assistant.evaluation.lane import Lane
from assistant.evaluation.offline import no_network
from assistant.evaluation.run import CaseRun

PORTION = 24  # cases a process takes at a time: each portion reads the books anew, which costs as much as one or two cases
LaneOf = Callable[[str, Sequence[Path]], Lane]  # a reader's name and all suites to its lane; other processes are sent it


@dataclass(frozen=True, slots=True)
class CaseDone:
    """A case with its suite; `milliseconds` are those of its recorded answers, None where there are none."""

    suite: Path
    run: CaseRun
    milliseconds: int | None = None


@dataclass(frozen=True, slots=True)
class LaneDone:
    """All that one reader made of the suites. `unplayed` names recordings that no case plays."""

    reader: str
    cases: tuple[CaseDone, ...]
    unplayed: tuple[str, ...] = ()

    @property
    def unanswered(self) -> tuple[CaseRun, ...]:
        return tuple(done.run for done in self.cases if done.run.output is None)


@dataclass(frozen=True, slots=True)
class Portion:
    """Some cases of one suite for one reader."""

    reader: str
    suite: Path
    cases: tuple[str, ...]


@dataclass
class Bench:
    """`only` are the cases run, all where it is empty; with `recorded`, a reader whose answers are recorded leaves out those that
    have no recording. With several processes nothing reaches a network."""

    suites: Sequence[Path]
    lane_of: LaneOf
    only: Collection[str] = ()
    recorded: bool = False
    folders: Mapping[str, Sequence[Path]] = field(default_factory=dict)  # what a lane runs over where that is not the suites
    processes: int = 1
    told: Callable[[int], None] = field(default=lambda cases: None)  # hears of progress: the cases done so far

    def run(self, *readers: str) -> tuple[LaneDone, ...]:
        """The cases through each reader. BadFile for a folder that is no suite, NotFound for a name in `only` that is no case."""
        lanes = {reader: self.lane_of(reader, self.suites) for reader in readers}
        portions = [portion for reader, lane in lanes.items() for portion in self._portions(reader, lane)]
        found: dict[str, list[CaseDone]] = {reader: [] for reader in readers}
        for portion, cases in zip(portions, self._done(portions, lanes), strict=True):
            for case in cases:
                found[portion.reader].append(case)
                self.told(sum(map(len, found.values())))
        return tuple(LaneDone(name, tuple(found[name]), tuple(lane.unplayed(self.suites))) for name, lane in lanes.items())

    def _portions(self, reader: str, lane: Lane) -> Iterator[Portion]:
        cases = {suite: lane.cases(suite) for suite in self.folders.get(reader, self.suites)}
        if unknown := set(self.only) - {case for named in cases.values() for case in named}:
            raise NotFound(f"There is no case {', '.join(sorted(unknown))} in these suites.", "Their ids stand in cases.jsonl.")
        for suite, named in cases.items():
            chosen = [case for case in named if not self.only or case in self.only]
            if self.recorded and lane.cassettes is not None:
                held = lane.cassettes.recorded(suite)
                chosen = [case for case in chosen if case in held]
            for start in range(0, len(chosen), PORTION):
                yield Portion(reader, suite, tuple(chosen[start : start + PORTION]))

    def _done(self, portions: Sequence[Portion], lanes: Mapping[str, Lane]) -> Iterator[Iterable[CaseDone]]:
        if self.processes == 1:
            yield from (done_of(portion, lanes[portion.reader]) for portion in portions)
            return
        # Started anew, not forked: the same on every system, and no thread's lock is copied.
        with ProcessPoolExecutor(self.processes, get_context("spawn"), _Process.begin, (self.lane_of, self.suites)) as pool:
            yield from pool.map(_Process.work, portions)


def done_of(portion: Portion, lane: Lane) -> Iterator[CaseDone]:
    took = lane.cassettes.milliseconds if lane.cassettes is not None else {}
    for run in lane.run([portion.suite], only=portion.cases):
        yield CaseDone(portion.suite, run, took.get(run.case))


class _Process:
    """What one of several processes keeps between portions; nothing that runs in it reaches a network."""

    lane_of: LaneOf
    suites: Sequence[Path]
    lanes: dict[str, Lane]
    shut_off: ExitStack

    @classmethod
    def begin(cls, lane_of: LaneOf, suites: Sequence[Path]) -> None:
        signal(SIGINT, SIG_IGN)  # who stops the run at the keyboard stops the process that began it, which lets these go
        cls.lane_of, cls.suites, cls.lanes = staticmethod(lane_of), suites, {}
        cls.shut_off = ExitStack()  # kept, for it ends with the last reference to it
        cls.shut_off.enter_context(no_network())

    @classmethod
    def work(cls, portion: Portion) -> list[CaseDone]:
        if portion.reader not in cls.lanes:
            cls.lanes[portion.reader] = cls.lane_of(portion.reader, cls.suites)
        return list(done_of(portion, cls.lanes[portion.reader]))
