"""`export` and `audit`: the books and their trail, for other programs and other eyes."""

import json
from pathlib import Path

import click

from assistant.surfaces.cli.exits import DONE, REFUSED
from assistant.surfaces.cli.frame import Desk, WriteoffGroup, command
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


@click.group("audit", cls=WriteoffGroup)
def audit() -> None:
    """Verify or write out the audit trail: who did what, when, with the text as typed."""


@audit.command("verify")
@click.pass_obj
def verify(desk: Desk) -> int:
    """Check that no event of the trail was changed, removed or moved since it was written.

    Keep the last hash elsewhere: with it, an end that was cut off shows too.

    \b
    Examples:
      writeoff audit verify
    """
    from assistant.books.audit import broken_at

    room = office(desk)
    with room.reading() as transaction:
        trail = transaction.events()
    broken = broken_at(room.client, trail)
    last = trail[-1].hash if trail else None
    says = f"The trail is broken: {broken}." if broken else f"The trail holds: {len(trail)} events, the last {last}."
    document = {"holds": broken is None, "events": len(trail), "last": last, "says": says}
    say(says, document, as_json=desk.as_json)
    return REFUSED if broken else DONE


@audit.command("export")
@OUTPUT
@click.pass_obj
def export_trail(desk: Desk, output: Path | None) -> int:
    """Write the whole trail, an event a line of JSON, each with its hash and the one before.

    \b
    Examples:
      writeoff audit export --output trail.jsonl
    """
    from assistant.surfaces.render.documents import audit_document

    room = office(desk)
    with room.reading() as transaction:
        rows = [audit_document(event) for event in transaction.events()]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if output is not None:
        write_file(output, lines)
    page = f"Wrote {len(rows)} events to {output}." if output else lines
    say(page, {"client": room.client, "rows": rows}, as_json=desk.as_json)
    return DONE
