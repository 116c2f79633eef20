"""`qbo warm`: what a QuickBooks company's own past tells, offered for a person to confirm."""

import click

from assistant.errors import WrongUsage
from assistant.surfaces.cli.exits import DONE, WAITS
from assistant.surfaces.cli.frame import Desk, command, now
from assistant.surfaces.cli.office import office
from assistant.surfaces.cli.saying import say


@command("warm")
@click.option("--confirm", "chosen", multiple=True, metavar="ID", help="Have this offer count; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Have all that is offered count.")
@click.pass_obj
def warm(desk: Desk, chosen: tuple[str, ...], everything: bool) -> int:
    """Offer what 24 months of the company's own documents tell: accounts by reason, and precedents, each with its source.

    Journal entries, adjustments and vendor credits that touched goods are read for why the goods left. Nothing counts until it is
    confirmed; a document that names no reason tells nothing. Exit code 5 where something is offered.

    \b
    Examples:
      writeoff qbo warm
      writeoff qbo warm --confirm damaged.routine --confirm 145
      writeoff qbo warm --all
    """
    from assistant import connections, wiring
    from assistant.bookkeeping import warming
    from assistant.books.people import Action
    from assistant.surfaces.render.warming import warmth_document, warmth_page

    if chosen and everything:
        raise WrongUsage("--all confirms every offer.", "Give --confirm or --all.")
    room = office(desk)
    with connections.quickbooks(room.store, room.client, desk.settings, by=desk.person, to=Action.READ) as remote:
        reader = wiring.rules_reader()
        warmth = warming.warm(room.store, room.client, remote, reader, by=desk.person, today=desk.today, at=now())
    ids = tuple(offer.id for offer in warmth.offers) if everything else chosen
    confirmed = warming.confirm(room.store, room.client, warmth, ids, by=desk.person, at=now()) if ids else ()
    books = room.books()
    say(warmth_page(warmth, confirmed, books), warmth_document(warmth, confirmed, books), as_json=desk.as_json)
    return WAITS if len(confirmed) < len(warmth.offers) else DONE
