"""`audit`: whether the books are what their trail says, heads of it to keep elsewhere, and what an auditor takes along."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.errors import BadFile, NotAllowed, WriteoffError, WrongUsage
from assistant.surfaces.cli.exits import DONE, REFUSED
from assistant.surfaces.cli.frame import Desk, WriteoffGroup, now
from assistant.surfaces.cli.office import office, open_books
from assistant.surfaces.cli.saying import progress, say, say_pieces, write_file, write_pieces

if TYPE_CHECKING:
    from assistant.bookkeeping.auditing import Signer
    from assistant.books.audit_head import Head
    from assistant.books.audit_sample import Asked
    from assistant.surfaces.cli.office import Office

ALL_HELP = "The heads of all clients, each added to FOLDER/CLIENT.jsonl."
OUTPUT = click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="A file to write.")
NOT_IN_NAMES = re.compile(r"[^\w.-]+")
READABLE = click.Path(path_type=Path)


@click.group("audit", cls=WriteoffGroup)
def audit() -> None:
    """Verify or write out the audit trail: who did what, when, with the text as typed."""


@audit.command("verify")
@click.option("--head", "heads", type=READABLE, multiple=True, metavar="FILE", help="Heads that were kept elsewhere.")
@click.option("--key", "keys", multiple=True, metavar="KEY", help="A public key that heads are to be signed by, and by no other.")
@click.pass_obj
def verify(desk: Desk, heads: Sequence[Path], keys: Sequence[str]) -> int:
    """Check that no event of the trail was changed, removed or moved since it was written, that every entry is as it was posted,
    and that balances and goods are what was posted.

    With a head that was kept elsewhere (writeoff audit head), an end that was cut off shows too.

    \b
    Examples:
      writeoff audit verify
      writeoff audit verify --head heads.jsonl
    """
    from assistant import wiring
    from assistant.adapters.audit.signing import signed_by
    from assistant.bookkeeping.auditing import verify as verified
    from assistant.books.audit_head import heads_said
    from assistant.surfaces.render.verified import verified_document, verified_page

    room = office(desk)
    signer = wiring.audit_signer(desk.settings, create=False)
    kept = [head for path in heads for head in heads_said(_text_of(path))]
    own = keys or (signer.keys if signer is not None else ())
    found = verified(room.store, room.client, by=desk.person, kept=kept, own=own, only=bool(keys), signed_by=signed_by)
    has_key = bool(own)
    page, document = verified_page(found, has_key=has_key), verified_document(found, has_key=has_key)
    say(page, document, as_json=desk.as_json)
    return DONE if found.holds else REFUSED


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.", "Name a file that writeoff audit head wrote.") from error


@audit.command("head")
@OUTPUT
@click.option("--all", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help=ALL_HELP)
@click.pass_obj
def head(desk: Desk, output: Path | None, folder: Path | None) -> int:
    """Write the head of the trail, a line of JSON to keep elsewhere: with a mail, on paper, in another's hands. It is signed by
    the key of WRITEOFF_AUDIT_KEY or the system's keyring; an owner's also signs each month that is over.

    \b
    Examples:
      writeoff audit head
      writeoff audit head --output heads.jsonl
      writeoff audit head --all heads/
    """
    from assistant import wiring
    from assistant.bookkeeping.auditing import sign_heads
    from assistant.surfaces.render.verified import head_document

    if folder is not None and output is not None:
        raise WrongUsage("Either one client's head is written, or all clients'.", "Leave out --output or --all.")
    signer = wiring.audit_signer(desk.settings, create=True)
    unsigned = "" if signer is not None else " Unsigned: there is no key to sign with."
    if folder is not None:
        heads = _heads_of_all(desk, folder, signer)
        page = f"Wrote {_counted(len(heads), 'head')} to {folder}.{unsigned}"
    else:
        room = office(desk)
        heads = sign_heads(room.store, room.client, signer, by=desk.person, today=desk.today, at=now())
        page = lines = "".join(f"{each.line}\n" for each in heads)
        if output is not None:
            write_file(output, lines)
            page = f"Wrote {_counted(len(heads), 'head')} to {output}.{unsigned}"
    say(page, {"heads": [head_document(each) for each in heads], "signed": signer is not None}, as_json=desk.as_json)
    return DONE


def _heads_of_all(desk: Desk, folder: Path, signer: "Signer | None") -> tuple["Head", ...]:
    """The heads of every client whose books this person may read, each after those that its file in the folder has. What is wrong
    with one client's books is raised once the heads of all others are written."""
    from assistant.bookkeeping.auditing import sign_heads

    store = open_books(desk, create=False)
    heads: list[Head] = []
    wrong: WriteoffError | None = None
    for client in store.clients():
        try:
            signed = sign_heads(store, client, signer, by=desk.person, today=desk.today, at=now())
        except NotAllowed:
            continue
        except WriteoffError as error:
            wrong = wrong or error
            continue
        _add_to(folder / f"{NOT_IN_NAMES.sub('_', client)}.jsonl", "".join(f"{each.line}\n" for each in signed))
        heads += signed
    if wrong is not None:
        raise wrong
    return tuple(heads)


