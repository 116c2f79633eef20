"""Entries after a run to its receipt: what is there with what it cost, and of the rest why it waits and what would help."""

from collections.abc import Iterable, Sequence

from assistant.books.plan import HeldReason
from assistant.books.remote import THERE, DocumentState
from assistant.errors import WriteoffError
from assistant.syncing.doors import SyncTransaction
from assistant.syncing.receipt import DocumentThere, Synced, SyncReceipt, Unsent
from assistant.syncing.variance import estimate
from assistant.syncing.work import Work

AGAIN = "Sync again in a while: it is looked up before it is sent again."
BY_HAND = "Once it is typed there: writeoff qbo pull"
DISPOSITIONS = "Say what is to become of it: writeoff qbo accept, restore or reverse {0}"


def receipt_of(
    done: Iterable[Work], left: Iterable[Work], unbegun: Sequence[str], stopped: WriteoffError | None, currency: str
) -> SyncReceipt:
    """`stopped` ended the run: what had come to no end of its own, and what was not begun, failed by it."""
    held: list[Unsent] = []
    waiting: list[Unsent] = []
    failed: list[Unsent] = []
    for work in left:
        reason, says, remedy, where = _why(work, stopped)
        row = Unsent(work.number, reason, says, remedy, documents_there(work, currency))
        {"held": held, "waiting": waiting, "failed": failed}[where].append(row)
    if stopped is not None:
        failed += [Unsent(number, stopped.code, stopped.says, stopped.remedy) for number in unbegun]
    return SyncReceipt(tuple(_synced(work, currency) for work in done), tuple(held), tuple(waiting), tuple(failed))


def as_stored(transaction: SyncTransaction, number: str) -> Synced | None:
    """Where an entry is by what is stored of it; None where its company is unknown, or nothing of it went out. Asks no one."""
    company = transaction.company()
    kept = transaction.plan_of(company.realm, number) if company is not None else None
    if company is None or kept is None:
        return None
    posted = transaction.entry(number)
    documents = {each.part: each for each in transaction.documents(company.realm, entry=number)}
    currency = transaction.books_about(()).currency
    return _synced(Work(posted, kept, documents), currency)


def _synced(work: Work, currency: str) -> Synced:
    because = "" if work.documents else " ".join(work.kept.plan.because)
    return Synced(work.number, documents_there(work, currency), work.kept.variances, because)


def documents_there(work: Work, currency: str) -> tuple[DocumentThere, ...]:
    goods = {planned.part: planned for planned in work.kept.plan.documents if planned.goods}
    return tuple(
        DocumentThere(
            part=document.part,
            kind=document.kind,
            number=document.number,
            remote_id=document.remote_id,
            estimate=estimate(goods[document.part], currency) if document.part in goods else None,
            cost=document.cost,
        )
        for document in sorted(work.documents.values(), key=lambda each: each.part)
        if document.state in THERE
    )


def _why(work: Work, stopped: WriteoffError | None) -> tuple[str, str, str, str]:
    """Reason, sentence, remedy, and the list that it belongs to."""
    number, states = work.number, {document.state: document for document in work.documents.values()}
    if work.hold is not None:
        return work.hold.reason.value, work.hold.says, work.hold.remedy, "held"
    if work.failure is not None:
        return work.failure.reason, work.failure.says, work.failure.remedy, "failed"
    for state in (DocumentState.CHANGED, DocumentState.DELETED):
        if state in states:
            return state.value, states[state].says, DISPOSITIONS.format(number), "held"
    if stopped is not None:
        return stopped.code, stopped.says, stopped.remedy, "failed"
    for state in (DocumentState.UNKNOWN, DocumentState.SENT):
        if state in states:
            return "unknown", states[state].says or f"Nobody knows yet whether QuickBooks keeps {number}.", AGAIN, "failed"
    if DocumentState.AWAITING_MANUAL in states:
        return "awaiting_manual", states[DocumentState.AWAITING_MANUAL].says, BY_HAND, "waiting"
    if DocumentState.UNCOSTED in states:
        return "uncosted", f"QuickBooks has not booked the cost of {number} yet.", "Sync again in a while.", "waiting"
    original = work.posted.reverses
    says = f"{number} reverses {original}, which is not in QuickBooks yet."
    remedy = f"Settle {original} first; {number} then follows it."
    return HeldReason.ORIGINAL_WAITS.value, says, remedy, "held"
