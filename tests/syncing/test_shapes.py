"""An entry of every shape goes out as its plan's documents, and both sides then agree."""

import pytest

from assistant.syncing.run import Orders
from tests.syncing.bakery import SHAPES
from tests.syncing.harness import Bench

APPROVED = Orders(approved=("WO-1001",))


@pytest.mark.parametrize("name", SHAPES)
def test_each_shape_is_there_once_and_agrees(bench: Bench, name: str) -> None:
    shape = SHAPES[name]
    bench.post(shape.make(bench.books(), "WO-1001"))
    receipt = bench.sync(APPROVED)
    assert [row.entry for row in receipt.synced] == ["WO-1001"], receipt
    assert bench.judge({"WO-1001": shape.documents}) == []
