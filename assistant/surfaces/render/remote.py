"""Connections, receipts and what a company holds to pages and to the documents of `--json`."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from assistant.books.client_books import ClientBooks
from assistant.books.money import Money
from assistant.books.remote import Company, DocumentState, RemoteDocument
from assistant.books.snapshot import RemoteAccount
from assistant.stages.linking.matching import Matching
from assistant.stages.sync import RemoteEntry
from assistant.surfaces.render.connection import standing_document, standing_lines
from assistant.surfaces.render.documents import Document
from assistant.surfaces.render.table import plain, table
from assistant.syncing.run import SyncReceipt, Unsent

SHORT = {"Debit": "Dr", "Credit": "Cr"}


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


def held_page(company: str, entries: Sequence[RemoteEntry], accounts: Iterable[RemoteAccount], books: ClientBooks) -> str:
    """What the company holds, entry by entry, as it says it itself."""
    names = {account.id: f"{account.number} {account.name}".strip() for account in accounts}
    if not entries:
        return f"{plain(company)} holds no journal entries yet."
    pages = [f"{plain(company)} holds {len(entries)} journal entr{'y' if len(entries) == 1 else 'ies'}:"]
    for entry in entries:
        rows = [
            ("", SHORT.get(side, side), names.get(account, f"Id {account}"), str(Money.rounded(amount, books.currency)))
            for side, account, amount, _ in entry.lines
        ]
        head = f"{entry.entry_date}  {plain(entry.number)}  [Id {entry.id}]"
        pages.append(f"{head}\n{table(rows, '<<<>')}" if rows else head)
    return "\n\n".join(pages)


def held_document(
    company: str, entries: Sequence[RemoteEntry], accounts: Iterable[RemoteAccount], books: ClientBooks
) -> Document:
    numbers = {account.id: account.number or account.name for account in accounts}
    return {
        "company": company,
        "entries": [
            {
                "remote_id": entry.id,
                "document": entry.number,
                "date": entry.entry_date,
                "lines": [
                    {"side": side.lower(), "account": numbers.get(account, account), "amount": amount.plain()}
                    for side, account, amount in (
                        (side, account, Money.rounded(amount, books.currency)) for side, account, amount, _ in entry.lines
                    )
                ],
            }
            for entry in entries
        ],
    }
