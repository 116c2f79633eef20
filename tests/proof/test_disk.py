"""Each write, sync and truncation of a verb fails once, and the disk is full: refused in words, nothing half, and on it goes."""

from pathlib import Path

import pytest

from tests.proof.disk import KINDS, run
from tests.proof.disk_failing import FULL

HOW = {f"{verb} {how}" for verb in ("draft", "approve") for how in (*KINDS, FULL)} | {"opening"}


@pytest.mark.needs("cc")
def test_a_disk_that_fails_at_every_call_once_leaves_nothing_half(tmp_path: Path) -> None:
    told = run("tests.proof.disk_failing", tmp_path / "books", 10)
    assert told["amiss"] == []
    assert set(told["failed"]) == HOW
    assert told["failed"]["approve write"] > 50
    assert all(told["refused"].get(how, 0) <= failed for how, failed in told["failed"].items())
    assert {"draft write", "draft sync", "approve write", "approve sync"} <= set(told["refused"])
    assert told["says"] == [
        "The books at BOOKS cannot be used: the disk is full or reports an error. Nothing was changed. Free some space, or"
        " check the disk.",
        "The books at BOOKS cannot be written: the disk is full. Nothing was changed. Free some space and try again.",
    ]
