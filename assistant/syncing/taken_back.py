"""A reversal that follows what somebody did in QuickBooks to an entry's documents: with it, nothing is to be done with these any
more, and the difference to QuickBooks' own cost of the goods, which went with them, is taken back too."""

import hashlib
from dataclasses import replace
from datetime import datetime

from assistant.books.entry import PostedEntry
from assistant.books.found import DONE_TO_OURS
from assistant.books.goods import Stock
from assistant.books.posted_record import answered_for
from assistant.stages.reconciling.dispositions import taken_back
from assistant.store import ClientTransaction
from assistant.syncing.variance import Gap, Layers, merged


def settle_there(transaction: ClientTransaction, realm: str, reversal: PostedEntry, *, at: datetime) -> None:
    """In the transaction that posts the reversal. Nothing, where that goes out by itself, or leaves something of its entry."""
    history, original = transaction.books().history, reversal.reverses
    if not original or all(found.kind not in DONE_TO_OURS for found in transaction.found(realm, reversal.number)):
        return
    if history.lines_left(original) or history.units_left(original):
        return
    for document in taken_back(transaction.documents(realm, entry=original), reversal.number, at=at):
        transaction.save_document(document)
    transaction.sent(original, at=at)
    kept = transaction.plan_of(realm, original)
    for variance in filter(None, map(history.find, kept.variances if kept is not None else ())):
        number = transaction.next_entry_number()
        entry = variance_back(variance, transaction.books().stock, reversal, number=number, at=at)
        transaction.post(entry)
        transaction.sent(number, at=at)
        detail: dict[str, object] = {"kind": variance.kind.value, "of": reversal.number, "takes_back": variance.number}
        detail |= answered_for(entry)
        transaction.record(at=at, who=reversal.posted_by, what="entry.posted", subject=number, detail=detail)


def variance_back(variance: PostedEntry, stock: Stock, reversal: PostedEntry, *, number: str, at: datetime) -> PostedEntry:
    """The variance entry with its sides swapped; the value goes back to the goods that are there. Its id follows from the
    reversal's and its own, so that the ledger takes it back once."""
    layers = Layers(stock)
    gaps = (Gap(move.item, move.location, move.account, "", move.value) for move in variance.moves)
    return replace(
        variance,
        id=hashlib.sha256(f"cost variance {variance.number} of {reversal.id}".encode()).hexdigest()[:32],
        number=number,
        entry_date=reversal.entry_date,
        memo=f"QuickBooks' own cost of {reversal.number}",
        lines=tuple(replace(line, side=line.side.other) for line in reversed(variance.lines)),
        moves=merged(move for gap in gaps for move in layers.take(gap)),
        posted_by=reversal.posted_by,
        posted_at=at,
    )
