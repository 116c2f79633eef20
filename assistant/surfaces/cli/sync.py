"""`sync`: posted entries to the QuickBooks company that the client is connected to."""

from collections.abc import Callable

import click

from assistant.errors import OutsideServiceFailed
from assistant.surfaces.cli.exits import DONE, PARTLY, REFUSED, WAITS
from assistant.surfaces.cli.frame import Desk, Number, command
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import say
from assistant.syncing.doors import Progress
from assistant.syncing.receipt import SyncReceipt
from assistant.syncing.run import Orders

SAID_SECONDS = 3
BUSY_TRIES, BUSY_SECONDS = 16, 5  # as long as a worker that died keeps its claim


@command("sync")
@click.argument("entries", nargs=-1, type=Number(), metavar="[ENTRY]...")
@click.option("--watch", is_flag=True, help="Go on until Ctrl-C, for every client of these books that is connected.")
@click.option("--every", type=click.IntRange(1), default=30, show_default=True, help="Seconds between two looks, with --watch.")
@click.pass_obj
def sync(desk: Desk, entries: tuple[str, ...], watch: bool, every: int) -> int:
    """Send every posted entry that is not in QuickBooks yet, or those named, each once, by the documents of its plan.

    Goods whose quantity QuickBooks tracks go by an adjustment or a vendor's credit, all else by a journal entry. An entry is held
    where something is missing, with the reason. Sync again whenever you like: what is there stays, and what was cut off is looked
    up before it is sent again. A practice company is started where it does not run.

    \b
    Examples:
      writeoff sync
      writeoff sync WO-1002
      writeoff sync --json
      writeoff sync --watch
    """
    if watch:
        from assistant.surfaces.cli.watching import watch_all

        return watch_all(desk, every)
    room = office(desk)
    receipt = synced(room, Orders(only=entries))
    say_receipt(receipt, as_json=desk.as_json)
    return code_of_receipt(receipt)


def synced(room: Office, orders: Orders) -> SyncReceipt:
    """One run over the client's queue; another worker that has it is waited for a while."""
    from assistant import connections, dispatch

    desk = room.desk
    with connections.quickbooks(room.store, room.client, desk.settings, by=desk.person) as remote:
        for left in range(BUSY_TRIES, 0, -1):
            receipt = dispatch.sync(
                room.store, room.client, remote, orders,
                by=desk.person, today=desk.today, progress=_progress(desk), waits=_waits(desk),
            )  # fmt: skip
            if not receipt.busy or left == 1:
                return receipt
            if left == BUSY_TRIES and not desk.as_json:
                click.echo("Another sync is at work on these entries; waiting for it to end.", err=True)
            dispatch.pause(BUSY_SECONDS)
    raise AssertionError("the last try is a receipt")


def say_receipt(receipt: SyncReceipt, *, as_json: bool) -> None:
    from assistant.surfaces.render.receipt import receipt_document, receipt_page

    say(receipt_page(receipt), receipt_document(receipt), as_json=as_json)


def _progress(desk: Desk) -> Callable[[Progress], None]:
    """On a terminal, how far a long run has come; nothing for a program that reads."""

    def show(progress: Progress) -> None:
        if desk.interactive and progress.of > 1:
            done = progress.settled == progress.of
            click.echo(f"\r{progress.settled} of {progress.of} entries worked through", nl=done, err=True)

    return show


def _waits(desk: Desk) -> Callable[[int, float], None]:
    """Why nothing happens for a while."""

    def show(entries: int, seconds: float) -> None:
        if not desk.as_json and seconds >= SAID_SECONDS:
            many = f"{entries} entries are" if entries > 1 else "1 entry is"
            click.echo(f"{many} in doubt there or not costed yet: asked for again in {seconds:.0f} s.", err=True)

    return show


def code_of_receipt(receipt: SyncReceipt) -> int:
    """0 where all is there, 6 where some of it is; of none, 4 where the service failed or refused, 1 where something is held, 5
    where a person or QuickBooks is waited for."""
    if receipt.busy:
        return WAITS
    if not (receipt.held or receipt.waiting or receipt.failed):
        return DONE
    if receipt.synced:
        return PARTLY
    return OutsideServiceFailed.exit_code if receipt.failed else REFUSED if receipt.held else WAITS
