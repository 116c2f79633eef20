"""`stock` and `history`: goods on hand, goods received, and what moved an item."""

from decimal import Decimal
from pathlib import Path

import click

from assistant.bookkeeping.receiving import Received
from assistant.books.client_books import ClientBooks
from assistant.errors import BadFile
from assistant.surfaces.cli.exits import DONE, REFUSED
from assistant.surfaces.cli.frame import Desk, WriteoffGroup, command, now
from assistant.surfaces.cli.holding import hold, release
from assistant.surfaces.cli.office import office
from assistant.surfaces.cli.saying import say

COLUMNS = ("sku", "quantity", "unit_cost")


class StockGroup(WriteoffGroup):
    """`stock` and `stock SKU` show what is on hand: what is no command is an item."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not any(word in self.commands or word in ("--help", "-h") for word in args):
            args = ["show", *args]
        return super().parse_args(ctx, args)


@click.group("stock", cls=StockGroup)
def stock() -> None:
    """Goods on hand, goods received, and goods set aside: stock [SKU] [--check], receive --from CSV, hold SKU=N, release ID.

    \b
    Examples:
      writeoff stock
      writeoff stock MUG-01
      writeoff stock --check
      writeoff stock receive --from received.csv
      writeoff stock hold MUG-01=4 --at Warehouse --awaiting claim
      writeoff stock release H-1
    """


stock.add_command(hold)
stock.add_command(release)


@stock.command("show")
@click.argument("sku", required=False, default="")
@click.option("--check", is_flag=True, help="Hold each inventory account against its goods.")
@click.pass_obj
def show(desk: Desk, sku: str, check: bool) -> int:
    """Goods on hand by place, what waiting drafts hold back, and what is set aside.

    With --check, each inventory account is held against its goods and explained to the cent; exit code 1 where it cannot be.

    \b
    Examples:
      writeoff stock
      writeoff stock MUG-01
      writeoff stock --check
    """
    from assistant.bookkeeping.reports import holdings, tie_outs
    from assistant.books.hold import held_at, standing_holds
    from assistant.surfaces.render import lists
    from assistant.surfaces.render.holds import hold_document, holds_page

    with office(desk).reading() as transaction:
        books, held = transaction.books(), transaction.holds()
        found = tie_outs(books) if check else ()
    rows = holdings(books, sku)
    standing = [each for row in rows for each in standing_holds(held_at(held, row), row.on_hand)]
    document = lists.stock_document(rows, books) | {"holds": [hold_document(each) for each in standing]}
    if not check:
        page = "\n\n".join(filter(None, (lists.stock_page(rows, books), holds_page(standing))))
        say(page, document, as_json=desk.as_json)
        return DONE
    say(lists.check_page(found), document | {"check": lists.check_documents(found)}, as_json=desk.as_json)
    return REFUSED if any(tie.unexplained for tie in found) else DONE


@stock.command("receive")
@click.option("--from", "file", required=True, type=click.Path(path_type=Path), metavar="CSV", help="The rows of goods.")
@click.option("--date", "on", metavar="DATE", help="The day the goods came in. [today]")
@click.option("--against", default="", metavar="ACCOUNT", help="The account that awaits the bills.")
@click.pass_obj
def receive(desk: Desk, file: Path, on: str | None, against: str) -> int:
    """Take in goods from a CSV file.

    Its columns are sku, quantity, unit_cost and, where an item lies in several places, location. Stock and inventory account go
    up alike, against the account for goods received and not billed yet.

    \b
    Examples:
      writeoff stock receive --from received.csv
      writeoff stock receive --from received.csv --date 2026-10-02 --against 2050
    """
    from assistant.bookkeeping.receiving import receive as take_in
    from assistant.surfaces.render.documents import entry_document
    from assistant.surfaces.render.pages import posted_notation
    from assistant.wiring import new_id

    room = office(desk)
    day = room.day(on) if on else desk.today
    receipt = take_in(
        room.store, room.client, _rows(file, room.books()), entry_date=day, today=desk.today, by=desk.person,
        at=now(), entry_id=new_id(), against=against,
    )  # fmt: skip
    books = room.drafted_books()
    opened = f"Opened the account {receipt.opened.label} for it.\n" if receipt.opened else ""
    document = {
        "entry": entry_document(receipt.entry, books),
        "opened_account": receipt.opened.key if receipt.opened else None,
    }
    say(opened + posted_notation(receipt.entry, books), document, as_json=desk.as_json)
    return DONE


def _rows(file: Path, books: ClientBooks) -> list[Received]:
    """The file's rows; BadFile with every cell that cannot be taken."""
    from assistant.adapters.files.tables import Faults, read_table

    faults = Faults()
    received = []
    for row in read_table(file, COLUMNS, faults):
        item, place = row.required("sku"), row["location"] or row["place"]
        for column in ("quantity", "unit_cost"):
            row.required(column)
        quantity, cost = row.number_in("quantity"), row.number_in("unit_cost")
        if quantity == 0:
            row.fault("quantity", "is 0; leave the row out.")
        if item and books.stock.item(item) is None:
            row.fault("sku", f"{item!r} is no item of these books; add it to items.csv, then: writeoff client update.")
        held = books.stock.held(item)
        if not place and len(held) == 1:
            place = held[0].location
        elif not place and len(held) > 1:
            row.fault("location", f"is empty, and {item} lies in {', '.join(holding.location for holding in held)}; say where.")
        received.append(Received(item, place, quantity or Decimal(0), cost or Decimal(0)))
    if not received and not faults.said:
        faults.say(file.name, "holds no row below its heading; write a row an item.")
    if faults.said:
        raise BadFile(f"{file.name} cannot be taken in: nothing was.", "Correct the file.", faults=tuple(faults.said))
    return received


@command("history")
@click.argument("sku")
@click.pass_obj
def history(desk: Desk, sku: str) -> int:
    """Every posted entry that moved item SKU or changed its value, oldest first.

    \b
    Examples:
      writeoff history MUG-01
    """
    from assistant.bookkeeping.reports import item_history, item_named
    from assistant.surfaces.render import lists

    books = office(desk).books()
    sku = item_named(books, sku)
    moves = item_history(books, sku)
    say(lists.history_page(sku, moves), lists.history_document(sku, moves), as_json=desk.as_json)
    return DONE
