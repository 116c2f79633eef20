"""Books and a company to a run over a client's queue: the part of the wiring that lends a run its helpers."""

import secrets
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.adapters.quickbooks.books import QuickBooks
    from assistant.adapters.sql.store import SqlStore
    from assistant.syncing.doors import Progress
    from assistant.syncing.receipt import SyncReceipt
    from assistant.syncing.run import Orders

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
) -> "SyncReceipt":
    """One run over the client's queue, by this process; `progress` and `waits` are those of syncing.doors.Helpers. Errors: those
    of syncing.run.sync."""
    from assistant.adapters.sql.outbox_queue import SqlOutbox
    from assistant.bookkeeping.looking import Looker
    from assistant.bookkeeping.pulling import freshen
    from assistant.syncing.doors import Helpers, Patience
    from assistant.syncing.run import Worker
    from assistant.syncing.run import sync as synced

    def pull_where_old() -> None:
        freshen(store, client, lambda: nullcontext(remote), by=by, today=today, now=_now)

    helpers = Helpers(Looker(store, client, remote, _now).entry, pull_where_old, progress, waits)
    worker = Worker(_this_process(), by, _now, Patience(time.sleep, lanes=LANES), helpers)
    return synced(store, client, remote, SqlOutbox(store), worker, orders)


def pause(seconds: float) -> None:
    time.sleep(seconds)


def _now() -> datetime:
    return datetime.now(tz=UTC)


@cache
def _this_process() -> str:
    """A name by which its claims are told from another's."""
    return secrets.token_hex(8)
