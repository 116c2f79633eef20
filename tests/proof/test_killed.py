"""A syncing process is killed twenty times, wherever it just is; in the end the company has every entry once, and as posted."""

from pathlib import Path

from tests.proof.killing import killed

KILLS = 20


def test_a_process_that_is_killed_again_and_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    points, amiss = killed(tmp_path, KILLS, seed=1)
    assert amiss == [], points
    assert len(points) == KILLS
