"""What a sync came to, as a page and as the document of `--json`: each entry's documents, and what QuickBooks says they cost."""

from assistant.books.remote import DocumentKind
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.table import plain, table
from assistant.syncing.receipt import DocumentThere, SyncReceipt, Unsent

NOTHING = "Nothing to send: every posted entry is in QuickBooks."
BUSY = "Another sync is at work on these entries; nothing was done."
CALLED = {
    DocumentKind.JOURNAL_ENTRY.value: "journal entry",
    DocumentKind.INVENTORY_ADJUSTMENT.value: "adjustment",
    DocumentKind.VENDOR_CREDIT.value: "vendor credit",
    DocumentKind.TASK.value: "typed by hand",
}


def receipt_page(receipt: SyncReceipt) -> str:
    """A line a document: where it is in QuickBooks, at which cost; or why an entry is not there."""
    if receipt.busy:
        return BUSY
    if not (receipt.synced or receipt.held or receipt.waiting or receipt.failed):
        return NOTHING
    rows: list[tuple[str, str, str]] = []
    for each in receipt.synced:
        told = [_there(document) for document in each.documents] or [plain(each.because) or "nothing to send"]
        if each.variances:
            told[0] += f", taken over by {' and '.join(each.variances)}"
        rows += [(each.entry if n == 0 else "", "done" if n == 0 else "", line) for n, line in enumerate(told)]
    lines = [table(rows)] if rows else []
    for word, unsent in (("held", receipt.held), ("waits", receipt.waiting), ("failed", receipt.failed)):
        for row in unsent:
            lines.append(f"{row.entry}  {word}  {plain(row.says)} [{row.reason}]")
            lines += [f"  {plain(row.remedy)}"] if row.remedy else []
            lines += [f"  there: {_there(document)}" for document in row.documents]
    counts = [f"{len(receipt.synced)} done, {len(receipt.held)} held, {len(receipt.failed)} failed"]
    counts += [f"{len(receipt.waiting)} waiting"] if receipt.waiting else []
    return "\n".join([*lines, "", f"{', '.join(counts)}."])


def _there(document: DocumentThere) -> str:
    """'adjustment WO-7-A-XXXX, Id 12: estimated 49.80, costs 50.10 there, 0.30 more'."""
    head = f"{CALLED.get(document.kind, document.kind)} {plain(document.number)}, Id {document.remote_id}"
    if document.estimate is None:
        return head
    difference = document.difference
    if document.cost is None or difference is None:
        return f"{head}: estimated {document.estimate}, its cost there is still to be read"
    if not difference:
        return f"{head}: {document.cost}, as estimated"
    more = f"{abs(difference)} {'more' if difference.minor > 0 else 'less'}"
    return f"{head}: estimated {document.estimate}, costs {document.cost} there, {more}"


def receipt_document(receipt: SyncReceipt) -> Document:
    return {
        "busy": receipt.busy,
        "synced": [
            {
                "entry": each.entry,
                "document": each.documents[0].number if each.documents else None,
                "remote_id": each.documents[0].remote_id if each.documents else None,
                "documents": [_document(document) for document in each.documents],
                "variances": list(each.variances),
                "because": each.because,
            }
            for each in receipt.synced
        ],
        "held": [_unsent(each) for each in receipt.held],
        "waiting": [_unsent(each) for each in receipt.waiting],
        "failed": [_unsent(each) for each in receipt.failed],
    }


def _document(document: DocumentThere) -> Document:
    amounts = {"estimate": document.estimate, "cost": document.cost, "difference": document.difference}
    return {
        "part": document.part,
        "kind": document.kind,
        "document": document.number,
        "remote_id": document.remote_id,
        **{name: None if amount is None else amount.plain() for name, amount in amounts.items()},
    }


def _unsent(unsent: Unsent) -> Document:
    return {
        "entry": unsent.entry,
        "reason": unsent.reason,
        "says": unsent.says,
        "remedy": unsent.remedy,
        "documents": [_document(document) for document in unsent.documents],
    }
