"""A hundred entries over real HTTP and in real time: none is refused for being too many, and the company has each once.

How long they take is measured by bench/syncing.py; no test waits for a clock on the wall.
"""

from pathlib import Path

from tests.proof.real_time import sent
from tests.syncing.bakery import SHAPES

ENTRIES = 100


def test_a_hundred_entries_go_out_under_the_limits_of_the_live_service(tmp_path: Path) -> None:
    took = sent(tmp_path, ENTRIES)
    assert took.amiss == []
    assert took.throttled == 0
    documents = sum(len(shape.documents) for shape in SHAPES.values()) * ENTRIES / len(SHAPES)
    assert took.requests < documents + 10
