"""What `eval --faults` says: how many of the faults that models make are stopped before posting, and how many clean drafts."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from assistant.errors import WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk
from assistant.surfaces.cli.saying import progress, say

SEED = "1"
AT_MOST = 4  # classes for readings a case in the whole bench, of all that it gives room for


def faults_alone(desk: Desk, suites: Sequence[Path], said: Mapping[str, Any], only: Collection[str]) -> int:
    """The faults tried, all that the readings give room for, and nothing else run. The readings are those recorded of a model or,
    with the reader 'proposals', those written by hand; cases without one are left out. WrongUsage for a reader without any."""
    from assistant import wiring
    from assistant.evaluation.bench import Bench
    from assistant.evaluation.faults.lane import tally

    if said["reader"] not in ("model", "both", "proposals"):
        raise WrongUsage(
            f"No model reads with the reader {said['reader']}.", "Use --reader both, or proposals for those written by hand."
        )
    lane_of = partial(wiring.fault_lane, settings=desk.settings, recordings=said["recordings"], seed=said["seed"], most=0)
    bench = Bench(suites, lane_of, only, recorded=True, processes=said["processes"] or 1, told=lambda n: progress(f"{n} cases"))
    (lane,) = bench.run(said["reader"])
    progress("")
    found = tally(done.run for done in lane.cases)
    say("\n".join(found.lines()), found.document(), as_json=desk.as_json)
    return DONE
