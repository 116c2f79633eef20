"""`entries` and `trial-balance`: what is posted."""

import click

from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, Number, command
from assistant.surfaces.cli.office import office
from assistant.surfaces.cli.saying import say


@command("entries")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="At most so many.")
@click.option("--after", type=Number(), default="", metavar="ENTRY", help="Go on after this entry.")
@click.pass_obj
def entries(desk: Desk, limit: int, after: str) -> int:
    """List posted entries, the latest first.

    \b
    Examples:
      writeoff entries
      writeoff entries --limit 10 --after WO-1040
    """
    from assistant.surfaces.render.documents import entry_document
    from assistant.surfaces.render.pages import entries_page

    with office(desk).reading() as transaction:
        page, books = transaction.entries(limit=limit, after=after, newest_first=True), transaction.books()
    document = {"rows": [entry_document(entry, books) for entry in page.rows], "next": page.next or None}
    say(entries_page(page.rows, books, page.next), document, as_json=desk.as_json)
    return DONE


@command("trial-balance")
@click.option("--on", metavar="DATE", help="As of a day: without what is dated after it.")
@click.pass_obj
def trial_balance(desk: Desk, on: str | None) -> int:
    """Every account's balance, the totals, and what differed when the books were opened.

    \b
    Examples:
      writeoff trial-balance
      writeoff trial-balance --on 2026-09-30 --json
    """
    from assistant.bookkeeping import reports
    from assistant.surfaces.render import lists

    room = office(desk)
    day = room.day(on) if on else None
    with room.reading() as transaction:
        balance = reports.trial_balance(transaction.books_about(()), transaction, day)
    say(lists.trial_balance_page(balance), lists.trial_balance_document(balance), as_json=desk.as_json)
    return DONE
