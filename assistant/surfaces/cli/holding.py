"""`stock hold` and `stock release`: goods set aside, and let go again."""

import re
from decimal import Decimal

import click

from assistant.books.hold import Awaiting, Hold, HoldStanding, standing_holds
from assistant.books.quantity import parse_quantity
from assistant.errors import WrongUsage
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, Number, command, now
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import say


@command("hold")
@click.argument("goods", metavar="SKU=N")
@click.option("--at", "place", default="", metavar="PLACE", help="Where they lie; may be left out where that is one place.")
@click.option("--awaiting", required=True, type=click.Choice([kind.value for kind in Awaiting]), help="What they wait for.")
@click.option("--note", default="", metavar="TEXT", help="What somebody else should know of it.")
@click.pass_obj
def hold(desk: Desk, goods: str, place: str, awaiting: str, note: str) -> int:
    """Set units of an item aside: owned and counted, but not to be used until they are released.

    A loss of them can still be written off; that is often what they wait for.

    \b
    Examples:
      writeoff stock hold MUG-01=4 --at Warehouse --awaiting claim
      writeoff stock hold HAM-16=2 --awaiting return --note "RMA 2231, collected on Friday"
    """
    from assistant.bookkeeping.holding import set_aside

    room = office(desk)
    sku, _, number = goods.rpartition("=")
    if not sku:
        raise WrongUsage(f"{goods!r} names no goods and number.", "Write them as SKU=N, such as MUG-01=4.")
    made = set_aside(
        room.store, room.client, sku, _units(number), Awaiting(awaiting), by=desk.person, at=now(), place=place, note=note
    )  # fmt: skip
    return _say(room, made)


@command("release")
@click.argument("hold_id", metavar="ID", type=Number())
@click.option("--quantity", metavar="N", help="So many of them. [all]")
@click.pass_obj
def release(desk: Desk, hold_id: str, quantity: str | None) -> int:
    """Let go what was set aside as ID, or a part of it.

    \b
    Examples:
      writeoff stock release H-1
      writeoff stock release H-1 --quantity 2
    """
    from assistant.bookkeeping.holding import release as let_go

    if (said := re.fullmatch(r"(?:H-)?([1-9]\d{0,9})", hold_id, re.ASCII)) is None:
        raise WrongUsage(f"{hold_id} names nothing that is set aside.", "writeoff stock lists it, such as H-1.")
    room = office(desk)
    units = _units(quantity) if quantity is not None else None
    return _say(room, let_go(room.store, room.client, int(said[1]), units, by=desk.person, at=now()))


def _units(said: str) -> Decimal:
    try:
        return parse_quantity(said)
    except ValueError as error:
        raise WrongUsage(f"{error}.", "Write a number of units, such as 4.") from error


def _say(room: Office, changed: Hold) -> int:
    from assistant.surfaces.render.holds import hold_document, holds_page

    with room.reading() as transaction:
        there = transaction.on_hand_of(changed.item).get(changed.location, Decimal(0))
        held = [each for each in transaction.holds(changed.item) if each.location == changed.location]
    found = next((each for each in standing_holds(held, there) if each.hold.n == changed.n), None)
    page = holds_page([found]) if found is not None else f"{changed.name} is released."
    say(page, hold_document(found or HoldStanding(changed, Decimal(0))), as_json=room.desk.as_json)
    return DONE
