"""Looks into the books, and DBOS, keep to the port of those that call workers; and what DBOS adds to it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.adapters import dbos_calls
from assistant.adapters.dbos_calls import DbosCalls
from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import open_books
from assistant.errors import WriteoffError
from assistant.syncing.port import Calls, Claim
from assistant.syncing.receipt import SyncReceipt
from assistant.syncing.worker import Asking, Hands
from tests.adapters.sql.pottery import potteries
from tests.syncing.calls_port import WORKER, CallsPort, Crew, now
from tests.syncing.outbox_port import KILN


def asking(crew: Crew) -> Calls:
    def run(client: str) -> SyncReceipt:
        crew.work(client)
        return SyncReceipt()

    def stopped(client: str, error: WriteoffError) -> None:
        raise AssertionError(f"{client}: {error}")

    return Asking(Hands(run, lambda client, receipt: None, stopped), crew.due, every_seconds=0.05, lanes=4)


def _say(client: str, error: WriteoffError) -> None:
    raise AssertionError(f"{client}: {error}")


def called_by_dbos(crew: Crew) -> Calls:
    def release(client: str, dead: str) -> None:
        crew.outbox.release(Claim(client, dead, now(), ()))

    return DbosCalls(crew.store.engine.url, WORKER, crew.work, crew.due, release, _say, now, every_seconds=0.1, lanes=4)


def stands_still(address: str, told: Path) -> None:
    """A worker that holds a client's queue for half an hour, tells so, and does nothing."""
    with closing(open_books(address)) as store:

        def work(client: str) -> None:
            SqlOutbox(store).claim(client, worker="dead", now=now(), lasting=timedelta(minutes=30))
            told.touch()
            time.sleep(1800)

        DbosCalls(
            store.engine.url, "dead", work, lambda: (KILN,), lambda client, dead: None, _say, now, every_seconds=0.1, lanes=1
        ).until(threading.Event())  # fmt: skip


class TestAsking(CallsPort):
    @pytest.fixture
    def crew(self, books_url: str) -> Iterator[Crew]:
        with potteries(books_url) as store:
            yield Crew(store)

    @pytest.fixture
    def calls(self) -> Callable[[Crew], Calls]:
        return asking


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """DBOS as it is set up here, with shorter waits."""
    for name, value in {"EVERY_SECONDS": 0.2, "CALLS_A_MINUTE": 200, "POLLED_SECONDS": 0.1}.items():
        monkeypatch.setattr(dbos_calls, name, value)


@pytest.mark.usefixtures("hurried")
class TestDbos(CallsPort):
    @pytest.fixture
    def crew(self, postgres_url: str) -> Iterator[Crew]:
        with potteries(postgres_url) as store:
            yield Crew(store)

    @pytest.fixture
    def calls(self) -> Callable[[Crew], Calls]:
        return called_by_dbos

    def test_a_company_is_called_on_so_often_a_minute_by_one_version(
        self, crew: Crew, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The client stays due, whatever is done: as where its company is away."""
        monkeypatch.setattr(dbos_calls, "CALLS_A_MINUTE", 3)
        monkeypatch.setattr(Crew, "due", lambda crew: (KILN,))
        crew.post(KILN)
        end, tries = threading.Event(), threading.Event()
        thread = threading.Thread(target=called_by_dbos(crew).until, args=(end,))
        thread.start()
        for _ in range(400):
            if len(crew.runs) >= 3:
                break
            tries.wait(0.05)
        tries.wait(3)  # as long as fifteen more would take
        end.set()
        thread.join(60)
        assert crew.runs == [KILN] * 3
        engine = create_engine(crew.store.engine.url)
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT DISTINCT application_version FROM dbos.workflow_status WHERE name = :name"),
                                      {"name": dbos_calls.WORKFLOW})  # fmt: skip
            assert rows.scalars().all() == [dbos_calls.VERSION]
        engine.dispose()

    def test_what_a_worker_had_in_hand_that_died_goes_to_another_at_once(
        self, crew: Crew, postgres_url: str, tmp_path: Path
    ) -> None:
        """Its claim would have lasted half an hour."""
        crew.post(KILN, 2)
        dead = get_context("spawn").Process(target=stands_still, args=(postgres_url, tmp_path / "told"))
        dead.start()
        for _ in range(1200):
            if (tmp_path / "told").exists():
                break
            time.sleep(0.05)
        dead.kill()
        dead.join()
        assert crew.due() == ()
        end = threading.Event()
        thread = threading.Thread(target=called_by_dbos(crew).until, args=(end,))
        thread.start()
        try:
            crew.until_sent()
        finally:
            end.set()
            thread.join(60)
        assert (crew.runs, crew.at_once) == ([KILN], [])
