"""`qbo pull`, `qbo confirm`, `qbo place`: a QuickBooks company's lists and figures into the books, and what a person settles."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import click

from assistant.books.quantity import parse_quantity
from assistant.books.remote import LinkKind
from assistant.errors import WrongUsage
from assistant.surfaces.cli.exits import DONE, WAITS
from assistant.surfaces.cli.frame import Desk, command, now
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import say


@command("pull")
@click.option("--full", is_flag=True, help="Ask for every list anew, not for what changed.")
@click.option("--take", is_flag=True, help="Call our accounts and goods what theirs are called now.")
@click.pass_obj
def pull(desk: Desk, full: bool, take: bool) -> int:
    """Pull the company's accounts, items, names, preferences and figures, and say what a person has to settle.

    What matches ours is proposed by number, SKU or full name, and confirmed once: writeoff qbo confirm. From then on a row is
    known by its Id, whatever it is called. What somebody did there since the last pull is shown; exit code 5 where something
    waits for a person.

    \b
    Examples:
      writeoff qbo pull
      writeoff qbo pull --take
      writeoff qbo pull --full --json
    """
    from assistant import connections
    from assistant.bookkeeping.pulling import pull as pulled_from
    from assistant.surfaces.render.pulling import pulled_document, pulled_page

    room = office(desk)
    with connections.quickbooks(room.store, room.client, desk.settings, by=desk.person) as remote:
        pulled = pulled_from(
            room.store, room.client, remote, by=desk.person, today=desk.today, now=now, full=full, take=take
        )  # fmt: skip
    books = room.books()
    say(pulled_page(pulled, books), pulled_document(pulled, books), as_json=desk.as_json)
    return WAITS if pulled.matching.proposed or pulled.unplaced or pulled.tasks.unsure else DONE


def link_options(function: Callable[..., int]) -> Callable[..., int]:
    """An option for each kind of link."""
    for kind in reversed(LinkKind):
        says = f"Link this {kind.value}, by Id or name there; may be repeated."
        function = click.option(f"--{kind.value}", multiple=True, metavar="OURS=THEIRS", help=says)(function)
    return function


@command("confirm")
@link_options
@click.option("--not", "not_these", multiple=True, metavar="OURS", help="It has no counterpart there; may be repeated.")
@click.option("--task", "tasks", multiple=True, metavar="ENTRY=ID", help="The transaction that the entry's task was typed as.")
@click.pass_obj
def confirm(desk: Desk, /, not_these: tuple[str, ...], tasks: tuple[str, ...], **chosen: tuple[str, ...]) -> int:
    """Confirm which row of the company is which of ours: all that the last pull proposed, or those that are named.

    Nothing goes out by a link that nobody confirmed. OURS is a number, SKU or name here; THEIRS an Id, number or name there.

    \b
    Examples:
      writeoff qbo confirm
      writeoff qbo confirm --not 2210
      writeoff qbo confirm --account 1200=81 --item MUG-01=19
      writeoff qbo confirm --vendor "Acme Pottery=30"
      writeoff qbo confirm --task WO-1002=145
    """
    from assistant.bookkeeping.confirming import Said
    from assistant.bookkeeping.confirming import confirm as confirmed_by
    from assistant.surfaces.render.pulling import confirmed_document, confirmed_page

    room = office(desk)
    said = Said({kind: _said(chosen[kind.value], f"--{kind.value}") for kind in LinkKind}, not_these)
    if tasks:
        if said.names_some or not_these:
            raise WrongUsage("--task is asked of the company itself.", "Give it alone; links are confirmed by another call.")
        return _typed(room, dict(_said(tasks, "--task")))
    confirmed = confirmed_by(room.store, room.client, said, by=desk.person, at=now())
    books = room.books()
    say(confirmed_page(confirmed, books), confirmed_document(confirmed, books), as_json=desk.as_json)
    return DONE


def _said(pairs: Sequence[str], option: str) -> list[tuple[str, str]]:
    """The sides of each pair. An equals sign in a name of ours stays there: theirs begins behind the last."""
    found = []
    for pair in pairs:
        ours, sign, theirs = pair.rpartition("=")
        if not (sign and ours.strip() and theirs.strip()):
            raise WrongUsage(f"{option} {pair} is no pair.", f"Write {option} OURS=THEIRS, such as 1200=81.")
        found.append((ours.strip(), theirs.strip()))
    return found


def _typed(room: Office, said: dict[str, str]) -> int:
    """A pull that is told which transaction each entry's task is."""
    from assistant import connections
    from assistant.bookkeeping.pulling import pull as pulled_from
    from assistant.surfaces.render.pulling import pulled_document, pulled_page

    desk = room.desk
    named = {entry.upper(): id_ for entry, id_ in said.items()}
    with connections.quickbooks(room.store, room.client, desk.settings, by=desk.person) as remote:
        pulled = pulled_from(
            room.store, room.client, remote, by=desk.person, today=desk.today, now=now, said=named
        )  # fmt: skip
    books = room.books()
    say(pulled_page(pulled, books), pulled_document(pulled, books), as_json=desk.as_json)
    return DONE


@command("place")
@click.argument("goods", nargs=-1, required=True, metavar="SKU=N…")
@click.option("--at", "location", default="", metavar="PLACE", help="Where they lie, or are missing.")
@click.pass_obj
def place(desk: Desk, goods: tuple[str, ...], location: str) -> int:
    """Put goods that QuickBooks has and no place here holds where they lie; take away those it has no more.

    Posts an intake entry at QuickBooks' cost, which is not sent: QuickBooks has these goods by its own bill. A negative number
    takes away what is missing.

    \b
    Examples:
      writeoff qbo place MUG-01=12 --at Store
      writeoff qbo place MUG-01=-3 LMP-DSK=-1 --at Warehouse
    """
    from assistant.bookkeeping.placing import Place
    from assistant.bookkeeping.placing import place as placed
    from assistant.surfaces.render.documents import entry_document
    from assistant.surfaces.render.pages import posted_notation
    from assistant.wiring import new_id

    room = office(desk)
    at = _place(location, room.books().stock.locations)
    rows = [Place(sku, _units(units, sku), at) for sku, units in _said(goods, "SKU=N:")]
    receipt = placed(room.store, room.client, rows, by=desk.person, today=desk.today, at=now(), entry_id=new_id())
    books = room.drafted_books()
    opened = f"Opened the account {receipt.opened.label} for it.\n" if receipt.opened else ""
    document = {"entry": entry_document(receipt.entry, books), "opened_account": receipt.opened.key if receipt.opened else None}
    say(opened + posted_notation(receipt.entry, books), document, as_json=desk.as_json)
    return DONE


def _units(said: str, sku: str) -> Decimal:
    try:
        return parse_quantity(said)
    except ValueError as error:
        raise WrongUsage(f"{said!r} is no number of {sku}.", "Write digits, such as MUG-01=12 or MUG-01=-3.") from error


def _place(said: str, places: Sequence[str]) -> str:
    """The place as these books call it. WrongUsage for one that is none: a typing error opens no place."""
    alike = [place for place in places if place.casefold() == said.strip().casefold()]
    if said and len(alike) == 1:
        return alike[0]
    if not said and not places:
        return ""
    says = f"There is no place {said!r} here." if said else "Say where: --at PLACE"
    raise WrongUsage(says, f"Places are: {', '.join(places) or 'none'}. A new one comes by writeoff client update.")
