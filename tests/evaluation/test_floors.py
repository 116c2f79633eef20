"""What each reader must reach on the dev suites, whatever the baseline says: nothing here may be given up without saying so."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from assistant import wiring
from assistant.evaluation.bench import Bench
from assistant.evaluation.lane import Lane
from assistant.evaluation.scored import expected_in, scored
from assistant.settings import Settings

EVALS = Path(__file__).parents[2] / "evals"
SUITES = sorted(EVALS.glob("dev-*"))
AT_LEAST = {
    "rules": {"outcome": 0.92, "exact": 0.88, "coverage@99": 0.60},
    "both": {"outcome": 0.98, "exact": 0.98, "coverage@99": 0.90},
}
AT_MOST = {"rules": {"harm": 0.02, "ece": 0.05}, "both": {"harm": 0.005, "ece": 0.03}}


@pytest.mark.parametrize("reader", AT_LEAST)
def test_a_reader_reaches_what_it_must(reader: str) -> None:
    lane_of = partial(lane, settings=Settings(books="", person="", data_folder=EVALS))
    (done,) = Bench(SUITES, lane_of).run(reader)
    assert ([run.case for run in done.unanswered], done.unplayed) == ([], ())
    figures = scored(done, expected_in(SUITES)).figures()["dev"]
    assert {name: figures[name] for name, least in AT_LEAST[reader].items() if (figures[name] or 0) < least} == {}
    assert {name: figures[name] for name, most in AT_MOST[reader].items() if (figures[name] or 0) > most} == {}


def lane(reader: str, suites: Sequence[Path], settings: Settings) -> Lane:
    return wiring.eval_lane(reader, suites, settings, record=False, recordings=None)
