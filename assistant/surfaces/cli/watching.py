"""`work` and `sync --watch`: every connected client's entries go out as they are posted, until Ctrl-C."""

import signal
from collections.abc import Callable
from contextlib import suppress
from threading import Event, current_thread, main_thread
from types import FrameType
from typing import TYPE_CHECKING

import click

from assistant.errors import RefusedByBooks, WriteoffError, WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk
from assistant.surfaces.cli.office import open_books
from assistant.syncing.receipt import SyncReceipt
from assistant.syncing.run import Orders
from assistant.syncing.worker import Hands

if TYPE_CHECKING:
    from assistant.adapters.sql.store import SqlStore

MOST_LANES = 32  # clients at once of one process


def watch_all(desk: Desk, every_seconds: float) -> int:
    """Of the clients that are connected now. WrongUsage with --json, which is one document; RefusedByBooks where none is."""
    from assistant.adapters.sql.outbox_queue import SqlOutbox

    refuse_document(desk)
    store = open_books(desk, create=False)
    clients = [client for client in SqlOutbox(store).connected() if (desk.client_said or client) == client]
    if not clients:
        raise RefusedByBooks("No client of these books is connected.", "Connect one: writeoff qbo connect", code="not_connected")
    click.echo(f"Sending what is posted for {', '.join(clients)}. Ctrl-C stops it.")
    return work_on(desk, store, every_seconds, lanes=min(len(clients), MOST_LANES), only=tuple(clients))


def work_on(desk: Desk, store: "SqlStore", every_seconds: float, *, lanes: int, only: tuple[str, ...] = ()) -> int:
    """Until Ctrl-C, or SIGTERM: the entries in hand are finished, and the others left to whoever comes next."""
    from assistant import connections, dispatch
    from assistant.surfaces.render.receipt import receipt_page

    end = Event()

    def run(client: str) -> SyncReceipt:
        orders = Orders(due_alone=True)
        with connections.quickbooks(store, client, desk.settings, by=desk.person) as remote:
            return dispatch.sync(store, client, remote, orders, by=desk.person, today=desk.today, end=end)

    def told(client: str, receipt: SyncReceipt) -> None:
        click.echo(f"{client}:\n{receipt_page(receipt)}\n")

    def stopped(client: str, error: WriteoffError) -> None:
        click.echo(f"{client}: {error.says} {error.remedy}\n" if client else f"{error.says} {error.remedy}\n")

    calls = dispatch.calls(store, desk.settings, Hands(run, told, stopped), every_seconds=every_seconds, lanes=lanes, only=only)
    if current_thread() is main_thread():
        signal.signal(signal.SIGTERM, _ends(end))
    with suppress(KeyboardInterrupt):
        calls.until(end)
    click.echo("Stopped; what was under way is looked up by the next sync.")
    return DONE


def refuse_document(desk: Desk) -> None:
    if desk.as_json:
        raise WrongUsage("What runs until Ctrl-C is no document.", "Leave out --json, or sync once.")


def _ends(end: Event) -> Callable[[int, FrameType | None], None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        end.set()

    return stop
