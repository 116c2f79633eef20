"""`qbo`: the client's connection to QuickBooks Online, and the practice company that stands in for one."""

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING

import click

from assistant.books.remote import Company, Environment
from assistant.errors import OutsideServiceFailed, WriteoffError, WrongUsage
from assistant.surfaces.cli.consent import way_of
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, WriteoffGroup, now
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import say

if TYPE_CHECKING:
    from assistant.adapters.quickbooks.books import QuickBooks

ENVIRONMENTS = tuple(environment.value for environment in Environment)


FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


# Commands of this group by the module that has a function of their name; asking for one imports no other.
ELSEWHERE = {
    "pull": "qbo_pull", "confirm": "qbo_pull", "place": "qbo_pull", "warm": "qbo_warm",
    "variance": "qbo_settling", "replan": "qbo_settling", "found": "qbo_reconcile", "reconcile": "qbo_reconcile",
    "accept": "qbo_reconcile", "restore": "qbo_reconcile", "reverse": "qbo_reconcile",
    "revalue": "qbo_reconcile",
}  # fmt: skip


class QboGroup(WriteoffGroup):
    """The group's own commands, and those of ELSEWHERE."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.commands, *ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        found: click.Command = getattr(import_module(f"assistant.surfaces.cli.{ELSEWHERE[cmd_name]}"), cmd_name)
        return found


@click.group("qbo", cls=QboGroup)
def qbo() -> None:
    """Connect a QuickBooks Online company, and see where its entries stand."""


@qbo.command("connect")
@click.option("--environment", type=click.Choice(ENVIRONMENTS), help="Which QuickBooks. [the one so far, else practice]")
@click.option("--browser", is_flag=True, help="Consent in a browser on this machine; the default but for practice.")
@click.option("--paste", is_flag=True, help="Consent in any browser, and paste the address that it ends at.")
@click.option("--another-company", is_flag=True, help="Go on in another company than the one that entries were sent to.")
@click.pass_obj
def connect(desk: Desk, environment: str | None, browser: bool, paste: bool, another_company: bool) -> int:
    """Connect the client to a QuickBooks company and pull it: what matches ours is proposed, to be confirmed once.

    The practice company stands in for a real one, on this machine alone: no key, no account, nothing leaves. A real one needs an
    app of yours (WRITEOFF_QBO_SANDBOX_CLIENT_ID, _CLIENT_SECRET and _REDIRECT, or _PRODUCTION_ for live books) and a key that its
    access is sealed with (WRITEOFF_KEY, else the system's keyring). The same company keeps its links, and what waits to be sent.

    \b
    Examples:
      writeoff qbo connect
      writeoff qbo connect --environment sandbox
      writeoff qbo connect --environment production --paste
    """
    from assistant import connections
    from assistant.bookkeeping import connecting
    from assistant.bookkeeping.pulling import pull
    from assistant.surfaces.render.connection import connected_document, connected_page
    from assistant.surfaces.render.pulling import pulled_document, pulled_page

    if browser and paste:
        raise WrongUsage("--browser and --paste are two ways to the same.", "Give one of them.")
    room = office(desk)
    chosen = Environment(environment) if environment else _environment_before(room)
    consent = way_of(chosen, room.client, browser=browser, paste=paste)
    with connections.addresses(room.store, room.client, chosen, desk.settings) as where:
        company = connecting.connect(
            room.store,
            room.client,
            lambda: connections.access(room.client, where, desk.settings, consent),
            by=desk.person,
            at=now(),
            another_company=another_company,
        )
    try:
        with connections.quickbooks(room.store, room.client, desk.settings, by=desk.person) as remote:
            pulled = pull(room.store, room.client, remote, by=desk.person, today=desk.today, now=now)
            offered = 0 if pulled.earlier else _offered(room, remote)
    except WriteoffError:
        click.echo(f"{connected_page(room.client, company)} It is still to be pulled: writeoff qbo pull", err=True)
        raise
    books = room.books()
    hint = f"\n\nIts past offers {offered} accounts and precedents: writeoff qbo warm" if offered else ""
    page = f"{connected_page(room.client, company)}\n\n{pulled_page(pulled, books)}{hint}"
    document = connected_document(room.client, company) | {"pull": pulled_document(pulled, books), "offered": offered}
    say(page, document, as_json=desk.as_json)
    if pulled.matching.proposed and desk.interactive and click.confirm("Confirm these links now?", default=False):
        _confirm(room)
    return DONE


def _offered(room: Office, remote: "QuickBooks") -> int:
    """How much the company's own past offers; 0 where it does not answer, for the connection stands all the same."""
    from assistant import wiring
    from assistant.bookkeeping.warming import warm

    try:
        reader = wiring.rules_reader()
        warmth = warm(room.store, room.client, remote, reader, by=room.desk.person, today=room.desk.today, at=now())
    except OutsideServiceFailed:
        return 0
    return len(warmth.offers)


def _confirm(room: Office) -> None:
    from assistant.bookkeeping.confirming import Said, confirm
    from assistant.surfaces.render.pulling import confirmed_document, confirmed_page

    confirmed = confirm(room.store, room.client, Said(), by=room.desk.person, at=now())
    books = room.books()
    say(confirmed_page(confirmed, books), confirmed_document(confirmed, books), as_json=room.desk.as_json)


def _environment_before(room: Office) -> Environment:
    with room.reading() as books:
        company = books.company()
    return company.environment if company else Environment.PRACTICE


@qbo.command("disconnect")
@click.option("--forget", is_flag=True, help="Forget the access here, without ending it at QuickBooks.")
@click.pass_obj
def disconnect(desk: Desk, forget: bool) -> int:
    """End the client's connection: its access is revoked at QuickBooks and forgotten here.

    What was sent stays in QuickBooks, and its documents, links and what waits to be sent stay here: connect the same company
    again, and all goes on.

    \b
    Examples:
      writeoff qbo disconnect
      writeoff qbo disconnect --forget
    """
    from assistant import connections
    from assistant.bookkeeping import connecting
    from assistant.surfaces.render.connection import disconnected_document, disconnected_page

    room = office(desk)

    def revoke(company: Company) -> None:
        if not forget:
            with connections.addresses(room.store, room.client, company.environment, desk.settings) as where:
                connections.revoke(room.client, company, where, desk.settings)

    company = connecting.disconnect(room.store, room.client, revoke, by=desk.person, at=now())
    page = disconnected_page(room.client, company, revoked=not forget)
    say(page, disconnected_document(room.client, company, revoked=not forget), as_json=desk.as_json)
    return DONE


@qbo.command("status")
@click.pass_obj
def status(desk: Desk) -> int:
    """Say which company the client is connected to, and which entries are there, held or refused. Asks no one.

    \b
    Examples:
      writeoff qbo status
    """
    from assistant.surfaces.render.connection import status_document, status_page

    room = office(desk)
    with room.reading() as books:
        company, waiting = books.company(), books.to_send()
        documents = books.documents(company.realm) if company else ()
    told = (room.client, company, waiting, documents)
    say(status_page(*told, now=now()), status_document(*told, now=now()), as_json=desk.as_json)
    return DONE


@qbo.command("practice")
@click.option("--show", is_flag=True, help="Print the documents and the goods that the company holds, and stop.")
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
    from assistant import connections
    from assistant.surfaces.render.held import KINDS, Held, held_document, held_page

    desk = room.desk
    with connections.quickbooks(room.store, room.client, desk.settings, by=desk.person) as remote:
        if add_supplier:
            remote_id = remote.add_vendor(add_supplier)
            document: dict[str, object] = {"supplier": add_supplier, "remote_id": remote_id}
            say(f"Added the supplier {add_supplier}, Id {remote_id}.", document, as_json=desk.as_json)
            return DONE
        records = remote.documents(KINDS, FIRST_DAY, LAST_DAY)
        days = [date.fromisoformat(record.on) for record in records]
        moved = remote.movements((), min(days), max(days)) if days else ()
        held = Held(remote.pull(at=now()), records, moved)
    say(held_page(held), held_document(held), as_json=desk.as_json)
    return DONE


def _run(room: Office, port: int) -> int:
    """Opens the company where it is not there yet, then serves it by itself."""
    from assistant import connections
    from assistant.adapters.quickbooks.practice import announced
    from assistant.practice.__main__ import main as serve

    kept = connections.practice_file(room.store, room.desk.settings)
    announcement = connections.announcement(kept)
    if (running := announced(announcement)) is not None:
        raise WrongUsage(f"It runs already, at {running}.", "Look at it with --show, or stop the other one first.")
    with connections.practice_server(room.store, room.client, room.desk.settings):
        click.echo(f"The practice company of {room.client} is kept in {kept}. Ctrl-C stops it.")
    return serve(["--store", str(kept), "--port", str(port), "--announce", str(announcement)])
