"""`sync --watch`: every connected client's entries go out as they are posted, until Ctrl-C."""

from threading import Event

import click

from assistant.errors import RefusedByBooks, WriteoffError, WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk
from assistant.surfaces.cli.office import open_books
from assistant.syncing.receipt import SyncReceipt
from assistant.syncing.run import Orders
from assistant.syncing.worker import Watch


def watch_all(desk: Desk, every_seconds: float) -> int:
    """WrongUsage with --json, which is one document; RefusedByBooks where no client is connected."""
    from assistant import connections, dispatch
    from assistant.surfaces.render.receipt import receipt_page

    if desk.as_json:
        raise WrongUsage("What runs until Ctrl-C is no document.", "Leave out --json, or sync once.")
    store = open_books(desk, create=False)
    clients = []
    for client in store.clients():
        with store.client(client, reads=True) as books:
            if books.company() is not None and (desk.client_said or client) == client:
                clients.append(client)
    if not clients:
        raise RefusedByBooks("No client of these books is connected.", "Connect one: writeoff qbo connect", code="not_connected")

    def run(client: str) -> SyncReceipt:
        orders = Orders(due_alone=True)
        with connections.quickbooks(store, client, desk.settings) as remote:
            return dispatch.sync(store, client, remote, orders, by=desk.person, today=desk.today)

    def told(client: str, receipt: SyncReceipt) -> None:
        click.echo(f"{client}:\n{receipt_page(receipt)}\n")

    def stopped(client: str, error: WriteoffError) -> None:
        click.echo(f"{client}: {error.says} {error.remedy}\n")

    click.echo(f"Sending what is posted for {', '.join(clients)}. Ctrl-C stops it.")
    end = Event()
    try:
        Watch(run, told, stopped, every_seconds).over(clients, end)
    except KeyboardInterrupt:
        click.echo("Stopped; what was under way is looked up by the next sync.")
    return DONE