def _add_to(path: Path, lines: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(lines)
    except OSError as error:
        raise BadFile(f"{path} cannot be written: {error.strerror}.", "Name a folder that this user may write to.") from error


def _counted(many: int, one: str) -> str:
    return f"{many:,} {one}{'' if many == 1 else 's'}"


@audit.command("export")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="PATH", help="A folder, a .zip or a .jsonl.")
@click.option("--from", "since", metavar="DATE", help="Vouchers of entries dated from this day on.")
@click.option("--to", "until", metavar="DATE", help="Vouchers of entries dated up to this day.")
@click.pass_obj
def export(desk: Desk, output: Path | None, since: str | None, until: str | None) -> int:
    """Write all that an auditor asks for into a folder or a zip file that opens without this program: a PDF an entry, figures,
    the evidence, the whole trail and a script that verifies it. To a .jsonl file or without one, the trail alone, an event a
    line.

    \b
    Examples:
      writeoff audit export --output audit.zip
      writeoff audit export --output trail.jsonl
    """
    from assistant.adapters.exports.export import in_pieces
    from assistant.books.audit_sample import Asked
    from assistant.surfaces.render.exported import event_lines, trail_pieces

    room = office(desk)
    if output is not None and output.suffix.lower() != ".jsonl":
        asked = Asked(room.day(since) if since else None, room.day(until) if until else None)
        return _packed(desk, room, asked, output)
    with room.reading() as transaction:
        many = write_pieces(output, event_lines(transaction.each_event())) if output is not None else 0
        if desk.as_json:
            say_pieces(in_pieces(trail_pieces(room.client, transaction.each_event())), as_json=True)
        elif output is None:
            say_pieces(in_pieces(event_lines(transaction.each_event())), as_json=False)
        else:
            say(f"Wrote {_counted(many, 'event')} to {output}.", {}, as_json=False)
    return DONE


@audit.command("sample")
@click.argument("numbers", nargs=-1, metavar="[ENTRY]...")
@click.option("--from", "since", metavar="DATE", help="Entries dated from this day on.")
@click.option("--to", "until", metavar="DATE", help="Entries dated up to this day.")
@click.option("--above", metavar="AMOUNT", help="Every entry whose debits are above it.")
@click.option("--random", "many", type=click.IntRange(min=1), metavar="N", help="So many of the others, drawn by chance.")
@click.option("--seed", default="", metavar="S", help="What they are drawn by; the same draws the same.")
@click.option("--output", "-o", required=True, type=click.Path(path_type=Path), metavar="PATH", help="A new folder, or a .zip.")
@click.pass_obj
def sample(
    desk: Desk, numbers: Sequence[str], since: str | None, until: str | None, above: str | None, many: int | None, seed: str,
    output: Path,
) -> int:  # fmt: skip
    """Write the pack of a sample: the entries of a period above an amount and some drawn by chance, or those named. The trail and
    the journal in it are whole, so that the count and the sums can be checked.

    \b
    Examples:
      writeoff audit sample --from 2026-10-01 --to 2026-10-31 --above 500 --random 25 --seed 7 --output october.zip
      writeoff audit sample WO-1001 WO-1007 --output two
    """
    from assistant.books.audit_sample import Asked
    from assistant.surfaces.said.sampled import above_said, numbers_said

    room = office(desk)
    with room.reading() as transaction:
        currency = transaction.client.currency
    asked = Asked(
        room.day(since) if since else None, room.day(until) if until else None, above_said(above, currency), many or 0, seed,
        numbers_said(" ".join(numbers)),
    )  # fmt: skip
    return _packed(desk, room, asked, output)


def _packed(desk: Desk, room: "Office", asked: "Asked", output: Path) -> int:
    from assistant import wiring
    from assistant.adapters.files.pack import pack_to
    from assistant.surfaces.render.audit_pack import pack_document, packed

    signer = wiring.audit_signer(desk.settings, create=True)
    with pack_to(output, at=now()) as add:
        made = packed(
            room.store, room.client, asked, add, signer, by=desk.person, at=now(),
            tell=lambda n, of: progress(f"Voucher {n:,} of {of:,}"),
        )  # fmt: skip
    progress("")
    unsigned = "" if signer is not None else " It is unsigned: there is no key."
    page = f"Wrote {len(made.pack.taken):,} of {len(made.pack.population):,} entries to {output}.{unsigned}"
    say(page, pack_document(made, str(output)), as_json=desk.as_json)
    return DONE
