"""Documents in QuickBooks that may be of the same loss as a draft or an entry, to a page and to JSON: each with what was said."""

from collections.abc import Iterable

from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.found import FoundThere, Verdict
from assistant.surfaces.render.table import plain

Document = dict[str, object]

SAID = {
    Verdict.OPEN: "open",
    Verdict.THEIRS: "theirs stands, nothing is sent",
    Verdict.OURS: "ours stands, theirs is a mistake",
    Verdict.BOTH: "both are true",
    Verdict.GONE: "there no more",
}


def found_for(draft: Draft, books: ClientBooks) -> tuple[FoundThere, ...]:
    """What was found for a draft, or for the entry that it became."""
    rows = books.connected.found if books.connected is not None else ()
    return tuple(each for each in rows if each.subject == (draft.entry_number or draft.id))


def found_page(found: Iterable[FoundThere], subject: str = "") -> str:
    """A line each under a heading, and the command that answers what is open; nothing where nothing was found."""
    rows = tuple(found)
    lines = [f"  {SAID[each.verdict]}{f' ({plain(each.by)})' if each.by else ''}: {plain(each.because)}" for each in rows]
    if subject and any(each.verdict is Verdict.OPEN for each in rows):
        lines.append(f"  Say which stands: writeoff qbo found {subject} --theirs, --ours or --both")
    return "\n".join(["In QuickBooks", *lines]) if rows else ""


def found_document(each: FoundThere) -> Document:
    return {
        "kind": each.kind,
        "remote_id": each.remote_id,
        "document": each.number or None,
        "date": each.on.isoformat(),
        "amount": each.amount.plain() if each.amount is not None else None,
        "because": each.because,
        "verdict": each.verdict.value,
        "by": each.by or None,
        "found_at": each.found_at.isoformat(),
    }
