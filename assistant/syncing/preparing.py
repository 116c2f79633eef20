"""Posted entries to what a run does with them: each with its plan as approved and its documents stored, or with why it waits.

Before an entry's first send its plan is worked out once more from the company as last pulled, and documents there that may be of
the same loss are looked for. Once anything of it was sent, what was stored then stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.books.client_books import ClientBooks
from assistant.books.entry import PostedEntry, lines_left, units_left
from assistant.books.found import FoundThere, Verdict
from assistant.books.plan import HeldReason, Hold, KeptPlan, Plan
from assistant.books.remote import DocumentState, RemoteDocument
from assistant.books.snapshot import Adjustments
from assistant.stages.documents.making import documents_of, held_document, their_document
from assistant.stages.rail.plan import plan as planned
from assistant.syncing.deciding import NOT_SENT, same_plan
from assistant.syncing.doors import Helpers, Shift, SyncTransaction
from assistant.syncing.keeping import record
from assistant.syncing.work import Work

NEVER_SENT = "It was never sent, and neither was what takes it back: together they come to nothing."


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of one entry."""

    posted: PostedEntry
    kept: KeptPlan | None
    documents: tuple[RemoteDocument, ...]
    found: tuple[FoundThere, ...]
    cancelled: bool = False
    changed: RemoteDocument | None = None  # of what it reverses: somebody edited or deleted it there

    @property
    def begun(self) -> bool:
        """Whether anything of it may be there, or is for a person to type: what was stored then stands."""
        return _begun(self.documents)

    @property
    def theirs(self) -> FoundThere | None:
        return next((row for row in self.found if row.verdict is Verdict.THEIRS), None)


def _begun(documents: Iterable[RemoteDocument]) -> bool:
    return any(document.state not in NOT_SENT or document.remote_id for document in documents)


