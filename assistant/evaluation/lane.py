"""A way of running suites: who reads, how many texts at a time, and the recordings that stand in for a language model."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.cassettes import Cassettes
from assistant.evaluation.offline import no_network
from assistant.evaluation.run import CaseRun, Reader, alone, run
from assistant.evaluation.suite import read_cases


@dataclass(frozen=True, slots=True)
class Lane:
    """`cassettes` None: the reader needs none, or asks a model itself. While they are played, the network is shut off."""

    reader: Reader
    workers: int = 1
    cassettes: Cassettes | None = None

    def run(self, suites: Sequence[Path], *, only: Collection[str] = ()) -> Iterator[CaseRun]:
        """Every case of the suites, or those named in `only`, as `run` gives them."""
        plays = self.cassettes is not None and not self.cassettes.records
        around = self.cassettes.around if self.cassettes is not None else alone
        with no_network() if plays else nullcontext():
            yield from run(suites, self.reader, workers=self.workers, only=only, around=around)

    def cases(self, suite: Path) -> list[str]:
        """The ids of all that there is to run in a folder, in its order. BadFile for one that is no suite."""
        return [case.id for case in read_cases(suite / "cases.jsonl")]

    def unplayed(self, suites: Sequence[Path]) -> list[str]:
        """Recordings that no case of these suites plays, each with the reason."""
        return [says for suite in suites for says in self.cassettes.unplayed(suite)] if self.cassettes is not None else []
