"""`evidence`: the files that show what happened, kept with a draft and with the entry that it becomes."""

from pathlib import Path

import click

from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, Number, WriteoffGroup, now
from assistant.surfaces.cli.office import office
from assistant.surfaces.cli.saying import say


@click.group("evidence", cls=WriteoffGroup)
def evidence() -> None:
    """Files that show what happened: photos, letters, counts. They stay with the draft and with the entry that it becomes, and
    where a QuickBooks company is connected, the sync attaches them there.

    \b
    Examples:
      writeoff evidence add D-4 pallet.jpg claim.pdf
      writeoff evidence list D-4
    """


@evidence.command("add")
@click.argument("subject", metavar="ID", type=Number())
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.pass_obj
def add(desk: Desk, subject: str, files: tuple[Path, ...]) -> int:
    """Keep files as evidence of draft or entry ID; one that it has already is kept once.

    All of the files are kept or none. The largest that is taken is WRITEOFF_LARGEST_FILE megabytes, 20 where it is not set.

    \b
    Examples:
      writeoff evidence add D-4 pallet.jpg claim.pdf
      writeoff evidence add WO-1042 letter-from-insurer.pdf
    """
    from assistant.adapters.files.evidence import read_file
    from assistant.bookkeeping.evidence import add as keep
    from assistant.surfaces.render.evidence import evidence_document, evidence_page

    room = office(desk)
    handed = [read_file(path, largest_megabytes=desk.settings.largest_file) for path in files]
    found = keep(room.store, room.client, subject, handed, by=desk.person, at=now())
    say(evidence_page(subject, found), evidence_document(subject, found), as_json=desk.as_json)
    return DONE


@evidence.command("list")
@click.argument("subject", metavar="ID", type=Number())
@click.pass_obj
def list_(desk: Desk, subject: str) -> int:
    """List the evidence of draft or entry ID, and what of it QuickBooks has.

    \b
    Examples:
      writeoff evidence list D-4
      writeoff evidence list WO-1042
    """
    from assistant.bookkeeping.evidence import listed
    from assistant.surfaces.render.evidence import evidence_document, evidence_page

    room = office(desk)
    found = listed(room.store, room.client, subject, by=desk.person)
    say(evidence_page(subject, found), evidence_document(subject, found), as_json=desk.as_json)
    return DONE
