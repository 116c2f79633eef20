"""Eight workers against three companies, two of them killed on the way: nothing lost, nothing doubled, no limit broken."""

from contextlib import closing
from pathlib import Path

import pytest

from assistant.adapters.sql.store import open_books
from tests.proof.many_workers import works

CLIENTS = ("north", "quay", "south")
WORKERS, ENTRIES, KILLS = 8, 30, 2


@pytest.mark.parametrize(("queue", "books"), [("books", "sqlite"), ("dbos", "postgresql")])
def test_eight_workers_two_of_them_killed(queue: str, books: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    address: str = request.getfixturevalue("postgres_url") if books == "postgresql" else str(tmp_path / "books.db")
    with closing(open_books(address)) as store, works(store, address, tmp_path, queue=queue, clients=CLIENTS) as firm:
        firm.open(ENTRIES)
        firm.begin(WORKERS)
        killed = [firm.kill_one_at_work() for _ in range(KILLS)]
        firm.until(lambda: firm.waiting() == 0)
        firm.post(1)  # and what is posted later is sent too, by who is left
        firm.until(lambda: firm.waiting() == 0)
        assert firm.amiss() == [], killed
        assert sorted(firm.stop(), key=str) == [*[-9] * KILLS, *[0] * (WORKERS - KILLS)]
