"""`sync`: posted entries to the QuickBooks company that the client is connected to."""

import time

import click

from assistant.errors import OutsideServiceFailed
from assistant.surfaces.cli.exits import DONE, PARTLY, REFUSED
from assistant.surfaces.cli.frame import Desk, command, now
from assistant.surfaces.cli.office import office
from assistant.surfaces.cli.saying import say
from assistant.syncing.run import Patience, SyncReceipt
from assistant.syncing.run import sync as synced


@command("sync")
@click.pass_obj
def sync(desk: Desk) -> int:
    """Send every posted entry that is not in QuickBooks yet, each once, as a journal entry.

    An entry is held where a journal entry would be wrong, with the reason. Sync again whenever you like: what is there stays, and
    what was cut off is looked up before it is sent again. A practice company is started where it does not run.

    \b
    Examples:
      writeoff sync
      writeoff sync --json
    """
    from assistant import connections
    from assistant.surfaces.render.remote import receipt_document, receipt_page

    room = office(desk)
    with connections.quickbooks(room.store, room.client, desk.settings) as remote:
        receipt = synced(room.store, room.client, remote, by=desk.person, now=now, patience=Patience(time.sleep))
    say(receipt_page(receipt), receipt_document(receipt), as_json=desk.as_json)
    return code_of_receipt(receipt)


def code_of_receipt(receipt: SyncReceipt) -> int:
    """0 where all is there, 6 where some of it is; of none, 4 where the service failed or refused, 1 where all is held."""
    if not receipt.held and not receipt.failed:
        return DONE
    if receipt.synced:
        return PARTLY
    return OutsideServiceFailed.exit_code if receipt.failed else REFUSED
