"""Connections and receipts to pages and to the documents of `--json`."""

from collections.abc import Sequence
from datetime import datetime

from assistant.books.remote import Company, DocumentState, RemoteDocument
from assistant.stages.linking.matching import Matching
from assistant.surfaces.render.connection import standing_document, standing_lines
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.table import plain, table
from assistant.syncing.run import SyncReceipt, Unsent


def receipt_page(receipt: SyncReceipt) -> str:
    """A line an entry: where it is in QuickBooks, or why it is not."""
    if not (receipt.synced or receipt.held or receipt.failed):
        return "Nothing to send: every posted entry is in QuickBooks."
    lines = []
    if receipt.synced:
        rows = [(each.entry, "done", f"journal entry {each.document}, Id {each.remote_id}") for each in receipt.synced]
        lines.append(table(rows))
    for word, unsent in (("held", receipt.held), ("failed", receipt.failed)):
        for each in unsent:
            lines.append(f"{each.entry}  {word}  {plain(each.says)} [{each.reason}]")
            lines += [f"  {plain(each.remedy)}"] if each.remedy else []
    counts = (len(receipt.synced), len(receipt.held), len(receipt.failed))
    return "\n".join([*lines, "", "{} done, {} held, {} failed.".format(*counts)])


def receipt_document(receipt: SyncReceipt) -> Document:
    return {
        "synced": [{"entry": each.entry, "document": each.document, "remote_id": each.remote_id} for each in receipt.synced],
        "held": [_unsent(each) for each in receipt.held],
        "failed": [_unsent(each) for each in receipt.failed],
    }


def _unsent(unsent: Unsent) -> Document:
    return {"entry": unsent.entry, "reason": unsent.reason, "says": unsent.says, "remedy": unsent.remedy}


def connected_page(client: str, company: Company, matching: Matching) -> str:
    matched, missing = len(matching.links), len(matching.unmatched)
    lines = [
        f"Connected {client} to {plain(company.name)} ({company.environment} company {company.realm}).",
        f"{matched} account{'s' if matched != 1 else ''} matched by number or full name.",
    ]
    if missing:
        lines += [f"{missing} without a counterpart there; entries to them are held:"]
        lines += [f"  {each.label}: {plain(each.says)}" for each in matching.unmatched]
    return "\n".join(lines)


def connected_document(client: str, company: Company, matching: Matching) -> Document:
    return {
        "client": client,
        "company": company.name,
        "realm": company.realm,
        "environment": company.environment,
        "matched": len(matching.links),
        "unmatched": [
            {"account": each.ours, "name": each.label, "says": each.says} for each in matching.unmatched
        ],
    }


def status_page(
    client: str, company: Company | None, waiting: Sequence[str], documents: Sequence[RemoteDocument], *, now: datetime
) -> str:
    """The connection, how many entries are where, and why those are not there that are not."""
    if company is None:
        return f"{client} is connected to no QuickBooks company. Connect it: writeoff qbo connect"
    done = sum(document.state is DocumentState.DONE for document in documents)
    lines = [
        f"{client} is connected to {plain(company.name)} ({company.environment} company {company.realm}), "
        f"by {company.connected_by} on {company.connected_at:%Y-%m-%d}.",
        *standing_lines(company, now),
        f"{done} entr{'y' if done == 1 else 'ies'} there, {len(waiting)} to send.",
    ]
    for document in documents:
        if document.state is not DocumentState.DONE:
            lines.append(f"  {document.entry}  {document.state.value}  {plain(document.says)}".rstrip())
    return "\n".join(lines)


def status_document(
    client: str, company: Company | None, waiting: Sequence[str], documents: Sequence[RemoteDocument], *, now: datetime
) -> Document:
    return {
        "client": client,
        "connected": company is not None,
        "connection": standing_document(company, now) if company else None,
        "company": company.name if company else None,
        "realm": company.realm if company else None,
        "environment": company.environment if company else None,
        "waiting": list(waiting),
        "documents": [
            {
                "entry": document.entry,
                "document": document.number,
                "state": document.state.value,
                "remote_id": document.remote_id or None,
                "reason": document.held_reason or None,
                "says": document.says,
            }
            for document in documents
        ],
    }
