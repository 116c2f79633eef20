"""What somebody did in QuickBooks to documents of an entry, settled as a person says.

    accept    theirs is right: these books follow, by drafts that send nothing; what no account of ours shows is let stand
    restore   ours is right: a deleted document is made again by the next sync, an edited one is made there as it was sent
    reverse   neither is: what is left there is deleted, and the entry is taken back here by a draft that sends nothing

Each looks at the documents once more first: what somebody did since a person last saw it is kept, shown and refused, never
overwritten. Nothing is posted here; a draft that follows is approved like any other.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from assistant.bookkeeping.following import drafted_edit, drafted_reversal
from assistant.bookkeeping.reconciling import Asked, Held, ReconcilingTransaction, keep_drifts, look_up
from assistant.books.client_books import ClientBooks
from assistant.books.draft import Draft
from assistant.books.drift import Disposition, Done, Drift
from assistant.books.entry import PostedEntry
from assistant.books.found import Verdict
from assistant.books.people import Action
from assistant.books.plan import KeptPlan
from assistant.books.record import Record
from assistant.books.remote import THERE, DocumentKind, DocumentState, RemoteDocument
from assistant.errors import ChangedSinceShown, OutsideServiceFailed, RefusedByBooks
from assistant.stages.rail.plan import plan as planned
from assistant.stages.reconciling.dispositions import (
    NOT_AS_SENT,
    as_asked,
    as_edited,
    concerns_the_books,
    made_again,
    request_of,
    there_again,
)
from assistant.stages.reconciling.drifting import canonical, changes, key_there
from assistant.stages.review import allow
from assistant.syncing.deciding import OUT
from assistant.syncing.port import Answer, Kept, Refused


class Changed(Asked, Protocol):
    """The company, in which documents of ours may be changed back or deleted."""

    def update(self, document: RemoteDocument, sync_token: str, request_id: str) -> Answer: ...
    def delete(self, kind: str, remote_id: str, sync_token: str, request_id: str) -> bool: ...


class DisposingTransaction(ReconcilingTransaction, Protocol):
    def entry(self, number: str) -> PostedEntry: ...


class DisposingStore(Protocol):
    def client(self, client: str, *, reads: bool = False) -> AbstractContextManager[DisposingTransaction]: ...


@dataclass(frozen=True, slots=True)
class Disposed:
    """What became of an entry's documents, a sentence each, and the drafts that wait for approval because of it."""

    entry: str
    disposition: Disposition
    says: tuple[str, ...]
    drafts: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class Disposing:
    """One client's company, and the person who decides."""

    store: DisposingStore
    client: str
    remote: Changed
    by: str
    today: date
    now: Callable[[], datetime]

    def accept(self, number: str) -> Disposed:
        """Errors: as `_case`; RefusedByBooks where these books cannot say what is there now."""
        case = self._case(number)
        if any(each.state is DocumentState.DELETED for each in case.open) and case.there:
            left = ", ".join(each.number for each in case.there)
            remedy = f"Make it there again (writeoff qbo restore {number}), or take all of it back: writeoff qbo reverse {number}"
            raise RefusedByBooks(f"Only a part of {number} is gone; {left} is still there, and means nothing without it.", remedy)
        found = ((each, case.records.get(key_there(each))) for each in case.open)
        edits = [(document, as_asked(document, record)) for document, record in found if record is not None]
        if edits and not any(concerns_the_books(document, record) for document, record in edits):
            return self._let_stand(case, edits)
        with self.store.client(self.client) as transaction:
            because = f"as {self.by} accepted it from QuickBooks"
            drafts = [drafted_reversal(transaction, case.entry, case.open, because, by=self.by, today=self.today, at=self.now())]
            if edits:
                drafts.append(self._as_edited(transaction, case, edits))
            self._settle(transaction, case, Disposition.ACCEPT)
        says = [each.says for each in case.open]
        return Disposed(number, Disposition.ACCEPT, (*says, _waits(drafts)), tuple(drafts))

    def restore(self, number: str) -> Disposed:
        """Errors: as `_case`; OutsideServiceFailed where QuickBooks refuses, or does not say what it did."""
        case = self._case(number)
        edited = [each for each in case.open if each.state is DocumentState.CHANGED]
        _refuse_theirs(edited, "Change it back there, then: writeoff qbo reconcile")
        says = [self._back(each, case.records[key_there(each)]) for each in edited]
        with self.store.client(self.client) as transaction:
            for document in case.open:
                if document.state is DocumentState.DELETED and document.body:
                    again = made_again(document, case.entry, self.client, at=self.now())
                    transaction.save_document(again)
                    by_hand = " for somebody to type it" if document.kind == DocumentKind.TASK else ""
                    says.append(f"{document.kind} {document.number} goes out again as {again.number} by the next sync{by_hand}.")
                elif document.state is DocumentState.DELETED:
                    says.append(self._ours_instead(transaction, case, document))
            transaction.send_again(number)
            self._settle(transaction, case, Disposition.RESTORE)
        return Disposed(number, Disposition.RESTORE, tuple(says))

    def reverse(self, number: str) -> Disposed:
        """Errors: as `_case`; RefusedByBooks where a person's own document stands there for (part of) it; OutsideServiceFailed
        where QuickBooks does not delete what is left."""
        case = self._case(number)
        left = [each for each in (*case.open, *case.there) if each.state is not DocumentState.DELETED]
        _refuse_theirs(left, "Delete it there, then: writeoff qbo accept {0}")
        says = [self._delete(case, each) for each in left]
        case = self._known(number)
        with self.store.client(self.client) as transaction:
            because = f"taken back here and in QuickBooks, said {self.by}"
            draft = drafted_reversal(transaction, case.entry, case.open, because, by=self.by, today=self.today, at=self.now())
            self._settle(transaction, case, Disposition.REVERSE)
        return Disposed(number, Disposition.REVERSE, (*says, _waits([draft])), (draft,))

    # ── The case ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _case(self, number: str) -> "_Case":
        """The entry, as a person last saw it. Errors: NotAllowed; NotFound for no such entry; RefusedByBooks where the client is
        not connected, nothing was done to the entry there, or something of it is on its way; ChangedSinceShown where it is now
        otherwise than was seen; OutsideServiceFailed."""
        with self.store.client(self.client, reads=True) as transaction:
            allow(self.by, transaction.role_of(self.by), Action.APPROVE)
            entry, connected = transaction.entry(number), transaction.connected()
            if connected is None:
                says = f"{self.client} is connected to no QuickBooks company, or nothing was pulled yet."
                raise RefusedByBooks(says, "Connect it (writeoff qbo connect), then: writeoff qbo pull", code="not_connected")
            documents = transaction.documents(connected.realm, entry=number)
            held = Held(connected, documents, documents, frozenset({entry.entry_date}), (), (), ())
        there = look_up(self.remote, held)
        new = keep_drifts(self.store, self.client, documents, there, at=self.now())
        if new:
            says = " ".join(filter(None, (each.document.says or f"{each.document.number} is as sent again." for each in new)))
            raise ChangedSinceShown(
                f"{number} is in QuickBooks otherwise than it was last seen: {says}", "Look at it there, then say it again."
            )
        return replace(self._known(number), records=there.records)

    def _known(self, number: str) -> "_Case":
        with self.store.client(self.client, reads=True) as transaction:
            connected = transaction.connected()
            assert connected is not None  # nobody forgets a company while it is asked
            entry, documents = transaction.entry(number), transaction.documents(connected.realm, entry=number)
            drifts = {drift.part: drift for drift in transaction.drifts(connected.realm, entry=number)}
        under_way = next((each for each in documents if each.state in OUT), None)
        if under_way is not None:
            raise RefusedByBooks(f"Nobody knows yet what became of {under_way.number}.", "Look it up first: writeoff sync")
        case = _Case(entry, documents, drifts)
        if not case.open:
            raise RefusedByBooks(
                f"Nothing of {number} was edited or deleted in QuickBooks.", "writeoff qbo reconcile compares all that is there."
            )
        return case

    def _settle(self, transaction: DisposingTransaction, case: "_Case", disposition: Disposition) -> None:
        at = self.now()
        for document in case.open:
            transaction.save_drift(replace(case.drift(document, at), disposition=disposition, by=self.by, settled_at=at))
        detail: dict[str, object] = {
            "disposition": disposition.value,
            "documents": [[each.number, each.remote_id, each.state.value, each.says] for each in case.open],
        }
        transaction.record(at=at, who=self.by, what="drift.settled", subject=case.entry.number, detail=detail)

    # ── Theirs is right ──────────────────────────────────────────────────────────────────────────────────────────────

    def _let_stand(self, case: "_Case", edits: Sequence[tuple[RemoteDocument, Record]]) -> Disposed:
        """Nothing that our accounts hold was changed: it is there, as they made it."""
        with self.store.client(self.client) as transaction:
            for document, record in edits:
                after = there_again(document, record, at=self.now())
                state = DocumentState.DONE if document.cost is not None else after.state
                transaction.save_document(replace(after, state=state))
            if any(document.cost is None for document, _ in edits):
                transaction.send_again(case.entry.number)
            self._settle(transaction, case, Disposition.ACCEPT)
        says = tuple(f"{document.number} stands as it is there: {document.says}" for document, _ in edits)
        return Disposed(case.entry.number, Disposition.ACCEPT, says)

    def _as_edited(
        self, transaction: DisposingTransaction, case: "_Case", edits: Sequence[tuple[RemoteDocument, Record]]
    ) -> Draft:
        """The entry as it is there now. RefusedByBooks where that is more than a draft of ours can say."""
        books, number = transaction.books(), case.entry.number
        assert books.connected is not None
        draft = None
        if len(case.documents) == 1 and len(edits) == 1 and case.entry.draft_id:
            document, record = edits[0]
            told = as_edited(document, record, case.entry, books.connected)
            if told is not None:
                draft = drafted_edit(transaction, case.entry, document, record, told, by=self.by, today=self.today, at=self.now())
        if draft is None:
            remedy = (
                f"Make it there as it was (writeoff qbo restore {number}), or take all of it back (writeoff qbo reverse {number})"
            )
            raise RefusedByBooks(
                f"What {number} is in QuickBooks now cannot be drafted from it: {case.open[0].says}",
                f"{remedy} and draft it as it should be.",
            )
        return draft

    # ── Ours is right ────────────────────────────────────────────────────────────────────────────────────────────────

    def _back(self, document: RemoteDocument, record: Record) -> str:
        """Made there as it was sent, where it is still what was seen."""
        request = request_of(document, "restore", record.sync_token)
        answer = self.remote.update(document, record.sync_token, request)
        if isinstance(answer, Refused):
            raise OutsideServiceFailed(f"QuickBooks refuses to change {document.number} back: {answer.says}", answer.remedy)
        now = answer.record if isinstance(answer, Kept) else self.remote.read(document.kind, document.remote_id)
        if now is None or changes(document, now):
            says = f"QuickBooks does not say that it changed {document.number} back."
            raise OutsideServiceFailed(says, "See what it says now: writeoff qbo reconcile")
        with self.store.client(self.client) as transaction:
            transaction.save_document(there_again(document, now, at=self.now()))
        return f"{document.kind} {document.number} is there again as it was sent."

    def _ours_instead(self, transaction: DisposingTransaction, case: "_Case", document: RemoteDocument) -> str:
        """What stood for the entry is gone: ours goes out by the plan that it has now."""
        realm, number = document.realm, case.entry.number
        gone = [
            replace(each, verdict=Verdict.GONE)
            for each in transaction.found(realm)
            if each.subject == number and each.verdict is Verdict.THEIRS
        ]
        transaction.save_found(realm, gone)
        waits = replace(document, state=DocumentState.QUEUED, remote_id="", says="", changed_at=self.now())
        transaction.save_document(waits)
        books: ClientBooks = transaction.books()
        kept = transaction.plan_of(realm, number)
        fresh = planned(case.entry, books, kept=kept.plan if kept is not None else None)
        transaction.save_plan(KeptPlan(realm, number, fresh, self.now()))
        return f"{number} goes to QuickBooks by the next sync, in place of Id {document.remote_id}."

    # ── Neither is ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _delete(self, case: "_Case", document: RemoteDocument) -> str:
        record = case.records.get(key_there(document)) or self.remote.read(document.kind, document.remote_id)
        request = request_of(document, "delete", record.sync_token if record is not None else "")
        if record is not None and not self.remote.delete(document.kind, document.remote_id, record.sync_token, request):
            says = f"Somebody changed {document.number} in the same moment; it was not deleted."
            raise ChangedSinceShown(says, "See what it says now: writeoff qbo reconcile")
        says, at = f"{document.kind} {document.number} (Id {document.remote_id}) was deleted in QuickBooks.", self.now()
        drift = Drift(document.realm, document.entry, document.part, Done.DELETED, says, "", at)
        with self.store.client(self.client) as transaction:
            transaction.save_document(replace(document, state=DocumentState.DELETED, says=says, changed_at=at))
            transaction.save_drift(drift)
        return says


