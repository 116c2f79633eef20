"""Eight workers against three companies, two of them killed on the way: nothing lost, nothing doubled, no limit broken."""

from pathlib import Path

import pytest

from tests.proof.many_workers import told_to_stop, worked

WORKERS, ENTRIES, KILLS = 8, 20, 2


@pytest.mark.parametrize(("queue", "books"), [("books", "sqlite"), ("dbos", "postgresql")])
def test_eight_workers_two_of_them_killed(queue: str, books: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    address: str = request.getfixturevalue("postgres_url") if books == "postgresql" else str(tmp_path / "books.db")
    assert worked(tmp_path, address, queue=queue, workers=WORKERS, entries=ENTRIES, kills=KILLS) == []


def test_a_worker_that_is_told_to_stop_leaves_the_rest_to_the_next(tmp_path: Path) -> None:
    assert told_to_stop(tmp_path, str(tmp_path / "books.db"), entries=40) == []
