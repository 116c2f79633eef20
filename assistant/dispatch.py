"""Books and a company to a run over a client's queue: the part of the wiring that lends a run its helpers."""

import secrets
import time
from collections.abc import Callable, Collection
from contextlib import nullcontext
from datetime import UTC, date, datetime
from functools import cache
from threading import Event
from typing import TYPE_CHECKING

from assistant.errors import ToldToStop, WrongUsage
from assistant.settings import QueueEngine

if TYPE_CHECKING:
    from assistant.adapters.quickbooks.books import QuickBooks
    from assistant.adapters.sql.store import SqlStore
    from assistant.settings import Settings
    from assistant.syncing.doors import Patience, Progress
    from assistant.syncing.port import Calls
    from assistant.syncing.receipt import SyncReceipt
    from assistant.syncing.run import Orders
    from assistant.syncing.worker import Hands

KNOWN_SECONDS = 10.0  # for so long a worker knows which clients are connected
LANES = 6  # requests of one company that are under way at once: an answer takes some tenths of a second


def sync(
    store: "SqlStore",
    client: str,
    remote: "QuickBooks",
    orders: "Orders",
    *,
    by: str,
    today: date,
    progress: "Callable[[Progress], None]" = lambda progress: None,
    waits: Callable[[int, float], None] = lambda entries, seconds: None,
    end: "Event | None" = None,
) -> "SyncReceipt":
    """One run over the client's queue, by this process, until `end` is set; `progress` and `waits` are those of
    syncing.doors.Helpers. Errors: those of syncing.run.sync."""
    from assistant.adapters.sql.outbox_queue import SqlOutbox
    from assistant.bookkeeping.looking import Looker
    from assistant.bookkeeping.pulling import freshen
    from assistant.syncing.doors import Helpers
    from assistant.syncing.run import Worker
    from assistant.syncing.run import sync as synced

    def pull_where_old() -> None:
        freshen(store, client, lambda: nullcontext(remote), by=by, today=today, now=_now)

    ended = end or Event()

    def go_on() -> None:
        if ended.is_set():
            raise ToldToStop("This was told to stop before it was through.", "The next sync goes on from there.")

    helpers = Helpers(Looker(store, client, remote, _now).entry, pull_where_old, progress, waits, go_on)
    worker = Worker(this_process(), by, _now, patience(ended), helpers)
    return synced(store, client, remote, SqlOutbox(store), worker, orders)


def calls(
    store: "SqlStore", settings: "Settings", hands: "Hands", *, every_seconds: float, lanes: int, only: Collection[str] = ()
) -> "Calls":
    """What has the hands of this process go to the clients that are due (of `only`, where it names some): each process looks for
    itself, or they share the calls of DBOS. WrongUsage where that cannot be had."""
    from assistant.adapters.sql.outbox_queue import SqlOutbox
    from assistant.syncing.port import Claim
    from assistant.syncing.worker import Asking

    outbox, worker = SqlOutbox(store), this_process()
    known: tuple[float, list[str]] = (-KNOWN_SECONDS, [])

    def due() -> tuple[str, ...]:
        nonlocal known
        if (at := time.monotonic()) - known[0] >= KNOWN_SECONDS:
            known = (at, [client for client in outbox.connected() if not only or client in only])
        return outbox.due(known[1], worker=worker, now=_now())

    if settings.queue is not QueueEngine.DBOS:
        return Asking(hands, due, every_seconds, lanes)
    if store.engine.dialect.name != "postgresql":
        raise WrongUsage(f"DBOS needs books in PostgreSQL, and these are at {store.place}.", "Unset WRITEOFF_QUEUE.")
    try:
        from assistant.adapters.dbos_calls import DbosCalls
    except ModuleNotFoundError as error:
        raise WrongUsage("WRITEOFF_QUEUE is dbos, and DBOS is not installed.", "pip install 'writeoff[growth]'") from error

    def release(client: str, dead: str) -> None:
        outbox.release(Claim(client, dead, _now(), ()))

    return DbosCalls(store.engine.url, worker, hands.work, due, release, hands.say, _now, every_seconds, lanes)


def patience(ended: Event) -> "Patience":
    """How long a run of this process waits for what, no longer than until `ended` is set, and how much it does at once."""
    from assistant.syncing.doors import Patience

    def sleep(seconds: float) -> None:
        ended.wait(seconds)

    return Patience(sleep, lanes=LANES)


def pause(seconds: float) -> None:
    time.sleep(seconds)


def _now() -> datetime:
    return datetime.now(tz=UTC)


@cache
def this_process() -> str:
    """A name by which its claims are told from another's."""
    return secrets.token_hex(8)
