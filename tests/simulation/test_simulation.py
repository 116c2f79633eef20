"""5,000 operations of small firms: whatever people do and whatever fails, the books are what they must be.

In parts that run beside each other; tests/proof/soak.py does twenty times as many with other seeds. What fails is told with the
command that makes it happen again.
"""

from pathlib import Path

import pytest

from tests.simulation.run import simulated

PARTS, OPERATIONS = 5, 1000


@pytest.mark.parametrize("seed", range(1, PARTS + 1))
def test_the_books_are_what_they_must_be_whatever_happens(tmp_path: Path, seed: int) -> None:
    found = simulated(tmp_path, seed, OPERATIONS)
    assert sum(found.done.values()) >= OPERATIONS
    assert found.missed() == []


def test_a_simulation_comes_again_with_its_seed(tmp_path: Path) -> None:
    runs = []
    for part in ("first", "again"):
        (tmp_path / part).mkdir()
        runs.append(simulated(tmp_path / part, 7, 60))
    assert runs[0] == runs[1]
