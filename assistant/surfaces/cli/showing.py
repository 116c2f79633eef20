"""`show`: a draft or a posted entry, with all that is known of it."""

import click

from assistant.books.draft import Draft
from assistant.books.remote import RemoteDocument
from assistant.surfaces.cli.exits import DONE
from assistant.surfaces.cli.frame import Desk, Number, command
from assistant.surfaces.cli.office import Office, office
from assistant.surfaces.cli.saying import say
from assistant.surfaces.render.documents import draft_document
from assistant.surfaces.render.pages import draft_page, facts_page, runners_up_page, trail_page

ENTRY = "WO-"


@command("show")
@click.argument("draft_id", metavar="ID", type=Number())
@click.pass_obj
def show(desk: Desk, draft_id: str) -> int:
    """Show draft or entry ID: its lines and the reasons, what was read from which words, its files, where its documents stand in
    QuickBooks, and its trail.

    \b
    Examples:
      writeoff show D-4
      writeoff show WO-1002
    """
    room = office(desk)
    if draft_id.startswith(ENTRY):
        with room.reading() as transaction:
            draft_id = transaction.entry(draft_id).draft_id or draft_id
    return _entry(room, draft_id) if draft_id.startswith(ENTRY) else _draft(room, draft_id)


def _draft(room: Office, draft_id: str) -> int:
    from assistant.bookkeeping.evidence import shown
    from assistant.surfaces.render.evidence import files_page, standing_document
    from assistant.surfaces.render.found import found_for, found_page

    with room.reading() as transaction:
        draft, books = transaction.draft(draft_id), transaction.books()
        files = shown(transaction, draft.id, by=room.desk.person)
        trail = transaction.events(draft.id, draft.text_id, draft.entry_number)
    parts = [
        draft_page(draft, books), found_page(found_for(draft, books), draft.id), facts_page(draft),
        runners_up_page(draft, books), files_page(files), _there(_documents(room, draft)), trail_page(trail),
    ]  # fmt: skip
    page = "\n\n".join(part for part in parts if part)
    document = draft_document(draft, books, trail) | {"evidence": standing_document(files)}
    say(page, document, as_json=room.desk.as_json)
    return DONE


def _documents(room: Office, draft: Draft) -> tuple[RemoteDocument, ...]:
    return _documents_of(room, draft.entry_number) if draft.entry_number else ()


def _documents_of(room: Office, number: str) -> tuple[RemoteDocument, ...]:
    with room.reading() as transaction:
        company = transaction.company()
        return transaction.documents(company.realm, entry=number) if company is not None else ()


def _entry(room: Office, number: str) -> int:
    """An entry that no draft of ours became: the system's own, or one that earlier books brought along."""
    from assistant.surfaces.render.documents import entry_document
    from assistant.surfaces.render.pages import posted_notation

    with room.reading() as transaction:
        books = transaction.books()
        trail = transaction.events(number)
        entry = transaction.entry(number)
    parts = [posted_notation(entry, books), _there(_documents_of(room, number)), trail_page(trail)]
    say("\n\n".join(part for part in parts if part), entry_document(entry, books), as_json=room.desk.as_json)
    return DONE


def _there(documents: tuple[RemoteDocument, ...]) -> str:
    from assistant.surfaces.render.there import there_page

    return there_page(documents)
