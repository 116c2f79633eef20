"""DBOS on PostgreSQL as what has workers go to the clients that are due: a durable call a client, taken by one of many workers.

What waits to be sent stays a table of the books (decision 12), and so does who holds a client's queue; a call only says that a
client is due, and to be lost or made twice would do no harm. What DBOS adds is that no worker looks into every queue for itself:
calls stand in one queue of its tables, a company is called on so often a minute and by one worker at a time, and a call that a
dead worker had in hand goes to another (docs.dbos.dev: queues, partitions, rate limits, application versions).

A worker lives as long as its session holds an advisory lock of the database: where another gets that lock, it is dead.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from logging import getLogger
from threading import Event
from typing import Any

from dbos import DBOS
from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from assistant.errors import WriteoffError

NAME, QUEUE, WORKFLOW = "writeoff", "writeoff-due", "work a client's queue"
VERSION = "writeoff-1"  # of what a call says, not of the program: DBOS leaves calls of another version lying
CALLS_A_MINUTE = 12  # on one company: what is posted meanwhile goes with the next, and costs no reads of its own
EVERY_SECONDS = 60 / CALLS_A_MINUTE
POLLED_SECONDS = 0.5
SWEPT_AFTER, SWEPT_AT_ONCE = timedelta(hours=1), 1000  # calls that are over count for the limit, and then for nothing
DONE, OPEN = ["SUCCESS", "ERROR", "CANCELLED"], ["ENQUEUED", "PENDING"]
GRACE_SECONDS = 600  # for what is in hand when the worker is told to stop
ALIVE = "hashtext('writeoff worker'), hashtext(:worker)"
TAKE = text(f"SELECT pg_try_advisory_lock({ALIVE})")
LET_GO = text(f"SELECT pg_advisory_unlock({ALIVE})")
LOG = getLogger("writeoff.calls")


@dataclass(frozen=True, slots=True)
class DbosCalls:
    """Implements syncing.port.Calls. `worker` names this process; `work` goes to one client and raises nothing; `release` ends
    what the worker of this name, who is dead, still holds of a client."""

    database: URL
    worker: str
    work: Callable[[str], None]
    due: Callable[[], Collection[str]]
    release: Callable[[str, str], None]
    say: Callable[[str, WriteoffError], None]
    now: Callable[[], datetime]
    every_seconds: float
    lanes: int

    def until(self, end: Event) -> None:
        engine = create_engine(self.database, pool_pre_ping=True)
        try:
            with self._launched(engine), _alive(engine, self.worker) as lives:
                while not end.is_set():
                    self._look_around(engine, lives)
                    end.wait(self.every_seconds)
        finally:
            end.set()
            engine.dispose()

    @contextmanager
    def _launched(self, engine: Engine) -> Iterator[None]:
        work = self.work

        def work_queue(client: str) -> None:
            work(client)

        DBOS(
            config={
                "name": NAME, "application_version": VERSION, "executor_id": self.worker, "system_database_engine": engine,
                "system_database_url": self.database.render_as_string(hide_password=False), "log_level": "ERROR",
            }
        )  # fmt: skip
        DBOS.workflow(name=WORKFLOW)(work_queue)
        DBOS.launch()
        try:
            DBOS.register_queue(
                QUEUE, partition_concurrency=1, worker_concurrency=self.lanes, polling_interval_sec=POLLED_SECONDS,
                partition_limiter={"limit": CALLS_A_MINUTE, "period": 60}, on_conflict="always_update",
            )  # fmt: skip
            yield
        finally:
            DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=GRACE_SECONDS)

    def _look_around(self, engine: Engine, lives: "_Lives") -> None:
        """Calls for what is due, and takes over from who died. What fails is said, and tried again at the next look."""
        try:
            lives.on()
            self._take_over(engine)
            self._call()
            self._sweep()
        except WriteoffError as error:
            self.say("", error)
        except SQLAlchemyError as error:
            LOG.warning("the queue of calls could not be reached: %s", type(error).__name__)

    def _call(self) -> None:
        """A call for each client that is due and has none; by its id, workers that call for one client at a time make one."""
        due = set(self.due())
        if not due:
            return
        called = {_client_of(call.workflow_id) for call in self._calls(OPEN)}
        turn = int(self.now().timestamp() // EVERY_SECONDS)
        for client in sorted(due - called):
            DBOS.enqueue_workflow_with_options(
                {
                    "workflow_name": WORKFLOW, "queue_name": QUEUE, "workflow_id": f"{client}:{turn}", "app_version": VERSION,
                    "queue_partition_key": client,
                },
                client,
            )  # fmt: skip

    def _take_over(self, engine: Engine) -> None:
        in_hand = self._calls(["PENDING"])
        others = {call.executor_id for call in in_hand if call.executor_id not in (None, self.worker)}
        for dead in sorted(others):
            with engine.connect() as connection, _taken(connection, dead) as taken:
                if not taken:
                    continue  # it lives, or another is at it
                for call in self._calls(["PENDING"], executor_id=dead):
                    LOG.warning("the call of %s is taken over from a worker that died", _client_of(call.workflow_id))
                    self.release(_client_of(call.workflow_id), dead)
                    DBOS.resume_workflow(call.workflow_id, queue_name=QUEUE)

    def _sweep(self) -> None:
        before = (self.now() - SWEPT_AFTER).isoformat()
        over = DBOS.list_workflows(
            name=WORKFLOW, status=DONE, completed_before=before, limit=SWEPT_AT_ONCE, load_input=False, load_output=False
        )
        if over:
            DBOS.delete_workflows([call.workflow_id for call in over])

    def _calls(self, status: list[str], executor_id: str | None = None) -> list[Any]:
        return list(
            DBOS.list_workflows(
                name=WORKFLOW, queue_name=QUEUE, status=list(status), executor_id=executor_id, load_input=False,
                load_output=False,
            )
        )  # fmt: skip


def _client_of(call: str) -> str:
    return call.rpartition(":")[0]


@dataclass(slots=True)
class _Lives:
    """A session that holds the lock of a worker; after a restart of the database, another one."""

    engine: Engine
    worker: str
    connection: Connection | None = None

    def on(self) -> None:
        if self.connection is not None:
            try:
                self.connection.execute(text("SELECT 1"))
            except DBAPIError:
                self.connection.invalidate()
                self.connection.close()
                self.connection = None
            else:
                return
        connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        if connection.execute(TAKE, {"worker": self.worker}).scalar():
            self.connection = connection
        else:  # another looks just now whether it lives
            connection.close()


@contextmanager
def _alive(engine: Engine, worker: str) -> Iterator[_Lives]:
    lives = _Lives(engine, worker)
    lives.on()
    try:
        yield lives
    finally:
        if lives.connection is not None:
            lives.connection.close()


@contextmanager
def _taken(connection: Connection, worker: str) -> Iterator[bool]:
    """Whether the worker's lock could be had, while this lasts: then nobody lives by that name."""
    asking = connection.execution_options(isolation_level="AUTOCOMMIT")
    taken = bool(asking.execute(TAKE, {"worker": worker}).scalar())
    try:
        yield taken
    finally:
        if taken:
            asking.execute(LET_GO, {"worker": worker})
