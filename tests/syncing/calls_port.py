"""What keeps to `syncing.port.Calls`: every client that is due is gone to, by one hand at a time, until it is told to stop."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from assistant.adapters.sql.outbox_queue import SqlOutbox
from assistant.adapters.sql.store import SqlStore
from assistant.syncing.port import Calls
from tests.adapters.sql.pottery import broken
from tests.syncing.outbox_port import FORGE, KILN

WORKER = "this process"
CLAIMED = timedelta(seconds=60)


def now() -> datetime:
    return datetime.now(tz=UTC)  # noqa: TID251  engines that call by themselves do so by the clock


@dataclass
class Crew:
    """Workers of two clients: each run does what is due, but for what is to be put off when it is first seen."""

    store: SqlStore
    put_off: set[str] = field(default_factory=set)
    runs: list[str] = field(default_factory=list)
    at_once: list[str] = field(default_factory=list)  # clients that two hands were at
    _at: set[str] = field(default_factory=set)

    @property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self.store)

    def due(self) -> tuple[str, ...]:
        return self.outbox.due((FORGE, KILN), worker=WORKER, now=now())

    def work(self, client: str) -> None:
        if client in self._at:
            self.at_once.append(client)
        self._at.add(client)
        self.runs.append(client)
        claim = self.outbox.claim(client, worker=WORKER, now=now(), lasting=CLAIMED)
        assert claim is not None
        for entry in claim.entries:
            if entry in self.put_off:
                self.put_off.discard(entry)
                self.outbox.later(claim, entry, due=now() + timedelta(seconds=1))
            else:
                self.outbox.done(claim, entry, at=now())
        self.outbox.release(claim)
        self._at.discard(client)

    def post(self, client: str, count: int = 1) -> tuple[str, ...]:
        with self.store.client(client) as books:
            numbers = []
            for _ in range(count):
                numbers.append(books.next_entry_number())
                books.post(broken(books.books(), "1", place="Store", number=numbers[-1]))
            return tuple(numbers)

    def until_sent(self) -> None:
        tries = threading.Event()
        for _ in range(600):
            if not any(self.outbox.waiting(client) for client in (FORGE, KILN)):
                return
            tries.wait(0.05)
        raise AssertionError(f"not sent after {self.runs}")


class CallsPort:
    """`calls` makes the engine that calls a crew's hands."""

    def test_who_is_due_is_gone_to_one_hand_at_a_time(self, crew: Crew, calls: Callable[[Crew], Calls]) -> None:
        _, second = crew.post(KILN, 2)
        crew.post(FORGE)
        crew.put_off = {second}
        end, failed = threading.Event(), list[Any]()

        def call() -> None:
            try:
                calls(crew).until(end)
            except BaseException as error:
                failed.append(error)
                raise

        thread = threading.Thread(target=call)
        thread.start()
        try:
            crew.until_sent()
            assert {FORGE, KILN} <= set(crew.runs)
            assert crew.runs.count(KILN) >= 2, "again when what was put off was due"
            crew.post(FORGE)  # nobody says so
            crew.until_sent()
            assert crew.runs.count(FORGE) >= 2
        finally:
            end.set()
            thread.join(60)
        assert (failed, thread.is_alive(), crew.at_once) == ([], False, [])
