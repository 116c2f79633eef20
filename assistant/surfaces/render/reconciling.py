"""What differs between our books and QuickBooks, and what a person decided of it, to pages and to the documents of `--json`."""

from collections import Counter
from collections.abc import Iterable

from assistant.bookkeeping.disposing import Disposed
from assistant.books.client_books import ClientBooks
from assistant.stages.reconciling.names import Difference, Listed, Name, Reconciliation
from assistant.surfaces.render.documents import Document, draft_document
from assistant.surfaces.render.pages import draft_page
from assistant.surfaces.render.plans import moment
from assistant.surfaces.render.table import plain

TITLES = {
    Name.WAITING: "Not sent yet",
    Name.HELD: "Held",
    Name.REFUSED: "Refused",
    Name.NUMBER_TAKEN: "Number taken",
    Name.UNKNOWN: "Outcome unknown",
    Name.AWAITING_MANUAL: "To be typed there",
    Name.COST_NOT_READ: "Cost not read back",
    Name.VARIANCE_OPEN: "Cost not taken over",
    Name.DELETED: "Deleted there",
    Name.EDITED: "Edited there",
    Name.DUPLICATE: "There twice",
    Name.ORPHAN: "Ours by its number alone",
    Name.THEIRS_GONE: "What stood for it is gone",
    Name.THEIRS_LEFT: "A mistake there, still there",
    Name.FILE_MISSING: "File not attached",
    Name.QUANTITY: "Quantities",
    Name.VALUE: "Values",
    Name.BALANCE: "Account balances",
    Name.VALUATION: "QuickBooks' own figures",
    Name.NOT_LINKED: "Linked to nothing",
}
MOST = 25  # of one name on a page; --json has them all


def reconciliation_page(found: Reconciliation) -> str:
    """What was compared and as of when; then each difference under its name, with what mends it, and what is told each time."""
    compared = (
        f"{_count(found.documents, 'document')} of {_count(found.entries, 'entry', 'entries')}, "
        f"{_count(found.items, 'item')} and {_count(found.accounts, 'account')} compared, as of {moment(found.pulled_at)}"
    )
    if found.clean:
        return "\n\n".join(filter(None, (f"In agreement: {compared}.", _listed(found.listed))))
    parts = [f"{_count(len(found.differences), 'difference')}: {compared}."]
    for name in Name:
        rows = [each for each in found.differences if each.name is name]
        if rows:
            parts.append("\n".join([f"{TITLES[name]} [{name.value}]", *_rows(rows)]))
    return "\n\n".join(filter(None, (*parts, _listed(found.listed))))


def _rows(differences: list[Difference]) -> list[str]:
    lines = []
    for each in differences[:MOST]:
        lines.append(f"  {plain(each.subject)}  {plain(each.says)}")
        lines.append(f"    {plain(each.mend)}")
    more = len(differences) - MOST
    return [*lines, *([f"  … and {more} more; --json has them all"] if more > 0 else [])]


def _listed(listed: Iterable[Listed]) -> str:
    rows = [f"  {plain(each.says)}" for each in listed]
    return "\n".join(["Told each time", *rows]) if rows else ""


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def reconciliation_document(client: str, found: Reconciliation) -> Document:
    return {
        "client": client,
        "clean": found.clean,
        "as_of": found.pulled_at.isoformat(),
        "compared": {
            "entries": found.entries, "documents": found.documents, "items": found.items, "accounts": found.accounts,
        },
        "counts": dict(Counter(each.name.value for each in found.differences)),
        "differences": [
            {
                "name": each.name.value,
                "subject": each.subject,
                "document": each.document or None,
                "says": each.says,
                "mend": each.mend,
            }
            for each in found.differences
        ],
        "listed": [{"subject": each.subject, "says": each.says} for each in found.listed],
    }  # fmt: skip


# ── Dispositions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def disposed_page(disposed: Disposed, books: ClientBooks) -> str:
    says = "\n".join(f"{disposed.entry}  {plain(sentence)}" for sentence in disposed.says)
    return "\n\n".join([says, *(draft_page(draft, books) for draft in disposed.drafts)])


def disposed_document(disposed: Disposed, books: ClientBooks) -> Document:
    return {
        "entry": disposed.entry,
        "disposition": disposed.disposition.value,
        "says": list(disposed.says),
        "drafts": [draft_document(draft, books) for draft in disposed.drafts],
    }
