"""2,000 entries while every fault befalls every kind of request to the company: none lost, none doubled, none that differs.

In parts that run beside each other; tests/proof/soak.py does ten times as many with other seeds. What fails is told with its
seed, which makes it happen again: `python -m tests.proof.soak --only "storm 3"`.
"""

import pytest

from tests.proof.storm import Storm
from tests.proof.weather import SENDING, of
from tests.syncing.conftest import Opened

PARTS, ENTRIES = 8, 250


@pytest.mark.parametrize("seed", range(1, PARTS + 1))
def test_nothing_is_lost_doubled_or_different_in_a_storm(opened: Opened, seed: int) -> None:
    storm = Storm(opened(units=60), seed)
    storm.run(ENTRIES)
    assert storm.faults() == []
    assert storm.weather.missed() == {}
    reconciled = storm.reconciled()
    assert reconciled.differences == ()
    assert reconciled.documents == sum(len(kinds) for kinds in storm.wanted().values())


def test_every_fault_befalls_whatever_is_sent_and_what_tells_its_fate(opened: Opened) -> None:
    """Also while what others made there is looked through before each send."""
    storm = Storm(opened(units=60), seed=9, looks=True)
    storm.run(ENTRIES)
    assert storm.faults() == []
    met = {resource: {fault for (kind, fault) in storm.weather.met if kind[0] == resource} for resource in (*SENDING, "query")}
    assert met == {resource: set(of(resource)) for resource in met}


def test_a_storm_comes_again_with_its_seed(opened: Opened) -> None:
    struck = []
    for _ in range(2):
        bench = opened()
        Storm(bench, seed=4).run(20)
        struck.append([(row["resource"], row["fault"], row["status"], row["requestid"]) for row in bench.requests()])
    assert struck[0] == struck[1]
