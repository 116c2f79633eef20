"""Entries for which somebody's document in QuickBooks stands, where that document says something else than the entry does.

Nothing of ours is sent for such an entry, so an account that theirs does not move stays as it was there, and one that only theirs
moves has no part in our books. It is told each time, for no document of ours will ever make it even.
"""

from collections.abc import Iterator

from assistant.books.accounts import Side
from assistant.books.client_books import ClientBooks
from assistant.books.connected import Connected
from assistant.books.entry import PostedEntry
from assistant.books.record import Record
from assistant.books.remote import DocumentState, LinkKind
from assistant.stages.already.effects import of_record
from assistant.stages.reconciling.names import Listed
from assistant.stages.reconciling.papers import Papers


def standing_otherwise(papers: Papers, books: ClientBooks, connected: Connected) -> Iterator[Listed]:
    there = {(record.kind, record.id): record for record in papers.records}
    for document in papers.documents:
        record = there.get((document.kind, document.remote_id)) if document.state is DocumentState.THEIRS else None
        entry = books.history.find(document.entry) if record is not None else None
        if record is None or entry is None or not (record.account or any(line.account for line in record.lines)):
            continue  # only its goods are known
        lacks, adds = _lacks(entry, record, books, connected), _adds(entry, record, connected)
        if lacks or adds:
            says = f"{record.kind} {record.number or record.id} stands for {entry.number} in QuickBooks, and says otherwise:"
            told = [f"it does not say {', '.join(lacks)}"] if lacks else []
            told += [f"it moves {', '.join(adds)}, which {entry.number} does not"] if adds else []
            yield Listed(entry.number, f"{says} {'; '.join(told)}. Book the difference there, or reverse {entry.number} here.")


def _lacks(entry: PostedEntry, record: Record, books: ClientBooks, connected: Connected) -> list[str]:
    """The entry's lines that the document does not have: by account, and by amount where it states amounts."""
    moved, effect = _accounts(record, connected), of_record(record, (), connected)
    stated = not any(line.item for line in record.lines)
    found = []
    for line in entry.lines:
        link = connected.links.of(LinkKind.ACCOUNT, line.account)
        id_ = link.remote_id if link is not None else ""
        amount = line.amount.amount if line.side is Side.DEBIT else -line.amount.amount
        if id_ not in moved or (stated and effect.get(id_) != amount):
            account = books.chart.get(line.account)
            found.append(f"{line.side.short} {account.label if account else line.account} {line.amount}")
    return found


def _adds(entry: PostedEntry, record: Record, connected: Connected) -> list[str]:
    links = (connected.links.of(LinkKind.ACCOUNT, line.account) for line in entry.lines)
    ours = {link.remote_id for link in links if link is not None}
    accounts = (connected.snapshot.account(id_) for id_ in sorted(_accounts(record, connected) - ours))
    return [account.name for account in accounts if account is not None]


def _accounts(record: Record, connected: Connected) -> frozenset[str]:
    """All accounts that a document moves, those of its goods among them."""
    items = [connected.snapshot.item(line.item) for line in record.lines if line.item]
    goods = {item.asset_account for item in items if item is not None}
    return frozenset(filter(None, {record.account, *goods, *(line.account for line in record.lines)}))
