"""`qbo`: the client's connection to QuickBooks Online, and the practice company that stands in for one."""

import click

from assistant.errors import NotAllowed, WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, WriteoffGroup, now
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import say

ENVIRONMENTS = ("practice", "sandbox", "production")


@click.group("qbo", cls=WriteoffGroup)
def qbo() -> None:
    """Connect a QuickBooks Online company, and see where its entries stand."""


@qbo.command("connect")
@click.option("--environment", type=click.Choice(ENVIRONMENTS), default="practice", show_default=True, help="Which QuickBooks.")
@click.pass_obj
def connect(desk: Desk, environment: str) -> int:
    """Connect the client to a QuickBooks company and match its accounts, by number, else by full name.

    The practice company stands in for a real one, on this machine alone: no key, no account, nothing leaves.

    \b
    Examples:
      writeoff qbo connect
    """
    from assistant import wiring
    from assistant.bookkeeping import connecting
    from assistant.surfaces.render.remote import connected_document, connected_page

    if environment != "practice":
        says = f"A {environment} company cannot be connected yet: only the practice company can."
        raise NotAllowed(says, "Try it on that one: writeoff qbo connect")
    room = office(desk)

    with wiring.practice_server(room.store, room.client, desk.settings) as base_url:
        company, matching = connecting.connect(
            room.store, room.client, lambda: wiring.practice_access(room.client, base_url), by=desk.person, at=now()
        )
    page = connected_page(room.client, company, matching)
    say(page, connected_document(room.client, company, matching), as_json=desk.as_json)
    return DONE


@qbo.command("status")
@click.pass_obj
def status(desk: Desk) -> int:
    """Say which company the client is connected to, and which entries are there, held or refused. Asks no one.

    \b
    Examples:
      writeoff qbo status
    """
    from assistant.surfaces.render.remote import status_document, status_page

    room = office(desk)
    with room.reading() as books:
        company, waiting = books.company(), books.to_send()
        documents = books.documents(company.realm) if company else ()
    told = (room.client, company, waiting, documents)
    say(status_page(*told), status_document(*told), as_json=desk.as_json)
    return DONE


@qbo.command("practice")
@click.option("--show", is_flag=True, help="Print the journal entries that the company holds, and stop.")
@click.option("--add-supplier", metavar="NAME", help="Add a supplier to the company, and stop.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Where it listens; 0 takes a free port.")
@click.pass_obj
def practice(desk: Desk, show: bool, add_supplier: str | None, port: int) -> int:
    """Run the client's practice company until Ctrl-C, its address printed; or show what it holds.

    It is kept in a file beside the books. 'sync' finds it while it runs, and starts it where it does not.

    \b
    Examples:
      writeoff qbo practice
      writeoff qbo practice --show
      writeoff qbo practice --add-supplier "Acme Pottery"
    """
    room = office(desk)
    if show or add_supplier:
        return _at_company(room, add_supplier)
    if desk.as_json:
        raise WrongUsage("A company that runs until Ctrl-C is no document.", "Leave out --json, or add --show.")
    return _run(room, port)


def _at_company(room: Office, add_supplier: str | None) -> int:
    from assistant import wiring
    from assistant.surfaces.render.remote import held_document, held_page

    desk, books = room.desk, room.books()
    with wiring.quickbooks(room.store, room.client, desk.settings) as remote:
        if add_supplier:
            remote_id = remote.add_supplier(add_supplier)
            document: dict[str, object] = {"supplier": add_supplier, "remote_id": remote_id}
            say(f"Added the supplier {add_supplier}, Id {remote_id}.", document, as_json=desk.as_json)
            return DONE
        name, entries, accounts = remote.name(), remote.entries(), remote.accounts()
    say(held_page(name, entries, accounts, books), held_document(name, entries, accounts, books), as_json=desk.as_json)
    return DONE


def _run(room: Office, port: int) -> int:
    """Opens the company where it is not there yet, then serves it by itself."""
    from assistant import wiring
    from assistant.adapters.quickbooks.practice import announced
    from assistant.practice.__main__ import main as serve

    kept = wiring.practice_file(room.store, room.desk.settings)
    announcement = wiring.announcement(kept)
    if (running := announced(announcement)) is not None:
        raise WrongUsage(f"It runs already, at {running}.", "Look at it with --show, or stop the other one first.")
    with wiring.practice_server(room.store, room.client, room.desk.settings):
        click.echo(f"The practice company of {room.client} is kept in {kept}. Ctrl-C stops it.")
    return serve(["--store", str(kept), "--port", str(port), "--announce", str(announcement)])
