"""What `eval --faults` says: how many of the faults that models make are stopped before posting, and how many clean drafts."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk
from assistant.surfaces.cli.saying import progress, say

if TYPE_CHECKING:
    from assistant.evaluation.bench import LaneDone

SEED = "1"
AT_MOST = 4  # classes for readings a case in the whole bench, of all that it gives room for


def faults_alone(desk: Desk, suites: Sequence[Path], said: Mapping[str, Any], only: Collection[str]) -> int:
    """The faults tried, all that the readings give room for, and nothing else run."""
    from assistant.evaluation.faults.lane import tally

    lane = faults_tried(desk, suites, said, only, processes=said["processes"] or 1, most=0)
    found = tally(done.run for done in lane.cases)
    say("\n".join(found.lines()), found.document(), as_json=desk.as_json)
    return DONE


def faults_tried(
    desk: Desk, suites: Sequence[Path], said: Mapping[str, Any], only: Collection[str], *, processes: int, most: int
) -> "LaneDone":
    """The faults tried in what a model read of the cases, as recorded or, with the reader 'proposals', as written by hand; cases
    without a reading are left out. WrongUsage for a reader without recordings of any."""
    from assistant import wiring
    from assistant.evaluation.bench import Bench

    reader, suites = _of_bench(suites, said["recordings"]) if said["bench"] else (said["reader"], suites)
    if reader not in ("model", "both", "proposals"):
        raise WrongUsage(
            f"No model reads with the reader {reader}.", "Use --reader both, or proposals for those written by hand."
        )
    lane_of = partial(
        wiring.fault_lane, settings=desk.settings, recordings=said["recordings"], seed=said["seed"], most=most
    )  # fmt: skip
    bench = Bench(suites, lane_of, only, recorded=True, processes=processes, told=lambda cases: progress(f"{cases} cases"))
    (lane,) = bench.run(reader)
    progress("")
    return lane


def _of_bench(suites: Sequence[Path], recordings: Path | None) -> tuple[str, Sequence[Path]]:
    """What the whole bench tries faults in: recorded readings, and where nothing is recorded those that were written by hand."""
    from assistant.evaluation.cassettes import recorded_model
    from assistant.evaluation.proposals import file_of

    if recorded_model(suites, recordings):
        return "both", suites
    return "proposals", [suite for suite in suites if file_of(suite).is_file()]
