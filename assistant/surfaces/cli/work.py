"""`work`: a worker that sends what is posted for every client that is connected, beside as many others as there are."""

import click

from assistant.surfaces.cli.frame import Desk, command
from assistant.surfaces.cli.office import open_books
from assistant.surfaces.cli.watching import MOST_LANES, refuse_document, work_on

LANES, EVERY_SECONDS = 8, 2


@command("work")
@click.option("--every", type=click.IntRange(1), default=EVERY_SECONDS, show_default=True, help="Seconds between two looks.")
@click.option(
    "--lanes", type=click.IntRange(1, MOST_LANES), default=LANES, show_default=True, help="Clients that it works on at once."
)
@click.pass_obj
def work(desk: Desk, every: int, lanes: int) -> int:
    """Send what is posted, for every client that is connected now or later, until Ctrl-C or SIGTERM.

    Start as many as you like, on as many machines as see the books: each client is worked on by one of them at a time, all keep
    to one pace a company, and what a worker had in hand that died another takes up. With WRITEOFF_QUEUE=dbos, on PostgreSQL,
    DBOS says who goes where. It works in the name of --as, who needs a role that may sync in each client's books.

    \b
    Examples:
      writeoff work --as courier
      WRITEOFF_QUEUE=dbos writeoff work --as courier --lanes 16
    """
    refuse_document(desk)
    only = (desk.client_said,) if desk.client_said else ()
    click.echo("Sending what is posted. Ctrl-C stops it.")
    return work_on(desk, open_books(desk, create=False), every, lanes=lanes, only=only)
