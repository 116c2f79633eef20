"""`export`: the books for other programs."""

from pathlib import Path

import click

from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, command
from assistant.surfaces.cli.office import office
from assistant.surfaces.cli.saying import say, write_file

FORMATS = ("beancount", "hledger", "ledger", "csv")
OUTPUT = click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="A file to write.")


@command("export")
@click.option("--to", "to", required=True, type=click.Choice(FORMATS), help="For which program.")
@OUTPUT
@click.pass_obj
def export(desk: Desk, to: str, output: Path | None) -> int:
    """Write the books for another program: opening balances, every entry, and what each account must come to.

    \b
    Examples:
      writeoff export --to beancount --output shop.beancount
      writeoff export --to hledger | hledger -f - balance
    """
    from assistant.adapters.exports.export import ExportFormat
    from assistant.adapters.exports.export import export as exported

    text = exported(office(desk).books(), ExportFormat(to), today=desk.today)
    if output is not None:
        write_file(output, text)
    document = {"to": to, "files": [str(output)] if output else [], "content": None if output else text}
    say(f"Wrote {output}." if output else text, document, as_json=desk.as_json)
    return DONE
