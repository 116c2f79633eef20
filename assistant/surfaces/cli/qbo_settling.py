"""`qbo variance`, `qbo replan`: what a person settles of an entry that is held on its way out."""

import click

from assistant.errors import WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, Number, command, now
from assistant.surfaces.cli.office import office
from assistant.surfaces.cli.saying import say


@command("variance")
@click.argument("entry", type=Number())
@click.option("--approve", is_flag=True, help="Take QuickBooks' own cost over into these books.")
@click.option("--date", "date_said", metavar="DATE", help="The day to book it on, where the entry's own is closed here.")
@click.pass_obj
def variance(desk: Desk, entry: str, approve: bool, date_said: str | None) -> int:
    """Show what QuickBooks says an entry's goods cost, read anew, and what these books say; with --approve, take it over.

    A difference within the policy's cost_tolerance is taken over by itself. It is booked to the account that it met there.

    \b
    Examples:
      writeoff qbo variance WO-1002
      writeoff qbo variance WO-1002 --approve
      writeoff qbo variance WO-1002 --approve --date 2026-12-01
    """
    from assistant.surfaces.cli.sync import code_of_receipt, say_receipt, synced
    from assistant.syncing.receipt import SyncReceipt
    from assistant.syncing.run import Orders
    from assistant.syncing.telling import as_stored

    if date_said and not approve:
        raise WrongUsage("--date says when an approved difference is booked.", "Give it with --approve.")
    room = office(desk)
    on = room.day(date_said) if date_said else None
    receipt = synced(room, Orders(only=(entry,), approved=(entry,) if approve else (), on=on))
    if receipt == SyncReceipt():  # it needs nothing more: as it was settled
        with room.reading() as books:
            stored = as_stored(books, entry)
        receipt = SyncReceipt((stored,) if stored is not None else ())
    say_receipt(receipt, as_json=desk.as_json)
    return code_of_receipt(receipt)


@command("replan")
@click.argument("entry", type=Number())
@click.pass_obj
def replan(desk: Desk, entry: str) -> int:
    """Let an entry go out as its plan is now, where that is not how it was approved (plan_changed); show the plan.

    \b
    Examples:
      writeoff qbo replan WO-1002
    """
    from assistant.surfaces.render.plans import plan_document, plan_page
    from assistant.syncing.replanning import replan as replanned

    room = office(desk)
    kept = replanned(room.store, room.client, entry, by=desk.person, now=now)
    books = room.books()
    say(plan_page(kept.plan, books), {"entry": entry, "plan": plan_document(kept.plan, books)}, as_json=desk.as_json)
    return DONE
