"""Looks into the books, and DBOS, keep to the port of those that call workers; and what DBOS adds to it."""

import threading
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine, text

from assistant.adapters import dbos_calls
from assistant.adapters.dbos_calls import DbosCalls
from assistant.errors import WriteoffError
from assistant.syncing.port import Calls
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


def called_by_dbos(crew: Crew) -> Calls:
    def say(client: str, error: WriteoffError) -> None:
        raise AssertionError(f"{client}: {error}")

    url = crew.store.engine.url
    return DbosCalls(url, WORKER, crew.work, crew.due, lambda client, dead: None, say, now, every_seconds=0.1, lanes=4)


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
