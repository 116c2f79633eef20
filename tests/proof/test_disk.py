"""Each write, sync and truncation of a verb fails once, and the disk is full: refused in words, nothing half, and on it goes."""

from pathlib import Path

import pytest

from tests.proof.disk import run

VERBS = ("draft failing", "draft full", "approve failing", "approve full", "opening")


@pytest.mark.needs("cc")
def test_a_disk_that_fails_at_every_call_once_leaves_nothing_half(tmp_path: Path) -> None:
    told = run("tests.proof.disk_failing", tmp_path / "books", 10)
    assert told["amiss"] == []
    assert set(told["failed"]) == set(VERBS)
    assert told["failed"]["approve failing"] > 50
    assert all(0 < told["refused"][verb] <= told["failed"][verb] for verb in VERBS)
    assert told["says"] == [
        "The books at BOOKS cannot be used: the disk is full or reports an error. Nothing was changed. Free some space, or"
        " check the disk.",
        "The books at BOOKS cannot be written: the disk is full. Nothing was changed. Free some space and try again.",
    ]
