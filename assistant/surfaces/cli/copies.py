"""`backup` and `restore`: all books to one file while they are in use, and back into empty ones."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.surfaces.cli.exits import DONE, REFUSED
from assistant.surfaces.cli.frame import Desk, command, now
from assistant.surfaces.cli.office import open_books
from assistant.surfaces.cli.saying import say

if TYPE_CHECKING:
    from assistant.bookkeeping.copying import Proof

FILE = click.argument("file", type=click.Path(path_type=Path))
CONNECTED = "What was posted since the copy is in QuickBooks and not here: before a sync, let writeoff qbo reconcile list it."


@command("backup")
@FILE
@click.pass_obj
def backup(desk: Desk, file: Path) -> int:
    """Copy the books of every client, with trail and evidence, to FILE. Others may go on writing.

    The copy is books itself: it opens with --books. It is proved before it is said to be there. The key that opens sealed tokens
    is not in it: keep $WRITEOFF_KEY, or the key file beside the books, elsewhere.

    \b
    Examples:
      writeoff backup books-2026-10-31.db
      writeoff backup firm.db --books postgresql://firm@db/books
    """
    from assistant.adapters.sql.copies import back_up, opened
    from assistant.bookkeeping.copying import proofs

    back_up(open_books(desk, create=False), file)
    with opened(file) as kept:
        found = proofs(kept)
    _say(desk, f"Copied to {file}", file, found)
    return REFUSED if any(proof.amiss for proof in found) else DONE


@command("restore")
@FILE
@click.pass_obj
def restore(desk: Desk, file: Path) -> int:
    """Bring back what FILE holds into empty books: new ones, or a new database (SQLite and PostgreSQL alike).

    Nothing is written where the copy does not agree with itself, or over books that hold something. Everybody signs in anew, and
    programs need new tokens: who was shut out since the copy would be in again.

    \b
    Examples:
      writeoff restore books-2026-10-31.db --books shop.db
      writeoff restore firm.db --books postgresql://firm@db/books
    """
    from assistant.adapters.sql.copies import load, opened
    from assistant.bookkeeping.copying import differences, proofs, record_restored, refuse_amiss

    with opened(file) as kept:
        found = proofs(kept)
        refuse_amiss(found)
        store = open_books(desk, create=True)
        load(kept, store, at=now())
    there = proofs(store)
    if there == found:
        record_restored(store, there, file=file.name, by=desk.person, at=now())
    further = [f"DIFFERS: {says}." for says in differences(found, there)]
    further += [CONNECTED] if any(proof.connected for proof in there) else []
    _say(desk, f"Restored from {file} to {store.place}", file, there, *further)
    return DONE if there == found else REFUSED


def _say(desk: Desk, did: str, file: Path, found: "Sequence[Proof]", *further: str) -> None:
    lines = [f"{did}: {len(found)} client{'' if len(found) == 1 else 's'}."]
    for proof in found:
        agrees = "balances, layers and stock agree" if not proof.amiss else "NOT as it should be"
        posted = f"{proof.entries} entr{'y' if proof.entries == 1 else 'ies'}"
        lines.append(f"  {proof.client}: {posted}, {proof.events} events, the last {proof.last}; {agrees}.")
        lines += [f"    {says}" for says in proof.amiss]
    document = {
        "file": str(file),
        "clients": [
            {"client": each.client, "entries": each.entries, "events": each.events, "last": each.last, "amiss": list(each.amiss)}
            for each in found
        ],
    }
    say("\n".join([*lines, *further]), document, as_json=desk.as_json)
