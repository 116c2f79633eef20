"""A process that posts is killed two hundred times, wherever it is; nothing it said is lost, nothing is doubled, all balances."""

from pathlib import Path

import pytest

from tests.proof.disk import run

KILLS, ON_A_SERVER = 200, 24


@pytest.mark.needs("cc")
def test_posting_that_is_killed_again_and_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    told = run("tests.proof.posting_killed", tmp_path / "books", KILLS, 1)
    assert told["amiss"] == [], told["points"]
    assert len(told["points"]) == KILLS
    assert {way for way, _ in told["points"]} == {"calls", "writes", "moments"}
    assert told["said"] > KILLS // 2  # most are killed on the way to what they would say


@pytest.mark.needs("cc")
def test_the_same_at_a_server(tmp_path: Path, postgres_url: str) -> None:
    told = run("tests.proof.posting_killed", tmp_path / "books", ON_A_SERVER, 2, postgres_url)
    assert told["amiss"] == [], told["points"]
    assert len(told["points"]) == ON_A_SERVER