@dataclass(frozen=True, slots=True)
class Preparing:
    shift: Shift
    helpers: Helpers

    def prepare(self, numbers: Sequence[str]) -> list[Work]:
        """The entries in hand, each stored as it is to go out. Errors: OutsideServiceFailed where nobody can look, ToldToStop."""
        with self.shift.store.client(self.shift.client, reads=True) as transaction:
            books = transaction.books_about(numbers)
            known = [self._read(transaction, number, books) for number in numbers]
        works = [self._look(each, self._work(each, books)) for each in known]
        with self.shift.store.client(self.shift.client) as transaction:
            for each, work in zip(known, works, strict=True):
                self._store(transaction, each, work, books)
        return works

    def _read(self, transaction: SyncTransaction, number: str, books: ClientBooks) -> Known:
        posted, realm = books.history.find(number), self.shift.realm
        assert posted is not None, number
        kept, documents = transaction.plan_of(realm, number), transaction.documents(realm, entry=number)
        cancelled = self._cancelled(transaction, posted, books)
        originals = transaction.documents(realm, entry=posted.reverses) if posted.reverses else ()
        changed = next((each for each in originals if each.state in (DocumentState.CHANGED, DocumentState.DELETED)), None)
        return Known(posted, kept, documents, transaction.found(realm, number), cancelled, changed)

    def _cancelled(self, transaction: SyncTransaction, posted: PostedEntry, books: ClientBooks) -> bool:
        """Whether the entry and what takes it back come to nothing together, and nothing of them went out: it was reversed in
        whole while something held it, such as a period that QuickBooks closed, or an amount on tracked goods. Without this the
        reversal would wait for ever for what can never go. Once it was so for the entry, it is so for what takes it back."""
        history = books.history
        original = history.find(posted.reverses or posted.number)
        reversals = history.reversals_of(original.number) if original is not None else ()
        if original is None or lines_left(original, reversals) or units_left(original, reversals):
            return False
        family = (original, *reversals)
        if not reversals or any(_begun(transaction.documents(self.shift.realm, entry=each.number)) for each in family):
            return False
        if original.reverses and self._cancelled(transaction, original, books):
            return False  # it went with the entry that it takes back: taking it back is the loss itself
        kept = transaction.plan_of(self.shift.realm, original.number)
        if kept is not None and kept.plan.because == (NEVER_SENT,):
            return True
        documents = transaction.documents(self.shift.realm, entry=original.number)
        refused = any(document.held_reason == HeldReason.PERIOD_CLOSED.value for document in documents)
        return refused or planned(original, books, kept=kept.plan if kept is not None else None).hold is not None

    # ── Its plan ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _work(self, known: Known, books: ClientBooks) -> Work:
        """The entry with the plan that it goes out by. Nothing is looked for yet, and nothing stored."""
        kept = known.kept
        fresh = planned(known.posted, books, kept=kept.plan if kept is not None else None)
        made = KeptPlan(self.shift.realm, known.posted.number, fresh, self.shift.now())
        if known.begun:
            return Work(known.posted, kept or made)
        if known.cancelled:
            return Work(known.posted, replace(made, plan=Plan(because=(NEVER_SENT,))))
        if fresh.hold is not None:
            return Work(known.posted, kept or made, hold=fresh.hold)
        if known.changed is not None and fresh.documents:
            return Work(known.posted, kept or made, hold=_original_changed(known.posted, known.changed))
        by_hand = books.connected is not None and books.connected.snapshot.adjustments is Adjustments.REFUSED
        if kept is None or known.theirs is not None or same_plan(kept.plan, fresh, by_hand=by_hand):
            shown = kept if kept is not None and kept.plan == fresh else made
            return Work(known.posted, shown)
        return Work(known.posted, kept, hold=_changed(known.posted.number))

    def _look(self, known: Known, work: Work) -> Work:
        """Held where documents are found that a person has said nothing about yet."""
        self.helpers.go_on()
        if known.begun or not work.open or not work.kept.plan.documents:
            return work
        rows = tuple(self.helpers.look(work.posted, work.kept.plan)) or known.found
        unsaid = [row for row in rows if row.verdict is Verdict.OPEN]
        if unsaid:
            work.hold = _found(work.number, unsaid)
        return work

    # ── Its documents ────────────────────────────────────────────────────────────────────────────────────────────────

    def _store(self, transaction: SyncTransaction, known: Known, work: Work, books: ClientBooks) -> None:
        if work.kept != known.kept:
            transaction.save_plan(work.kept)
        before = {document.part: document for document in known.documents}
        work.documents |= before if known.begun else {}
        for made in self._documents(known, work, books):
            document = _as_stored(made, before.get(made.part))
            if document != before.get(made.part):
                transaction.save_document(document)
                if document.state is DocumentState.THEIRS:
                    record(transaction, self.shift, (document,))
            work.documents[document.part] = document
        if work.hold is None:  # what waited by another plan, of which nothing was sent
            for part in before.keys() - work.documents.keys():
                transaction.drop_document(before[part])

    def _documents(self, known: Known, work: Work, books: ClientBooks) -> Iterable[RemoteDocument]:
        now, realm = self.shift.now(), self.shift.realm
        if work.hold is None and not known.begun and (theirs := known.theirs) is not None:
            return (their_document(work.posted, theirs, books, realm, at=now),)
        if work.hold is None:
            made = documents_of(work.kept, work.posted, books, known=known.documents, at=now)
            if not isinstance(made, Hold):
                return made
            work.hold = made
        return (held_document(work.kept, work.posted, books, work.hold, known=known.documents, at=now),)


def _as_stored(made: RemoteDocument, stored: RemoteDocument | None) -> RemoteDocument:
    """What is stored already, where that is the same but for its time, or what the company holds otherwise than we have it."""
    if stored is None:
        return made
    differs = stored.state is DocumentState.FAILED and bool(stored.remote_id)
    return stored if differs or replace(stored, changed_at=made.changed_at) == made else made


def _changed(number: str) -> Hold:
    says = f"{number} would go out otherwise than it was approved: QuickBooks' lists, or the settings here, have changed since."
    return Hold(
        HeldReason.PLAN_CHANGED, says, f"Look at it (writeoff show {number}); to send it so: writeoff qbo replan {number}"
    )


def _original_changed(posted: PostedEntry, changed: RemoteDocument) -> Hold:
    """What somebody took out there, or made otherwise, is not taken back a second time."""
    says = f"{posted.number} reverses {posted.reverses}, which is not in QuickBooks as it was sent: {changed.says}"
    remedy = f"Make it there as it was, then sync again: writeoff qbo restore {posted.reverses}"
    return Hold(HeldReason.ORIGINAL_WAITS, says, remedy)


def _found(number: str, rows: Sequence[FoundThere]) -> Hold:
    says = f"QuickBooks holds what may be the same loss as {number}: {rows[0].because}"
    more = f" And {len(rows) - 1} more." if len(rows) > 1 else ""
    remedy = f"Say which stands: writeoff qbo found {number} --theirs, --ours or --both"
    return Hold(HeldReason.FOUND_THERE, says + more, remedy)
