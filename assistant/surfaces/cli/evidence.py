"""`evidence`: files that show what happened, kept with a draft and the entry that it becomes; what is wanted or waived."""

from pathlib import Path

import click

from assistant.books.evidence import EvidenceKind
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, Number, WriteoffGroup, now
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import say


@click.group("evidence", cls=WriteoffGroup)
def evidence() -> None:
    """Files that show what happened: photos, letters, counts. They stay with the draft and with the entry that it becomes, and
    where a QuickBooks company is connected, the sync attaches them there.

    \b
    Examples:
      writeoff evidence add D-4 report.pdf --shows police_report
      writeoff evidence list D-4
      writeoff evidence waive D-4 --need stolen --because "the police give no report below 500.00"
    """


@evidence.command("add")
@click.argument("subject", metavar="ID", type=Number())
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--shows", multiple=True, type=click.Choice([kind.value for kind in EvidenceKind]), metavar="KIND",
    help=f"What each of them shows, more than once for several things: {', '.join(EvidenceKind)}.",
)  # fmt: skip
@click.pass_obj
def add(desk: Desk, subject: str, files: tuple[Path, ...], shows: tuple[str, ...]) -> int:
    """Keep files as evidence of draft or entry ID; one that it has already is kept once.

    All of the files are kept or none. The largest that is taken is WRITEOFF_LARGEST_FILE megabytes, 20 where it is not set. A
    file of which nobody said what it shows counts for nothing that the policy wants; add it again with --shows to say it later.

    \b
    Examples:
      writeoff evidence add D-4 pallet.jpg claim.pdf
      writeoff evidence add D-4 report.pdf --shows police_report
      writeoff evidence add WO-1042 letter-from-insurer.pdf --shows insurer_letter
    """
    from assistant.adapters.files.evidence import read_file
    from assistant.bookkeeping.evidence import add as keep

    room = office(desk)
    handed = [read_file(path, largest_megabytes=desk.settings.largest_file) for path in files]
    kinds = [EvidenceKind(kind) for kind in shows]
    kept = keep(room.store, room.client, subject, handed, by=desk.person, at=now(), shows=kinds)
    return _say(room, subject, new=frozenset(each.file.digest for each in kept if each.new))


@evidence.command("list")
@click.argument("subject", metavar="ID", type=Number())
@click.pass_obj
def list_(desk: Desk, subject: str) -> int:
    """List the evidence of draft or entry ID, what of it QuickBooks has, and what is wanted: shown, missing or waived.

    \b
    Examples:
      writeoff evidence list D-4
      writeoff evidence list WO-1042
    """
    return _say(office(desk), subject)


@evidence.command("waive")
@click.argument("subject", metavar="ID", type=Number())
@click.option("--need", required=True, metavar="NEED", help="The need's name, as evidence list --json has it.")
@click.option("--because", required=True, metavar="REASON", help="Why the loss stands without it; it is kept for good.")
@click.pass_obj
def waive(desk: Desk, subject: str, need: str, because: str) -> int:
    """An owner does without evidence that the policy wants of draft ID: for this draft alone, up to what it comes to now.

    NEED is the reason (stolen, damaged, ...), count for a count sheet, or recovery for an insurer's letter.

    \b
    Examples:
      writeoff evidence waive D-4 --need stolen --because "the police give no report below 500.00"
      writeoff evidence waive D-4 --need recovery --because "the insurer confirmed by telephone"
    """
    from assistant.bookkeeping.evidence import waive as do_without

    room = office(desk)
    do_without(room.store, room.client, subject, need.strip().lower(), because=because, by=desk.person, at=now())
    return _say(room, subject)


def _say(room: Office, subject: str, new: frozenset[str] = frozenset()) -> int:
    from dataclasses import replace

    from assistant.bookkeeping.evidence import listed
    from assistant.surfaces.render.evidence import evidence_document, evidence_page

    found = listed(room.store, room.client, subject, by=room.desk.person)
    found = replace(found, files=tuple(replace(each, new=each.file.digest in new) for each in found.files))
    say(evidence_page(found), evidence_document(found), as_json=room.desk.as_json)
    return DONE