def _refuse_theirs(documents: Sequence[RemoteDocument], remedy: str) -> None:
    """What a person made there is theirs to change."""
    theirs = next((each for each in documents if each.kind == DocumentKind.TASK or not each.body), None)
    if theirs is not None:
        says = f"Id {theirs.remote_id} in QuickBooks, which somebody made there, stands for {theirs.entry}."
        raise RefusedByBooks(says, remedy.format(theirs.entry))


def _waits(drafts: Sequence[Draft]) -> str:
    listed = ", then ".join(draft.id for draft in drafts)
    return f"These books follow once {listed} {'is' if len(drafts) == 1 else 'are'} approved; nothing of it is sent."


@dataclass(frozen=True, slots=True)
class _Case:
    """An entry of which something is not in QuickBooks as it was sent."""

    entry: PostedEntry
    documents: tuple[RemoteDocument, ...]
    drifts: dict[int, Drift]  # the last of each part
    records: dict[tuple[str, str], Record] = field(default_factory=dict)

    @property
    def open(self) -> tuple[RemoteDocument, ...]:
        return tuple(each for each in self.documents if each.state in NOT_AS_SENT)

    @property
    def there(self) -> tuple[RemoteDocument, ...]:
        return tuple(each for each in self.documents if each.state in THERE and each.remote_id)

    def drift(self, document: RemoteDocument, at: datetime) -> Drift:
        """What was seen of the document, be it by a sync alone."""
        known = self.drifts.get(document.part)
        if known is not None:
            return known
        done = Done.DELETED if document.state is DocumentState.DELETED else Done.EDITED
        record = self.records.get(key_there(document))
        there = canonical(record) if record is not None else ""
        return Drift(document.realm, document.entry, document.part, done, document.says, there, at)
