"""`import`: another program's general journal into the books."""

from pathlib import Path

import click

from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, command, now
from assistant.surfaces.cli.office import office
from assistant.surfaces.cli.saying import say


@command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--again", is_flag=True, help="Book a file once more that was imported before.")
@click.option("--balance", is_flag=True, help="Print the trial balance after it, to hold against the other program's.")
@click.pass_obj
def import_(desk: Desk, file: Path, again: bool, balance: bool) -> int:
    """Import a general journal: each entry of FILE as it stands, all of them or none.

    FILE is CSV. Its columns are entry, date, account, debit, credit and, where there are any, memo, party, class; the rows of an
    entry stand together. Accounts go by number or name. The entries take the next numbers, and stay in these books.

    \b
    Examples:
      writeoff import journal-2025.csv
      writeoff import journal-2025.csv --again
      writeoff import journal-2025.csv --balance
    """
    from assistant.bookkeeping.importing import import_journal
    from assistant.surfaces.said.general_journal import read_journal
    from assistant.wiring import new_id

    room = office(desk)
    journal = read_journal(file)
    posted = import_journal(
        room.store, room.client, journal, by=desk.person, today=desk.today, at=now(), import_id=new_id(), again=again
    )
    many = f"{posted.entries:,} entries" if posted.entries > 1 else "1 entry"
    document: dict[str, object] = {
        "file": journal.name, "sha256": journal.digest, "entries": posted.entries, "first": posted.first, "last": posted.last,
        "debits": posted.debits.plain(),
    }  # fmt: skip
    page = f"Imported {many} of {journal.name}, {posted.first} to {posted.last}: {posted.debits} on each side."
    if balance:
        from assistant.bookkeeping import reports
        from assistant.surfaces.render import lists

        with room.reading() as transaction:
            balances = reports.trial_balance(transaction.books_about(()))
        page = f"{page}\n\n{lists.trial_balance_page(balances)}"
        document["trial_balance"] = lists.trial_balance_document(balances)
    say(page, document, as_json=desk.as_json)
    return DONE
