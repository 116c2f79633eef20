"""Every fault at every point of an entry's way: in the end it is there once, as posted, and nothing is doubled or lost."""

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest

from assistant.practice.schedule import TRANSIENT, AtPoints, alone
from tests.syncing.bakery import SHAPES, Shape
from tests.syncing.conftest import Opened
from tests.syncing.harness import Bench

LONGEST_RUNS = 6  # after any one fault


def points(bench: Bench, shape: Shape, *, looks: bool) -> Mapping[tuple[str, str], int]:
    """How many requests of each kind an entry of this shape takes where nothing goes wrong."""
    before = len(bench.requests())
    bench.post(shape.make(bench.books(), "WO-1001"))
    assert bench.run_to_the_end(looks=looks) == 1
    return Counter((row["resource"], row["method"]) for row in bench.requests()[before:])


def number_of(bench: Bench) -> str:
    """Of the entry that is posted next; variance entries take numbers too."""
    with bench.store.client("bakery", reads=True) as books:
        return books.next_entry_number()


def strike_each(
    bench: Bench, shape: Shape, plans: Iterator[AtPoints], *, looks: bool
) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """An entry for each plan of faults; what should be there of it, and the plans that it did not come through."""
    expected, lost = {"WO-1001": shape.documents}, []
    for plan in plans:
        number = number_of(bench)
        bench.post(shape.make(bench.books(), number))
        expected[number] = shape.documents
        bench.practice.script.follow(plan)
        bench.run_to_the_end(LONGEST_RUNS, looks=looks)
        bench.practice.script.follow(None)
        if bench.waiting():
            lost.append(f"{number} after {plan.document()}: {bench.receipts[-1]}")
            bench.run_to_the_end(looks=looks)
    return expected, lost


@pytest.mark.parametrize("name", SHAPES)
def test_every_fault_at_every_point_of_each_shape(opened: Opened, name: str) -> None:
    bench, shape = opened(units=50), SHAPES[name]
    plans = alone(points(bench, shape, looks=False), TRANSIENT)
    expected, lost = strike_each(bench, shape, plans, looks=False)
    assert lost == []
    assert bench.judge(expected) == []
    assert len(expected) > len(TRANSIENT)


def test_every_fault_while_it_is_looked_for_what_others_made(opened: Opened) -> None:
    bench, shape = opened(units=50), SHAPES["adjustment"]
    asked = points(bench, shape, looks=True)
    looked = {kind: 2 for kind in asked if kind[0] == "query"}  # the first two of several that are alike
    assert len(looked) == 1
    expected, lost = strike_each(bench, shape, alone(looked, TRANSIENT), looks=True)
    assert lost == []
    assert bench.judge(expected) == []
