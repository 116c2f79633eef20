"""What somebody did in QuickBooks to an entry's documents, to drafts by which these books follow: nothing of them is sent.

What is there already is kept as found for the draft in the same transaction, so that its plan sends nothing from the first.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from assistant.bookkeeping.reconciling import ReconcilingTransaction
from assistant.books.draft import OPEN_STATES, Draft, DraftState, Reading
from assistant.books.entry import PostedEntry
from assistant.books.found import DONE_TO_OURS, FoundThere, Verdict
from assistant.books.proposal import Event, Proposal
from assistant.books.question import Settled
from assistant.books.reasons import Kind
from assistant.books.record import Record
from assistant.books.remote import DocumentKind, LinkKind, RemoteDocument
from assistant.drafting import draft_of, reversal_event, summary, words_of
from assistant.errors import RefusedByBooks
from assistant.stages.already.effects import of_documents, of_record, units_of
from assistant.stages.rail.plan import plan
from assistant.stages.reconciling.dispositions import followed
from assistant.store import DraftQuery, TextRecord
from assistant.walk import reading_of

Facts = tuple[tuple[Settled, ...], tuple[tuple[str, str], ...]]  # what is otherwise there, and accounts of ours by their new ones


def drafted_reversal(
    transaction: ReconcilingTransaction,
    entry: PostedEntry,
    documents: Sequence[RemoteDocument],
    because: str,
    *,
    by: str,
    today: date,
    at: datetime,
) -> Draft:
    """The reversal of the entry, whose documents are there no more as they were sent; the one that waits already, where it is
    such a one. Dated as the entry, where its day is open here.

    Errors: RefusedByBooks where nothing is left to reverse, or another reversal waits, which would be sent.
    """
    books = transaction.books()
    history, number = books.history, entry.number
    if not history.lines_left(number) and not history.units_left(number):
        last = history.reversals_of(number)[-1].number
        raise RefusedByBooks(
            f"{number} is reversed here already, by {last}.",
            f"Make it there again, so that both stand: writeoff qbo restore {number}",
        )
    if (waiting := _waiting(transaction, number)) is not None:
        found = transaction.found(documents[0].realm)
        if not any(each.subject == waiting.id and each.kind in DONE_TO_OURS for each in found):
            says = f"{waiting.id} reverses {number} already, and would be sent."
            raise RefusedByBooks(says, f'Reject it first: writeoff reject {waiting.id} --because "..."')
        return waiting
    on = entry.entry_date if entry.entry_date <= today and not books.policy.is_closed(entry.entry_date) else today
    event, text = reversal_event(history, number, because=because, on=on, units=())
    record, draft = _blank(transaction, Draft(
        id=transaction.next_draft_id(), client=books.client, version=1, state=DraftState.WAITING, text=text, text_id="",
        event=event, reading=Reading("command"), settled=(Settled(words=on.isoformat(), entry_date=on),), drafted_by=by,
        drafted_at=at,
    ), event, today)  # fmt: skip
    transaction.save_found(documents[0].realm, [followed(each, draft.id, entry, by=by, at=at) for each in documents])
    return _drafted(transaction, draft, record, by=by, at=at)


def drafted_edit(
    transaction: ReconcilingTransaction,
    entry: PostedEntry,
    document: RemoteDocument,
    record: Record,
    facts: Facts,
    *,
    by: str,
    today: date,
    at: datetime,
) -> Draft | None:
    """The draft that the entry was, with the facts that are otherwise there: the record stands for it. None where it does not
    come to what the record says; nothing of it is to be kept then."""
    original, (settled, accounts) = transaction.draft(entry.draft_id), facts
    if original.event is None or original.entry is None:
        return None
    instead = {line.n: now for was, now in accounts for line in original.entry.lines if line.account == was}
    text = f"{original.text}\n{document.number} as it was edited in QuickBooks."
    blank = replace(
        original, id=transaction.next_draft_id(), version=1, text=text, settled=(*original.settled, *settled),
        overrides=tuple((dict(original.overrides) | instead).items()), entry_number="", because="", drafted_by=by, drafted_at=at,
        state=DraftState.WAITING,
    )  # fmt: skip
    said, draft = _blank(transaction, blank, original.event, today)
    because = f"It is {entry.number} as it was edited there."
    day = date.fromisoformat(record.on)
    found = FoundThere(draft.id, record.kind, record.id, record.number, day, None, because, at, Verdict.THEIRS, by)
    transaction.save_found(document.realm, (found,))
    drafted = _drafted(transaction, draft, said, by=by, at=at)
    return drafted if _says(drafted, record, transaction) else None


def _waiting(transaction: ReconcilingTransaction, number: str) -> Draft | None:
    for draft in transaction.drafts(DraftQuery(states=OPEN_STATES)):
        event = draft.event
        if event is not None and event.kind is Kind.REVERSAL and event.entry is not None and event.entry.ref == number:
            return draft
    return None


def _blank(transaction: ReconcilingTransaction, draft: Draft, event: Event, today: date) -> tuple[TextRecord, Draft]:
    """The draft with the text that it is traced to."""
    proposal = Proposal((event,), reader="command")
    record = TextRecord(transaction.next_text_id(), draft.text, today, proposal, ())
    transaction.save_text(record)
    words = words_of(event, proposal, draft.text)
    return record, replace(draft, text_id=record.id, reading=reading_of(proposal), words=words, disagreements=())


def _drafted(transaction: ReconcilingTransaction, draft: Draft, record: TextRecord, *, by: str, at: datetime) -> Draft:
    drafted = draft_of(draft, transaction.books(), today=record.today, said_on=record.today, said=())
    transaction.save_draft(drafted)
    transaction.record(at=at, who=by, what="draft.drafted", subject=drafted.id, detail=summary(drafted))
    return drafted


def _says(draft: Draft, record: Record, transaction: ReconcilingTransaction) -> bool:
    """Whether the draft comes to what the record says: its day, and its units and account, or its accounts and amounts."""
    books = transaction.books(without_draft=draft.id)
    connected = books.connected
    if draft.entry is None or connected is None or draft.entry.entry_date.isoformat() != record.on:
        return False
    documents = plan(draft.entry, books).documents
    if record.kind == DocumentKind.JOURNAL_ENTRY:
        return of_documents(documents, connected) == of_record(record, (), connected)
    if len(documents) != 1:
        return False
    units: dict[str, Decimal] = {}
    for goods in documents[0].goods:
        if (link := connected.links.of(LinkKind.ITEM, goods.item)) is not None:
            units[link.remote_id] = units.get(link.remote_id, Decimal(0)) + goods.quantity
    account = connected.links.of(LinkKind.ACCOUNT, documents[0].account)
    return units == units_of(record.lines) and account is not None and account.remote_id == record.account
