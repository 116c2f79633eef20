"""`export`: the books for other programs."""

from pathlib import Path

import click

from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, command
from assistant.surfaces.cli.office import office
from assistant.surfaces.cli.saying import say, say_pieces, write_pieces

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
    from assistant.surfaces.render.exported import export_pieces

    pieces = exported(office(desk).books(), ExportFormat(to), today=desk.today)
    if output is None:
        say_pieces(export_pieces(to, pieces) if desk.as_json else pieces, as_json=desk.as_json)
        return DONE
    write_pieces(output, pieces)
    say(f"Wrote {output}.", {"to": to, "files": [str(output)], "content": None}, as_json=desk.as_json)
    return DONE
